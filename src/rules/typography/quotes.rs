//! `typography/quotes`: quotation marks other than those of the article, padded, straight or turned ones.
//!
//! Not: an article in 「」 where the neighbours use “”; what is quoted in another language.
//! Invariant: which marks are right is the article's own majority, or what the configuration names.

use std::ops::Range;

use super::lines::{self, Line, Side, is_han};
use super::literal::Literals;
use super::pairs::{self, Pair, Style};
use super::place::{self, Cause, Place};
use crate::analysis::style::{Quotes, Signs};
use crate::analysis::{Facts, Mark, Observe, Seen};
use crate::document::{Mask, MaskKind};
use crate::engine::{Change, Judge, Rule, Verdict};
use crate::finding::{Applicability, Finding, Severity};
use crate::message::{Message, Title};
use crate::settings::Script;

const ID: &str = "typography/quotes";

/// A majority of so many quotations makes a style of its own …
const ENOUGH: u32 = 4;
/// … when it is so many times the others.
const TIMES: u32 = 4;

/// The bracket of a link stands at most so many masks before.
const NEAR: usize = 16;

/// What a mark's tag says, beside its style.
const STYLE: u32 = 7;
const CLOSES: u32 = 8;
const PADDED: u32 = 16;
const NESTED: u32 = 32;
const TURNED: u32 = 64;

pub struct QuotesRule;

