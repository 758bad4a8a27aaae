//! What the scanners of all formats share: blocks, states, lines.
//!
//! A scanner goes in steps. Invariant: what a step makes of the text depends on nothing but the
//! text from where it starts, to the end of the step that follows at most, and on the state it
//! starts with. An edit may therefore scan anew from a step before it and stop where an old step
//! starts in the same state.
#![allow(dead_code)]

use std::ops::Range;

use super::{BlockKind, Declaration, Directive, Format, Mask, MaskKind, html, markdown, plain};
use crate::text::Span;

/// A block as a scanner finds it. Spans are bytes of the article.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: BlockKind,
    pub range: Range<usize>,
    /// The step before was a part of the same block.
    pub continues: bool,
    /// Sorted and disjoint.
    pub masks: Vec<Mask>,
    pub declarations: Vec<Declaration>,
    pub directives: Vec<Directive>,
}

/// What a scanner must know of the text before a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    Plain(plain::State),
    Markdown(markdown::State),
    Html(html::State),
}

impl State {
    /// The state at the start of an article.
    pub fn start(format: Format) -> Self {
        match format {
            Format::Plain => Self::Plain(plain::State::default()),
            Format::Markdown => Self::Markdown(markdown::State::default()),
            Format::Html => Self::Html(html::State::default()),
        }
    }

    /// Scans one step from `at`, which is less than the text's length. The blocks tile the step.
    /// Returns where the next step starts: behind `at`, at most at the text's end.
    pub fn step(&mut self, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
        let end = match self {
            Self::Plain(state) => plain::step(state, text, at, out),
            Self::Markdown(state) => markdown::step(state, text, at, out),
            Self::Html(state) => html::step(state, text, at, out),
        };
        debug_assert!(end > at && end <= text.len());
        end
    }
}

impl Block {
    pub fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self { kind, range, continues: false, masks: Vec::new(), declarations: Vec::new(), directives: Vec::new() }
    }

    /// A block without prose: code, comments.
    pub fn masked(kind: BlockKind, range: Range<usize>, mask: MaskKind) -> Self {
        let mut block = Self::new(kind, range.clone());
        block.masks.push(mask_of(range, mask));
        block
    }
}

/// A mask over a range of bytes.
pub(super) fn mask_of(range: Range<usize>, kind: MaskKind) -> Mask {
    Mask { span: Span::new(offset(range.start), offset(range.end)), kind }
}

/// Offsets are 32 bits wide; texts beyond are not read by this tool.
pub(super) fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// The line that starts at `at`: where its content ends and where the next line starts.
/// Lines end with LF, CR LF or CR.
pub(super) fn line_at(text: &str, at: usize) -> (usize, usize) {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    match memchr::memchr2(b'\n', b'\r', rest) {
        None => (text.len(), text.len()),
        Some(i) => {
            let pair = rest.get(i) == Some(&b'\r') && rest.get(i + 1) == Some(&b'\n');
            (at + i, at + i + 1 + usize::from(pair))
        }
    }
}

/// The text of a range, or nothing where the range does not fit.
pub(super) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The last character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..4).map(|back| at.saturating_sub(back)).find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// True when the text holds nothing but white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}
