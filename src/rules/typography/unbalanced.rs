//! `typography/unbalanced`: a bracket or quotation mark without its mate in the block.
//!
//! Not: a quotation over several paragraphs, `1)`, `[0, 1)`, inches, smileys, what damage may have eaten.
//! Invariant: a mark whose mate stands in one of the next blocks is silent.

use super::damaged::Damaged;
use super::lines::is_han;
use super::place;
use crate::analysis::style::Signs;
use crate::analysis::{Mark, Observe, Seen};
use crate::document::{BlockKind, PLACEHOLDER};
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "typography/unbalanced";

/// A quotation may go on over so many segments, blank ones counted.
const REACH: usize = 16;
/// The next paragraph is so many segments away at most.
const NEXT: usize = 2;
/// Two brackets of different width are a pair no longer than this.
const FAR: usize = 60;

/// What a mark's tag says, above the kind.
const KIND: u32 = 15;
const CLOSES: u32 = 16;
/// The block begins with it: a paragraph of a long quotation.
const STARTS: u32 = 32;
/// Not at fault: it only says that the block begins with an opening mark.
const BALANCED: u32 = 64;
/// One of two brackets of different width; its mate is the next mark.
const WIDTH: u32 = 128;

/// A quotation mark that may be the mate of another one, and is not at fault itself.
const MATE: u32 = 256;

pub struct Unbalanced;

impl Rule for Unbalanced {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        let signed = seen.style.has(Signs::BRACKET) || seen.style.has(Signs::QUOTE);
        if !signed || matches!(cx.segment.kind, BlockKind::FrontMatter) {
            return;
        }
        Scan { cx, raw: cx.view.raw(), open: Vec::new(), marks: Vec::new() }.run(seen);
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let mut walk = Walk::default();
        let damaged = Damaged::new(cx);
        for at in cx.marked(ID) {
            walk.block = at.index;
            let silent = damaged.holds(at.index);
            let mut marks = at.seen.marks_of(ID);
            while let Some(mark) = marks.next() {
                let span = mark.span.shifted(at.base);
                if mark.tag & WIDTH != 0 {
                    let mate = marks.next().filter(|_| !silent);
                    out.extend(mate.map(|mate| widths(cx, [(mark, span), (mate, mate.span.shifted(at.base))])));
                } else {
                    let silent = silent || mark.tag & MATE != 0;
                    walk.meet(Loose { tag: mark.tag, span, block: walk.block, silent });
                }
            }
        }
        let mut lone = walk.end();
        lone.sort_by_key(|l| l.span);
        out.extend(lone.iter().map(|l| {
            let key = if l.tag & CLOSES == 0 { "open" } else { "close" };
            let message = Message::new(ID, key).text("mark", l.span.of(cx.document.text()));
            Finding::new(ID, cx.severity(ID), message, vec![l.span]).with_certainty(Certainty::Probable)
        }));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let moved = || change.counts_alike(|_| true);
        change.marks_stand(ID) && moved() && Damaged::stands(cx, change)
    }
}

fn widths(cx: &Judge<'_>, marks: [(&Mark, Span); 2]) -> Finding {
    let spans = marks.map(|(_, span)| span).to_vec();
    let edit = |(mark, span): (&Mark, Span)| Some(Edit::new(span, mark.text.as_deref()?));
    let edits = marks.into_iter().filter_map(edit).collect();
    let title = Title::Replace("（）".into());
    Finding::new(ID, cx.severity(ID), Message::new(ID, "width"), spans).with_fix(title, Applicability::Safe, edits)
}

/// A mark without a mate in its own segment.
#[derive(Clone, Copy)]
struct Loose {
    tag: u32,
    span: Span,
    /// Number of its segment.
    block: usize,
    silent: bool,
}

/// The loose marks of the article, met in order.
#[derive(Default)]
struct Walk {
    block: usize,
    open: Vec<Loose>,
    lone: Vec<Loose>,
}

impl Walk {
    fn meet(&mut self, mark: Loose) {
        let kind = mark.tag & KIND;
        if mark.tag & STARTS != 0 {
            // The next paragraph of a long quotation begins with the mark again.
            let continued = |l: &Loose| l.tag & KIND == kind && l.block < mark.block && mark.block - l.block <= NEXT;
            self.open.retain(|l| !continued(l));
        }
        if mark.tag & BALANCED != 0 {
            return;
        }
        if mark.tag & CLOSES == 0 {
            return self.open.push(mark);
        }
        let mate = self.open.iter().rposition(|l| l.tag & KIND == kind && mark.block - l.block <= REACH);
        match mate {
            Some(i) => drop(self.open.remove(i)),
            None => self.lone.push(mark),
        }
        self.settle();
    }

