//! figures/conflict: one source gives one measure two values.
//!
//! Speaks only where the same speaker is named for both, the phrase that is measured is the same to the letter,
//! neither sentence holds a date, and the values differ by more than rounding.

use super::Walked;
use crate::analysis::attribution::{Claimed, Outcome};
use crate::analysis::figure::{Approx, Kind};
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Certainty, Finding};
use crate::message::Message;

const ID: &str = "figures/conflict";

/// Values that round to each other are one.
const SLACK: f64 = 0.05;

/// One finding a pair, at the later figure.
pub struct Conflict;

impl Rule for Conflict {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let walked = Walked::new(cx);
        let mut known: Vec<&Claimed> = Vec::new();
        for claim in walked.rows.iter().flat_map(|row| &row.claims).filter(|c| is_told(c)) {
            match known.iter().find(|k| is_same(k, claim)) {
                Some(first) if differ(first, claim) => out.push(finding(&walked, first, claim)),
                Some(_) => {}
                None if known.len() < 1024 => known.push(claim),
                None => {}
            }
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        Walked::stands(cx, change)
    }
}

/// Somebody is named for it, and what is measured has a name of its own.
fn is_told(c: &Claimed) -> bool {
    let kind = matches!(c.claim.kind, Kind::Money | Kind::Count | Kind::Measure);
    kind && c.outcome == Outcome::Sourced && c.speaker != 0 && c.claim.measure != 0 && c.claim.value.lo > 0.0
}

fn is_same(a: &Claimed, b: &Claimed) -> bool {
    (a.speaker, a.claim.measure, a.claim.kind) == (b.speaker, b.claim.measure, b.claim.kind)
}

fn differ(a: &Claimed, b: &Claimed) -> bool {
    let leaning = |c: &Claimed| matches!(c.claim.approx, Approx::Over | Approx::Under);
    let (x, y) = (a.claim.value, b.claim.value);
    !leaning(a) && !leaning(b) && (x.hi * (1.0 + SLACK) < y.lo || y.hi * (1.0 + SLACK) < x.lo)
}

fn finding(walked: &Walked<'_>, first: &Claimed, later: &Claimed) -> Finding {
    let (one, other) = (walked.text(first.span).trim(), walked.text(later.span).trim());
    let message = Message::new(ID, "default").text("figure", other).text("first", one);
    let related = Message::new(ID, "first").text("first", one);
    let severity = walked.cx.severity(ID);
    Finding::new(ID, severity, message, vec![later.span])
        .with_certainty(Certainty::Soft)
        .with_related(first.span, related)
}
