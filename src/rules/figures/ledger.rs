//! The ledger: every claim of an article with its value and who vouches for it, for an editor to check.
//!
//! The same walk as the rules', and nothing is left out: a figure with a source stands here too.

use super::Walked;
use crate::analysis::attribution::{Outcome, Scope};
use crate::analysis::figure::{Approx, Kind, Value, currency};
use crate::engine::{Article, Engine};
use crate::lexicon::fold;
use crate::text::Span;

/// One figure. Spans are bytes of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub span: Span,
    pub sentence: Span,
    pub unit: Span,
    /// What is measured, as far as the clause says.
    pub subject: Span,
    pub value: Value,
    pub kind: Kind,
    pub approx: Approx,
    /// ISO code of an amount of money.
    pub currency: Option<&'static str>,
    pub outcome: Outcome,
    pub scope: Scope,
    /// The words that decided.
    pub cue: Option<Span>,
}

/// All claims of the article, in order.
pub fn ledger(engine: &Engine, article: &Article) -> Vec<Entry> {
    engine.look(article, |cx| {
        let walked = Walked::new(cx);
        let rows = walked.rows.iter().flat_map(|row| row.claims.iter().map(move |c| (row.span, c)));
        let entries = rows.map(|(sentence, claimed)| {
            let (base, claim) = (claimed.span.start - claimed.claim.span.start, claimed.claim);
            let folded: String = walked.text(claimed.span).chars().map(fold).collect();
            Entry {
                span: claimed.span,
                sentence,
                unit: claim.unit.shifted(base),
                subject: claim.subject.shifted(base),
                value: claim.value,
                kind: claim.kind,
                approx: claim.approx,
                currency: (claim.kind == Kind::Money).then(|| currency::code(&folded)).flatten(),
                outcome: claimed.outcome,
                scope: claimed.scope,
                cue: claimed.cue,
            }
        });
        entries.collect()
    })
}
