//! What edits did to an article since it was judged, for rules that can tell from it that what they said
//! still holds.

use super::{Kinds, SegmentAt, Verdict};
use crate::analysis::script::Spot;
use crate::analysis::{Facts, Mark, Seen};
use crate::document::Segment;
use crate::text::Span;

/// The edits as one: a stretch of segments gave way to others, all else only moved.
#[derive(Debug)]
pub struct Change<'a> {
    pub(super) moved: Moved,
    pub(super) first: usize,
    /// The segments that went, as they stood then, and those that came. All others are as they were.
    pub(super) old: Vec<SegmentAt<'a>>,
    pub(super) new: Vec<SegmentAt<'a>>,
    /// Facts and verdict of then.
    pub facts: &'a Facts,
    pub verdict: &'a Verdict,
}

/// How edits moved what stands around them: the bytes of `span` gave way to `inserted` others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub(super) span: Span,
    pub(super) inserted: u32,
}

impl Moved {
    /// Where a span of then is now; nothing when the edits reached into it.
    pub fn place(self, span: Span) -> Option<Span> {
        if span.is_empty() && !self.is_apart(span) {
            return None; // On which side of the new text it stands, nobody knows.
        }
        if span.end <= self.span.start {
            return Some(span);
        }
        let to = |at: u32| at - self.span.len() + self.inserted;
        (span.start >= self.span.end).then(|| Span::new(to(span.start), to(span.end)))
    }

    /// True when the edits did not even touch the span.
    pub fn is_apart(self, span: Span) -> bool {
        span.end < self.span.start || span.start > self.span.end
    }

    /// These edits and then `next` as one.
    pub(super) fn then(self, next: Self) -> Self {
        let end = self.span.start + self.inserted;
        let (start, until) = (self.span.start.min(next.span.start), end.max(next.span.end));
        let grown = Span::new(start, self.span.end + (until - end));
        Self { span: grown, inserted: until - start - next.span.len() + next.inserted }
    }
}

/// How the edits moved an observation: from one segment to another.
#[derive(Clone, Copy, Debug)]
pub struct Shift {
    moved: Moved,
    was: u32,
    is: u32,
}

impl Shift {
    /// True when a span of the old segment only moved to become one of the new segment.
    pub fn spans(&self, old: Span, new: Span) -> bool {
        self.moved.place(old.shifted(self.was)) == Some(new.shifted(self.is))
    }

    /// The same for a byte, which the edits must not even touch.
    pub fn points(&self, old: u32, new: u32) -> bool {
        self.spans(Span::new(old, old), Span::new(new, new))
    }
}

impl<'a> Change<'a> {
    pub fn before(&self) -> &[SegmentAt<'a>] {
        &self.old
    }

    pub fn after(&self) -> &[SegmentAt<'a>] {
        &self.new
    }

    /// The number of the first new segment, or of the one behind those that went.
    pub fn first(&self) -> usize {
        self.first
    }

    /// True when segments neither went nor came with observations of these sorts.
    pub fn is_free_of(&self, kinds: Kinds) -> bool {
        !self.old.iter().chain(&self.new).any(|at| Kinds::of(at.segment, at.seen).meets(kinds))
    }

    /// True when the old and the new segments agree in what `of` tells of them, one by one.
    pub fn agrees<T: PartialEq>(&self, of: impl Fn(&SegmentAt<'a>) -> T) -> bool {
        self.old.len() == self.new.len() && self.old.iter().zip(&self.new).all(|(old, new)| of(old) == of(new))
    }

    /// True when the same observations stand in the new segments as in the old ones, moved by the edits.
    /// `list` picks them, `same` compares two, their spans by the [`Shift`].
    pub fn stands<T: 'a, I: Iterator<Item = &'a T>>(
        &self,
        list: impl Fn(&'a Seen) -> I,
        same: impl Fn(&T, &T, &Shift) -> bool,
    ) -> bool {
        let all = |segments: &[SegmentAt<'a>]| {
            let each = segments.iter().flat_map(|at| list(at.seen).map(|item| (at.base, item)));
            each.collect::<Vec<(u32, &'a T)>>()
        };
        let (old, new) = (all(&self.old), all(&self.new));
        let alike = |((was, old), (is, new)): (&(u32, &T), &(u32, &T))| {
            same(old, new, &Shift { moved: self.moved, was: *was, is: *is })
        };
        old.len() == new.len() && old.iter().zip(&new).all(alike)
    }

    /// True when the rule's marks stand as they did.
    pub fn marks_stand(&self, rule: &'static str) -> bool {
        let same = |old: &Mark, new: &Mark, to: &Shift| {
            (old.tag, &old.text) == (new.tag, &new.text) && to.spans(old.span, new.span)
        };
        self.stands(|seen| seen.marks_of(rule), same)
    }

    /// True when the mentions of names stand as they did.
    pub fn mentions_stand(&self) -> bool {
        self.stands(|seen| seen.mentions.iter(), |old, new, to| old.is_moved(new, &|a, b| to.spans(a, b)))
    }

    /// True when the characters of doubtful script stand as they did.
    pub fn spots_stand(&self) -> bool {
        let same = |old: &Spot, new: &Spot, to: &Shift| {
            (old.script, old.fault, old.certainty) == (new.script, new.fault, new.certainty)
                && (&old.right, &old.names) == (&new.right, &new.names)
                && to.spans(old.span, new.span)
        };
        self.stands(|seen| seen.script.iter(), same)
    }

    /// True when both have as many segments of prose, of blocks, and so on, as `counts` says.
    pub fn counts_alike(&self, counts: impl Fn(&Segment) -> bool) -> bool {
        let count = |segments: &[SegmentAt<'a>]| segments.iter().filter(|at| counts(at.segment)).count();
        count(&self.old) == count(&self.new)
    }
}
