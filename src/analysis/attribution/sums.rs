//! Arithmetic that a sentence states of itself: from A to B, up by N 倍 or Z%.
//!
//! Only where base, result and rate stand one right behind the other and nothing between says that the rate is
//! another's: 年均 and 复合 rates, 同比 over other periods, and 倍 under another verb are left alone.
//! Invariant: a sum that is returned contradicts itself beyond the last digit printed and beyond 2 %.

use super::{Text, sentence::Piece};
use crate::analysis::figure::words::{Classes, class};
use crate::analysis::figure::{Approx, Figure, Kind};
use crate::text::Span;

/// A rate that its own sentence disproves. Spans are bytes of the segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sum {
    pub rate: Span,
    pub base: Span,
    pub result: Span,
    pub fault: Fault,
    pub kind: Kind,
    /// Result divided by base.
    pub ratio: f64,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The rate is not what base and result make.
    Rate,
    /// It is said to grow and falls, or the other way.
    Direction,
    /// 减少 3 倍: nothing falls by more than the whole.
    Decrease,
    /// Shares of one whole that are more than it.
    Shares,
}

/// Rounding that nobody would correct.
const SLACK: f64 = 0.02;
/// Chars between a figure and the verb that joins it to the next.
const NEAR: usize = 14;

#[derive(Clone, Copy, PartialEq)]
enum Verb {
    Grow,
    Shrink,
}

/// The contradictions of one sentence; `figures` are all its figures in order.
pub(super) fn find(text: &Text<'_>, piece: &Piece, figures: &[Figure]) -> Vec<Sum> {
    let mut sums: Vec<Sum> = figures.windows(3).filter_map(|f| triple(text, piece, f)).collect();
    sums.extend(figures.iter().filter_map(|f| decrease(text, piece, f)));
    sums.extend(super::shares::find(text, piece, figures));
    sums
}

/// 减少了 3 倍, 便宜 2 倍.
fn decrease(text: &Text<'_>, piece: &Piece, f: &Figure) -> Option<Sum> {
    let turned = f.kind == Kind::Multiple && text.before(f.end) == '倍' && f.value.lo >= 1.0;
    let verb = verb_before(text, piece.start, f.start)?;
    let of_another = matches!(text.get(f.end), '的' | '于' | '以');
    let span = text.cx.view.span(f.start..f.end);
    (turned && verb == Verb::Shrink && !of_another).then_some(Sum {
        rate: span,
        base: span,
        result: span,
        fault: Fault::Decrease,
        kind: f.kind,
        ratio: 1.0 / f.value.lo.max(1.0),
    })
}

fn triple(text: &Text<'_>, piece: &Piece, figures: &[Figure]) -> Option<Sum> {
    let [a, b, rate] = figures else { return None };
    let like = a.kind == b.kind && matches!(a.kind, Kind::Money | Kind::Count | Kind::Measure) && alike(text, a, b);
    let rated = matches!(rate.kind, Kind::Percent | Kind::Multiple)
        && text.before(rate.end) != '番'
        && is_plain_rate(text, rate);
    let exact = |f: &Figure| {
        f.value.lo == f.value.hi && f.value.lo > 0.0 && f.approx != Approx::Under && f.approx != Approx::Over
    };
    if !like || !rated || !exact(a) || !exact(b) || yearly(text, piece) {
        return None;
    }
    let verb = joined(text, b.end, rate.start)?;
    let (base, result) = match order(text, piece, a, b)? {
        Order::Forward if compares(text, b.end, rate.start) => return None,
        Order::Forward => (a, b),
        Order::Backward => (b, a),
    };
    let fault = judge(text, base, result, rate, verb)?;
    let span = |f: &Figure| text.cx.view.span(f.start..f.end);
    let ratio = result.value.lo / base.value.lo;
    Some(Sum { rate: span(rate), base: span(base), result: span(result), fault, kind: rate.kind, ratio })
}

enum Order {
    /// From a to b.
    Forward,
    /// a, last year b.
    Backward,
}

/// 从 a 增至 b, or a（上年同期 b）.
fn order(text: &Text<'_>, piece: &Piece, a: &Figure, b: &Figure) -> Option<Order> {
    let before = text.slice(a.start.saturating_sub(NEAR).max(piece.start), a.start);
    let from = before.iter().rposition(|c| matches!(c, '从' | '由' | '自'));
    let between = text.slice(a.end, b.start);
    let open = |part: &[char]| !part.iter().any(|c| matches!(c, ',' | ';' | '。' | '、'));
    let rises = text.words.within(a.end, b.start, class::UPTO).next().is_some();
    if from.is_some_and(|i| open(before.get(i..).unwrap_or_default()))
        && rises
        && between.len() <= NEAR + 6
        && open(between)
    {
        return Some(Order::Forward);
    }
    let last = text.words.within(a.end, b.start, class::LASTYEAR).next().is_some();
    (last && between.len() <= NEAR && !between.contains(&';') && !rises).then_some(Order::Backward)
}

