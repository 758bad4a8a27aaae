//! What the family's lexicons hold of one view, ready to be asked by position.
//!
//! Knows no figure and no sentence. Invariant: `hits` is sorted by start, longest first, and none is longer
//! than `longest`; `starts` and `ends` hold where they start and end; `firsts` is as long as `starts` has places.

pub use crate::lexicon::Classes;
use crate::lexicon::{Hits, Kind};

/// The classes, one constant each, and the table of forms.
#[allow(missing_docs)]
pub mod class {
    use super::Classes;

    include!(concat!(env!("OUT_DIR"), "/figure_classes.rs"));
}

/// Classes that are asked for only where another sign has led: behind a numeral, before a verb.
const FREE: Classes = class::MONEY
    .or(class::PERCENT)
    .or(class::MULTIPLE)
    .or(class::COUNT)
    .or(class::MEASURE)
    .or(class::TIME)
    .or(class::SOFT)
    .or(class::TRAP)
    .or(class::IDIOM)
    .or(class::FRONT_ONLY)
    .or(class::ADVERB)
    .or(class::MODIFIER);

/// A form of the lexicon in the view: chars `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    pub classes: Classes,
}

/// All forms in one view.
#[derive(Clone, Debug, Default)]
pub struct Words {
    hits: Vec<Word>,
    longest: usize,
    starts: Places,
    ends: Places,
    /// For each place at which a form starts, the index of the first that does.
    firsts: Vec<u32>,
}

/// A set of places of the view, one bit each, and how many of them stand before each block: most places are asked
/// for in vain.
#[derive(Clone, Debug, Default)]
struct Places(Vec<(u64, u32)>);

impl Places {
    fn new(len: usize) -> Self {
        Self(vec![(0, 0); len / BLOCK + 1])
    }

    fn add(&mut self, at: usize) {
        if self.0.len() <= at / BLOCK {
            self.0.resize(at / BLOCK + 1, (0, 0));
        }
        if let Some((bits, _)) = self.0.get_mut(at / BLOCK) {
            *bits |= 1 << (at % BLOCK);
        }
    }

    /// To be called when all places are in.
    fn count(&mut self) {
        let mut before = 0;
        for (bits, rank) in &mut self.0 {
            *rank = before;
            before += bits.count_ones();
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / BLOCK).is_some_and(|(bits, _)| bits >> (at % BLOCK) & 1 == 1)
    }

    /// How many places stand before `at`; `None` behind the last block.
    fn before(&self, at: usize) -> Option<usize> {
        let (bits, rank) = self.0.get(at / BLOCK)?;
        let lower = bits & ((1 << (at % BLOCK)) - 1);
        Some((rank + lower.count_ones()) as usize)
    }
}

/// Places in one block.
const BLOCK: usize = 64;

impl Words {
    /// `found` in any order.
    pub fn new(mut found: Vec<Word>) -> Self {
        found.sort_unstable_by_key(|w| (w.start, std::cmp::Reverse(w.end)));
        Self::sorted(found)
    }

    fn sorted(hits: Vec<Word>) -> Self {
        let len = hits.last().map_or(0, |w| w.end);
        let mut words = Self { starts: Places::new(len), ends: Places::new(len), ..Self::default() };
        words.firsts.reserve(hits.len());
        let mut last = None;
        for (word, index) in hits.iter().zip(0..) {
            words.longest = words.longest.max(word.end - word.start);
            words.ends.add(word.end);
            if last.replace(word.start) != Some(word.start) {
                words.starts.add(word.start);
                words.firsts.push(index);
            }
        }
        words.starts.count();
        words.hits = hits;
        words
    }

    /// What the shared lexicon holds of a view. A cue of three Han or fewer must stand on the borders that
    /// `alone` knows: 据悉 in 据悉尼大学 is none. Units are found behind a numeral and need none.
    pub fn of(chars: &[char], hits: &Hits, alone: impl Fn(usize, usize) -> bool) -> Self {
        let words = hits.of(Kind::Cue).iter().map(|h| Word {
            start: h.start as usize,
            end: h.end as usize,
            classes: classes(h.id),
        });
        let stands = |w: &Word| {
            let short = w.end - w.start <= 3 && chars.get(w.start).is_some_and(|c| is_han(*c));
            !short || w.classes.any(FREE) || alone(w.start, w.end)
        };
        let mut found = Vec::with_capacity(hits.of(Kind::Cue).len());
        // In the order of the shared lexicon's hits, which is ours.
        found.extend(words.filter(stands));
        Self::sorted(found)
    }

