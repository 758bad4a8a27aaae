//! `typography/hard-break`: line breaks that a page left around a number or name in mid-sentence.
//!
//! Not: text that its author wraps, titles and lists without stops, verse. Invariant: what follows the break can
//! begin no sentence (a closing mark, 的, 万人), so the break cannot be the author's.

use std::ops::Range;

use super::damaged::Damaged;
use super::lines::is_han;
use super::place;
use crate::analysis::{Mark, Observe, Seen};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Rule, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "typography/hard-break";

/// A line that stops in mid-sentence has so many characters at least.
const OPEN_LINE: usize = 8;
/// A number or a word that stands alone on its line has so many at most.
const BARE: usize = 12;

/// What a mark says of its line.
const OPEN: u32 = 0;
/// Ends with a digit, too.
const COUNTING: u32 = 1;
const ALONE: u32 = 2;
const GOES_ON: u32 = 3;
/// Goes on with what a number counts.
const COUNTED: u32 = 4;

/// One finding a sentence.
pub struct HardBreak;

impl Rule for HardBreak {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if cx.segment.kind != BlockKind::Paragraph {
            return;
        }
        let raw = cx.view.raw();
        let mut start = 0;
        for line in raw.split(|c| *c == '\n') {
            let at = start..start + line.len();
            start = at.end + 1;
            let trimmed = line.iter().rev().skip_while(|c| c.is_whitespace()).count();
            let indent = line.iter().take_while(|c| c.is_whitespace()).count();
            if trimmed > indent {
                observe_line(cx, seen, at.start + indent..at.start + trimmed);
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let damaged = Damaged::new(cx);
        let mut open: Vec<Span> = Vec::new();
        let mut counting = false;
        for at in cx.marked(ID) {
            for mark in at.seen.marks_of(ID) {
                let span = mark.span.shifted(at.base);
                if !open.last().is_some_and(|last| is_break(cx, *last, span)) {
                    open.clear();
                }
                match (mark.tag, open.is_empty()) {
                    (OPEN | COUNTING, _) => {
                        counting = mark.tag == COUNTING;
                        open = vec![span];
                    }
                    (ALONE, false) => open.push(span),
                    (GOES_ON | COUNTED, false) if open.len() > 1 || (counting && mark.tag == COUNTED) => {
                        let silent = damaged.holds(at.index);
                        open.push(span);
                        out.extend((!silent).then(|| finding(cx, &open)));
                        open.clear();
                    }
                    _ => open.clear(),
                }
            }
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        change.marks_stand(ID) && gaps(change.before()) == gaps(change.after()) && Damaged::stands(cx, change)
    }
}

/// What stands before, between and behind the marks of some segments, as far as [`is_break`] asks: line breaks
/// and bytes of white space, nothing where there is more.
fn gaps(segments: &[SegmentAt<'_>]) -> Vec<Option<(usize, usize)>> {
    let mut gaps = vec![Some((0, 0))];
    let add = |gaps: &mut Vec<Option<(usize, usize)>>, text: &str| {
        if let Some(last) = gaps.last_mut() {
            let blank = last.filter(|_| text.trim().is_empty());
            *last = blank.map(|(breaks, len)| (breaks + text.matches('\n').count(), len + text.len()));
        }
    };
    for at in segments {
        let mut end = 0;
        for mark in at.seen.marks_of(ID) {
            add(&mut gaps, at.text(Span::new(end, mark.span.start.max(end))));
            gaps.push(Some((0, 0)));
            end = mark.span.end;
        }
        add(&mut gaps, at.text(Span::new(end, at.segment.len().max(end))));
    }
    gaps
}

/// Notes what matters of a line: that it stands open, holds one word, or goes on.
fn observe_line(cx: &Observe<'_>, seen: &mut Seen, line: Range<usize>) {
    let raw = cx.view.raw().get(line.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (raw.first(), raw.last()) else { return };
    let mut push = |tag, at: Range<usize>| {
        if place::is_plain(cx, at.clone()) {
            seen.marks.push(Mark { rule: ID, span: cx.view.span(at), tag, text: None });
        }
    };
    let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '+' | '%');
    if raw.len() <= BARE && first.is_ascii_alphanumeric() && raw.iter().all(word) {
        return push(ALONE, line);
    }
    if let Some(tag) = goes_on(raw) {
        push(tag, line.start..line.start + 1);
    }
    let tells = raw.iter().filter(|c| is_han(**c)).count() * 2 > raw.len();
    if raw.len() >= OPEN_LINE && tells && (is_han(*last) || last.is_ascii_digit()) {
        let tag = if last.is_ascii_digit() { COUNTING } else { OPEN };
        push(tag, line.end - 1..line.end);
    }
}

/// The line begins as no sentence does.
fn goes_on(raw: &[char]) -> Option<u32> {
    let second = raw.get(1).copied().unwrap_or('\n');
    match raw.first()? {
        '，' | '。' | '、' | '；' | '）' | '」' | '”' | '》' if is_han(second) || second == '\n' => {
            Some(GOES_ON)
        }
        // 的士, 的确, 的黎波里 begin a line.
        '的' if is_han(second) && !"士确確黎".contains(second) => Some(GOES_ON),
        '万' | '萬' | '亿' | '億' if "人元美个個家台户戶次，。、".contains(second) => Some(COUNTED),
        '%' | '％' if second != '%' => Some(COUNTED),
        _ => None,
    }
}

/// Nothing but one line break stands between.
fn is_break(cx: &Judge<'_>, before: Span, after: Span) -> bool {
    let between = Span::new(before.end, after.start).of(cx.document.text());
    between.len() <= 64 && between.trim().is_empty() && between.matches('\n').count() == 1
}

fn finding(cx: &Judge<'_>, lines: &[Span]) -> Finding {
    let breaks: Vec<Span> = lines.iter().zip(lines.iter().skip(1)).map(|(a, b)| Span::new(a.end, b.start)).collect();
    let edit = |(at, (a, b)): (&Span, (&Span, &Span))| {
        let latin = |span: &Span, end: bool| {
            let text = span.of(cx.document.text());
            let c = if end { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(|c| c.is_ascii_alphanumeric())
        };
        Edit::new(*at, if latin(a, true) && latin(b, false) { " " } else { "" })
    };
    let edits = breaks.iter().zip(lines.iter().zip(lines.iter().skip(1))).map(edit).collect();
    let message = Message::new(ID, "default").number("count", breaks.len() as u64);
    Finding::new(ID, cx.severity(ID), message, breaks).with_certainty(Certainty::Probable).with_fix(
        Title::Page(Message::new(ID, "join")),
        Applicability::Suggested,
        edits,
    )
}
