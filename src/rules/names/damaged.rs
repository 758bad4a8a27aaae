//! names/damaged: a name that a converter, or a look-alike character, broke (阿裏雲, 位元組跳動).
//!
//! Not: a name in the other script (names/script), a listed slip (names/spelling).
//! Invariant: what may be ordinary words fires only where the article names the entity beyond doubt.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::root::{Root, mentions_hold};
use crate::analysis::names::{Mention, Reading};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Certainty, Finding};
use crate::message::{Message, Title};
use crate::settings::Script;

const ID: &str = "names/damaged";

pub struct Damaged;

impl Rule for Damaged {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let mut roots: BTreeMap<(EcoString, &str, bool), Root> = BTreeMap::new();
        for at in cx.with(Kinds::MENTIONS) {
            for mention in &at.seen.mentions {
                let Reading::Damaged { sure, backed } = mention.reading else { continue };
                let excused = mention.around.cited || mention.around.foreign || mention.broken;
                if excused || !(backed || cx.facts.names.named(mention.entity) > 0) {
                    continue;
                }
                let script = script(cx, mention);
                let Some(right) = mention.form(script) else { continue };
                let found = at.text(mention.span).into();
                roots.entry((found, right, sure)).or_default().add(&at, mention, mention.edits(script));
            }
        }
        out.extend(roots.into_iter().map(|((_, right, sure), root)| finding(cx, root, right, sure)));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        mentions_hold(cx, change)
    }
}

/// The script of the passage, else of the article.
fn script(cx: &Judge<'_>, mention: &Mention) -> Script {
    let around = mention.around;
    match cx.verdict.script {
        Some(Script::Hans) if around.hant > 2 * around.hans => Script::Hant,
        Some(Script::Hant) if around.hans > 2 * around.hant => Script::Hans,
        Some(script) => script,
        None if around.hant > around.hans => Script::Hant,
        None => Script::Hans,
    }
}

fn finding(cx: &Judge<'_>, root: Root, right: &str, sure: bool) -> Finding {
    let message = Message::new(ID, "default")
        .text("found", root.found)
        .text("expected", right)
        .number("count", root.places.len() as u64);
    let (applicability, certainty) =
        if sure { (Applicability::Safe, Certainty::Certain) } else { (Applicability::Suggested, Certainty::Probable) };
    Finding::new(ID, cx.severity(ID), message, root.places).with_certainty(certainty).with_fix(
        Title::Replace(right.into()),
        applicability,
        root.edits,
    )
}
