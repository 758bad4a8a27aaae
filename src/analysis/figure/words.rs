//! What the family's lexicons hold of one view, ready to be asked by position.
//!
//! Knows no figure and no sentence. Invariant: `hits` is sorted by start, longest first, and none is longer
//! than `longest`; `starts` and `ends` hold where they start and end.

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
}

/// A set of places of the view, one bit each: most places are asked for in vain.
#[derive(Clone, Debug, Default)]
struct Places(Vec<u64>);

impl Places {
    fn add(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

impl Words {
    /// `found` in any order.
    pub fn new(mut found: Vec<Word>) -> Self {
        found.sort_unstable_by_key(|w| (w.start, std::cmp::Reverse(w.end)));
        let mut words = Self::default();
        for word in &found {
            words.longest = words.longest.max(word.end - word.start);
            words.starts.add(word.start);
            words.ends.add(word.end);
        }
        words.hits = found;
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
        found.extend(words.filter(stands));
        Self::new(found)
    }

    /// The longest form that starts at `at` and has a class of `of`.
    pub fn at(&self, at: usize, of: Classes) -> Option<Word> {
        if !self.starts.has(at) {
            return None;
        }
        let from = self.hits.partition_point(|w| w.start < at);
        let here = self.hits.iter().skip(from).take_while(|w| w.start == at);
        here.copied().find(|w| w.classes.any(of))
    }

    /// The longest form that ends at `end`, does not start before `floor`, and has a class of `of`.
    pub fn ending(&self, end: usize, floor: usize, of: Classes) -> Option<Word> {
        if !self.ends.has(end) {
            return None;
        }
        let floor = floor.max(end.saturating_sub(self.longest));
        let from = self.hits.partition_point(|w| w.start < floor);
        let near = self.hits.get(from..).unwrap_or_default().iter().take_while(|w| w.start < end);
        near.copied().find(|w| w.end == end && w.classes.any(of))
    }

    /// The hits that lie inside `start..end` and have a class of `of`, by start.
    pub fn within(&self, start: usize, end: usize, of: Classes) -> impl Iterator<Item = Word> + '_ {
        let from = self.hits.partition_point(|w| w.start < start);
        let inside = self.hits.iter().skip(from).take_while(move |w| w.start < end);
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
