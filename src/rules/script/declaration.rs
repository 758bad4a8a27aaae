//! script/declaration: `lang`, front matter or the configuration says one script or region, the text another.
//!
//! Not: what is wrong in the text then (script/stray, script/region). Invariant: one finding an article.

use super::{declared_region, region_term, terms};
use crate::document;
use crate::engine::{Judge, Kinds, Rule, script_in, script_of};
use crate::finding::{Certainty, Finding};
use crate::message::Message;
use crate::settings::{Region, Script};
use crate::text::Span;

const ID: &str = "script/declaration";

/// The text shows another region from so many words against the declared one on.
const WORDS: u32 = 3;

pub struct Declaration;

impl Rule for Declaration {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let configured = cx.settings.script.or(cx.settings.region.map(script_in));
        let declared = declared(cx);
        let place = declared.map(|(place, _)| place);
        let contradiction = match (configured, declared) {
            (Some(script), _) => other_script(cx, script).map(|m| (m, "configured", first_character(cx))),
            (None, Some((_, script))) => other_script(cx, script).map(|m| (m, "default", place)),
            (None, None) => None,
        };
        let region = || {
            let (key, place) = match cx.settings.region {
                Some(_) => ("configured-region", first_character(cx)),
                None => ("region", place),
            };
            Some((other_region(cx, declared_region(cx)?)?, key, place))
        };
        let Some((mut message, key, Some(place))) = contradiction.or_else(region) else { return };
        message.key = key;
        out.push(Finding::new(ID, cx.severity(ID), message, vec![place]).with_certainty(Certainty::Probable));
    }
}

/// The first thing the article says of its script, and where.
fn declared(cx: &Judge<'_>) -> Option<(Span, Script)> {
    let declarations =
        cx.with(Kinds::DECLARATIONS).flat_map(|at| at.segment.declarations.iter().map(move |d| (at.base, d)));
    let mut languages = declarations.filter_map(|(base, declaration)| match declaration {
        document::Declaration::Lang(tag, span) => Some((span.shifted(base), script_of(tag)?.0)),
        _ => None,
    });
    languages.next()
}

/// The message, where the text is clearly not in `script`.
fn other_script(cx: &Judge<'_>, script: Script) -> Option<Message> {
    let share = cx.facts.script.letters.contradiction(script)?;
    let (declared, told) = terms(script);
    Some(Message::new(ID, "default").term("declared", declared).term("told", told).number("share", share))
}

/// The message, where the vocabulary is clearly another region's.
fn other_region(cx: &Judge<'_>, region: Region) -> Option<Message> {
    let script = cx.verdict.script?;
    let regions = &cx.facts.script.regions;
    let told = regions.region(script).filter(|told| *told != region)?;
    let against = regions.against(script, region);
    let message = Message::new(ID, "region").term("declared", region_term(region)).term("told", region_term(told));
    (against >= WORDS).then(|| message.number("count", against.into()))
}

/// What the configuration says stands nowhere in the article: it is shown where the text begins.
fn first_character(cx: &Judge<'_>) -> Option<Span> {
    let at = cx.with(Kinds::PROSE).find(|at| !at.segment.text.trim().is_empty())?;
    let start = at.segment.text.len() - at.segment.text.trim_start().len();
    let first = at.segment.text.trim_start().chars().next()?;
    let start = u32::try_from(start).ok()?;
    Some(Span::new(start, start + first.len_utf8() as u32).shifted(at.base))
}
