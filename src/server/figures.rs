//! Figures in the editor: what may be put beside one that nobody vouches for, and the ledger of those that somebody
//! has checked.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::mailbox::Fault;
use super::offer::{Offer, QUICK_FIX};
use super::session::{Look, Session};
use super::uri;
use crate::config::{SOURCES, Verified, add_source, day, read_sources};
use crate::finding::{Edit, Finding};
use crate::pages::phrase;
use crate::rules::figures::{actions, fingerprint};
use crate::text::Span;

impl Offer<'_> {
    /// Marks, footnotes, the beginning of a source; and that the figures were checked.
    pub(super) fn of_figures(&mut self, finding: &Finding, place: Span) {
        let Look { open, desk, eyes } = self.look;
        let text = desk.document().text();
        for action in actions(text, open.format, desk.verdict().script, finding) {
            let edits: Vec<&Edit> = action.edits.iter().collect();
            self.push(self.action(phrase(action.title, eyes.lang).to_owned(), QUICK_FIX, (finding, place)), &edits);
        }
        if open.path.is_some() && matches!(finding.rule, "figures/unsourced" | "figures/vague-source") {
            let figures: Vec<&str> = finding.places.iter().map(|place| place.of(text).trim()).collect();
            let arguments = json!([eyes.uri, fingerprint(text, &finding.places), figures]);
            let title = phrase("lsp.verify", eyes.lang).to_owned();
            self.push_command(title, QUICK_FIX, "jiaodui.verify", &arguments);
        }
    }
}

impl Session {
    /// Notes in `sources.toml` that figures were checked: arguments are document, fingerprint and the figures.
    pub(super) fn verify(&mut self, arguments: &[Value]) -> Result<(), Fault> {
        let text = |i: usize| arguments.get(i).and_then(Value::as_str);
        let (Some(document), Some(print)) = (text(0), text(1)) else {
            return Err(Fault::new(-32602, "a document and a fingerprint are needed"));
        };
        let figures = arguments.get(2).and_then(Value::as_array).into_iter().flatten();
        let figures = figures.filter_map(|figure| figure.as_str().map(str::to_owned)).collect();
        let path = uri::to_path(document).ok_or_else(|| Fault::new(-32602, "the document has no file"))?;
        let file = self.scopes.project_of(&path).join(SOURCES);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (url, who) = (String::new(), String::new());
        let entry = Verified { print: print.to_owned(), figures, url, who, date: day(now) };
        self.rewrite(&file, |before| {
            read_sources(before).ok()?;
            Some(add_source(before, &entry)).filter(|after| read_sources(after).is_ok())
        })
    }
}
