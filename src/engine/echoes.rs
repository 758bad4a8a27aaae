//! How often the article says a text, by the keys of its prints: whether an edited sentence has an echo
//! elsewhere is then told without a look at the article.
//!
//! Invariant: counts the keys of all full prints of the article's segments. Keys are cut to 32 bits: a
//! chance meeting of two costs a judgement, never a wrong one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::SegmentAt;
use crate::analysis::Seen;
use crate::analysis::repeat::Print;
use crate::text::Span;

/// The keys of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Echoes(HashMap<u32, u32, BuildHasherDefault<Mixed>>);

impl Echoes {
    pub fn add(&mut self, seen: &Seen) {
        keys(seen).for_each(|(key, _)| *self.0.entry(key).or_default() += 1);
    }

    pub fn remove(&mut self, seen: &Seen) {
        for (key, _) in keys(seen) {
            if let Some(n) = self.0.get_mut(&key).filter(|n| **n > 1) {
                *n -= 1;
            } else {
                self.0.remove(&key);
            }
        }
    }

    /// True when neither the `old` segments nor the `new` ones, which are counted, say what stands
    /// elsewhere, or anything twice.
    pub fn are_single(&self, old: &[SegmentAt<'_>], new: &[SegmentAt<'_>]) -> bool {
        let (old, new) = (sorted(old), sorted(new));
        let own = |key: u32| {
            let from = new.partition_point(|(k, _)| *k < key);
            new.iter().skip(from).take_while(|(k, _)| *k == key).count() as u32
        };
        let alone = |(key, _): &(u32, Span)| self.0.get(key).copied().unwrap_or(0) == own(*key);
        old.iter().chain(&new).all(alone) && !repeats(&old) && !repeats(&new)
    }
}

/// A line and its sentences share keys, which is no echo.
fn repeats(sorted: &[(u32, Span)]) -> bool {
    sorted.chunk_by(|a, b| a.0 == b.0).any(|same| {
        let first = same.iter().map(|(_, span)| span.end).min().unwrap_or_default();
        same.iter().any(|(_, span)| span.start >= first)
    })
}

fn sorted(segments: &[SegmentAt<'_>]) -> Vec<(u32, Span)> {
    let of = |at: &SegmentAt<'_>| {
        let base = at.base;
        keys(at.seen).map(move |(key, print)| (key, print.span.shifted(base))).collect::<Vec<_>>()
    };
    let mut keys: Vec<(u32, Span)> = segments.iter().flat_map(of).collect();
    keys.sort_unstable();
    keys
}

fn keys(seen: &Seen) -> impl Iterator<Item = (u32, &Print)> {
    let full = seen.prints.iter().filter(|print| print.is_full());
    full.flat_map(|print| {
        let keys = print.bands().chain([print.exact]);
        keys.map(move |key| ((key ^ (key >> 32)) as u32, print))
    })
}

/// Keys that are hashes already, spread over the upper bits.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
