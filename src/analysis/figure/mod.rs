//! Figures: numerals with a unit that claim a quantity of the world, with typed values.
//!
//! Knows no source and no severity. What claims nothing (dates, names, versions, ordinals, counts of
//! ten and fewer) is left out here; what depends on the sentence around it is left to attribution.
//! Invariant: figures are disjoint, in order, and inside the range that was asked for.

pub mod currency;
mod english;
mod gate;
mod letter;
pub mod numeral;
mod scan;
pub mod sorts;
pub mod words;

pub use english::is_english;
pub use numeral::Value;
pub use scan::scan;
pub use sorts::Sorts;

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Money,
    Percent,
    Multiple,
    /// A part of a whole: 六成, 三分之一.
    Share,
    Rank,
    Count,
    /// Size or performance with a physical unit.
    Measure,
}

/// How the words around a figure hedge it: 约, 超过, 不足, 多, 左右.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Approx {
    #[default]
    Plain,
    About,
    Over,
    Under,
}

/// One claim: chars `start..end` of the view, from the numeral through its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    pub start: usize,
    pub end: usize,
    /// Where the numeral has ended and the unit begins; `end` for a figure without one.
    pub unit: usize,
    pub value: Value,
    pub kind: Kind,
    pub approx: Approx,
    /// Hedged before and behind: 约 240 多.
    pub doubled: bool,
}

impl Figure {
    /// The figures an editor asks a source for first.
    pub fn is_weighty(&self) -> bool {
        match self.kind {
            Kind::Money | Kind::Percent | Kind::Multiple | Kind::Share | Kind::Rank => true,
            Kind::Count | Kind::Measure => self.value.hi >= 1e4,
        }
    }
}
