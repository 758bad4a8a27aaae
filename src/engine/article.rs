//! An article with what was observed in it: one observation a segment, kept while the segment stands.

use std::sync::Arc;

use super::Engine;
use crate::analysis::lattice::Lattice;
use crate::analysis::{self, Facts, Observe, Seen};
use crate::document::{Document, Mask, Segment, View};
use crate::lexicon;
use crate::text::Span;

/// Invariant: `seen` has one entry per segment of `document`, made by [`observe`] under one engine's settings.
#[derive(Clone, Debug)]
pub struct Article {
    document: Document,
    seen: Vec<Arc<Seen>>,
}

impl Article {
    pub fn new(engine: &Engine, document: Document) -> Self {
        let seen = document.segments().iter().map(|s| Arc::new(observe(engine, s))).collect();
        Self { document, seen }
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    pub fn seen(&self) -> &[Arc<Seen>] {
        &self.seen
    }

    /// Replaces `span` (bytes of the text) and observes only the segments that this changed.
    pub fn edit(&mut self, engine: &Engine, span: Span, replacement: &str) {
        let before: Vec<Segment> = self.document.segments().to_vec();
        let rescan = self.document.edit(span, replacement);
        let (first, old) = (rescan.removed.start, rescan.removed.clone());
        let known: Vec<(&Segment, &Arc<Seen>)> = before
            .get(old.clone())
            .unwrap_or_default()
            .iter()
            .zip(self.seen.get(old.clone()).unwrap_or_default())
            .collect();
        let fresh = self.document.segments().get(first..first + rescan.inserted).unwrap_or_default();
        let fresh: Vec<Arc<Seen>> = fresh
            .iter()
            .map(|segment| match known.iter().find(|(s, _)| *s == segment) {
                Some((_, seen)) => Arc::clone(seen),
                None => Arc::new(observe(engine, segment)),
            })
            .collect();
        if old.end <= self.seen.len() {
            self.seen.splice(old, fresh);
        }
    }

    /// The sum of all segments' facts.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        for seen in &self.seen {
            facts.merge(&seen.facts);
        }
        facts
    }
}

/// Observes one segment: damage first, then the view without it, then every analysis and rule.
pub fn observe(engine: &Engine, segment: &Segment) -> Seen {
    let mut seen = Seen::default();
    if !segment.has_prose() {
        return seen;
    }
    let view = undamaged(segment, &mut seen);
    let hits = lexicon::walk(view.chars());
    let lattice = Lattice::new(&view, &hits);
    let cx = Observe { segment, view: &view, hits: &hits, lattice: &lattice, settings: &engine.settings };
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
