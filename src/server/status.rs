//! `jiaodui/status`: what an editor may show in its status line. Only for clients that asked for it, since others
//! warn of notifications that they do not know.

use serde_json::json;

use super::session::Session;
use crate::engine::Desk;
use crate::finding::Severity;
use crate::report::profile;

impl Session {
    pub(super) fn tell_status(&self, uri: &str) {
        if !self.scopes.preferences(None).status {
            return;
        }
        let Some(open) = self.documents.get(uri) else { return };
        let checked = open.known();
        let count = |severity| {
            let findings = checked.into_iter().flat_map(Desk::findings).filter(|f| f.severity == severity);
            findings.map(|f| f.places.len()).sum::<usize>()
        };
        let status = json!({
            "uri": uri,
            "version": open.version,
            "checked": checked.is_some(),
            "profile": checked.map(|desk| profile(desk.verdict())),
            "counts": {
                "error": count(Severity::Error),
                "warning": count(Severity::Warning),
                "info": count(Severity::Info),
                "hint": count(Severity::Hint),
            },
            "encoding": open.encoding(),
            "misread": open.misread().is_some(),
        });
        self.outbox.tell("jiaodui/status", status);
    }
}
