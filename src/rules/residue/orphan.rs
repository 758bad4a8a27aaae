//! residue/orphan: sentences whose linked words a scraper dropped.
//!
//! Not: a hard break in mid-sentence (typography/hard-break), doubled marks (typography/repeated).
//! Invariant: only marks that no writer sets there are flagged, never the words around them.

use std::ops::Range;

use super::deletion;
use crate::analysis::residue::{self, Classes, Word, class};
use crate::analysis::{Mark, Observe, Seen};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Certainty, Finding};
use crate::message::Message;

const ID: &str = "residue/orphan";
const CUES: Classes = class::BARE_SOURCE.or(class::INJECTED).or(class::MEDIUM).or(class::REPORT);
/// What is shown of a line that starts with a mark.
const SHOWN: usize = 24;

/// What is missing.
#[derive(Clone, Copy)]
enum Lost {
    Start,
    Source,
    Empty,
    Between,
    Injected,
}

/// One finding a place: each wants its own words back.
pub struct Orphan;

impl Rule for Orphan {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if matches!(cx.segment.kind, BlockKind::FrontMatter | BlockKind::TableRow) {
            return;
        }
        let words = residue::words(cx, CUES);
        let look = Look { raw: cx.view.raw(), words: &words };
        let mut found = look.starts(cx.segment.continues);
        let inside = look.inside();
        if !inside.is_empty() {
            let text = cx.text();
            found.extend(inside.into_iter().filter(|(range, _)| !text.is_quoted(range.start)));
        }
        found.sort_by_key(|(range, _)| range.start);
        let marks = found.into_iter().map(|(range, lost)| (cx.view.span(range), lost as u32));
        seen.marks.extend(marks.map(|(span, tag)| Mark { rule: ID, span, tag, text: None }));
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for at in cx.marked(ID) {
            for mark in at.seen.marks_of(ID) {
                let message = Message::new(ID, key(mark.tag)).text("text", deletion::shorten(at.text(mark.span)));
                let finding = Finding::new(ID, cx.severity(ID), message, vec![mark.span.shifted(at.base)]);
                out.push(finding.with_certainty(Certainty::Probable));
            }
        }
    }

    fn holds(&self, _cx: &Judge<'_>, change: &Change<'_>) -> bool {
        change.marks_stand(ID)
    }
}

fn key(tag: u32) -> &'static str {
    match tag {
        t if t == Lost::Start as u32 => "start",
        t if t == Lost::Source as u32 => "source",
        t if t == Lost::Empty as u32 => "empty",
        t if t == Lost::Between as u32 => "between",
        _ => "injected",
    }
}

/// One view, as it is written.
struct Look<'a> {
    raw: &'a [char],
    words: &'a [Word],
}

