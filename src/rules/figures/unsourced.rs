//! figures/unsourced: a quantitative claim that nobody vouches for within scope.

use super::{Walked, scope_term};
use crate::analysis::attribution::{Claimed, Outcome, Scope};
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::message::Message;

const ID: &str = "figures/unsourced";

/// One finding a sentence, with all its unsourced figures.
pub struct Unsourced;

impl Rule for Unsourced {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let walked = Walked::new(cx);
        let before = out.len();
        for row in walked.rows.iter() {
            let bare = |o: Outcome| matches!(o, Outcome::Unsourced | Outcome::Repeated);
            let claims: Vec<&Claimed> = row.claims.iter().filter(|c| bare(c.outcome)).collect();
            if claims.iter().any(|c| c.outcome == Outcome::Unsourced) {
                let finding = finding(&walked, &claims);
                if !walked.is_settled(&finding.places, out.len() - before) {
                    out.push(finding);
                }
            }
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        Walked::stands(cx, change)
    }
}

fn finding(walked: &Walked<'_>, claims: &[&Claimed]) -> Finding {
    let weighty = claims.iter().any(|c| c.claim.weighty);
    let first = claims.iter().find(|c| c.outcome == Outcome::Unsourced);
    let scope = first.map_or(Scope::Nowhere, |c| c.scope);
    // The grey zone: an editor may take the title's word for the whole, or not.
    let soft = claims.iter().all(|c| c.claim.soft);
    let grade = match weighty {
        _ if scope.is_grey() || soft => Severity::Hint,
        true => Severity::Warning,
        false => Severity::Info,
    };
    let grade = walked.tempered(grade);
    let key = match scope {
        Scope::Behind => "behind",
        Scope::Ended | Scope::Faded => "ended",
        Scope::Title => "title",
        Scope::Results => "results",
        Scope::Among => "among",
        Scope::Listed => "listed",
        Scope::Own => "own",
        _ => "default",
    };
    let message = Message::new(ID, key).text("figures", walked.list(claims)).term("scope", scope_term(scope));
    let places = claims.iter().map(|c| c.span).collect();
    let finding = Finding::new(ID, walked.cx.graded(ID, grade), message, places).with_certainty(Certainty::Probable);
    match first.and_then(|c| c.cue) {
        Some(cue) => {
            let words = Message::new(ID, "cue").text("cue", walked.text(cue).trim()).term("scope", scope_term(scope));
            finding.with_related(cue, words)
        }
        None => finding,
    }
}
