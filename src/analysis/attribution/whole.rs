//! Who tells the article as a whole: a text that it renders, a talk, or the writer in the first person.
//!
//! What such a text says is its author's word, which a reader can weigh: a figure without a source of its own is
//! a matter of taste there. Reads observations; the words are in rules/figures/digest.toml.

use super::sentence::Piece;
use super::{Flags, Sentence, Text};
use crate::analysis::figure::words::{Classes, class};
use crate::text::Span;

/// Lines in which a title may stand.
const HEAD: usize = 6;

/// The facts about a sentence that tell of the whole.
pub(super) fn flags(text: &Text<'_>, piece: &Piece, classes: Classes, flags: &mut Flags) {
    flags.set(Flags::SUBHEAD, flags.has(Flags::HEADING) && is_subhead(text, piece));
    if !classes.any(class::RENDERED.or(class::TALK).or(class::FOLLOWS)) || piece.quoted_at_start {
        return;
    }
    let within = |of| text.words.within(piece.start, piece.end, of);
    let short = piece.end - piece.start < 70;
    let byline = |at| short && !flags.has(Flags::STOPPED) && !flags.has(Flags::LIST) && is_byline(text, at);
    let renders = within(class::RENDERED).any(|w| text.before(w.end) == '自' || byline(w.end));
    let talk = flags.has(Flags::HEADING) && within(class::TALK).any(|w| !is_of_machines(text, w.end));
    let mark = |i: &usize| matches!(text.get(*i), '*' | '(' | '【' | ' ' | '>' | '-' | '#');
    let first = (piece.start..piece.end).find(|i| !mark(i)).unwrap_or(piece.start);
    let what = |from| text.words.within(from, piece.end, class::TALK.or(class::VERBATIM)).next().is_some();
    let follows = text.words.at(first, class::FOLLOWS).is_some_and(|w| what(w.end)) && short;
    flags.set(Flags::RENDERED, renders);
    flags.set(Flags::TALK, talk);
    flags.set(Flags::FOLLOWS, follows);
}

/// 二、, （二）: numbered by Chinese numerals.
fn is_subhead(text: &Text<'_>, piece: &Piece) -> bool {
    let start =
        (piece.start..piece.end).find(|i| !matches!(text.get(*i), '*' | '#' | ' ' | '(')).unwrap_or(piece.start);
    let numeral = |i: &usize| "一二三四五六七八九十".contains(text.get(*i));
    let end = (start..start + 3).find(|i| !numeral(i)).unwrap_or(start);
    end > start && matches!(text.get(end), '、' | ')' | '.')
}

/// 译者：, 编译 | : a name follows.
fn is_byline(text: &Text<'_>, at: usize) -> bool {
    (at..at + 4).find(|i| !matches!(text.get(*i), '*' | ' ' | '\\')).is_some_and(|i| matches!(text.get(i), ':' | '|'))
}

/// 对话框, 对话式, 对话机器人: no talk of people.
fn is_of_machines(text: &Text<'_>, at: usize) -> bool {
    matches!(text.get(at), '框' | '式' | '型' | '系' | '机' | '模' | '能' | '功' | '体' | '应' | '助' | '生')
}

/// 城市人才吸引力排名：2023: the title ends with the name of a list that the article is.
pub(super) fn is_ranking(text: &Text<'_>, piece: &Piece) -> bool {
    let list = |i: &usize| matches!((text.before(*i), text.get(*i)), ('排', '名') | ('榜', '单') | ('行', '榜'));
    let ends = |i: usize| (i..piece.end).all(|k| !text.get(k).is_alphabetic());
    (piece.start + 1..piece.end).find(list).is_some_and(|i| ends(i + 1))
}

/// The line that says that the whole renders another text or is a talk. A talk that a lead announces begins there.
pub(super) fn rendered(sentences: &[(u32, &Sentence)]) -> Option<Span> {
    let says = |(_, s): &&(u32, &Sentence)| s.flags.has(Flags::RENDERED) && s.claims.is_empty();
    let talk = || sentences.iter().take(HEAD).find(|(_, s)| s.flags.has(Flags::TALK));
    let titled = || talk().filter(|_| share(sentences) >= TALK && announced(sentences).is_none());
    let line = sentences.iter().find(says).or_else(titled)?;
    Some(line.1.span.shifted(line.0))
}

/// The line of the lead behind which a talk or a text follows.
pub(super) fn announced(sentences: &[(u32, &Sentence)]) -> Option<Span> {
    let lead = sentences.iter().take(LEAD);
    lead.into_iter().find(|(_, s)| s.flags.has(Flags::FOLLOWS)).map(|(base, s)| s.span.shifted(*base))
}

/// True where the writer says 我 in one sentence of five.
pub(super) fn is_own(sentences: &[(u32, &Sentence)]) -> bool {
    share(sentences) >= OWN && announced(sentences).is_none()
}

/// Sentences that a lead may have, with the title and the pictures.
const LEAD: usize = 60;

/// Shares of sentences in the first person: of a talk, and of a text that needs no title to be one.
const TALK: f64 = 0.1;
const OWN: f64 = 0.2;

/// How many of the body's sentences are told in the first person; none of a short text.
fn share(sentences: &[(u32, &Sentence)]) -> f64 {
    let body = || sentences.iter().filter(|(_, s)| !s.flags.has(Flags::NEVER) && s.span.len() > 18);
    let all = body().count();
    if all < LEAST { 0.0 } else { body().filter(|(_, s)| s.flags.has(Flags::FIRST)).count() as f64 / all as f64 }
}

/// Sentences that make a share.
const LEAST: usize = 12;
