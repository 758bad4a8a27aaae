//! What needs the whole article: the lead, values that were said before, the single-source story.

use super::verdicts::{Outcome, Row, Scope};
use super::{Flags, Grade, Reach, Sentence};
use crate::analysis::figure::{Approx, Kind};

/// The first sentence of an article may go without a source when the next one names it.
pub(super) fn lead(rows: &mut [Row], sentences: &[(u32, &Sentence)]) {
    let body = sentences.iter().position(|(_, s)| !s.flags.has(Flags::NEVER) && s.flags.has(Flags::STOPPED));
    let Some(first) = body else { return };
    let mut next =
        sentences.iter().skip(first + 1).take(2).flat_map(|(base, s)| s.cues.iter().map(move |c| (*base, c)));
    let named = next.find(|(_, c)| c.grade == Grade::Named && c.reach != Reach::Launch);
    if let (Some((base, cue)), Some(row)) = (named, rows.get_mut(first)) {
        row.sourced(Scope::Lead, Some(cue.span.shifted(base)), |o| o == Outcome::Unsourced);
    }
}

/// A title of the form X：…, before the article's first sentence.
pub(super) fn title(sentences: &[(u32, &Sentence)]) -> Option<crate::text::Span> {
    let told = |s: &Sentence| s.flags.has(Flags::STOPPED) && !s.flags.has(Flags::NEVER);
    let head = sentences.iter().take(8).take_while(|(_, s)| !told(s));
    let (base, title) = head.into_iter().find(|(_, s)| s.flags.has(Flags::TITLE_SOURCE))?;
    Some(title.span.shifted(*base))
}

/// A value that a source vouched for needs none again, and one that was reported is reported once.
pub(super) fn restated(rows: &mut [Row]) {
    let mut known: Vec<(Kind, f64, Approx, Outcome, crate::text::Span)> = Vec::new();
    let mut written: Vec<(u32, crate::text::Span)> = Vec::new();
    for claim in rows.iter_mut().flat_map(|r| &mut r.claims) {
        let twin = written.iter().find(|(print, _)| *print == claim.claim.print);
        match (claim.outcome, twin) {
            (Outcome::Unsourced, Some((_, span))) => {
                (claim.outcome, claim.scope, claim.cue) = (Outcome::Sourced, Scope::Restated, Some(*span));
            }
            (Outcome::Sourced, None) if written.len() < 1024 => written.push((claim.claim.print, claim.span)),
            _ => {}
        }
        if !is_particular(claim.claim.kind, claim.claim.value.hi) {
            continue;
        }
        let (kind, value) = (claim.claim.kind, claim.claim.value.hi);
        let hedge = claim.claim.approx;
        // 3000多亿 and 3000亿 are two figures: a round sum is told again only as it was told.
        let same = |k: Kind, v: f64, a: Approx| {
            k == kind && (v / value - 1.0).abs() < 1e-9 && (a == hedge || !is_round(value))
        };
        let before = known.iter().find(|(k, v, a, _, _)| same(*k, *v, *a));
        match (before, claim.outcome) {
            (Some((_, _, _, Outcome::Sourced, span)), Outcome::Unsourced) => {
                (claim.outcome, claim.scope, claim.cue) = (Outcome::Sourced, Scope::Restated, Some(*span));
            }
            (Some((_, _, _, Outcome::Unsourced, span)), Outcome::Unsourced) => {
                (claim.outcome, claim.scope, claim.cue) = (Outcome::Repeated, Scope::Restated, Some(*span));
            }
            (None, outcome) if known.len() < 4096 => known.push((kind, value, hedge, outcome, claim.span)),
            _ => {}
        }
    }
}

/// A figure that is the sum or the difference of two that sources vouched for shortly before.
pub(super) fn derived(rows: &mut [Row]) {
    let mut recent: Vec<(Kind, f64, u32, crate::text::Span)> = Vec::new();
    for row in rows.iter_mut() {
        let line = row.line;
        for claim in &mut row.claims {
            let (kind, value) = (claim.claim.kind, claim.claim.value.hi);
            let exact = claim.claim.value.lo == value && is_particular(kind, value);
            let near = recent.iter().filter(|(k, _, l, _)| *k == kind && line - l <= DERIVED);
            if claim.outcome == Outcome::Unsourced && exact && kind != Kind::Percent {
                let from = near.clone().find(|(_, a, _, span)| {
                    near.clone().any(|(_, b, _, other)| span != other && is_made_of(value, *a, *b))
                });
                if let Some((_, _, _, span)) = from {
                    (claim.outcome, claim.scope, claim.cue) = (Outcome::Sourced, Scope::Restated, Some(*span));
                }
            }
            if claim.outcome == Outcome::Sourced && exact {
                if recent.len() >= 8 {
                    recent.remove(0);
                }
                recent.push((kind, value, line, claim.span));
            }
        }
    }
}

/// Paragraphs back in which the parts of a derived figure may stand.
const DERIVED: u32 = 1;

fn is_made_of(value: f64, a: f64, b: f64) -> bool {
    let close = |x: f64| (x / value - 1.0).abs() < 1e-9;
    close(a + b) || close((a - b).abs())
}

/// A value that two sentences do not share by chance: not 30%, not 100万.
fn is_particular(kind: Kind, value: f64) -> bool {
    if value == 0.0 || !value.is_finite() {
        return false;
    }
    match kind {
        Kind::Money => !is_round(value) || value >= 1e9,
        Kind::Percent | Kind::Count | Kind::Measure => !is_round(value),
        Kind::Multiple | Kind::Share | Kind::Rank => false,
    }
}

/// Two digits at most, the second of them 0 or 5.
fn is_round(value: f64) -> bool {
    let mut digits = value.abs();
    if digits <= 0.0 || !digits.is_finite() {
        return true;
    }
    while digits < 100.0 {
        digits *= 10.0;
    }
    while digits >= 1000.0 {
        digits /= 10.0;
    }
    (digits / 50.0).fract() < 1e-6
}

/// The one speaker heard in at least three paragraphs and half of all, if there is one.
pub(super) fn single_source(sentences: &[(u32, &Sentence)]) -> Option<u32> {
    let mut heard: Vec<(u32, u32)> = Vec::new();
    let (mut lines, mut line) = (0u32, 0u32);
    for (_, s) in sentences {
        if s.flags.has(Flags::OPENS_LINE) {
            line += 1;
            lines += u32::from(s.flags.has(Flags::STOPPED) && !s.flags.has(Flags::NEVER));
        }
        for cue in s.cues.iter().filter(|c| c.speaker != 0 && c.grade == Grade::Named && c.reach == Reach::Say) {
            if !heard.contains(&(cue.speaker, line)) && heard.len() < 2048 {
                heard.push((cue.speaker, line));
            }
        }
    }
    heard.sort_unstable();
    let (mut best, mut most) = (0, 0);
    for group in heard.chunk_by(|a, b| a.0 == b.0) {
        if group.len() > most {
            (best, most) = (group.first().map_or(0, |g| g.0), group.len());
        }
    }
    (most >= 3 && most as u32 * 2 >= lines).then_some(best)
}
