//! Observe, then judge: the one path from an article to its findings.

mod article;
mod change;
mod desk;
mod explain;
mod judge;
mod kept;
mod kinds;
mod labels;
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
pub use explain::{Dropped, Silencer};
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
use crate::lexicon::{Miswriting, Pack};
use crate::settings::{PackSettings, PackWord, Settings};

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
        let project = Arc::new(ProjectNames::new(&settings.names, pack(&settings.packs)));
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
        self.judge(&Article::once(self, document))
    }
}

/// A project's lexicons, ready to be walked. What is no word in two shapes, or of no class, says nothing:
/// whoever read the pack has told.
fn pack(settings: &PackSettings) -> Pack {
    let shapes = settings.words.iter().flat_map(|word| word.wrong.iter().map(move |wrong| (word, wrong)));
    let made =
        |(word, wrong): (&PackWord, &String)| Miswriting::new(word.script, &word.right, wrong, word.borders).ok();
    let forms = settings.forms.iter().filter_map(|(form, class)| Some((form.clone(), residue::class_of(class)?)));
    Pack::new(shapes.filter_map(made).collect(), forms.collect())
}
