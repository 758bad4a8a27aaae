//! Repairs what no JSON reader accepts but some editors write: escapes of half a surrogate pair.

use std::borrow::Cow;

/// The JSON text with every unpaired surrogate escape as U+FFFD, in the same number of bytes.
pub fn repair(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let mut lost = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()) {
        at += step;
        match unit(bytes, at) {
            Some(0xD800..=0xDBFF) if matches!(unit(bytes, at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                lost.push(at);
                at += 6;
            }
            Some(_) => at += 6,
            None => at += 2,
        }
    }
    if lost.is_empty() {
        return Cow::Borrowed(json);
    }
    let mut repaired = String::with_capacity(json.len());
    let mut from = 0;
    for at in lost {
        repaired.push_str(json.get(from..at).unwrap_or_default());
        repaired.push_str("\\uFFFD");
        from = at + 6;
    }
    repaired.push_str(json.get(from..).unwrap_or_default());
    Cow::Owned(repaired)
}

/// The code unit that the escape at `at` stands for.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at + 6)?;
    let digits = escape.strip_prefix(b"\\u").filter(|d| d.iter().all(u8::is_ascii_hexdigit))?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_halves_are_replaced() {
        for (json, expected) in [
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""a\ud83db""#, r#""a\uFFFDb""#),
            (r#""\ude00\ud83d""#, r#""\uFFFD\uFFFD""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\uFFFD\ud83d\ude00""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\\\ud83d""#, r#""\\\uFFFD""#),
            (r#""\u53d1\n""#, r#""\u53d1\n""#),
            (r#""\u""#, r#""\u""#),
            (r#""\"#, r#""\"#),
        ] {
            assert_eq!(repair(json), expected);
        }
    }
}
