//! From marks to findings whose fix is to delete what they flag.

use crate::analysis::Mark;
use crate::document::{Mask, MaskKind};
use crate::engine::{Judge, SegmentAt};
use crate::finding::{Applicability, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

/// A longer text is shortened in messages.
const SHOWN: usize = 24;

/// A finding has at most so many places, so that a text of nothing else is many findings and not one.
pub const MOST: usize = 64;

/// The marks of a rule in one segment, as spans of the article; marks with nothing but white space between
/// them are one, with the tag of the first.
pub fn runs(at: &SegmentAt<'_>, rule: &'static str, accept: impl Fn(&Mark) -> bool) -> Vec<(Span, u32)> {
    let mut runs: Vec<(Span, u32)> = Vec::new();
    for mark in at.seen.marks_of(rule).filter(|m| accept(m)) {
        match runs.last_mut().filter(|(last, _)| is_blank(at, Span::new(last.end, mark.span.start))) {
            Some((last, _)) => last.end = last.end.max(mark.span.end),
            None => runs.push((mark.span, mark.tag)),
        }
    }
    runs.into_iter().map(|(span, tag)| (with_markup(at, span).shifted(at.base), tag)).collect()
}

/// The span with the marks of emphasis or of a link around it, so that deleting it leaves no half of a pair:
/// `[关注我们](url)`, `**扫码关注**`. A bullet or a quotation's sign stays.
fn with_markup(at: &SegmentAt<'_>, span: Span) -> Span {
    let masks = &at.segment.masks;
    let next = masks.partition_point(|m| m.span.end <= span.start);
    let behind = masks.partition_point(|m| m.span.start < span.end);
    let (before, after) = masks.split_at(next);
    let opens = |m: &&Mask| m.kind == MaskKind::Markup && !at.text(m.span).contains(char::is_whitespace);
    let closes = |m: &&Mask| opens(m) || m.kind == MaskKind::LinkTarget;
    let mut grown = span;
    for mask in before.iter().rev().take_while(opens).take_while(|m| m.span.end <= span.start) {
        if mask.span.end == grown.start {
            grown.start = mask.span.start;
        }
    }
    if grown.start == span.start {
        return span;
    }
    for mask in masks.get(behind..).unwrap_or_default().iter().take_while(closes) {
        if mask.span.start == grown.end {
            grown.end = mask.span.end;
        }
    }
    let inside = after.iter().take_while(|m| m.span.start < span.end).any(|m| closes(&m));
    if inside || grown.end > span.end { grown } else { span }
}

/// A finding for `span` that a person may delete.
pub fn finding(cx: &Judge<'_>, rule: &'static str, key: &'static str, span: Span) -> Finding {
    let shown = shorten(span.of(cx.document.text()));
    let message = Message::new(rule, key).text("text", shown.clone());
    let edits = vec![Edit::new(span, "")];
    Finding::new(rule, cx.severity(rule), message, vec![span]).with_fix(
        Title::Delete(shown.into()),
        Applicability::Suggested,
        edits,
    )
}

/// The text on one line, cut in the middle of nothing: its first characters and an ellipsis.
pub fn shorten(text: &str) -> String {
    let mut shown: String = text.trim().chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn is_blank(at: &SegmentAt<'_>, span: Span) -> bool {
    at.text(span).chars().all(char::is_whitespace)
}
