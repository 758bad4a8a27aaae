//! names/inconsistent: one entity under names that compete in one article, with no gloss that ties them.
//!
//! Company, unit and product are entities of their own and are never compared. Headings and captions are
//! excused, and so are compounds (NVIDIA H100) but for their case. Invariant: one finding an entity.

use std::collections::BTreeMap;

use super::families::{Family, Uses, families};
use super::root::{mentions_hold, plain};
use crate::analysis::names::model::Kind;
use crate::analysis::names::{Link, Mention, Reading};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::settings::Script;

const ID: &str = "names/inconsistent";

pub struct Inconsistent;

impl Rule for Inconsistent {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let mut entities: BTreeMap<u16, Uses<'_>> = BTreeMap::new();
        let mut links: Vec<Link> = Vec::new();
        for at in cx.with(Kinds::MENTIONS) {
            links.extend_from_slice(&at.seen.links);
            if is_prose(&at) {
                for mention in at.seen.mentions.iter().filter(|m| competes(cx, m)) {
                    entities.entry(mention.entity).or_default().add(mention, mention.span.shifted(at.base));
                }
            }
        }
        links.sort_unstable();
        links.dedup();
        for (entity, uses) in entities.iter().filter(|(_, uses)| uses.are_several()) {
            let from = links.partition_point(|link| link.entity < *entity);
            let tied = links.get(from..).unwrap_or_default().iter().take_while(|link| link.entity == *entity);
            let families = families(uses, tied.map(|link| link.names), cx.verdict.script.is_some());
            out.extend(clash(cx, &families));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        mentions_hold(cx, change)
    }
}

/// Headings, captions and quotations are excused.
fn is_prose(at: &SegmentAt<'_>) -> bool {
    matches!(at.segment.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow)
}

fn competes(cx: &Judge<'_>, mention: &Mention) -> bool {
    let named = mention.entity().is_some_and(|entity| entity.kind != Kind::Term);
    named && !mention.around.spoken && mention.reading == Reading::Right && !mention.broken && plain(cx, mention)
}

/// The finding for an entity with several families of names.
fn clash(cx: &Judge<'_>, families: &[Family<'_>]) -> Option<Finding> {
    let house = families.iter().max_by_key(|family| family.weight())?;
    let rest: Vec<&Family<'_>> = families.iter().filter(|family| !std::ptr::eq(*family, house)).collect();
    let mut minority: Vec<(&Mention, crate::text::Span)> = rest.iter().flat_map(|f| f.places.iter().copied()).collect();
    minority.sort_by_key(|(_, span)| *span);
    let (_, first) = *minority.first()?;
    let text = cx.document.text();
    let name = house.name(cx.verdict.script.unwrap_or(Script::Hans), text);
    let same_letters = rest.iter().all(|family| family.latin == house.latin);
    let message = Message::new(ID, if same_letters { "default" } else { "language" })
        .text("found", first.of(text))
        .text("expected", name.clone())
        .number("rare", minority.len() as u64)
        .number("often", house.places.len() as u64);
    let (_, evidence) = house.places.first().copied()?;
    let edits = if same_letters {
        minority.iter().map(|(_, span)| Edit::new(*span, name.clone())).collect()
    } else {
        Vec::new()
    };
    let places = minority.iter().map(|(_, span)| *span).collect();
    Some(
        Finding::new(ID, cx.severity(ID), message, places)
            .with_certainty(Certainty::Soft)
            .with_related(evidence, Message::new(ID, "first").text("expected", name.clone()))
            .with_fix(Title::Replace(name), Applicability::Suggested, edits),
    )
}
