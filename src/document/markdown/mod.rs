//! Markdown: CommonMark with what GitHub, VitePress, Hugo, Hexo, MkDocs and MDX add to it.
//!
//! A line scanner of our own finds the blocks, since a parser of whole texts would read a megabyte
//! a keystroke; `inline` reads the text of one block and says why no parser does that either. A
//! step is a paragraph, a heading, a row of a table, a part of a code block. What lies open across
//! steps is in [`State`]: containers, a block of code, a table. Definitions of links are not
//! looked up. Invariant: besides the start of the text (see `front_matter`), a step reads nothing
//! behind the step that follows it.

mod attribute;
mod container;
mod emphasis;
mod entity;
mod front_matter;
mod html;
mod inline;
mod leaf;
mod line;
mod link;
mod paragraph;
mod table;
mod tag;
mod ticks;
mod verbatim;

use super::scan::Block;
use super::{BlockKind, Declaration, Format, MaskKind, label_key};
use container::Container;
use leaf::Leaf;
use line::Line;
use verbatim::Until;

/// What lies open between two steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Something stands before the step, which therefore is no front matter.
    begun: bool,
    containers: Vec<Container>,
    verbatim: Option<Until>,
    table: bool,
}

pub(super) fn step(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    let first = !std::mem::replace(&mut state.begun, true);
    let opened = if first { front_matter::step(text, out) } else { None };
    opened
        .or_else(|| verbatim::resume(state, text, at, out))
        .or_else(|| table::resume(state, text, at, out))
        .or_else(|| blank(state, text, at, out))
        .unwrap_or_else(|| start(state, text, at, out))
}

/// True when an edit at `byte` may open or close front matter, wherever that ends.
pub(super) fn may_open_front_matter(text: &str, byte: u32, format: Format) -> bool {
    format == Format::Markdown && front_matter::depends_on(text, byte)
}

/// Blank lines. They close quotations and nothing else.
fn blank(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> Option<usize> {
    let mut end = at;
    while end < text.len() {
        let mut line = Line::new(text, end);
        let matched = container::matched(&state.containers, &mut line);
        if !line.is_blank() {
            break;
        }
        state.containers.truncate(matched);
        end = line.next;
    }
    let found = end > at;
    if found {
        out.push(Block::new(BlockKind::Blank, at..end));
    }
    found.then_some(end)
}

/// A block that starts at `at`, where no other is open.
fn start(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    let mut line = Line::new(text, at);
    let matched = container::matched(&state.containers, &mut line);
    state.containers.truncate(matched);
    for container in &mut state.containers {
        if let Container::Item { bare, .. } = container {
            *bare = false;
        }
    }
    container::open(&mut state.containers, &mut line);
    if line.is_blank() {
        out.push(Block::masked(BlockKind::Blank, at..line.next, MaskKind::Markup));
        return line.next;
    }
    if line.indent().0 >= 4 {
        return paragraph::code_step(&state.containers, at, &line, false, out);
    }
    match leaf::start(&line) {
        Some(leaf) => announced(state, leaf, at, line, out),
        None => unannounced(state, at, line, out),
    }
}

/// A block that may stand in the middle of a paragraph, too.
fn announced(state: &mut State, leaf: Leaf, at: usize, mut line: Line<'_>, out: &mut Vec<Block>) -> usize {
    match leaf {
        Leaf::Heading(level) => paragraph::heading(level, at, line, out),
        Leaf::Verbatim(until) => verbatim::start(state, until, at, line, out),
        Leaf::Html => {
            line.skip_indent();
            paragraph::html_step(&state.containers, at, &line, out)
        }
        Leaf::Break => {
            out.push(Block::masked(BlockKind::Blank, at..line.next, MaskKind::Markup));
            line.next
        }
        Leaf::Colons => paragraph::titled_step(at, &line, out),
        Leaf::Admonition => {
            state.containers.push(Container::Note);
            paragraph::titled_step(at, &line, out)
        }
    }
}

/// A block that starts only where no paragraph goes on, or a paragraph.
fn unannounced(state: &mut State, at: usize, mut line: Line<'_>, out: &mut Vec<Block>) -> usize {
    let containers = &state.containers;
    if leaf::is_module(&line) {
        return paragraph::code_step(containers, at, &line, true, out);
    }
    if let Some(end) = paragraph::definition_end(containers, &line) {
        let mut block = Block::masked(BlockKind::Code, at..end, MaskKind::LinkTarget);
        block.declarations.extend(leaf::label(&line).map(|label| Declaration::Label(label_key(label).into())));
        out.push(block);
        return end;
    }
    let html = leaf::is_lone_tag(&line);
    let head = !html && table::is_head(&line, containers);
    line.skip_indent();
    if html {
        return paragraph::html_step(containers, at, &line, out);
    }
    if head {
        return table::start(state, at, &line, out);
    }
    paragraph::step(containers, at, &line, out)
}

/// True when the line ends a paragraph or a table whose containers it continues (`inside`) or not.
fn interrupts(line: &Line<'_>, inside: bool) -> bool {
    let Some(first) = line.content().and_then(|c| c.bytes().next()) else { return false };
    first.is_ascii() && (container::interrupts(line, inside) || leaf::start(line).is_some())
}

#[cfg(test)]
mod tests;
