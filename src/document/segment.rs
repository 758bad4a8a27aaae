//! The unit of observation: a block, or a part of a long one.

use thin_vec::ThinVec;

use crate::text::{Slice, Span};

/// A block, or a part of a long block cut at a sentence end. Spans inside are bytes of `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The source as it stands, line ends and blank lines included.
    pub text: Slice,
    pub kind: BlockKind,
    /// True when the segment before belongs to the same block.
    pub continues: bool,
    /// What is not plain prose, sorted and disjoint.
    pub masks: ThinVec<Mask>,
    pub declarations: ThinVec<Declaration>,
    pub directives: ThinVec<Directive>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    Paragraph,
    /// Level 1 to 6.
    Heading(u8),
    ListItem,
    TableRow,
    /// A block quotation.
    Quote,
    Caption,
    /// Front matter; its values of title and description are prose, the rest is masked.
    FrontMatter,
    /// No prose at all: code, comments, raw HTML, scripts.
    Code,
    /// Blank lines and separators.
    Blank,
}

/// A span that is not plain prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mask {
    pub span: Span,
    pub kind: MaskKind,
}

/// What the view makes of a masked span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaskKind {
    // One U+FFFC in the view:
    Code,
    Url,
    Email,
    Path,
    /// An HTML tag that is not mere formatting.
    Tag,
    /// Target of a link or image; the link's text stays prose.
    LinkTarget,
    Footnote,
    Handle,
    Hashtag,
    Math,
    Template,
    /// Key of front matter, attribute, directive comment and the like.
    Meta,
    /// The border between two cells of a table.
    Cell,
    /// Damaged text: set by the engine, never by the scanner.
    Damage,
    // Nothing in the view:
    /// Emphasis marks, bullets, quotation prefixes, formatting tags.
    Markup,
    /// Noise: set by the engine, never by the scanner.
    Noise,
    // The character itself in the view:
    /// An HTML entity.
    Entity(char),
}

/// What an article says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// `lang` attribute or front-matter key, and where it stands: the value, or the whole tag. Bytes from
    /// the start of the block.
    Lang(Box<str>, Span),
    Title(Box<str>),
    /// As written.
    Date(Box<str>),
    /// `[label]: target` of Markdown: the label as [`label_key`] makes one of all its spellings.
    Label(Box<str>),
}

/// What the spellings of one label have in common.
pub fn label_key(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A suppression comment: `<!-- jiaodui-disable-next-line script/stray because … -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub span: Span,
    pub kind: DirectiveKind,
    /// Rule ids or families; empty for all.
    pub rules: Vec<Box<str>>,
    pub reason: Box<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DirectiveKind {
    Disable,
    Enable,
    DisableLine,
    DisableNextLine,
    DisableFile,
}

impl Segment {
    /// A segment of pure prose.
    pub fn prose(text: Slice, kind: BlockKind) -> Self {
        let (masks, declarations, directives) = (ThinVec::new(), ThinVec::new(), ThinVec::new());
        Self { text, kind, continues: false, masks, declarations, directives }
    }

    /// Length in bytes.
    pub fn len(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// True when rules may speak here at all.
    pub fn has_prose(&self) -> bool {
        !matches!(self.kind, BlockKind::Code | BlockKind::Blank)
    }
}
