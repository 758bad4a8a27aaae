//! names/inconsistent: one entity under names that compete in one article, with no gloss that ties them.
//!
//! Company, unit and product are entities of their own and are never compared. Headings and captions are
//! excused, and so are compounds (NVIDIA H100) but for their case. Invariant: one finding an entity.

use std::collections::BTreeMap;

use super::families::{Family, Uses, families};
use super::root::{mentions_hold, plain};
use crate::analysis::names::model::{Kind, Role};
use crate::analysis::names::{Link, Mention, Reading};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::lexicon::is_han;
use crate::message::{Message, Title};
use crate::settings::Script;
use crate::text::Span;

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
        for (entity, uses) in &entities {
            let explained = links.iter().any(|link| link.entity == *entity);
            if cx.project.wants_gloss(*entity) && !explained {
                out.extend(unexplained(cx, uses));
            }
            if !uses.are_several() && cx.project.preferred(*entity).is_none() {
                continue;
            }
            let from = links.partition_point(|link| link.entity < *entity);
            let tied = links.get(from..).unwrap_or_default().iter().take_while(|link| link.entity == *entity);
            if let Some(form) = cx.project.preferred(*entity) {
                out.extend(unlike(cx, uses, form));
                continue;
            }
            let families = families(uses, tied.map(|link| link.names), cx.verdict.script.is_some());
            out.extend(clash(cx, &families));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        mentions_hold(cx, change)
    }
}

/// What is not the form that the project prefers, in its language.
fn unlike(cx: &Judge<'_>, uses: &Uses<'_>, form: &str) -> Option<Finding> {
    let text = cx.document.text();
    let latin = !form.chars().any(is_han);
    let others = uses.all().filter(|(mention, span)| {
        mention.is_latin() == latin && !mention.around.compound && span.of(text) != form && !is_compound(mention)
    });
    let mut places: Vec<Span> = others.map(|(_, span)| *span).collect();
    places.sort_unstable();
    let first = *places.first()?;
    let message = Message::new(ID, "preferred")
        .text("found", first.of(text))
        .text("expected", form)
        .number("count", places.len() as u64);
    let edits = places.iter().map(|span| Edit::new(*span, form)).collect();
    Some(Finding::new(ID, cx.severity(ID), message, places).with_fix(
        Title::Replace(form.into()),
        Applicability::Suggested,
        edits,
    ))
}

fn is_compound(mention: &Mention) -> bool {
    mention.group().is_none_or(|group| group.role == Role::Compound)
}

/// The first mention of an entity that the project wants explained, where nothing explains it.
fn unexplained(cx: &Judge<'_>, uses: &Uses<'_>) -> Option<Finding> {
    let (mention, span) = uses.all().min_by_key(|(_, span)| *span)?;
    let entity = mention.entity()?;
    let han = match cx.verdict.script {
        Some(Script::Hant) => entity.hant,
        _ => entity.hans,
    };
    let other = if mention.is_latin() { han } else { entity.en }?;
    let message = Message::new(ID, "gloss").text("found", span.of(cx.document.text())).text("expected", other);
    let edit = Edit::new(Span::new(span.end, span.end), format!("（{other}）"));
    Some(Finding::new(ID, cx.severity(ID), message.clone(), vec![*span]).with_fix(
        Title::Page(message),
        Applicability::Suggested,
        vec![edit],
    ))
}

/// Headings, captions and quotations are excused.
fn is_prose(at: &SegmentAt<'_>) -> bool {
    matches!(at.segment.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow)
}

fn competes(cx: &Judge<'_>, mention: &Mention) -> bool {
    let named = mention.entity().is_some_and(|entity| entity.kind != Kind::Term);
    // The fruit in an article that names Apple.
    let is_word = mention.group().is_some_and(|group| group.guard.word && !group.latin);
    let firm = mention.sure || mention.acts || !is_word;
    named
        && firm
        && !mention.around.spoken
        && mention.reading == Reading::Right
        && !mention.broken
        && plain(cx, mention)
}

/// The finding for an entity with several families of names.
fn clash(cx: &Judge<'_>, families: &[Family<'_>]) -> Option<Finding> {
    let house = families.iter().max_by_key(|family| family.weight())?;
    let rest: Vec<&Family<'_>> = families.iter().filter(|family| !std::ptr::eq(*family, house)).collect();
    let mut minority: Vec<(&Mention, Span)> = rest.iter().flat_map(|f| f.places.iter().copied()).collect();
    minority.sort_by_key(|(_, span)| *span);
    let (_, first) = *minority.first()?;
    let text = cx.document.text();
    let name = house.name(cx.verdict.script.unwrap_or(Script::Hans), text);
    let same_letters = rest.iter().all(|family| family.latin == house.latin);
    if !same_letters && cx.verdict.script.is_none() {
        return None;
    }
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
