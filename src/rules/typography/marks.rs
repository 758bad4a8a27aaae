//! Which half-width marks of one line stand where a Chinese sentence wants full-width ones.
//!
//! Knows one line, not the article: whether the article as a whole sets marks so is the rule's business.

use std::ops::Range;

use super::lines::{Line, Side, is_han};

/// A half-width mark in the wrong place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub mark: Mark,
    /// Characters of the line: the mark and the spaces that go with it.
    pub at: Range<usize>,
    pub full: char,
    /// Only one replacement is possible.
    pub sure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Comma,
    Semicolon,
    Colon,
    Question,
    Exclamation,
    Stop,
    /// Always in pairs: an opening one directly before its closing one.
    Bracket,
}

/// Words of this many characters or fewer on both sides of a colon are a pair (主机:端口), no sentence.
const PAIR: usize = 4;
/// A label before a colon is no longer than this (责任编辑: …).
const LABEL: usize = 10;
/// An argument of a function is no longer than this, with its space.
const ARGUMENT: usize = 9;
/// A cited title or bracket longer than this is a slip of its author, not one title or bracket.
const FAR: usize = 120;
/// Characters of a question: without one of them, a `?` between two Han may stand for lost text.
const ASKING: &str = "吗嗎呢吧么麼谁誰哪何几幾否啥咋怎什甚不没沒";

/// A mark that may be at fault; lines without one need no look.
pub fn is_mark(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '?' | '!' | '.' | '(' | ')')
}

/// The faults of one line, in order; brackets where they open.
pub fn faults(line: &Line<'_>) -> Vec<Fault> {
    let mut found = Vec::new();
    if line.han() < 2 || line.is_japanese() {
        return found;
    }
    let header = is_header(line);
    let mut open: Vec<usize> = Vec::new();
    let mut index = 0usize;
    while let Some(&c) = line.raw.get(index) {
        match c {
            '《' => index = skip_title(line.raw, index),
            '(' => open.push(index),
            ')' => {
                if let Some(start) = open.pop() {
                    found.extend(brackets(line, start, index).into_iter().flatten());
                }
            }
            _ if !header && is_mark(c) => found.extend(single(line, index, c)),
            _ => {}
        }
        index += 1;
    }
    found
}

/// The index of the title's last character, so that nothing inside a cited title is judged.
fn skip_title(raw: &[char], index: usize) -> usize {
    let rest = raw.iter().skip(index).take(FAR);
    rest.clone().position(|c| *c == '》').map_or(index, |n| index + n)
}

/// 作者: 宋知远, 关键词: 云计算,大数据 — a label and what it labels are no sentence.
fn is_header(line: &Line<'_>) -> bool {
    // 关键词 >> 云计算,大数据
    let arrow = line.raw.windows(2).take(LABEL).any(|w| w == ['>', '>']);
    if arrow && !line.has_stops() {
        return true;
    }
    // 姜承尧. 技术内幕: 存储引擎 [M]. — a reference has a style of its own.
    let reference = line.raw.contains(&'[')
        && line.raw.windows(3).any(|w| matches!(w, ['[', 'M' | 'J' | 'D' | 'C' | 'N' | 'P' | 'R' | 'S', ']' | '/']));
    if reference {
        return true;
    }
    let colon = line.raw.iter().position(|c| matches!(c, ':' | '：'));
    colon.is_some_and(|i| is_label(line, i) && !line.has_stops())
}

fn is_label(line: &Line<'_>, colon: usize) -> bool {
    let before = line.raw.get(..colon).unwrap_or_default();
    if before.len() > LABEL || before.iter().any(|c| is_stop(*c)) {
        return false;
    }
    let rest = line.raw.get(colon + 1..).unwrap_or_default();
    rest.first() == Some(&' ') || !rest.iter().any(|c| matches!(c, '。' | '！' | '？' | '.' | '!' | '?'))
}

fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '？' | '！' | '、' | ',' | ';' | '?' | '!')
}

fn single(line: &Line<'_>, index: usize, c: char) -> Option<Fault> {
    let (mark, full) = match c {
        ',' => (Mark::Comma, '，'),
        ';' => (Mark::Semicolon, '；'),
        ':' => (Mark::Colon, '：'),
        '?' => (Mark::Question, '？'),
        '!' => (Mark::Exclamation, '！'),
        '.' => (Mark::Stop, '。'),
        _ => return None,
    };
    if is_mentioned(line, index) {
        return None;
    }
    let wrong = match mark {
        Mark::Comma | Mark::Semicolon => parts_clauses(line, index) && !is_argument(line, index),
        Mark::Colon => introduces(line, index),
        Mark::Stop => ends_sentence(line, index),
        _ => asks_or_calls(line, index, mark),
    };
    wrong.then(|| Fault {
        mark,
        at: with_spaces(line, index),
        full,
        sure: mark != Mark::Stop || line.right(index).side != Side::Han || line.right(index).spaces > 0,
    })
}

