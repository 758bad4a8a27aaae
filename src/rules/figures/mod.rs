//! Figures that nobody vouches for. Both rules read one walk over the article's sentences.

mod actions;
mod arithmetic;
mod conflict;
mod fingerprint;
mod format;
mod ledger;
mod relative_date;
mod unsourced;
mod vague_cue;
mod vague_source;

pub use actions::{Action, actions};
pub use arithmetic::Arithmetic;
pub use conflict::Conflict;
pub use fingerprint::fingerprint;
pub use format::Format;
pub use ledger::{Entry, ledger};
pub use relative_date::RelativeDate;
pub use unsourced::Unsourced;
pub use vague_cue::VagueCue;
pub use vague_source::VagueSource;

use std::rc::Rc;

use crate::analysis::Facts;
use crate::analysis::attribution::{self, Claimed, Knobs, Row, Scope};
use crate::engine::{Change, Judge, Kinds, Verdict};
use crate::finding::Severity;
use crate::settings::Genre;
use crate::text::Span;

/// The verdicts of the article, and what kind of text it is.
struct Walked<'a> {
    cx: &'a Judge<'a>,
    rows: Rc<Vec<Row>>,
    genre: Option<Genre>,
}

impl<'a> Walked<'a> {
    fn new(cx: &'a Judge<'a>) -> Self {
        let rows = cx.shared(|| {
            let segments = cx.with(Kinds::SENTENCES);
            let sentences: Vec<_> =
                segments.flat_map(|at| at.seen.sentences.iter().map(move |s| (at.base, s))).collect();
            attribution::walk(&sentences, knobs(cx))
        });
        Self { cx, rows, genre: genre(cx.verdict, cx.facts) }
    }

    /// True when the sentences with all that the walk reads of them stand as they did.
    fn stands(cx: &Judge<'_>, change: &Change<'_>) -> bool {
        // A fingerprint takes in words that no observation holds.
        cx.settings.figures.verified.is_empty()
            && genre(cx.verdict, cx.facts) == genre(change.verdict, change.facts)
            && change.stands(
                |seen| seen.sentences.iter(),
                |old, new, to| old.is_moved(new, &|a, b| to.spans(a, b), &|a, b| to.points(a, b)),
            )
    }

    /// The grey zone is shown where nobody is stopped by it: a house that writes of itself is its own source.
    fn tempered(&self, severity: Severity) -> Severity {
        match self.genre {
            Some(Genre::Press | Genre::Documentation) => severity.min(Severity::Hint),
            _ => severity,
        }
    }

    /// Somebody has checked just these figures at just this place, or there are findings enough.
    fn is_settled(&self, places: &[Span], said: usize) -> bool {
        let settings = &self.cx.settings.figures;
        settings.most.is_some_and(|most| said >= most as usize)
            || !settings.verified.is_empty()
                && settings.verified.contains(&fingerprint(self.cx.document.text(), places))
    }

    /// The figures as the reader sees them, some of them when there are many.
    fn list(&self, claims: &[&Claimed]) -> String {
        let shown: Vec<&str> = claims.iter().take(4).map(|c| self.text(c.span).trim()).collect();
        let more = if claims.len() > 4 { "…" } else { "" };
        format!("{}{more}", shown.join("、"))
    }

    /// The text under a span of the article.
    fn text(&self, span: Span) -> &'a str {
        span.of(self.cx.document.text())
    }
}

/// How far sources carry: as configured, and further in newswire, which names its source once an item.
fn knobs(cx: &Judge<'_>) -> Knobs {
    let mut knobs = Knobs::default();
    if genre(cx.verdict, cx.facts) == Some(Genre::Newswire) {
        (knobs.say, knobs.announce) = (knobs.say * 2, knobs.announce * 2);
    }
    let configured = cx.settings.figures.carry;
    knobs.scope = cx.settings.figures.scope;
    Knobs { say: configured.unwrap_or(knobs.say), announce: configured.unwrap_or(knobs.announce), ..knobs }
}

/// What kind of text the article is.
fn genre(verdict: &Verdict, facts: &Facts) -> Option<Genre> {
    verdict.genre.or_else(|| attribution::genre(&facts.figures))
}

/// The name of a rule of scope in the glossary.
fn scope_term(scope: Scope) -> &'static str {
    match scope {
        Scope::Sentence => "scope.sentence",
        Scope::Carried => "scope.carried",
        Scope::Document => "scope.document",
        Scope::Quotation => "scope.quotation",
        Scope::Behind => "scope.behind",
        Scope::Ended | Scope::Faded => "scope.ended",
        Scope::Nowhere => "scope.nowhere",
        Scope::Title => "scope.title",
        Scope::Results => "scope.results",
        Scope::Among => "scope.among",
        Scope::Listed => "scope.listed",
        Scope::Own => "scope.own",
        Scope::Link | Scope::Tag | Scope::SourceLine | Scope::Launch | Scope::Lead | Scope::Restated | Scope::Story => {
            "scope.other"
        }
    }
}
