//! names/spelling: a name in the wrong letters (Github, Open AI, NVDIA, ＡＷＳ).
//!
//! Not: one name in two styles of good repute (names/inconsistent), the wrong script (names/script).
//! Invariant: small letters alone never fire, commands and packages are written so.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::analysis::names::model::Level;
use crate::analysis::names::{Mention, Reading};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Certainty, Edit, Finding, Severity};
use crate::message::{Message, Title};
use crate::settings::Script;
use crate::text::Span;

const ID: &str = "names/spelling";

pub struct Spelling;

/// All places of one wrong form.
struct Root {
    level: Severity,
    safe: bool,
    key: &'static str,
    places: Vec<Span>,
    edits: Vec<Edit>,
}

impl Rule for Spelling {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let script = cx.verdict.script.unwrap_or(Script::Hans);
        let mut roots: BTreeMap<(EcoString, EcoString), Root> = BTreeMap::new();
        for at in cx.with(Kinds::MENTIONS) {
            for mention in at.seen.mentions.iter().filter(|m| is_wrong(cx, m)) {
                let found: EcoString = at.text(mention.span).into();
                let Some(right) = right(mention, script, &found) else { continue };
                let root = roots.entry((found, right)).or_insert_with(|| Root::new(mention));
                let edits = mention.edits(script);
                root.places.push(mention.span.shifted(at.base));
                root.edits.extend(edits.iter().map(|e| Edit::new(e.span.shifted(at.base), e.text.clone())));
            }
        }
        out.extend(roots.into_iter().map(|((found, right), root)| root.finding(cx, found, &right)));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let script = cx.verdict.script == change.verdict.script;
        script && cx.facts.names == change.facts.names && change.mentions_stand()
    }
}

/// A wrong form that is sure to be meant as the name.
fn is_wrong(cx: &Judge<'_>, mention: &Mention) -> bool {
    let around = mention.around;
    // The title of an English page, linked from a Chinese article, is as its author wrote it.
    let foreign = around.foreign && cx.verdict.script.is_some();
    let excused = around.cited || around.quoted || mention.broken || foreign;
    !excused
        && match mention.reading {
            Reading::Styled => true,
            Reading::Listed { backed, .. } => backed || cx.facts.names.named(mention.entity) > 0,
            Reading::Mixed | Reading::Numbered => !mention.ignored,
            Reading::Right | Reading::Damaged { .. } | Reading::Plain => false,
        }
}

/// The right spelling of what was found, in the article's script.
fn right(mention: &Mention, script: Script, found: &str) -> Option<EcoString> {
    if mention.reading == Reading::Numbered {
        return joined(mention, script, found);
    }
    if let Some(bad) = mention.bad() {
        return Some(if script == Script::Hant { bad.hant } else { bad.hans }.into());
    }
    mention.house().map(EcoString::from)
}

/// Name and version as their one edit joins them.
fn joined(mention: &Mention, script: Script, found: &str) -> Option<EcoString> {
    let [Edit { span, text }] = mention.edits(script) else { return None };
    let at = |byte: u32| byte.checked_sub(mention.span.start).map(|byte| byte as usize);
    let (before, behind) = (found.get(..at(span.start)?)?, found.get(at(span.end)?..)?);
    Some(format!("{before}{text}{behind}").into())
}

impl Root {
    fn new(mention: &Mention) -> Self {
        let bad = mention.bad();
        let level = match bad.map(|b| b.level) {
            Some(Level::Hint) => Severity::Hint,
            Some(Level::Info) => Severity::Info,
            Some(Level::Warning) | None => Severity::Warning,
        };
        let (level, key) = match mention.reading {
            Reading::Mixed => (level, "mixed"),
            Reading::Numbered => (Severity::Info, "number"),
            _ => (level, if bad.is_some() { "listed" } else { "default" }),
        };
        let safe = mention.reading != Reading::Numbered && !bad.is_some_and(|b| b.suggested);
        Self { level, safe, key, places: Vec::new(), edits: Vec::new() }
    }

    fn finding(self, cx: &Judge<'_>, found: EcoString, right: &str) -> Finding {
        let message = Message::new(ID, self.key)
            .text("found", found)
            .text("expected", right)
            .number("count", self.places.len() as u64);
        let (applicability, certainty) = if self.safe {
            (Applicability::Safe, Certainty::Certain)
        } else {
            (Applicability::Suggested, Certainty::Probable)
        };
        Finding::new(ID, cx.graded(ID, self.level), message, self.places).with_certainty(certainty).with_fix(
            Title::Replace(right.into()),
            applicability,
            self.edits,
        )
    }
}
