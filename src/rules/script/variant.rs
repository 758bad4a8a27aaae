//! script/variant: several right shapes of one character or word mixed in one article (裏/裡, 為/爲, 發佈/發布).
//!
//! Not: shapes of the other script (script/stray), wrong ones (script/conversion). Invariant: one finding for
//! each character or word, and its majority, or the declared region's shape, is never flagged.

use std::collections::BTreeMap;

use super::{declared_region, groups};
use crate::analysis::names::protected;
use crate::analysis::script::{Fault, Variant};
use crate::engine::{Change, Judge, Kinds, Rule, Shift};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::lexicon::{Regions, letters, ways};
use crate::message::{Message, Title};
use crate::settings::{Region, Script};
use crate::text::Span;

const ID: &str = "script/variant";

pub struct Variants;

impl Rule for Variants {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        if cx.verdict.script != Some(Script::Hant) {
            return;
        }
        let mut written: BTreeMap<u32, Vec<(u8, Span)>> = BTreeMap::new();
        for at in cx.with(Kinds::VARIANTS) {
            let names: Vec<Span> = protected(at.seen, cx.facts).collect();
            let free = at.seen.variants.iter().filter(|v| !names.iter().any(|n| n.overlaps(v.span)));
            for variant in free {
                written.entry(variant.group).or_default().push((variant.way, variant.span.shifted(at.base)));
            }
        }
        written.retain(|_, places| places.iter().any(|(way, _)| Some(*way) != places.first().map(|(first, _)| *first)));
        if written.is_empty() {
            return;
        }
        let wrong = wrong(cx);
        let found = written.into_iter().filter_map(|(group, places)| finding(cx, group, &places, &wrong));
        out.extend(found);
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let same = |old: &Variant, new: &Variant, to: &Shift| {
            (old.group, old.way) == (new.group, new.way) && to.spans(old.span, new.span)
        };
        super::stands(cx, change) && change.spots_stand() && change.stands(|seen| seen.variants.iter(), same)
    }
}

/// The places where another rule of the family says that a shape is wrong; sorted.
fn wrong(cx: &Judge<'_>) -> Vec<Span> {
    let faults = [Fault::Stray, Fault::Conversion, Fault::Passage].into_iter();
    let spots = faults.flat_map(|fault| groups::spots(cx, Script::Hant, fault));
    let mut spans: Vec<Span> = spots.map(|(at, spot)| spot.span.shifted(at.base)).collect();
    spans.sort_unstable();
    spans
}

fn finding(cx: &Judge<'_>, group: u32, places: &[(u8, Span)], wrong: &[Span]) -> Option<Finding> {
    let is_wrong = |span: Span| {
        let next = wrong.partition_point(|w| w.end <= span.start);
        wrong.get(next).is_some_and(|w| w.overlaps(span))
    };
    let places: Vec<(u8, Span)> = places.iter().copied().filter(|(_, span)| !is_wrong(*span)).collect();
    let (own, key) = own_way(cx, group, &places)?;
    let right: String = letters(ways(group).nth(own.into())?.0).collect();
    let others: Vec<Span> = places.iter().filter(|(way, _)| *way != own).map(|(_, span)| *span).collect();
    let first = others.first()?;
    let ours = places.len() - others.len();
    let message = Message::new(ID, key).text("found", first.of(cx.document.text())).text("expected", right.as_str());
    let message = message.number("count", others.len() as u64).number("ours", ours as u64);
    let edits = others.iter().map(|span| Edit::new(*span, right.as_str())).collect();
    let finding = Finding::new(ID, cx.severity(ID), message, others).with_certainty(Certainty::Soft);
    Some(finding.with_fix(Title::Replace(right.into()), Applicability::Suggested, edits))
}

/// The way that the article should keep to (the declared region's, the most frequent, the told region's, the
/// first), and the sentence that says why.
fn own_way(cx: &Judge<'_>, group: u32, places: &[(u8, Span)]) -> Option<(u8, &'static str)> {
    let of = |region: Option<Region>| {
        let wanted = match region? {
            Region::Cn => return None,
            Region::Tw => Regions::TW,
            Region::Hk => Regions::HK,
        };
        let standard = ways(group).position(|(_, regions)| regions.has(wanted))?;
        let standard = u8::try_from(standard).ok()?;
        places.iter().any(|(way, _)| *way == standard).then_some(standard)
    };
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for (way, _) in places {
        *counts.entry(*way).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let mut best = counts.iter().filter(|(_, n)| **n == most).map(|(way, _)| *way);
    let single = best.next().filter(|_| best.next().is_none());
    let most = single.or_else(|| of(cx.verdict.region)).or(places.first().map(|(way, _)| *way));
    of(declared_region(cx)).map(|way| (way, "declared")).or(most.map(|way| (way, "default")))
}
