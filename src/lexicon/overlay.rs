//! A user's packs: a lexicon made at run time, walked beside the compiled one.

use std::collections::BTreeMap;

use super::chars::fold;
use super::schema::{CURATED_COST, Kind, NO_WORD, OVERLAY_ID, Value, pack_entry};
use super::trie::Trie;
use super::trie_build;

/// An entry of a user's pack; what `index` means is the family's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayEntry {
    /// In any script, width and case; an empty key is never found.
    pub key: String,
    pub kind: Kind,
    /// Its hits have the id `OVERLAY_ID + index`.
    pub index: u32,
    /// A word of the lattice, which cuts text where it stands.
    pub word: bool,
}

/// A lexicon made at run time. Its entries are words of the lattice, as names of `rules/` are, if they say so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    table: Vec<u32>,
    entries: Vec<u32>,
}

/// Whether a key is a word of the lattice, and what it leads to.
type Listed = (bool, Vec<(Kind, u32)>);

impl Overlay {
    pub fn new(entries: &[OverlayEntry]) -> Self {
        let mut keys: BTreeMap<Vec<char>, Listed> = BTreeMap::new();
        for entry in entries.iter().filter(|e| !e.key.is_empty() && e.index < OVERLAY_ID) {
            let key = entry.key.chars().map(fold).collect();
            let (word, list) = keys.entry(key).or_default();
            *word |= entry.word;
            list.push((entry.kind, OVERLAY_ID + entry.index));
        }
        if keys.is_empty() {
            return Self::default();
        }
        let mut packed = vec![0];
        let mut valued = Vec::new();
        for (key, (word, mut list)) in keys {
            list.sort_unstable();
            list.dedup();
            let cost = if word { CURATED_COST } else { NO_WORD };
            let value = Value { cost, phrase: false, list: packed.len() as u32 };
            valued.push((key, value.pack()));
            let last = list.len() - 1;
            packed.extend(list.into_iter().enumerate().map(|(i, (kind, id))| pack_entry(kind, id, i == last)));
        }
        Self { table: trie_build::build(&valued), entries: packed }
    }

    /// Without entries, there is nothing to walk.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn trie(&self) -> Trie<'_> {
        Trie::new(&self.table)
    }

    pub(super) fn entries(&self) -> &[u32] {
        &self.entries
    }
}
