//! What can be wrong with a character, and which rule speaks of it.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignKind {
    // encoding/invisible
    Direction,
    Control,
    ZeroWidth,
    ByteOrder,
    DirectionMark,
    SoftHyphen,
    Separator,
    Selector,
    Combining,
    Object,
    Space,
    WideSpace,
    // encoding/look-alike
    Kangxi,
    Component,
    Compatibility,
    JapaneseForm,
    Private,
    MixedWidth,
    Letter,
    // encoding/escape
    Entity,
    Stub,
    Unit,
    Percent,
    Printable,
    /// `\xE4`, `\344`.
    Byte,
    /// UTF-7.
    Seven,
    Tag,
}

/// What a sign belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignGroup {
    Invisible,
    LookAlike,
    Escape,
}

impl SignKind {
    pub const fn group(self) -> SignGroup {
        match self {
            Self::Kangxi
            | Self::Component
            | Self::Compatibility
            | Self::JapaneseForm
            | Self::Private
            | Self::MixedWidth
            | Self::Letter => SignGroup::LookAlike,
            Self::Entity
            | Self::Stub
            | Self::Unit
            | Self::Percent
            | Self::Printable
            | Self::Byte
            | Self::Seven
            | Self::Tag => SignGroup::Escape,
            _ => SignGroup::Invisible,
        }
    }

    /// Key of the sentences in the rule's page.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Control => "control",
            Self::ZeroWidth => "zero-width",
            Self::ByteOrder => "byte-order",
            Self::DirectionMark => "direction-mark",
            Self::SoftHyphen => "soft-hyphen",
            Self::Separator => "separator",
            Self::Selector => "selector",
            Self::Combining => "combining",
            Self::Object => "object",
            Self::Space => "space",
            Self::WideSpace => "wide-space",
            Self::Kangxi => "kangxi",
            Self::Component => "component",
            Self::Compatibility => "compatibility",
            Self::JapaneseForm => "japanese-form",
            Self::Private => "private",
            Self::MixedWidth => "mixed-width",
            Self::Letter => "letter",
            Self::Entity => "entity",
            Self::Stub => "stub",
            Self::Unit => "unit",
            Self::Percent => "percent",
            Self::Printable => "printable",
            Self::Byte => "byte",
            Self::Seven => "seven",
            Self::Tag => "tag",
        }
    }
}
