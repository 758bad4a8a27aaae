//! Text read with the wrong codec, found in the lines where rare characters crowd.
//!
//! Looks only at windows around such crowds; what is found is judged piece by piece in `repair`.

use std::ops::Range;

use super::chain::Chain;
use super::model::{Model, Place};
use super::paths::{Out, Piece};
use super::prefilter;
use super::repair::{Grade, Outcome, judge};
use super::search::{Plan, search};
use super::worth::is_worth;

/// Characters before and behind a crowd that may belong to the damage.
const MARGIN: usize = 12;

/// All damaged pieces of one stretch of text: byte ranges in order, disjoint.
pub fn find(text: &str, mut found: impl FnMut(Range<usize>, Outcome)) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if prefilter::crowded(body) {
            look(body, |range, outcome| found(start + range.start..start + range.end, outcome));
        }
        start += line.len();
    }
}

/// One line.
fn look(line: &str, mut found: impl FnMut(Range<usize>, Outcome)) {
    let chars: Vec<char> = line.chars().collect();
    let mut starts: Vec<usize> = line.char_indices().map(|(i, _)| i).collect();
    starts.push(line.len());
    let at = |i: usize| starts.get(i).copied().unwrap_or(line.len());
    for window in windows(&chars) {
        if !chars.get(window.clone()).is_some_and(is_worth) {
            continue;
        }
        for (range, outcome) in pieces(&chars, window) {
            found(at(range.start)..at(range.end), outcome);
        }
    }
}

/// Stretches around characters that crowd, merged where they touch.
fn windows(chars: &[char]) -> Vec<Range<usize>> {
    let mut windows: Vec<Range<usize>> = Vec::new();
    prefilter::crowds(chars.iter().copied(), |first, second| {
        let (start, end) = (first.saturating_sub(MARGIN), (second + 1 + MARGIN).min(chars.len()));
        match windows.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => windows.push(start..end),
        }
    });
    windows
}

/// What is damaged in one window. Places count characters of the line.
fn pieces(chars: &[char], window: Range<usize>) -> Vec<(Range<usize>, Outcome)> {
    let plan = Plan {
        loose: None,
        line_start: chars.get(..window.start).is_none_or(|head| head.iter().all(char::is_ascii)),
        line_end: window.end == chars.len(),
        before: window.start.checked_sub(1).and_then(|i| chars.get(i)).map_or(Place::START, |c| Model::get().place(*c)),
    };
    let inside = chars.get(window.clone()).unwrap_or_default();
    let strict = claims(chars, &window, search(inside, plan));
    let lossy = |(_, outcome): &(Range<usize>, Outcome)| match outcome {
        Outcome::Repair(r) => (r.grade >= Grade::Likely && may_be_filled(r.chain)).then_some(r.chain),
        _ => None,
    };
    let Some(chain) = strict.iter().find_map(lossy) else { return strict };
    let loose = claims(chars, &window, search(inside, Plan { loose: Some(chain), ..plan }));
    if lost(&loose) < lost(&strict) { loose } else { strict }
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

fn claims(chars: &[char], window: &Range<usize>, found: Vec<Piece>) -> Vec<(Range<usize>, Outcome)> {
    let mut claims = Vec::new();
    for piece in found {
        let Some(piece) = trimmed(chars, window.start, piece) else { continue };
        let range = window.start + piece.start..window.start + piece.end;
        let beside = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied();
        let damaged = chars.get(range.clone()).unwrap_or_default();
        match judge(&piece, damaged, beside(range.start.checked_sub(1)), beside(Some(range.end))) {
            Outcome::Nothing => {}
            outcome => claims.push((range, outcome)),
        }
    }
    claims
}

/// Without the ASCII that passed through unchanged at either end.
fn trimmed(chars: &[char], base: usize, mut piece: Piece) -> Option<Piece> {
    let same = |at: usize, out: Option<&Out>| {
        let c = chars.get(base + at).copied();
        c.is_some_and(|c| c.is_ascii()) && matches!((out, c), (Some(Out::Read(o)), Some(c)) if *o == c)
    };
    while piece.end > piece.start && same(piece.end - 1, piece.text.last()) {
        piece.end -= 1;
        piece.text.pop();
    }
    let head = piece.text.iter().zip(piece.start..piece.end).take_while(|(out, at)| same(*at, Some(out))).count();
    piece.text.drain(..head);
    piece.start += head;
    (piece.end > piece.start).then_some(piece)
}
