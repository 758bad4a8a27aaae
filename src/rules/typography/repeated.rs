//! `typography/repeated`: marks and small words that stand twice where they are meant once.
//!
//! Not: 。。。 (an ellipsis), ？？ and ！！！ (style), 有目的的 and 董事会会议 (two words that meet).
//! Invariant: a doubled word counts only between the borders of words.

use std::ops::Range;

use super::lines;
use super::literal;
use super::place::{self, Cause, Place};
use crate::analysis::style::Signs;
use crate::analysis::{Observe, Seen};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Applicability, Finding};
use crate::lexicon::Kind;
use crate::message::{Message, Title};

const ID: &str = "typography/repeated";

/// A shout or question of more marks than this is beyond any style: GB/T 15834 allows three.
const SHOUT: usize = 3;

/// Tags: a mark, two marks that exclude each other, a word, two stops.
const MARK: u32 = 0;
const RIVALS: u32 = 1;
const WORD: u32 = 2;
const STOPS: u32 = 3;

pub struct Repeated;

impl Rule for Repeated {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if matches!(cx.segment.kind, BlockKind::FrontMatter) {
            return;
        }
        if seen.style.has(Signs::DOUBLED) {
            marks(cx, seen);
        }
        let doubled = literal::class::PARTICLE.or(literal::class::WORD);
        for hit in cx.hits.longest(Kind::Typography).filter(|hit| literal::is(hit, doubled)) {
            let (start, end) = (hit.start as usize, hit.end as usize);
            let middle = usize::midpoint(start, end);
            let parted = [start, middle, end].into_iter().all(|at| cx.lattice.is_boundary(at));
            let raw = cx.view.raw();
            let once: String = raw.get(start..middle).unwrap_or_default().iter().collect();
            if parted && raw.get(start..middle) == raw.get(middle..end) && !is_ending(raw, start..end) {
                place::note(cx, seen, ID, (start..end, WORD), &once);
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for place in place::places(cx, ID) {
            out.extend(finding(cx, &place));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        place::stand(cx, change, ID)
    }
}

/// 很明了了。 ends with a word that ends with 了 itself.
fn is_ending(raw: &[char], at: Range<usize>) -> bool {
    let behind = raw.get(at.end).is_some_and(|c| is_mark(*c) || c.is_whitespace()) || at.end >= raw.len();
    raw.get(at.start) == Some(&'了') && behind
}

fn finding(cx: &Judge<'_>, place: &Place<'_>) -> Option<Finding> {
    let (key, applicability) = match place.tag {
        MARK => ("mark", Applicability::Safe),
        RIVALS => ("rivals", Applicability::Suggested),
        STOPS => ("mark", Applicability::Suggested),
        _ => ("word", Applicability::Suggested),
    };
    let message = Message::new(ID, key).text("found", place.found);
    let title = Title::Replace(place.instead.unwrap_or_default().into());
    let cause = Cause { message, title, severity: cx.severity(ID), applicability };
    cause.finding(ID, std::slice::from_ref(place))
}

fn marks(cx: &Observe<'_>, seen: &mut Seen) {
    let raw = cx.view.raw();
    let mut at = 0;
    while let Some(&c) = raw.get(at) {
        let run = raw.get(at..).unwrap_or_default().iter().take_while(|d| **d == c).count();
        let end = at + run;
        let next = raw.get(end).copied().unwrap_or('\n');
        let before = at.checked_sub(1).and_then(|i| raw.get(i)).copied().unwrap_or('\n');
        // 北岸、、墨鲤: a word was lost between them, which is residue/orphan's.
        let lost = c == '、' && lines::is_han(before) && lines::is_han(next);
        // 降价97%。。 ends a word as a letter does.
        let word = before.is_alphanumeric() || matches!(before, '%' | '％' | '）') && c != '、';
        if is_mark(c) && word && !lost {
            let fault = fault(c, run, next);
            if let Some((tag, len, instead)) = fault {
                place::note(cx, seen, ID, (at..at + len, tag), &instead);
            }
        }
        at = end;
    }
}

/// What stands `run` times and is followed by another: the tag, the length at fault, what is meant.
fn fault(c: char, run: usize, next: char) -> Option<(u32, usize, String)> {
    let quoted = matches!(next, '”' | '」' | '』' | '’');
    match c {
        '！' | '？' if run > SHOUT => Some((MARK, run, c.to_string().repeat(SHOUT))),
        '！' | '？' => None,
        '。' if run > 2 => None,
        // Who sets two stops may mean an ellipsis.
        '。' if run == 2 && !quoted && !is_mark(next) => Some((STOPS, run, c.to_string())),
        _ if run > 1 && is_mark(next) => None,
        _ if run == 2 && !quoted => Some((MARK, run, c.to_string())),
        _ if run == 1 => rivals(c, next).map(|kept| (RIVALS, 2, kept.to_string())),
        _ => None,
    }
}

/// Of two marks side by side the one that ends more.
fn rivals(a: char, b: char) -> Option<char> {
    let weight = |c: char| match c {
        '、' => Some(1),
        '，' => Some(2),
        '；' => Some(3),
        '。' => Some(4),
        _ => None,
    };
    let (first, second) = (weight(a)?, weight(b)?);
    (a != b).then_some(if first > second { a } else { b })
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？')
}
