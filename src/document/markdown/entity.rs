//! `&amp;`, `&#20013;`, `&#x4e2d;`: characters by name or number.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Names and characters; those that nobody sees by their code point.
static NAMED: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (name, value) = line.split_once(' ')?;
        let code = value.strip_prefix("u+").and_then(|hex| u32::from_str_radix(hex, 16).ok());
        Some((name, code.and_then(char::from_u32).or_else(|| value.chars().next())?))
    };
    include_str!("entities.txt").lines().filter(|l| !l.starts_with('#')).filter_map(entry).collect()
});

/// The longest entity is not longer.
const MOST: usize = 10;

/// The character that the `&` at `at` stands for, and where the entity ends.
pub(super) fn at(text: &str, at: usize) -> Option<(char, usize)> {
    let body = text.as_bytes().get(at + 1..)?;
    let len = body.iter().take(MOST).position(|b| *b == b';')?;
    let name = text.get(at + 1..at + 1 + len)?;
    let found = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        }
        .filter(|code| *code > 0)
        .and_then(char::from_u32),
        None => NAMED.get(name).copied(),
    };
    Some((found?, at + len + 2))
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn names_and_numbers_are_read() {
        for (text, expected) in [
            ("&amp;", Some(('&', 5))),
            ("&#20013;", Some(('中', 8))),
            ("&#x4E2D;", Some(('中', 8))),
            ("&nbsp;", Some(('\u{a0}', 6))),
            ("&nothing;", None),
            ("&#0;", None),
            ("&amp", None),
            ("&;", None),
            ("&", None),
        ] {
            assert_eq!(at(text, 0), expected, "{text}");
        }
    }
}
