//! Code actions: what can be done about the findings at a place. Looked up in what was judged already, since
//! editors ask at every move of the cursor.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::convert::Eyes;
use super::edits::Wanted;
use super::mailbox::Fault;
use super::open::Open;
use super::protocol::{CodeActionParams, Range};
use super::publish::MORE;
use super::session::Session;
use super::suppress::{self, Scope};
use crate::document::Format;
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::pages::phrase;
use crate::text::Span;

pub(super) const QUICK_FIX: &str = "quickfix";
pub(super) const FIX_ALL: &str = "source.fixAll.jiaodui";

/// Findings that one request is answered for, so that a whole article selected costs no more than a screen.
const MOST: usize = 32;

/// The actions of one request under way.
struct Offer<'a> {
    session: &'a Session,
    open: &'a Open,
    eyes: Eyes<'a>,
    params: &'a CodeActionParams,
    actions: Vec<Value>,
}

impl Session {
    pub(super) fn actions(&mut self, params: &CodeActionParams) -> Value {
        let max_size = self.preferences.max_size;
        let uri = params.text_document.uri.as_str();
        let Some(open) = self.documents.get_mut(uri) else { return json!([]) };
        let Some(checked) = open.checked(max_size) else { return json!([]) };
        let Some(open) = self.documents.get(uri) else { return json!([]) };
        let Some(eyes) = self.eyes(open) else { return json!([]) };
        let mut offer = Offer { session: self, open, eyes, params, actions: Vec::new() };
        if offer.wants(QUICK_FIX) {
            offer.quick_fixes(&checked.findings);
            offer.show_all();
        }
        offer.fix_all();
        Value::Array(offer.actions)
    }

    /// The edit of an action that came without one.
    pub(super) fn resolve(&mut self, mut action: Value) -> Result<Value, Fault> {
        let data = action.get("data").cloned().unwrap_or_default();
        let Some(wanted) = Wanted::read(&data) else { return Ok(action) };
        let stands = self.documents.get(&wanted.uri).is_some_and(|open| Some(open.version) == wanted.version);
        if !stands {
            return Err(Fault::new(-32801, "the document has changed since"));
        }
        if let Some(edit) = self.wanted_edit(&wanted) {
            action["edit"] = edit;
        }
        Ok(action)
    }
}

