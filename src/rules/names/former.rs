//! names/former: a name that its bearer has given up, in an article that is surely later.
//!
//! Invariant: without a date of the article, or in a sentence that tells of earlier times, nothing is flagged.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::root::{Root, mentions_hold, plain};
use crate::analysis::names::model::Role;
use crate::analysis::names::{Mention, Month, Reading, parse_date};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::settings::Script;

const ID: &str = "names/former";
/// Segments at the head of an article among which its date may stand.
const HEAD: usize = 16;

pub struct Former;

/// What stands, the name of today, and when it took over.
type Key<'a> = (EcoString, &'a str, (u16, u8));

impl Rule for Former {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let (Some(date), Some(script)) = (date(cx), cx.verdict.script) else { return };
        let explained: Vec<u16> =
            cx.segments().flat_map(|at| at.seen.links.iter().flat_map(|link| [link.names.0, link.names.1])).collect();
        let mut roots: BTreeMap<Key<'_>, Root> = BTreeMap::new();
        for at in cx.with(Kinds::MENTIONS) {
            for mention in at.seen.mentions.iter().filter(|m| plain(cx, m) && !m.around.compound) {
                let Some(until) = given_up(mention).filter(|until| date.is_after(*until)) else { continue };
                if tells_of_then(mention, until) || explained.contains(&mention.group_id()) {
                    continue;
                }
                let Some(new) = new_name(mention, script) else { continue };
                let edits = [Edit::new(mention.span, new)];
                let edits = if mention.broken { &[] } else { edits.as_slice() };
                roots.entry((at.text(mention.span).into(), new, until)).or_default().add(&at, mention, edits);
            }
        }
        out.extend(roots.into_iter().filter(|(_, root)| !root.places.is_empty()).map(|((_, new, until), root)| {
            let message = Message::new(ID, "default")
                .text("found", root.found)
                .text("expected", new)
                .text("until", month(until))
                .number("count", root.places.len() as u64);
            Finding::new(ID, cx.severity(ID), message, root.places).with_certainty(Certainty::Probable).with_fix(
                Title::Replace(new.into()),
                Applicability::Suggested,
                root.edits,
            )
        }));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        mentions_hold(cx, change)
    }
}

/// When the article was written: as declared, else as a line at its head says, else as the project says.
fn date(cx: &Judge<'_>) -> Option<Month> {
    let declared = cx.verdict.date.as_deref().and_then(parse_date);
    let spoken = || cx.with(Kinds::PROSE).take(HEAD).find_map(|at| at.seen.dateline);
    declared.or_else(spoken).or_else(|| cx.settings.date.as_deref().and_then(parse_date))
}

/// Until when the name that stands here was the entity's own.
fn given_up(mention: &Mention) -> Option<(u16, u8)> {
    match mention.group()?.role {
        Role::Former { until } if mention.reading == Reading::Right => until,
        _ => None,
    }
}

fn tells_of_then(mention: &Mention, (until, _): (u16, u8)) -> bool {
    mention.time.history || mention.time.year.is_some_and(|year| year <= until)
}

/// The name of today, in the letters of the old one where there is one.
fn new_name(mention: &Mention, script: Script) -> Option<&str> {
    let entity = mention.entity()?;
    let han = if script == Script::Hans { entity.hans } else { entity.hant };
    let (same, other) = if mention.is_latin() { (entity.en, han) } else { (han, entity.en) };
    same.or(other)
}

fn month((year, month): (u16, u8)) -> String {
    if month == 0 { year.to_string() } else { format!("{year}-{month:02}") }
}
