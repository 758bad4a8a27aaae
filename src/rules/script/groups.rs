//! Spots of one cause put together: the same character for the same other one is one finding.
//!
//! Invariant: a spot inside a name, right or wrong, is the names family's.

use std::collections::BTreeMap;

use super::with_evidence;
use crate::analysis::names::protected;
use crate::analysis::script::{Fault, Spot};
use crate::engine::{Judge, Kinds, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::settings::Script;
use crate::text::Span;

/// The spots of one fault in an article of `script`, in order.
pub(super) fn spots<'a>(
    cx: &'a Judge<'a>,
    script: Script,
    fault: Fault,
) -> impl Iterator<Item = (SegmentAt<'a>, &'a Spot)> {
    cx.with(Kinds::SPOTS).flat_map(move |at| {
        let names: Vec<Span> = protected(at.seen, cx.facts).collect();
        let wanted = at.seen.script.iter().filter(move |s| s.script == script && s.fault == fault);
        let person = |s: &Spot| s.names.iter().any(|name| cx.facts.script.knows(name));
        let free = wanted.filter(move |s| !names.iter().any(|n| n.overlaps(s.span)) && !person(s));
        free.map(move |s| (at, s))
    })
}

/// What makes two spots one finding. Where several characters may be right, each place is its own.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cause<'a> {
    found: &'a str,
    right: Vec<&'a str>,
    certainty: Certainty,
    alone: Option<u32>,
}

/// The findings over all spots of a fault.
pub(super) fn findings(cx: &Judge<'_>, rule: &'static str, script: Script, fault: Fault, out: &mut Vec<Finding>) {
    let mut causes: BTreeMap<Cause<'_>, Vec<Span>> = BTreeMap::new();
    for (at, spot) in spots(cx, script, fault) {
        let right: Vec<&str> = spot.right.iter().map(|r| r.of(cx.verdict.region)).collect();
        let place = spot.span.shifted(at.base);
        let alone = (right.len() > 1).then_some(place.start);
        let found = spot.span.of(&at.segment.text);
        let cause = Cause { found, right, certainty: spot.certainty, alone };
        causes.entry(cause).or_default().push(place);
    }
    out.extend(causes.into_iter().map(|(cause, places)| finding(cx, rule, script, &cause, places)));
}

fn finding(cx: &Judge<'_>, rule: &'static str, script: Script, cause: &Cause<'_>, places: Vec<Span>) -> Finding {
    let expected = cause.right.join("／");
    let key = if cause.certainty == Certainty::Certain { "default" } else { "probable" };
    let message = Message::new(rule, key).text("found", cause.found).text("expected", expected);
    let message = with_evidence(cx, script, message).number("count", places.len() as u64);
    let sure = cause.certainty == Certainty::Certain && cause.right.len() == 1;
    let applicability = if sure { Applicability::Safe } else { Applicability::Suggested };
    let edits = |to: &str| places.iter().map(|span| Edit::new(*span, to)).collect::<Vec<_>>();
    let fixes: Vec<_> = cause.right.iter().map(|to| (Title::Replace((*to).into()), edits(to))).collect();
    let mut finding = Finding::new(rule, cx.severity(rule), message, places).with_certainty(cause.certainty);
    for (title, edits) in fixes {
        finding = finding.with_fix(title, applicability, edits);
    }
    finding
}
