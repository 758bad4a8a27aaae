//! What stands inside prose but is none, in every format: addresses, paths, identifiers, handles,
//! tags, formulas and the templating of documentation tools.
//!
//! Patterns err on the side of silence: `Booking.com`, `Node.js`, `TCP/IP`, `$5` and `2026/11/24`
//! stay prose. Invariant: the cost is linear; no pattern looks further than a fixed distance
//! beyond the mask or the token that it finds.

mod paired;
mod token;

use std::ops::Range;

use super::scan::{floor, mask_of};
use super::{Mask, MaskKind};

/// A span that is no prose.
type Found = Option<(Range<usize>, MaskKind)>;

/// Finds the patterns of `range` and lays them over the masks that are there already, all of which
/// lie inside `range`, sorted and disjoint.
pub(super) fn mask(text: &str, range: Range<usize>, masks: &mut Vec<Mask>) {
    let found = find(text, range, masks);
    if masks.is_empty() {
        *masks = found;
    } else if !found.is_empty() {
        *masks = overlay(std::mem::take(masks), found);
    }
}

/// One walk over the bytes that no mask but a transparent one covers; only bytes that begin or end
/// a pattern cost more than a look-up.
fn find(text: &str, range: Range<usize>, masks: &[Mask]) -> Vec<Mask> {
    let scope = Scope { text, range };
    let mut masks = masks.iter().filter(|m| m.kind != MaskKind::Markup).peekable();
    let mut found = Vec::new();
    let mut at = scope.range.start;
    let mut done = at;
    while let Some(trigger) = scope.next_trigger(at) {
        while masks.next_if(|m| m.span.end as usize <= trigger).is_some() {}
        if let Some(mask) = masks.next_if(|m| m.span.start as usize <= trigger) {
            at = mask.span.end as usize;
            done = done.max(at);
            continue;
        }
        let (hit, end) = match paired::at(&scope, trigger) {
            Some(hit) => (Some(hit), trigger + 1),
            None if trigger < done => (None, trigger + 1),
            None => {
                let token = token::around(&scope, at.max(done), trigger);
                done = token.end;
                (token::classify(&scope, &token), trigger + 1)
            }
        };
        at = end;
        if let Some((span, kind)) = hit {
            at = at.max(span.end);
            done = done.max(span.end);
            found.push(mask_of(span, kind));
        }
    }
    found
}

/// The bytes under examination. Nothing outside of `range` is looked at, since the segment's
/// masks may depend on nothing else.
struct Scope<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl<'a> Scope<'a> {
    fn next_trigger(&self, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..self.range.end)?;
        rest.iter().position(|b| TRIGGERS[usize::from(*b)]).map(|i| at + i)
    }

    fn get(&self, range: Range<usize>) -> &'a str {
        let range = range.start.max(self.range.start)..range.end.min(self.range.end);
        self.text.get(range).unwrap_or_default()
    }

    fn rest(&self, at: usize) -> &'a str {
        self.get(at..self.range.end)
    }

    /// At most `most` bytes from `at`, less what would divide a character.
    fn window(&self, at: usize, most: usize) -> &'a str {
        self.get(at..floor(self.text, (at + most).min(self.range.end)))
    }

    fn before(&self, at: usize) -> Option<char> {
        self.get(self.range.start..at).chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }
}

/// True for the bytes from which a pattern is recognised.
const TRIGGERS: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"/\\@#._:${-(";
    let mut i = 0;
    while i < marks.len() {
        table[marks[i] as usize] = true;
        i += 1;
    }
    table
};

/// The masks of markup with the patterns laid over them. A pattern swallows transparent marks
/// inside it (`$a_b$`), and gives way to every other mask.
fn overlay(masks: Vec<Mask>, found: Vec<Mask>) -> Vec<Mask> {
    let mut kept = Vec::with_capacity(masks.len() + found.len());
    let mut masks = masks.into_iter().peekable();
    for pattern in found {
        while let Some(mask) = masks.next_if(|m| m.span.end <= pattern.span.start) {
            kept.push(mask);
        }
        // The mask that an earlier pattern gave way to may reach over this one, too.
        if kept.last().is_some_and(|m| m.span.end > pattern.span.start) {
            continue;
        }
        let mut inside = Vec::new();
        while let Some(mask) = masks.next_if(|m| m.span.start < pattern.span.end) {
            inside.push(mask);
        }
        let swallows = |m: &Mask| m.kind == MaskKind::Markup && pattern.span.contains(m.span);
        // `__重__` and `_word_` are emphasis, not identifiers.
        let led = inside.first().is_some_and(|m| m.span.start == pattern.span.start);
        if !led && inside.iter().all(swallows) {
            kept.push(pattern);
        } else {
            kept.append(&mut inside);
        }
    }
    kept.extend(masks);
    kept
}

#[cfg(test)]
mod tests;
