//! figures/vague-cue: a source that cannot be identified, in a sentence without figures.

use super::Walked;
use crate::analysis::attribution::Vague;
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::message::Message;

const ID: &str = "figures/vague-cue";

/// One finding a sentence, at the words that name nobody.
pub struct VagueCue;

impl Rule for VagueCue {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let walked = Walked::new(cx);
        for (span, vague) in walked.rows.iter().filter(|r| r.claims.is_empty()).filter_map(|r| r.vague) {
            let key = if vague == Vague::Person { "person" } else { "hearsay" };
            let message = Message::new(ID, key).text("cue", walked.text(span).trim());
            let severity = cx.graded(ID, walked.tempered(Severity::Info));
            out.push(Finding::new(ID, severity, message, vec![span]).with_certainty(Certainty::Probable));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        Walked::stands(cx, change)
    }
}