impl Rule for QuotesRule {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if !seen.style.has(Signs::QUOTE) {
            return;
        }
        let literals = Literals::new(cx);
        let is_sign = |c| matches!(c, '"' | '“' | '”' | '‘' | '’' | '「' | '『');
        for line in lines::lines_with(cx.view, is_sign).filter(|l| l.han() >= 2 && !l.is_japanese()) {
            for (at, right) in pairs::turned(&line) {
                place::note(cx, seen, ID, (line.base + at..line.base + at + 1, TURNED), right);
            }
            // A straight mark around what a program writes is a program's.
            let is_literal = |p: &Pair| p.style == Style::Straight && literals.holds(line.base + p.open);
            for pair in pairs::pairs(&line).iter().filter(|p| counts(&line, p) && !is_literal(p)) {
                observe_pair(cx, seen, &line, pair);
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let style = Own::new(cx, cx.facts, cx.verdict);
        let all = place::places(cx, ID);
        let (turned, quotes): (Vec<Place<'_>>, Vec<Place<'_>>) = all.into_iter().partition(|p| p.tag & TURNED != 0);
        for mark in &turned {
            let title = Title::Replace(mark.instead.unwrap_or_default().into());
            let cause = cause(cx, "turned", title, Severity::Warning, Applicability::Safe, 1);
            out.extend(cause.finding(ID, std::slice::from_ref(mark)));
        }
        for key in ["padded", "mixed", "straight"] {
            let wrong = quotes.iter().filter(|p| style.fault(p.tag) == Some(key)).cloned();
            let mut wrong: Vec<Place<'_>> = wrong.map(|p| style.put(p)).collect();
            wrong.sort_by_key(|p| p.span);
            let (grade, safety) = match key {
                "straight" => (Severity::Info, Applicability::Suggested),
                _ => (Severity::Warning, Applicability::Safe),
            };
            let cause = cause(cx, key, Title::Page(Message::new(ID, "all")), grade, safety, wrong.len() / 2);
            let cause = Cause { message: cause.message.text("marks", style.shown()), ..cause };
            out.extend(cause.finding(ID, &wrong));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let own = |facts, verdict| Own::new(cx, facts, verdict);
        own(cx.facts, cx.verdict) == own(change.facts, change.verdict) && place::stand(cx, change, ID)
    }
}

fn cause(
    cx: &Judge<'_>,
    key: &'static str,
    title: Title,
    grade: Severity,
    applicability: Applicability,
    count: usize,
) -> Cause {
    let message = Message::new(ID, key).number("count", count as u64);
    Cause { message, title, severity: cx.graded(ID, grade), applicability }
}

/// A quotation that the Chinese sentence makes: it holds Han, or a word between Han.
fn counts(line: &Line<'_>, pair: &Pair) -> bool {
    let inside = pairs::inside(line, pair);
    if pair.style == Style::Straight && (pair.open..pair.close).any(|i| line.is_address(i)) {
        return false;
    }
    let han = inside.iter().filter(|c| is_han(**c)).count();
    if han > 0 {
        let latin = inside.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let code = inside.iter().any(|c| matches!(c, '{' | '}' | '=' | '<' | '>' | '\\' | '"' | '@'));
        // A sentence of another language brings its own marks, whatever it quotes.
        let foreign = pair.style == Style::Straight && line.han() == han && line.left(pair.open).side == Side::Word;
        return latin <= 3 * han && !code && !foreign;
    }
    let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '+');
    let framed = is_chinese(line.left(pair.open).side) && is_chinese(line.right(pair.close).side);
    let tight = line.left(pair.open).spaces + line.right(pair.close).spaces == 0 || is_padded(inside);
    // 「"select"」 is a word with its quotation marks.
    let mark = |i: Option<usize>| i.and_then(|i| line.raw.get(i)).is_some_and(|c| "「」『』“”".contains(*c));
    let mentioned = mark(pair.open.checked_sub(1)) && mark(Some(pair.close + 1));
    pair.style == Style::Straight
        && !mentioned
        && line.is_chinese()
        && framed
        && tight
        && !inside.is_empty()
        && inside.iter().all(word)
}

/// What a link is set on may be somebody else's title.
fn is_linked(cx: &Observe<'_>, at: usize) -> bool {
    let start = cx.view.span(at..at + 1).start;
    let before = cx.segment.masks.partition_point(|m| m.span.end <= start);
    let masks = cx.segment.masks.get(..before).unwrap_or_default().iter().rev();
    let opens = |m: &Mask| m.kind == MaskKind::Markup && m.span.of(&cx.segment.text).ends_with('[');
    masks.take(NEAR).find(|m| m.kind == MaskKind::LinkTarget || opens(m)).is_some_and(opens)
}

fn is_chinese(side: Side) -> bool {
    matches!(side, Side::Han | Side::Open | Side::Close)
}

fn is_padded(inside: &[char]) -> bool {
    let space = |c: Option<&char>| c == Some(&' ');
    inside.len() >= 3 && (space(inside.first()) || space(inside.last())) && inside.iter().any(|c| *c != ' ')
}

fn observe_pair(cx: &Observe<'_>, seen: &mut Seen, line: &Line<'_>, pair: &Pair) {
    let inside = pairs::inside(line, pair);
    let padded = pair.style == Style::Straight && is_padded(inside);
    let spaces = |n: usize| if pair.style == Style::Straight { n } else { 0 };
    let lead = inside.iter().take_while(|c| **c == ' ').count();
    let tail = inside.iter().rev().take_while(|c| **c == ' ').count();
    let (left, right) = (line.left(pair.open), line.right(pair.close));
    // Beside Han or a word a full-width mark brings its own space.
    let outer =
        |side: Side, n: usize| if matches!(side, Side::Han | Side::Word | Side::Close | Side::Open) { n } else { 0 };
    let open = pair.open - outer(left.side, spaces(left.spaces))..pair.open + 1 + spaces(lead);
    let close = pair.close - spaces(tail)..pair.close + 1 + outer(right.side, spaces(right.spaces));
    let tag = pair.style as u32 | if padded { PADDED } else { 0 } | if pair.depth % 2 == 1 { NESTED } else { 0 };
    let at = |r: Range<usize>| line.base + r.start..line.base + r.end;
    let (open, close) = (at(open), at(close));
    let titled = is_linked(cx, open.start);
    if !titled && place::is_plain(cx, open.clone()) && place::is_plain(cx, close.clone()) {
        seen.facts.tally(ID, tag, 1);
        let mark = |range, tag| Mark { rule: ID, span: cx.view.span(range), tag, text: None };
        seen.marks.push(mark(open, tag));
        seen.marks.push(mark(close, tag | CLOSES));
    }
}

/// The quotation marks of the article.
#[derive(PartialEq)]
struct Own {
    style: Quotes,
    /// The configuration says so.
    wanted: bool,
    /// Quotations of the article: straight, padded, curly, corner.
    straight: u32,
    padded: u32,
    curly: u32,
    corner: u32,
}

impl Own {
    fn new(cx: &Judge<'_>, facts: &Facts, verdict: &Verdict) -> Self {
        let count = |tag: u32| facts.count(ID, tag);
        let top = |style: Style| count(style as u32);
        let (curly, corner) = (top(Style::Curly), top(Style::Corner));
        let wanted = cx.settings.typography.quotes;
        let straight = top(Style::Straight) + count(Style::Straight as u32 | NESTED);
        let padded = [0, NESTED].into_iter().map(|nested| count(Style::Straight as u32 | PADDED | nested)).sum();
        let hant = verdict.script == Some(Script::Hant);
        // One quotation among many straight ones shows no style.
        let shown = curly.max(corner) > 1 && curly.max(corner) * 2 >= straight && curly != corner;
        let style = match wanted {
            Some(style) => style,
            None if shown && curly < corner || !shown && hant => Quotes::Corner,
            None => Quotes::Curly,
        };
        Self { style, wanted: wanted.is_some(), straight, padded, curly, corner }
    }