/// The verb that joins the result to the rate, with nothing else between them.
fn joined(text: &Text<'_>, from: usize, to: usize) -> Option<Verb> {
    if to < from || to - from > NEAR {
        return None;
    }
    let mut verb = None;
    let mut at = from;
    while at < to {
        if matches!(text.get(at), ' ' | ',' | '(' | ')' | '了' | '约' | '共') {
            at += 1;
        } else if let Some(word) =
            text.words.at(at, class::GROW.or(class::SHRINK)).filter(|w| w.end <= to && verb.is_none())
        {
            verb = Some(direction(word.classes));
            at = word.end;
        } else {
            let light = class::APPROX.or(class::OVER).or(class::UNDER).or(class::ABOUT).or(class::TOPIC);
            at = text.words.at(at, light).filter(|w| w.end <= to)?.end;
        }
    }
    verb
}

fn verb_before(text: &Text<'_>, floor: usize, at: usize) -> Option<Verb> {
    let mut end = at;
    while end > floor && matches!(text.before(end), ' ' | '了' | '约' | '近') {
        end -= 1;
    }
    let light = class::OVER.or(class::UNDER).or(class::ABOUT);
    let end = text.words.ending(end, floor, light).filter(|w| !w.classes.any(class::SHRINK)).map_or(end, |w| w.start);
    let end = if text.before(end) == '了' { end - 1 } else { end };
    text.words.ending(end, floor, class::GROW.or(class::SHRINK)).map(|w| direction(w.classes))
}

fn direction(of: Classes) -> Verb {
    if of.any(class::SHRINK) { Verb::Shrink } else { Verb::Grow }
}

/// 同比, 环比, 较: the rate is over a period of its own.
fn compares(text: &Text<'_>, from: usize, to: usize) -> bool {
    text.slice(from, to).windows(2).any(|w| matches!(w, ['同' | '环', '比'])) || text.slice(from, to).contains(&'较')
}

/// 年均, 复合, 每年: a rate for one of several years.
fn yearly(text: &Text<'_>, piece: &Piece) -> bool {
    text.words.within(piece.start, piece.end, class::YEARLY).next().is_some()
}

/// 增长 30% 的成本: the rate is a part of something else.
fn is_plain_rate(text: &Text<'_>, rate: &Figure) -> bool {
    !matches!(text.get(rate.end), '的' | '以' | '-' | '~' | '至' | '到' | '个')
}

/// The same unit, magnitudes aside.
fn alike(text: &Text<'_>, a: &Figure, b: &Figure) -> bool {
    let unit =
        |f: &Figure| text.slice(f.unit, f.end).iter().filter(|c| !c.is_whitespace()).copied().collect::<String>();
    let (a, b) = (unit(a), unit(b));
    a == b && !a.is_empty()
}

fn judge(text: &Text<'_>, base: &Figure, result: &Figure, rate: &Figure, verb: Verb) -> Option<Fault> {
    let (b, r) = (printed(text, base), printed(text, result));
    let (low, high) = (r.0 / b.1, r.1 / b.0);
    if low > 1.0 + SLACK && verb == Verb::Shrink || high < 1.0 - SLACK && verb == Verb::Grow {
        return Some(Fault::Direction);
    }
    let stated = stated(text, rate);
    let as_ratio = |n: f64| match (rate.kind, verb) {
        (Kind::Multiple, Verb::Grow) => 1.0 + n,
        (Kind::Multiple, Verb::Shrink) => 1.0 / n.max(1.0),
        (_, Verb::Grow) => 1.0 + n / 100.0,
        (_, Verb::Shrink) => 1.0 - n / 100.0,
    };
    if rate.kind == Kind::Multiple && verb == Verb::Shrink {
        return None; // Said once, as a decrease by 倍.
    }
    let (one, other) = (as_ratio(stated.0), as_ratio(stated.1));
    let (from, to) = (one.min(other) * (1.0 - SLACK), one.max(other) * (1.0 + SLACK));
    (high < from || low > to).then_some(Fault::Rate)
}

/// What a rate leaves open: its last digit, and the way its hedge leans.
fn stated(text: &Text<'_>, rate: &Figure) -> (f64, f64) {
    let (lo, hi) = printed(text, rate);
    match rate.approx {
        Approx::Plain => (lo, hi),
        Approx::About => (lo * 0.9, hi * 1.1),
        Approx::Over => (rate.value.lo, f64::MAX.min(rate.value.hi * 1.5)),
        Approx::Under => (rate.value.lo * 0.8, rate.value.hi),
    }
}

/// The interval that the digits printed stand for: 2.61亿 is 2.605 to 2.615亿.
fn printed(text: &Text<'_>, f: &Figure) -> (f64, f64) {
    let digits = text.slice(f.start, f.unit);
    let decimals = digits
        .iter()
        .rposition(|c| *c == '.')
        .map_or(0, |dot| digits.get(dot + 1..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count());
    let written: String = digits.iter().filter(|c| c.is_ascii_digit() || **c == '.').collect();
    let plain = written.parse::<f64>().unwrap_or(0.0);
    let magnitude = if plain > 0.0 { (f.value.lo / plain).max(1e-6) } else { f.value.lo.abs() / 10.0 };
    let half = 0.5 * 10f64.powi(-(decimals.min(12) as i32)) * magnitude;
    ((f.value.lo - half).max(f64::MIN_POSITIVE), f.value.hi + half)
}
