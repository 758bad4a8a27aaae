//! All places of one fault in an article: what becomes one finding.

use ecow::EcoString;

use crate::analysis::names::Mention;
use crate::engine::{Change, Judge, SegmentAt};
use crate::finding::Edit;
use crate::settings::Script;
use crate::text::Span;

#[derive(Default)]
pub(super) struct Root {
    pub places: Vec<Span>,
    pub edits: Vec<Edit>,
    /// What stands at the first place.
    pub found: EcoString,
}

impl Root {
    /// Adds a mention with the edits that would repair it.
    pub fn add(&mut self, at: &SegmentAt<'_>, mention: &Mention, edits: &[Edit]) {
        self.places.extend(mention.places(edits).iter().map(|p| p.shifted(at.base)));
        self.edits.extend(edits.iter().map(|e| Edit::new(e.span.shifted(at.base), e.text.clone())));
        if self.found.is_empty() {
            self.found = at.text(mention.span).into();
        }
    }
}

/// A name in the article's own prose, that names its entity: not cited, quoted, or in another language.
pub(super) fn plain(cx: &Judge<'_>, mention: &Mention) -> bool {
    let around = mention.around;
    let foreign = around.foreign && cx.verdict.script.is_some();
    let other_script = match cx.verdict.script {
        Some(Script::Hans) => around.hant > 2 * around.hans,
        Some(Script::Hant) => around.hans > 2 * around.hant,
        None => false,
    };
    !mention.ignored && !around.cited && !around.quoted && !foreign && !other_script && mention.counts(cx.facts)
}

/// True when nothing changed that judging mentions reads: their places and surroundings, what the article
/// names, its script, region and date.
pub(super) fn mentions_hold(cx: &Judge<'_>, change: &Change<'_>) -> bool {
    let (now, then) = (cx.verdict, change.verdict);
    let profile = now.script == then.script && now.declared == then.declared && now.date == then.date;
    profile
        && cx.facts.names == change.facts.names
        && change.agrees(|at| (at.segment.kind, &at.seen.links, at.seen.dateline))
        && change.mentions_stand()
}