    /// What is too far behind for a mate will find none.
    fn settle(&mut self) {
        let block = self.block;
        let (late, open) = std::mem::take(&mut self.open).into_iter().partition(|l| l.block + REACH < block);
        self.open = open;
        self.lone.extend::<Vec<Loose>>(late);
    }

    fn end(mut self) -> Vec<Loose> {
        self.lone.append(&mut self.open);
        self.lone.retain(|l| !l.silent);
        self.lone
    }
}

/// One view under way.
struct Scan<'a> {
    cx: &'a Observe<'a>,
    raw: &'a [char],
    open: Vec<(u32, usize)>,
    marks: Vec<(u32, usize, Option<&'static str>)>,
}

impl Scan<'_> {
    fn run(mut self, seen: &mut Seen) {
        for (i, c) in self.raw.iter().enumerate() {
            match kind(*c) {
                Some((kind, true)) => self.open.push((kind, i)),
                Some((kind, false)) if !self.smiles(*c, i) => self.close(kind, i),
                _ => {}
            }
        }
        let loose = std::mem::take(&mut self.open);
        self.marks.extend(loose.into_iter().map(|(kind, i)| (kind, i, None)));
        let starts = self.start();
        let first = starts.map(|kind| (kind | STARTS | BALANCED, 0, None));
        self.marks.extend(first);
        self.marks.sort_by_key(|(tag, i, _)| (tag & STARTS == 0, *i));
        for (tag, i, instead) in std::mem::take(&mut self.marks) {
            let fault = tag & (BALANCED | WIDTH) != 0 || self.is_fault(tag, i);
            let mate = if fault { 0 } else { MATE };
            if (fault || tag & KIND != 0) && place::is_plain(self.cx, i..i + 1) {
                let (text, tag) = (instead.map(Into::into), tag | mate);
                seen.marks.push(Mark { rule: ID, span: self.cx.view.span(i..i + 1), tag, text });
            }
        }
    }

    /// :) and ;-) and ：）, but not :smile:)
    fn smiles(&self, c: char, at: usize) -> bool {
        if c == '）' {
            return self.before(at) == '：' && self.open.iter().all(|(kind, _)| *kind != 0);
        }
        let nose = usize::from(self.before(at) == '-');
        let eyes = at.checked_sub(nose + 1);
        let free = |i: usize| !self.before(i).is_ascii() || self.before(i).is_whitespace();
        c == ')' && eyes.is_some_and(|i| matches!(self.char(i), ':' | ';') && free(i))
    }

    fn close(&mut self, kind: u32, at: usize) {
        let Some(i) = self.open.iter().rposition(|(k, _)| *k == kind) else {
            return self.marks.push((kind | CLOSES, at, None));
        };
        let start = self.open.get(i).map_or(at, |(_, start)| *start);
        let between = self.open.split_off(i);
        self.marks.extend(between.into_iter().skip(1).map(|(kind, i)| (kind, i, None)));
        let (left, right) = (self.char(start), self.char(at));
        let inside = self.raw.get(start + 1..at).unwrap_or_default();
        // S(S(…)）: a function has brackets of its own.
        let letter = self.before(start).is_ascii_alphabetic();
        let called = left == '(' && letter && !self.before(start.saturating_sub(1)).is_ascii_alphabetic();
        if matches!((left, right), ('(', '）') | ('（', ')')) && self.is_text(inside) && !called {
            self.marks.push((kind | WIDTH, start, Some("（")));
            self.marks.push((kind | WIDTH | CLOSES, at, Some("）")));
        }
    }

    /// Short, with Han, on one line: the two belong together.
    fn is_text(&self, inside: &[char]) -> bool {
        inside.len() <= FAR
            && inside.iter().any(|c| is_han(*c))
            && !inside.iter().any(|c| matches!(*c, '\n' | PLACEHOLDER))
    }

    /// The quotation mark that the segment begins with.
    fn start(&self) -> Option<u32> {
        let first = self.raw.iter().find(|c| !c.is_whitespace())?;
        let (kind, opens) = kind(*first)?;
        (opens && matches!(first, '“' | '「' | '『') && !self.cx.segment.continues).then_some(kind)
    }

    fn is_fault(&self, tag: u32, at: usize) -> bool {
        let line = self.line(at);
        let text = self.raw.get(line.clone()).unwrap_or_default();
        let han = text.iter().filter(|c| is_han(**c)).count();
        let latin = text.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let cut = tag & CLOSES == 0 && is_cut(text);
        if han < 4 || latin > 4 * han || cut || is_code(text) || self.is_drawn(text) {
            return false;
        }
        let (before, after) = (self.before(at), self.char(at + 1));
        match self.char(at) {
            '(' => (is_han(before) || is_han(after)) && !text.contains(&']') && before != ':',
            ')' => is_han(before) && !text.contains(&'[') && !self.is_number(at, line.start),
            '）' => !self.is_number(at, line.start),
            // Inches, and feet.
            '”' => !before.is_ascii_digit() && !is_even(text),
            '“' => !is_even(text),
            '》' | '〉' => tag & CLOSES == 0 || text.iter().filter(|c| **c == self.char(at)).count() < 2,
            _ => true,
        }
    }

    /// 1) 一） a）: the number of a list, at the start of a line or of a clause.
    fn is_number(&self, at: usize, start: usize) -> bool {
        let numeral = |c: &char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*c) || is_wide(*c);
        let text = self.raw.get(start..at).unwrap_or_default();
        let run = text.iter().rev().take_while(|c| numeral(c)).count();
        let before = text.len().checked_sub(run + 1).and_then(|i| text.get(i));
        let opens = before.is_none_or(|c| !numeral(c) && (c.is_whitespace() || !c.is_alphanumeric() || is_han(*c)));
        (1..=3).contains(&run) && opens
    }

    /// A line of marks (a smiley, a list of brackets) speaks of them.
    fn is_drawn(&self, text: &[char]) -> bool {
        text.windows(2)
            .any(|w| matches!(w, ['（' | '「' | '《' | '“' | '【', b] if matches!(b, '）' | '」' | '》' | '”' | '】')))
    }

    fn line(&self, at: usize) -> std::ops::Range<usize> {
        let is_end = |c: &char| matches!(c, '\n' | '\r');
        let head = self.raw.get(..at).unwrap_or_default();
        let tail = self.raw.get(at..).unwrap_or_default();
        let start = head.iter().rposition(is_end).map_or(0, |i| i + 1);
        start..tail.iter().position(is_end).map_or(self.raw.len(), |i| at + i)
    }

    fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |i| self.char(i))
    }

    fn char(&self, at: usize) -> char {
        self.raw.get(at).copied().unwrap_or('\n')
    }
}

