//! Pull diagnostics of one document: the client asks, and hears whether anything has changed.

use std::time::Instant;

use serde_json::{Value, json};

use super::asked::Question;
use super::protocol::{Diagnostic, PullParams};
use super::session::Session;
use crate::text::Fnv;

impl Session {
    pub(super) fn pull(&mut self, params: &PullParams) -> Value {
        let uri = params.text_document.uri.as_str();
        if self.papers.contains_key(uri) {
            return report(&self.faults_of_paper(uri).unwrap_or_default(), params.previous_result_id.as_deref());
        }
        let shown = self.shown(uri, Instant::now());
        if let (Some(shown), Some(open)) = (&shown, self.documents.get_mut(uri)) {
            let held = open.timing.touched.as_ref().filter(|_| shown.held);
            open.timing.release = held.map(|(at, _)| *at + open.preferences.hold);
        }
        let diagnostics = match shown {
            Some(shown) => shown.diagnostics,
            None => self.of_file(uri),
        };
        self.tell_status(uri);
        report(&diagnostics, params.previous_result_id.as_deref())
    }

    /// Asks the client to ask again.
    pub(super) fn refresh(&mut self) {
        if self.abilities.refresh && !self.outbox.holds("workspace/diagnostic/refresh") {
            let id = self.outbox.ask("workspace/diagnostic/refresh", Value::Null);
            self.asked.note(id, Question::Other);
        }
    }

    /// A document that is not open, as it lies on the disk. One that is open but out of step has no findings.
    fn of_file(&mut self, uri: &str) -> Vec<Diagnostic> {
        let path = super::uri::to_path(uri).filter(|_| !self.documents.contains_key(uri));
        path.and_then(|path| self.checked_file(uri, &path)).unwrap_or_default()
    }
}

/// The report on one document: in full, or that nothing has changed since.
pub(super) fn report(diagnostics: &[Diagnostic], previous: Option<&str>) -> Value {
    let items = json!(diagnostics);
    let id = result_id(&items);
    if previous == Some(id.as_str()) {
        return json!({"kind": "unchanged", "resultId": id});
    }
    json!({"kind": "full", "resultId": id, "items": items})
}

/// Two reports that say the same have the same name.
fn result_id(items: &Value) -> String {
    format!("{:016x}", Fnv::of(&items.to_string()))
}
