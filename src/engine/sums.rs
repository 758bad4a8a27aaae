//! Facts and sorts of observations added up over stretches of segments, so that an edit adds up one stretch
//! and not the article.
//!
//! Invariant: the stretches tile the article's segments in order, none is empty, and each holds the sum of
//! its own.

use std::ops::Range;
use std::sync::Arc;

use super::Kinds;
use crate::analysis::{Facts, Seen};

/// The sums of all stretches.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums(Vec<Stretch>);

#[derive(Clone, Debug)]
struct Stretch {
    len: usize,
    kinds: Kinds,
    facts: Facts,
}

/// A stretch is made of so many segments, and grows to twice as many before it is cut.
pub(super) const LENGTH: usize = 64;

impl Sums {
    /// Adds one stretch behind all others; it must not be longer than [`LENGTH`].
    pub fn push(&mut self, seen: &[Arc<Seen>], kinds: &[Kinds]) {
        self.0.extend(stretch(seen, kinds));
    }

    pub fn new(seen: &[Arc<Seen>], kinds: &[Kinds]) -> Self {
        Self(stretches(seen, kinds).collect())
    }

    /// `seen` and `kinds` are the article's new ones: `removed` of the old gave way to `inserted`.
    pub fn replace(&mut self, removed: &Range<usize>, inserted: usize, seen: &[Arc<Seen>], kinds: &[Kinds]) {
        let (mut first, mut start) = (0, 0);
        while let Some(stretch) = self.0.get(first).filter(|s| start + s.len < removed.start) {
            start += stretch.len;
            first += 1;
        }
        let (mut last, mut end) = (first, start);
        while let Some(stretch) = self.0.get(last).filter(|_| end < removed.end || last == first) {
            end += stretch.len;
            last += 1;
        }
        let end = end + inserted - removed.len();
        let (seen, kinds) = (seen.get(start..end).unwrap_or_default(), kinds.get(start..end).unwrap_or_default());
        let fresh: Vec<Stretch> = match seen.len() {
            n if n <= 2 * LENGTH => stretch(seen, kinds).into_iter().collect(),
            _ => stretches(seen, kinds).collect(),
        };
        self.0.splice(first..last, fresh);
    }

    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        self.0.iter().for_each(|stretch| facts.merge(&stretch.facts));
        facts
    }

    /// The stretches in which a segment may be of one of these sorts.
    pub fn with(&self, wanted: Kinds) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.0.iter().filter_map(move |stretch| {
            let range = start..start + stretch.len;
            start = range.end;
            stretch.kinds.meets(wanted).then_some(range)
        })
    }
}

fn stretches(seen: &[Arc<Seen>], kinds: &[Kinds]) -> impl Iterator<Item = Stretch> {
    seen.chunks(LENGTH).zip(kinds.chunks(LENGTH)).filter_map(|(seen, kinds)| stretch(seen, kinds))
}

fn stretch(seen: &[Arc<Seen>], kinds: &[Kinds]) -> Option<Stretch> {
    let mut facts = Facts::default();
    seen.iter().for_each(|seen| facts.merge(&seen.facts));
    let kinds = kinds.iter().fold(Kinds::default(), |all, kinds| all.with(*kinds));
    (!seen.is_empty()).then_some(Stretch { len: seen.len(), kinds, facts })
}
