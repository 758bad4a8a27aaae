//! figures/vague-source: a figure whose source cannot be identified.

use super::{Walked, scope_term};
use crate::analysis::attribution::{Claimed, Outcome, Vague};
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::message::Message;

const ID: &str = "figures/vague-source";

/// One finding a sentence, with all its vaguely sourced figures.
pub struct VagueSource;

impl Rule for VagueSource {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let walked = Walked::new(cx);
        let before = out.len();
        for row in walked.rows.iter() {
            let claims: Vec<&Claimed> = row.claims.iter().filter(|c| vague(c).is_some()).collect();
            if let Some(worst) = claims.iter().filter_map(|c| vague(c)).max() {
                let finding = finding(&walked, &claims, worst);
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

fn vague(claim: &Claimed) -> Option<Vague> {
    match claim.outcome {
        Outcome::Vague(vague) => Some(vague),
        _ => None,
    }
}

fn finding(walked: &Walked<'_>, claims: &[&Claimed], worst: Vague) -> Finding {
    let (key, grade) = match worst {
        Vague::Person => ("person", Severity::Warning),
        Vague::Hearsay => ("hearsay", Severity::Info),
        Vague::Ownerless => ("ownerless", Severity::Info),
        Vague::Quotation => ("quotation", Severity::Hint),
    };
    let decided = claims.iter().find(|c| vague(c) == Some(worst));
    let cue = decided.and_then(|c| c.cue);
    let scope = decided.map_or("scope.nowhere", |c| scope_term(c.scope));
    let words = cue.map_or("", |c| walked.text(c).trim());
    let message = Message::new(ID, key).text("figures", walked.list(claims)).text("cue", words).term("scope", scope);
    let severity = walked.cx.graded(ID, walked.tempered(grade));
    let places = claims.iter().map(|c| c.span).collect();
    let finding = Finding::new(ID, severity, message, places).with_certainty(Certainty::Probable);
    match cue {
        Some(cue) => finding.with_related(cue, Message::new(ID, "cue").text("cue", words).term("scope", scope)),
        None => finding,
    }
}
