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
use super::worth::{Chains, worth};

/// Characters before and behind a crowd that may belong to the damage.
const MARGIN: usize = 12;

/// All damaged pieces of one stretch of text, of which characters crowd within the bytes `crowds`, the last of them
/// included: byte ranges in order, disjoint.
pub fn find(text: &str, crowds: Range<usize>, mut found: impl FnMut(Range<usize>, Outcome)) {
    let head = text.get(..crowds.start).unwrap_or_default();
    let mut start = head.rfind('\n').map_or(0, |end| end + 1);
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if start > crowds.end {
            break;
        }
        let body = line.trim_end_matches(['\n', '\r']);
        let crowds = crowds.start.saturating_sub(start)..crowds.end - start;
        for (range, outcome) in whole(body, claims(body, crowds)) {
            found(start + range.start..start + range.end, outcome);
        }
        start += line.len();
    }
}

/// What is damaged in one line, piece by piece.
fn claims(line: &str, crowds: Range<usize>) -> Vec<Claim> {
    let mut claims = Vec::new();
    for range in windows(line, crowds) {
        let Some(text) = line.get(range.clone()) else { continue };
        let window = Window::of(line, text, range.clone());
        if !window.plan.chains.any() {
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

/// Stretches of a line around characters that crowd within `among`, merged where they touch. Bytes.
fn windows(line: &str, among: Range<usize>) -> Vec<Range<usize>> {
    let mut crowds: Vec<(Spot, Spot)> = Vec::new();
    prefilter::crowds(line, among, |first, second| match crowds.last_mut() {
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
        let chars: Vec<char> = text.chars().collect();
        let plan = Plan {
            chains: worth(&chars),
            loose: None,
            line_start: head.is_ascii(),
            line_end: tail.is_empty(),
            before: before.map_or(Place::START, |c| Model::get().place(c)),
        };
        Self { chars, before, after: tail.chars().next(), plan }
    }

    /// What is damaged here. Places count characters.
    fn pieces(&self) -> Vec<(Range<usize>, Outcome)> {
        let all = Plan { chains: Chains::ALL, ..self.plan };
        let mut strict = self.claims(search(&self.chars, self.plan));
        // What is claimed must be the best of all that might be: another chain may explain it, and badly.
        if !strict.is_empty() && self.plan.chains != Chains::ALL {
            strict = self.claims(search(&self.chars, all));
        }
        let lossy = |(_, outcome): &(Range<usize>, Outcome)| match outcome {
            Outcome::Repair(r) => (r.grade >= Grade::Likely && may_be_filled(r.chain)).then_some(r.chain),
            _ => None,
        };
        let Some(chain) = strict.iter().find_map(lossy) else { return strict };
        let loose = self.claims(search(&self.chars, Plan { loose: Some(chain), ..all }));
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
