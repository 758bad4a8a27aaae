//! A block of HTML inside Markdown: its tags are masked, and so is its text unless that holds Han,
//! since people write `<p>中文</p>` in Markdown.

use std::ops::Range;

use super::inline;
use super::tag::{self, Element, Markup, Missing};
use super::{entity, inline::clean};
use crate::document::scan::{Block, mask_of, offset, slice};
use crate::document::{BlockKind, MaskKind, directive, patterns};

/// Lays masks over the HTML in `content`, all of it when it holds no prose. Says whether it does.
/// `prefixes` are the marks of containers inside it.
pub(super) fn lay(text: &str, content: Range<usize>, prefixes: &[Range<usize>], block: &mut Block) -> bool {
    let clean = clean(text, content.clone(), prefixes);
    let mut masks = Vec::new();
    let mut missing = Missing::default();
    let mut at = 0;
    while let Some(i) = memchr::memchr2(b'<', b'&', clean.as_bytes().get(at..).unwrap_or_default()) {
        let place = at + i;
        at = place + 1;
        if clean.as_bytes().get(place) == Some(&b'&') {
            if let Some((c, end)) = entity::at(&clean, place) {
                masks.push(mask_of(content.start + place..content.start + end, MaskKind::Entity(c)));
                at = end;
            }
        } else if let Some((markup, end)) = tag::at(&clean, place, &mut missing) {
            let (kind, end) = mask_for(&clean, &markup, end, &mut missing);
            let mask = mask_of(content.start + place..content.start + end, kind);
            if markup == Markup::Comment {
                block.directives.extend(directive::parse(slice(&clean, place..end), mask));
            }
            masks.push(mask);
            at = end;
        }
    }
    let masks = inline::merge(masks, prefixes);
    if !holds_han(text, &content, &masks) {
        block.masks.push(mask_of(content, MaskKind::Tag));
        return false;
    }
    let mut masks = masks;
    patterns::mask(text, content, &mut masks);
    block.masks.append(&mut masks);
    true
}

/// What masks a piece of markup, and how far: an element whose content is no prose goes as a whole.
pub(super) fn mask_for(text: &str, markup: &Markup<'_>, end: usize, missing: &mut Missing) -> (MaskKind, usize) {
    let element = match markup {
        Markup::Comment => return (MaskKind::Meta, end),
        Markup::Instruction => return (MaskKind::Tag, end),
        Markup::Link => return (MaskKind::Url, end),
        Markup::Element(element) => element,
    };
    if let Some(end) = missing.end_of_code(text, element) {
        return (MaskKind::Code, end);
    }
    (mask_of_tag(element), end)
}

fn mask_of_tag(element: &Element<'_>) -> MaskKind {
    if tag::is_formatting(element.name) {
        MaskKind::Markup
    } else if ["td", "th"].iter().any(|n| n.eq_ignore_ascii_case(element.name)) {
        MaskKind::Cell
    } else {
        MaskKind::Tag
    }
}

fn holds_han(text: &str, content: &Range<usize>, masks: &[crate::document::Mask]) -> bool {
    let mut at = content.start;
    let end = crate::document::scan::mask_of(content.end..content.end, MaskKind::Markup);
    for mask in masks.iter().chain(std::iter::once(&end)) {
        if slice(text, at..mask.span.start as usize).chars().any(is_han) {
            return true;
        }
        at = mask.span.end as usize;
    }
    debug_assert!(offset(at) <= end.span.end);
    false
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// What a block of HTML is, by its first tag.
pub(super) fn kind(content: &str) -> BlockKind {
    let body = content.trim_start_matches(['<', '/']);
    let name = tag::name(body).unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "table" | "thead" | "tbody" | "tr" | "td" | "th" => BlockKind::TableRow,
        "li" | "ul" | "ol" => BlockKind::ListItem,
        "blockquote" => BlockKind::Quote,
        "figure" | "figcaption" | "caption" | "summary" => BlockKind::Caption,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            BlockKind::Heading(name.as_bytes().get(1).map_or(6, |digit| digit - b'0'))
        }
        _ => BlockKind::Paragraph,
    }
}
