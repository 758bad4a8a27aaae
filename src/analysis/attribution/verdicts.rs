//! What the walk says: verdicts of claims, with the rule of scope that gave each.
//!
//! Plain data. Knows no severity and no message.

use super::{Claim, Vague};
use crate::settings::FigureScope;
use crate::text::Span;

/// How far sources carry; complete, made from the configuration elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knobs {
    /// Sentences after one in which somebody speaks.
    pub say: u8,
    pub announce: u8,
    pub vague: u8,
    /// A document carries its paragraph, but not a page that is one paragraph.
    pub document: u8,
    /// Paragraphs after the one with a product launch.
    pub launch: u8,
    /// How far any source carries at most: single-source stories, titles and launches over paragraphs.
    pub scope: FigureScope,
}

impl Default for Knobs {
    fn default() -> Self {
        Self { say: 3, announce: 2, vague: 1, document: 7, launch: 1, scope: FigureScope::Story }
    }
}

/// Why a claim has the verdict it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A cue of its own sentence.
    Sentence,
    /// A source of an earlier sentence.
    Carried,
    /// A document named in the paragraph.
    Document,
    /// Inside a quotation whose speaker is known.
    Quotation,
    Link,
    Tag,
    SourceLine,
    Launch,
    Lead,
    Restated,
    Story,
    /// Only the title names somebody: X：…, or the lead: 本文编译自….
    Title,
    /// Somebody tells it in the first person.
    Own,
    /// The paragraph before ended under a document.
    Faded,
    /// Results of a company, as they stand in a paper that is not named here.
    Results,
    /// No cue in reach, in a text that names its sources for most of its figures.
    Among,
    /// No cue in reach, in a list that a heading or a colon opens.
    Listed,
    /// No cue anywhere in reach.
    Nowhere,
    /// There is a cue in the sentence, but only behind the figure.
    Behind,
    /// A source stood before, but its reach has ended.
    Ended,
}

impl Scope {
    /// Without a source, but where editors differ or the walk has been wrong too often to warn.
    pub const fn is_grey(self) -> bool {
        matches!(self, Self::Title | Self::Faded | Self::Own | Self::Results | Self::Among | Self::Listed)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sourced,
    Vague(Vague),
    Unsourced,
    /// Said and reported before.
    Repeated,
}

/// A claim with its verdict. Spans are bytes of the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claimed {
    pub span: Span,
    pub claim: Claim,
    pub outcome: Outcome,
    pub scope: Scope,
    /// Who said so, as cues know speakers; 0 for nobody in particular.
    pub speaker: u32,
    /// The cue that decided, or the nearest one that did not reach.
    pub cue: Option<Span>,
}

/// One sentence with claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub span: Span,
    pub claims: Vec<Claimed>,
    /// Words that pretend a source, in a sentence that somebody may read for news.
    pub vague: Option<(Span, Vague)>,
    pub(super) line: u32,
    pub(super) section: u32,
}

impl Row {
    /// Gives `scope` to what no source reaches and nothing else accounts for.
    pub(super) fn mark(&mut self, scope: Scope) {
        let bare = |scope| matches!(scope, Scope::Nowhere | Scope::Behind | Scope::Ended);
        for claim in self.claims.iter_mut().filter(|c| c.outcome == Outcome::Unsourced && bare(c.scope)) {
            claim.scope = scope;
        }
    }

    pub(super) fn sourced(&mut self, scope: Scope, cue: Option<Span>, cures: impl Fn(Outcome) -> bool) {
        if self.vague.is_some_and(|(_, vague)| cures(Outcome::Vague(vague))) {
            self.vague = None;
        }
        for claim in self.claims.iter_mut().filter(|c| cures(c.outcome)) {
            (claim.outcome, claim.scope, claim.cue) = (Outcome::Sourced, scope, cue.or(claim.cue));
        }
    }
}
