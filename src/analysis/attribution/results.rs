//! Results of companies: the paper that tells them vouches for them wherever the article or its item goes on with
//! them, and exact results without any paper are the grey zone that many houses take for public.
//!
//! Works on finished rows. Knows no severity and no message. Linear.

use super::verdicts::{Outcome, Row, Scope};
use super::{Flags, Sentence};
use crate::analysis::figure::{Kind, Value};
use crate::text::Span;

/// Sentences at the top of an article in which its subject is named.
const TOP: u32 = 3;

/// The paper heard last.
#[derive(Clone, Copy)]
struct Paper {
    span: Span,
    section: u32,
    /// It is what the whole article is about.
    leads: bool,
    /// It is what its section is about: a heading names it, or the first sentence.
    heads: bool,
    /// The heading names it, so that an editor may take it for the source of the whole section.
    titled: bool,
}

/// `rows` has one row for each of `sentences`, in the same order.
pub(super) fn settle(rows: &mut [Row], sentences: &[(u32, &Sentence)]) {
    let mut paper: Option<Paper> = None;
    let (mut told, mut section) = (0, u32::MAX);
    for (row, (base, s)) in rows.iter_mut().zip(sentences) {
        told += u32::from(s.flags.has(Flags::STOPPED));
        vouch(row, s, paper);
        // A paper reaches forward, to what follows its sentence; inside it the words around it decide.
        if s.flags.has(Flags::RESULTS) {
            let leads = paper.is_some_and(|p| p.leads) || told <= TOP;
            let here = paper.filter(|p| p.section == row.section);
            let titled = here.is_some_and(|p| p.titled) || s.flags.has(Flags::HEADING);
            let heads = titled || here.is_some_and(|p| p.heads) || section != row.section;
            paper = Some(Paper { span: s.span.shifted(*base), section: row.section, leads, heads, titled });
        }
        if s.flags.has(Flags::STOPPED) {
            section = row.section;
        }
    }
}

fn vouch(row: &mut Row, s: &Sentence, paper: Option<Paper>) {
    let standing = s.flags.has(Flags::STANDING);
    let account = s.flags.has(Flags::ACCOUNT) && !standing;
    let growth = s.flags.has(Flags::GROWTH) && !standing;
    match paper {
        Some(paper) if paper.section == row.section && (account || growth && paper.heads) => {
            row.sourced(Scope::Document, Some(paper.span), |o| o == Outcome::Unsourced);
        }
        Some(paper) if paper.section == row.section && paper.titled => grey(row, Some(paper.span)),
        Some(paper) if paper.leads && account => grey(row, Some(paper.span)),
        _ if account && is_exact(row, s) => grey(row, None),
        _ => {}
    }
}

fn grey(row: &mut Row, cue: Option<Span>) {
    for claim in row.claims.iter_mut().filter(|c| c.outcome == Outcome::Unsourced) {
        (claim.scope, claim.cue) = (Scope::Results, cue.or(claim.cue));
    }
}

/// Taken from a paper, by the look of it: to three digits, beside another figure or another period.
fn is_exact(row: &Row, s: &Sentence) -> bool {
    let exact = |kind: Kind, v: Value| matches!(kind, Kind::Money | Kind::Percent) && v.lo == v.hi && digits(v.hi) >= 3;
    let compared = s.flags.has(Flags::GROWTH) || row.claims.len() >= 2;
    compared && row.claims.iter().any(|c| exact(c.claim.kind, c.claim.value))
}

/// How many digits a number needs, up to nine.
fn digits(value: f64) -> u32 {
    let mut left = value.abs();
    if left <= 0.0 || !left.is_finite() {
        return 0;
    }
    while left < 1e8 {
        left *= 10.0;
    }
    while left >= 1e9 {
        left /= 10.0;
    }
    let mut whole = left.round() as u64;
    let mut count = 9;
    while count > 1 && whole.is_multiple_of(10) {
        (whole, count) = (whole / 10, count - 1);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn digits_are_counted_without_the_zeros_behind() {
        for (value, count) in [(0.0, 0), (30.0, 1), (3.64e8, 3), (12.6, 3), (759.13e8, 5), (2e12, 1), (0.125, 3)] {
            assert_eq!(digits(value), count, "{value}");
        }
    }
}
