//! Figures that nobody vouches for. Both rules read one walk over the article's sentences.

mod unsourced;
mod vague_source;

pub use unsourced::Unsourced;
pub use vague_source::VagueSource;

use crate::analysis::attribution::{self, Claimed, Knobs, Row, Scope};
use crate::engine::Judge;
use crate::finding::Severity;
use crate::settings::Genre;
use crate::text::Span;

/// The verdicts of the article, and what kind of text it is.
struct Walked<'a> {
    cx: &'a Judge<'a>,
    rows: Vec<Row>,
    genre: Option<Genre>,
    /// The byte at which each segment starts.
    bases: Vec<u32>,
}

impl<'a> Walked<'a> {
    fn new(cx: &'a Judge<'a>) -> Self {
        let sentences: Vec<_> =
            cx.segments().flat_map(|at| at.seen.sentences.iter().map(move |s| (at.base, s))).collect();
        let rows = attribution::walk(&sentences, Knobs::default());
        let bases = cx.segments().map(|at| at.base).collect();
        Self { cx, rows, bases, genre: cx.verdict.genre.or_else(|| attribution::genre(&cx.facts.figures)) }
    }

    /// The grey zone is shown where nobody is stopped by it: a house that writes of itself is its own source.
    fn tempered(&self, severity: Severity) -> Severity {
        match self.genre {
            Some(Genre::Press | Genre::Documentation) => severity.min(Severity::Hint),
            _ => severity,
        }
    }

    /// The figures as the reader sees them, some of them when there are many.
    fn list(&self, claims: &[&Claimed]) -> String {
        let shown: Vec<&str> = claims.iter().take(4).map(|c| self.text(c.span).trim()).collect();
        let more = if claims.len() > 4 { "…" } else { "" };
        format!("{}{more}", shown.join("、"))
    }

    /// The text under a span of the article; figures and cues lie inside one segment.
    fn text(&self, span: Span) -> &'a str {
        let index = self.bases.partition_point(|base| *base <= span.start).saturating_sub(1);
        let base = self.bases.get(index).copied().unwrap_or_default();
        let inner = Span::new(span.start.saturating_sub(base), span.end.saturating_sub(base));
        self.cx.document.segments().get(index).map_or("", |segment| inner.of(&segment.text))
    }
}

/// The name of a rule of scope in the glossary.
fn scope_term(scope: Scope) -> &'static str {
    match scope {
        Scope::Sentence => "scope.sentence",
        Scope::Carried => "scope.carried",
        Scope::Document => "scope.document",
        Scope::Quotation => "scope.quotation",
        Scope::Behind => "scope.behind",
        Scope::Ended => "scope.ended",
        Scope::Nowhere => "scope.nowhere",
        Scope::Link | Scope::Tag | Scope::SourceLine | Scope::Launch | Scope::Lead | Scope::Restated | Scope::Story => {
            "scope.other"
        }
    }
}
