//! Text that stayed in the form it was escaped to: `nbsp;`, what `coded` reads, and the ends of tags whose
//! beginning is gone.
//!
//! Never what the format itself decodes: that is masked before anybody looks here.

use super::place::{Place, is_east_asian, is_han, is_quote};
use super::{Found, SignKind, coded, table};
use crate::document::MaskKind;

/// What is to be said of the escape that `place` (one ASCII character) starts or ends.
pub(super) fn judge(place: &Place<'_>) -> Option<Found> {
    match place.own() {
        ";" => entity(place),
        ">" => tag(place),
        _ => coded::judge(place),
    }
}

/// Longest name or number of an entity.
const NAME: usize = 8;

/// `&nbsp;` in plain text, and what is left of it where `&` is gone or was escaped once more.
fn entity(place: &Place<'_>) -> Option<Found> {
    let head = place.head_in_piece();
    let name_len = head.bytes().rev().take(NAME + 1).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let (before, name) = head.split_at_checked(head.len() - name_len)?;
    let whole = before.ends_with('&');
    let doubled = before.ends_with("&amp;");
    let start = place.at.start - name_len - if doubled { 5 } else { usize::from(whole) };
    let (text, certain) = match name.strip_prefix('#') {
        Some(number) => (numeric(number)?, true),
        None => (table::entity(name)?.to_owned(), !matches!(name, "amp" | "lt" | "gt" | "bull" | "times" | "apos")),
    };
    let at = Place { piece: place.piece.clone(), at: start..place.at.end, ..*place };
    // A stub is told by its name alone; `make a copy;` and `the bull;` are words.
    let escaped = start == place.piece.start && follows_ampersand(place);
    if !(whole || doubled || escaped) && (!certain || at.before().is_some_and(|c| c.is_ascii_alphanumeric())) {
        return None;
    }
    if !stands_in_text(&at, name == "amp") {
        return None;
    }
    let kind = if whole && !doubled { SignKind::Entity } else { SignKind::Stub };
    let found = if escaped {
        Found::bare(kind)
    } else if certain {
        Found::safe(kind, text)
    } else {
        Found::suggested(kind, text)
    };
    Some(found.over(at.at))
}

/// The format has decoded `&amp;` right before the piece.
fn follows_ampersand(place: &Place<'_>) -> bool {
    let end = place.piece.start as u32;
    place.segment.masks.iter().any(|m| m.span.end == end && m.kind == MaskKind::Entity('&'))
}

/// `#xff0c`, `#20013`: what is Chinese or a space; `#1234` is the number of an issue.
fn numeric(number: &str) -> Option<String> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match char::from_u32(code)? {
        '\u{A0}' => Some(" ".to_owned()),
        c if is_east_asian(c) => Some(c.to_string()),
        _ => None,
    }
}

/// Glued to the text, not shown in quotes or between spaces. `R&amp;D` is glued to Latin letters.
fn stands_in_text(at: &Place<'_>, between_letters: bool) -> bool {
    let (before, after) = (at.before(), at.after());
    if before.is_some_and(is_quote) && after.is_some_and(is_quote) {
        return false;
    }
    let glued = |c: Option<char>| c.is_some_and(|c| is_east_asian(c) && !is_quote(c) && !"、（）".contains(c));
    let chained = before == Some(';') && after == Some('&');
    let opens = before.is_none_or(|c| c == '\n') && at.tail().chars().find(|c| *c != '&').is_some_and(is_han);
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    glued(before) || glued(after) || chained || opens || between_letters && letters(before) && letters(after)
}

/// Names of tags that editors and scrapers write.
const TAGS: [&str; 28] = [
    "p", "br", "hr", "a", "b", "i", "u", "em", "strong", "span", "div", "font", "center", "section", "article", "img",
    "table", "tbody", "tr", "td", "th", "ul", "ol", "li", "h1", "h2", "h3", "h4",
];

/// `/span>`, `?/p>`, `br/>`, and `p>` at the end of a line: the rest of a tag. `1080p>720p` compares.
fn tag(place: &Place<'_>) -> Option<Found> {
    let head = place.head_in_piece();
    let closed = head.strip_suffix('/').map(|h| h.strip_suffix(' ').unwrap_or(h));
    let (body, empty) = (closed.unwrap_or(head), closed.is_some());
    let name_len = body.bytes().rev().take(10).take_while(u8::is_ascii_alphanumeric).count();
    let (before, name) = body.split_at_checked(body.len() - name_len)?;
    if !TAGS.contains(&name) {
        return None;
    }
    let (before, ends) = before.strip_suffix('/').map_or((before, empty), |b| (b, true));
    let before = if ends { before.strip_suffix('?').unwrap_or(before) } else { before };
    let start = place.at.start - (head.len() - before.len());
    let previous = place.text().get(..start).and_then(|t| t.chars().next_back());
    let line_start = previous.is_none_or(|c| c == '\n');
    let line_end = place.after().is_none_or(|c| c == '\n' || c == '\r');
    let behind_text = previous.is_some_and(|c| is_east_asian(c) || c == ' ');
    let before_text = line_end || place.after().is_some_and(|c| is_east_asian(c) || c == '<');
    let sure = if ends || name.len() > 2 {
        (line_start || behind_text) && before_text
    } else {
        // One letter is a variable more often than a tag.
        line_end && previous.is_some_and(|c| matches!(c, '。' | '！' | '？' | '”' | '」' | '；'))
    };
    let lost = before.len() < body.len() && place.text().get(start..place.at.end).is_some_and(|t| t.starts_with('?'));
    let found = if lost { Found::bare(SignKind::Tag) } else { Found::suggested(SignKind::Tag, "") };
    sure.then(|| {
        if line_end && ends && !lost { Found::safe(SignKind::Tag, "") } else { found }.over(start..place.at.end)
    })
}
