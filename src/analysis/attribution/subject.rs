//! Who is the subject of a verb: nobody, somebody named before, somebody vague, or a name.
//!
//! "Named" is an open test: whatever is not listed as vague or generic is a name, because the names of
//! companies and people cannot be listed.

use super::sentence::{Piece, closes, opens};
use super::{Grade, Text, Vague};
use crate::analysis::figure::words::{class, is_han};

/// The subject of a verb.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Subject {
    /// First char of its clause.
    pub start: usize,
    /// Behind its last char, adverbs and prepositional phrases taken off.
    pub end: usize,
    /// `None`: no subject stands there.
    pub grade: Option<Grade>,
    pub speaker: u32,
}

/// The subject of the verb at `verb`, looked for back to `floor`.
pub(super) fn of(text: &Text<'_>, floor: usize, verb: usize) -> Subject {
    let mut end = verb;
    for _ in 0..3 {
        let start = clause_start(text, floor, end);
        let tail = strip(text, start, end);
        if let Some(grade) = grade(text, start, tail) {
            return Subject { start, end: tail, grade: Some(grade), speaker: speaker(text, start, tail) };
        }
        // 魏少军教授在演讲中,指出: the subject stands one clause before.
        let comma = start.checked_sub(1).filter(|i| *i > floor && text.get(*i) == ',');
        let Some(comma) = comma else { break };
        end = comma;
    }
    Subject { start: clause_start(text, floor, verb), end: verb, grade: None, speaker: 0 }
}

/// How the words `start..end` name somebody; `None` when they name nobody.
pub(super) fn grade(text: &Text<'_>, start: usize, end: usize) -> Option<Grade> {
    if end <= start {
        return None;
    }
    if text.words.ending(end, start, class::ANONYMOUS).is_some() || is_broken(text, start, end) {
        return Some(Grade::Vague(Vague::Person));
    }
    if let Some(word) = text.words.ending(end, start, class::PERSON)
        && text
            .words
            .within(start, word.start, class::QUANTIFIER)
            .next()
            .is_some_and(|q| counts(text, q.start, start) && !is_owned(text, start, q.start))
    {
        // 这位负责人: whoever was told of before.
        if text.slice(start, end).iter().any(|c| matches!(c, '%' | '成')) {
            return Some(Grade::Bare);
        }
        let definite = start < word.start && matches!(text.get(start), '这' | '那' | '该');
        // 不少咨询机构, 多家媒体: houses without a name, not people.
        let several = !text.slice(start, word.start).iter().any(|c| matches!(c, '一' | '某'));
        let houses = several && matches!(text.slice(word.start, word.end), ['机', '构'] | ['媒', '体'] | ['券', '商']);
        let unnamed = Grade::Vague(if houses { Vague::Ownerless } else { Vague::Person });
        return Some(if definite { Grade::Anaphor } else { unnamed });
    }
    if is_share(text, start, end) {
        return Some(Grade::Recalled);
    }
    if is_somebody(text, start, end) {
        return Some(Grade::Vague(Vague::Person));
    }
    if text.words.within(start, end, class::ANONYMOUS).any(|w| is_pseudonym(text, w.start, w.end)) {
        return Some(Grade::Vague(Vague::Person));
    }
    if text.words.at(start, class::ANAPHOR).is_some_and(|w| w.end == end) {
        return Some(Grade::Anaphor);
    }
    if let Some(word) = text.words.ending(end, start, class::RESULT)
        && is_bare(text, start, word.start)
    {
        return Some(Grade::Recalled);
    }
    if let Some(word) = text.words.ending(end, start, class::GENERIC)
        && is_bare(text, start, word.start)
    {
        return Some(Grade::Vague(Vague::Ownerless));
    }
    (!is_bare(text, start, end)).then_some(Grade::Named)
}

/// 有90%的人, 全球平均57%的工人: those whom somebody has asked.
fn is_share(text: &Text<'_>, start: usize, end: usize) -> bool {
    let percent = (start..end).rev().find(|i| text.get(*i) == '%').filter(|i| end - i <= 8);
    percent.is_some_and(|i| text.get(i + 1) == '的') && "人者工民户众主生师友".contains(text.before(end))
}

