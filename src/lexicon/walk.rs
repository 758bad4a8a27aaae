//! The one walk over a view: at every position, every key of every lexicon that starts there.
//!
//! Invariant: a key that starts (ends) with a letter or digit is found only where a run of the same
//! sort starts (ends), so that `app` is not found in `apps` but `gb` is found in `20gb`.

use super::hits::{Edge, Hit, Hits};
use super::overlay::Overlay;
use super::schema::{NO_WORD, unpack_entry, unpack_value};
use super::tables;
use super::trie::Trie;

/// Walks the lexicons over a view's folded chars, once.
pub fn walk(chars: &[char]) -> Hits {
    walk_with(chars, None)
}

/// The same with a user's packs beside the lexicons.
pub fn walk_with(chars: &[char], overlay: Option<&Overlay>) -> Hits {
    let mut walker = Walker { hits: Hits::default(), found: Vec::new() };
    walker.hits.edges.reserve(chars.len() * 2);
    let own = Layer::new(tables::trie(), tables::entries(), chars);
    let user = overlay.map(|o| Layer::new(o.trie(), o.entries(), chars));
    for start in 0..chars.len() {
        if joins(chars, start) {
            continue;
        }
        walker.at(chars, start, &own);
        if let Some(user) = &user {
            walker.at(chars, start, user);
            walker.found.sort_by_key(|(len, _)| *len);
        }
        walker.note(start);
    }
    walker.hits
}

/// One trie with its entries, and the view in its codes.
struct Layer<'a> {
    trie: Trie<'a>,
    entries: &'a [u32],
    codes: Vec<u32>,
}

impl<'a> Layer<'a> {
    fn new(trie: Trie<'a>, entries: &'a [u32], chars: &[char]) -> Self {
        Self { trie, entries, codes: chars.iter().map(|c| trie.code(*c)).collect() }
    }
}

struct Walker<'a> {
    hits: Hits,
    /// Lists of entries found at the current position, with their lengths, shortest first.
    found: Vec<(usize, &'a [u32])>,
}

impl<'a> Walker<'a> {
    fn at(&mut self, chars: &[char], start: usize, layer: &Layer<'a>) {
        let codes = layer.codes.get(start..).unwrap_or_default();
        layer.trie.prefixes(codes, |len, value| {
            if joins(chars, start + len) {
                return;
            }
            let (cost, list) = unpack_value(value);
            if cost != NO_WORD {
                self.hits.edges.push(Edge { start: start as u32, len: len as u16, cost });
            }
            if list != 0 {
                self.found.push((len, layer.entries.get(list as usize..).unwrap_or_default()));
            }
        });
    }

    /// Files what was found at `start` under its kinds, longest first.
    fn note(&mut self, start: usize) {
        while let Some((len, list)) = self.found.pop() {
            for packed in list {
                let Some((kind, id, last)) = unpack_entry(*packed) else { break };
                let hit = Hit { start: start as u32, end: (start + len) as u32, id };
                if let Some(hits) = self.hits.lists.get_mut(kind as usize) {
                    hits.push(hit);
                }
                if last {
                    break;
                }
            }
        }
    }
}

/// Whether the chars before and at `at` belong to one run of letters or one run of digits.
fn joins(chars: &[char], at: usize) -> bool {
    let Some([before, after]) = at.checked_sub(1).and_then(|i| chars.get(i..i + 2)) else { return false };
    is_letter(*before) && is_letter(*after) || before.is_ascii_digit() && after.is_ascii_digit()
}

/// A letter of an alphabet; Han and kana are none.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c < '\u{2E80}' && c.is_alphabetic())
}
