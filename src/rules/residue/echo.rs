//! Whether an edited sentence is said elsewhere, before the edit or after it.
//!
//! Invariant: where none is, [`super::Repeated`] finds the same with these sentences as without them. A
//! sentence is looked up there by its keys, so that it matters to all that share one, as far as two of
//! these are near each other.

use crate::analysis::repeat::Print;
use crate::engine::{Change, Judge, Kinds, SegmentAt};
use crate::text::Span;

/// More sentences than this with one key are not compared: they are judged.
const MOST: usize = 64;
/// Words of bits that edited keys are told by.
const WORDS: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    /// In a segment that the edit left alone.
    Always,
    Before,
    After,
}

/// A sentence with a key of an edited one.
#[derive(Clone, Copy)]
struct Sharing<'a> {
    key: usize,
    stands: Stands,
    span: Span,
    print: &'a Print,
}

/// True when no two sentences that share a key with an edited one are the same or nearly so.
pub(super) fn is_absent(cx: &Judge<'_>, change: &Change<'_>) -> bool {
    let edited = change.before().iter().chain(change.after()).flat_map(prints);
    let wanted = Wanted::new(edited.flat_map(|(_, print)| keys(print)).collect());
    if wanted.keys.is_empty() {
        return true;
    }
    let edited = change.first()..change.first() + change.after().len();
    let mut sharing: Vec<Sharing<'_>> = Vec::new();
    for at in cx.with(Kinds::PRINTS) {
        let stands = if edited.contains(&at.index) { Stands::After } else { Stands::Always };
        gather(&at, stands, &wanted, &mut sharing);
    }
    change.before().iter().for_each(|at| gather(at, Stands::Before, &wanted, &mut sharing));
    sharing.sort_unstable_by_key(|one| (one.key, one.stands, one.span));
    !sharing.chunk_by(|a, b| a.key == b.key).any(meets)
}

/// Keys that those of the whole article are looked up among, at every key that is typed: nearly all are not here,
/// which one bit tells.
struct Wanted {
    /// Sorted.
    keys: Vec<u64>,
    bits: [u64; WORDS],
}

impl Wanted {
    fn new(mut keys: Vec<u64>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        let mut bits = [0; WORDS];
        for key in &keys {
            let (word, bit) = Self::bit(*key);
            if let Some(word) = bits.get_mut(word) {
                *word |= bit;
            }
        }
        Self { keys, bits }
    }

    /// The number of a key.
    fn find(&self, key: u64) -> Option<usize> {
        let (word, bit) = Self::bit(key);
        let may_be = self.bits.get(word).is_some_and(|word| word & bit != 0);
        if may_be { self.keys.binary_search(&key).ok() } else { None }
    }

    fn bit(key: u64) -> (usize, u64) {
        let hash = key ^ (key >> 32);
        ((hash >> 6) as usize % WORDS, 1 << (hash % 64))
    }
}

fn gather<'a>(at: &SegmentAt<'a>, stands: Stands, wanted: &Wanted, out: &mut Vec<Sharing<'a>>) {
    for (span, print) in prints(at) {
        let shared = keys(print).filter_map(|key| wanted.find(key));
        out.extend(shared.map(|key| Sharing { key, stands, span, print }));
    }
}

/// True when two of them are, or may be, the same text.
fn meets(group: &[Sharing<'_>]) -> bool {
    let pairs =
        || group.iter().enumerate().flat_map(|(i, one)| group.iter().skip(i + 1).map(move |other| (one, other)));
    group.len() > MOST || pairs().any(|(one, other)| one.meets(other))
}

impl Sharing<'_> {
    fn meets(&self, other: &Self) -> bool {
        let never =
            matches!((self.stands, other.stands), (Stands::Before, Stands::After) | (Stands::After, Stands::Before));
        // A line and its sentences share keys, which is no echo.
        let inside = self.stands == other.stands && self.span.overlaps(other.span);
        let full = self.print.is_full() && other.print.is_full();
        let alike = || self.print.exact == other.print.exact || (full && self.print.is_near(other.print));
        !never && !inside && alike()
    }
}

/// The prints of a segment, in their places.
fn prints<'a>(at: &SegmentAt<'a>) -> impl Iterator<Item = (Span, &'a Print)> + use<'a> {
    let base = at.base;
    at.seen.prints.iter().map(move |print| (print.span.shifted(base), print))
}

/// What a print is looked up by. Those of bands and of whole texts may meet by chance, which costs nothing.
fn keys(print: &Print) -> impl Iterator<Item = u64> + '_ {
    print.bands().map(u64::from).filter(|_| print.is_full()).chain([print.exact])
}
