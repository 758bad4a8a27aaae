//! What stands between two runs of prose: block tags, comments, white space.

use super::tag::Tag;
use super::token::Token;
use super::{Class, Scanner, declare, tag};
use crate::document::scan::{Block, mask_of, slice};
use crate::document::{BlockKind, MaskKind, directive};

/// What a paragraph starts with in pages that set a `<br>` between paragraphs.
const INDENTS: [&str; 4] = ["\u{3000}", "&nbsp;&nbsp;", "&emsp;", "&#12288;"];

pub(super) struct Gap {
    pub end: usize,
    /// Nothing where the gap is empty.
    pub block: Option<Block>,
    /// A cell of a table starts in it …
    pub cell: bool,
    /// … or a row ends.
    pub row: bool,
}

impl Scanner<'_, '_> {
    /// Takes all from `at` to what may be prose, or to what is masked as a whole.
    pub(super) fn gap(&mut self, at: usize) -> Gap {
        let mut gap = Gap { end: at, block: None, cell: false, row: false };
        let mut block = Block::new(BlockKind::Blank, at..at);
        loop {
            gap.end = self.skip_space(gap.end);
            let Some(end) = self.gap_token(gap.end, &mut gap, &mut block) else {
                break;
            };
            gap.end = end;
            if self.state.frames.mask().is_some() {
                break;
            }
        }
        block.range.end = gap.end;
        gap.block = (gap.end > at).then_some(block);
        gap
    }

    fn skip_space(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|b| tag::is_space(**b)).count()
    }

    /// The end of one tag, comment or the like that belongs to the gap.
    fn gap_token(&mut self, at: usize, gap: &mut Gap, block: &mut Block) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if self.state.cdata && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"]]>")) {
            self.state.cdata = false;
            widen(block, at..at + 3, MaskKind::Tag);
            return Some(at + 3);
        }
        if bytes.get(at) != Some(&b'<') {
            return None;
        }
        if Tag::class_at(self.text, at, self.state.xml).is_some_and(|class| !is_part(class)) {
            return None;
        }
        let (end, kind) = match Token::read(self.text, at, self.state.xml) {
            Token::Prose => return None,
            Token::Comment(end) => (end, MaskKind::Meta),
            Token::Hidden(end) => (end, MaskKind::Tag),
            Token::CdataStart(end) => {
                self.state.cdata = true;
                (end, MaskKind::Tag)
            }
            Token::Tag(tag) => {
                if self.state.frames.would_mask(&tag, self.state.xml) {
                    return None;
                }
                gap.cell |= tag.class == Class::Cell && !tag.is_end;
                gap.row |= matches!(tag.class, Class::Row | Class::Table | Class::Caption);
                self.take(&tag);
                block.declarations.extend(declare::by_tag(&tag));
                (tag.range.end, MaskKind::Tag)
            }
        };
        let mask = widen(block, at..end, kind);
        if kind == MaskKind::Meta {
            block.directives.extend(directive::parse(slice(self.text, at..end), mask));
        }
        Some(end)
    }

    /// True when what follows a `<br>` shows that a paragraph ends there: another one, or an indentation.
    pub(super) fn ends_paragraph(&self, behind: usize) -> bool {
        let at = self.skip_space(behind);
        let rest = self.text.get(at..).unwrap_or_default();
        let is_break = rest.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
            && !rest.as_bytes().get(3).is_some_and(u8::is_ascii_alphanumeric);
        is_break || INDENTS.iter().any(|indent| rest.starts_with(indent))
    }
}

/// True for the tags that stand between blocks and hold no block as a whole.
fn is_part(class: Class) -> bool {
    class == Class::Break || (class.cuts() && class != Class::Title)
}

/// Masks a range with the space between it and the mask before it, if that is of one kind.
fn widen(block: &mut Block, range: std::ops::Range<usize>, kind: MaskKind) -> crate::document::Mask {
    let mask = mask_of(range, kind);
    match block.masks.last_mut() {
        Some(last) if last.kind == kind && kind == MaskKind::Tag => last.span.end = mask.span.end,
        _ => block.masks.push(mask),
    }
    mask
}
