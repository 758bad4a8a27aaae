//! Figures that the house wants no source for: too small, of a subject it trusts, or written as it allows.

use super::Text;
use super::sentence::Piece;
use crate::analysis::figure::{Figure, Kind};

/// Chars around a figure in which its subject may be named.
const CLAUSE: usize = 40;

impl Text<'_> {
    /// True for a figure that the configuration leaves alone.
    pub(super) fn is_excused(&self, piece: &Piece, f: &Figure) -> bool {
        let asked = &self.cx.settings.figures;
        self.is_below(f) || self.is_written(f, &asked.values) || self.is_told_of(piece, f, &asked.subjects)
    }

    fn is_below(&self, f: &Figure) -> bool {
        let asked = &self.cx.settings.figures;
        let below = |least: Option<u64>| least.is_some_and(|least| f.value.hi < least as f64);
        match f.kind {
            Kind::Count => asked.small.is_some_and(|most| f.value.hi <= f64::from(most)),
            Kind::Money => below(asked.least.money),
            Kind::Percent => below(asked.least.percent),
            Kind::Measure => below(asked.least.measure),
            Kind::Multiple | Kind::Share | Kind::Rank => false,
        }
    }

    fn is_written(&self, f: &Figure, values: &[String]) -> bool {
        let written = || self.slice(f.start, f.end).iter().filter(|c| !c.is_whitespace());
        values.iter().any(|value| written().copied().eq(value.chars()))
    }

    /// The subject stands in the figure's clause, or right before it in the sentence.
    fn is_told_of(&self, piece: &Piece, f: &Figure, subjects: &[String]) -> bool {
        let (from, to) = (f.start.saturating_sub(CLAUSE).max(piece.start), (f.end + CLAUSE / 2).min(piece.end));
        subjects.iter().any(|subject| self.holds(from, to, subject))
    }

    /// True when `word`, folded, stands in the chars `from..to`.
    pub(super) fn holds(&self, from: usize, to: usize, word: &str) -> bool {
        let Some(first) = word.chars().next() else { return false };
        let within = self.slice(from, to);
        let starts = within.iter().enumerate().filter(|(_, c)| **c == first).map(|(i, _)| i);
        let length = word.chars().count();
        starts.filter_map(|i| within.get(i..i + length)).any(|w| w.iter().copied().eq(word.chars()))
    }
}
