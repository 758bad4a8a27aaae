//! The one walk over a view: at every position, every key of every lexicon that starts there.
//!
//! Invariant: a key that starts (ends) with a letter or digit is found only where a run of the same
//! sort starts (ends), so that `app` is not found in `apps` but `gb` is found in `20gb`.

use super::hits::{Edge, Hit, Hits};
use super::overlay::Overlay;
use super::schema::{NO_WORD, Value, unpack_entry};
use super::tables;
use super::trie::Trie;

/// Walks the lexicons over a view's folded chars, once.
pub fn walk(chars: &[char]) -> Hits {
    walk_with(chars, None)
}

/// The same with a user's packs beside the lexicons.
pub fn walk_with(chars: &[char], overlay: Option<&Overlay>) -> Hits {
    let mut hits = Hits::default();
    hits.read(chars, overlay);
    hits
}

impl Hits {
    /// Becomes what the lexicons, and a user's packs, hold of another view, in the room of this one.
    pub fn read(&mut self, chars: &[char], overlay: Option<&Overlay>) {
        self.lists.iter_mut().for_each(Vec::clear);
        self.edges.clear();
        self.edges.reserve(chars.len() + chars.len() / 2);
        let mut codes = std::mem::take(&mut self.codes);
        let own = Layer::new(tables::trie(), tables::entries(), chars, &mut codes);
        let mut walker = Walker { hits: self, found: Vec::new() };
        let mut user_codes = Vec::new();
        let user = overlay.filter(|o| !o.is_empty());
        let user = user.map(|o| Layer::new(o.trie(), o.entries(), chars, &mut user_codes));
        for start in 0..chars.len() {
            if joins(chars, start) {
                continue;
            }
            walker.at(chars, start, &own);
            if let Some(user) = &user {
                walker.at(chars, start, user);
                walker.found.sort_by_key(|(len, _)| *len);
            }
            if !walker.found.is_empty() {
                walker.note(start);
            }
        }
        self.codes = codes;
    }
}

/// One trie with its entries, and the view in its codes.
struct Layer<'a> {
    trie: Trie<'a>,
    entries: &'a [u32],
    codes: &'a [u16],
}

impl<'a> Layer<'a> {
    fn new(trie: Trie<'a>, entries: &'a [u32], chars: &[char], codes: &'a mut Vec<u16>) -> Self {
        codes.clear();
        codes.extend(chars.iter().map(|c| trie.code(*c)));
        Self { trie, entries, codes }
    }
}