impl Offer<'_> {
    /// True when the client asked for actions of this kind, or for all.
    fn wants(&self, kind: &str) -> bool {
        let is_asked = |asked: &String| {
            kind.strip_prefix(asked.as_str()).is_some_and(|r| asked.is_empty() || r.is_empty() || r.starts_with('.'))
        };
        self.params.context.only.as_ref().is_none_or(|only| only.iter().any(is_asked))
    }

    fn quick_fixes(&mut self, findings: &[Finding]) {
        let asked = self.eyes.span(self.params.range);
        let near = |place: &Span| place.start <= asked.end && asked.start <= place.end;
        let found: Vec<(&Finding, Span)> = findings
            .iter()
            .filter_map(|f| f.places.iter().copied().find(near).map(|place| (f, place)))
            .take(MOST)
            .collect();
        for (finding, place) in &found {
            self.of_place(finding, *place);
        }
        for (finding, place) in &found {
            self.of_finding(finding, *place);
        }
        let mut rules = BTreeSet::new();
        for (finding, place) in &found {
            if rules.insert(finding.rule) {
                self.of_rule(finding, findings);
                self.suppress(finding, *place);
                self.rule_page(finding.rule);
            }
        }
    }

    /// Each fix, at this place only.
    fn of_place(&mut self, finding: &Finding, place: Span) {
        let only = finding.fixes.len() == 1;
        for fix in &finding.fixes {
            let edits = inside(fix, place);
            if edits.is_empty() {
                continue;
            }
            let mut action = self.action(fix.title.show(self.eyes.lang), QUICK_FIX, finding, place);
            if self.session.abilities.preferred && only && fix.applicability == Applicability::Safe {
                action["isPreferred"] = true.into();
            }
            action["edit"] = self.edit(&edits);
            self.push(action);
        }
    }

    /// Each fix at all places of the finding: use this form throughout.
    fn of_finding(&mut self, finding: &Finding, place: Span) {
        for fix in finding.fixes.iter().filter(|fix| inside(fix, place).len() < fix.edits.len()) {
            let title = phrase("lsp.throughout", self.eyes.lang);
            let title = title.replace("{title}", &fix.title.show(self.eyes.lang));
            let title = title.replace("{n}", &finding.places.len().to_string());
            let mut action = self.action(title, QUICK_FIX, finding, place);
            let edits: Vec<&Edit> = fix.edits.iter().collect();
            action["edit"] = self.edit(&edits);
            self.push(action);
        }
    }

    /// Everything that this rule can repair, when there is more than this finding.
    fn of_rule(&mut self, finding: &Finding, findings: &[Finding]) {
        let repairable = |f: &&Finding| f.rule == finding.rule && !f.fixes.is_empty();
        if finding.fixes.is_empty() || findings.iter().filter(repairable).nth(1).is_none() {
            return;
        }
        let title = phrase("lsp.fix-rule", self.eyes.lang).replace("{rule}", finding.rule);
        let action = json!({"title": title, "kind": QUICK_FIX});
        self.push_lazily(action, Wanted { rule: Some(finding.rule.to_owned()), ..self.wanted() });
    }

    fn fix_all(&mut self) {
        // Costs a repair of the whole article: only on request, or when it can be asked for later.
        let asked = self.params.context.only.is_some() && self.wants(FIX_ALL);
        if asked || (self.params.context.only.is_none() && self.session.abilities.resolve_edit) {
            let title = phrase("lsp.fix-all", self.eyes.lang);
            self.push_lazily(json!({"title": title, "kind": FIX_ALL}), self.wanted());
        }
    }

    /// Where a comment would be text, `jiaodui.toml` keeps the entry.
    fn suppress_in_file(&mut self, finding: &Finding, place: Span) {
        let text = self.eyes.text.slice(place);
        for (scope, text) in [(Scope::Here, json!(text)), (Scope::File, Value::Null)] {
            let title = phrase(scope.title(), self.eyes.lang).replace("{rule}", finding.rule);
            let title = format!("{title} (jiaodui.toml)");
            let arguments = json!([self.eyes.uri, finding.rule, text]);
            let command = json!({"title": title, "command": "jiaodui.ignore", "arguments": arguments});
            self.actions.push(self.session.offered(title, command));
        }
    }

    fn suppress(&mut self, finding: &Finding, place: Span) {
        if self.open.format == Format::Plain && self.open.path.is_some() {
            return self.suppress_in_file(finding, place);
        }
        for scope in Scope::ALL {
            if let Some(edit) = suppress::edit(self.open, &self.eyes, finding, place, scope) {
                let title = phrase(scope.title(), self.eyes.lang).replace("{rule}", finding.rule);
                let mut action = self.action(title, QUICK_FIX, finding, place);
                action["edit"] = self.edit(&[&edit]);
                self.push(action);
            }
        }
    }

    fn rule_page(&mut self, rule: &str) {
        let title = phrase("lsp.open-rule", self.eyes.lang).replace("{rule}", rule);
        let command = json!({"title": title, "command": "jiaodui.openRule", "arguments": [rule]});
        self.actions.push(self.session.offered(title, command));
    }

    fn show_all(&mut self) {
        if self.params.context.diagnostics.iter().any(|d| d["code"] == MORE) {
            let title = phrase("lsp.show-all", self.eyes.lang);
            let command = json!({"title": title, "command": "jiaodui.showAll", "arguments": [self.eyes.uri]});
            self.actions.push(self.session.offered(title.to_owned(), command));
        }
    }

    fn action(&self, title: String, kind: &str, finding: &Finding, place: Span) -> Value {
        let range = self.eyes.range(place);
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

    fn edit(&self, edits: &[&Edit]) -> Value {
        let edits: Vec<_> = edits.iter().map(|e| self.eyes.edit(e)).collect();
        self.session.workspace_edit(self.eyes.uri, self.open.version, &edits)
    }

    fn wanted(&self) -> Wanted {
        Wanted { uri: self.eyes.uri.to_owned(), version: Some(self.open.version), rule: None }
    }

    /// An action whose edit is dear: made when asked for, where the client can ask.
    fn push_lazily(&mut self, mut action: Value, wanted: Wanted) {
        if self.session.abilities.resolve_edit {
            action["data"] = wanted.write();
            self.actions.push(action);
        } else if let Some(edit) = self.session.edit_of(self.open, &wanted) {
            action["edit"] = edit;
            self.push(action);
        }
    }

    /// Clients that know no actions get the commands that do the same, if they can be told to edit at all.
    fn push(&mut self, action: Value) {
        let abilities = &self.session.abilities;
        if abilities.code_action_literals || !abilities.apply_edit {
            return self.actions.push(action);
        }
        let (title, edit) = (action["title"].clone(), action["edit"].clone());
        self.actions.push(json!({"title": title, "command": "jiaodui.apply", "arguments": [edit]}));
    }
}

impl Session {
    /// A command as an action of its own.
    fn offered(&self, title: String, command: Value) -> Value {
        if self.abilities.code_action_literals {
            json!({"title": title, "kind": QUICK_FIX, "command": command})
        } else {
            command
        }
    }
}

/// The edits of a fix that lie inside one place.
fn inside(fix: &Fix, place: Span) -> Vec<&Edit> {
    fix.edits.iter().filter(|e| place.start <= e.span.start && e.span.end <= place.end).collect()
}
