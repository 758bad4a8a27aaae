//! An article with what was observed in it: one observation a segment, kept while the segment stands.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::sums::{LENGTH, Sums};
use super::{Engine, Kinds, SegmentAt, threads};
use crate::analysis::lattice::Lattice;
use crate::analysis::{self, Facts, Observe, Seen, Shared};
use crate::document::{BlockKind, Document, Mask, Rescan, Segment, View};
use crate::lexicon::Hits;
use crate::text::Span;

/// Invariant: `seen` has one entry per segment of `document`, made by [`observe`] under one engine's settings;
/// `kinds` and `sums` follow from them.
#[derive(Clone, Debug)]
pub struct Article {
    document: Document,
    seen: Vec<Arc<Seen>>,
    kinds: Vec<Kinds>,
    sums: Sums,
    /// What stood in a long stretch that an edit made something else, as who opens a block of code does
    /// with all that follows: it comes back when the block is closed.
    attic: Vec<(Segment, Arc<Seen>)>,
}

/// A stretch of more segments than this is long.
const LONG: usize = 64;

/// What an edit did to an article's segments: those of `removed` (old indexes), kept in `old`, gave way to
/// `inserted` new ones. Segments at either end that came out as they were are not counted.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    pub removed: Range<usize>,
    pub inserted: usize,
    pub old: Vec<(Segment, Arc<Seen>)>,
}

impl Article {
    pub fn new(engine: &Engine, document: Document) -> Self {
        let seen = {
            let mut room = Room::default();
            document.segments().iter().map(|s| noted(engine, s, &mut room)).collect()
        };
        Self::of(document, seen)
    }

    /// An article that is judged and never edited: its facts are added up as they come, and no segment keeps its own.
    pub(super) fn once(engine: &Engine, document: Document) -> Self {
        let count = document.segments().len();
        let (mut seen, mut kinds, mut sums) = (Vec::with_capacity(count), Vec::with_capacity(count), Sums::default());
        let mut room = Room::default();
        for segments in document.segments().chunks(LENGTH) {
            let first = seen.len();
            seen.extend(segments.iter().map(|segment| kept(engine, segment, &mut room)));
            let fresh = seen.get_mut(first..).unwrap_or_default();
            kinds.extend(segments.iter().zip(&*fresh).map(|(segment, seen)| Kinds::of(segment, seen)));
            sums.push(fresh, kinds.get(first..).unwrap_or_default());
            fresh.iter_mut().filter_map(Arc::get_mut).for_each(Seen::forget);
        }
        Self { document, seen, kinds, sums, attic: Vec::new() }
    }

    /// [`Self::new`] on as many threads as there are processors, for an article that somebody waits for and keeps open.
    pub(super) fn at_once(engine: &Engine, document: Document) -> Self {
        let each = |room: &mut Room, segment: &Segment| kept(engine, segment, room);
        let seen = threads::map(document.segments(), |segment| segment.text.len(), each);
        Self::of(document, seen)
    }

    fn of(document: Document, seen: Vec<Arc<Seen>>) -> Self {
        let kinds: Vec<Kinds> = document.segments().iter().zip(&seen).map(|(s, seen)| Kinds::of(s, seen)).collect();
        let sums = Sums::new(&seen, &kinds);
        Self { document, seen, kinds, sums, attic: Vec::new() }
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    pub fn seen(&self) -> &[Arc<Seen>] {
        &self.seen
    }

    /// A segment and what was observed in it.
    pub(super) fn pair(&self, index: usize) -> Option<(Segment, Arc<Seen>)> {
        Some((self.document.segments().get(index)?.clone(), Arc::clone(self.seen.get(index)?)))
    }

    /// A segment in its place.
    pub(super) fn at(&self, index: usize) -> Option<SegmentAt<'_>> {
        let (segment, seen) = (self.document.segments().get(index)?, self.seen.get(index)?);
        Some(SegmentAt { index, base: self.document.start_of(index), segment, seen })
    }

    pub(super) fn kinds(&self) -> &[Kinds] {
        &self.kinds
    }

    pub(super) fn sums(&self) -> &Sums {
        &self.sums
    }

    /// Replaces `span` (bytes of the text) and observes only the segments that this changed.
    pub fn edit(&mut self, engine: &Engine, span: Span, replacement: &str) {
        self.replace(engine, span, replacement);
    }

    /// The same, and says what changed. A span that does not fit the text changes nothing.
    pub(super) fn replace(&mut self, engine: &Engine, span: Span, replacement: &str) -> Replaced {
        let Rescan { removed, inserted, old } = self.document.edit(span, replacement);
        let known: Vec<Arc<Seen>> = self.seen.get(removed.clone()).unwrap_or_default().to_vec();
        let old: Vec<(Segment, Arc<Seen>)> = old.into_iter().zip(known).collect();
        let fresh = self.document.segments().get(removed.start..removed.start + inserted).unwrap_or_default();
        let (head, tail) = same_ends(&old, fresh, self.document.start_of(removed.start), span);

        let fresh = fresh.get(head..fresh.len() - tail).unwrap_or_default();
        let removed = removed.start + head..removed.end - tail;
        let old = old.get(head..old.len() - tail).unwrap_or_default().to_vec();
        let attic = if fresh.len() > LONG { self.attic.as_slice() } else { &[] };
        let seen = observed(engine, attic, &old, fresh);
        let kinds: Vec<Kinds> = fresh.iter().zip(&seen).map(|(s, seen)| Kinds::of(s, seen)).collect();
        let inserted = seen.len();
        self.seen.splice(removed.clone(), seen);
        self.kinds.splice(removed.clone(), kinds);
        self.sums.replace(&removed, inserted, &self.seen, &self.kinds);
        if old.len() > LONG {
            self.attic.clone_from(&old);
        }
        Replaced { removed, inserted, old }
    }