struct Walker<'h, 'a> {
    hits: &'h mut Hits,
    /// Lists of entries found at the current position, with their lengths, shortest first.
    found: Vec<(usize, &'a [u32])>,
}

impl<'a> Walker<'_, 'a> {
    #[inline]
    fn at(&mut self, chars: &[char], start: usize, layer: &Layer<'a>) {
        let codes = layer.codes.get(start..).unwrap_or_default();
        layer.trie.prefixes(codes, |len, value| {
            if joins(chars, start + len) {
                return;
            }
            let Value { cost, phrase, list } = Value::unpack(value);
            // Nothing longer is a word, whatever a user's pack may hold.
            if let (true, Ok(len)) = (cost != NO_WORD, u8::try_from(len)) {
                self.hits.edges.push(Edge { start: start as u32, len, phrase, cost });
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
#[inline]
fn joins(chars: &[char], at: usize) -> bool {
    // From there on, Han mostly: neither letters nor digits.
    let narrow = |at: usize| chars.get(at).copied().filter(|c| *c < '\u{2E80}');
    let Some(after) = narrow(at) else { return false };
    let Some(before) = at.checked_sub(1).and_then(narrow) else { return false };
    is_letter(before) && is_letter(after) || before.is_ascii_digit() && after.is_ascii_digit()
}

/// A letter of an alphabet; Han and kana are none.
pub(crate) fn is_letter(c: char) -> bool {
    // Quotation marks and dashes stand in every text, and Unicode's tables are slow to ask.
    let is_mark = matches!(c, '\u{2000}'..='\u{206F}');
    c.is_ascii_alphabetic() || (!c.is_ascii() && c < '\u{2E80}' && !is_mark && c.is_alphabetic())
}

/// A Han character of the basic plane or beyond; compatibility ideographs are none.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use proptest::prelude::*;

    use super::super::{Kind, OVERLAY_ID, OverlayEntry, fold};
    use super::*;

    fn folded(text: &str) -> Vec<char> {
        text.chars().map(fold).collect()
    }

    fn overlay(keys: &[&str]) -> Overlay {
        let entry = |(i, key): (usize, &&str)| OverlayEntry {
            key: (*key).into(),
            kind: Kind::Name,
            index: i as u32,
            word: true,
        };
        Overlay::new(&keys.iter().enumerate().map(entry).collect::<Vec<_>>())
    }

    /// Key and index of the overlay's hits, in their order.
    fn user_hits(text: &str, keys: &[&str]) -> Vec<(String, u32)> {
        let chars = folded(text);
        let hits = walk_with(&chars, Some(&overlay(keys)));
        let own = hits.of(Kind::Name).iter().filter(|hit| hit.id >= OVERLAY_ID);
        own.map(|hit| (chars[hit.range()].iter().collect(), hit.id - OVERLAY_ID)).collect()
    }

    #[test]
    fn every_counted_word_is_found_and_no_other() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words/jieba.txt");
        let list = std::fs::read_to_string(path).expect("the word list");
        let words = list.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next());
        let mut missing: Vec<&str> = words
            .filter(|word| {
                let chars = folded(word);
                !walk(&chars).edges_at(0).iter().any(|edge| edge.len as usize == chars.len())
            })
            .collect();
        missing.truncate(10);
        assert!(missing.is_empty(), "{missing:?}");
        assert!(walk(&folded("龘龘龘")).edges().iter().all(|edge| edge.len == 1));
    }

    #[test]
    fn longer_entries_come_first() {
        assert_eq!(user_hits("阿里雲服務", &["阿里", "阿里云"]), [("阿里云".into(), 1), ("阿里".into(), 0)]);
    }

    #[test]
    fn letters_and_digits_are_not_cut() {
        let keys = ["app", "gb", "gpt", "4o", "360"];
        for (text, found) in [
            ("apps和myapp", vec![]),
            ("用App写", vec![("app".to_owned(), 0)]),
            ("20GB", vec![("gb".to_owned(), 1)]),
            ("ＧＰＴ4o", vec![("gpt".to_owned(), 2), ("4o".to_owned(), 3)]),
            ("1360元", vec![]),
            ("360公司", vec![("360".to_owned(), 4)]),
        ] {
            assert_eq!(user_hits(text, &keys), found, "{text}");
        }
    }

    #[test]
    fn an_empty_overlay_changes_nothing() {
        let chars = folded("發布了雲服務");
        let (with, without) = (walk_with(&chars, Some(&overlay(&["", ""]))), walk(&chars));
        assert_eq!(with.edges, without.edges);
        assert_eq!(with.lists, without.lists);
    }

    proptest! {
        #[test]
        fn hits_are_sorted_and_stand_where_they_say(text in "[阿里雲云a-c0-2 ，服務]{0,40}") {
            let keys = ["阿里", "阿里云", "云", "云服", "ab", "b", "12"];
            let chars = folded(&text);
            let hits = walk_with(&chars, Some(&overlay(&keys)));
            for kind in Kind::ALL {
                let order: Vec<_> = hits.of(kind).iter().map(|h| (h.start, std::cmp::Reverse(h.end))).collect();
                prop_assert!(order.is_sorted());
            }
            let mut found = HashSet::new();
            for hit in hits.of(Kind::Name).iter().filter(|hit| hit.id >= OVERLAY_ID) {
                let key: String = chars[hit.range()].iter().collect();
                prop_assert_eq!(keys[(hit.id - OVERLAY_ID) as usize], key);
                found.insert((hit.start, hit.end));
            }
            for (at, _) in chars.iter().enumerate() {
                for key in keys.map(|key| key.chars().collect::<Vec<_>>()) {
                    let end = at + key.len();
                    let whole = !joins(&chars, at) && !joins(&chars, end);
                    if chars[at..].starts_with(&key) {
                        prop_assert_eq!(whole, found.contains(&(at as u32, end as u32)));
                    }
                }
            }
        }
    }
}
