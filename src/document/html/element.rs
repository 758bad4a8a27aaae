//! What the scanner needs to know of an element: how its tags cut and mask.

/// The roles that elements play for prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    // Inside a block:
    /// Mere formatting: nothing in the view.
    Formatting,
    /// Any other element within a line of text.
    Inline,
    /// The same without content or end tag: images, fields.
    InlineVoid,
    /// `<br>`: a mask, or the border of a block where two come together.
    Break,
    /// Content that is no prose: `<code>`, `<svg>`.
    Code,
    Math,
    /// A reading beside or above the text (`<rt>`): nothing in the view.
    Gloss,
    // Borders of blocks:
    Block,
    /// The same without content or end tag: `<hr>`, `<meta>`.
    BlockVoid,
    /// Ends where any other block starts.
    Paragraph,
    Heading(u8),
    Quote,
    Caption,
    List,
    /// Ends where the next one starts, like cells and rows.
    Item,
    Table,
    Row,
    Cell,
    /// A block that is no prose.
    Pre,
    /// Content in which no tag but its own end counts, and that is no prose.
    Raw,
    /// The same, with prose for content.
    Title,
}

impl Class {
    /// The class of an element whose lower-case name is given. In XML an unknown one is a block.
    pub fn of(name: &[u8], xml: bool) -> Self {
        match name {
            b"a" | b"abbr" | b"acronym" | b"b" | b"bdi" | b"bdo" | b"big" | b"cite" | b"data" | b"del" | b"dfn"
            | b"em" | b"font" | b"i" | b"ins" | b"label" | b"mark" | b"nobr" | b"rb" | b"ruby" | b"s" | b"small"
            | b"span" | b"strike" | b"strong" | b"sub" | b"sup" | b"time" | b"u" | b"wbr" => Self::Formatting,
            b"img" | b"input" | b"embed" | b"source" | b"track" | b"area" | b"keygen" => Self::InlineVoid,
            b"br" => Self::Break,
            b"code" | b"kbd" | b"samp" | b"tt" | b"svg" | b"template" => Self::Code,
            b"math" => Self::Math,
            b"rt" | b"rp" | b"rtc" => Self::Gloss,
            b"audio" | b"button" | b"canvas" | b"map" | b"meter" | b"object" | b"output" | b"picture" | b"progress"
            | b"q" | b"slot" | b"var" | b"video" => Self::Inline,
            b"p" => Self::Paragraph,
            [b'h', level @ b'1'..=b'6'] => Self::Heading(level - b'0'),
            b"blockquote" => Self::Quote,
            b"figcaption" | b"caption" => Self::Caption,
            b"ul" | b"ol" | b"dl" | b"menu" | b"dir" => Self::List,
            b"li" | b"dt" | b"dd" | b"option" => Self::Item,
            b"table" => Self::Table,
            b"tr" | b"thead" | b"tbody" | b"tfoot" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"pre" | b"listing" => Self::Pre,
            b"script" | b"style" | b"textarea" | b"iframe" | b"xmp" | b"noembed" | b"noframes" | b"plaintext" => {
                Self::Raw
            }
            b"title" => Self::Title,
            b"hr" | b"base" | b"meta" | b"link" | b"col" | b"frame" | b"basefont" | b"bgsound" | b"param" => {
                Self::BlockVoid
            }
            _ if xml || is_block(name) => Self::Block,
            _ => Self::Inline,
        }
    }

    /// True when the element's tags stand between blocks.
    pub fn cuts(self) -> bool {
        !self.is_inline() && !matches!(self, Self::Raw)
    }

    /// True when the element may hold others, and its tags cut.
    pub fn holds_blocks(self) -> bool {
        self.cuts() && !matches!(self, Self::BlockVoid | Self::Title)
    }

    /// True when only what it holds ends an item, a cell or a row.
    pub fn holds_items(self) -> bool {
        matches!(self, Self::List | Self::Table)
    }

    /// True when an element ends where the next one of its kind starts.
    pub fn is_item(self) -> bool {
        matches!(self, Self::Item | Self::Row | Self::Cell)
    }

    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Formatting | Self::Inline | Self::InlineVoid | Self::Break | Self::Code | Self::Math | Self::Gloss
        )
    }

    pub fn is_void(self) -> bool {
        matches!(self, Self::InlineVoid | Self::BlockVoid | Self::Break)
    }
}

fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"body"
            | b"center"
            | b"colgroup"
            | b"details"
            | b"dialog"
            | b"div"
            | b"fieldset"
            | b"figure"
            | b"footer"
            | b"form"
            | b"frameset"
            | b"head"
            | b"header"
            | b"hgroup"
            | b"html"
            | b"legend"
            | b"main"
            | b"marquee"
            | b"nav"
            | b"noscript"
            | b"optgroup"
            | b"search"
            | b"section"
            | b"select"
            | b"summary"
    )
}
