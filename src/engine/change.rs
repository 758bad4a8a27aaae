//! What edits did to an article since it was judged, for rules that can tell from it that what they said
//! still holds.

use super::{Kinds, SegmentAt, Verdict};
use crate::analysis::{Facts, Mark, Seen};
use crate::document::Segment;
use crate::text::Span;

/// The edits as one: a stretch of segments gave way to others, all else only moved.
#[derive(Debug)]
pub struct Change<'a> {
    pub(super) moved: Moved,
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

impl<'a> Change<'a> {
    pub fn old(&self) -> &[SegmentAt<'a>] {
        &self.old
    }

    pub fn new(&self) -> &[SegmentAt<'a>] {
        &self.new
    }

    /// True when segments neither went nor came with observations of these sorts.
    pub fn is_free_of(&self, kinds: Kinds) -> bool {
        !self.old.iter().chain(&self.new).any(|at| Kinds::of(at.segment, at.seen).meets(kinds))
    }

    /// True when the old and the new segments agree in what `of` tells of them, one by one.
    pub fn agrees<T: PartialEq>(&self, of: impl Fn(&SegmentAt<'a>) -> T) -> bool {
        self.old.len() == self.new.len() && self.old.iter().zip(&self.new).all(|(old, new)| of(old) == of(new))
    }

    /// True when the same observations stand in the new segments as in the old ones, moved by the edit.
    /// `list` picks them, `same` compares two and asks for each of their spans whether it only moved.
    pub fn stands<T: 'a>(
        &self,
        list: impl Fn(&'a Seen) -> &'a [T],
        same: impl Fn(&T, &T, &dyn Fn(Span, Span) -> bool) -> bool,
    ) -> bool {
        let all = |segments: &[SegmentAt<'a>]| {
            let each = segments.iter().flat_map(|at| list(at.seen).iter().map(|item| (at.base, item)));
            each.collect::<Vec<(u32, &'a T)>>()
        };
        let (old, new) = (all(&self.old), all(&self.new));
        old.len() == new.len()
            && old.iter().zip(&new).all(|((was, old), (is, new))| {
                same(old, new, &|a, b| self.moved.place(a.shifted(*was)) == Some(b.shifted(*is)))
            })
    }

    /// True when the rule's marks stand as they did.
    pub fn marks_stand(&self, rule: &'static str) -> bool {
        self.stands(
            |seen| &seen.marks,
            |old, new, moved| {
                let own = |mark: &Mark| mark.rule == rule;
                let same = || (old.tag, &old.text) == (new.tag, &new.text) && moved(old.span, new.span);
                own(old) == own(new) && (!own(old) || same())
            },
        )
    }

    /// True when the mentions of names stand as they did.
    pub fn mentions_stand(&self) -> bool {
        self.stands(|seen| &seen.mentions, |old, new, moved| old.is_moved(new, moved))
    }

    /// True when the characters of doubtful script stand as they did.
    pub fn spots_stand(&self) -> bool {
        self.stands(
            |seen| &seen.script,
            |old, new, moved| {
                moved(old.span, new.span) && {
                    let rest = |spot: &crate::analysis::script::Spot| (spot.script, spot.fault, spot.certainty);
                    rest(old) == rest(new) && old.right == new.right && old.names == new.names
                }
            },
        )
    }

    /// True when both have as many segments of prose, of blocks, and so on, as `counts` says.
    pub fn counts_alike(&self, counts: impl Fn(&Segment) -> bool) -> bool {
        let count = |segments: &[SegmentAt<'a>]| segments.iter().filter(|at| counts(at.segment)).count();
        count(&self.old) == count(&self.new)
    }
}
