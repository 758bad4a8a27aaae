//! Documents as the client opens, changes and closes them.

use std::time::Instant;

use super::open::{Open, OutOfStep};
use super::outbox::Loud;
use super::protocol::{DidChange, OpenedDocument};
use super::session::{Mode, Session};
use super::settings::Moment;
use crate::config::{FILE_NAME, SOURCES};
use crate::pages::phrase;

impl Session {
    pub(super) fn open(&mut self, opened: OpenedDocument, now: Instant) {
        let obeys = self.obeyed(&self.home(&opened.uri));
        let mut open = Open::new(opened, obeys);
        open.look_at_disk();
        // What stands in the editor already is replaced or taken away, never left.
        open.shown = self.pushed.remove(&open.uri) || self.documents.get(&open.uri).is_some_and(|old| old.shown);
        // Nobody is typing yet: what stands in the text is shown at once.
        open.timing.due = (self.mode == Mode::Push).then_some(now);
        self.documents.insert(open.uri.clone(), open);
        self.publish_faults();
    }

    pub(super) fn change(&mut self, params: DidChange, now: Instant) {
        let (uri, version) = (params.text_document.uri, params.text_document.version);
        let encoding = self.encoding;
        let Some(open) = self.held_mut(&uri) else {
            return self.outbox.log(&format!("jiaodui: a change of {uri}, which is not open"));
        };
        let was_lost = open.text().is_none();
        match open.change(version, params.content_changes, encoding) {
            Ok(()) => self.schedule(&uri, now),
            Err(_) if was_lost => {}
            Err(why) => self.lose(&uri, why),
        }
    }

    /// A change that nobody can read has changed we know not what.
    pub(super) fn garbled(&mut self, method: &str, uri: Option<&str>, why: &str) {
        self.outbox.log(&format!("jiaodui: {method}: {why}"));
        let change = ["textDocument/didChange", "textDocument/didOpen"].contains(&method);
        if let Some(uri) = uri.filter(|uri| change && self.held_mut(uri).is_some()) {
            self.lose(uri, OutOfStep::Unreadable);
        }
    }

    pub(super) fn save(&mut self, uri: &str, now: Instant) {
        if let Some(paper) = self.papers.get_mut(uri) {
            paper.timing.due = (self.mode == Mode::Push).then_some(now);
        }
        if let Some(open) = self.documents.get_mut(uri).filter(|open| open.text().is_some()) {
            open.look_at_disk();
            let on_save = open.preferences.run == Moment::Save;
            if on_save {
                // What was typed last is meant as it stands.
                open.timing.touched = None;
            }
            if self.mode == Mode::Push && (on_save || open.known().is_none()) {
                open.timing.due = Some(now);
            }
        }
        // Clients that do not watch files tell of a saved configuration, if of anything.
        let is_ours = [FILE_NAME, SOURCES].contains(&name(uri));
        if is_ours || !self.abilities.watch_files {
            self.reload(now);
        }
    }

    pub(super) fn close(&mut self, uri: &str) {
        if self.close_paper(uri) {
            return;
        }
        if self.documents.remove(uri).is_some_and(|open| open.shown) {
            self.publish_empty(uri, None);
        }
    }

    /// Drops a document's text and says so, once, until the next whole text.
    pub(super) fn lose(&mut self, uri: &str, why: OutOfStep) {
        let Some(open) = self.held_mut(uri) else { return };
        open.lose();
        open.timing = super::open::Timing::default();
        let lang = open.lang;
        let shown = self.papers.contains_key(uri);
        let message = phrase("lsp.out-of-step", lang).replace("{file}", name(uri));
        self.outbox.show(Loud::Warning, &message);
        self.outbox.log(&format!("jiaodui: {uri}: {why:?}"));
        if shown {
            self.publish_empty(uri, None);
        }
        self.clear(uri);
    }
}

/// The last part of a URI, for people.
pub(super) fn name(uri: &str) -> &str {
    uri.rsplit('/').next().unwrap_or(uri)
}
