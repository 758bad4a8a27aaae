//! What edits have changed since the engine last saw the text, as few regions, so that a burst of edits costs the
//! engine one. Invariant: regions are sorted and do not touch; outside of them old and new text are the same.

use crate::text::Span;

/// Bytes `old` of the text before have become bytes `new` of the text now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub old: Span,
    pub new: Span,
}

#[derive(Clone, Debug)]
pub struct Changes {
    regions: Vec<Region>,
    /// With more regions than this, one covers them all.
    most: usize,
}

const MOST: usize = 16;

impl Default for Changes {
    fn default() -> Self {
        Self { regions: Vec::new(), most: MOST }
    }
}

impl Changes {
    /// Keeps every region apart.
    pub fn unbounded() -> Self {
        Self { regions: Vec::new(), most: usize::MAX }
    }

    /// Bytes `span` of the text now are replaced by `inserted` others.
    pub fn record(&mut self, span: Span, inserted: u32) {
        let first = self.regions.partition_point(|r| r.new.end < span.start);
        let last = self.regions.partition_point(|r| r.new.start <= span.end);
        let touched = self.regions.get(first..last).unwrap_or_default();
        let before = first.checked_sub(1).and_then(|i| self.regions.get(i)).copied();
        let start = match touched.first() {
            Some(r) if r.new.start <= span.start => (r.old.start, r.new.start),
            _ => (unmoved(span.start, before), span.start),
        };
        let end = match touched.last() {
            Some(r) if r.new.end >= span.end => (r.old.end, moved(r.new.end, span, inserted)),
            r => (unmoved(span.end, r.copied().or(before)), moved(span.end, span, inserted)),
        };
        let joined = Region { old: Span::new(start.0, end.0), new: Span::new(start.1, end.1) };
        for behind in self.regions.get_mut(last..).unwrap_or_default() {
            behind.new = Span::new(moved(behind.new.start, span, inserted), moved(behind.new.end, span, inserted));
        }
        self.regions.splice(first..last, [joined]);
        self.cover();
    }

    /// All regions, to be replaced from the last to the first. Nothing has changed afterwards.
    pub fn take(&mut self) -> impl Iterator<Item = Region> + use<> {
        std::mem::take(&mut self.regions).into_iter().rev()
    }

    pub fn clear(&mut self) {
        self.regions.clear();
    }

    fn cover(&mut self) {
        if self.regions.len() <= self.most {
            return;
        }
        if let (Some(a), Some(b)) = (self.regions.first().copied(), self.regions.last().copied()) {
            let span = |a: Span, b: Span| Span::new(a.start, b.end);
            self.regions = vec![Region { old: span(a.old, b.old), new: span(a.new, b.new) }];
        }
    }
}

/// Where a byte at or behind the end of `span` stands once `inserted` bytes have taken its place.
fn moved(byte: u32, span: Span, inserted: u32) -> u32 {
    byte.saturating_sub(span.len()).saturating_add(inserted)
}

/// Where a byte of the text now stood before, when `region` is the last one that ends before it.
fn unmoved(byte: u32, region: Option<Region>) -> u32 {
    region.map_or(byte, |r| byte.saturating_sub(r.new.end).saturating_add(r.old.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn regions_lead_from_the_old_text_to_the_new(
            old in "[a-z]{0,60}",
            edits in proptest::collection::vec((0.0..1.0f64, 0usize..5, "[A-Z]{0,4}"), 0..40),
        ) {
            let (mut changes, mut new) = (Changes::default(), old.clone());
            for (share, take, text) in &edits {
                let start = (new.len() as f64 * share) as usize;
                let end = (start + take).min(new.len());
                changes.record(Span::new(start as u32, end as u32), text.len() as u32);
                new.replace_range(start..end, text);
            }
            let mut replayed = old;
            for region in changes.take() {
                replayed.replace_range(region.old.range(), &new[region.new.range()]);
            }
            prop_assert_eq!(replayed, new);
        }
    }

    #[test]
    fn typing_is_one_region() {
        let mut changes = Changes::default();
        (0..9).for_each(|n| changes.record(Span::new(10 + n, 10 + n), 1));
        let regions: Vec<Region> = changes.take().collect();
        assert_eq!(regions, [Region { old: Span::new(10, 10), new: Span::new(10, 19) }]);
        assert!(changes.take().next().is_none());
    }
}
