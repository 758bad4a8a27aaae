//! Keys by which a finding is known again when its line has moved: rule, flagged text and the characters
//! around it, counted where they repeat.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::change::Moved;
use super::kept::{Kept, Output};
use crate::text::{Fnv, Span};

/// So many letters, digits and Han on each side go into a key.
const AROUND: usize = 8;
/// … and none further away than so many characters: among nothing but marks every key would cost the whole text.
const FAR: usize = 256;

/// What a key is made of, kept while an edit leaves the text alone that it was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sign {
    /// The place it is made for, and that with the characters around it.
    place: Span,
    window: Span,
    hash: u64,
}

impl Sign {
    fn new(rule: &str, place: Span, text: &str) -> Self {
        let before = text.get(..place.start as usize).unwrap_or_default();
        let after = text.get(place.end as usize..).unwrap_or_default();
        let mut hash = Fnv::default();
        let mut window = place;
        word(rule, &mut hash);
        word(place.of(text), &mut hash);
        let mut left = AROUND;
        for (at, c) in before.char_indices().rev().take(FAR) {
            window.start = at as u32;
            if !note(c, &mut hash, &mut left) {
                break;
            }
        }
        let mut left = AROUND;
        for (at, c) in after.char_indices().take(FAR) {
            window.end = place.end + (at + c.len_utf8()) as u32;
            if !note(c, &mut hash, &mut left) {
                break;
            }
        }
        Self { place, window, hash: hash.finish() }
    }

    /// The same after an edit that left the window alone. One that ends at an end of the article may grow,
    /// so an edit must not even touch it.
    pub fn shifted(self, moved: Moved) -> Option<Self> {
        let (place, window) = (moved.place(self.place)?, moved.place(self.window)?);
        moved.is_apart(self.window).then_some(Self { place, window, hash: self.hash })
    }
}

/// What a place is known by while its line moves: rule, flagged text and the characters around it. Places
/// that look alike have the same.
pub fn fingerprint(rule: &str, place: Span, text: &str) -> u64 {
    Sign::new(rule, place, text).hash
}

/// A word, and where it ends.
fn word(text: &str, hash: &mut Fnv) {
    hash.write(text);
    hash.add(0xFF);
}

/// Takes in a character beside the place; false when none further away counts. What stands in another line
/// does not: lines move.
fn note(c: char, hash: &mut Fnv, left: &mut usize) -> bool {
    if matches!(c, '\n' | '\r') {
        return false;
    }
    if c.is_alphanumeric() {
        word(c.encode_utf8(&mut [0; 4]), hash);
        *left -= 1;
    }
    *left > 0
}

/// The findings that are shown, in the order of the article: by place, then rule. Gives each its key.
pub(super) fn sign(outputs: &mut [Output], text: &str) -> Vec<Shown> {
    let order = order(outputs);
    give(outputs, &order, text);
    order
}

/// The same where what is shown and its order are as they were, and only the text around it may have changed.
pub(super) fn keys(outputs: &mut [Output], order: &[Shown], text: &str) {
    let unsigned = |kept: &Kept| kept.sign.is_none() && kept.shown().is_some();
    if outputs.iter().flat_map(|o| &o.findings).any(unsigned) {
        give(outputs, order, text);
    }
}

fn give(outputs: &mut [Output], order: &[Shown], text: &str) {
    let mut used: HashMap<u64, u32, BuildHasherDefault<Hashed>> = HashMap::default();
    used.reserve(order.len());
    for shown in order {
        let Some(output) = outputs.get_mut(shown.output as usize) else { continue };
        let rule = output.rule;
        let Some(kept) = output.findings.get_mut(shown.finding as usize) else { continue };
        let hash = hash(kept, rule, text);
        let twin = used.entry(hash).or_insert(0u32);
        *twin += 1;
        kept.set_key(hash ^ u64::from(*twin - 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    }
}

fn hash(kept: &mut Kept, rule: &str, text: &str) -> u64 {
    let place = kept.shown().map(|f| f.first()).unwrap_or_default();
    let known = kept.sign.filter(|sign| sign.place == place);
    let sign = known.unwrap_or_else(|| Sign::new(rule, place, text));
    kept.sign = Some(sign);
    sign.hash
}

/// Where a finding that is shown is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub output: u32,
    pub finding: u32,
}

fn order(outputs: &[Output]) -> Vec<Shown> {
    let mut ids: Vec<&str> = outputs.iter().map(|o| o.rule).collect();
    ids.sort_unstable();
    let mut order = Vec::with_capacity(outputs.iter().map(|o| o.findings.len()).sum());
    for (output, all) in (0u32..).zip(outputs) {
        let id = ids.binary_search(&all.rule).unwrap_or_default();
        for (finding, kept) in (0u32..).zip(&all.findings) {
            if let Some(shown) = kept.shown() {
                order.push((shown.first(), id, Shown { output, finding }));
            }
        }
    }
    order.sort_unstable_by_key(|(first, id, shown)| (*first, *id, shown.output, shown.finding));
    order.into_iter().map(|(_, _, shown)| shown).collect()
}

/// Keys that are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
