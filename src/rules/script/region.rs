//! script/region: words of several regions for one thing in one article (網路/網絡, 軟體/軟件), or words of
//! another region than the declared one.
//!
//! Not: names (names/region), glyphs (script/variant). Invariant: one finding an article, and each place is
//! a word that another region says so and the article's own says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::{declared_region, region_term};
use crate::analysis::names::protected;
use crate::analysis::script::Term;
use crate::engine::{Change, Judge, Kinds, Rule, Shift};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::lexicon::{Regions, Target, fold, word};
use crate::message::{Message, Title};
use crate::settings::{Region, Script};
use crate::text::Span;

const ID: &str = "script/region";

/// Words of both sides mix an article from so many on …
const WORDS: usize = 3;
/// … of at least so many kinds, when they are at least so many percent.
const KINDS: usize = 2;
const SHARE: usize = 15;
/// The majority decides what is right when it has so many percent.
const MAJORITY: u32 = 65;
/// A message names so many words.
const SHOWN: usize = 3;

pub struct RegionWords;

impl Rule for RegionWords {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let script = cx.verdict.script.unwrap_or(Script::Hant);
        let words = gather(cx, script);
        let Some(target) = target(cx, script, &words) else { return };
        let minority = match target {
            Of::Declared(region) => words.iter().filter(|w| w.term.is_against(region)).collect(),
            Of::Majority(region) | Of::Nobody(region) => minority(&words, region),
        };
        if !minority.is_empty() {
            out.push(finding(cx, script, target, &words, &minority));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let same = |old: &Term, new: &Term, to: &Shift| old.is(new) && to.spans(old.span, new.span);
        let votes = cx.facts.script.regions == change.facts.script.regions;
        votes && super::stands(cx, change) && change.stands(|seen| seen.terms.iter(), same)
    }
}

/// A regional word in its place in the article.
struct Word<'a> {
    place: Span,
    text: &'a str,
    term: Term,
}

/// The region whose words are expected, and who says so.
#[derive(Clone, Copy)]
enum Of {
    Declared(Region),
    Majority(Region),
    /// More words are of this region than of any other, or the first one is.
    Nobody(Region),
}

impl Of {
    fn region(self) -> Region {
        match self {
            Self::Declared(region) | Self::Majority(region) | Self::Nobody(region) => region,
        }
    }
}

fn gather<'a>(cx: &Judge<'a>, script: Script) -> Vec<Word<'a>> {
    let text = cx.document.text();
    let of_segment = |at: crate::engine::SegmentAt<'a>| {
        let names: Vec<Span> =
            if at.seen.terms.is_empty() { Vec::new() } else { protected(at.seen, cx.facts).collect() };
        let terms = at.seen.terms.iter().filter(move |t| t.tells(script) && !names.iter().any(|n| n.overlaps(t.span)));
        terms.map(move |term| (term.span.shifted(at.base), *term))
    };
    cx.with(Kinds::TERMS).flat_map(of_segment).map(|(place, term)| Word { place, text: place.of(text), term }).collect()
}

fn target(cx: &Judge<'_>, script: Script, words: &[Word<'_>]) -> Option<Of> {
    if let Some(region) = declared_region(cx) {
        return Some(Of::Declared(region));
    }
    match cx.facts.script.regions.leaning(script) {
        Some((region, share)) if share >= MAJORITY => Some(Of::Majority(region)),
        Some((region, _)) => Some(Of::Nobody(region)),
        None => words.first().map(|first| Of::Nobody(first_of(first.term.regions(), script))),
    }
}

/// One of the regions that say a word so, the script's usual one first.
fn first_of(regions: Regions, script: Script) -> Region {
    let order = match script {
        Script::Hans => [(Regions::CN, Region::Cn), (Regions::TW, Region::Tw), (Regions::HK, Region::Hk)],
        Script::Hant => [(Regions::TW, Region::Tw), (Regions::HK, Region::Hk), (Regions::CN, Region::Cn)],
    };
    order.into_iter().find(|(bit, _)| regions.has(*bit)).map_or(Region::Cn, |(_, region)| region)
}

