//! How `build.rs` and the reader pack regional vocabulary and variants of glyphs. Included by both.
//!
//! An entry is its header, its senses and its groups of variants. A sense leads to a concept, which
//! holds the word of each region; a group holds the ways to write one character or word.

/// A set of regions; bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Regions(pub u8);

impl Regions {
    pub const CN: Self = Self(1);
    pub const TW: Self = Self(1 << 1);
    pub const HK: Self = Self(1 << 2);
    pub const ALL: Self = Self(7);

    /// Has every region of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The regions of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Shares no region with `other`.
    pub const fn is_apart(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }
}

/// What a key is; bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trait(pub u8);

impl Trait {
    /// A longer text in which a regional word does not count: 軟體動物.
    pub const KEEP: Self = Self(1);
    /// A word in which a glyph is no variant: 著作.
    pub const KEEP_GLYPH: Self = Self(1 << 1);
    /// Used in several regions, or with another sense: has no senses here, so that it is evidence nowhere.
    pub const AMBIGUOUS: Self = Self(1 << 2);
    /// Used in the mainland, too, where the article is Simplified: no evidence there.
    pub const AMBIGUOUS_HANS: Self = Self(1 << 3);
    /// Says that a word is spoken of: 大陸稱.
    pub const SPOKEN: Self = Self(1 << 4);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The first number of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    pub traits: Trait,
    /// The regions whose vocabulary the word hints at, and how strongly (0: not at all).
    pub hints: Regions,
    pub weight: u8,
    pub senses: u8,
    pub groups: u8,
}

impl Header {
    pub fn pack(self) -> u32 {
        let hints = u32::from(self.hints.0) | (u32::from(self.weight) << 4);
        u32::from(self.traits.0) | (hints << 8) | (u32::from(self.senses) << 16) | (u32::from(self.groups) << 24)
    }

    pub fn unpack(packed: u32) -> Self {
        let [traits, hints, senses, groups] = packed.to_le_bytes();
        Self { traits: Trait(traits), hints: Regions(hints & 15), weight: hints >> 4, senses, groups }
    }
}

/// What a word means, and the regions that say it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// Where the concept stands in the table.
    pub concept: u32,
    pub regions: Regions,
}

impl Sense {
    pub fn pack(self) -> u32 {
        (self.concept & 0x00ff_ffff) | (u32::from(self.regions.0) << 24)
    }

    pub fn unpack(packed: u32) -> Self {
        Self { concept: packed & 0x00ff_ffff, regions: Regions((packed >> 24) as u8) }
    }
}

/// The words that a concept holds: for each target one, or none where several are known or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The mainland's word in Simplified shapes, then in Traditional ones.
    CnHans,
    CnHant,
    Tw,
    Hk,
}

/// Characters that tell Taiwan from Hong Kong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    #[default]
    No,
    /// 裡, 裏
    Inside,
    /// 著, 着
    Particle,
}

/// The first number of a group: how many ways, what it tells, and whether it counts only inside
/// words of two characters or more (峯 may be a part of somebody's name).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupHead {
    pub ways: u8,
    pub telling: Telling,
    pub in_word: bool,
}

impl GroupHead {
    pub fn pack(self) -> u32 {
        u32::from(self.ways) | ((self.telling as u32) << 8) | (u32::from(self.in_word) << 16)
    }

    pub fn unpack(packed: u32) -> Self {
        let [ways, telling, in_word, _] = packed.to_le_bytes();
        let telling = match telling {
            1 => Telling::Inside,
            2 => Telling::Particle,
            _ => Telling::No,
        };
        Self { ways, telling, in_word: in_word != 0 }
    }
}

/// Before the characters of a text: how many, and where they are the standard way.
pub fn pack_text(length: usize, regions: Regions) -> u32 {
    (length as u32 & 0xffff) | (u32::from(regions.0) << 16)
}

pub fn unpack_text(packed: u32) -> (usize, Regions) {
    ((packed & 0xffff) as usize, Regions((packed >> 16) as u8))
}
