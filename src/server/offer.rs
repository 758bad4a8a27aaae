//! The actions of one request under way, in the shapes that its client can take.

use serde_json::{Value, json};

use super::edits::Wanted;
use super::protocol::{CodeActionParams, Range};
use super::session::{Look, Session};
use crate::finding::{Edit, Finding};
use crate::text::Span;

pub(super) const QUICK_FIX: &str = "quickfix";
/// What changes a text in which nothing is wrong.
pub(super) const REWRITE: &str = "refactor.rewrite";
pub(super) const FIX_ALL: &str = "source.fixAll.jiaodui";

pub(super) struct Offer<'a> {
    pub session: &'a Session,
    pub look: Look<'a>,
    pub params: &'a CodeActionParams,
    pub actions: Vec<Value>,
}

/// A finding near the cursor, with the place that is.
pub(super) type Near<'a> = (&'a Finding, Span);

impl Offer<'_> {
    /// True when the client asked for actions of this kind, or for all.
    pub fn wants(&self, kind: &str) -> bool {
        wants(self.params, kind)
    }

    /// An action for the diagnostic of a finding's place.
    pub fn action(&self, title: String, kind: &str, (finding, place): Near<'_>) -> Value {
        let range = self.look.eyes.range(place);
        let is_it = |d: &&Value| {
            let same = serde_json::from_value::<Range>(d["range"].clone()).is_ok_and(|r| r == range);
            same && d["code"] == finding.rule
        };
        let mut action = json!({"title": title, "kind": kind});
        let diagnostics: Vec<&Value> = self.params.context.diagnostics.iter().filter(is_it).collect();
        if !diagnostics.is_empty() {
            action["diagnostics"] = json!(diagnostics);
        }
        action
    }

    /// Offers an action that makes these edits.
    pub fn push(&mut self, mut action: Value, edits: &[&Edit]) {
        let edits: Vec<_> = edits.iter().map(|e| self.look.eyes.edit(e)).collect();
        action["edit"] = self.session.workspace_edit(self.look.eyes.uri, self.look.open.version, &edits);
        self.push_made(action);
    }

    /// An action whose edit is dear: made when asked for, where the client can ask.
    pub fn push_lazily(&mut self, mut action: Value, wanted: &Wanted) {
        if self.session.abilities.resolve_edit {
            action["data"] = wanted.write();
            self.actions.push(action);
        } else if let Some(edit) = self.session.edit_of(self.look.open, wanted) {
            action["edit"] = edit;
            self.push_made(action);
        }
    }

    /// Offers a command of the server.
    pub fn push_command(&mut self, title: String, kind: &str, command: &str, arguments: &Value) {
        let command = json!({"title": title, "command": command, "arguments": arguments});
        self.actions.push(self.session.offered(title, kind, command));
    }

    /// Everything that is wanted: all of one rule where one is given.
    pub fn wanted(&self, rule: Option<&str>) -> Wanted {
        let (uri, version) = (self.look.eyes.uri.to_owned(), Some(self.look.open.version));
        Wanted { uri, version, rule: rule.map(str::to_owned) }
    }

    fn push_made(&mut self, action: Value) {
        self.actions.push(self.session.made(action));
    }
}

impl Session {
    /// Clients that know no actions get the commands that do the same, if they can be told to edit at all.
    pub(super) fn made(&self, action: Value) -> Value {
        if self.abilities.code_action_literals || !self.abilities.apply_edit {
            return action;
        }
        let (title, edit) = (action["title"].clone(), action["edit"].clone());
        json!({"title": title, "command": "jiaodui.apply", "arguments": [edit]})
    }

    /// A command as an action of its own.
    pub(super) fn offered(&self, title: String, kind: &str, command: Value) -> Value {
        if self.abilities.code_action_literals {
            json!({"title": title, "kind": kind, "command": command})
        } else {
            command
        }
    }
}

/// True when the client asked for actions of this kind, or for all.
pub(super) fn wants(params: &CodeActionParams, kind: &str) -> bool {
    let is_asked = |asked: &String| {
        kind.strip_prefix(asked.as_str()).is_some_and(|r| asked.is_empty() || r.is_empty() || r.starts_with('.'))
    };
    params.context.only.as_ref().is_none_or(|only| only.iter().any(is_asked))
}