/// A summary that was cut off: what opened before its … had no room to close.
fn is_cut(line: &[char]) -> bool {
    let end = line.iter().rposition(|c| !c.is_whitespace() && *c != PLACEHOLDER).map_or(0, |i| i + 1);
    line.get(..end).is_some_and(|line| line.ends_with(&['…']) || line.ends_with(&['.', '.', '.']))
}

/// A line of code that no fence holds.
fn is_code(line: &[char]) -> bool {
    line.windows(2).any(|w| w == ['=', '>']) || line.iter().rev().find(|c| !c.is_whitespace()) == Some(&'{')
}

/// As many “ and ” as make pairs: they only show the wrong way, which is another rule's business.
fn is_even(text: &[char]) -> bool {
    text.iter().filter(|c| matches!(c, '“' | '”')).count() % 2 == 0
}

fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | '①'..='⑳')
}

/// Which kind of pair a mark belongs to, and whether it opens.
fn kind(c: char) -> Option<(u32, bool)> {
    Some(match c {
        '(' | '（' => (0, true),
        ')' | '）' => (0, false),
        '「' => (1, true),
        '」' => (1, false),
        '『' => (2, true),
        '』' => (2, false),
        '“' => (3, true),
        '”' => (3, false),
        '《' => (4, true),
        '》' => (4, false),
        '〈' => (5, true),
        '〉' => (5, false),
        '【' => (6, true),
        '】' => (6, false),
        '〔' => (7, true),
        '〕' => (7, false),
        _ => return None,
    })
}