/// The words against `region` where nobody declared it: those whose concept the article names in the words
/// of two regions, and all when there are many.
fn minority<'a>(words: &'a [Word<'a>], region: Region) -> Vec<&'a Word<'a>> {
    let against: Vec<&Word<'_>> = words.iter().filter(|w| w.term.is_against(region)).collect();
    let kinds: BTreeSet<String> = against.iter().map(|w| folded(w.text)).collect();
    let ours = words.len() - against.len();
    let many = against.len() >= WORDS && ours >= WORDS && kinds.len() >= KINDS;
    if many && against.len() * 100 >= SHARE * words.len() {
        return against;
    }
    let conflicts = conflicts(words);
    against.into_iter().filter(|w| w.term.concepts().any(|c| conflicts.contains_key(&c))).collect()
}

/// The concepts that stand in the article in the words of regions that share none.
fn conflicts(words: &[Word<'_>]) -> BTreeMap<u32, BTreeSet<Regions>> {
    let mut said: BTreeMap<u32, BTreeSet<Regions>> = BTreeMap::new();
    for word in words {
        for concept in word.term.concepts() {
            said.entry(concept).or_default().insert(word.term.regions());
        }
    }
    said.retain(|_, sets| sets.iter().any(|one| sets.iter().any(|other| one.is_apart(*other))));
    said
}

fn finding(cx: &Judge<'_>, script: Script, target: Of, words: &[Word<'_>], minority: &[&Word<'_>]) -> Finding {
    let region = target.region();
    let mut shown: Vec<&str> = Vec::new();
    for word in minority {
        if shown.len() < SHOWN && !shown.contains(&word.text) {
            shown.push(word.text);
        }
    }
    let ours = words.iter().filter(|w| !w.term.is_against(region)).count();
    let key = match target {
        Of::Declared(_) => "declared",
        Of::Majority(_) => "default",
        Of::Nobody(_) => "mixed",
    };
    let message = Message::new(ID, key).text("found", shown.join("、")).term("region", region_term(region));
    let message = message.number("count", minority.len() as u64).number("ours", ours as u64);
    let places = minority.iter().map(|w| w.place).collect();
    let mut finding = Finding::new(ID, cx.severity(ID), message, places).with_certainty(Certainty::Soft);
    for (place, other) in counterparts(words, minority, region) {
        finding = finding.with_related(place, Message::new(ID, "other").text("found", other));
    }
    if matches!(target, Of::Nobody(_)) {
        return finding;
    }
    let edits: Vec<Edit> =
        minority.iter().filter_map(|w| Some(Edit::new(w.place, instead(w, script, region)?))).collect();
    let title = match edits.as_slice() {
        [edit] => Title::Replace(edit.text.clone()),
        _ => {
            Title::Page(Message::new(ID, "all").term("region", region_term(region)).number("count", edits.len() as u64))
        }
    };
    finding.with_fix(title, Applicability::Suggested, edits)
}

/// Where the article says the same in the words of its own region.
fn counterparts<'a>(
    words: &'a [Word<'a>],
    minority: &'a [&'a Word<'a>],
    region: Region,
) -> impl Iterator<Item = (Span, &'a str)> {
    let theirs: BTreeSet<u32> = minority.iter().flat_map(|w| w.term.concepts()).collect();
    let mut met = BTreeSet::new();
    let own = words.iter().filter(move |w| !w.term.is_against(region));
    let same = own.filter(move |w| w.term.concepts().any(|c| theirs.contains(&c) && met.insert(c)));
    same.take(SHOWN).map(|w| (w.place, w.text))
}

/// The one word for the same in `region`; `None` where several are known, or none.
fn instead(found: &Word<'_>, script: Script, region: Region) -> Option<String> {
    let target = match (region, script) {
        (Region::Cn, Script::Hans) => Target::CnHans,
        (Region::Cn, Script::Hant) => Target::CnHant,
        (Region::Tw, _) => Target::Tw,
        (Region::Hk, _) => Target::Hk,
    };
    let mut known = found.term.concepts().map(|concept| word(concept, target));
    let first = known.next()??;
    let one = known.all(|other| other.as_ref() == Some(&first));
    let shaped = if script == Script::Hans { folded(&first) } else { first };
    (one && shaped != found.text).then_some(shaped)
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}
