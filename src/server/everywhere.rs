//! Everything that is safe, in every article of the workspace. The edits are the client's to make, so that a person can
//! look at them and take them back; the answer sums up what was done and names every file that was left alone.
//!
//! Invariant: a file whose text the editor may read otherwise than we do is never edited.

use std::path::Path;

use serde_json::{Value, json};

use super::convert::Eyes;
use super::edits::Wanted;
use super::mailbox::{Fault, Reply};
use super::outbox::Loud;
use super::protocol::TextEdit;
use super::session::Session;
use super::uri;
use super::workspace::Goal;
use crate::document::Format;
use crate::finding::Applicability;
use crate::fix;
use crate::pages::phrase;
use crate::text::{Buffer, decode};

pub(super) const EVERYWHERE: &str = "jiaodui.fixWorkspace";

fn refused(why: &str) -> Fault {
    Fault::new(-32803, why)
}

/// The repairs of a workspace under way.
#[derive(Debug)]
pub(super) struct Fixing {
    pub reply: Reply,
    /// Of files that are not open, by URI.
    edits: Vec<(String, Vec<TextEdit>)>,
    /// Open ones have their edits made last: people go on typing.
    open: Vec<String>,
    left: Vec<Value>,
}

impl Session {
    pub(super) fn fix_everywhere(&mut self, reply: Reply) {
        let fixing = Fixing { reply, edits: Vec::new(), open: Vec::new(), left: Vec::new() };
        let job = self.job(Goal::Fix(fixing));
        self.jobs.push_back(job);
    }

    pub(super) fn fix_file(&mut self, path: &Path, fixing: &mut Fixing) {
        if self.is_excluded(path) {
            return;
        }
        if let Some((uri, _)) = self.opened(path) {
            return fixing.open.push(uri);
        }
        let Some(uri) = uri::from_path(path) else { return };
        match self.edits_of_file(&uri, path) {
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => fixing.edits.push((uri, edits)),
            Err(reason) => fixing.left.push(json!({"uri": uri, "reason": reason})),
        }
    }

    /// The repairs of a file that is not open, or why it is left alone.
    fn edits_of_file(&mut self, uri: &str, path: &Path) -> Result<Vec<TextEdit>, String> {
        let setup = self.scopes.of(path);
        let lang = self.lang(setup.config.language);
        let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
        if bytes.len() > self.scopes.preferences(Some(path)).max_size {
            return Err(phrase("lsp.left-large", lang).to_owned());
        }
        let decoded = decode(&bytes, None).map_err(|e| e.to_string())?;
        let source = &decoded.source;
        if source.encoding != "UTF-8" || !source.ranges.is_empty() || !source.malformed.is_empty() {
            return Err(phrase("lsp.left-encoding", lang).replace("{encoding}", source.encoding));
        }
        let format = path.extension().and_then(|e| e.to_str()).and_then(Format::from_extension).unwrap_or_default();
        let repaired = fix::repair(&setup.engine, &decoded.text, format, source, Applicability::Safe);
        let text = Buffer::new(&decoded.text);
        let (encoding, abilities, library) = (self.encoding, &self.abilities, &self.library);
        let eyes = Eyes { uri, text: &text, encoding, lang, abilities, library };
        Ok(eyes.edits(&repaired.edits))
    }

    /// Hands all edits to the client as one, and answers with the summary.
    pub(super) fn fixed(&mut self, fixing: Fixing) {
        let mut changes: Vec<(String, Option<i32>, Value)> = Vec::new();
        let mut places = 0;
        for (uri, edits) in fixing.edits {
            places += edits.len();
            changes.push((uri, None, json!(edits)));
        }
        for uri in fixing.open {
            let wanted = Wanted { uri, version: None, rule: None };
            let Some(edits) = self.wanted_edits(&wanted).filter(|edits| !edits.is_empty()) else { continue };
            places += edits.len();
            let version = self.documents.get(&wanted.uri).map(|open| open.version);
            changes.push((wanted.uri, version, json!(edits)));
        }
        let files = changes.len();
        let changed: Vec<String> = changes.iter().map(|(uri, ..)| uri.clone()).collect();
        let summary = phrase("lsp.fixed-everywhere", self.lang(None));
        let summary = summary.replace("{files}", &files.to_string()).replace("{n}", &places.to_string());
        let summary = summary.replace("{left}", &fixing.left.len().to_string());
        let answer =
            json!({"files": files, "places": places, "changed": changed, "left": fixing.left, "summary": summary});
        if files == 0 {
            self.outbox.show(Loud::Info, &summary);
            return fixing.reply.send(Ok(answer));
        }
        if !self.abilities.apply_edit {
            return fixing.reply.send(Err(refused(phrase("lsp.no-edits", self.lang(None)))));
        }
        let edit = self.joint_edit(changes);
        let id = self.outbox.ask("workspace/applyEdit", json!({"label": "jiaodui", "edit": edit}));
        self.repaired.insert(id, (fixing.reply, answer));
    }

    /// The client has made the edits, or has not. False when they are none of ours.
    pub(super) fn repaired(&mut self, id: i64, result: Option<&Value>) -> bool {
        let Some((reply, answer)) = self.repaired.remove(&id) else { return false };
        let applied = result.is_some_and(|result| result["applied"] == true);
        reply.send(if applied { Ok(answer) } else { Err(refused("the editor did not make the edits")) });
        true
    }

    /// Changes of several documents, in the form that the client declared.
    fn joint_edit(&self, changes: Vec<(String, Option<i32>, Value)>) -> Value {
        if self.abilities.document_changes {
            let document =
                |(uri, version, edits)| json!({"textDocument": {"uri": uri, "version": version}, "edits": edits});
            return json!({"documentChanges": changes.into_iter().map(document).collect::<Vec<_>>()});
        }
        let changes: serde_json::Map<String, Value> = changes.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        json!({"changes": changes})
    }
}
