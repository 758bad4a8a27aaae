//! An article with what was observed in it: one observation a segment, kept while the segment stands.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::sums::Sums;
use super::{Engine, Kinds, SegmentAt};
use crate::analysis::lattice::Lattice;
use crate::analysis::{self, Facts, Observe, Seen};
use crate::document::{BlockKind, Document, Mask, Rescan, Segment, View};
use crate::lexicon;
use crate::text::Span;

/// Invariant: `seen` has one entry per segment of `document`, made by [`observe`] under one engine's settings;
/// `kinds` and `sums` follow from them.
#[derive(Clone, Debug)]
pub struct Article {
    document: Document,
    seen: Vec<Arc<Seen>>,
    kinds: Vec<Kinds>,
    sums: Sums,
}

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
        let seen: Vec<Arc<Seen>> = document.segments().iter().map(|s| Arc::new(observe(engine, s))).collect();
        let kinds: Vec<Kinds> = document.segments().iter().zip(&seen).map(|(s, seen)| Kinds::of(s, seen)).collect();
        let sums = Sums::new(&seen, &kinds);
        Self { document, seen, kinds, sums }
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
        let seen = observed(engine, &old, fresh);
        let kinds: Vec<Kinds> = fresh.iter().zip(&seen).map(|(s, seen)| Kinds::of(s, seen)).collect();
        let inserted = seen.len();
        self.seen.splice(removed.clone(), seen);
        self.kinds.splice(removed.clone(), kinds);
        self.sums.replace(&removed, inserted, &self.seen, &self.kinds);
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

/// What stands in `fresh` segments, taken over from `old` ones where these are the same.
fn observed(engine: &Engine, old: &[(Segment, Arc<Seen>)], fresh: &[Segment]) -> Vec<Arc<Seen>> {
    let known: HashMap<&str, usize> = old.iter().enumerate().map(|(i, (s, _))| (&*s.text, i)).collect();
    let find = |segment: &Segment| {
        let (was, seen) = old.get(*known.get(&*segment.text)?)?;
        (was == segment).then(|| Arc::clone(seen))
    };
    fresh.iter().map(|segment| find(segment).unwrap_or_else(|| Arc::new(observe(engine, segment)))).collect()
}

/// Observes one segment: damage first, then the view without it, then every analysis and rule.
pub fn observe(engine: &Engine, segment: &Segment) -> Seen {
    let mut seen = Seen::default();
    seen.facts.figures.code_blocks = u32::from(matches!(segment.kind, BlockKind::Code));
    if !segment.has_prose() {
        return seen;
    }
    let view = undamaged(segment, &mut seen);
    let hits = lexicon::walk_with(view.chars(), Some(engine.project.overlay()));
    let lattice = Lattice::new(&view, &hits);
    let cx = Observe {
        segment,
        view: &view,
        hits: &hits,
        lattice: &lattice,
        settings: &engine.settings,
        project: &engine.project,
    };
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

/// Finds the damage of a segment; the view without it.
pub(crate) fn undamaged(segment: &Segment, seen: &mut Seen) -> View {
    analysis::damage::observe(segment, seen);
    if seen.damage.is_empty() {
        View::new(&segment.text, &segment.masks)
    } else {
        View::new(&segment.text, &masks_with_damage(segment, seen))
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
