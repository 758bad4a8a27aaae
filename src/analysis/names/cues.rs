//! The words around names, and the English words that one swap of letters makes another word of.

use std::ops::Range;

use super::super::Observe;
use crate::lexicon::{Classes, Kind, is_han};

/// No word of business is longer.
const LONGEST: usize = 5;
/// A shorter name may be ordinary words behind such a word: 公司有讚.
const LONG_NAME: usize = 4;

/// The classes, one constant each.
#[allow(missing_docs)]
pub mod class {
    use super::Classes;

    include!(concat!(env!("OUT_DIR"), "/name_cue_classes.rs"));
}

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

/// Words of business stand right before the name (硬碟廠) or right behind it (宣布): it is somebody who acts.
pub(super) fn is_of_business(cx: &Observe<'_>, range: &Range<usize>) -> bool {
    let before = range.start.saturating_sub(LONGEST)..range.start;
    let behind = range.end..cx.view.len().min(range.end + LONGEST);
    let called = inside(cx, &before, class::BEARER).any(|cue| cue.end == range.start);
    let acts = inside(cx, &behind, class::DEED).any(|cue| cue.start == range.end);
    cx.lattice.stands_alone(range.clone()) && (called && range.len() >= LONG_NAME || acts)
}

/// A Han cue of one or two characters counts on the borders of words: no 原 in 原因.
fn stands(cx: &Observe<'_>, range: &Range<usize>) -> bool {
    let han = cx.view.chars().get(range.start).is_some_and(|c| is_han(*c));
    !han || range.len() > 2 || cx.lattice.stands_alone(range.clone())
}

fn classes(id: u32) -> Classes {
    Classes::of(include_bytes!(concat!(env!("OUT_DIR"), "/name_cues.bin")), id)
}
