//! Which names the lexicon found in a view: the leftmost and longest of those whose edges hold.

use std::ops::Range;

use super::super::Observe;
use super::model::Group;
use super::{ProjectNames, edges, table};
use crate::lexicon::{Kind, OVERLAY_ID};

/// A spelling of a name, as view characters.
pub(super) struct Found {
    pub range: Range<usize>,
    pub group: u16,
}

impl Found {
    pub fn group<'a>(&self, cx: &Observe<'a>) -> Option<&'a Group> {
        let own = table::names().groups.get(usize::from(self.group));
        own.or_else(|| cx.project.group(self.group))
    }
}

/// The names of a view, disjoint and in order.
pub(super) fn find(cx: &Observe<'_>) -> Vec<Found> {
    let group = |id: u32| id.checked_sub(OVERLAY_ID).map_or(Some(id as u16), ProjectNames::group_id);
    let hits = cx.hits.of(Kind::Name).iter();
    let mut found: Vec<Found> =
        hits.filter_map(|hit| Some(Found { range: hit.range(), group: group(hit.id)? })).collect();
    let mut end = 0;
    found.retain(|f| {
        let free = f.range.start >= end && f.group(cx).is_some_and(|group| edges::hold(cx, group, &f.range));
        if free {
            end = f.range.end;
        }
        free
    });
    found
}
