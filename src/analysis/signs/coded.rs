//! Characters written as numbers: `\u4e2d`, `%u4e2d`, `%E4%B8%AD`, `=E4=B8=AD`, `\xE4\xB8\xAD`, `\344\270\255`,
//! and UTF-7, `+Ti1lh1cw-`.
//!
//! Only what gives Chinese; never inside a literal, an address or a parameter.

use super::place::{Place, is_east_asian, is_emoji, is_han, is_quote};
use super::{Found, SignKind};
use crate::analysis::damage::common;

/// What is to be said of the numbers that `place` (their first character) begins.
pub(super) fn judge(place: &Place<'_>) -> Option<Found> {
    let next = place.after();
    match (place.own(), next) {
        ("\\", Some('u')) => units(place, "\\u"),
        ("%", Some('u')) => units(place, "%u"),
        ("\\", Some('x')) => bytes(place, SignKind::Byte, |text| hex(text.strip_prefix("\\x")?)),
        ("\\", Some('0'..='3')) => bytes(place, SignKind::Byte, |text| octal(text.strip_prefix('\\')?)),
        ("%", _) => bytes(place, SignKind::Percent, |text| hex(text.strip_prefix('%')?)),
        ("=", _) => bytes(place, SignKind::Printable, |text| hex(text.strip_prefix('=')?)),
        ("+", _) => utf7(place),
        _ => None,
    }
}

/// Two UTF-16 units or more that give Chinese. A single one may be what the text speaks of; only glued
/// between Han it can be told for a slip, and even then it is only suggested.
fn units(place: &Place<'_>, prefix: &str) -> Option<Found> {
    let text = place.text().get(place.at.start..place.piece.end)?;
    let head = place.head_in_piece();
    let last = head.len().checked_sub(prefix.len() + 4).and_then(|at| head.get(at..));
    // A run is judged once, where it begins.
    if is_code(place) || last.and_then(|text| text.strip_prefix(prefix)).and_then(unit).is_some() {
        return None;
    }
    let mut rest = text;
    let mut units = Vec::new();
    while let Some((unit, tail)) = rest.strip_prefix(prefix).and_then(unit) {
        units.push(unit);
        rest = tail;
    }
    let decoded = String::from_utf16(&units).ok()?;
    let han = decoded.chars().filter(|c| is_han(*c)).count();
    if han == 0 || !decoded.chars().all(is_written) || rest.starts_with(is_quote) {
        return None;
    }
    let end = place.at.start + text.len() - rest.len();
    if han >= 2 {
        return Some(Found::safe(SignKind::Unit, decoded).over(place.at.start..end));
    }
    let glued = place.before().is_some_and(is_han) && rest.starts_with(is_han);
    let found = Found { shown: true, ..Found::suggested(SignKind::Unit, decoded) };
    glued.then(|| found.over(place.at.start..end))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (hex, rest) = text.split_at_checked(4)?;
    hex.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(hex, 16).ok())?.map(|unit| (unit, rest))
}

/// Bytes of UTF-8 that give Chinese; `byte` reads one and gives what stands behind.
fn bytes(place: &Place<'_>, kind: SignKind, byte: impl Fn(&str) -> Option<(u8, &str)>) -> Option<Found> {
    let text = place.text().get(place.at.start..place.piece.end)?;
    // What is left of a URL that was broken in two stands among its other letters.
    if is_code(place) || place.before().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut rest = text;
    let mut bytes = Vec::new();
    while let Some((byte, tail)) = byte(rest) {
        bytes.push(byte);
        rest = tail;
    }
    let decoded = String::from_utf8(bytes).ok()?;
    let sense = decoded.chars().any(is_han) && decoded.chars().all(is_written);
    let belongs =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '&' | '=' | '?' | '.' | '_' | '-' | '%' | '\\');
    let goes_on = rest.starts_with(|c: char| belongs(c) || is_quote(c));
    let end = place.at.start + text.len() - rest.len();
    (sense && !goes_on).then(|| Found::safe(kind, decoded).over(place.at.start..end))
}

fn hex(text: &str) -> Option<(u8, &str)> {
    let (hex, rest) = text.split_at_checked(2)?;
    hex.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(hex, 16).ok())?.map(|byte| (byte, rest))
}

fn octal(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(3)?;
    let is_octal = digits.bytes().all(|b| matches!(b, b'0'..=b'7'));
    is_octal.then(|| u8::from_str_radix(digits, 8).ok())?.map(|byte| (byte, rest))
}

/// Base64 of UTF-16 between `+` and `-`. A sum may look like it, so three Han that prose is written with
/// must come out, and even then it is only suggested.
fn utf7(place: &Place<'_>) -> Option<Found> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    if place.before().is_some_and(inside) || is_code(place) {
        return None;
    }
    let tail = place.tail_in_piece();
    let len = tail.bytes().take_while(|b| inside(char::from(*b))).count();
    let (body, rest) = tail.split_at_checked(len)?;
    if len < 8 || !rest.starts_with('-') {
        return None;
    }
    let (mut units, mut bits, mut held) = (Vec::new(), 0u32, 0u32);
    for byte in body.bytes() {
        bits = bits << 6 | sextet(byte)?;
        held += 6;
        if held >= 16 {
            held -= 16;
            units.push((bits >> held) as u16);
            bits &= (1 << held) - 1;
        }
    }
    let decoded = String::from_utf16(&units).ok()?;
    let usual = |c: char| common().contains(c) || is_east_asian(c) && !is_han(c);
    let sense = held < 6 && bits == 0 && decoded.chars().filter(|c| is_han(*c)).count() >= 3;
    let end = place.at.end + len + 1;
    (sense && decoded.chars().all(usual)).then(|| Found::suggested(SignKind::Seven, decoded).over(place.at.start..end))
}

fn sextet(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

fn is_written(c: char) -> bool {
    is_east_asian(c) || is_emoji(c) || c.is_ascii_graphic() || c == ' '
}

/// Inside a literal, an address or a parameter.
fn is_code(place: &Place<'_>) -> bool {
    place
        .before()
        .is_some_and(|c| is_quote(c) || matches!(c, '/' | '=' | '?' | '&' | '#' | ':' | '.' | '_' | '-' | '\\'))
}
