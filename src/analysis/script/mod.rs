//! Characters whose script form is wrong in one script or the other, and the counts that tell an
//! article's script.
//!
//! Says for both scripts what would be wrong, never which one the article is in. Invariant: the
//! spots of one script are disjoint and in order.

mod cited;
mod evidence;
mod guards;
mod passages;
mod region;
mod spots;
mod variant;
mod votes;

pub use region::Term;
pub use variant::Variant;
pub use votes::RegionFacts;

use ecow::EcoString;
use thin_vec::ThinVec;

use super::{Observe, Seen};
use crate::finding::Certainty;
use crate::lexicon::{Class, Kind, Role, role};
use crate::settings::{Region, Script};
use crate::text::Span;
use cited::Cited;
pub(crate) use passages::{Passages, Piece, is_kana};

/// A place that is wrong in an article of one script. Spans are bytes of the segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub span: Span,
    /// The script of the articles in which this is wrong.
    pub script: Script,
    pub fault: Fault,
    pub certainty: Certainty,
    /// What may be meant, likeliest first; empty where that is for a person to say.
    pub right: ThinVec<Right>,
    /// Names of people that this may be a part of, where its shape alone speaks.
    pub names: ThinVec<EcoString>,
}

impl Spot {
    /// Gives back the room that growing lists have taken ahead.
    pub fn shrink(&mut self) {
        self.right.shrink_to_fit();
        self.names.shrink_to_fit();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A shape of the other script.
    Stray,
    /// A shape of this script that the word is not written with.
    Conversion,
    /// A whole sentence in the other script.
    Passage,
}

/// What should stand at a spot, as each region writes it. In a Simplified article all are one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Right {
    pub taiwan: EcoString,
    pub hong_kong: EcoString,
}

impl Right {
    pub fn of(&self, region: Option<Region>) -> &str {
        if region == Some(Region::Hk) { &self.hong_kong } else { &self.taiwan }
    }
}

/// How many characters stand in the prose that only one script has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    hans: u32,
    hant: u32,
}

/// The characters that tell the script, and who is named there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScriptFacts {
    pub letters: Letters,
    /// People in whose names a character looks like a stray; sorted.
    people: Vec<EcoString>,
    /// The votes of regional words and glyphs.
    pub regions: RegionFacts,
}

/// A passage shows its script from so many telling characters on …
const TELLING: u32 = 4;
/// … when so many times more of them are of that script than of the other.
const CLEARLY: u32 = 9;

/// A text contradicts what it says of itself from so many telling characters on …
const CONTRADICTING: u32 = 20;
/// … when so many percent of them are of the other script.
const CONTRADICTING_SHARE: u64 = 80;

impl Letters {
    /// Adds the telling characters of what follows.
    pub fn tell(&mut self, next: &Self) {
        self.hans = self.hans.saturating_add(next.hans);
        self.hant = self.hant.saturating_add(next.hant);
    }

    /// The script that the characters themselves tell, `None` when undecided: two thirds of the
    /// exclusive characters, and at least two of them.
    pub fn script(&self) -> Option<Script> {
        let (most, least) = (self.hans.max(self.hant), self.hans.min(self.hant));
        if most < 2 || most < least.saturating_mul(2) {
            return None;
        }
        Some(if self.hans > self.hant { Script::Hans } else { Script::Hant })
    }

    /// How many percent of the telling characters are of the other script, where that contradicts
    /// whoever says the article is in this one.
    pub fn contradiction(&self, script: Script) -> Option<u64> {
        let (ours, theirs) = match script {
            Script::Hans => (self.hans, self.hant),
            Script::Hant => (self.hant, self.hans),
        };
        let share = u64::from(theirs) * 100 / (u64::from(theirs) + u64::from(ours)).max(1);
        (theirs >= CONTRADICTING && share >= CONTRADICTING_SHARE).then_some(share)
    }

    /// The script that a passage is in beyond doubt.
    pub fn clearly(&self) -> Option<Script> {
        let clear = |ours: u32, theirs: u32| ours >= TELLING && ours >= theirs.saturating_mul(CLEARLY);
        match (clear(self.hans, self.hant), clear(self.hant, self.hans)) {
            (true, _) => Some(Script::Hans),
            (_, true) => Some(Script::Hant),
            _ => None,
        }
    }

    fn is_empty(&self) -> bool {
        self.hans + self.hant == 0
    }

    /// How many of the telling characters are of a script.
    pub fn count(&self, script: Script) -> u32 {
        match script {
            Script::Hans => self.hans,
            Script::Hant => self.hant,
        }
    }

    /// Counts a character that only one script has.
    fn add(&mut self, class: Class) {
        self.hans += u32::from(class.has(Class::S_ONLY));
        self.hant += u32::from(class.has(Class::T_ONLY));
    }
}

impl ScriptFacts {
    pub fn merge(&mut self, next: &Self) {
        self.letters.tell(&next.letters);
        next.people.iter().for_each(|name| self.meet(name));
        self.regions.merge(&next.regions);
    }

    /// True when the article introduces a person of this name.
    pub fn knows(&self, name: &str) -> bool {
        self.people.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }

    /// True when both introduce the same people.
    pub fn same_people(&self, other: &Self) -> bool {
        self.people == other.people
    }

    fn meet(&mut self, name: &str) {
        if let Err(i) = self.people.binary_search_by(|known| known.as_str().cmp(name)) {
            self.people.insert(i, name.into());
        }
    }

    /// The region that glyphs and vocabulary tell, `None` when undecided.
    pub fn region(&self) -> Option<Region> {
        self.regions.region(self.letters.script()?)
    }
}

/// The pieces of a segment's prose, words that are spoken of among them.
pub(crate) fn passages(cx: &Observe<'_>) -> Passages {
    let mut passages = Passages::new(cx.view, &cx.segment.text);
    let languages = || cx.hits.of(Kind::Script).iter().filter(|hit| role(hit.id).has(Role::LANGUAGE));
    passages.speak_of(|near| languages().any(|hit| near.start <= hit.range().start && hit.range().end <= near.end));
    passages
}

/// Counts the characters of one segment that tell its script, and finds what is wrong in each
/// script that the segment may belong to.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let passages = passages(cx);
    seen.letters = passages.letters();
    let clear = seen.letters.clearly();
    seen.facts.script.letters.tell(&seen.letters);
    if !cx.hits.of(Kind::Region).is_empty() {
        let cited = Cited::new(cx.view.raw());
        let regions = &mut seen.facts.script.regions;
        seen.terms = region::observe(cx, &cited, regions).into();
        seen.variants = variant::observe(cx, &cited, regions).into();
    }
    for script in [Script::Hant, Script::Hans] {
        if clear.is_none_or(|clear| clear == script) {
            spots::find(cx, script, &passages, seen);
        }
    }
}
