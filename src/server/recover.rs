//! After a fault of ours: the document that it struck starts anew, all others never hear of it.

use super::open::OutOfStep;
use super::session::Session;

impl Session {
    /// `in_text` when the fault may have left the document's text half changed.
    pub fn recover(&mut self, uri: Option<&str>, in_text: bool) {
        self.outbox.log(&format!("jiaodui: internal error, please report it ({})", uri.unwrap_or("no document")));
        let Some(uri) = uri.filter(|uri| self.held_mut(uri).is_some()) else { return };
        if in_text {
            return self.lose(uri, OutOfStep::Fault);
        }
        if let Some(open) = self.held_mut(uri) {
            open.forget();
            open.timing.due = None;
            open.timing.release = None;
        }
        self.clear(uri);
    }
}
