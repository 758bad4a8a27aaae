//! Which blocks hold damage: there no style fix is written, since a changed mark hides damage from its repair.

use std::ops::Range;

use crate::engine::{Change, Judge, Kinds};

/// The segments of blocks that hold damage, as ranges in order.
pub struct Damaged(Vec<Range<usize>>);

impl Damaged {
    pub fn new(cx: &Judge<'_>) -> Self {
        let mut damaged: Vec<Range<usize>> = Vec::new();
        let continues = |index: usize| cx.at(index).is_some_and(|at| at.segment.continues);
        for at in cx.with(Kinds::DAMAGE) {
            if damaged.last().is_some_and(|last| last.contains(&at.index)) {
                continue;
            }
            let first = (0..=at.index).rev().find(|i| !continues(*i)).unwrap_or(0);
            let end = (at.index + 1..).find(|i| !continues(*i)).unwrap_or(at.index + 1);
            damaged.push(first..end);
        }
        Self(damaged)
    }

    pub fn holds(&self, segment: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= segment);
        self.0.get(next).is_some_and(|range| range.contains(&segment))
    }

    /// True when the edited segments belong to damaged blocks as they did.
    pub fn stands(cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let sound = || change.is_free_of(Kinds::DAMAGE) && cx.with(Kinds::DAMAGE).next().is_none();
        change.agrees(|at| (at.segment.continues, at.seen.damage.is_empty())) || sound()
    }
}