/// 有外卖员, 一位接触过王力的人士: counted, and told only by what he does.
fn is_somebody(text: &Text<'_>, start: usize, end: usize) -> bool {
    let Some(counted) = text.words.at(start, class::QUANTIFIER).filter(|w| w.end < end) else { return false };
    let definite = matches!(text.get(start), '这' | '那' | '该' | '上' | '前' | '部' | '相' | '接' | '资' | '离');
    let closed = text.words.at(start, class::OUTLET).is_none() && end - counted.end <= 20;
    let kind = text.before(end);
    let share = text.slice(start, end).iter().any(|c| c.is_ascii_digit() || matches!(c, '%' | '成'));
    !definite && !share && closed && end - counted.end >= 2 && "员人者师户友民商".contains(kind)
}

/// A counting word at the head of its phrase: not 有 inside 拥有, not 前 inside 目前.
fn counts(text: &Text<'_>, at: usize, start: usize) -> bool {
    // 甚至有高管: nothing but adverbs before it.
    at == start
        || !is_han(text.before(at))
        || text.words.at(at, class::QUANTIFIER).is_some_and(|w| w.end - at >= 2)
        || at - start <= 4 && text.get(at) == '有' && is_bare(text, start, at)
}

/// 知情人 士: an unnamed person, broken by a stray space.
fn is_broken(text: &Text<'_>, start: usize, end: usize) -> bool {
    let word = text.words.at(start, class::ANONYMOUS);
    word.is_some_and(|w| w.end < end && end - w.end <= 3 && text.get(w.end) == ' ')
}

/// 星河科技相关负责人: the house that speaks is named, only its spokesman is not.
pub(super) fn is_owned(text: &Text<'_>, start: usize, at: usize) -> bool {
    matches!((text.get(at), text.get(at + 1)), ('相' | '有', '关')) && !is_bare(text, start, at)
}

fn is_pseudonym(text: &Text<'_>, start: usize, end: usize) -> bool {
    text.get(start) == '化' && text.get(end - 1) == '名'
}

/// True when nothing but modifiers, adverbs, time words and marks stands there: no owner.
pub(super) fn is_bare(text: &Text<'_>, start: usize, end: usize) -> bool {
    let mut at = start;
    let mut left = 0;
    let light = class::MODIFIER.or(class::ADVERB).or(class::QUANTIFIER).or(class::TIME).or(class::CONTINUE);
    while at < end {
        if text.words.at(at, class::OUTLET).is_some_and(|w| w.end <= end) {
            return false;
        }
        // 时代, 晚点: an adverb of one char inside a longer word is none.
        let stands = |w: &crate::analysis::figure::words::Word| {
            w.end - w.start > 1 || text.cx.lattice.stands_alone(w.start..w.end)
        };
        if let Some(word) = text.words.at(at, light).filter(|w| w.end <= end && stands(w)) {
            at = word.end;
            continue;
        }
        let c = text.get(at);
        // 13F报告: the digits of a name count.
        let name = c.is_ascii_digit() && text.get(at + 1).is_ascii_alphabetic();
        left += usize::from(is_han(c) || c.is_ascii_alphabetic() || name || c == '》' || c == '\u{FFFC}');
        at += 1;
    }
    left < 2
}

/// Back to the mark that begins the clause; a bracket right before the verb is an insertion.
fn clause_start(text: &Text<'_>, floor: usize, end: usize) -> usize {
    let mut at = end;
    while at > floor {
        let c = text.before(at);
        if c == ')' {
            let open = (floor..at).rev().find(|i| text.get(*i) == '(');
            at = open.unwrap_or(at - 1);
            continue;
        }
        if matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '"' | '(' | '\n') || opens(c) || closes(c) {
            // Quoted words inside a name (“头部”平台) end no clause when more name stands before.
            if closes(c) && is_han(text.get(at)) && at < end && quoted_word(text, floor, at) {
                at -= 1;
                continue;
            }
            break;
        }
        at -= 1;
    }
    at
}

