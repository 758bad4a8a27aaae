//! What the server has asked the client, and what its answers mean.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A request of ours that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// The section `jiaodui` of the client's configuration, for the session and for these folders.
    Configuration(Vec<PathBuf>),
    /// Whether the progress of a check may be shown.
    Progress,
    /// Anything whose answer changes nothing here.
    Other,
}

#[derive(Debug, Default)]
pub struct Asked(BTreeMap<i64, Question>);

impl Asked {
    pub fn note(&mut self, id: i64, question: Question) {
        self.0.insert(id, question);
    }

    /// What the answer with this number answers; an answer to nothing is no answer.
    pub fn take(&mut self, id: i64) -> Option<Question> {
        self.0.remove(&id)
    }
}
