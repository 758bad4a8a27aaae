//! HTML inside Markdown: where a tag, a comment or an address in angle brackets ends.
//!
//! JSX is read as HTML whose values may stand in braces. Invariant: the cost of all look-ups
//! in one text is linear: a search that finds nothing is not made twice.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::attribute;

/// Names of elements under their headings.
static NAMES: LazyLock<[HashSet<&'static str>; 3]> = LazyLock::new(|| {
    let words = |part: &'static str| part.lines().filter(|l| !l.starts_with(['#', '[']) && !l.is_empty()).collect();
    let (blocks, rest) = include_str!("tags.txt").split_once("[formatting]").unwrap_or_default();
    let (formatting, code) = rest.split_once("[code]").unwrap_or_default();
    [words(blocks), words(formatting), words(code)]
});

/// What begins with `<`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Markup<'a> {
    Comment,
    Instruction,
    /// `<https://example.com>`
    Link,
    Element(Element<'a>),
}

/// An opening or closing tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    pub name: &'a str,
    pub closing: bool,
    /// `translate=no` is among its attributes.
    pub untranslated: bool,
    pub end: usize,
}

/// Searches that found nothing behind some place, and need not be made again.
#[derive(Debug, Default)]
pub(super) struct Missing(Vec<&'static str>);

/// An element of any name is looked for so far only.
const NEAR: usize = 4096;

/// The name that the text starts with.
pub(super) fn name(text: &str) -> Option<&str> {
    let letter = text.bytes().next()?.is_ascii_alphabetic();
    let len = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')).count();
    text.get(..len).filter(|_| letter)
}

fn is_named(list: usize, name: &str) -> bool {
    let known = NAMES.get(list);
    known.is_some_and(|names| names.contains(name) || names.contains(name.to_ascii_lowercase().as_str()))
}

/// Elements that start a block.
pub(super) fn is_block(name: &str) -> bool {
    is_named(0, name)
}

/// Elements that only shape the text.
pub(super) fn is_formatting(name: &str) -> bool {
    is_named(1, name)
}

/// Elements in which Markdown, too, reads nothing up to the closing tag.
pub(super) fn is_raw(name: &str) -> bool {
    ["pre", "script", "style", "textarea"].iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// What the `<` at `at` begins, and where that ends.
pub(super) fn at<'a>(text: &'a str, at: usize, missing: &mut Missing) -> Option<(Markup<'a>, usize)> {
    let rest = text.get(at..)?;
    if rest.starts_with("<!--") {
        return missing.find(text, at + 2, "-->").map(|end| (Markup::Comment, end));
    }
    if rest.starts_with("<?") {
        return missing.find(text, at + 2, "?>").map(|end| (Markup::Instruction, end));
    }
    if rest.starts_with("<![CDATA[") {
        return missing.find(text, at + 9, "]]>").map(|end| (Markup::Instruction, end));
    }
    if rest.starts_with("<!") {
        let named = rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic);
        return missing.find(text, at + 2, ">").filter(|_| named).map(|end| (Markup::Instruction, end));
    }
    if let Some(end) = link(rest) {
        return Some((Markup::Link, at + end));
    }
    element(text, at).map(|element| (Markup::Element(element), element.end))
}

/// Length of `<scheme:…>` or `<name@host>`.
fn link(rest: &str) -> Option<usize> {
    let body = rest.get(1..)?;
    let scheme = body.bytes().take(33).take_while(|b| b.is_ascii_alphanumeric() || b"+-.@_".contains(b)).count();
    let mark = *body.as_bytes().get(scheme)?;
    let mail = body.get(..scheme)?.contains('@') || mark == b'@';
    if !(body.starts_with(|c: char| c.is_ascii_alphanumeric()) && (mail || (mark == b':' && scheme >= 2))) {
        return None;
    }
    let len = body.bytes().position(|b| b <= b' ' || matches!(b, b'<' | b'>'))?;
    (body.as_bytes().get(len) == Some(&b'>')).then_some(len + 2)
}

/// The tag that starts at `at`.
pub(super) fn element(text: &str, at: usize) -> Option<Element<'_>> {
    let body = text.get(at + 1..)?;
    if let Some(body) = body.strip_prefix('/') {
        let name = name(body)?;
        let from = at + 2 + name.len();
        let space = text.get(from..)?.bytes().take_while(u8::is_ascii_whitespace).count();
        let ends = text.as_bytes().get(from + space) == Some(&b'>');
        return ends.then_some(Element { name, closing: true, untranslated: false, end: from + space + 1 });
    }
    let name = name(body)?;
    let (end, untranslated) = attribute::read_all(text, at + 1 + name.len())?;
    Some(Element { name, closing: false, untranslated, end })
}

impl Missing {
    /// The end of the first `mark` at or behind `from`.
    fn find(&mut self, text: &str, from: usize, mark: &'static str) -> Option<usize> {
        if self.0.contains(&mark) {
            return None;
        }
        let found = text.get(from..).and_then(|rest| memchr::memmem::find(rest.as_bytes(), mark.as_bytes()));
        if found.is_none() {
            self.0.push(mark);
        }
        found.map(|i| from + i + mark.len())
    }

    /// Where the element ends whose opening tag is `opened`, when its content is no prose.
    pub fn end_of_code(&mut self, text: &str, opened: &Element<'_>) -> Option<usize> {
        let itself = text.get(..opened.end).is_some_and(|t| t.ends_with("/>"));
        if opened.closing || itself {
            return None;
        }
        let code = NAMES.get(2).and_then(|names| names.get(opened.name.to_ascii_lowercase().as_str()).copied());
        match code {
            Some(name) if self.0.contains(&name) => None,
            Some(name) => {
                let found = closing(text, opened.end..text.len(), name);
                if found.is_none() {
                    self.0.push(name);
                }
                found
            }
            None if opened.untranslated => {
                let end = opened.end.saturating_add(NEAR).min(text.len());
                closing(text, opened.end..end, opened.name)
            }
            None => None,
        }
    }
}

/// The end of the first closing tag of that name in `range`.
fn closing(text: &str, range: Range<usize>, name: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(range.clone())?;
    memchr::memmem::find_iter(bytes, "</").find_map(|i| {
        let from = range.start + i + 2;
        let named = text.as_bytes().get(from..from + name.len())?.eq_ignore_ascii_case(name.as_bytes());
        let end = named.then(|| element(text, from - 2)).flatten()?;
        (end.name.len() == name.len()).then_some(end.end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<usize> {
        at(text, 0, &mut Missing::default()).map(|(_, end)| end)
    }

    #[test]
    fn tags_comments_and_links_are_read_to_their_ends() {
        for text in [
            "<b>",
            "</b >",
            "<br/>",
            "<a href=\"x>y\">",
            "<img src=a alt='>'>",
            "<Tab items={[1 > 0]} {...rest} @click=\"x\" />",
            "<!-- a > b -->",
            "<!DOCTYPE html>",
            "<?php 1 > 0 ?>",
            "<https://example.com/a_b>",
            "<li.ming@example.com>",
        ] {
            assert_eq!(found(text), Some(text.len()), "{text}");
            assert_eq!(found(&format!("{text}后面>")), Some(text.len()), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        for text in ["< b>", "<3", "<中文>", "<a", "<a href=\"x>", "<a <b>", "<T>() -> <T", "<>", "</ b>", "<a=b>"] {
            assert!(found(text).is_none_or(|end| end == 3), "{text}");
        }
    }
}
