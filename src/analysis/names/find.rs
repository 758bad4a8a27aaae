//! Which names the lexicon found in a view: the leftmost and longest of those whose edges hold.

use std::ops::Range;

use super::super::Observe;
use super::{Group, ProjectNames, edges, table};
use crate::lexicon::{Hit, Kind, OVERLAY_ID, fold, walk_with};

/// A spelling of a name, as view characters.
pub(super) struct Found {
    pub range: Range<usize>,
    pub group: u16,
}

impl Found {
    pub fn group<'a>(&self, cx: &Observe<'a>) -> Option<Group<'a>> {
        let own: Option<Group<'a>> = table::names().group(usize::from(self.group));
        own.or_else(|| cx.project.group(self.group))
    }
}

/// The group that a hit of the lexicons leads to.
pub(super) fn group_of(id: u32) -> Option<u16> {
    id.checked_sub(OVERLAY_ID).map_or(Some(id as u16), ProjectNames::group_id)
}

/// The group of the name that a text is as a whole.
pub(super) fn named(cx: &Observe<'_>, text: &str) -> Option<u16> {
    let folded: Vec<char> = text.chars().map(fold).collect();
    let hits = walk_with(&folded, Some(cx.project.overlay()));
    let whole = hits.at(Kind::Name, 0).iter().find(|hit| hit.range().len() == folded.len())?;
    group_of(whole.id)
}

/// The names of a view with their groups, disjoint and in order.
pub(super) fn find<'a>(cx: &Observe<'a>) -> Vec<(Found, Group<'a>)> {
    let mut end = 0;
    let take = |hit: &Hit| {
        let found = Found { range: hit.range(), group: group_of(hit.id)? };
        if found.range.start < end {
            return None;
        }
        let group = found.group(cx).filter(|group| edges::hold(cx, group, &found.range))?;
        end = found.range.end;
        Some((found, group))
    };
    cx.hits.of(Kind::Name).iter().filter_map(take).collect()
}
