//! Traditional to Simplified as OpenCC's tables have it: the longest phrase, else the character.
//!
//! Keys are as written, not folded. Invariant: one char in, one char out.

use super::tables;

/// Whose glyphs a Traditional text is written in: in Taiwan 著 is the particle 着 too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    #[default]
    Any,
    Taiwan,
}

/// What the chars are in Simplified; the same number of them.
pub fn simplify(chars: &[char], glyphs: Glyphs) -> Vec<char> {
    let trie = tables::simplify_trie();
    let codes: Vec<u32> = chars.iter().map(|c| trie.code(*c)).collect();
    let mut out = Vec::with_capacity(chars.len());
    while let Some(c) = chars.get(out.len()) {
        let mut found = None;
        trie.prefixes(codes.get(out.len()..).unwrap_or_default(), |len, place| {
            found = output(place as usize, len, glyphs).or(found);
        });
        match found {
            Some(output) => out.extend(output.iter().map(|n| char::from_u32(*n).unwrap_or(*c))),
            None => out.push(*c),
        }
    }
    out
}

/// The output of a key of `len` characters; `None` when it is no key for these glyphs.
fn output(place: usize, len: usize, glyphs: Glyphs) -> Option<&'static [u32]> {
    let (flags, rest) = tables::simplified().get(place..)?.split_first()?;
    let (any, taiwan) = (flags & 1 != 0, flags & 2 != 0);
    let own = usize::from(any) * len;
    match glyphs {
        Glyphs::Taiwan if taiwan => rest.get(own..own + len),
        _ if any => rest.get(..len),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(text: &str, glyphs: Glyphs) -> String {
        simplify(&text.chars().collect::<Vec<char>>(), glyphs).into_iter().collect()
    }

    #[test]
    fn phrases_go_before_characters() {
        assert_eq!(simple("乾坤與乾淨的頭髮", Glyphs::Any), "乾坤与干净的头发");
        assert_eq!(simple("甦醒，楊甦棣，𨣞", Glyphs::Any), "苏醒，杨甦棣，𨣞");
        assert_eq!(simple("", Glyphs::Any), "");
    }

    #[test]
    fn taiwan_writes_the_particle_with_another_glyph() {
        assert_eq!(simple("看著著名的著作", Glyphs::Taiwan), "看着著名的著作");
        assert_eq!(simple("看著", Glyphs::Any), "看著");
    }
}
