//! The client's configuration and `jiaodui.toml`: read, read again, and their faults shown.

use std::path::PathBuf;
use std::time::Instant;

use serde_json::{Value, json};

use super::asked::Question;
use super::outbox::Loud;
use super::protocol::FolderChange;
use super::session::{Mode, Session};
use super::uri;
use crate::config::{ConfigFault, Flags, unknown_rule};

impl Session {
    /// The person's settings in the form of flags; unknown rules in them are left out.
    pub(super) fn flags(&self) -> Flags {
        let mut flags = self.preferences.flags();
        flags.select.retain(|rule| unknown_rule(rule).is_none());
        flags.ignore.retain(|rule| unknown_rule(rule).is_none());
        flags.levels.retain(|rule, _| unknown_rule(rule).is_none());
        flags
    }

    /// Asks for the client's configuration where it can be asked.
    pub(super) fn ask_configuration(&mut self) {
        if self.abilities.configuration {
            let id = self.outbox.ask("workspace/configuration", json!({"items": [{"section": "jiaodui"}]}));
            self.asked.note(id, Question::Configuration);
        }
    }

    pub(super) fn configure(&mut self, settings: &Value, now: Instant) {
        if self.abilities.configuration {
            return self.ask_configuration();
        }
        self.prefer(settings.get("jiaodui").unwrap_or(settings), now);
    }

    pub(super) fn answered(&mut self, id: i64, result: Option<Value>, now: Instant) {
        match (self.asked.take(id), result) {
            (Some(Question::Configuration), Some(result)) => {
                result.get(0).into_iter().for_each(|settings| self.prefer(settings, now));
            }
            (Some(Question::Progress), Some(_)) => self.progress_created(),
            _ => {}
        }
    }

    fn prefer(&mut self, settings: &Value, now: Instant) {
        let preferences = self.initial.clone().with(settings);
        if preferences == self.preferences {
            return;
        }
        self.preferences = preferences;
        if let Err(fault) = self.preferences.flags().checked() {
            self.outbox.show(Loud::Warning, &format!("jiaodui: {}", fault.message));
        }
        self.reload(now);
    }

    /// Reads every configuration again and judges every document by it.
    pub(super) fn reload(&mut self, now: Instant) {
        self.configs.reload(self.flags());
        let uris: Vec<String> = self.documents.keys().cloned().collect();
        for uri in uris {
            let setup = self.configs.of(&self.home(&uri));
            let lang = self.lang(setup.config.language);
            let Some(open) = self.documents.get_mut(&uri) else { continue };
            if open.engine.settings() != setup.engine.settings() {
                open.forget();
            }
            open.engine = setup.engine;
            open.lang = lang;
            if open.text().is_some() && self.mode == Mode::Push {
                open.timing.due = Some(now);
            }
        }
        self.publish_faults();
        if self.mode == Mode::Pull {
            self.refresh();
        }
    }

    pub(super) fn change_folders(&mut self, event: &FolderChange, now: Instant) {
        let removed: Vec<PathBuf> = event.removed.iter().filter_map(|f| uri::to_path(&f.uri)).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        for folder in event.added.iter().filter_map(|f| uri::to_path(&f.uri)) {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        self.reload(now);
    }

    /// Shows the faults of every configuration file in that file, and takes away those that are mended.
    pub(super) fn publish_faults(&mut self) {
        let now: Vec<(PathBuf, Option<ConfigFault>)> =
            self.configs.files().into_iter().map(|(path, fault)| (path.to_owned(), fault.cloned())).collect();
        for (path, fault) in now {
            let before = self.faults.get(&path);
            if before == fault.as_ref() {
                continue;
            }
            self.tell_fault(&path, fault.as_ref());
            match fault {
                Some(fault) => self.faults.insert(path, fault),
                None => self.faults.remove(&path),
            };
        }
    }

    fn tell_fault(&self, path: &std::path::Path, fault: Option<&ConfigFault>) {
        if self.mode == Mode::Pull {
            // Nobody pulls what is no article.
            if let Some(fault) = fault {
                self.outbox.show(Loud::Error, &fault.to_string());
            }
            return;
        }
        let Some(uri) = uri::from_path(path) else { return };
        let diagnostics: Vec<Value> = fault.map(diagnostic).into_iter().collect();
        self.outbox.tell("textDocument/publishDiagnostics", json!({"uri": uri, "diagnostics": diagnostics}));
    }
}

fn diagnostic(fault: &ConfigFault) -> Value {
    let line = fault.line.map_or(0, |line| line.saturating_sub(1));
    let help = fault.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    json!({
        "range": {"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}},
        "severity": 1,
        "code": "config/invalid",
        "source": "jiaodui",
        "message": format!("{}{help}", fault.message),
    })
}
