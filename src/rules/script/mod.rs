//! The script family: characters and words of the other script, conversions gone wrong.

mod conversion;
mod groups;
mod stray;

pub use conversion::Conversion;
pub use stray::Stray;

use crate::engine::Judge;
use crate::message::Message;
use crate::settings::Script;

/// The glossary's words for a script and for the other one.
const fn terms(script: Script) -> (&'static str, &'static str) {
    match script {
        Script::Hans => ("script.hans", "script.hant"),
        Script::Hant => ("script.hant", "script.hans"),
    }
}

/// Adds the evidence to a message: the article's script, and how many of its telling characters are of it.
fn with_evidence(cx: &Judge<'_>, script: Script, message: Message) -> Message {
    let (ours, other) = terms(script);
    let facts = &cx.facts.script;
    let telling = u64::from(facts.count(Script::Hans)) + u64::from(facts.count(Script::Hant));
    let share = u64::from(facts.count(script)) * 100 / telling.max(1);
    message.term("script", ours).term("other", other).number("share", share)
}
