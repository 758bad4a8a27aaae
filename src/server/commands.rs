//! Commands: everything an action does that is no mere edit. All of them live here, none in an editor's plug-in.

use std::time::Instant;

use serde_json::{Value, json};

use super::asked::Question;
use super::edits::Wanted;
use super::everywhere::EVERYWHERE;
use super::mailbox::Fault;
use super::outbox::Loud;
use super::protocol::CommandParams;
use super::session::{Mode, Session};
use crate::pages;

pub(super) const COMMANDS: [&str; 15] = [
    "jiaodui.addName",
    "jiaodui.apply",
    "jiaodui.checkWorkspace",
    "jiaodui.convertScript",
    "jiaodui.figures",
    "jiaodui.fixAll",
    EVERYWHERE,
    "jiaodui.ignore",
    "jiaodui.openRule",
    "jiaodui.reload",
    "jiaodui.reopen",
    "jiaodui.rulePage",
    "jiaodui.rules",
    "jiaodui.showAll",
    "jiaodui.verify",
];

impl Session {
    pub(super) fn command(&mut self, params: &CommandParams) -> Result<Value, Fault> {
        let first = params.arguments.first().cloned().unwrap_or_default();
        let text = first.as_str().unwrap_or_default();
        match params.command.as_str() {
            "jiaodui.apply" if first.is_object() => self.apply(&first),
            "jiaodui.fixAll" => {
                let wanted = Wanted { uri: text.to_owned(), version: None, rule: None };
                if let Some(edit) = self.wanted_edit(&wanted) {
                    self.apply(&edit);
                }
            }
            "jiaodui.addName" => self.add_name(&params.arguments)?,
            "jiaodui.reopen" => self.reopen(&params.arguments)?,
            "jiaodui.verify" => self.verify(&params.arguments)?,
            "jiaodui.ignore" => self.ignore_in_file(&params.arguments)?,
            "jiaodui.openRule" => self.open_rule(text)?,
            "jiaodui.checkWorkspace" if self.mode == Mode::Push => self.check_workspace(),
            "jiaodui.checkWorkspace" => self.refresh(),
            "jiaodui.reload" => self.reload(Instant::now()),
            "jiaodui.rules" => return Ok(self.rules_listed()),
            "jiaodui.rulePage" => return self.rule_sheet(text),
            "jiaodui.figures" => return Ok(self.figures_sheet(text)),
            "jiaodui.convertScript" => return self.convert_script(&params.arguments),
            "jiaodui.showAll" => self.show_all(text),
            _ => return Err(Fault::new(-32602, format!("no such command: {}", params.command))),
        }
        Ok(Value::Null)
    }

    /// Has the client make an edit. A client that refuses, or cannot, leaves its text as it is, and so do we.
    pub(super) fn apply(&mut self, edit: &Value) {
        if !self.abilities.apply_edit {
            let message = pages::phrase("lsp.no-edits", self.lang(None));
            return self.outbox.show(Loud::Warning, message);
        }
        let id = self.outbox.ask("workspace/applyEdit", json!({"label": "jiaodui", "edit": edit}));
        self.asked.note(id, Question::Other);
    }

    /// Lists every finding of a document, however many.
    fn show_all(&mut self, uri: &str) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.uncapped = true;
        match self.mode {
            Mode::Push => open.timing.due = Some(Instant::now()),
            Mode::Pull => self.refresh(),
        }
    }

    /// Shows the page of a rule, or what it says in short where the client can show no document.
    fn open_rule(&mut self, rule: &str) -> Result<(), Fault> {
        let Some(page) = pages::page(rule) else {
            return Err(Fault::new(-32602, format!("no such rule: {rule}")));
        };
        if let Some(url) = self.library.page(rule).filter(|_| self.abilities.show_document) {
            let external = !url.starts_with("file:");
            let id = self.outbox.ask("window/showDocument", json!({"uri": url, "external": external}));
            self.asked.note(id, Question::Other);
            return Ok(());
        }
        let summary = page.summary.get(self.lang(None));
        self.outbox.show(Loud::Info, &format!("{rule}: {summary} (jiaodui rules {rule})"));
        Ok(())
    }
}
