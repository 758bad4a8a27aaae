//! Which characters are ordinary in Chinese, which ones look like wreckage, and what bytes they have
//! in GBK. All of it is derived from the decoders at first use, so there is no list to maintain.
//!
//! Not a plausibility model: it knows single characters, never pairs.

use std::sync::OnceLock;

use encoding_rs::{BIG5, Encoding, GBK};

/// A set of characters of the Basic Multilingual Plane: 8 KB, so it stays in the first-level cache.
pub struct CharSet(Box<[u64; 1024]>);

impl Default for CharSet {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl CharSet {
    pub fn insert(&mut self, c: char) {
        let cp = c as usize;
        if let Some(word) = self.0.get_mut(cp >> 6) {
            *word |= 1 << (cp & 63);
        }
    }

    /// All characters but those of ASCII.
    pub fn beyond_ascii() -> Self {
        let mut set = Self(Box::new([u64::MAX; 1024]));
        set.0.iter_mut().take(2).for_each(|word| *word = 0);
        set
    }

    pub fn remove(&mut self, c: char) {
        let cp = c as usize;
        if let Some(word) = self.0.get_mut(cp >> 6) {
            *word &= !(1 << (cp & 63));
        }
    }

    /// The set as bits, 64 characters a word.
    pub fn words(&self) -> impl Iterator<Item = &u64> {
        self.0.iter()
    }

    #[inline]
    pub fn contains(&self, c: char) -> bool {
        self.has(c as u32)
    }

    /// The same by code point, for callers that decode UTF-8 by hand.
    #[inline]
    pub fn has(&self, cp: u32) -> bool {
        self.0.get((cp >> 6) as usize).is_some_and(|word| word >> (cp & 63) & 1 == 1)
    }
}

/// Level 1 of GB 2312 and of Big5: what Chinese prose of either script is written with.
pub fn common() -> &'static CharSet {
    static SET: OnceLock<CharSet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut set = CharSet::default();
        let gb_level_1 = (0xB0..=0xD7u8).flat_map(|lead| (0xA1..=0xFEu8).map(move |trail| [lead, trail]));
        let big5_level_1 =
            (0xA4..=0xC6u8).flat_map(|lead| (0x40..=0x7Eu8).chain(0xA1..=0xFE).map(move |trail| [lead, trail]));
        for (pairs, encoding) in [(gb_level_1.collect::<Vec<_>>(), GBK), (big5_level_1.collect(), BIG5)] {
            for c in pairs.into_iter().filter_map(|pair| decode_pair(pair, encoding)).filter(|&c| is_han(c)) {
                set.insert(c);
            }
        }
        set
    })
}

/// The characters that make up nearly all of technical prose.
pub fn frequent() -> &'static CharSet {
    static SET: OnceLock<CharSet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut set = CharSet::default();
        frequent_list().for_each(|c| set.insert(c));
        set
    })
}

pub fn frequent_list() -> impl Iterator<Item = char> {
    let lines = include_str!("../../../data/frequent-han.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::chars)
}

/// The two bytes of a character in GBK; nothing for ASCII, `€` (one byte) and what GBK lacks.
pub fn gbk_bytes(c: char) -> Option<[u8; 2]> {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![0u16; 0x1_0000];
        let pairs = (0x81..=0xFEu8).flat_map(|lead| (0x40..=0xFEu8).map(move |trail| [lead, trail]));
        for pair in pairs {
            let Some(c) = decode_pair(pair, GBK) else { continue };
            if let Some(slot) = table.get_mut(c as usize).filter(|slot| **slot == 0) {
                *slot = u16::from_be_bytes(pair);
            }
        }
        table
    });
    table.get(c as usize).filter(|&&pair| pair != 0).map(|pair| pair.to_be_bytes())
}

pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// Marks of Chinese text: 。、《》, full-width forms, “” — ….
pub const fn is_cjk_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF5E}' | '\u{FFE0}'..='\u{FFE5}'
        | '\u{2013}'..='\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2022}' | '\u{2026}' | '\u{3000}')
}

/// What a repaired Chinese text is made of.
pub const fn is_usual(c: char) -> bool {
    c.is_ascii()
        || is_han(c)
        || is_cjk_mark(c)
        || matches!(c, '·' | '×' | '°' | '±' | '\u{2010}'..='\u{27BF}')
        || matches!(c, '\u{3041}'..='\u{30FF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}')
}

/// The one character of two bytes, if they are one; compatibility forms and private use do not count.
fn decode_pair(pair: [u8; 2], encoding: &'static Encoding) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(&pair)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_characters_of_both_scripts_are_common() {
        assert!("网络云计算網絡雲計算臺灣龍".chars().all(|c| common().contains(c)));
        assert!("彧翀赟喆浜鏄鐨".chars().all(|c| !common().contains(c)));
    }

    #[test]
    fn gbk_bytes_are_the_decoders_inverse() {
        assert_eq!(gbk_bytes('款'), Some([0xBF, 0xEE]));
        assert_eq!(gbk_bytes('，'), Some([0xA3, 0xAC]));
        assert_eq!(gbk_bytes('a'), None);
        assert_eq!(gbk_bytes('\u{1F600}'), None);
    }
}
