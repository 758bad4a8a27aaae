//! Which blocks hold damage: there no style fix is written, since a changed mark hides damage from its repair.

use std::ops::Range;

use crate::analysis::damage::{Chain, Damage, DamageKind};
use crate::engine::{Change, Judge, Kinds, SegmentAt};

/// The segments of blocks that hold damage, as ranges in order.
pub struct Damaged(Vec<Range<usize>>);

impl Damaged {
    pub fn new(cx: &Judge<'_>) -> Self {
        let mut damaged: Vec<Range<usize>> = Vec::new();
        let continues = |index: usize| cx.at(index).is_some_and(|at| at.segment.continues);
        for at in cx.with(ANY).filter(|at| at.seen.is_damaged(&cx.facts.damage)) {
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
        let sound = || change.is_free_of(ANY) && cx.with(ANY).next().is_none();
        let (now, then) = (&cx.facts.damage.chains, &change.facts.damage.chains);
        let certain = now.certain().eq(then.certain());
        certain && change.agrees(|at| (at.segment.continues, at.seen.damage.is_empty(), chains(at))) || sound()
    }
}

/// Damage, or what may be damage.
const ANY: Kinds = Kinds::DAMAGE.with(Kinds::WEAK);

fn chains(at: &SegmentAt<'_>) -> Vec<Chain> {
    let chain = |damage: &Damage| match &damage.kind {
        DamageKind::Mojibake(repair) => Some(repair.chain),
        _ => None,
    };
    at.seen.weak.iter().filter_map(chain).collect()
}
