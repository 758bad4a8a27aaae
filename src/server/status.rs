//! `jiaodui/status`: what an editor may show in its status line. Only for clients that asked for it, since others
//! warn of notifications that they do not know.

use serde_json::json;

use super::session::Session;
use crate::finding::Severity;
use crate::report::profile;

impl Session {
    pub(super) fn tell_status(&self, uri: &str) {
        if !self.preferences.status {
            return;
        }
        let Some(open) = self.documents.get(uri) else { return };
        let checked = open.known();
        let count = |severity| {
            let findings = checked.iter().flat_map(|c| &c.findings).filter(|f| f.severity == severity);
            findings.map(|f| f.places.len()).sum::<usize>()
        };
        let status = json!({
            "uri": uri,
            "version": open.version,
            "checked": checked.is_some(),
            "profile": checked.map(|c| profile(&c.verdict)),
            "counts": {
                "error": count(Severity::Error),
                "warning": count(Severity::Warning),
                "info": count(Severity::Info),
                "hint": count(Severity::Hint),
            },
            "encoding": open.encoding,
        });
        self.outbox.tell("jiaodui/status", status);
    }
}
