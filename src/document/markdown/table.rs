//! Tables: a row is a block, the bars between its cells are masks.

use std::ops::Range;

use super::container::{self, Container};
use super::line::Line;
use super::{State, inline};
use crate::document::scan::{Block, mask_of};
use crate::document::{BlockKind, MaskKind, patterns};

/// True when the line, whose containers have been read, is the head of a table: the next one in the same containers is a
/// row of dashes with as many cells.
pub(super) fn is_head(line: &Line<'_>, containers: &[Container]) -> bool {
    if line.indent().0 >= 4 || memchr::memchr(b'|', line.rest().as_bytes()).is_none() {
        return false;
    }
    let Some(mut below) = line.following() else { return false };
    let inside = container::matched(containers, &mut below) == containers.len();
    inside && columns_of_dashes(&below).is_some_and(|count| count == cells(line.rest()))
}

/// How many cells the row of dashes has.
fn columns_of_dashes(line: &Line<'_>) -> Option<usize> {
    let row = line.content()?.trim_end();
    if !row.contains('|') {
        return None;
    }
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    let dashes = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|b| b == b'-')
    };
    row.split('|').all(dashes).then(|| row.split('|').count())
}

/// Cells of a row.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let bars = bars(row).count();
    let leading = row.starts_with('|');
    let trailing = row.len() > 1 && bars > usize::from(leading) && bars_end(row);
    (bars + 1).saturating_sub(usize::from(leading)).saturating_sub(usize::from(trailing))
}

fn bars_end(row: &str) -> bool {
    row.ends_with('|') && bars(row).last() == Some(row.len() - 1)
}

/// Where the bars are that no backslash takes away.
fn bars(row: &str) -> impl Iterator<Item = usize> {
    let bytes = row.as_bytes();
    memchr::memchr_iter(b'|', bytes).filter(move |i| {
        let slashes = bytes.get(..*i).unwrap_or_default().iter().rev().take_while(|b| **b == b'\\').count();
        slashes % 2 == 0
    })
}

/// The head and the row of dashes.
pub(super) fn start(state: &mut State, at: usize, line: &Line<'_>, out: &mut Vec<Block>) -> usize {
    row(at, line, out);
    let Some(dashes) = line.following() else { return line.next };
    out.push(Block::masked(BlockKind::Code, dashes.at..dashes.next, MaskKind::Markup));
    state.table = true;
    dashes.next
}

/// Another row of the table that is open, if the line is one.
pub(super) fn resume(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> Option<usize> {
    if !std::mem::take(&mut state.table) {
        return None;
    }
    let mut line = Line::new(text, at);
    let inside = container::matched(&state.containers, &mut line) == state.containers.len();
    if !inside || line.is_blank() || super::interrupts(&line, true) {
        return None;
    }
    state.table = true;
    row(at, &line, out);
    Some(line.next)
}

fn row(at: usize, line: &Line<'_>, out: &mut Vec<Block>) {
    let mut block = Block::new(BlockKind::TableRow, at..line.next);
    let row = line.rest();
    let mut cell = line.at;
    for bar in bars(row) {
        let bar = around(row, bar);
        // Two bars with nothing but spaces between them share these.
        let bar = (line.at + bar.start).max(cell)..line.at + bar.end;
        lay(line.text, cell..bar.start, &mut block);
        block.masks.push(mask_of(bar.clone(), MaskKind::Cell));
        cell = bar.end;
    }
    lay(line.text, cell..line.end, &mut block);
    patterns::mask(line.text, line.at..line.end, &mut block.masks);
    if line.at > at {
        block.masks.insert(0, mask_of(at..line.at, MaskKind::Markup));
    }
    out.push(block);
}

fn lay(text: &str, cell: Range<usize>, block: &mut Block) {
    if !cell.is_empty() {
        inline::scan(text, cell, &[], &mut block.masks, &mut block.directives);
    }
}

/// The bar with the white space on both sides.
fn around(row: &str, bar: usize) -> Range<usize> {
    let space = |b: &&u8| matches!(b, b' ' | b'\t');
    let bytes = row.as_bytes();
    let before = bytes.get(..bar).unwrap_or_default().iter().rev().take_while(space).count();
    let behind = bytes.get(bar + 1..).unwrap_or_default().iter().take_while(space).count();
    bar - before..bar + 1 + behind
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn cells_are_counted_with_and_without_outer_bars() {
        for (row, count) in
            [("a | b", 2), ("| a | b |", 2), ("| a", 1), ("a |", 1), ("| a \\| b |", 1), ("|", 1), ("||", 1)]
        {
            assert_eq!(cells(row), count, "{row}");
        }
    }
}
