//! What stands around a mention: the script and the language of its neighbours, a cited title.

use std::ops::Range;

use super::super::Observe;
use super::cues::{class, inside};
use crate::document::{BlockKind, View};
use crate::lexicon::{Class, Classes, is_han};

/// Characters on each side that tell the script of a passage.
const REACH: usize = 30;
/// A passage with fewer Han characters is in another language.
const FEW_HAN: usize = 4;
/// As many kana beside a name say that the passage is Japanese.
const KANA: usize = 3;
/// A word this near says that the name is spoken of.
const NEAR: usize = 8;

/// The neighbourhood of a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Characters that only Simplified or only Traditional text has.
    pub hans: u8,
    pub hant: u8,
    /// Inside a title in 《》.
    pub cited: bool,
    /// Inside a block quotation.
    pub quoted: bool,
    /// The passage is in a language with Latin letters, or in Japanese.
    pub foreign: bool,
    /// Its Latin neighbours are all in capitals.
    pub shouted: bool,
    /// Spoken of, not used: 两种写法.
    pub spoken: bool,
    /// Part of a longer name: Google DeepMind, NVIDIA H100, 通义实验室.
    pub compound: bool,
}

/// A view with its cited titles, looked up once per segment.
pub(super) struct Text<'a> {
    view: &'a View,
    titles: Vec<Range<usize>>,
    /// Words that say that a name is spoken of.
    spoken: Vec<Range<usize>>,
    /// Words that make a longer name of what stands before them.
    units: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    pub fn new(cx: &Observe<'a>) -> Self {
        let all = |of: Classes| inside(cx, &(0..cx.view.len()), of).collect();
        Self { view: cx.view, titles: titles(cx.view.raw()), spoken: all(class::SPOKEN), units: all(class::UNIT) }
    }

    /// What stands around `range`.
    pub fn around(&self, range: &Range<usize>, kind: BlockKind) -> Around {
        let (raw, classes) = (self.view.raw(), self.view.classes());
        let sides = [range.start.saturating_sub(REACH)..range.start, range.end..raw.len().min(range.end + REACH)];
        let [before, after] = sides.clone().map(|side| raw.get(side).unwrap_or_default());
        let [known, known_after] = sides.map(|side| classes.get(side).unwrap_or_default());
        let (mut hans, mut hant, mut han, mut latin, mut kana) = (0, 0, 0, 0, 0);
        for (chars, known) in [(before, known), (after, known_after)] {
            for (&c, class) in chars.iter().zip(known) {
                let telling = |script: Class| u8::from(class.has(Class::EXCLUSIVE.with(script)));
                hans += telling(Class::S_ONLY);
                hant += telling(Class::T_ONLY);
                han += usize::from(is_han(c));
                latin += usize::from(c.is_ascii_alphabetic());
                kana += usize::from(matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'));
            }
        }
        Around {
            hans,
            hant,
            cited: self.titles.iter().any(|t| t.start <= range.start && range.end <= t.end),
            quoted: kind == BlockKind::Quote,
            foreign: kana >= KANA || (han < FEW_HAN && latin > 2 * han),
            shouted: shouted(before.iter().rev()) || shouted(after.iter()),
            spoken: self.is_near_spoken(range),
            compound: goes_on(before.iter().rev()) || goes_on(after.iter()) || self.is_of_unit(range),
        }
    }
}

impl Text<'_> {
    fn is_of_unit(&self, range: &Range<usize>) -> bool {
        let end = range.end + usize::from(self.view.raw().get(range.end) == Some(&' '));
        self.units.binary_search_by_key(&end, |unit| unit.start).is_ok()
    }

    fn is_near_spoken(&self, range: &Range<usize>) -> bool {
        let first = self.spoken.partition_point(|cue| cue.end + NEAR < range.start);
        self.spoken.get(first).is_some_and(|cue| cue.start <= range.end + NEAR)
    }
}

/// The nearest word on one side is in capitals, and long enough to be no acronym.
fn shouted<'c>(side: impl Iterator<Item = &'c char>) -> bool {
    let word: Vec<char> = side
        .skip_while(|c| matches!(c, ' ' | ':' | '-' | '&'))
        .take_while(|c| c.is_ascii_alphanumeric())
        .copied()
        .collect();
    word.len() >= 4 && word.iter().all(char::is_ascii_uppercase)
}

/// Behind a space or hyphen a Latin word follows.
fn goes_on<'c>(mut side: impl Iterator<Item = &'c char>) -> bool {
    let joined = side.next().is_some_and(|c| matches!(c, ' ' | '-' | '.' | '+'));
    joined && side.next().is_some_and(char::is_ascii_alphanumeric)
}

/// What stands between 《 and 》.
fn titles(raw: &[char]) -> Vec<Range<usize>> {
    let mut titles = Vec::new();
    let mut open = None;
    for (i, c) in raw.iter().enumerate() {
        match c {
            '《' => open = Some(i + 1),
            '》' => titles.extend(open.take().map(|start| start..i)),
            _ => {}
        }
    }
    titles
}
