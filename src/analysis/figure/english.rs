//! Figures of English paragraphs: 22.88 billion yuan, 57%, three-fold, ranked sixth, 150 customers.
//!
//! Reads folded (lower-case) text by words. Knows no Chinese.

use super::numeral::Value;
use super::{Approx, Figure, Kind};

/// True when the sentence is written in Latin letters.
pub fn is_english(chars: &[char]) -> bool {
    let latin = chars.iter().filter(|c| c.is_ascii_alphabetic()).count();
    latin >= 20 && latin > chars.iter().filter(|c| super::words::is_han(**c)).count() * 8
}

/// One word or number: chars `start..end`.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// The figures from `start` to the end of `chars`.
pub(super) fn scan(chars: &[char], start: usize) -> Vec<Figure> {
    if !may_hold(chars.get(start..).unwrap_or_default()) {
        return Vec::new();
    }
    let mut texts = String::new();
    let tokens = tokens(chars, start, &mut texts);
    let mut figures = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let rest = tokens.get(i..).unwrap_or_default();
        let before = tokens.get(i.saturating_sub(4)..i).unwrap_or_default();
        match figure(chars, rest, before) {
            Some((figure, used)) => {
                figures.push(figure);
                i += used.max(1);
            }
            None => i += 1,
        }
    }
    figures
}

/// A digit, or a part of one of the words without which no figure is told: half of, threefold, double digits, ranked
/// third, third in the world.
fn may_hold(chars: &[char]) -> bool {
    let word = |w: &[char]| match *w {
        [a, b, 'l', d] => matches!((a, b, d), ('h', 'a', 'f') | ('f', 'o', 'd')),
        ['d', 'i', 'g', 'i'] | ['r', 'a', 'n', 'k'] | ['w', 'o', 'r', 'l'] | ['r', 'e', 'g', 'i'] => true,
        _ => false,
    };
    chars.iter().any(char::is_ascii_digit) || chars.windows(4).any(word)
}

/// `texts` is the room in which their texts stand, one behind the other.
fn tokens<'a>(chars: &[char], start: usize, texts: &'a mut String) -> Vec<Token<'a>> {
    let mut places = Vec::new();
    let mut i = start;
    while i < chars.len() {
        let inside = |k: usize| chars.get(k).is_some_and(|c| c.is_ascii_alphanumeric());
        let joint = |k: usize| matches!(chars.get(k), Some('-' | '.' | ',' | '\'' | '’')) && inside(k + 1) && k > i;
        let mut end = i;
        while inside(end) || joint(end) || matches!(chars.get(end), Some('$' | '%' | '+' | '¥' | '€' | '£')) {
            end += 1;
        }
        if end > i {
            let from = texts.len();
            texts.extend(chars.get(i..end).unwrap_or_default());
            places.push((i, end, from..texts.len()));
        }
        i = end.max(i + 1);
    }
    let texts: &str = texts;
    let token = |(start, end, at)| Token { start, end, text: texts.get(at).unwrap_or_default() };
    places.into_iter().map(token).collect()
}

fn figure(chars: &[char], rest: &[Token<'_>], before: &[Token<'_>]) -> Option<(Figure, usize)> {
    let first = rest.first()?;
    let next = |n: usize| rest.get(n).map_or("", |t| t.text);
    let end = |n: usize| rest.get(n).map_or(first.end, |t| t.end);
    let make = |n: usize, value: Value, kind: Kind| Some((figure_of(first, end(n - 1), value, kind, before), n));
    if let Some(kind) = worded(first.text, next(1), before) {
        let used = if kind.1 { 2 } else { 1 };
        return make(used, Value::exact(kind.2), kind.0);
    }
    let (number, sign) = number(first.text)?;
    let glued =
        first.start.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, '-' | '.' | '#' | '_'));
    if glued {
        return None;
    }
    let value = Value::exact(number);
    match (sign, next(1)) {
        (Sign::Percent, _) => make(1, value, Kind::Percent),
        (_, "percent" | "percentage") => make(2, value, Kind::Percent),
        (_, scale @ ("hundred" | "thousand" | "million" | "billion" | "trillion" | "m" | "bn")) => {
            let value = Value::exact(number * scale_of(scale));
            let money = sign == Sign::Money || is_currency(next(2));
            make(if is_currency(next(2)) { 3 } else { 2 }, value, if money { Kind::Money } else { Kind::Count })
        }
        (Sign::Money, _) => make(1, value, Kind::Money),
        (_, unit) if is_currency(unit) => make(2, value, Kind::Money),
        (_, "times" | "x") if number > 1.0 => make(2, value, Kind::Multiple),
        (Sign::Plus, _) if number > 10.0 => make(1, value, Kind::Count),
        (Sign::None, noun) if number > 10.0 && !is_year(first.text) => counted(noun, next(2), value, make),
        _ => None,
    }
}

