//! What undoing a wrong decoding gives, and how far it is to be trusted.

/// Which wrong reading was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chain {
    Utf8AsLatin,
    /// The same, saved and read so again.
    Utf8AsLatinTwice,
    Utf8AsGbk,
    /// GBK read from the middle of a character on.
    GbkDesync,
}

/// Invariant: `Proven` only with a certificate, so that a safe fix is never a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Damaged again, the text is the input exactly, and it is plausible Chinese.
    Proven,
    /// Reads well, but bytes were lost or the chain is known to hide losses.
    Likely,
    /// Damage for certain, but no text to put in its place.
    Unproven,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    pub chain: Chain,
    /// What the span should read; a partial reading when the grade is `Unproven`.
    pub text: Box<str>,
    pub grade: Grade,
}

impl Chain {
    /// Key of the sentences in the rule's page.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Utf8AsLatin => "utf8-as-latin",
            Self::Utf8AsLatinTwice => "utf8-as-latin-twice",
            Self::Utf8AsGbk => "utf8-as-gbk",
            Self::GbkDesync => "gbk-desync",
        }
    }
}
