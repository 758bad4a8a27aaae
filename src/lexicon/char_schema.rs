//! How `build.rs` and the reader pack what is known of single characters. Included by both.

/// Facts about a character's shape; bits of one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(pub u16);

impl Class {
    /// Simplified by OpenCC: no Traditional text writes it (but see `ACCEPTED`).
    pub const S_ONLY: Self = Self(1);
    /// Traditional by OpenCC: no Simplified text writes it.
    pub const T_ONLY: Self = Self(1 << 1);
    /// Simplified only and in the PRC table, or Traditional only and in Big5: tells the script.
    pub const EXCLUSIVE: Self = Self(1 << 2);
    /// One of several Traditional shapes is the character itself.
    pub const SHARED: Self = Self(1 << 3);
    /// `SHARED`, and the shape itself is almost never right in Traditional (云, 后, 于).
    pub const NEVER: Self = Self(1 << 4);
    /// Traditional, and in Simplified text right in names alone (於), though its table has it.
    pub const SELDOM: Self = Self(1 << 5);
    /// `SHARED`, and the shape itself is mostly right (表, 面, 同).
    pub const MOSTLY: Self = Self(1 << 6);
    /// `S_ONLY` with several Traditional shapes (发, 复, 历).
    pub const SEVERAL: Self = Self(1 << 7);
    /// `S_ONLY` by OpenCC, but in good use in Taiwan or Hong Kong (峰, 床, 群).
    pub const ACCEPTED: Self = Self(1 << 8);
    /// In the PRC's table of 8105 characters.
    pub const PRC: Self = Self(1 << 9);
    /// In Big5.
    pub const BIG5: Self = Self(1 << 10);
    /// In JIS X 0208: may be Japanese.
    pub const JIS: Self = Self(1 << 11);
    /// A family name.
    pub const SURNAME: Self = Self(1 << 12);
    /// Behind a noun it says where, and is then written with another shape (手里: 裡).
    pub const LOCATIVE: Self = Self(1 << 13);
    /// Traditional, but printed today only in words that the tables know (箇中, 叮噹, 瞭望): elsewhere
    /// a converter chose it.
    pub const RARE: Self = Self(1 << 14);
    /// A character of written Cantonese (嘅 咗 喺).
    pub const CANTONESE: Self = Self(1 << 15);

    /// Has every bit of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The bits of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These bits without those of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// One shape that a character takes in some script and region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    pub shape: char,
    /// Which of OpenCC's Traditional candidates it is a glyph of; shapes of one rank are variants
    /// of one another (裏/裡). The first candidate has rank 0.
    pub rank: u8,
    pub usage: Usage,
}

/// Where a shape is standard; bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage(pub u8);

impl Usage {
    /// OpenCC's own Traditional standard.
    pub const OPENCC: Self = Self(1);
    pub const TAIWAN: Self = Self(2);
    pub const HONG_KONG: Self = Self(4);
    /// Simplified.
    pub const MAINLAND: Self = Self(8);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Form {
    const LAST: u32 = 1 << 31;

    /// One number; `last` ends a character's list.
    pub fn pack(self, last: bool) -> u32 {
        let rank = u32::from(self.rank.min(15));
        (self.shape as u32) | (u32::from(self.usage.0) << 21) | (rank << 25) | if last { Self::LAST } else { 0 }
    }

    /// The form, and whether the list ends here.
    pub fn unpack(packed: u32) -> Option<(Self, bool)> {
        let shape = char::from_u32(packed & 0x1f_ffff)?;
        let usage = Usage(((packed >> 21) & 15) as u8);
        let rank = ((packed >> 25) & 15) as u8;
        Some((Self { shape, rank, usage }, packed & Self::LAST != 0))
    }
}

/// At one position of a phrase: which of the character's forms (by place in its list) are allowed,
/// and which of them comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub at: usize,
    pub allowed: u16,
    /// Place of the form that a converter writes.
    pub first: u8,
}

impl Choice {
    const LAST: u32 = 1 << 31;

    /// The first of the allowed forms is the one in front.
    pub fn new(at: usize, allowed: u16) -> Self {
        Self { at, allowed, first: (allowed.trailing_zeros() & 15) as u8 }
    }

    pub fn pack(self, last: bool) -> u32 {
        let place = ((self.at as u32 & 0xff) << 16) | (u32::from(self.first & 15) << 24);
        u32::from(self.allowed) | place | if last { Self::LAST } else { 0 }
    }

    /// The choice, and whether the list ends here.
    pub fn unpack(packed: u32) -> (Self, bool) {
        let at = ((packed >> 16) & 0xff) as usize;
        let first = ((packed >> 24) & 15) as u8;
        (Self { at, allowed: (packed & 0xffff) as u16, first }, packed & Self::LAST != 0)
    }
}

/// What an entry of the script family's own lists is; bits of its first number. A miswritten word
/// goes on with pairs of choices: the wrong forms, then the right ones, at one place each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Role(pub u32);

impl Role {
    /// Miswritten in Simplified text.
    pub const HANS: Self = Self(1);
    /// Miswritten in Traditional text.
    pub const HANT: Self = Self(1 << 1);
    /// Counts only where words begin and end.
    pub const BORDERS: Self = Self(1 << 2);
    /// What a person is: 總經理, 教授.
    pub const TITLE: Self = Self(1 << 3);
    /// What a person does who is quoted: 表示.
    pub const SAYING: Self = Self(1 << 4);
    /// The name of a script or language: words cited beside it are spoken of.
    pub const LANGUAGE: Self = Self(1 << 5);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Stands for a fold beyond the basic plane, which a list has.
pub const FAR: u16 = u16::MAX;

/// What a character's cell holds: its fold (0: itself) and its class.
pub fn pack_cell(fold: u16, class: Class) -> u32 {
    u32::from(fold) | u32::from(class.0) << 16
}

pub fn unpack_cell(cell: u32) -> (u16, Class) {
    (cell as u16, Class((cell >> 16) as u16))
}
