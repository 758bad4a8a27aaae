//! OpenCC's conversions by keys as they are written: the longest phrase, else the character.
//!
//! Keys are not folded. Invariant: one char in, one char out.

use super::char_schema::Usage;
use super::tables;

/// Whose glyphs a Traditional text is written in: in Taiwan 著 is the particle 着 too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    #[default]
    Any,
    Taiwan,
}

/// The outputs of a key, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Output {
    Simplified,
    SimplifiedFromTaiwan,
    Taiwan,
    HongKong,
    Traditional,
}

/// What the chars are in Simplified; the same number of them.
pub fn simplify(chars: &[char], glyphs: Glyphs) -> Vec<char> {
    let trie = tables::convert_trie();
    let codes: Vec<u16> = chars.iter().map(|c| trie.code(*c)).collect();
    let mut out = Vec::with_capacity(chars.len());
    while let Some(c) = chars.get(out.len()) {
        let mut found = None;
        trie.prefixes(codes.get(out.len()..).unwrap_or_default(), |len, place| {
            let special = (glyphs == Glyphs::Taiwan).then(|| read(place, len, Output::SimplifiedFromTaiwan)).flatten();
            found = special.or_else(|| read(place, len, Output::Simplified)).or(found);
        });
        match found {
            Some(output) => out.extend(output.iter().map(|n| char::from_u32(*n).unwrap_or(*c))),
            None => out.push(*c),
        }
    }
    out
}

/// The glyph of one of OpenCC's Traditional characters where `usage` is the standard.
pub fn regional_glyph(c: char, usage: Usage) -> char {
    match usage {
        Usage::TAIWAN => single(c, Output::Taiwan),
        Usage::HONG_KONG => single(c, Output::HongKong),
        _ => None,
    }
    .unwrap_or(c)
}

/// The Traditional shape of a character beyond the basic plane, which the fold leaves alone.
pub fn traditional_of_rare(c: char) -> Option<char> {
    single(c, Output::Traditional)
}

fn single(c: char, output: Output) -> Option<char> {
    let trie = tables::convert_trie();
    let mut found = None;
    trie.prefixes(&[trie.code(c)], |len, place| {
        found = read(place, len, output).and_then(|chars| char::from_u32(*chars.first()?));
    });
    found
}

/// One output of a key of `len` characters; `None` when the key has it not.
fn read(place: u32, len: usize, output: Output) -> Option<&'static [u32]> {
    let (has, rest) = tables::converted().get(place as usize..)?.split_first()?;
    let bit = 1u32 << output as u32;
    let start = (has & (bit - 1)).count_ones() as usize * len;
    if has & bit == 0 { None } else { rest.get(start..start + len) }
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
        assert_eq!(simple("甦醒，楊甦棣", Glyphs::Any), "苏醒，杨甦棣");
        assert_eq!(simple("", Glyphs::Any), "");
    }

    #[test]
    fn taiwan_writes_the_particle_with_another_glyph() {
        assert_eq!(simple("看著著名的著作", Glyphs::Taiwan), "看着著名的著作");
        assert_eq!(simple("看著", Glyphs::Any), "看著");
    }

    #[test]
    fn regions_have_their_glyphs() {
        let in_usage = |text: &str, usage| text.chars().map(|c| regional_glyph(c, usage)).collect::<String>();
        assert_eq!(in_usage("裏爲說着人", Usage::TAIWAN), "裡為說著人");
        assert_eq!(in_usage("裏爲說着人", Usage::HONG_KONG), "裏為説着人");
        assert_eq!(in_usage("裏爲說着人", Usage::OPENCC), "裏爲說着人");
        assert_eq!(traditional_of_rare('𫫇'), Some('噁'));
    }
}
