//! The client's configuration and `jiaodui.toml`: read, read again, and their faults shown.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::asked::Question;
use super::configs::Setup;
use super::open::Obeys;
use super::outbox::Loud;
use super::paper::of_file;
use super::protocol::{Diagnostic, FolderChange};
use super::session::{Mode, Session};
use super::uri;
use crate::config::ConfigFault;

impl Session {
    /// Asks for the client's configuration where it can be asked: that of the session, and where there are several
    /// folders that of each.
    pub(super) fn ask_configuration(&mut self) {
        if !self.abilities.configuration {
            return;
        }
        let folders = if self.folders.len() > 1 { self.folders.clone() } else { Vec::new() };
        let items = folders.iter().map(|folder| json!({"section": "jiaodui", "scopeUri": uri::from_path(folder)}));
        let items: Vec<Value> = std::iter::once(json!({"section": "jiaodui"})).chain(items).collect();
        let id = self.outbox.ask("workspace/configuration", json!({"items": items}));
        self.asked.note(id, Question::Configuration(folders));
    }

    pub(super) fn configure(&mut self, settings: &Value, now: Instant) {
        if self.abilities.configuration {
            return self.ask_configuration();
        }
        let settings = settings.get("jiaodui").unwrap_or(settings);
        if self.scopes.prefer(None, self.initial.clone().with(settings)) {
            self.obey(now);
        }
    }

    pub(super) fn answered(&mut self, id: i64, result: Option<Value>, now: Instant) {
        if self.repaired(id, result.as_ref()) {
            return;
        }
        match (self.asked.take(id), result) {
            (Some(Question::Configuration(folders)), Some(result)) => self.prefer(&folders, &result, now),
            (Some(Question::Progress), Some(_)) => self.progress_created(),
            _ => {}
        }
    }

    /// The answer to what [`Self::ask_configuration`] asked.
    fn prefer(&mut self, folders: &[PathBuf], answers: &Value, now: Instant) {
        let asked = std::iter::once(None).chain(folders.iter().map(|folder| Some(folder.as_path())));
        let mut is_new = false;
        for (folder, settings) in asked.zip(answers.as_array().into_iter().flatten()) {
            is_new |= self.scopes.prefer(folder, self.initial.clone().with(settings));
        }
        if is_new {
            self.obey(now);
        }
    }

    /// Obeys new settings, and says what is wrong with them.
    fn obey(&mut self, now: Instant) {
        for complaint in self.scopes.complaints() {
            self.outbox.show(Loud::Warning, &format!("jiaodui: {complaint}"));
        }
        self.reload(now);
    }

    /// What a document in this place obeys.
    pub(super) fn obeyed(&mut self, home: &Path) -> Obeys {
        let Setup { config, engine } = self.scopes.of(home);
        Obeys { engine, preferences: Arc::clone(self.scopes.preferences(Some(home))), lang: self.lang(config.language) }
    }

    /// Reads every configuration again and judges every document by it.
    pub(super) fn reload(&mut self, now: Instant) {
        self.scopes.reload(&self.folders);
        let uris: Vec<String> = self.documents.keys().cloned().collect();
        for uri in uris {
            let Obeys { engine, preferences, lang } = self.obeyed(&self.home(&uri));
            let Some(open) = self.documents.get_mut(&uri) else { continue };
            if open.engine.settings() != engine.settings() {
                open.forget();
            }
            (open.engine, open.preferences, open.lang) = (engine, preferences, lang);
            if open.text().is_some() && self.mode == Mode::Push {
                open.timing.due = Some(now);
            }
        }
        for uri in self.papers.keys().cloned().collect::<Vec<_>>() {
            let Obeys { preferences, lang, .. } = self.obeyed(&self.home(&uri));
            let due = (self.mode == Mode::Push).then_some(now);
            let Some(paper) = self.papers.get_mut(&uri) else { continue };
            (paper.preferences, paper.lang, paper.timing.due) = (preferences, lang, due);
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
        self.ask_configuration();
    }

    /// Shows the faults of every configuration file in that file, and takes away those that are mended.
    pub(super) fn publish_faults(&mut self) {
        let faults = self.scopes.faults();
        let before = std::mem::replace(&mut self.faults, faults.clone());
        let mended = before.keys().filter(|path| !faults.contains_key(*path)).map(|path| (path, None));
        let met = faults.iter().filter(|(path, fault)| before.get(*path) != Some(fault));
        for (path, fault) in mended.chain(met.map(|(path, fault)| (path, Some(fault)))) {
            if !self.is_told_by_paper(path, Instant::now()) {
                self.tell_fault(path, fault);
            }
        }
    }

    pub(super) fn tell_fault(&self, path: &Path, fault: Option<&ConfigFault>) {
        if self.mode == Mode::Pull {
            // Nobody pulls what is no article.
            if let Some(fault) = fault {
                self.outbox.show(Loud::Error, &fault.to_string());
            }
            return;
        }
        let Some(uri) = uri::from_path(path) else { return };
        let diagnostics: Vec<Diagnostic> = fault.map(of_file).into_iter().collect();
        self.outbox.tell("textDocument/publishDiagnostics", json!({"uri": uri, "diagnostics": diagnostics}));
    }
}
