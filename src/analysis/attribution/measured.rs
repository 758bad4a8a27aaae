//! What a figure measures, as far as its clause says: 去年的营收 in 去年的营收增长了30%, 员工 in 超过3600名员工.
//!
//! A phrase for people to read and for twins to be told by; no parse. Invariant: the span lies inside the sentence.

use super::Text;
use super::sentence::{Piece, closes, opens};
use crate::analysis::figure::Figure;
use crate::analysis::figure::words::{class, is_han};
use crate::text::Span;

/// Chars of a phrase at most: what is longer says no more.
const LONGEST: usize = 30;

/// The phrase of `f`, which stands in `piece`.
pub(super) fn of(text: &Text<'_>, piece: &Piece, f: &Figure) -> Span {
    let (start, end) = phrase(text, piece, f);
    text.cx.view.span(start..end)
}

/// The same as view chars.
pub(super) fn phrase(text: &Text<'_>, piece: &Piece, f: &Figure) -> (usize, usize) {
    let start = clause(text, piece.start, f.start);
    let end = stripped(text, start, f.start);
    match letters(text, start, end) {
        0 | 1 => match behind(text, piece, f.end) {
            ahead if letters(text, ahead.0, ahead.1) >= 2 => ahead,
            _ => earlier(text, piece, start),
        },
        _ if is_topic(text, start, end) => earlier(text, piece, start),
        _ => (start, end),
    }
}

/// Back to the mark before the clause.
fn clause(text: &Text<'_>, floor: usize, at: usize) -> usize {
    let from = at.saturating_sub(LONGEST).max(floor);
    let digit = |i: usize| text.get(i).is_ascii_digit();
    let in_number = |i: usize| text.get(i) == ',' && digit(i + 1) && i > 0 && digit(i - 1);
    let start = (from..at).rev().find(|i| ends_clause(text.get(*i)) && !in_number(*i)).map_or(from, |i| i + 1);
    (start..at).find(|i| !text.get(*i).is_whitespace()).unwrap_or(at)
}

fn ends_clause(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '(' | ')' | '、' | '\n') || opens(c) || closes(c)
}

/// Takes hedges, 了 and verbs of growing off the end.
fn stripped(text: &Text<'_>, start: usize, mut end: usize) -> usize {
    let light = class::APPROX.or(class::OVER).or(class::UNDER).or(class::ABOUT);
    loop {
        let before = end;
        while end > start && matches!(text.before(end), ' ' | '了' | '着' | '的' | '*') {
            end -= 1;
        }
        if let Some(word) = text.words.ending(end, start, light) {
            end = word.start;
        }
        if end == before {
            return end;
        }
    }
}

/// The words behind the figure: 名员工 is its unit, 员工 what it counts.
fn behind(text: &Text<'_>, piece: &Piece, end: usize) -> (usize, usize) {
    let from = (end..piece.end).find(|i| !matches!(text.get(*i), ' ' | '的' | '*')).unwrap_or(end);
    let last = piece.end.min(from + LONGEST / 3);
    let stop = |i: &usize| ends_clause(text.get(*i)) || text.words.at(*i, class::APPROX).is_some();
    (from, (from..last).find(stop).unwrap_or(last))
}

/// 同比增长12%: what grows stands one clause before.
fn earlier(text: &Text<'_>, piece: &Piece, start: usize) -> (usize, usize) {
    let Some(mark) = (piece.start..start).rev().find(|i| ends_clause(text.get(*i))) else { return (start, start) };
    let from = clause(text, piece.start, mark);
    let digit = (from..mark).find(|i| text.get(*i).is_ascii_digit()).unwrap_or(mark);
    (from, stripped(text, from, digit))
}

fn is_topic(text: &Text<'_>, start: usize, end: usize) -> bool {
    text.words.at(start, class::TOPIC).is_some_and(|w| w.end >= end)
}

fn letters(text: &Text<'_>, start: usize, end: usize) -> usize {
    text.slice(start, end).iter().filter(|c| is_han(**c) || c.is_ascii_alphanumeric()).count()
}
