//! `encoding/pinyin-noise`: readings glued behind characters by scrapers, 聯(lián)網(wǎng).

use std::collections::{BTreeMap, HashMap};

use crate::analysis::damage::{self, CharSet, Damage, DamageKind, NoiseVerdict, Note, Straddle};
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

/// One finding for all notes of the article: they have one cause and one repair; and one for each grade of
/// proof of the readings that stand inside characters.
pub struct PinyinNoise;

const ID: &str = "encoding/pinyin-noise";

/// A run of straddled readings: where it stands, how it goes back, and what it repairs to.
type Told<'a> = (Span, &'a Straddle, Option<&'a str>);

impl Rule for PinyinNoise {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        straddles(cx, out);
        let notes: Vec<(Span, &Note)> =
            cx.with(Kinds::DAMAGE).flat_map(|at| notes(at.seen.damage.iter(), at.base)).collect();
        if notes.is_empty() {
            return;
        }
        let verdict = verdict(cx);
        let noise: Vec<(Span, &Note)> = notes.into_iter().filter(|(_, note)| verdict.is_noise(note)).collect();
        if noise.is_empty() {
            return;
        }
        let places: Vec<Span> = noise.iter().map(|(span, _)| *span).collect();
        let edits = places.iter().map(|span| Edit::new(*span, "")).collect();
        let title = match noise.as_slice() {
            [(_, only)] => Title::Delete(format!("({})", only.reading).into()),
            _ => Title::Page(Message::new(ID, "all").number("count", noise.len() as u64)),
        };
        let finding = Finding::new(ID, cx.severity(ID), message(&noise), places);
        out.push(finding.with_fix(title, Applicability::Safe, edits));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let hosts = Hosts::new(cx.facts.damage.notes.hosts());
        let bare = |segments: &[SegmentAt<'_>]| hosts.stand_in(segments.iter().copied());
        let same = cx.facts.damage.notes == change.facts.damage.notes;
        same && change.is_free_of(Kinds::DAMAGE) && (hosts.is_empty() || bare(change.before()) == bare(change.after()))
    }
}

/// Readings between the bytes of a character: one finding for what the bytes prove, one for what they
/// only suggest, one for what is lost.
fn straddles(cx: &Judge<'_>, out: &mut Vec<Finding>) {
    let known = cx.facts.damage.notes.hosts();
    let mut groups: BTreeMap<&'static str, Vec<Told<'_>>> = BTreeMap::new();
    for at in cx.with(Kinds::DAMAGE) {
        for damage in &at.seen.damage {
            let DamageKind::Straddle(straddle) = &damage.kind else { continue };
            let chosen = straddle.choose(&known);
            let key = match chosen {
                Some((_, true)) if !damage.quoted => "straddle",
                Some(_) => "guess",
                None => "cut",
            };
            let text = chosen.map(|(reread, _)| &*reread.text);
            groups.entry(key).or_default().push((damage.span.shifted(at.base), straddle, text));
        }
    }
    for (key, places) in groups {
        let first = places.first().map(|(_, straddle, text)| (&*straddle.reading, text.unwrap_or_default()));
        let (reading, text) = first.unwrap_or_default();
        let message =
            Message::new(ID, key).number("count", places.len() as u64).text("reading", reading).text("text", text);
        let edits: Vec<Edit> = places.iter().filter_map(|(span, _, text)| Some(Edit::new(*span, (*text)?))).collect();
        let title = match edits.as_slice() {
            [only] => Title::Replace(only.text.clone()),
            _ => Title::Page(Message::new(ID, "restore").number("count", edits.len() as u64)),
        };
        let applicability = if key == "straddle" { Applicability::Safe } else { Applicability::Suggested };
        let certainty = if key == "guess" { Certainty::Probable } else { Certainty::Certain };
        let spans = places.iter().map(|(span, ..)| *span).collect();
        let finding = Finding::new(ID, cx.severity(ID), message, spans).with_certainty(certainty);
        out.push(finding.with_fix(title, applicability, edits));
    }
}

fn notes<'a>(damage: impl Iterator<Item = &'a Damage>, base: u32) -> impl Iterator<Item = (Span, &'a Note)> {
    damage.filter_map(move |d| match &d.kind {
        DamageKind::Note(note) => Some((d.span.shifted(base), note)),
        _ => None,
    })
}

/// Judges the article's notes. How often their characters stand without a reading is counted here
/// and not in the observations: only an article that has notes at all pays for it.
fn verdict(cx: &Judge<'_>) -> NoiseVerdict {
    let facts = &cx.facts.damage.notes;
    let hosts = Hosts::new(facts.hosts());
    if hosts.is_empty() {
        return facts.verdict(|_| 0);
    }
    let bare = hosts.stand_in(cx.with(Kinds::PROSE));
    facts.verdict(|host| bare.get(&host).copied().unwrap_or(0))
}

/// The characters that carry a reading somewhere.
#[derive(Default)]
struct Hosts {
    set: CharSet,
    any: bool,
}

impl Hosts {
    fn new(hosts: Vec<char>) -> Self {
        let mut all = Self { set: CharSet::default(), any: !hosts.is_empty() };
        hosts.into_iter().for_each(|host| all.set.insert(host));
        all
    }

    fn is_empty(&self) -> bool {
        !self.any
    }

    /// How often each of them stands in the prose of these segments without a reading. A reading counts even
    /// where something masks it, as a formula right behind it does.
    fn stand_in<'a>(&self, segments: impl Iterator<Item = SegmentAt<'a>>) -> HashMap<char, u32> {
        let mut counts: HashMap<char, u32> = HashMap::new();
        for at in segments.filter(|at| at.segment.has_prose()) {
            for piece in damage::prose(at.segment) {
                let text = at.segment.text.get(piece.clone()).unwrap_or_default();
                for (i, host) in text.char_indices().filter(|(_, c)| self.set.contains(*c)) {
                    let after = at.segment.text.get(piece.start + i + host.len_utf8()..).unwrap_or_default();
                    if !damage::is_annotated(host, after) {
                        *counts.entry(host).or_default() += 1;
                    }
                }
            }
        }
        counts
    }
}

/// The character that is annotated most often is the evidence.
fn message(noise: &[(Span, &Note)]) -> Message {
    let mut counts: HashMap<char, u64> = HashMap::new();
    for (_, note) in noise {
        *counts.entry(note.host).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|(host, n)| (**n, std::cmp::Reverse(**host)));
    let (host, times) = most.map_or((' ', 0), |(host, n)| (*host, *n));
    let reading = noise.iter().find(|(_, note)| note.host == host).map_or("", |(_, note)| &*note.reading);
    let key = if noise.len() == 1 { "one" } else { "default" };
    Message::new(ID, key)
        .number("count", noise.len() as u64)
        .number("kinds", counts.len() as u64)
        .text("host", host.to_string())
        .text("reading", reading)
        .number("times", times)
}
