//! Which names the lexicon found in a view: the leftmost and longest of those whose edges hold.

use std::ops::Range;

use super::super::Observe;
use super::model::Group;
use super::{edges, table};
use crate::lexicon::{Kind, OVERLAY_ID};

/// A spelling of a name, as view characters.
pub(super) struct Found {
    pub range: Range<usize>,
    pub group: u16,
}

impl Found {
    pub fn group(&self) -> Option<&'static Group> {
        table::names().groups.get(usize::from(self.group))
    }
}

/// The names of a view, disjoint and in order.
pub(super) fn find(cx: &Observe<'_>) -> Vec<Found> {
    let hits = cx.hits.of(Kind::Name).iter().filter(|hit| hit.id < OVERLAY_ID);
    let mut found: Vec<Found> = hits.map(|hit| Found { range: hit.range(), group: hit.id as u16 }).collect();
    let mut end = 0;
    found.retain(|f| {
        let free = f.range.start >= end && f.group().is_some_and(|group| edges::hold(cx, group, &f.range));
        if free {
            end = f.range.end;
        }
        free
    });
    found
}
