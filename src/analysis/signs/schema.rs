//! The classes of characters that `build.rs` compiles and the scan looks up. Included by both.

/// What a character is to the scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Ordinary,
    Control,
    ZeroWidth,
    ByteOrder,
    Joiner,
    Direction,
    DirectionMark,
    SoftHyphen,
    Separator,
    Space,
    WideSpace,
    Selector,
    Filler,
    Object,
    Combining,
    Tag,
    Kangxi,
    Component,
    Compatibility,
    JapaneseForm,
    Private,
    FullWidth,
    /// A letter of `[letters]`.
    Letter,
    Escape,
}

impl Class {
    /// Every class under the number it has in the table, with its name in `rules/encoding/characters.toml`.
    pub const ALL: [(Self, &'static str); 24] = [
        (Self::Ordinary, ""),
        (Self::Control, "control"),
        (Self::ZeroWidth, "zero-width"),
        (Self::ByteOrder, "byte-order"),
        (Self::Joiner, "joiner"),
        (Self::Direction, "direction"),
        (Self::DirectionMark, "direction-mark"),
        (Self::SoftHyphen, "soft-hyphen"),
        (Self::Separator, "separator"),
        (Self::Space, "space"),
        (Self::WideSpace, "wide-space"),
        (Self::Selector, "selector"),
        (Self::Filler, "filler"),
        (Self::Object, "object"),
        (Self::Combining, "combining"),
        (Self::Tag, "tag"),
        (Self::Kangxi, "kangxi"),
        (Self::Component, "component"),
        (Self::Compatibility, "compatibility"),
        (Self::JapaneseForm, "japanese-form"),
        (Self::Private, "private"),
        (Self::FullWidth, "full-width"),
        (Self::Letter, ""),
        (Self::Escape, "escape"),
    ];
}

/// Characters of one page of the class table.
pub const PAGE: usize = 64;
/// Pages that the index of the Basic Multilingual Plane names.
pub const INDEX: usize = 0x1_0000 / PAGE;
/// Bytes of a range beyond that plane: first, last, class.
pub const RANGE: usize = 12;
/// Bytes of a pair of look-alike and what it looks like.
pub const PAIR: usize = 8;
