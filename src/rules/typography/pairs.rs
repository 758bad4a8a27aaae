//! The quotations of one line: which marks open and close them, and how they nest.
//!
//! Knows one line, not the article. Invariant: the pairs are properly nested, and a straight mark that may
//! stand for inches makes none.

use super::lines::{Line, is_han};
use crate::document::PLACEHOLDER;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Straight,
    /// “ ”
    Curly,
    /// ‘ ’
    Single,
    /// 「 」
    Corner,
    /// 『 』
    White,
}

/// One quotation. Indexes count characters of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub open: usize,
    pub close: usize,
    pub style: Style,
    /// How many quotations it stands in.
    pub depth: usize,
}

/// The longest straight quotation that is taken for one.
const FAR: usize = 200;

/// The quotations of a line, by where they close.
pub fn pairs(line: &Line<'_>) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, Style)> = Vec::new();
    let straight = line.raw.iter().filter(|c| **c == '"').count();
    // "新姿势”: a straight mark whose mate is another one makes no pair with the next.
    let count = |mark: char| line.raw.iter().filter(|c| **c == mark).count();
    let straight = straight % 2 == 0 && (straight == 0 || count('“') == count('”'));
    for (i, c) in line.raw.iter().enumerate() {
        match c {
            '"' if straight => match open.last() {
                Some((_, Style::Straight)) => close(&mut open, i, Style::Straight, &mut found),
                _ => open.push((i, Style::Straight)),
            },
            '“' => open.push((i, Style::Curly)),
            '‘' => open.push((i, Style::Single)),
            '「' => open.push((i, Style::Corner)),
            '『' => open.push((i, Style::White)),
            '”' => close(&mut open, i, Style::Curly, &mut found),
            '’' if !is_apostrophe(line, i) => close(&mut open, i, Style::Single, &mut found),
            '」' => close(&mut open, i, Style::Corner, &mut found),
            '』' => close(&mut open, i, Style::White, &mut found),
            _ => {}
        }
    }
    found.retain(|p| p.style != Style::Straight || is_quotation(line, p));
    found
}

fn close(open: &mut Vec<(usize, Style)>, at: usize, style: Style, found: &mut Vec<Pair>) {
    if let Some(i) = open.iter().rposition(|(_, s)| *s == style) {
        let start = open.get(i).map_or(at, |(start, _)| *start);
        open.truncate(i);
        found.push(Pair { open: start, close: at, style, depth: i });
    }
}

/// Between two Latin letters, or behind one that nothing opened: don’t, users’.
fn is_apostrophe(line: &Line<'_>, at: usize) -> bool {
    let letter = |i: Option<usize>| i.and_then(|i| line.raw.get(i)).is_some_and(char::is_ascii_alphabetic);
    letter(at.checked_sub(1)) && letter(Some(at + 1))
}

/// Not inches (12"), not a value of code or of a header (a="…", {"…"}, title: "…").
fn is_quotation(line: &Line<'_>, pair: &Pair) -> bool {
    let head = line.raw.get(..pair.open).unwrap_or_default();
    let (before, after) = (head.last(), line.raw.get(pair.close + 1));
    let coded =
        |c: Option<&char>| c.is_some_and(|c| matches!(*c, '=' | '{' | '}' | '<' | '>' | '\\' | '\'' | PLACEHOLDER));
    let inches = before.is_some_and(char::is_ascii_digit);
    let mut words = head.iter().rev().filter(|c| !c.is_whitespace());
    let valued = match words.next() {
        Some('=') => true,
        Some(':') => words.next().is_some_and(|c| c.is_ascii() && *c != ')'),
        _ => false,
    };
    let argument = is_argument(line, pair);
    pair.close - pair.open <= FAR && !inches && !valued && !argument && !coded(before) && !coded(after)
}

/// ("system", "…"), log("…"): an argument or an item of a list in code.
fn is_argument(line: &Line<'_>, pair: &Pair) -> bool {
    let head = line.raw.get(..pair.open).unwrap_or_default();
    let tail = line.raw.get(pair.close + 1..).unwrap_or_default();
    let mut before = head.iter().rev().filter(|c| **c != ' ');
    let opens = match before.next() {
        Some('(' | '[') => before.next().is_none_or(|c| c.is_ascii() || *c == PLACEHOLDER),
        Some(',') => before.next().is_some_and(|c| matches!(c, '"' | '\'' | ')')),
        _ => false,
    };
    opens && tail.iter().find(|c| **c != ' ').is_some_and(|c| matches!(c, ')' | ']' | ',' | ';'))
}

/// What stands inside.
pub fn inside<'a>(line: &Line<'a>, pair: &Pair) -> &'a [char] {
    line.raw.get(pair.open + 1..pair.close).unwrap_or_default()
}

/// A double quotation mark that shows the wrong way, by position.
pub type Turned = (usize, &'static str);

/// Marks of “ ” that show the wrong way: ”引用“, “引用“. Only where each quotation is a short phrase, so that
/// the end of one speech and the start of the next are not taken for one.
pub fn turned(line: &Line<'_>) -> Vec<Turned> {
    let marks: Vec<usize> =
        line.raw.iter().enumerate().filter(|(_, c)| matches!(c, '“' | '”')).map(|(i, _)| i).collect();
    let mut depth = 0i32;
    let nested = marks.iter().all(|i| {
        depth += if line.raw.get(*i) == Some(&'“') { 1 } else { -1 };
        depth >= 0
    });
    if marks.len() % 2 == 1 || (nested && depth == 0) || line.raw.contains(&'"') {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    for pair in marks.chunks_exact(2) {
        let &[open, close] = pair else { continue };
        let text = line.raw.get(open + 1..close).unwrap_or_default();
        let phrase = (1..=24).contains(&text.len())
            && text.iter().any(|c| is_han(*c))
            && !text.iter().any(|c| matches!(c, '。' | '！' | '？' | '，' | '；' | '：' | '.' | '!' | '?' | ',' | ':'));
        if !phrase {
            return Vec::new();
        }
        wrong.extend((line.raw.get(open) == Some(&'”')).then_some((open, "“")));
        wrong.extend((line.raw.get(close) == Some(&'“')).then_some((close, "”")));
    }
    wrong
}
