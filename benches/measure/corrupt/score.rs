//! What the script family says of a damaged article against what was done to it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Applicability, Certainty, Finding};
use jiaodui::lexicon::{Class, class};
use jiaodui::rules;
use jiaodui::settings::{Script, Settings};

use super::clean::{Clean, Part};
use super::generate::{Change, Changes, damaged, is_glyph};
use super::words::Words;

/// What is said of one character.
#[derive(Clone, Copy)]
pub struct Flag {
    certain: bool,
    /// The first that it offers to write instead; `None` for whole sentences and paragraphs.
    offer: Option<char>,
    safe: bool,
}

/// Flags by the byte of their character.
pub type Flags = HashMap<u32, Flag>;

/// Counts of one generator over some articles.
#[derive(Default)]
pub struct Score {
    pub positions: usize,
    hit: usize,
    strict: usize,
    strict_hit: usize,
    /// Right and wrong flags of the certain tier, then of the probable one.
    tiers: [(usize, usize); 2],
    offers: (usize, usize),
    safe: (usize, usize),
    passages: usize,
    han: usize,
    /// Misses and false flags by cause, each with one example.
    causes: BTreeMap<String, (usize, String)>,
}

pub fn engine(script: Option<Script>) -> Engine {
    // What is consistent or regional was not damaged, and is not judged here.
    let select = vec!["script/stray".into(), "script/conversion".into()];
    rules::engine(Settings { script, select, ..Settings::default() })
}

/// What the script family says, character by character.
pub fn flags(engine: &Engine, text: &str, format: Format) -> Flags {
    let checked = engine.check(Document::new(text, format));
    let mut flags = Flags::new();
    for finding in &checked.findings {
        for place in &finding.places {
            let edit = finding.fixes.first().and_then(|fix| fix.edits.iter().find(|edit| edit.span == *place));
            let mut offers = edit.map(|edit| edit.text.chars());
            for (i, _) in place.of(text).char_indices() {
                let offer = offers.as_mut().and_then(Iterator::next);
                flags.insert(place.start + i as u32, flag(finding, offer));
            }
        }
    }
    flags
}

fn flag(finding: &Finding, offer: Option<char>) -> Flag {
    let safe = finding.fixes.len() == 1 && finding.fixes[0].applicability == Applicability::Safe;
    Flag { certain: finding.certainty == Certainty::Certain, offer, safe }
}

impl Score {
    /// Scores one article; `before` is what was flagged in it while it was clean, and counts neither way.
    pub fn add(&mut self, engine: &Engine, clean: &Clean, before: &Flags, changes: &Changes, words: &Words) {
        let after = flags(engine, &damaged(&clean.text, changes), clean.format);
        self.han += clean.han();
        for (byte, change) in changes.iter().filter(|(byte, _)| !before.contains_key(byte)) {
            let Some((part, at)) = clean.find(*byte) else { continue };
            self.judge(part, at, *change, after.get(byte), words);
        }
        let news = after.iter().filter(|(byte, _)| !before.contains_key(byte) && !changes.contains_key(byte));
        for (part, at, flag) in news.filter_map(|(byte, flag)| clean.find(*byte).map(|(part, at)| (part, at, flag))) {
            if flag.offer.is_some() {
                self.tiers[usize::from(!flag.certain)].1 += 1;
                let offer = flag.offer.unwrap_or(' ');
                self.note("false", format!("{}→{offer} in {}", part.raw[at], part.word(at)), part, at);
            }
        }
    }

    fn judge(&mut self, part: &Part, at: usize, change: Change, flag: Option<&Flag>, words: &Words) {
        let soft = class(change.damaged).has(Class::ACCEPTED) || words.are_both_valid(part, at, change.damaged);
        self.positions += 1;
        self.strict += usize::from(!soft);
        let cause = || format!("{}→{} in {}", change.original, change.damaged, part.word(at));
        let Some(flag) = flag else {
            if !soft {
                self.note("missed", cause(), part, at);
            }
            return;
        };
        self.hit += 1;
        self.strict_hit += usize::from(!soft);
        self.tiers[usize::from(!flag.certain)].0 += 1;
        let Some(offer) = flag.offer else {
            self.passages += 1;
            return;
        };
        let right = usize::from(is_glyph(part.folded[at], offer, change.original));
        self.offers = (self.offers.0 + right, self.offers.1 + 1);
        if flag.safe {
            self.safe = (self.safe.0 + right, self.safe.1 + 1);
            if right == 0 {
                self.note("badly fixed", format!("{} to {offer}", cause()), part, at);
            }
        }
    }

    fn note(&mut self, what: &str, cause: String, part: &Part, at: usize) {
        let entry = self.causes.entry(format!("{what}: {cause}")).or_insert_with(|| (0, part.around(at)));
        entry.0 += 1;
    }

    /// Prints misses, false flags and wrong fixes, the frequent causes first.
    pub fn list(&self) {
        let mut causes: Vec<_> = self.causes.iter().collect();
        causes.sort_by_key(|(cause, (n, _))| (std::cmp::Reverse(*n), *cause));
        causes.iter().for_each(|(cause, (n, example))| println!("  {n}\t{cause}\t{example}"));
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |n: usize, all: usize| if all == 0 { 1.0 } else { n as f64 / all as f64 };
        let [(sure, sure_wrong), (likely, likely_wrong)] = self.tiers;
        let (right, wrong) = (sure + likely, sure_wrong + likely_wrong);
        write!(
            f,
            "{} positions, P {:.3} R {:.4} strict R {:.4} ({} missed), first fix {:.4}, safe fix {:.4}, \
             false {wrong} = {:.3} per 1 000 Han; certain {sure}/{sure_wrong}, probable {likely}/{likely_wrong}, \
             {} in passages",
            self.positions,
            share(right, right + wrong),
            share(self.hit, self.positions),
            share(self.strict_hit, self.strict),
            self.strict - self.strict_hit,
            share(self.offers.0, self.offers.1),
            share(self.safe.0, self.safe.1),
            share(wrong * 1000, self.han),
            self.passages,
        )
    }
}
