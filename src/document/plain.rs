//! Plain text: a line is a block, unless it is one line of a paragraph wrapped at a fixed width.
//!
//! Nothing is declared in plain text and no comment is possible, so there are neither
//! declarations nor directives. Invariant: a step reads one line beyond its end at most.

use super::scan::{Block, line_at, slice};
use super::{BlockKind, patterns};

/// Whether a blank line, or nothing, stands before the step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    after_blank: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { after_blank: true }
    }
}

/// A line that fills so many columns may be wrapped at its end; a longer one is a whole paragraph.
const WRAPPED: std::ops::RangeInclusive<usize> = 56..=120;
/// A heading is at most so many characters long.
const HEADING: usize = 32;

pub(super) fn step(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    if let Some(end) = blank_run(text, at) {
        out.push(Block::new(BlockKind::Blank, at..end));
        state.after_blank = true;
        return end;
    }
    let (mut content, mut end) = line_at(text, at);
    let mut line = at;
    while is_wrapped(slice(text, line..content)) && continues(text, end) {
        line = end;
        (content, end) = line_at(text, end);
    }
    let alone = state.after_blank && (end == text.len() || is_blank_line(text, end));
    let kind = kind_of(slice(text, at..content), alone);
    let mut block = Block::new(kind, at..end);
    patterns::mask(text, at..end, &mut block.masks);
    out.push(block);
    state.after_blank = false;
    end
}

/// The end of the blank lines that start at `at`.
fn blank_run(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    while end < text.len() && is_blank_line(text, end) {
        end = line_at(text, end).1;
    }
    (end > at).then_some(end)
}

fn is_blank_line(text: &str, at: usize) -> bool {
    let (content, _) = line_at(text, at);
    slice(text, at..content).chars().all(char::is_whitespace)
}

/// True when the line is as long as wrapped lines are and stops in mid-sentence.
fn is_wrapped(line: &str) -> bool {
    let line = line.trim_end();
    let columns = line.chars().take(*WRAPPED.end() + 1).map(|c| 1 + usize::from(c > '\u{1100}'));
    let stops = line.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '，' | '、' | ',' | '-'));
    !stops && WRAPPED.contains(&columns.sum())
}

/// True when the line at `at` may go on with the paragraph before it.
fn continues(text: &str, at: usize) -> bool {
    let (content, _) = line_at(text, at);
    let line = slice(text, at..content);
    line.starts_with(char::is_alphanumeric) && !is_item(line)
}

/// What the shape of a line says. Only a short line that stands alone and stops nowhere is a heading.
fn kind_of(line: &str, alone: bool) -> BlockKind {
    let line = line.trim();
    if is_item(line) {
        return BlockKind::ListItem;
    }
    let short = line.chars().take(HEADING + 1).count() <= HEADING;
    let open_end = line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '」' | '”' | '》' | '）'));
    if alone && short && open_end { BlockKind::Heading(2) } else { BlockKind::Paragraph }
}

/// `- `, `• `, `1. `, `2）`: the marks of list items.
fn is_item(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']);
    }
    if line.starts_with(['•', '·', '●', '■', '◆', '▪']) {
        return true;
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    (1..=2).contains(&digits) && (rest.starts_with(['、', '）']) || rest.starts_with(". ") || rest.starts_with(") "))
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Document, Format};

    fn kinds(text: &str) -> Vec<(BlockKind, String)> {
        let document = Document::new(text, Format::Plain);
        document.segments().iter().map(|s| (s.kind, s.text.to_string())).collect()
    }

    #[test]
    fn lines_are_blocks_and_blank_lines_too() {
        let found = kinds("新版发布\n\n公司今天发布了新版。\r\n价格不变。\n");
        let expected = [
            (BlockKind::Heading(2), "新版发布\n"),
            (BlockKind::Blank, "\n"),
            (BlockKind::Paragraph, "公司今天发布了新版。\r\n"),
            (BlockKind::Paragraph, "价格不变。\n"),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_string())));
    }

    #[test]
    fn a_paragraph_wrapped_at_a_fixed_width_is_one_block() {
        let text = "这家公司在去年的第三个季度里一共交付了五百二十台服务器其\n中大部分去了南方的数据中心。\n另一段。\n";
        let found = kinds(text);
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn short_lines_and_items_are_never_joined() {
        assert_eq!(kinds("订阅\n分享到:\n- 甲\n- 乙\n").len(), 4);
        assert_eq!(kinds("- 甲\n")[0].0, BlockKind::ListItem);
    }
}
