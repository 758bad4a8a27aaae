//! The words around names, and the English words that one swap of letters makes another word of.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::Observe;
use crate::lexicon::{Classes, Kind, is_han};

/// The classes, one constant each.
#[allow(missing_docs)]
pub mod class {
    use super::Classes;

    include!(concat!(env!("OUT_DIR"), "/name_cue_classes.rs"));
}

static CLASSES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/name_cues.bin"));
    postcard::from_bytes(bytes).unwrap_or_default()
});

/// The cues of a class that stand inside `range` as words.
pub(super) fn inside(cx: &Observe<'_>, range: &Range<usize>, of: Classes) -> impl Iterator<Item = Range<usize>> {
    let hits = cx.hits.of(Kind::NameCue);
    let from = hits.partition_point(|hit| (hit.start as usize) < range.start);
    let end = range.end;
    let near = hits.get(from..).unwrap_or_default().iter().take_while(move |hit| (hit.start as usize) < end);
    near.filter(move |hit| hit.end as usize <= end && classes(hit.id).any(of) && stands(cx, &hit.range()))
        .map(|hit| hit.range())
}

/// A little word that names are put behind (是, 和, 由) ends at a view position.
pub fn begins_behind_particle(cx: &Observe<'_>, at: usize) -> bool {
    let before = at.saturating_sub(2)..at;
    let mut cues = inside(cx, &before, class::PARTICLE);
    cues.any(|cue| cue.end == at)
}

/// A Han cue of one or two characters counts on the borders of words: no 原 in 原因.
fn stands(cx: &Observe<'_>, range: &Range<usize>) -> bool {
    let han = cx.view.chars().get(range.start).is_some_and(|c| is_han(*c));
    !han || range.len() > 2 || cx.lattice.stands_alone(range.clone())
}

fn classes(id: u32) -> Classes {
    Classes(CLASSES.get(id as usize).copied().unwrap_or(0))
}
