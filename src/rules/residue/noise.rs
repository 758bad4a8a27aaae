//! Lines of random characters that a site sets between paragraphs against copying: njB^OP1.
//!
//! Invariant: a line that might be a word, a path, a formula or code is none.

use std::ops::Range;

/// So long is such a line.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=16;
/// Of small letters, capitals, digits and signs so many sorts are mixed.
const SORTS: usize = 3;

/// The lines of a segment, as it is written, that are nothing but random characters.
pub fn lines(raw: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in raw.split(|c| matches!(c, '\n' | '\r')) {
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let end = line.iter().rposition(|c| !c.is_whitespace()).map_or(0, |i| i + 1);
        if line.get(indent..end).is_some_and(is_noise) {
            found.push(start + indent..start + end);
        }
        start += line.len() + 1;
    }
    found
}

fn is_noise(text: &[char]) -> bool {
    let sign = |c: &char| "^`~|\\{}<>$&!@#%*?;".contains(*c);
    let random = |c: &char| c.is_ascii_alphanumeric() || sign(c);
    if !LENGTH.contains(&text.len()) || !text.iter().all(random) {
        return false;
    }
    let has = |of: fn(&char) -> bool| usize::from(text.iter().any(of));
    let sorts = has(char::is_ascii_lowercase) + has(char::is_ascii_uppercase) + has(char::is_ascii_digit);
    // The sign stands inside: C#, R&D!, ####Apache and 100% are words.
    let word = |c: &char| c.is_ascii_alphanumeric();
    let (first, last) = (text.iter().position(word), text.iter().rposition(word));
    let inside = first.zip(last).is_some_and(|(a, b)| text.get(a..b).unwrap_or_default().iter().any(sign));
    (inside && sorts + 1 >= SORTS) || (sorts >= SORTS && is_shuffled(text))
}

/// Digits stand in two places among letters of both sizes: xK8qPz2Lw, not iPhone15Pro.
fn is_shuffled(text: &[char]) -> bool {
    let pairs = || text.iter().zip(text.iter().skip(1));
    let digits = pairs().filter(|(a, b)| !a.is_ascii_digit() && b.is_ascii_digit()).count();
    let digits = digits + usize::from(text.first().is_some_and(char::is_ascii_digit));
    let cases = pairs().filter(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase()).count();
    let cases = cases + pairs().filter(|(a, b)| a.is_ascii_digit() && b.is_ascii_lowercase()).count();
    digits >= 2 && cases >= 2
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn ends(found: Vec<std::ops::Range<usize>>) -> Vec<(usize, usize)> {
        found.into_iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn random_characters_are_noise_and_words_are_none() {
        let noise = |text: &str| ends(lines(&text.chars().collect::<Vec<_>>()));
        for text in ["njB^OP1", "7q%Xd2\n", "aZ|k9$B", "xK8qPz2Lw", "Qm3vT9rBn"] {
            assert_eq!(noise(text), [(0, text.trim_end().len())], "{text}");
        }
        for text in
            ["Node.js", "iPhone15", "R&D", "100%", "C++", "a^2+b^2", "foo|bar", "v1.2.3", "你好^OP1", "HTTP/2", ""]
        {
            assert!(noise(text).is_empty(), "{text}");
        }
        for text in [
            "iPhone15ProMax",
            "H264AndH265",
            "x86And64Bit",
            "UTF8ToGBK2",
            "ES6ToES5",
            "A1B2C3D4",
            "RTX4090Ti",
            "####Apache",
            "#Go1",
        ] {
            assert!(noise(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn noise_is_found_line_by_line() {
        let text: Vec<char> = "价格没有变。\n  njB^OP1 \n大家都很高兴。".chars().collect();
        assert_eq!(ends(lines(&text)), [(9, 16)]);
    }
}
