//! One tag with its attributes.
//!
//! A tag is recognised by its first bytes alone: `<`, perhaps `/`, a name of ASCII letters, and
//! what may follow a name. `1 < 2`, `a<b的` and `<某某>` stay prose. Where it ends is found
//! without looking further: whatever is examined belongs to the tag.

use std::ops::Range;

use super::element::Class;

/// A name is at most so long; longer words behind `<` are no tags.
const LONGEST: usize = 64;
/// A quoted value gives up at a line that starts with `<`, so far behind its quotation mark …
const SUSPICIOUS: usize = 2 << 10;
/// … and at the next `>` so far behind it. Values without either, like `data:` URLs, may be longer.
const HOPELESS: usize = 64 << 10;

/// The name of an element in lower case; longer ones are told apart by their first letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    len: u8,
    bytes: [u8; 15],
}

#[derive(Clone, Debug)]
pub(super) struct Tag<'a> {
    pub range: Range<usize>,
    pub name: Name,
    pub class: Class,
    pub is_end: bool,
    /// `<br/>`: means that the element holds nothing in XML, in drawings, and where only text may be inside.
    pub is_empty: bool,
    pub lang: Option<&'a str>,
    /// What `translate` or `class="notranslate"` says.
    pub translate: Option<bool>,
    attributes: &'a str,
}

impl Name {
    fn new(name: &[u8]) -> Self {
        let mut bytes = [0; 15];
        let mut len = 0;
        for (to, from) in bytes.iter_mut().zip(name) {
            *to = from.to_ascii_lowercase();
            len += 1;
        }
        Self { len, bytes }
    }

    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }
}

impl<'a> Tag<'a> {
    /// The tag at `at`, where a `<` stands.
    pub fn read(text: &'a str, at: usize, xml: bool) -> Option<Self> {
        let (name, behind) = name_at(text.as_bytes(), at)?;
        let mut tag = Self {
            range: at..at,
            name,
            class: Class::of(name.as_bytes(), xml),
            is_end: text.as_bytes().get(at + 1) == Some(&b'/'),
            is_empty: false,
            lang: None,
            translate: None,
            attributes: "",
        };
        tag.read_attributes(text, behind);
        Some(tag)
    }

    /// The class of the tag at `at`, if there is one; cheaper than to read it.
    pub fn class_at(text: &str, at: usize, xml: bool) -> Option<Class> {
        let opens = text.as_bytes().get(at) == Some(&b'<');
        let (name, _) = opens.then(|| name_at(text.as_bytes(), at))??;
        Some(Class::of(name.as_bytes(), xml))
    }

    fn read_attributes(&mut self, text: &'a str, from: usize) {
        let mut attributes = Attributes { text, at: from };
        for (name, value) in attributes.by_ref() {
            match name.len() {
                4 if name.eq_ignore_ascii_case("lang") => self.lang = Some(value),
                8 if name.eq_ignore_ascii_case("xml:lang") => self.lang = self.lang.or(Some(value)),
                9 if name.eq_ignore_ascii_case("translate") => {
                    self.translate = Some(!value.trim().eq_ignore_ascii_case("no"));
                }
                5 if value.contains("notranslate") && name.eq_ignore_ascii_case("class") => {
                    let named = value.split_ascii_whitespace().any(|word| word == "notranslate");
                    self.translate = self.translate.or(named.then_some(false));
                }
                _ => {}
            }
        }
        self.range.end = attributes.at;
        self.attributes = text.get(from..attributes.at).unwrap_or_default();
        self.is_empty = self.attributes.ends_with("/>");
    }

    /// Names and values as they stand, references not decoded.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { text: self.attributes, at: 0 }
    }

    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.as_bytes() == name.as_bytes()
    }
}

/// The name behind the `<` at `at`, and where it ends.
fn name_at(bytes: &[u8], at: usize) -> Option<(Name, usize)> {
    let start = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
    let rest = bytes.get(start..)?;
    if !rest.first()?.is_ascii_alphabetic() {
        return None;
    }
    let len = rest.iter().take(LONGEST + 1).take_while(|b| is_name(**b)).count();
    let ends = rest.get(len).is_none_or(|b| is_space(*b) || matches!(b, b'/' | b'>'));
    ends.then_some((Name::new(rest.get(..len)?), start + len))
}

/// Reads attributes one by one. When there are none left, `at` stands behind the tag.
pub(super) struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|b| is_space(b) || b == b'/');
        let start = self.at;
        match self.peek()? {
            b'>' => {
                self.at += 1;
                return None;
            }
            b'<' if self.opens_tag() => return None,
            _ => self.at += 1,
        }
        while self.peek().is_some_and(|b| !is_space(b) && !matches!(b, b'/' | b'>' | b'=')) && !self.opens_tag() {
            self.at += 1;
        }
        let name = self.text.get(start..self.at).unwrap_or_default();
        let end = self.at;
        self.skip(is_space);
        if self.peek() != Some(b'=') {
            // White space is skipped again: a name without value comes once a word.
            self.at = end;
            return Some((name, ""));
        }
        self.at += 1;
        self.skip(is_space);
        Some((name, self.value()))
    }
}

impl<'a> Attributes<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, is: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is) {
            self.at += 1;
        }
    }

    /// True at a `<` that starts another tag, which tells that the `>` of this one is missing.
    fn opens_tag(&self) -> bool {
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default().iter();
        rest.next() == Some(&b'<') && rest.next().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!'))
    }

    fn value(&mut self) -> &'a str {
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            let start = self.at;
            self.skip(|b| !is_space(b) && b != b'>');
            return self.text.get(start..self.at).unwrap_or_default();
        };
        self.at += 1;
        let start = self.at;
        self.at = quoted_end(self.text.as_bytes(), start, quote);
        let value = self.text.get(start..self.at).unwrap_or_default();
        self.at += usize::from(self.peek() == Some(quote));
        value
    }
}

/// Where the value ends: at the quotation mark, or where it is clear that there is none.
fn quoted_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start;
    while let Some(i) = memchr::memchr3(quote, b'\n', b'>', bytes.get(at..).unwrap_or_default()) {
        let found = at + i;
        match bytes.get(found) {
            Some(b'>') if found - start > HOPELESS => return found,
            Some(b'\n') if found - start > SUSPICIOUS && line_opens_tag(bytes, found + 1) => return found,
            Some(b) if *b == quote => return found,
            _ => at = found + 1,
        }
    }
    bytes.len()
}

/// True when the first thing on the line is a `<`, behind a short indentation.
fn line_opens_tag(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    let indent = rest.iter().take(64).take_while(|b| matches!(b, b' ' | b'\t')).count();
    rest.get(indent) == Some(&b'<')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
