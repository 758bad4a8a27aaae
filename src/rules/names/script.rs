//! names/script: a name in the other script than its article (阿里云 in a Traditional one).
//!
//! Not: strays in ordinary words (script/stray), regional names (names/region).
//! Invariant: a passage in the other script, a quotation or a cited title is never flagged for it.

use std::collections::BTreeMap;

use super::root::Root;
use crate::analysis::names::{Mention, Reading};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Finding};
use crate::message::{Message, Title};
use crate::settings::Script;

const ID: &str = "names/script";

pub struct NameScript;

impl Rule for NameScript {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let Some(script) = cx.verdict.script else { return };
        let mut roots: BTreeMap<&str, Root> = BTreeMap::new();
        for at in cx.with(Kinds::MENTIONS) {
            for mention in at.seen.mentions.iter().filter(|m| is_stray(cx, m, script)) {
                let Some(name) = mention.form(script) else { continue };
                roots.entry(name).or_default().add(&at, mention, mention.edits(script));
            }
        }
        out.extend(roots.into_iter().map(|(name, root)| finding(cx, script, name, root)));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let script = cx.verdict.script == change.verdict.script;
        script && cx.facts.names == change.facts.names && change.mentions_stand()
    }
}

/// A name whose characters are not the article's, in a passage that is.
fn is_stray(cx: &Judge<'_>, mention: &Mention, script: Script) -> bool {
    if mention.reading != Reading::Right || mention.edits(script).is_empty() || !mention.counts(cx.facts) {
        return false;
    }
    let around = mention.around;
    let (ours, theirs) = match script {
        Script::Hans => (around.hans, around.hant),
        Script::Hant => (around.hant, around.hans),
    };
    let passage_agrees = theirs == 0 || ours > 2 * theirs;
    let cited = (around.cited || around.quoted) && ours == 0;
    passage_agrees && !cited && !around.foreign
}

fn finding(cx: &Judge<'_>, script: Script, name: &str, root: Root) -> Finding {
    let (ours, other) = match script {
        Script::Hans => ("script.hans", "script.hant"),
        Script::Hant => ("script.hant", "script.hans"),
    };
    let message = Message::new(ID, "default")
        .text("found", root.found)
        .text("expected", name)
        .term("script", ours)
        .term("other", other)
        .number("count", root.places.len() as u64);
    Finding::new(ID, cx.severity(ID), message, root.places).with_fix(
        Title::Replace(name.into()),
        Applicability::Safe,
        root.edits,
    )
}
