//! A set of bytes, asked by span.

use crate::text::Span;

/// Disjoint spans, sorted.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<Span>);

impl Taken {
    pub fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut taken = Self::default();
        taken.add(spans.collect());
        taken
    }

    pub fn add(&mut self, mut spans: Vec<Span>) {
        if spans.is_empty() {
            return;
        }
        spans.sort_unstable();
        self.0.append(&mut spans);
        self.0.sort(); // Two sorted runs, which this sort merges.
        self.0.dedup_by(|next, kept| {
            let joined = next.start < kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
    }

    /// True when the set has a span that reaches beyond this one, or is this one.
    pub fn contests(&self, span: Span) -> bool {
        let first = self.0.partition_point(|t| t.end <= span.start);
        let mut met = self.0.iter().skip(first).take_while(|t| t.start < span.end);
        met.any(|t| *t == span || !span.contains(*t))
    }

    /// True when the set meets the span other than by holding more than it.
    pub fn crosses(&self, span: Span) -> bool {
        let first = self.0.partition_point(|t| t.end <= span.start);
        let mut met = self.0.iter().skip(first).take_while(|t| t.start < span.end);
        met.any(|t| *t == span || !t.contains(span))
    }

    /// True when some byte of the span is in the set.
    pub fn holds(&self, span: Span) -> bool {
        let i = self.0.partition_point(|t| t.end <= span.start);
        self.0.get(i).is_some_and(|t| t.overlaps(span))
    }
}
