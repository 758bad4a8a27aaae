//! Blocks that are no prose from their first line to the one that ends them: code in fences, scripts,
//! comments, formulas.
//!
//! A step of a long one ends behind a blank line or [`MOST`] bytes, so that an edit costs little.

use super::container;
use super::line::Line;
use super::{State, html};
use crate::document::scan::{Block, mask_of, slice};
use crate::document::{BlockKind, MaskKind, directive};

/// What ends the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    Fence {
        mark: u8,
        len: u32,
    },
    /// `</pre>`, `</script>`, `</style>` or `</textarea>`
    Raw,
    Comment,
    Instruction,
    Declaration,
    Cdata,
    Math,
    Codeblock,
    Highlight,
}

/// A step is not much longer.
const MOST: usize = 4096;

impl Until {
    fn mask(self) -> MaskKind {
        match self {
            Self::Comment => MaskKind::Meta,
            Self::Math => MaskKind::Math,
            Self::Instruction | Self::Declaration | Self::Cdata => MaskKind::Tag,
            _ => MaskKind::Code,
        }
    }

    /// Bytes of the line up to the end of the block. `opened` bytes belong to the opening mark.
    fn end(self, line: &Line<'_>, opened: usize) -> Option<usize> {
        let rest = line.rest();
        let find = |mark: &str| rest.get(opened..)?.find(mark).map(|i| opened + i + mark.len());
        match self {
            Self::Fence { mark, len } => (opened == 0 && closes(line, mark, len)).then_some(rest.len()),
            Self::Raw => raw_end(rest),
            Self::Comment => find("-->"),
            Self::Instruction => find("?>"),
            Self::Declaration => find(">"),
            Self::Cdata => find("]]>"),
            Self::Math => find("$$").map(|_| rest.len()),
            Self::Codeblock => (rest.contains("{% end") || rest.contains("{%- end")).then_some(rest.len()),
            Self::Highlight => (rest.contains("/highlight") || rest.contains("/ highlight")).then_some(rest.len()),
        }
    }

    /// How much of the opening line cannot belong to the closing mark.
    fn opening(self) -> usize {
        match self {
            Self::Fence { .. } => 1,
            Self::Comment | Self::Instruction | Self::Math => 2,
            Self::Cdata => 9,
            _ => 0,
        }
    }
}

fn closes(line: &Line<'_>, mark: u8, len: u32) -> bool {
    let content = line.content().unwrap_or_default();
    let found = content.bytes().take_while(|b| *b == mark).count();
    found >= len as usize && content.get(found..).is_some_and(|rest| rest.trim().is_empty())
}

/// Behind the first closing tag of an element that holds no Markdown.
fn raw_end(rest: &str) -> Option<usize> {
    let closers = ["</pre>", "</script>", "</style>", "</textarea>"];
    let at = |i: usize| closers.iter().find(|c| starts_with_any_case(rest, i, c)).map(|c| i + c.len());
    memchr::memmem::find_iter(rest.as_bytes(), "</").find_map(at)
}

fn starts_with_any_case(text: &str, at: usize, word: &str) -> bool {
    text.as_bytes().get(at..at + word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
}

/// Starts the block in the line, whose containers have been read.
pub(super) fn start(state: &mut State, until: Until, at: usize, mut line: Line<'_>, out: &mut Vec<Block>) -> usize {
    line.skip_indent();
    let lead = line.at;
    let mut block = Verbatim { until, at, lead, continues: false };
    if let Some(len) = until.end(&line, until.opening()) {
        return block.finish(&line, line.at + len, out);
    }
    state.verbatim = Some(until);
    block.go_on(state, line.next, line.text, out)
}

/// Goes on with the block that is open, unless its containers end here.
pub(super) fn resume(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> Option<usize> {
    let until = state.verbatim?;
    let mut block = Verbatim { until, at, lead: at, continues: true };
    let end = block.go_on(state, at, text, out);
    (end > at).then_some(end)
}

struct Verbatim {
    until: Until,
    at: usize,
    /// Where the mark stands that opened it.
    lead: usize,
    continues: bool,
}

impl Verbatim {
    /// Reads lines from `next` to the end of the block or of the step.
    fn go_on(&mut self, state: &mut State, mut next: usize, text: &str, out: &mut Vec<Block>) -> usize {
        while next < text.len() {
            let mut line = Line::new(text, next);
            let matched = container::matched(&state.containers, &mut line);
            if matched < state.containers.len() {
                state.verbatim = None;
                break;
            }
            if let Some(len) = self.until.end(&line, 0) {
                state.verbatim = None;
                return self.finish(&line, line.at + len, out);
            }
            let blank = line.is_blank();
            if blank && self.until == Until::Math {
                state.verbatim = None;
                break;
            }
            next = line.next;
            if blank || next - self.at >= MOST {
                break;
            }
        }
        if next > self.at {
            self.push(text, next..next, next, out);
        }
        next
    }

    /// The block ends at `end`; what stands behind it in its last line is HTML.
    fn finish(&mut self, line: &Line<'_>, end: usize, out: &mut Vec<Block>) -> usize {
        let behind = slice(line.text, end..line.end);
        let rest = if behind.trim().is_empty() { line.next..line.next } else { end..line.end };
        self.push(line.text, rest, line.next, out);
        line.next
    }

    fn push(&self, text: &str, rest: std::ops::Range<usize>, end: usize, out: &mut Vec<Block>) {
        let mut block = Block::new(BlockKind::Code, self.at..end);
        block.continues = self.continues;
        let mask = mask_of(self.lead..rest.start, self.until.mask());
        if self.until == Until::Comment && !self.continues {
            block.directives.extend(directive::parse(slice(text, self.lead..rest.start).trim_end(), mask));
        }
        if !rest.is_empty() && html::lay(text, rest.clone(), &[], &mut block) {
            block.kind = BlockKind::Paragraph;
        }
        let marks = (self.lead > self.at).then(|| mask_of(self.at..self.lead, MaskKind::Markup));
        block.masks.splice(0..0, marks.into_iter().chain([mask]));
        out.push(block);
    }
}