/// 以 : 来分隔, 用 , 隔开: the sentence speaks of the mark.
fn is_mentioned(line: &Line<'_>, index: usize) -> bool {
    let apart = line.left(index).spaces > 0 && line.right(index).spaces > 0;
    let before = line.raw.get(..index).unwrap_or_default().iter().rev().find(|c| **c != ' ');
    apart && before.is_some_and(|c| "用以由按加号號".contains(*c))
}

/// A comma between Han, or between Han and a word that the Chinese sentence carries.
fn parts_clauses(line: &Line<'_>, index: usize) -> bool {
    use Side::{Close, Edge, Han, Open, Quote, Word};
    match (line.left(index).side, line.right(index).side) {
        (Han, Han | Open) | (Close, Han) => true,
        // “甲”, “乙” is Chinese, “a”, “b” may be code.
        (Close, Open) => line.is_chinese() && quotes_han(line, index),
        (Han, Edge) => line.is_chinese(),
        (Han | Close, Word | Quote) => line.is_chinese(),
        (Word | Quote, Han) => line.is_chinese() && !is_statement(line, index),
        _ => false,
    }
}

/// dy *= friction; — what stands before the mark is code.
fn is_statement(line: &Line<'_>, index: usize) -> bool {
    let before = line.raw.get(index.saturating_sub(FAR)..index).unwrap_or_default();
    before.iter().rev().take_while(|c| !is_han(**c)).any(|c| matches!(c, '=' | '{' | '}' | ':'))
}

/// min(a + b, 甲): the comma stands between the short arguments of a function.
fn is_argument(line: &Line<'_>, index: usize) -> bool {
    let is_bracket = |i: &usize| matches!(line.raw.get(*i), Some('(' | ')'));
    let open = (index.saturating_sub(FAR)..index).rev().find(is_bracket);
    let close = (index..(index + FAR).min(line.raw.len())).find(is_bracket);
    let (Some(open), Some(close)) = (open, close) else { return false };
    line.raw.get(open) == Some(&'(') && is_call(line, open, close)
}

/// An identifier stands before the bracket, and nothing inside is longer than a name; or a single letter, O(组织数).
fn is_call(line: &Line<'_>, open: usize, close: usize) -> bool {
    let before = |n: usize| open.checked_sub(n).and_then(|i| line.raw.get(i)).copied().unwrap_or(' ');
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let inside = line.raw.get(open + 1..close).unwrap_or_default();
    let letter = before(1).is_ascii_alphabetic() && !word(before(2)) && inside.len() <= ARGUMENT;
    let listed = inside.contains(&',') && inside.split(|c| *c == ',').all(|argument| argument.len() <= ARGUMENT);
    letter || (word(before(1)) && listed)
}

/// The quotation that ends before the mark ends in Han.
fn quotes_han(line: &Line<'_>, index: usize) -> bool {
    let before = line.raw.get(..index).unwrap_or_default();
    before.iter().rev().find(|c| c.is_alphanumeric()).is_some_and(|c| is_han(*c))
}

/// A colon before speech, a list or an explanation; not a label, not a pair, not a ratio.
fn introduces(line: &Line<'_>, index: usize) -> bool {
    let (left, right) = (line.left(index), line.right(index));
    let spoken = is_label(line, index) || is_pair(line, index) || is_smiley(line, index);
    if !matches!(left.side, Side::Han | Side::Close) || spoken {
        return false;
    }
    // 地點 : 南投市 — a label inside a list.
    if left.spaces > 0 && right.spaces > 0 && line.han_before(index - left.spaces) <= PAIR {
        return false;
    }
    match right.side {
        Side::Han | Side::Open => true,
        Side::Quote => line.is_chinese(),
        Side::Word => line.is_chinese() && line.han_before(index) >= PAIR,
        Side::Edge => line.is_chinese() && line.has_stops(),
        _ => false,
    }
}