    /// The forms that start at `from` or behind it.
    fn rest(&self, from: usize) -> &[Word] {
        let first = self.starts.before(from).and_then(|i| self.firsts.get(i));
        first.and_then(|first| self.hits.get(*first as usize..)).unwrap_or_default()
    }

    /// All classes of the forms that start in `start..end`: what is not among them need not be sought there.
    pub fn classes(&self, start: usize, end: usize) -> Classes {
        let inside = self.rest(start).iter().take_while(|w| w.start < end);
        inside.fold(Classes::default(), |all, w| all.or(w.classes))
    }

    /// The longest form that starts at `at` and has a class of `of`.
    pub fn at(&self, at: usize, of: Classes) -> Option<Word> {
        if !self.starts.has(at) {
            return None;
        }
        let here = self.rest(at).iter().take_while(|w| w.start == at);
        here.copied().find(|w| w.classes.any(of))
    }

    /// The longest form that ends at `end`, does not start before `floor`, and has a class of `of`.
    pub fn ending(&self, end: usize, floor: usize, of: Classes) -> Option<Word> {
        if !self.ends.has(end) {
            return None;
        }
        let floor = floor.max(end.saturating_sub(self.longest));
        let near = self.rest(floor).iter().take_while(|w| w.start < end);
        near.copied().find(|w| w.end == end && w.classes.any(of))
    }

    /// The hits that lie inside `start..end` and have a class of `of`, by start.
    pub fn within(&self, start: usize, end: usize, of: Classes) -> impl Iterator<Item = Word> + '_ {
        let inside = self.rest(start).iter().take_while(move |w| w.start < end);
        inside.copied().filter(move |w| w.end <= end && w.classes.any(of))
    }

    /// Leftmost-longest, disjoint hits with a class of `of`: a longer word hides what it holds.
    pub fn leftmost(&self, of: Classes) -> Vec<Word> {
        let mut chosen: Vec<Word> = Vec::new();
        for word in self.hits.iter().filter(|w| w.classes.any(of)) {
            if chosen.last().is_none_or(|last| last.end <= word.start) {
                chosen.push(*word);
            }
        }
        chosen
    }
}

/// True for a Han character of the basic planes.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// The set of classes of an id of the shared lexicon.
fn classes(id: u32) -> Classes {
    Classes::of(include_bytes!(concat!(env!("OUT_DIR"), "/figures.bin")), id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn forms_are_found_by_place_as_by_a_look_at_all(
            found in proptest::collection::btree_set((0usize..200, 1usize..6), 0..80),
            from in 0usize..220,
            to in 0usize..220,
        ) {
            let word = |&(start, len): &(usize, usize)| Word { start, end: start + len, classes: Classes(1 << (len % 3)) };
            let all: Vec<Word> = found.iter().map(word).collect();
            let words = Words::new(all.clone());
            let of = Classes(3);
            let longest = |sorted: Vec<Word>| sorted.into_iter().max_by_key(|w| w.end - w.start);
            let fits = |w: &&Word| w.classes.any(of);
            let at = all.iter().filter(fits).filter(|w| w.start == from).copied().collect();
            prop_assert_eq!(words.at(from, of), longest(at));
            let ending = all.iter().filter(fits).filter(|w| w.end == from && w.start >= to).copied().collect();
            prop_assert_eq!(words.ending(from, to, of), longest(ending));
            let mut within: Vec<Word> =
                all.iter().filter(fits).filter(|w| w.start >= from && w.end <= to).copied().collect();
            within.sort_by_key(|w| (w.start, std::cmp::Reverse(w.end)));
            prop_assert_eq!(words.within(from, to, of).collect::<Vec<_>>(), within);
            let starts = all.iter().filter(|w| (from..to).contains(&w.start));
            prop_assert_eq!(words.classes(from, to), starts.fold(Classes::default(), |all, w| all.or(w.classes)));
        }
    }
}
