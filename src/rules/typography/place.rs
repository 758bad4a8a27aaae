//! From a line to a mark, from marks to one finding over all their places.
//!
//! Invariant: a place holds nothing but the characters that the rule read, so that no edit touches markup,
//! an entity or a name.

use std::ops::Range;

use super::damaged::Damaged;
use crate::analysis::{Mark, Observe, Seen};
use crate::engine::{Change, Judge, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding, Severity};
use crate::message::{Message, Title};
use crate::text::Span;

/// Notes the view chars `at`, with what is to stand there. False where something else lies between them.
pub fn note(
    cx: &Observe<'_>,
    seen: &mut Seen,
    rule: &'static str,
    (at, tag): (Range<usize>, u32),
    instead: &str,
) -> bool {
    let span = cx.view.span(at.clone());
    let plain = is_plain(cx, at);
    if plain {
        seen.marks.push(Mark { rule, span, tag, text: Some(instead.into()) });
    }
    plain
}

/// The chars stand in the source as they stand in the view: no entity, no markup between them. Inside square
/// brackets they may be the label of a link, which its definition repeats.
pub fn is_plain(cx: &Observe<'_>, at: Range<usize>) -> bool {
    let raw = cx.view.raw().get(at.clone()).unwrap_or_default();
    let before = cx.view.raw().get(at.start.saturating_sub(LABEL)..at.start).unwrap_or_default();
    let bracket = before.iter().rev().find(|c| matches!(c, '[' | ']' | '\n'));
    let span = cx.view.span(at);
    // \\( would leave its backslash alone.
    let escaped = cx.segment.text.get(..span.start as usize).is_some_and(|head| head.ends_with('\\'));
    bracket != Some(&'[') && !escaped && span.len() as usize == raw.iter().map(|c| c.len_utf8()).sum::<usize>()
}

/// No label is longer.
const LABEL: usize = 80;

/// One wrong place of the article.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    pub span: Span,
    pub tag: u32,
    pub found: &'a str,
    /// What is to stand there; nothing in a damaged block.
    pub instead: Option<&'a str>,
    /// False in a damaged block.
    pub fixable: bool,
}

/// All places of a rule, in order; names are never touched.
pub fn places<'a>(cx: &Judge<'a>, rule: &'static str) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    let damaged = Damaged::new(cx);
    for at in cx.marked(rule) {
        let damaged = damaged.holds(at.index);
        for mark in at.seen.marks_of(rule).filter(|m| !is_name(&at, m.span)) {
            found.push(Place {
                span: mark.span.shifted(at.base),
                tag: mark.tag,
                found: mark.span.of(&at.segment.text),
                instead: mark.text.as_deref().filter(|_| !damaged),
                fixable: !damaged,
            });
        }
    }
    found
}

/// True when [`places`] gives what it gave before the edits, moved with the text.
pub fn stand(cx: &Judge<'_>, change: &Change<'_>, rule: &'static str) -> bool {
    change.marks_stand(rule) && change.mentions_stand() && Damaged::stands(cx, change)
}

/// A mark that belongs to a name (Yahoo!奇摩) is part of the name.
pub fn is_name(at: &SegmentAt<'_>, span: Span) -> bool {
    let next = at.seen.mentions.partition_point(|m| m.span.end <= span.start);
    at.seen.mentions.get(next).is_some_and(|m| m.span.overlaps(span))
}

/// One finding over places of one cause.
pub struct Cause {
    pub message: Message,
    pub title: Title,
    pub severity: Severity,
    pub applicability: Applicability,
}

impl Cause {
    pub fn finding(self, rule: &'static str, places: &[Place<'_>]) -> Option<Finding> {
        places.first()?;
        let spans = places.iter().map(|p| p.span).collect();
        let edits = places.iter().filter_map(|p| Some(Edit::new(p.span, p.instead?))).collect();
        let certainty = match self.applicability {
            Applicability::Safe => Certainty::Certain,
            Applicability::Suggested => Certainty::Probable,
        };
        let finding = Finding::new(rule, self.severity, self.message, spans).with_certainty(certainty);
        Some(finding.with_fix(self.title, self.applicability, edits))
    }
}
