//! Pull diagnostics: the client asks, for one document or for the whole workspace.

use std::time::Instant;

use super::asked::Question;
use super::session::Session;

impl Session {
    /// Findings that touch the last edit are held back; the client is told when to ask again.
    pub(super) fn hold_for_pull(&mut self, _uri: &str, _now: Instant) {}

    /// Asks the client to ask again.
    pub(super) fn refresh(&mut self) {
        if self.abilities.refresh {
            let id = self.outbox.ask("workspace/diagnostic/refresh", serde_json::Value::Null);
            self.asked.note(id, Question::Other);
        }
    }
}
