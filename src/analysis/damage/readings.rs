//! Readings of Han characters in Hanyu Pinyin, as scrapers write them between parentheses.
//!
//! Knows spelling and the dictionary's readings; knows nothing of where a reading stands.

use std::collections::HashSet;
use std::sync::OnceLock;

use pinyin::{Pinyin, ToPinyinMulti};

use super::charset;

/// Longest syllable in characters: `zhuang`.
pub const LONGEST: usize = 6;

/// One written syllable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Lower case, `ü` for every way to write it, caron for breve.
    pub text: Box<str>,
    /// Carries a tone mark.
    pub toned: bool,
}

/// How well a syllable fits a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// A reading of the character, but not its first; or the first with another tone.
    Other,
    /// The reading that a dictionary gives first.
    First,
}

/// Reads a whole string as one syllable in lower case.
pub fn parse(text: &str) -> Option<Syllable> {
    let mut spelled = String::with_capacity(text.len());
    let (mut vowels, mut tones, mut letters) = (0, 0, 0);
    for c in text.chars() {
        letters += 1;
        let c = match c {
            'v' => 'ü',
            'ă' => 'ǎ',
            'ĕ' => 'ě',
            'ĭ' => 'ǐ',
            'ŏ' => 'ǒ',
            'ŭ' => 'ǔ',
            c => c,
        };
        let bare = plain(c);
        vowels += usize::from(matches!(bare, 'a' | 'e' | 'i' | 'o' | 'u' | 'ü'));
        tones += usize::from(bare != c);
        if !matches!(bare, 'a'..='z' | 'ü') {
            return None;
        }
        spelled.push(c);
    }
    let one_syllable = letters <= LONGEST && tones <= 1 && (1..=3).contains(&vowels);
    one_syllable.then(|| Syllable { text: spelled.into(), toned: tones == 1 })
}

/// Whether the syllable is a reading of the character, and which.
pub fn fit(host: char, syllable: &Syllable) -> Option<Fit> {
    let readings = host.to_pinyin_multi()?;
    let best = readings.into_iter().enumerate().filter_map(|(i, reading)| {
        let exact =
            if syllable.toned { reading.with_tone() == &*syllable.text } else { plain_is(reading, &syllable.text) };
        // Sandhi writes 一(yí) and 不(bú), which no dictionary lists.
        let other_tone = syllable.toned && plain_is(reading, &toneless(&syllable.text));
        (exact || other_tone).then_some(if exact && i == 0 { Fit::First } else { Fit::Other })
    });
    best.max()
}

/// True when some common character is read so: `píng` is a syllable, `tíng` is, `bíx` is not.
pub fn exists(syllable: &Syllable) -> bool {
    static ALL: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let readings = charset::frequent_list().filter_map(|c| c.to_pinyin_multi()).flatten();
        readings.map(Pinyin::with_tone).collect()
    });
    all.contains(&*syllable.text)
}

/// `lv`, `lü` and `lu` with an umlaut lost are all met for 率.
fn plain_is(reading: Pinyin, text: &str) -> bool {
    let plain = reading.plain();
    plain == text || plain.contains('ü') && plain.replace('ü', "u") == text
}

fn toneless(text: &str) -> String {
    text.chars().map(plain).collect()
}

/// A vowel without its tone mark.
const fn plain(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'ü',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(host: char, text: &str) -> Option<Fit> {
        fit(host, &parse(text)?)
    }

    #[test]
    fn readings_of_both_scripts_are_known() {
        for (host, text) in [('網', "wǎng"), ('网', "wang"), ('復', "fù"), ('率', "lv"), ('綠', "lǜ"), ('內', "nèi")]
        {
            assert_eq!(fits(host, text), Some(Fit::First), "{host}({text})");
        }
        assert_eq!(fits('行', "háng"), Some(Fit::Other));
        assert_eq!(fits('一', "yí"), Some(Fit::Other));
        assert_eq!(fits('个', "ge"), Some(Fit::First));
    }

    #[test]
    fn words_are_not_readings() {
        for (host, text) in
            [('码', "MA"), ('李', "Li"), ('键', "key"), ('集', "macro"), ('入', "login"), ('法', "f"), ('网', "")]
        {
            assert_eq!(fits(host, text), None, "{host}({text})");
        }
        assert!(parse("péngyǒu").is_none());
    }

    #[test]
    fn only_syllables_of_the_language_exist() {
        assert!(parse("píng").is_some_and(|s| exists(&s)));
        assert!(!parse("pîng").is_some_and(|s| exists(&s)));
        assert!(!parse("cáfe").is_some_and(|s| exists(&s)));
    }
}