fn figure_of(first: &Token<'_>, end: usize, value: Value, kind: Kind, before: &[Token<'_>]) -> Figure {
    let approx = match before.last().map(|t| t.text) {
        Some("over" | "than" | "least" | "exceeding") => Approx::Over,
        Some("nearly" | "almost" | "under" | "below") => Approx::Under,
        Some(word) if is_approx(word) && word != "to" => Approx::About,
        _ => Approx::Plain,
    };
    Figure { start: first.start, end, unit: first.end.min(end), value, kind, approx, doubled: false }
}

/// 22 provinces, 150 bank customers: a plural right behind the number, or one word further.
fn counted(
    noun: &str,
    second: &str,
    value: Value,
    make: impl Fn(usize, Value, Kind) -> Option<(Figure, usize)>,
) -> Option<(Figure, usize)> {
    let plural = |w: &str| w.len() > 3 && w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us");
    let time = |w: &str| {
        matches!(w, "years" | "months" | "days" | "hours" | "minutes" | "seconds" | "weeks" | "year" | "month" | "day")
    };
    let plain = |w: &str| w.chars().all(|c| c.is_ascii_alphabetic()) && !w.is_empty();
    if time(noun) || time(second) || !plain(noun) {
        return None;
    }
    match (plural(noun), plural(second)) {
        (true, _) => make(2, value, Kind::Count),
        (_, true) if !matches!(noun, "in" | "of" | "and" | "or" | "to" | "is" | "was" | "the" | "for" | "at") => {
            make(1, value, Kind::Count)
        }
        _ => None,
    }
}

/// Numbers in words: kind, whether the next word belongs to it, value.
fn worded(word: &str, next: &str, before: &[Token<'_>]) -> Option<(Kind, bool, f64)> {
    if let Some(times) = word.strip_suffix("-fold").or_else(|| word.strip_suffix("fold")) {
        let value = times.trim_end_matches('-').parse().ok().or_else(|| cardinal(times))?;
        return Some((Kind::Multiple, false, value));
    }
    if matches!((word, next), ("double" | "three" | "triple", "digits" | "digit")) {
        return Some((Kind::Percent, true, 10.0));
    }
    if word == "half" && next == "of" && before.last().is_some_and(|t| is_approx(t.text)) {
        return Some((Kind::Share, false, 0.5));
    }
    let rank = ordinal(word)?;
    let ranked = before.iter().any(|t| t.text.starts_with("rank"))
        || before.last().is_some_and(|t| t.text == "and")
            && before.iter().any(|t| t.text == "world" || t.text == "region");
    ranked.then_some((Kind::Rank, false, rank))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Money,
    Percent,
    Plus,
}

fn number(text: &str) -> Option<(f64, Sign)> {
    let text =
        text.strip_prefix("us").or_else(|| text.strip_prefix("hk")).filter(|t| t.starts_with('$')).unwrap_or(text);
    let (text, money) = match text.strip_prefix(['$', '¥', '€', '£']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (text, sign) = match (text.strip_suffix('%'), text.strip_suffix('+')) {
        (Some(rest), _) => (rest, Sign::Percent),
        (_, Some(rest)) => (rest, if money { Sign::Money } else { Sign::Plus }),
        _ => (text, if money { Sign::Money } else { Sign::None }),
    };
    // Most words are none.
    if !text.trim_start_matches(',').starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let grouped = text.split(',').skip(1).all(|group| group.bytes().take_while(u8::is_ascii_digit).count() == 3);
    grouped.then(|| text.replace(',', "").parse().ok()).flatten().map(|n| (n, sign))
}

fn scale_of(word: &str) -> f64 {
    match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "m" => 1e6,
        "billion" | "bn" => 1e9,
        _ => 1e12,
    }
}

fn is_currency(word: &str) -> bool {
    matches!(word, "yuan" | "rmb" | "dollars" | "dollar" | "usd" | "euros" | "euro" | "yen" | "pounds" | "won")
}

fn is_approx(word: &str) -> bool {
    matches!(word, "to" | "about" | "nearly" | "almost" | "over" | "than" | "roughly" | "around" | "approximately")
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

fn cardinal(word: &str) -> Option<f64> {
    Some(match word.trim_end_matches('-') {
        "one" => 1.0,
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        _ => return None,
    })
}

fn ordinal(word: &str) -> Option<f64> {
    Some(match word {
        "first" => 1.0,
        "second" => 2.0,
        "third" => 3.0,
        "fourth" => 4.0,
        "fifth" => 5.0,
        "sixth" => 6.0,
        "seventh" => 7.0,
        "eighth" => 8.0,
        "ninth" => 9.0,
        "tenth" => 10.0,
        _ => return None,
    })
}