/// 主机:端口 — two short words that nothing but the colon holds together.
fn is_pair(line: &Line<'_>, index: usize) -> bool {
    let (before, after) = (line.han_before(index), line.han_after(index));
    // 三:一 is a ratio, whatever stands before it.
    let numeral = |c: Option<&char>| c.is_some_and(|c| "一二三四五六七八九十百千".contains(*c));
    let ratio = numeral(index.checked_sub(1).and_then(|i| line.raw.get(i))) && numeral(line.raw.get(index + 1));
    ratio || (1..=PAIR).contains(&before) && (1..=PAIR).contains(&after)
}

/// :P and :D and :p。
fn is_smiley(line: &Line<'_>, index: usize) -> bool {
    let after = |n: usize| line.raw.get(index + n).copied().unwrap_or(' ');
    matches!(after(1), 'P' | 'p' | 'D' | 'o' | 'O' | '3') && !after(2).is_ascii_alphanumeric()
}

fn asks_or_calls(line: &Line<'_>, index: usize, mark: Mark) -> bool {
    use Side::{Close, Edge, Han, Open, Quote, Word};
    if !matches!(line.left(index).side, Han | Close) {
        return false;
    }
    let (left, right) = (line.left(index), line.right(index));
    match right.side {
        // 靠 !important 盖过去
        Word if left.spaces > 0 && right.spaces == 0 => false,
        Han | Open | Word if mark == Mark::Question => is_question(line, index),
        Han | Open | Close | Edge => true,
        Quote | Word => line.is_chinese(),
        _ => false,
    }
}

fn is_question(line: &Line<'_>, index: usize) -> bool {
    let before = line.raw.get(..index).unwrap_or_default();
    let clause = before.iter().rev().take_while(|c| !is_stop(**c));
    clause.take(40).any(|c| ASKING.contains(*c))
}

/// An ASCII full stop that ends a Chinese sentence; not 一. as a number, not `...`, not a file's ending.
fn ends_sentence(line: &Line<'_>, index: usize) -> bool {
    let (left, right) = (line.left(index), line.right(index));
    if left.side != Side::Han || left.spaces > 0 || line.han_before(index) < 3 || !line.is_chinese() {
        return false;
    }
    match right.side {
        Side::Edge | Side::Close => true,
        Side::Han => right.spaces > 0 || line.han_after(index) >= 2,
        _ => false,
    }
}

/// Half-width brackets around Chinese words in a Chinese sentence; not around Latin ones, not (一).
fn brackets(line: &Line<'_>, start: usize, end: usize) -> Option<[Fault; 2]> {
    let inside = line.raw.get(start + 1..end).filter(|inside| inside.len() <= FAR)?;
    let han = inside.iter().filter(|c| is_han(**c)).count();
    let latin = inside.iter().filter(|c| c.is_ascii_alphabetic()).count();
    let is_number = inside.iter().all(|c| "一二三四五六七八九十百".contains(*c));
    let outside = line.left(start).side == Side::Han || line.right(end).side == Side::Han;
    // (**…**) and [**…**]( are marks of tools, (官方文章)[…] is a broken link.
    let marked = line.raw.get(end + 1) == Some(&'[') || (line.is_parted(start) && end > 0 && line.is_parted(end - 1));
    let call = is_call(line, start, end);
    if han == 0 || latin > han || is_number || !outside || marked || call {
        return None;
    }
    let fault = |at, full| Fault { mark: Mark::Bracket, at, full, sure: true };
    let before = if line.left(start).side == Side::Han { line.left(start).spaces } else { 0 };
    let after = if line.right(end).side == Side::Han { line.right(end).spaces } else { 0 };
    Some([fault(near(line, start, before, 0), '（'), fault(near(line, end, 0, after), '）')])
}

/// The mark with the spaces that a full-width mark makes needless.
fn with_spaces(line: &Line<'_>, index: usize) -> Range<usize> {
    let (left, right) = (line.left(index), line.right(index));
    let after = if right.side == Side::Edge { 0 } else { right.spaces };
    near(line, index, left.spaces, after)
}

/// Up to so many spaces before and after `index`, as far as they stand directly beside it.
fn near(line: &Line<'_>, index: usize, before: usize, after: usize) -> Range<usize> {
    let is_space = |c: &&char| **c == ' ';
    let left = line.raw.get(..index).unwrap_or_default();
    let right = line.raw.get(index + 1..).unwrap_or_default();
    let before = left.iter().rev().take(before).take_while(is_space).count();
    let after = right.iter().take(after).take_while(is_space).count();
    index - before..index + 1 + after
}
