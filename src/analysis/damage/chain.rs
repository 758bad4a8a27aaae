//! The chains of wrong readings that can be undone; the list is `rules/encoding/chains.toml`.

use super::codec::Codec;

include!(concat!(env!("OUT_DIR"), "/chains.rs"));

/// One wrong reading: what the bytes were read as, and what they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub read: Codec,
    pub was: Codec,
}

/// A chain, its steps from the damaged text back to the true one.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    pub chain: Chain,
    pub steps: &'static [Step],
    /// What claiming it costs, in bits.
    pub open: u8,
}

impl Chain {
    pub fn spec(self) -> &'static Spec {
        CHAINS.get(self as usize).unwrap_or(&CHAINS[0])
    }

    /// What the text was before the first wrong reading.
    pub fn source(self) -> Codec {
        self.spec().steps.last().map_or(Codec::Utf8, |step| step.was)
    }

    /// What it was read as last.
    pub fn read(self) -> Codec {
        self.spec().steps.first().map_or(Codec::Latin1, |step| step.read)
    }

    /// How often it was read wrongly.
    pub fn rounds(self) -> usize {
        self.spec().steps.len()
    }

    /// True when the two differ only in which single bytes or pairs the text was read as: few characters of
    /// damage cannot tell ISO-8859-1 from Windows-1252.
    pub fn is_kin(self, other: Self) -> bool {
        let shape = |chain: Self| (chain.source(), chain.rounds(), chain.read().is_pairs());
        self == other || !self.read().is_pairs() && shape(self) == shape(other)
    }

    /// Pairs of bytes read as other pairs, once.
    pub fn is_pairs(self) -> bool {
        self.spec().steps.iter().all(|step| step.was.is_pairs() && step.read.is_pairs()) && self != Self::GbkDesync
    }

    /// UTF-8 at every step: losing a byte cannot go unnoticed.
    pub fn is_utf8(self) -> bool {
        self.spec().steps.iter().all(|step| step.was == Codec::Utf8)
    }
}

/// What the text was before one wrong reading of the chain with this number.
pub(super) fn codec(chain: u8, layer: usize) -> Option<Codec> {
    CHAINS.get(usize::from(chain)).and_then(|s| s.steps.get(layer)).map(|s| s.was)
}

/// How often it was read wrongly.
pub(super) fn rounds(chain: u8) -> usize {
    CHAINS.get(usize::from(chain)).map_or(0, |s| s.steps.len())
}

impl Codec {
    /// The encoding's name as readers know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cp1252 => "Windows-1252",
            Self::Latin1 => "ISO-8859-1",
            Self::Cp1250 => "Windows-1250",
            Self::Cp1251 => "Windows-1251",
            Self::Mac => "Macintosh",
            Self::Dos => "CP437",
            Self::Gbk => "GBK",
            Self::Big5 => "Big5",
            Self::ShiftJis => "Shift_JIS",
            Self::EucKr => "EUC-KR",
            Self::Utf8 => "UTF-8",
            Self::Mixed => "UTF-8/Latin-1",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_chains() {
        for (i, spec) in CHAINS.iter().enumerate() {
            assert_eq!(spec.chain as usize, i);
            assert!(!spec.steps.is_empty() && spec.steps.len() <= 3);
        }
        assert_eq!(CHAINS.iter().filter(|s| s.steps.len() == 1).count(), 28);
    }
}
