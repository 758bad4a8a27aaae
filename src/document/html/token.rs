//! What a `<` opens.
//!
//! Invariant: what a token is follows from its first bytes, and nothing beyond its end is examined
//! to find that end, but for the bytes of a name. Tokens without an end run
//! to the end of the text, as in browsers.

use memchr::memmem;

use super::element::Class;
use super::tag::{Tag, is_space};

pub(super) enum Token<'a> {
    Tag(Tag<'a>),
    /// Where it ends.
    Comment(usize),
    /// `<![CDATA[`, whose content is read like any other.
    CdataStart(usize),
    /// A document type, a processing instruction, rubbish that browsers do not show.
    Hidden(usize),
    /// The `<` is prose.
    Prose,
}

impl<'a> Token<'a> {
    /// The token at `at`, where a `<` stands.
    pub fn read(text: &'a str, at: usize, xml: bool) -> Self {
        let bytes = text.as_bytes();
        match bytes.get(at + 1) {
            Some(b'!') => declaration(bytes, at),
            Some(b'?') => instruction(bytes, at),
            Some(b'/') => match Tag::read(text, at, xml) {
                Some(tag) => Self::Tag(tag),
                None if is_closing_word(bytes, at + 2) => Self::Prose,
                None => Self::Hidden(rubbish_end(bytes, at)),
            },
            _ => Tag::read(text, at, xml).map_or(Self::Prose, Self::Tag),
        }
    }
}

/// `</b的`: as little a tag as `<b的`.
fn is_closing_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|b| b.is_ascii_alphabetic() || is_space(*b))
}

fn declaration<'a>(bytes: &[u8], at: usize) -> Token<'a> {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.starts_with(b"<!--") {
        return Token::Comment(comment_end(bytes, at + 4));
    }
    if rest.starts_with(b"<![CDATA[") {
        return Token::CdataStart(at + 9);
    }
    if rest.get(2).is_some_and(u8::is_ascii_alphabetic) {
        return Token::Hidden(doctype_end(bytes, at + 2));
    }
    Token::Hidden(rubbish_end(bytes, at))
}

fn comment_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    if rest.starts_with(b">") {
        return from + 1;
    }
    if rest.starts_with(b"->") {
        return from + 2;
    }
    let ends = |i: &usize| {
        let content = rest.get(..*i).unwrap_or_default();
        content.ends_with(b"--") || content.ends_with(b"--!")
    };
    memchr::memchr_iter(b'>', rest).find(ends).map_or(bytes.len(), |i| from + i + 1)
}

/// A document type ends with `>`, and with `]>` where it declares entities.
fn doctype_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    match memchr::memchr2(b'>', b'[', rest) {
        Some(i) if rest.get(i) == Some(&b'[') => end_of(bytes, from + i, b"]>"),
        Some(i) => from + i + 1,
        None => bytes.len(),
    }
}

fn instruction<'a>(bytes: &[u8], at: usize) -> Token<'a> {
    let rest = bytes.get(at + 2..).unwrap_or_default();
    Token::Hidden(if rest.starts_with(b"php") || rest.starts_with(b"=") {
        end_of(bytes, at + 2, b"?>")
    } else {
        rubbish_end(bytes, at)
    })
}

/// Behind the next `>`, or before what can be no part of it.
fn rubbish_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at + 2..).unwrap_or_default();
    match memchr::memchr3(b'>', b'<', b'\n', rest) {
        Some(i) => at + 2 + i + usize::from(rest.get(i) == Some(&b'>')),
        None => bytes.len(),
    }
}

fn end_of(bytes: &[u8], from: usize, mark: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    memmem::find(rest, mark).map_or(bytes.len(), |i| from + i + mark.len())
}

/// Where the content of a raw element ends whose tag ends at `from`: the place of its end tag.
pub(super) fn raw_end(text: &str, tag: &Tag<'_>) -> usize {
    let bytes = text.as_bytes();
    let from = tag.range.end;
    if tag.is("plaintext") {
        return bytes.len();
    }
    // A title that nobody closed ends with the head.
    let others: &[&[u8]] = if tag.class == Class::Title { &[b"/head", b"body"] } else { &[] };
    let rest = bytes.get(from..).unwrap_or_default();
    for i in memchr::memchr_iter(b'<', rest) {
        let behind = rest.get(i + 1..).unwrap_or_default();
        let own = behind.strip_prefix(b"/").is_some_and(|name| is_named(name, tag.name.as_bytes()));
        if own || others.iter().any(|other| is_named(behind, other)) {
            return from + i;
        }
    }
    bytes.len()
}

fn is_named(rest: &[u8], name: &[u8]) -> bool {
    let ends = rest.get(name.len()).is_none_or(|b| is_space(*b) || matches!(b, b'/' | b'>'));
    ends && rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
}
