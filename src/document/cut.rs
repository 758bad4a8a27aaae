//! Cuts blocks into segments. A short block is one segment; a long one is cut at sentence ends.
//!
//! Invariant: the segments' texts put together are the block's text, none is longer than [`MOST`],
//! and no mask lies across a cut unless it is itself too long.

use std::ops::Range;

use thin_vec::ThinVec;

use super::scan::{Block, floor, offset, slice};
use super::{Declaration, Directive, Mask, Segment};
use crate::text::{Span, Text};

/// A long block is cut at the first sentence end behind so many bytes …
const AIM: usize = 2048;
/// … and at the best other place before so many where no sentence ends.
const MOST: usize = 4096;

/// Appends the segments of `block`, which is one of `whole`, to `out`.
pub(super) fn into_segments(whole: &Text, block: Block, out: &mut Vec<Segment>) {
    let text = whole.as_str();
    let Block { kind, range, masks, directives, .. } = block;
    let mut declarations = block.declarations;
    declarations.iter_mut().for_each(|declaration| from_start(declaration, range.start));
    let mut continues = block.continues;
    let mut masks = masks.as_slice();
    let mut directives = directives.as_slice();
    let mut at = range.start;
    while at < range.end {
        let end = next_cut(text, masks, at, range.end);
        out.push(Segment {
            text: whole.slice(at..end),
            kind,
            continues,
            masks: masks_before(&mut masks, at, end),
            declarations: std::mem::take(&mut declarations).into(),
            directives: directives_before(&mut directives, at, end),
        });
        (at, continues) = (end, true);
    }
}

/// Counts a declaration's place from the start of its block.
fn from_start(declaration: &mut Declaration, start: usize) {
    if let Declaration::Lang(_, span) = declaration {
        let start = offset(start);
        *span = Span::new(span.start.saturating_sub(start), span.end.saturating_sub(start));
    }
}

/// Where the segment that starts at `at` ends.
fn next_cut(text: &str, masks: &[Mask], at: usize, end: usize) -> usize {
    if end - at <= MOST {
        return end;
    }
    let window = floor(text, at + AIM)..floor(text, at + MOST);
    if is_masked(masks, &window) {
        return outside_mask(masks, at, window.end);
    }
    sentence_end(text, masks, window.clone())
        .or_else(|| clause_end(text, masks, window.clone()))
        .unwrap_or_else(|| outside_mask(masks, at, window.end))
}

/// True when one mask covers the window, so that no place in it is better than another.
fn is_masked(masks: &[Mask], window: &Range<usize>) -> bool {
    let next = masks.partition_point(|m| m.span.end as usize <= window.start);
    masks.get(next).is_some_and(|m| m.span.start as usize <= window.start && m.span.end as usize >= window.end)
}

/// The first place in `window` where a sentence, with its closing marks and spaces, has ended.
fn sentence_end(text: &str, masks: &[Mask], window: Range<usize>) -> Option<usize> {
    let mut masks = Cursor(masks);
    let mut ended = false;
    let mut previous = '\0';
    for (i, c) in slice(text, window.clone()).char_indices() {
        let closes = is_closing(c) || c.is_whitespace();
        // `O(p?ng)racle`: a mark inside a word ends nothing.
        let inside_word = c.is_alphanumeric() && c < '\u{2E80}' && !previous.is_whitespace();
        if ended && !closes && !inside_word && !is_end(c) && !masks.covers(window.start + i) {
            return Some(window.start + i);
        }
        ended = is_end(c) || (ended && closes) || (previous == '.' && c == ' ');
        previous = c;
    }
    None
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n' | '…' | '｡')
}

fn is_closing(c: char) -> bool {
    matches!(c, '」' | '』' | '”' | '’' | '"' | '\'' | '）' | ')' | '】' | '》' | '〉' | ']')
}

/// The last place in `window` behind a comma or a space.
fn clause_end(text: &str, masks: &[Mask], window: Range<usize>) -> Option<usize> {
    let ends = slice(text, window.clone()).char_indices().rev();
    ends.filter(|(_, c)| matches!(c, '，' | '；' | '、' | '：' | ',' | ' ' | '\u{3000}'))
        .map(|(i, c)| window.start + i + c.len_utf8())
        .find(|&i| i < window.end && outside_mask(masks, 0, i) == i)
}

/// `cut` itself, or the start of the mask that lies across it when that is behind `at`.
fn outside_mask(masks: &[Mask], at: usize, cut: usize) -> usize {
    let next = masks.partition_point(|m| m.span.end as usize <= cut);
    match masks.get(next).map(|m| m.span.start as usize) {
        Some(start) if start < cut && start > at => start,
        _ => cut,
    }
}

/// Masks met in the order of places asked for.
struct Cursor<'a>(&'a [Mask]);

impl Cursor<'_> {
    /// True when a cut at `place` would divide a mask.
    fn covers(&mut self, place: usize) -> bool {
        while let Some((mask, rest)) = self.0.split_first() {
            if mask.span.end as usize > place {
                return (mask.span.start as usize) < place;
            }
            self.0 = rest;
        }
        false
    }
}

/// The parts of the masks that lie in `at..end`, seen from `at`. Masks wholly before `end` are taken off.
fn masks_before(masks: &mut &[Mask], at: usize, end: usize) -> ThinVec<Mask> {
    let mut taken = ThinVec::new();
    while let Some((mask, rest)) = masks.split_first() {
        let (from, to) = (mask.span.start as usize, mask.span.end as usize);
        if from >= end {
            break;
        }
        let span = Span::new(relative(from.max(at), at), relative(to.min(end), at));
        taken.push(Mask { span, kind: mask.kind });
        if to > end {
            break;
        }
        *masks = rest;
    }
    taken.shrink_to_fit();
    taken
}

/// The directives that start in `at..end`, seen from `at`.
fn directives_before(directives: &mut &[Directive], at: usize, end: usize) -> ThinVec<Directive> {
    let mut taken = ThinVec::new();
    while let Some((directive, rest)) = directives.split_first() {
        if directive.span.start as usize >= end {
            break;
        }
        let mut directive = directive.clone();
        let to = (directive.span.end as usize).min(end);
        directive.span = Span::new(relative(directive.span.start as usize, at), relative(to, at));
        taken.push(directive);
        *directives = rest;
    }
    taken
}

fn relative(byte: usize, base: usize) -> u32 {
    super::scan::offset(byte - base)
}
