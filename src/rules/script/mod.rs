//! The script family: characters and words of the other script, conversions gone wrong, and mixtures of
//! regional words and glyphs.

mod conversion;
mod declaration;
mod groups;
mod region;
mod stray;
mod variant;

pub use conversion::Conversion;
pub use declaration::Declaration;
pub use region::RegionWords;
pub use stray::Stray;
pub use variant::Variants;

use crate::analysis::Facts;
use crate::engine::{Change, Judge};
use crate::message::Message;
use crate::settings::{Region, Script};

/// The glossary's words for a script and for the other one.
const fn terms(script: Script) -> (&'static str, &'static str) {
    match script {
        Script::Hans => ("script.hans", "script.hant"),
        Script::Hant => ("script.hant", "script.hans"),
    }
}

/// The glossary's word for a region.
const fn region_term(region: Region) -> &'static str {
    match region {
        Region::Cn => "region.cn",
        Region::Tw => "region.tw",
        Region::Hk => "region.hk",
    }
}

/// The region that the configuration or the article itself declares, unless the article is in another script.
fn declared_region(cx: &Judge<'_>) -> Option<Region> {
    let own = cx.verdict.declared.filter(|(script, _)| Some(*script) == cx.verdict.script);
    cx.settings.region.or(own.and_then(|(_, region)| region))
}

/// Adds the evidence to a message: the article's script, and how many of its telling characters are of it.
fn with_evidence(cx: &Judge<'_>, script: Script, message: Message) -> Message {
    let (ours, other) = terms(script);
    message.term("script", ours).term("other", other).number("share", share(cx.facts, script))
}

/// How many percent of the telling characters are of a script.
fn share(facts: &Facts, script: Script) -> u64 {
    let count = |script| u64::from(facts.script.letters.count(script));
    count(script) * 100 / (count(Script::Hans) + count(Script::Hant)).max(1)
}

/// True when what the rules of this family read of the whole article is as it was, and so are the names in
/// the edited segments, which are not theirs.
fn stands(cx: &Judge<'_>, change: &Change<'_>) -> bool {
    let (now, then) = (cx.verdict, change.verdict);
    let (facts, before) = (cx.facts, change.facts);
    (now.script, now.region, now.declared) == (then.script, then.region, then.declared)
        && share(facts, Script::Hans) == share(before, Script::Hans)
        && share(facts, Script::Hant) == share(before, Script::Hant)
        && facts.script.same_people(&before.script)
        && facts.names == before.names
        && change.mentions_stand()
}