    /// The sentence of the page that a mark with this tag deserves, if any.
    fn fault(&self, tag: u32) -> Option<&'static str> {
        let (style, top) = (tag & STYLE, tag & NESTED == 0);
        if style == Style::Straight as u32 {
            return match () {
                () if tag & PADDED != 0 => Some("padded"),
                () if self.style == Quotes::Straight => None,
                () if self.wanted => Some("mixed"),
                () if self.curly + self.corner > 0 && self.curly + self.corner >= self.straight => Some("mixed"),
                () if self.padded >= self.straight => Some("padded"),
                () => Some("straight"),
            };
        }
        let rules = |most: u32, few: u32| self.wanted || (most >= ENOUGH && most >= TIMES * few);
        let other = match style {
            s if s == Style::Curly as u32 => top && self.style == Quotes::Corner && rules(self.corner, self.curly),
            s if s == Style::Corner as u32 => top && self.style == Quotes::Curly && rules(self.curly, self.corner),
            // The inner marks go with the outer ones.
            s if s == Style::Single as u32 => !top && self.style == Quotes::Corner && rules(self.corner, self.curly),
            s if s == Style::White as u32 => !top && self.style == Quotes::Curly && rules(self.curly, self.corner),
            _ => false,
        };
        other.then_some("mixed")
    }

    /// What is to stand at the place: the article's mark, the inner one inside a quotation.
    fn put<'a>(&self, place: Place<'a>) -> Place<'a> {
        let marks = match (self.style, place.tag & NESTED != 0) {
            (Quotes::Corner, false) => ["「", "」"],
            (Quotes::Corner, true) => ["『", "』"],
            (Quotes::Curly, false) => ["“", "”"],
            (Quotes::Curly, true) => ["‘", "’"],
            (Quotes::Straight, _) => ["\"", "\""],
        };
        let [open, close] = marks;
        let instead = if place.tag & CLOSES == 0 { open } else { close };
        Place { instead: place.fixable.then_some(instead), ..place }
    }

    fn shown(&self) -> &'static str {
        match self.style {
            Quotes::Corner => "「」",
            Quotes::Curly => "“”",
            Quotes::Straight => "\"\"",
        }
    }
}
