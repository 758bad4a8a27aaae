//! What the lexicons hold of one view: the entries found, by kind, and the words of the lattice.

use super::schema::{Cost, Kind};

/// One entry found. `start..end` are view positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub start: u32,
    pub end: u32,
    /// What the family's loader gave this entry; from `OVERLAY_ID` on, an entry of the user's packs.
    pub id: u32,
}

impl Hit {
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A word that may stand at `start`: an edge of the lattice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub start: u32,
    pub len: u8,
    /// A phrase of OpenCC's conversion table, or the name of a person.
    pub phrase: bool,
    pub cost: Cost,
}

/// Everything the lexicons hold of one view: for each kind by start, then longest first.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    pub(super) lists: [Vec<Hit>; Kind::ALL.len()],
    pub(super) edges: Vec<Edge>,
    /// The view in the codes of a trie, while it is walked.
    pub(super) codes: Vec<u16>,
}

impl Hits {
    /// All hits of one kind, overlapping ones included.
    pub fn of(&self, kind: Kind) -> &[Hit] {
        self.lists.get(kind as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The hits of one kind that start at a view position, longest first.
    pub fn at(&self, kind: Kind, start: usize) -> &[Hit] {
        let hits = self.of(kind);
        let from = hits.partition_point(|hit| (hit.start as usize) < start);
        let rest = hits.get(from..).unwrap_or_default();
        let n = rest.iter().take_while(|hit| hit.start as usize == start).count();
        rest.get(..n).unwrap_or_default()
    }

    /// The hits of one kind, leftmost and longest, none overlapping another. Of several entries
    /// of one key only the first is given.
    pub fn longest(&self, kind: Kind) -> impl Iterator<Item = &Hit> {
        let mut end = 0;
        self.of(kind).iter().filter(move |hit| {
            let free = hit.start >= end;
            if free {
                end = hit.end;
            }
            free
        })
    }

    /// The words that may stand somewhere, by start.
    pub(crate) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The words that may stand at a view position.
    pub(crate) fn edges_at(&self, start: usize) -> &[Edge] {
        let from = self.edges.partition_point(|edge| (edge.start as usize) < start);
        let rest = self.edges.get(from..).unwrap_or_default();
        let n = rest.iter().take_while(|edge| edge.start as usize == start).count();
        rest.get(..n).unwrap_or_default()
    }
}
