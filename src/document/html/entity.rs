//! Character references: `&nbsp;`, `&#20013;`, `&#x4e2d;`.
//!
//! Only references to one character are read. Whatever is none, unknown, or stands for two
//! characters stays prose, so that faults of escaping can be seen there.
//! Invariant: no reference looks further than [`LONGEST`] bytes and its `;`.

use std::cmp::Ordering;

/// Names and code points, in the byte order of the names; see data/SOURCES.md.
static TABLE: &str = include_str!("../../../data/entities.txt");

/// Letters of the longest name, or digits of a number.
const LONGEST: usize = 32;

/// The character that the reference at `at` (its `&`) stands for, and where it ends.
pub(super) fn read(text: &str, at: usize) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at + 1) == Some(&b'#') {
        return numeric(text, at + 2);
    }
    let end = at + 1 + run(bytes, at + 1, u8::is_ascii_alphanumeric);
    let (c, bare) = look_up(text.get(at + 1..end)?)?;
    close(bytes, end, bare).map(|end| (c, end))
}

/// The text with its references replaced, for the values of attributes and titles.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(i) = memchr::memchr(b'&', text.as_bytes().get(at..).unwrap_or_default()) {
        decoded.push_str(text.get(at..at + i).unwrap_or_default());
        let (c, end) = read(text, at + i).unwrap_or(('&', at + i + 1));
        decoded.push(c);
        at = end;
    }
    decoded.push_str(text.get(at..).unwrap_or_default());
    decoded
}

fn numeric(text: &str, at: usize) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let hex = matches!(bytes.get(at)?, b'x' | b'X');
    let start = at + usize::from(hex);
    let digits: fn(&u8) -> bool = if hex { u8::is_ascii_hexdigit } else { u8::is_ascii_digit };
    let end = start + run(bytes, start, digits);
    let number = u32::from_str_radix(text.get(start..end)?, if hex { 16 } else { 10 }).ok()?;
    let c = match number {
        0 => None,
        // Old pages mean windows-1252 by these.
        128..=159 => look_up(&format!("#{number}")).map(|(c, _)| c),
        _ => char::from_u32(number),
    };
    Some((c?, close(bytes, end, true)?))
}

fn run(bytes: &[u8], at: usize, is: impl Fn(&u8) -> bool) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take(LONGEST).take_while(|b| is(b)).count()
}

/// Where a reference ends whose name or number ends at `end`. One without `;` must end its word.
fn close(bytes: &[u8], end: usize, bare: bool) -> Option<usize> {
    match bytes.get(end) {
        Some(b';') => Some(end + 1),
        Some(b) if b.is_ascii_alphanumeric() || *b == b'=' => None,
        _ => bare.then_some(end),
    }
}

/// Searches the lines of the table by halves.
fn look_up(name: &str) -> Option<(char, bool)> {
    let bytes = TABLE.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = memchr::memrchr(b'\n', bytes.get(low..middle)?).map_or(low, |i| low + i + 1);
        let end = memchr::memchr(b'\n', bytes.get(start..)?).map_or(high, |i| start + i);
        let (found, value) = TABLE.get(start..end)?.split_once(' ')?;
        match found.as_bytes().cmp(name.as_bytes()) {
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => return entry(value),
        }
    }
    None
}

fn entry(value: &str) -> Option<(char, bool)> {
    let (code, bare) = value.strip_suffix(" *").map_or((value, false), |code| (code, true));
    Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_one_character_are_read() {
        for (text, c, rest) in [
            ("&nbsp;甲", '\u{A0}', "甲"),
            ("&amp;nbsp;", '&', "nbsp;"),
            ("&ldquo;", '“', ""),
            ("&NotEqualTilde", '\0', ""),
            ("&#20013;", '中', ""),
            ("&#x4E2d;", '中', ""),
            ("&#X4e2d文", '中', "文"),
            ("&copy 2026", '©', " 2026"),
            ("&#150;", '–', ""),
            ("&CounterClockwiseContourIntegral;", '∳', ""),
        ] {
            let Some((found, end)) = read(text, 0) else {
                assert_eq!(c, '\0', "{text}");
                continue;
            };
            assert_eq!((found, &text[end..]), (c, rest), "{text}");
        }
    }

    #[test]
    fn what_is_none_stays_prose() {
        for text in [
            "&",
            "&;",
            "&甲;",
            "&nbspx;",
            "&ampere",
            "&copy=1",
            "&hellip",
            "&unknown;",
            "&#;",
            "&#x;",
            "&#0;",
            "&#xD800;",
            "&#1114112;",
            "&#99999999999999999999;",
            "&#129;",
            "&fjlig;",
            "& nbsp;",
            "&#12a",
        ] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }

    #[test]
    fn every_line_of_the_table_is_found() {
        for line in TABLE.lines() {
            let (name, value) = line.split_once(' ').expect("two columns");
            assert_eq!(look_up(name), entry(value), "{name}");
            assert!(entry(value).is_some(), "{name}");
        }
    }

    #[test]
    fn values_are_decoded() {
        assert_eq!(decode("甲&amp;乙 & 丙&lt;丁&#x3b;&bad;"), "甲&乙 & 丙<丁;&bad;");
    }
}