/// A short quotation without stops: a word, not speech.
fn quoted_word(text: &Text<'_>, floor: usize, close: usize) -> bool {
    let from = close.saturating_sub(8).max(floor);
    (from..close.saturating_sub(1))
        .rev()
        .find(|i| opens(text.get(*i)) || matches!(text.get(*i), '。' | ','))
        .is_some_and(|i| opens(text.get(i)))
}

/// Takes adverbs, dates and prepositional phrases off the end of a subject.
fn strip(text: &Text<'_>, start: usize, mut end: usize) -> usize {
    loop {
        let before = end;
        while end > start && (text.before(end) == ' ' || text.before(end) == ')') {
            end = match text.before(end) {
                ')' => (start..end).rev().find(|i| text.get(*i) == '(').unwrap_or(end - 1),
                _ => end - 1,
            };
        }
        if let Some(word) = text.words.ending(end, start, class::ADVERB) {
            end = word.start;
        }
        end = strip_phrase(text, start, end);
        end = strip_date(text, start, end);
        // 监管局于4月10日: the date is gone, what led to it goes too.
        if end < before && end > start && text.before(end) == '于' {
            end -= 1;
        }
        if end == before {
            return end;
        }
    }
}

/// 对《棱镜》, 向记者, 在微博, 接受采访时 behind a subject.
fn strip_phrase(text: &Text<'_>, start: usize, end: usize) -> usize {
    let from = end.saturating_sub(24).max(start);
    let heads = ['对', '向', '在', '于', '就', '跟', '与'];
    let head = (from + 1..end).rev().find(|i| {
        let two = (text.get(*i), text.get(i + 1));
        heads.contains(&text.get(*i)) || matches!(two, ('接', '受') | ('针', '对') | ('通', '过'))
    });
    match head {
        // A phrase needs two chars at least; 方向, 现在, 由于 are words of their own.
        Some(i) if end - i >= 2 && !"方现由存所用等终基处善属关成".contains(text.before(i)) => {
            if is_inner(text, start, i, end) { end } else { i }
        }
        _ => end,
    }
}

/// 就业报告, 在流水线上忙碌的工人, 研究与顾问公司星河: what looks like a phrase is part of the name.
fn is_inner(text: &Text<'_>, start: usize, head: usize, end: usize) -> bool {
    let word = !text.cx.lattice.stands_alone(head..head + 1) && matches!(text.get(head), '就' | '对' | '向' | '在');
    let place = "时中上里后前内下间".contains(text.before(end));
    let noun = !place && text.slice(head + 1, end.saturating_sub(1)).contains(&'的');
    let counted = text.words.at(start, class::QUANTIFIER).is_some_and(|w| w.end == head);
    let generic = grade(text, start, head) == Some(Grade::Vague(Vague::Ownerless));
    word || noun && counted || generic && text.get(head) == '与'
}

fn strip_date(text: &Text<'_>, start: usize, end: usize) -> usize {
    if !matches!(text.before(end), '日' | '月' | '年' | '号') {
        return end;
    }
    let date = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '号' | ' ');
    let mut at = end;
    while at > start && date(text.before(at)) {
        at -= 1;
    }
    if end - at >= 2 { at } else { end }
}

/// A speaker is known by the last two characters of the name.
pub(super) fn speaker(text: &Text<'_>, start: usize, end: usize) -> u32 {
    let chars = text.chars.get(start..end).unwrap_or_default();
    hash(chars.iter().rev().filter(|c| c.is_alphanumeric()).take(2))
}

/// Names before （化名）.
pub(super) fn aliases(text: &Text<'_>, piece: &Piece) -> Vec<u32> {
    let signs =
        text.words.within(piece.start, piece.end, class::ANONYMOUS).filter(|w| is_pseudonym(text, w.start, w.end));
    signs
        .filter_map(|w| {
            let open = w.start.checked_sub(1).filter(|i| text.get(*i) == '(')?;
            Some(speaker(text, piece.start, open))
        })
        .collect()
}

/// 0 for no character at all.
pub(super) fn hash<'a>(chars: impl Iterator<Item = &'a char>) -> u32 {
    let mut any = false;
    let folded = chars.fold(0x811C_9DC5_u32, |h, c| {
        any = true;
        (h ^ *c as u32).wrapping_mul(0x0100_0193)
    });
    if any { folded.max(1) } else { 0 }
}
