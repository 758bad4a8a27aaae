//! Edits of whole documents, as the client can take them: all of one rule, all that is safe, the style only.

use serde_json::{Value, json};

use super::changes::Changes;
use super::open::Open;
use super::protocol::TextEdit;
use super::session::Session;
use crate::document::Document;
use crate::finding::{Applicability, Edit, Finding};
use crate::fix::{self, Plan};
use crate::text::Span;

/// An edit that is made when it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub uri: String,
    pub version: Option<i32>,
    /// All of one rule; without it, everything that is safe.
    pub rule: Option<String>,
}

impl Wanted {
    pub fn write(&self) -> Value {
        json!({"uri": self.uri, "version": self.version, "rule": self.rule})
    }

    pub fn read(data: &Value) -> Option<Self> {
        Some(Self {
            uri: data.get("uri")?.as_str()?.to_owned(),
            version: data.get("version").and_then(Value::as_i64).and_then(|v| i32::try_from(v).ok()),
            rule: data.get("rule").and_then(Value::as_str).map(str::to_owned),
        })
    }
}

/// More rounds than any honest chain of repairs needs.
const ROUNDS: usize = 10;

impl Session {
    /// A change of one document, in the form that the client declared.
    pub(super) fn workspace_edit(&self, uri: &str, version: i32, edits: &[TextEdit]) -> Value {
        if self.abilities.document_changes {
            let document = json!({"uri": uri, "version": version});
            return json!({"documentChanges": [{"textDocument": document, "edits": edits}]});
        }
        json!({"changes": {uri: edits}})
    }

    /// The edits of one document, judged as it is now.
    pub(super) fn wanted_edits(&mut self, wanted: &Wanted) -> Option<Vec<TextEdit>> {
        self.judged(&wanted.uri)?;
        self.edits_of(self.documents.get(&wanted.uri)?, wanted)
    }

    pub(super) fn wanted_edit(&mut self, wanted: &Wanted) -> Option<Value> {
        self.judged(&wanted.uri)?;
        self.edit_of(self.documents.get(&wanted.uri)?, wanted)
    }

    /// The edit of a document that was judged; nothing where nothing would change.
    pub(super) fn edit_of(&self, open: &Open, wanted: &Wanted) -> Option<Value> {
        let edits = self.edits_of(open, wanted)?;
        (!edits.is_empty()).then(|| self.workspace_edit(&open.uri, open.version, &edits))
    }

    /// Nothing for a text that was misread: saved, it would take the place of what the file says.
    fn edits_of(&self, open: &Open, wanted: &Wanted) -> Option<Vec<TextEdit>> {
        if open.misread().is_some() {
            return None;
        }
        let eyes = self.eyes(open)?;
        let edits = match &wanted.rule {
            Some(rule) => of_rule(open.known()?.findings(), rule),
            None => {
                let text = open.document()?.text();
                fix::repair(&open.engine, text, open.format, &open.source(), Applicability::Safe).edits
            }
        };
        Some(eyes.edits(&edits))
    }
}

/// All fixes of one rule: the safe ones, or where it has none those that a person has just chosen to make.
fn of_rule<'a>(findings: impl Iterator<Item = &'a Finding>, rule: &str) -> Vec<Edit> {
    let of_rule: Vec<Finding> = findings.filter(|f| f.rule == rule).cloned().collect();
    let safe = Plan::new(&of_rule, Applicability::Safe).edits;
    if safe.is_empty() { Plan::new(&of_rule, Applicability::Suggested).edits } else { safe }
}

/// The safe fixes of style alone, over the whole text or a part of it, until none is left.
pub(super) fn of_style(open: &Open, part: Option<Span>) -> Vec<Edit> {
    let Some(desk) = open.known() else { return Vec::new() };
    let mut findings: Vec<Finding> = desk.findings().cloned().collect();
    let (mut text, mut changes) = (desk.document().text().to_owned(), Changes::unbounded());
    for _ in 0..ROUNDS {
        findings.retain(|f| f.family() == "typography");
        let mut edits = Plan::new(&findings, Applicability::Safe).edits;
        if let Some(part) = part {
            edits.retain(|e| part.start <= e.span.start && e.span.end <= part.end);
        }
        if edits.is_empty() {
            break;
        }
        // From the last, so that the places of the others stay what they are.
        for edit in edits.iter().rev() {
            changes.record(edit.span, u32::try_from(edit.text.len()).unwrap_or(u32::MAX));
        }
        text = fix::apply(&text, &edits);
        if part.is_some() {
            break;
        }
        findings = open.engine.check(Document::new(&text, open.format)).findings;
    }
    let mut edits: Vec<Edit> = changes.take().map(|r| Edit::new(r.old, r.new.of(&text))).collect();
    edits.reverse();
    edits
}
