//! Paragraphs with their headings underlined, headings, and other blocks that hold inline text.

use std::ops::Range;

use super::container::{self, Container};
use super::leaf::Definition;
use super::line::Line;
use super::{html, inline, leaf, table};
use crate::document::scan::{Block, mask_of, slice};
use crate::document::{BlockKind, MaskKind, patterns};

/// Lines that hang together.
struct Lines {
    /// From the first line's text to the end of the last one's.
    content: Range<usize>,
    /// The marks of containers and the white space before all lines but the first.
    prefixes: Vec<Range<usize>>,
    next: usize,
}

impl Lines {
    fn new(line: &Line<'_>) -> Self {
        Self { content: line.at..line.end, prefixes: Vec::new(), next: line.next }
    }

    /// `from` is where the line starts; its marks have been read.
    fn push(&mut self, from: usize, line: &Line<'_>) {
        if line.at > from {
            self.prefixes.push(from..line.at);
        }
        self.content.end = line.end;
        self.next = line.next;
    }
}

/// A paragraph that starts in the line. Text of a lazy line belongs to it although the marks of its
/// containers are missing.
pub(super) fn step(containers: &[Container], at: usize, line: &Line<'_>, out: &mut Vec<Block>) -> usize {
    let mut lines = Lines::new(line);
    while lines.next < line.text.len() {
        let from = lines.next;
        let mut line = Line::new(line.text, from);
        let inside = container::matched(containers, &mut line) == containers.len();
        if line.is_blank() {
            break;
        }
        if let Some(level) = leaf::underline(&line).filter(|_| inside) {
            let kind = BlockKind::Heading(level);
            let mut block = prose(line.text, kind, at..line.next, &lines);
            block.masks.push(mask_of(from..line.end, MaskKind::Markup));
            out.push(block);
            return line.next;
        }
        if super::interrupts(&line, inside) || (inside && table::is_head(&line, containers)) {
            break;
        }
        line.skip_indent();
        lines.push(from, &line);
    }
    out.push(prose(line.text, container::kind(containers), at..lines.next, &lines));
    lines.next
}

/// `## 标题 ##`
pub(super) fn heading(level: u8, at: usize, mut line: Line<'_>, out: &mut Vec<Block>) -> usize {
    line.skip_indent();
    line.skip_bytes(usize::from(level));
    line.skip_indent();
    let text = line.rest().trim_end_matches([' ', '\t']);
    let bare = text.trim_end_matches('#');
    let closed = bare.is_empty() || bare.ends_with([' ', '\t']);
    let content = if closed { bare.trim_end_matches([' ', '\t']) } else { text };
    let end = line.at + content.len();
    let lines = Lines { content: line.at..end, prefixes: Vec::new(), next: line.next };
    let mut block = prose(line.text, BlockKind::Heading(level), at..line.next, &lines);
    if line.end > end {
        block.masks.push(mask_of(end..line.end, MaskKind::Markup));
    }
    out.push(block);
    line.next
}

/// HTML up to the next blank line.
pub(super) fn html_step(containers: &[Container], at: usize, line: &Line<'_>, out: &mut Vec<Block>) -> usize {
    let mut lines = Lines::new(line);
    while lines.next < line.text.len() {
        let from = lines.next;
        let mut line = Line::new(line.text, from);
        if container::matched(containers, &mut line) < containers.len() || line.is_blank() {
            break;
        }
        lines.push(from, &line);
    }
    let mut block = Block::new(BlockKind::Code, at..lines.next);
    if html::lay(line.text, lines.content.clone(), &lines.prefixes, &mut block) {
        block.kind = html::kind(slice(line.text, lines.content.clone()));
    }
    lead(&mut block, at..lines.content.start);
    out.push(block);
    lines.next
}

/// Code by its indentation, or a module's lines up to the next blank one.
pub(super) fn code_step(
    containers: &[Container],
    at: usize,
    line: &Line<'_>,
    module: bool,
    out: &mut Vec<Block>,
) -> usize {
    let mut next = line.next;
    while next < line.text.len() {
        let mut line = Line::new(line.text, next);
        let inside = container::matched(containers, &mut line) == containers.len();
        if !inside || line.is_blank() || !(module || line.indent().0 >= 4) {
            break;
        }
        next = line.next;
    }
    out.push(Block::masked(BlockKind::Code, at..next, MaskKind::Code));
    next
}

/// `[label]: target`, with the target or a title in the next line perhaps. Nothing if it lacks a target.
pub(super) fn definition_end(containers: &[Container], line: &Line<'_>) -> Option<usize> {
    let found = leaf::definition(line)?;
    let next = line.following().and_then(|mut next| {
        let inside = container::matched(containers, &mut next) == containers.len();
        next.skip_indent();
        inside.then_some(next)
    });
    match found {
        Definition::Label => next.filter(|next| leaf::is_target(next.rest().trim_end())).map(|next| next.next),
        Definition::Whole => Some(next.filter(|next| leaf::is_title(next.rest())).map_or(line.next, |next| next.next)),
    }
}

/// `:::tip 标题`, `:::note[标题]`, `!!! note "标题"`: a mark, a word, and a title perhaps.
pub(super) fn titled_step(at: usize, line: &Line<'_>, out: &mut Vec<Block>) -> usize {
    let text = line.rest();
    let mark = text.trim_start_matches([' ', '\t', ':', '!', '?', '+']);
    let word = mark.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let title = word.trim_start_matches([' ', '\t', '[', '"']);
    let start = line.at + text.len() - title.len();
    let end = start + title.trim_end_matches([' ', '\t', ']', '"']).len();
    let lines = Lines { content: start..end, prefixes: Vec::new(), next: line.next };
    if title.is_empty() || end == start {
        out.push(Block::masked(BlockKind::Code, at..line.next, MaskKind::Template));
        return line.next;
    }
    let mut block = prose(line.text, BlockKind::Caption, start..line.next, &lines);
    block.range.start = at;
    block.masks.insert(0, mask_of(at..start, MaskKind::Template));
    if line.end > end {
        block.masks.push(mask_of(end..line.end, MaskKind::Markup));
    }
    out.push(block);
    line.next
}

/// A block of inline text, all before which is a mark.
fn prose(text: &str, kind: BlockKind, range: Range<usize>, lines: &Lines) -> Block {
    let start = range.start;
    let mut block = Block::new(kind, range);
    let content = lines.content.clone();
    inline::scan(text, content.clone(), &lines.prefixes, &mut block.masks, &mut block.directives);
    patterns::mask(text, content, &mut block.masks);
    lead(&mut block, start..lines.content.start);
    block
}

fn lead(block: &mut Block, marks: Range<usize>) {
    if !marks.is_empty() {
        block.masks.insert(0, mask_of(marks, MaskKind::Markup));
    }
}
