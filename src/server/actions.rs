//! Code actions: what can be done about the findings at a place. Looked up in what was judged already, since
//! editors ask at every move of the cursor.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::edits::Wanted;
use super::mailbox::Fault;
use super::offer::{FIX_ALL, Near, Offer, QUICK_FIX};
use super::protocol::CodeActionParams;
use super::publish::MORE;
use super::session::Session;
use super::suppress::{self, Scope};
use crate::document::Format;
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::message::counted;
use crate::pages::phrase;
use crate::text::Span;

/// Findings that one request is answered for, so that a whole article selected costs no more than a screen.
const MOST: usize = 32;

impl Session {
    pub(super) fn actions(&mut self, params: &CodeActionParams) -> Value {
        let uri = params.text_document.uri.as_str();
        if let Some(actions) = self.paper_actions(params).or_else(|| self.reread_actions(params)) {
            return Value::Array(actions);
        }
        if self.judged(uri).is_none() {
            return json!([]);
        }
        let Some(look) = self.look(uri) else { return json!([]) };
        let mut offer = Offer { session: self, look, params, actions: Vec::new() };
        offer.all();
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

impl<'a> Offer<'a> {
    fn all(&mut self) {
        let near = self.near();
        if self.wants(QUICK_FIX) {
            self.quick_fixes(&near);
            self.show_all();
        }
        self.of_names(&near);
        self.fix_all();
    }

    /// The findings at the range that was asked for.
    fn near(&self) -> Vec<Near<'a>> {
        let asked = self.look.eyes.span(self.params.range);
        let near = |place: &Span| place.start <= asked.end && asked.start <= place.end;
        let findings = self.look.desk.findings();
        findings.filter_map(|f| f.places.iter().copied().find(near).map(|place| (f, place))).take(MOST).collect()
    }

    fn quick_fixes(&mut self, near: &[Near<'a>]) {
        for (finding, place) in near {
            self.of_place(finding, *place);
        }
        for (finding, place) in near {
            self.of_finding(finding, *place);
        }
        for (finding, place) in near {
            self.of_figures(finding, *place);
        }
        let mut rules = BTreeSet::new();
        for (finding, place) in near {
            if rules.insert(finding.rule) {
                self.of_rule(finding);
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
            let mut action = self.action(fix.title.show(self.look.eyes.lang), QUICK_FIX, (finding, place));
            if self.session.abilities.preferred && only && fix.applicability == Applicability::Safe {
                action["isPreferred"] = true.into();
            }
            self.push(action, &edits);
        }
    }

    /// Each fix at all places of the finding: use this form throughout.
    fn of_finding(&mut self, finding: &Finding, place: Span) {
        for fix in finding.fixes.iter().filter(|fix| inside(fix, place).len() < fix.edits.len()) {
            let title = counted("lsp.throughout", self.look.eyes.lang, &[("n", finding.places.len())]);
            let title = title.replace("{title}", &fix.title.show(self.look.eyes.lang));
            let edits: Vec<&Edit> = fix.edits.iter().collect();
            self.push(self.action(title, QUICK_FIX, (finding, place)), &edits);
        }
    }

    /// Everything that this rule can repair, when there is more than this finding.
    fn of_rule(&mut self, finding: &Finding) {
        let repairable = |f: &&Finding| f.rule == finding.rule && !f.fixes.is_empty();
        if finding.fixes.is_empty() || self.look.desk.findings().filter(repairable).nth(1).is_none() {
            return;
        }
        let title = phrase("lsp.fix-rule", self.look.eyes.lang).replace("{rule}", finding.rule);
        self.push_lazily(json!({"title": title, "kind": QUICK_FIX}), &self.wanted(Some(finding.rule)));
    }

    fn fix_all(&mut self) {
        // Costs a repair of the whole article: only on request, or when it can be asked for later.
        let asked = self.params.context.only.is_some() && self.wants(FIX_ALL);
        if asked || (self.params.context.only.is_none() && self.session.abilities.resolve_edit) {
            let title = phrase("lsp.fix-all", self.look.eyes.lang);
            self.push_lazily(json!({"title": title, "kind": FIX_ALL}), &self.wanted(None));
        }
    }

    /// Where a comment would be text, `jiaodui.toml` keeps the entry.
    fn suppress_in_file(&mut self, finding: &Finding, place: Span) {
        let text = self.look.eyes.text.slice(place);
        for (scope, text) in [(Scope::Here, json!(text)), (Scope::File, Value::Null)] {
            let title = phrase(scope.title(), self.look.eyes.lang).replace("{rule}", finding.rule);
            let arguments = json!([self.look.eyes.uri, finding.rule, text]);
            self.push_command(format!("{title} (jiaodui.toml)"), QUICK_FIX, "jiaodui.ignore", &arguments);
        }
    }

    fn suppress(&mut self, finding: &Finding, place: Span) {
        let open = self.look.open;
        if open.format == Format::Plain && open.path.is_some() {
            return self.suppress_in_file(finding, place);
        }
        for scope in Scope::ALL {
            if let Some(edit) = suppress::edit(open, &self.look.eyes, finding, place, scope) {
                let title = phrase(scope.title(), self.look.eyes.lang).replace("{rule}", finding.rule);
                self.push(self.action(title, QUICK_FIX, (finding, place)), &[&edit]);
            }
        }
    }

    fn rule_page(&mut self, rule: &str) {
        let title = phrase("lsp.open-rule", self.look.eyes.lang).replace("{rule}", rule);
        self.push_command(title, QUICK_FIX, "jiaodui.openRule", &json!([rule]));
    }

    fn show_all(&mut self) {
        if self.params.context.diagnostics.iter().any(|d| d["code"] == MORE) {
            let title = phrase("lsp.show-all", self.look.eyes.lang).to_owned();
            self.push_command(title, QUICK_FIX, "jiaodui.showAll", &json!([self.look.eyes.uri]));
        }
    }
}

/// The edits of a fix that lie inside one place.
fn inside(fix: &Fix, place: Span) -> Vec<&Edit> {
    fix.edits.iter().filter(|e| place.start <= e.span.start && e.span.end <= place.end).collect()
}
