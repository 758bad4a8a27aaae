//! Text read with the wrong codec, found in the lines where rare characters crowd.
//!
//! Looks only at windows around such crowds; what is found is judged piece by piece in `repair`.

use std::ops::Range;

use super::chain::Chain;
use super::model::{Model, Place};
use super::paths::{Piece, trimmed};
use super::prefilter::{self, Spot};
use super::repair::{Grade, Outcome, judge};
use super::search::{Plan, search};
use super::whole::{Claim, whole};
use super::worth::is_worth;

/// Characters before and behind a crowd that may belong to the damage.
const MARGIN: usize = 12;

/// All damaged pieces of one stretch of text: byte ranges in order, disjoint.
pub fn find(text: &str, mut found: impl FnMut(Range<usize>, Outcome)) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        for (range, outcome) in whole(body, claims(body)) {
            found(start + range.start..start + range.end, outcome);
        }
        start += line.len();
    }
}

/// What is damaged in one line, piece by piece.
fn claims(line: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    for range in windows(line) {
        let Some(text) = line.get(range.clone()) else { continue };
        let window = Window::of(line, text, range.clone());
        if !is_worth(&window.chars) {
            continue;
        }
        let mut starts: Vec<usize> = text.char_indices().map(|(i, _)| range.start + i).collect();
        starts.push(range.end);
        let at = |i: usize| starts.get(i).copied().unwrap_or(range.end);
        for (piece, outcome) in window.pieces() {
            claims.push((at(piece.start)..at(piece.end), outcome));
        }
    }
    claims
}

/// Stretches of a line around characters that crowd, merged where they touch. Bytes.
fn windows(line: &str) -> Vec<Range<usize>> {
    let mut crowds: Vec<(Spot, Spot)> = Vec::new();
    prefilter::crowds(line, |first, second| match crowds.last_mut() {
        Some((_, last)) if first.nth <= last.nth + 1 + 2 * MARGIN => *last = second,
        _ => crowds.push((first, second)),
    });
    let before = |at: usize| line.get(..at).and_then(|head| head.char_indices().rev().nth(MARGIN - 1));
    let behind = |at: usize| line.get(at..).and_then(|tail| tail.char_indices().nth(1 + MARGIN));
    let window = |(first, last): (Spot, Spot)| {
        before(first.at).map_or(0, |(i, _)| i)..behind(last.at).map_or(line.len(), |(i, _)| last.at + i)
    };
    crowds.into_iter().map(window).collect()
}

/// A stretch of a line, and what stands around it.
struct Window {
    chars: Vec<char>,
    before: Option<char>,
    after: Option<char>,
    plan: Plan,
}

impl Window {
    fn of(line: &str, text: &str, range: Range<usize>) -> Self {
        let (head, tail) = (line.get(..range.start).unwrap_or_default(), line.get(range.end..).unwrap_or_default());
        let before = head.chars().next_back();
        let plan = Plan {
            loose: None,
            line_start: head.is_ascii(),
            line_end: tail.is_empty(),
            before: before.map_or(Place::START, |c| Model::get().place(c)),
        };
        Self { chars: text.chars().collect(), before, after: tail.chars().next(), plan }
    }

    /// What is damaged here. Places count characters.
    fn pieces(&self) -> Vec<(Range<usize>, Outcome)> {
        let strict = self.claims(search(&self.chars, self.plan));
        let lossy = |(_, outcome): &(Range<usize>, Outcome)| match outcome {
            Outcome::Repair(r) => (r.grade >= Grade::Likely && may_be_filled(r.chain)).then_some(r.chain),
            _ => None,
        };
        let Some(chain) = strict.iter().find_map(lossy) else { return strict };
        let loose = self.claims(search(&self.chars, Plan { loose: Some(chain), ..self.plan }));
        if lost(&loose) < lost(&strict) { loose } else { strict }
    }

    fn claims(&self, found: Vec<Piece>) -> Vec<(Range<usize>, Outcome)> {
        let mut claims = Vec::new();
        for piece in found {
            let Some(piece) = trimmed(&self.chars, piece) else { continue };
            let range = piece.start..piece.end;
            let before = range.start.checked_sub(1).map_or(self.before, |i| self.chars.get(i).copied());
            let after = self.chars.get(range.end).copied().or(self.after);
            let damaged = self.chars.get(range.clone()).unwrap_or_default();
            match judge(&piece, damaged, before, after) {
                Outcome::Nothing => {}
                outcome => claims.push((range, outcome)),
            }
        }
        claims
    }
}

/// Chains of which pipelines drop single bytes or pairs.
fn may_be_filled(chain: Chain) -> bool {
    chain.is_utf8() && chain.rounds() == 1
}

/// Characters that stay lost, and such as stand outside of any repair though they look damaged.
fn lost(claims: &[(Range<usize>, Outcome)]) -> usize {
    let of = |outcome: &Outcome| match outcome {
        Outcome::Repair(r) => r.text.chars().filter(|c| *c == '\u{FFFD}').count(),
        _ => 1000,
    };
    let strong = claims.iter().filter(|(_, outcome)| !matches!(outcome, Outcome::Weak(_)));
    strong.map(|(_, outcome)| of(outcome) + 2).sum()
}
