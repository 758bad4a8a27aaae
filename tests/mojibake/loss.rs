//! What pipelines do to damaged text: characters they drop, fold or replace.

use encoding_rs::GBK;

/// A name, and what it makes of a text.
pub type Loss = (&'static str, fn(&str) -> String);

pub const LOSSES: [Loss; 9] = [
    ("nbsp->space", |t| t.replace('\u{A0}', " ")),
    ("no soft hyphen", |t| t.replace('\u{AD}', "")),
    ("no C1", |t| t.chars().filter(|c| !('\u{80}'..='\u{9F}').contains(c)).collect()),
    ("no private use", |t| t.chars().filter(|c| !is_private(*c)).collect()),
    ("no U+FFFD", |t| t.replace('\u{FFFD}', "")),
    ("? for U+FFFD", |t| t.replace('\u{FFFD}', "?")),
    ("U+FFFD for private use", |t| t.chars().map(|c| if is_private(c) { '\u{FFFD}' } else { c }).collect()),
    ("lower case", str::to_lowercase),
    ("width folded", |t| t.chars().map(narrow).collect()),
];

const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// GBK as CPython reads it with `errors="ignore"`: a strict table without the pairs of private use.
pub fn strict_gbk(bytes: &[u8]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            out.push(char::from(byte));
            at += 1;
            continue;
        }
        let pair = bytes.get(at..at + 2).and_then(|p| GBK.decode_without_bom_handling_and_without_replacement(p));
        match pair.filter(|t| t.chars().count() == 1 && !t.chars().any(is_private)) {
            Some(text) => {
                out.push_str(&text);
                at += 2;
            }
            None => at += 1,
        }
    }
    out
}
