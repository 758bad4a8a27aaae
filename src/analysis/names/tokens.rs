//! The Latin words of a segment that may be names: with a capital in front, four letters and more.
//!
//! Kept for the search of words that are one swap of neighbouring letters apart (AMSL beside ASML).
//! Invariant: a word stands once, in the order of its first place.

use std::collections::HashMap;

use super::super::Observe;
use super::cues::{class, inside};
use super::{Mention, Reading};
use crate::lexicon::is_han;
use crate::text::Span;

/// A shorter word is an acronym, and acronyms are neighbours of one another: RAM, ARM.
const SHORT: usize = 4;
const LONG: usize = 24;
/// A segment with fewer Han characters is in another language.
const FEW_HAN: usize = 4;

/// A word of the segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands, in order.
    pub spans: Vec<Span>,
    /// The word in small letters.
    pub word: Box<str>,
    /// The same for all words with these letters in any order.
    pub letters: u64,
    /// The name data have it, or it is a word that a swap makes another word of.
    pub known: bool,
    pub common: bool,
}

pub(super) fn observe(cx: &Observe<'_>, mentions: &[Mention]) -> Vec<Token> {
    let raw = cx.view.raw();
    let mut tokens: Vec<Token> = Vec::new();
    let mut index: HashMap<Box<str>, usize> = HashMap::new();
    let mut at = 0;
    while let Some(c) = raw.get(at) {
        if !c.is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let end = at + raw.iter().skip(at).take_while(|c| c.is_ascii_alphabetic()).count();
        let range = at..end;
        at = end;
        if !(SHORT..=LONG).contains(&range.len()) || !c.is_ascii_uppercase() || !stands(raw, &range) {
            continue;
        }
        let word: Box<str> = raw.get(range.clone()).unwrap_or_default().iter().map(char::to_ascii_lowercase).collect();
        let span = cx.view.span(range.clone());
        if let Some(token) = index.get(&word).and_then(|i| tokens.get_mut(*i)) {
            token.spans.push(span);
            continue;
        }
        let name = mentions.iter().find(|m| m.span.contains(span));
        if name.is_some_and(|m| matches!(m.reading, Reading::Styled | Reading::Mixed | Reading::Listed { .. })) {
            continue;
        }
        let known = name.is_some();
        let common = inside(cx, &range, class::TRANSPOSABLE).next().is_some();
        index.insert(word.clone(), tokens.len());
        tokens.push(Token { spans: vec![span], letters: letters(&word), word, known, common });
    }
    let chinese = tokens.is_empty() || raw.iter().filter(|c| is_han(**c)).take(FEW_HAN).count() == FEW_HAN;
    if chinese { tokens } else { Vec::new() }
}

/// A whole word: no part of an identifier, a domain or a path.
fn stands(raw: &[char], range: &std::ops::Range<usize>) -> bool {
    let before = range.start.checked_sub(1).and_then(|i| raw.get(i)).copied().unwrap_or(' ');
    let (after, next) = (raw.get(range.end).copied().unwrap_or(' '), raw.get(range.end + 1).copied().unwrap_or(' '));
    let joins =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '@' | '#' | '$' | '/' | '\\' | '=' | '`');
    let member = matches!(after, '.' | '-' | '/' | ':') && next.is_ascii_alphanumeric();
    !joins(before) && before != '.' && !after.is_ascii_alphanumeric() && !matches!(after, '_' | '(' | '=') && !member
}

/// A hash of the letters that does not know their order.
fn letters(word: &str) -> u64 {
    let spread = |b: u8| (u64::from(b) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    word.bytes().fold(word.len() as u64, |sum, b| sum.wrapping_add(spread(b) ^ (spread(b) >> 29)))
}
