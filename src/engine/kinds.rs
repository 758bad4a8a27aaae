//! Which sorts of observations a segment holds, as one number: a rule that asks for a sort visits only
//! the segments that have it.
//!
//! Invariant: a segment with an observation has its bit. The converse does not hold for marks, whose bits
//! several rules may share.

use crate::analysis::Seen;
use crate::document::Segment;

/// A set of sorts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u64);

/// The first bit for marks; those before have names.
const MARKS: u64 = 15;

impl Kinds {
    /// Any segment at all.
    pub const ALL: Self = Self(1);
    /// Segments in which rules may speak.
    pub const PROSE: Self = Self(1 << 1);
    pub const DAMAGE: Self = Self(1 << 2);
    pub const MENTIONS: Self = Self(1 << 3);
    /// Characters whose script form may be wrong.
    pub const SPOTS: Self = Self(1 << 4);
    pub const TERMS: Self = Self(1 << 5);
    pub const VARIANTS: Self = Self(1 << 6);
    pub const SENTENCES: Self = Self(1 << 7);
    pub const PRINTS: Self = Self(1 << 8);
    pub const DECLARATIONS: Self = Self(1 << 9);
    pub const DIRECTIVES: Self = Self(1 << 10);
    /// Latin words that may be names.
    pub const TOKENS: Self = Self(1 << 11);
    /// Where Han meets Latin.
    pub const BORDERS: Self = Self(1 << 12);
    /// Single characters that are not what they seem.
    pub const SIGNS: Self = Self(1 << 13);

    /// What may be damage, as the rest of the article tells.
    pub const WEAK: Self = Self(1 << 14);

    /// Segments in which a rule noted something.
    pub fn marks_of(rule: &str) -> Self {
        let hash = rule.bytes().fold(0u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
        Self(1 << (MARKS + hash % (64 - MARKS)))
    }

    pub(super) fn of(segment: &Segment, seen: &Seen) -> Self {
        let named = [
            (true, Self::ALL),
            (segment.has_prose(), Self::PROSE),
            (!seen.damage.is_empty(), Self::DAMAGE),
            (!seen.mentions.is_empty(), Self::MENTIONS),
            (!seen.script.is_empty(), Self::SPOTS),
            (!seen.terms.is_empty(), Self::TERMS),
            (!seen.variants.is_empty(), Self::VARIANTS),
            (!seen.sentences.is_empty(), Self::SENTENCES),
            (!seen.prints.is_empty(), Self::PRINTS),
            (!segment.declarations.is_empty(), Self::DECLARATIONS),
            (!segment.directives.is_empty(), Self::DIRECTIVES),
            (!seen.tokens.is_empty(), Self::TOKENS),
            (!seen.borders.is_empty(), Self::BORDERS),
            (!seen.signs.is_empty(), Self::SIGNS),
            (!seen.weak.is_empty(), Self::WEAK),
        ];
        let kinds = named.into_iter().filter(|(has, _)| *has).fold(Self(0), |all, (_, kind)| all.with(kind));
        let runs = seen.marks.chunk_by(|a, b| std::ptr::eq(a.rule, b.rule));
        runs.filter_map(|run| run.first()).fold(kinds, |all, mark| all.with(Self::marks_of(mark.rule)))
    }

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the two share a sort.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