impl Look<'_> {
    /// Lines that start with a mark. The first line of a segment that goes on with a block starts nothing.
    fn starts(&self, continues: bool) -> Vec<(Range<usize>, Lost)> {
        let mut found = Vec::new();
        let mut start = if continues { self.line_end(0) + 1 } else { 0 };
        while start < self.raw.len() {
            let end = self.line_end(start);
            let line = self.raw.get(start..end).unwrap_or_default();
            let first = line.iter().position(|c| !c.is_whitespace()).map_or(end, |i| start + i);
            let begins = matches!(self.char(first), '，' | '、' | '；' | '。') && !is_mark(self.char(first + 1));
            let begins = begins && !self.goes_on(start);
            found.extend(begins.then(|| (first..end.min(first + SHOWN), Lost::Start)));
            start = end + 1;
        }
        found
    }

    /// The line before stops in mid-sentence: its author broke it there, and nothing was lost.
    fn goes_on(&self, start: usize) -> bool {
        let head = self.raw.get(..start).unwrap_or_default();
        let before = head.iter().rev().find(|c| !c.is_whitespace());
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '）' | '”' | '」' | '》' | '"' | ')' | '\u{FFFC}'))
    }

    fn inside(&self) -> Vec<(Range<usize>, Lost)> {
        let opens = self.raw.iter().enumerate().filter(|(_, c)| matches!(c, '、' | '《' | '（'));
        let mut found: Vec<(Range<usize>, Lost)> =
            opens.filter_map(|(i, c)| self.pair(i, *c, self.char(i + 1)).map(|lost| (i..i + 2, lost))).collect();
        let marked = || self.raw.iter().any(|c| matches!(c, '》' | '）' | '、' | '，' | ')' | ']' | '的'));
        if self.words.is_empty() || !marked() {
            return found;
        }
        for word in self.words {
            if word.is(class::INJECTED) && self.is_injected(word) {
                found.push((word.start..word.end, Lost::Injected));
            } else if word.is(class::BARE_SOURCE) && (self.lacks_source(word) || self.lacks_owner(word)) {
                // 根據、、等: the marks behind it are a part of one gap.
                let marks = (word.end..).take_while(|i| self.char(*i) == '、').count();
                let gap = word.start..word.end + marks.max(1);
                found.retain(|(range, _)| range.start >= gap.end || range.end <= gap.start);
                found.push((gap, Lost::Source));
            }
        }
        found
    }

    /// Two marks side by side that hold nothing.
    fn pair(&self, i: usize, a: char, b: char) -> Option<Lost> {
        if !matches!((a, b), ('、', '、') | ('《', '》') | ('（', '）')) {
            return None;
        }
        let (before, after) = (self.before(i), self.char(i + 2));
        let beside_word = |c: char| c.is_alphanumeric() && !c.is_ascii();
        match (a, b) {
            ('、', '、') => (beside_word(before) && beside_word(after)).then_some(Lost::Between),
            ('《', '》') | ('（', '）') => {
                let mentioned =
                    matches!(before, '号' | '號' | '括' | '符' | '（' | '、' | '和' | '与' | '與' | '或' | '用');
                let asked = matches!(before, '是' | '为' | '為' | '有' | '填') && a == '（';
                let called = before.is_ascii() && a == '（' || before == '\u{FFFC}' || after == '、';
                (!mentioned && !asked && !called && beside_word(before)).then_some(Lost::Empty)
            }
            _ => None,
        }
    }

    /// 根據、 at the start of a clause.
    fn lacks_source(&self, word: &Word) -> bool {
        let opens = !self.before(word.start).is_alphanumeric() && self.before(word.start) != '、';
        let sure = word.end - word.start >= 2 || self.char(word.end) == '、';
        opens && sure && matches!(self.char(word.end), '、' | '，') && !self.is_listed(word.end)
    }

    /// 據的報導 at the start of a clause: whose?
    fn lacks_owner(&self, word: &Word) -> bool {
        let opens = !self.before(word.start).is_alphanumeric() && self.before(word.start) != '、';
        let told = |w: &Word| w.is(class::REPORT) && w.start == word.end;
        opens && self.words.iter().any(told)
    }

    /// 根据、依据、按照: words in a list.
    fn is_listed(&self, end: usize) -> bool {
        self.char(end) == '，' && self.char(end + 1).is_whitespace()
            || self.words.iter().any(|w| w.start == end + 1 && w.is(class::BARE_SOURCE))
    }

    fn is_injected(&self, word: &Word) -> bool {
        let glossed = self.words.iter().any(|w| w.end == word.start && w.is(class::MEDIUM));
        let place = matches!(self.char(word.end), '上' | '里' | '裡' | '中' | '的' | '是' | '和' | '与' | '與' | '、');
        !glossed && !place && self.before(word.start).is_alphanumeric()
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.raw.get(from..).unwrap_or_default();
        rest.iter().position(|c| matches!(c, '\n' | '\r')).map_or(self.raw.len(), |i| from + i)
    }

    fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |i| self.char(i))
    }

    fn char(&self, at: usize) -> char {
        self.raw.get(at).copied().unwrap_or('\n')
    }
}

/// More marks of the same sort (an ellipsis of somebody's own, a list of marks), or the end of a link's text.
fn is_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '。' | '：' | ']' | '\u{FFFC}')
}
