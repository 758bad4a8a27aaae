//! Observe, then judge: the one path from an article to its findings.

mod article;
mod change;
mod desk;
mod judge;
mod kept;
mod kinds;
mod precedence;
mod rule;
mod sign;
mod sums;
mod suppress;
mod taken;
mod threads;
mod verdict;

pub use article::Article;
pub(crate) use article::undamaged;
pub use change::{Change, Moved, Shift};
pub use desk::Desk;
pub use judge::{Judge, SegmentAt};
pub use kinds::Kinds;
pub use rule::Rule;
pub use sign::fingerprint;
pub use verdict::{Verdict, script_in, script_of};

use std::sync::Arc;

use crate::analysis::names::ProjectNames;
use crate::analysis::residue;
use crate::document::Document;
use crate::finding::Finding;
use crate::settings::Settings;

/// The rules and the settings they run under.
#[derive(Clone, Debug)]
pub struct Engine {
    settings: Settings,
    project: Arc<ProjectNames>,
    rules: &'static [&'static dyn Rule],
}

/// What the engine says of an article: its profile and its findings, by place, then rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub verdict: Verdict,
    pub findings: Vec<Finding>,
    /// The entries of [`Settings::hushed`] that silenced nothing here.
    pub idle: Vec<usize>,
}

impl Engine {
    /// `rules` in the order of judgement: an earlier family wins where findings overlap.
    pub fn new(settings: Settings, rules: &'static [&'static dyn Rule]) -> Self {
        let project = Arc::new(ProjectNames::beside(residue::phrases(&settings.residue), &settings.names));
        Self { settings, project, rules }
    }

    /// The project's own names, and what it prefers.
    pub fn project(&self) -> &Arc<ProjectNames> {
        &self.project
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Judges a whole article from nothing.
    pub fn check(&self, document: Document) -> Checked {
        self.judge(&Article::new(self, document))
    }
}
