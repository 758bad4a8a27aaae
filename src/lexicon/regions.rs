//! Regional vocabulary and variants of glyphs, read in place. Knows no article: which region's words
//! are wrong somewhere is for the script rules to judge.

use super::region_schema::{GroupHead, Header, Regions, Sense, Target, Telling, Trait, unpack_text};
use super::tables;

/// What an entry of `Kind::Region` (id of a hit) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regional {
    id: u32,
    header: Header,
}

/// Reads an entry. A number that is no entry gives one that says nothing.
pub fn regional(id: u32) -> Regional {
    Regional { id, header: tables::regions().get(id as usize).map(|n| Header::unpack(*n)).unwrap_or_default() }
}

impl Regional {
    pub fn has(self, what: Trait) -> bool {
        self.header.traits.has(what)
    }

    /// The regions whose vocabulary the word hints at, and how strongly: 0 (not at all) to 3.
    pub fn hints(self) -> (Regions, u8) {
        (self.header.hints, self.header.weight)
    }

    /// What the word means; empty for one that is no regional word.
    pub fn senses(self) -> impl Iterator<Item = Sense> + Clone {
        numbers(self.id as usize + 1, self.header.senses).map(|n| Sense::unpack(*n))
    }

    /// The groups of variants that the key belongs to.
    pub fn groups(self) -> impl Iterator<Item = u32> {
        numbers(self.id as usize + 1 + usize::from(self.header.senses), self.header.groups).copied()
    }
}

/// The regions that have a word of their own for a concept.
pub fn known(concept: u32) -> Regions {
    let first = tables::regions().get(concept as usize).copied().unwrap_or(0);
    Regions(first as u8)
}

/// The one word for a concept where `target` says it; `None` where none is known, or several.
pub fn word(concept: u32, target: Target) -> Option<String> {
    let mut at = concept as usize + 1;
    for _ in 0..target as usize {
        at += 1 + text(at).0.len();
    }
    let chars = text(at).0;
    (!chars.is_empty()).then(|| letters(chars).collect())
}

/// How many ways a group of variants has, and what it tells.
pub fn group(id: u32) -> (usize, Telling, bool) {
    let head = tables::regions().get(id as usize).map(|n| GroupHead::unpack(*n)).unwrap_or_default();
    (head.ways.into(), head.telling, head.in_word)
}

/// The ways to write the character or word of a group, with the regions whose standard each is.
pub fn ways(id: u32) -> impl Iterator<Item = (&'static [u32], Regions)> {
    let mut at = id as usize + 1;
    (0..group(id).0).map(move |_| {
        let (chars, regions) = text(at);
        at += 1 + chars.len();
        (chars, regions)
    })
}

/// The characters of a way.
pub fn letters(chars: &[u32]) -> impl Iterator<Item = char> + '_ {
    chars.iter().filter_map(|n| char::from_u32(*n))
}

fn text(at: usize) -> (&'static [u32], Regions) {
    let table = tables::regions();
    let (length, regions) = unpack_text(table.get(at).copied().unwrap_or(0));
    (table.get(at + 1..at + 1 + length).unwrap_or_default(), regions)
}

fn numbers(from: usize, count: u8) -> std::slice::Iter<'static, u32> {
    tables::regions().get(from..from + usize::from(count)).unwrap_or_default().iter()
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, fold, walk};
    use super::*;

    fn entry(text: &str) -> Option<Regional> {
        let chars: Vec<char> = text.chars().map(fold).collect();
        let hits = walk(&chars);
        let found = hits.at(Kind::Region, 0).iter().find(|hit| hit.range().end == chars.len())?;
        Some(regional(found.id))
    }

    #[test]
    fn words_lead_to_those_of_other_regions() {
        let word = |text: &str, target| {
            let sense = entry(text)?.senses().next()?;
            word(sense.concept, target)
        };
        assert_eq!(word("軟體", Target::CnHant).as_deref(), Some("軟件"));
        assert_eq!(word("软件", Target::Tw).as_deref(), Some("軟體"));
        assert_eq!(word("軟體", Target::CnHans).as_deref(), Some("软件"));
        assert_eq!(word("視頻", Target::Tw), None);
    }

    #[test]
    fn regions_of_a_word_are_a_set() {
        let regions = |text: &str| entry(text).and_then(|e| e.senses().next()).map(|s| s.regions);
        assert_eq!(regions("網路"), Some(Regions::TW));
        assert_eq!(regions("網絡"), Some(Regions::CN.with(Regions::HK)));
        assert_eq!(regions("隱私"), Some(Regions::CN.with(Regions::TW)));
        assert_eq!(regions("文字"), None);
    }

    #[test]
    fn a_damaged_id_says_nothing() {
        for id in [0, 1, u32::MAX, u32::MAX - 1] {
            let entry = regional(id);
            assert!(entry.senses().count() < 256 && entry.groups().count() < 256);
            assert!(ways(id).count() < 256);
            let _ = (word(id, Target::Hk), known(id));
        }
    }
}
