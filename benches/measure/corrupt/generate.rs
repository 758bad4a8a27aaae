//! The generators: each changes clean text in a way converters are known to, and knows every change.
//!
//! Invariant: a change replaces one character by one of as many bytes and of another rank, so that
//! offsets stay and glyph variants (裡/裏) are no change. The same seed makes the same changes.

use std::collections::BTreeMap;

use jiaodui::lexicon::{Form, Usage, forms};
use jiaodui::text::Fnv;

use super::clean::{Clean, Part};
use super::words::{Fault, Words};
use crate::common::random::Random;

/// Ranks from here on are no candidates of OpenCC.
const UNRANKED: u8 = 14;
/// Of the characters that have another shape, so many in a thousand are changed by C: with the share
/// that such characters have of the prose, about one Han character in a hundred.
const STRAYS: u64 = 30;
/// Of the places with several candidates, so many in a thousand are changed by D.
const OTHERS: u64 = 200;

/// One change: what stood there, and what stands there now.
#[derive(Clone, Copy)]
pub struct Change {
    pub original: char,
    pub damaged: char,
}

/// The changes by the byte at which they stand.
pub type Changes = BTreeMap<u32, Change>;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    /// To Simplified and back by a converter that changes unambiguous characters only.
    Unambiguous,
    /// To Simplified and back, every character by its first candidate.
    First,
    /// Characters of the other script here and there.
    Strays,
    /// Another candidate at some of the places that have several.
    Candidates,
    /// The words of `rules/script/hans.toml`, simplified too far.
    Words,
}

impl Generator {
    pub const TRADITIONAL: [Self; 4] = [Self::Unambiguous, Self::First, Self::Strays, Self::Candidates];
    pub const SIMPLIFIED: [Self; 2] = [Self::Strays, Self::Words];

    pub fn name(self) -> &'static str {
        match self {
            Self::Unambiguous => "A unambiguous only",
            Self::First => "B first candidate",
            Self::Strays => "C 1 % strays",
            Self::Candidates => "D 20 % of candidates",
            Self::Words => "simplified too far",
        }
    }

    /// The changes to an article; the same for the same article and generator.
    pub fn changes(self, clean: &Clean, words: &Words) -> Changes {
        let mut random = Random(seed(&clean.name) ^ self as u64);
        let mut changes = Changes::new();
        for part in &clean.parts {
            let faults = if self == Self::Words { words.faults(&part.raw, &mut random) } else { Vec::new() };
            for at in (0..part.raw.len()).filter(|at| part.is_prose(*at)) {
                let (original, folded) = (part.raw[at], part.folded[at]);
                let shape = match self {
                    Self::Words => faults.iter().find(|fault: &&Fault| fault.at == at).map(|fault| fault.wrong),
                    _ => self.shape(original, folded, &mut random),
                };
                note(part, at, shape, &mut changes);
            }
        }
        changes
    }

    /// What the generator writes for a character; `None` where it leaves it.
    fn shape(self, original: char, folded: char, random: &mut Random) -> Option<char> {
        let ranks = ranks(folded);
        let own = forms(folded).find(|f| f.shape == original && f.rank < UNRANKED).map(|f| f.rank);
        let many = ranks.len() > 1;
        match self {
            Self::Unambiguous if many => Some(folded),
            Self::Unambiguous | Self::First => {
                let first = ranks.first().copied().filter(|first| own.is_none_or(|own| own != *first))?;
                Some(glyph(folded, first))
            }
            Self::Strays if original == folded => {
                // Simplified text: its first Traditional shape. A Traditional shape that is its own
                // Simplified one has nothing to change.
                let first = ranks.first().map(|first| glyph(folded, *first)).filter(|shape| *shape != original)?;
                random.takes(STRAYS).then_some(first)
            }
            Self::Strays => random.takes(STRAYS).then_some(folded),
            Self::Candidates => {
                let own = own.filter(|_| many && random.takes(OTHERS))?;
                let others: Vec<u8> = ranks.into_iter().filter(|rank| *rank != own).collect();
                Some(glyph(folded, *others.get(random.below(others.len()))?))
            }
            Self::Words => None,
        }
    }
}

/// Notes a change where the shape is another character and not a glyph of the same one.
fn note(part: &Part, at: usize, shape: Option<char>, changes: &mut Changes) {
    let original = part.raw[at];
    let Some(damaged) = shape.filter(|shape| *shape != original) else { return };
    if damaged.len_utf8() == original.len_utf8() && !is_glyph(part.folded[at], original, damaged) {
        changes.insert(part.bytes[at], Change { original, damaged });
    }
}

/// Whether two shapes are glyphs of one candidate: 裡 and 裏.
pub fn is_glyph(folded: char, one: char, other: char) -> bool {
    let ranks = |shape: char| forms(folded).filter(move |f| f.shape == shape && f.rank < UNRANKED).map(|f| f.rank);
    one == other || ranks(one).any(|rank| ranks(other).any(|r| r == rank))
}

/// The ranks of OpenCC's candidates, first candidate first.
fn ranks(folded: char) -> Vec<u8> {
    let mut ranks: Vec<u8> = forms(folded).map(|f| f.rank).filter(|rank| *rank < UNRANKED).collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks
}

/// A candidate as Taiwan writes it.
fn glyph(folded: char, rank: u8) -> char {
    let of = |f: &Form| f.rank == rank;
    let taiwan = forms(folded).filter(of).find(|f| f.usage.has(Usage::TAIWAN));
    taiwan.or_else(|| forms(folded).find(of)).map_or(folded, |f| f.shape)
}

/// The text with the changes made.
pub fn damaged(text: &str, changes: &Changes) -> String {
    let mut damaged = String::with_capacity(text.len());
    let mut from = 0;
    for (byte, change) in changes {
        damaged.push_str(&text[from..*byte as usize]);
        damaged.push(change.damaged);
        from = *byte as usize + change.original.len_utf8();
    }
    damaged.push_str(&text[from..]);
    damaged
}

/// FNV-1a of a name: seeds the generators and deals articles into halves.
pub fn seed(name: &str) -> u64 {
    Fnv::of(name)
}
