//! `initialize` and `initialized`: what client and server agree on.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::abilities::{self, Abilities};
use super::asked::Question;
use super::commands::COMMANDS;
use super::library::Library;
use super::offer::{FIX_ALL, QUICK_FIX, REWRITE};
use super::protocol::InitializeParams;
use super::session::{Mode, Session};
use super::settings::Preferences;
use super::uri;
use crate::config::{FILE_NAME, SOURCES};
use crate::message::Lang;
use crate::text::PositionEncoding;

impl Session {
    pub(super) fn initialize(&mut self, params: &InitializeParams) -> Value {
        self.abilities = Abilities::new(&params.capabilities);
        self.encoding = self.options.encoding.unwrap_or_else(|| self.abilities.encoding());
        self.locale = params.locale.as_deref().and_then(Lang::of_tag);
        let options = &params.initialization_options;
        self.initial = Preferences { status: self.abilities.status, ..Preferences::default() }.with(options);
        self.scopes.prefer(None, self.initial.clone());
        let pull = options.get("diagnostics").and_then(Value::as_str) == Some("pull");
        self.mode = if pull && self.abilities.pull { Mode::Pull } else { Mode::Push };
        self.folders = folders(params);
        self.scopes.reload(&self.folders);
        if let Some(process) = params.process_id {
            self.life.watch(process);
        }
        json!({"capabilities": self.capabilities(), "serverInfo": {"name": "jiaodui", "version": env!("CARGO_PKG_VERSION")}})
    }

    pub(super) fn initialized(&mut self) {
        if self.abilities.code_description || self.abilities.show_document {
            self.library = Library::open();
        }
        for complaint in self.scopes.complaints() {
            self.outbox.log(&format!("jiaodui: {complaint}"));
        }
        self.publish_faults();
        self.register();
        self.ask_configuration();
    }

    /// What is told later, of clients that can be told: the files to watch, and that there are completions in
    /// `jiaodui.toml` where there are none in articles.
    fn register(&mut self) {
        let mut registrations = Vec::new();
        if self.abilities.watch_files {
            let watchers = [FILE_NAME, SOURCES].map(|name| json!({"globPattern": format!("**/{name}")}));
            registrations.push(json!({
                "id": FILE_NAME,
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            }));
        }
        if self.abilities.completion && !self.initial.completion {
            let selector = json!([{"pattern": format!("**/{FILE_NAME}")}]);
            registrations.push(json!({
                "id": "jiaodui.toml/completion",
                "method": "textDocument/completion",
                "registerOptions": {"documentSelector": selector, "triggerCharacters": ["\""]},
            }));
        }
        if !registrations.is_empty() {
            let id = self.outbox.ask("client/registerCapability", json!({"registrations": registrations}));
            self.asked.note(id, Question::Other);
        }
    }

    fn capabilities(&self) -> Value {
        let mut capabilities = json!({
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
            "hoverProvider": true,
            "codeActionProvider": {
                "codeActionKinds": [QUICK_FIX, REWRITE, FIX_ALL],
                "resolveProvider": self.abilities.resolve_edit,
            },
            "executeCommandProvider": {"commands": COMMANDS},
        });
        if self.mode == Mode::Pull {
            capabilities["diagnosticProvider"] = json!({
                "identifier": "jiaodui",
                "interFileDependencies": false,
                "workspaceDiagnostics": true,
                "workDoneProgress": true,
            });
        }
        if self.initial.formatting {
            capabilities["documentFormattingProvider"] = true.into();
            capabilities["documentRangeFormattingProvider"] = true.into();
        }
        if self.initial.completion {
            capabilities["completionProvider"] = json!({});
        }
        if !self.abilities.encodings.is_empty() || self.encoding != PositionEncoding::default() {
            capabilities["positionEncoding"] = abilities::name(self.encoding).into();
        }
        capabilities
    }
}

/// The folders of the workspace, in whichever of three ways the client gives them.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match (&params.workspace_folders, &params.root_uri, &params.root_path) {
        (Some(folders), ..) if !folders.is_empty() => folders.iter().filter_map(|f| uri::to_path(&f.uri)).collect(),
        (_, Some(uri), _) => uri::to_path(uri).into_iter().collect(),
        (_, None, Some(path)) => vec![PathBuf::from(path)],
        (_, None, None) => Vec::new(),
    }
}
