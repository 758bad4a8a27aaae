//! Who stands before the colon that opens a line: 星河证券：…, 王力：….
//!
//! A house or somebody's office before the colon says the line. A plain name does only where the article is a
//! dialogue, which the walk decides: two names that take turns and somebody asks, or an answer to 问：….

use super::sentence::Piece;
use super::{Cue, Flags, Grade, Reach, Sentence, Text, subject};
use crate::analysis::figure::words::{class, is_han};

/// Chars in which the colon must stand.
const LABEL: usize = 30;

/// The cue of the label that opens a line.
pub(super) fn find(text: &Text<'_>, piece: &Piece) -> Option<Cue> {
    let (start, end, colon) = label(text, piece)?;
    if !is_name(text, start, end) && !matches!(text.slice(start, end), ['答' | 'a']) {
        return None;
    }
    // A plain name is whoever takes turns, where anybody does.
    let grade = if is_house(text, start, end) { Grade::Named } else { Grade::Recalled };
    let span = text.cx.view.span(start..end);
    let speaker = subject::speaker(text, start, end);
    let covers = text.byte(colon);
    Some(Cue { span, covers, from: span.start, reach: Reach::Turn, grade, speaker, trailing: false })
}

/// 问：, 记者：, Q:.
pub(super) fn is_interviewer(text: &Text<'_>, piece: &Piece) -> bool {
    let asks = |name: &[char]| matches!(name, ['问' | 'q'] | ['记', '者'] | ['提', '问']);
    label(text, piece).is_some_and(|(start, end, _)| asks(text.slice(start, end)))
}

/// Where the label of a line begins and ends, and its colon, as chars.
fn label(text: &Text<'_>, piece: &Piece) -> Option<(usize, usize, usize)> {
    if !piece.opens_line || piece.quoted_at_start {
        return None;
    }
    let start = (piece.start..piece.end).find(|i| !is_lead(text, *i))?;
    let colon = (start..piece.end.min(start + LABEL)).find(|i| matches!(text.get(*i), ':' | ',' | '。' | '"' | ';'))?;
    let end = (start..colon).rev().find(|i| !matches!(text.get(*i), '*' | ' ')).map_or(start, |i| i + 1);
    (text.get(colon) == ':').then_some((start, end, colon))
}

/// The names that take turns, and those who answer an interviewer, in order.
pub(super) fn turns(sentences: &[(u32, &Sentence)]) -> Vec<u32> {
    let mut names = dialogue(sentences);
    names.extend(answers(sentences));
    names.sort_unstable();
    names
}

/// Who speaks in the line behind an interviewer's.
fn answers(sentences: &[(u32, &Sentence)]) -> Vec<u32> {
    let mut asked = false;
    let mut names = Vec::new();
    for (_, s) in sentences.iter().filter(|(_, s)| s.flags.has(Flags::OPENS_LINE)) {
        let asks = s.flags.has(Flags::INTERVIEWER);
        let answer = s.cues.iter().find(|c| c.reach == Reach::Turn).filter(|_| asked && !asks);
        names.extend(answer.map(|c| c.speaker));
        asked = asks;
    }
    names
}

/// Two names with two lines each, one of whom mostly ends with a question.
fn dialogue(sentences: &[(u32, &Sentence)]) -> Vec<u32> {
    let mut lines: Vec<(u32, bool)> = Vec::new();
    let mut under = false;
    for (_, s) in sentences {
        let turn = s.cues.iter().find(|c| c.reach == Reach::Turn);
        if s.flags.has(Flags::OPENS_LINE) {
            under = turn.is_some();
            lines.extend(turn.map(|c| (c.speaker, false)));
        }
        if let Some((_, asks)) = lines.last_mut().filter(|_| under) {
            *asks = s.flags.has(Flags::ASKS);
        }
    }
    lines.sort_unstable();
    let speakers = || lines.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() >= 2);
    let asks = |g: &[(u32, bool)]| g.iter().filter(|(_, asks)| *asks).count();
    let interview = speakers().count() >= 2 && speakers().any(|g| asks(g) >= 2 && asks(g) * 2 >= g.len());
    let names = speakers().filter_map(|g| g.first().map(|(name, _)| *name));
    if interview { names.collect() } else { Vec::new() }
}

/// A label that stands alone: 星河资本首席投资官：王力 over what he says.
pub(super) fn heads(cue: &Cue, s: &Sentence) -> bool {
    cue.reach == Reach::Turn && cue.grade == Grade::Named && !s.flags.has(Flags::STOPPED) && s.claims.is_empty()
}

/// A bullet, a number or an emphasis before the label.
fn is_lead(text: &Text<'_>, at: usize) -> bool {
    let c = text.get(at);
    let number = c.is_ascii_digit() && (at..at + 4).any(|i| matches!(text.get(i), '、' | '.' | ')'));
    number || c.is_whitespace() || matches!(c, '-' | '*' | '•' | '·' | '●' | '、' | '.' | ')' | '(' | '>')
}

/// Letters of one name, and no word for a part of a text.
fn is_name(text: &Text<'_>, start: usize, end: usize) -> bool {
    // 《星河日报》：, 「星河」：: the paper that asks stands in brackets.
    let bracket = |c: &char| matches!(c, '《' | '》' | '「' | '」' | '“' | '”');
    let plain = |c: &char| {
        is_han(*c) || c.is_ascii_alphabetic() || matches!(c, ' ' | '·' | '.' | '(' | ')' | '&') || bracket(c)
    };
    let label = class::COLUMN.or(class::DIGEST).or(class::TAIL).or(class::SOURCELINE);
    let letters = text.slice(start, end).iter().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && text.slice(start, end).iter().all(plain)
        && text.words.at(start, label).is_none()
        && !matches!(subject::grade(text, start, end), Some(Grade::Vague(_) | Grade::Anaphor))
}

/// 星河证券, 央行, 星河资本首席投资官王力: a house, or somebody by his office.
fn is_house(text: &Text<'_>, start: usize, end: usize) -> bool {
    if text.words.at(start, class::OUTLET).is_some_and(|w| w.end == end) {
        return true;
    }
    let name = text.slice(start, end);
    let last = (text.before(end.saturating_sub(1)), text.before(end));
    let house = matches!(
        last,
        ('公', '司') | ('集', '团') | ('银' | '央', '行') | ('证', '券') | ('基', '金') | ('大', '学') | ('易', '所')
    ) || matches!(
        last,
        ('究', '院' | '所') | ('管' | '总' | '理', '局') | ('员' | '协', '会') | ('法', '院') | ('务', '部')
    );
    let office = name.windows(2).any(|w| {
        matches!(
            w,
            ['首', '席']
                | ['总', '裁']
                | ['部' | '行' | '院' | '局' | '司', '长']
                | ['主', '席']
                | ['董', '事']
                | ['教', '授']
        ) || matches!(w, ['析', '师'] | ['究', '员'] | ['学', '家'] | ['始', '人'] | ['发', '言'])
    });
    name.len() >= 4 && (house || office)
}
