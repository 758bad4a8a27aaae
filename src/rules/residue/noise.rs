//! Lines of random characters that a site sets between paragraphs against copying: njB^OP1.
//!
//! Invariant: a line that might be a word, a path, a formula or code is none.

/// So long is such a line.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=16;
/// Of small letters, capitals, digits and signs so many sorts are mixed.
const SORTS: usize = 3;

/// True when the segment, as it is written, is nothing but random characters.
pub fn is_noise(raw: &[char]) -> bool {
    if raw.len() > 2 * LENGTH.end() || raw.first().is_none_or(|c| !c.is_ascii()) {
        return false;
    }
    let text: Vec<char> = raw.iter().copied().skip_while(|c| c.is_whitespace()).collect();
    let len = text.iter().rposition(|c| !c.is_whitespace()).map_or(0, |i| i + 1);
    let text = text.get(..len).unwrap_or_default();
    let sign = |c: &char| "^`~|\\{}<>$&!@#%*?;".contains(*c);
    let random = |c: &char| c.is_ascii_alphanumeric() || sign(c);
    if !LENGTH.contains(&text.len()) || !text.iter().all(random) {
        return false;
    }
    let has = |of: fn(&char) -> bool| usize::from(text.iter().any(of));
    let sorts = has(char::is_ascii_lowercase) + has(char::is_ascii_uppercase) + has(char::is_ascii_digit);
    // The sign stands inside: C#, R&D! and 100% are words.
    let inside = text.get(1..len - 1).unwrap_or_default().iter().any(sign);
    inside && sorts + 1 >= SORTS
}

#[cfg(test)]
mod tests {
    use super::is_noise;

    #[test]
    fn random_characters_are_noise_and_words_are_none() {
        let noise = |text: &str| is_noise(&text.chars().collect::<Vec<_>>());
        assert!(["njB^OP1", "7q%Xd2\n", "aZ|k9$B"].iter().all(|t| noise(t)));
        for text in
            ["Node.js", "iPhone15", "R&D", "100%", "C++", "a^2+b^2", "foo|bar", "v1.2.3", "你好^OP1", "HTTP/2", ""]
        {
            assert!(!noise(text), "{text}");
        }
    }
}