    /// The sum of all segments' facts.
    pub fn facts(&self) -> Facts {
        self.sums.facts()
    }
}

/// How many segments at either end, outside of the edited `span`, came out as they were. The first of both
/// lists starts at `base`.
fn same_ends(old: &[(Segment, Arc<Seen>)], fresh: &[Segment], base: u32, span: Span) -> (usize, usize) {
    let mut end = base;
    let before = old.iter().zip(fresh).take_while(|((old, _), new)| {
        end += old.len();
        end <= span.start && old == *new
    });
    let head = before.count();
    let mut start = base + old.iter().map(|(segment, _)| segment.len()).sum::<u32>();
    let shorter = old.len().min(fresh.len()) - head;
    let behind = old.iter().rev().zip(fresh.iter().rev()).take(shorter).take_while(|((old, _), new)| {
        start -= old.len();
        start >= span.end && old == *new
    });
    (head, behind.count())
}

/// What stands in `fresh` segments, taken over from `attic` and `old` ones where these are the same.
fn observed(
    engine: &Engine,
    attic: &[(Segment, Arc<Seen>)],
    old: &[(Segment, Arc<Seen>)],
    fresh: &[Segment],
) -> Vec<Arc<Seen>> {
    let known: HashMap<&str, &(Segment, Arc<Seen>)> =
        attic.iter().chain(old).map(|pair| (&*pair.0.text, pair)).collect();
    let find = |segment: &Segment| {
        let (was, seen) = known.get(&*segment.text)?;
        (was == segment).then(|| Arc::clone(seen))
    };
    let each = |room: &mut Room, segment: &Segment| find(segment).unwrap_or_else(|| kept(engine, segment, room));
    threads::map(fresh, |segment| segment.text.len(), each)
}

/// What stands in a segment, without room to grow.
fn kept(engine: &Engine, segment: &Segment, room: &mut Room) -> Arc<Seen> {
    let mut seen = noted(engine, segment, room);
    Arc::get_mut(&mut seen).into_iter().for_each(Seen::shrink);
    seen
}

/// What stands in a segment. Half of an article's segments are blank lines, and one nothing serves all.
fn noted(engine: &Engine, segment: &Segment, room: &mut Room) -> Arc<Seen> {
    static NOTHING: LazyLock<Arc<Seen>> = LazyLock::new(Arc::default);
    if segment.kind == BlockKind::Blank { Arc::clone(&NOTHING) } else { Arc::new(observe(engine, segment, room)) }
}

/// Where one segment after the other is made ready for the observers.
#[derive(Default)]
struct Room {
    view: View,
    hits: Hits,
    lattice: Lattice,
}

/// Observes one segment: damage first, then the view without it, then every analysis and rule.
fn observe(engine: &Engine, segment: &Segment, room: &mut Room) -> Seen {
    let mut seen = Seen::default();
    // Tags and templates between paragraphs make no manual.
    let code = matches!(segment.kind, BlockKind::Code) && !segment.text.trim_start().starts_with(['<', '{']);
    seen.facts.figures.code_blocks = u32::from(code);
    if !segment.has_prose() {
        return seen;
    }
    let Room { view, hits, lattice } = room;
    undamaged(segment, &mut seen, view);
    hits.read(view.chars(), Some(engine.project.overlay()));
    lattice.read(view.chars(), hits);
    let (settings, project) = (&engine.settings, &engine.project);
    let shared = Shared::default();
    let cx = Observe { segment, view, hits, lattice, settings, project, shared: &shared };
    analysis::signs::observe(segment, &mut seen);
    analysis::names::observe(&cx, &mut seen);
    analysis::script::observe(&cx, &mut seen);
    analysis::attribution::observe(&cx, &mut seen);
    analysis::style::observe(&cx, &mut seen);
    analysis::repeat::observe(&cx, &mut seen);
    for rule in engine.rules {
        rule.observe(&cx, &mut seen);
    }
    seen
}

/// Finds the damage of a segment, and reads the view without it.
pub(crate) fn undamaged(segment: &Segment, seen: &mut Seen, view: &mut View) {
    analysis::damage::observe(segment, seen);
    if seen.damage.is_empty() {
        view.read(&segment.text, &segment.masks);
    } else {
        view.read(&segment.text, &masks_with_damage(segment, seen));
    }
}

/// The scanner's masks and the damage in one sorted, disjoint list; a damage that overlaps a mask gives way.
fn masks_with_damage(segment: &Segment, seen: &Seen) -> Vec<Mask> {
    let mut masks: Vec<Mask> = segment.masks.to_vec();
    let damage = seen.damage.iter().map(analysis::damage::Damage::mask);
    masks.extend(damage.filter(|d| !segment.masks.iter().any(|m| m.span.overlaps(d.span))));
    masks.sort_by_key(|m| m.span.start);
    masks.dedup_by(|next, kept| kept.span.overlaps(next.span));
    masks
}
