//! The check of a whole workspace: one file at a time while no message waits, told as it goes, cancelled at a word.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use super::asked::Question;
use super::convert::Eyes;
use super::everywhere::Fixing;
use super::mailbox::{Fault, Reply};
use super::protocol::{Diagnostic, PullWorkspaceParams};
use super::publish::listed;
use super::pull::report;
use super::session::Session;
use super::uri;
use crate::config::{Excluded, articles};
use crate::document::{Document, Format};
use crate::pages::phrase;
use crate::text::{Buffer, decode};

/// A check under way.
#[derive(Debug)]
pub struct Job {
    goal: Goal,
    files: VecDeque<PathBuf>,
    done: usize,
    total: usize,
    progress: Option<Value>,
}

/// What becomes of the findings.
#[derive(Debug)]
pub(super) enum Goal {
    /// The client pulled them.
    Answer(Answer),
    /// They are pushed, as those of open documents are.
    Publish,
    /// They are repaired.
    Fix(Fixing),
}

#[derive(Debug)]
pub(super) struct Answer {
    reply: Reply,
    /// What the client had of each document.
    previous: BTreeMap<String, String>,
    /// Where parts of the answer go as they come.
    partial: Option<Value>,
    reports: Vec<Value>,
}

impl Job {
    /// Nobody waits for what comes of it.
    fn is_cancelled(&self) -> bool {
        match &self.goal {
            Goal::Answer(Answer { reply, .. }) | Goal::Fix(Fixing { reply, .. }) => reply.is_cancelled(),
            Goal::Publish => false,
        }
    }
}

/// Names the progress of a check that the server began itself.
const TOKEN: &str = "jiaodui/check";
/// Files between two parts of an answer.
const BATCH: usize = 16;

impl Session {
    pub(super) fn pull_workspace(&mut self, params: PullWorkspaceParams, reply: Reply) {
        let previous = params.previous_result_ids.into_iter().map(|p| (p.uri, p.value)).collect();
        let answer = Answer { reply, previous, partial: params.partial_result_token, reports: Vec::new() };
        let mut job = self.job(Goal::Answer(answer));
        job.progress = params.work_done_token;
        self.begin(&job);
        self.jobs.push_back(job);
    }

    /// Checks the whole workspace and pushes what it finds.
    pub(super) fn check_workspace(&mut self) {
        self.jobs.retain(|job| !matches!(job.goal, Goal::Publish));
        if self.abilities.progress {
            let id = self.outbox.ask("window/workDoneProgress/create", json!({"token": TOKEN}));
            self.asked.note(id, Question::Progress);
        }
        let job = self.job(Goal::Publish);
        self.jobs.push_back(job);
    }

    /// The client shows the progress of the check that it asked for.
    pub(super) fn progress_created(&mut self) {
        if let Some(i) = self.jobs.iter().position(|job| matches!(job.goal, Goal::Publish)) {
            if let Some(job) = self.jobs.get_mut(i) {
                job.progress = Some(TOKEN.into());
            }
            self.jobs.get(i).into_iter().for_each(|job| self.begin(job));
        }
    }

    /// True while a check is under way.
    pub fn has_jobs(&self) -> bool {
        !self.jobs.is_empty()
    }

    /// Checks the next file of the oldest job.
    pub fn work_on_jobs(&mut self) {
        let Some(mut job) = self.jobs.pop_front() else { return };
        if job.is_cancelled() {
            return self.tell_progress(&job, json!({"kind": "end"}));
        }
        let Some(path) = job.files.pop_front() else { return self.finish(job) };
        match &mut job.goal {
            Goal::Answer(answer) => answer.reports.extend(self.report_of(&path, &answer.previous)),
            Goal::Publish => self.publish_file(&path),
            Goal::Fix(fixing) => self.fix_file(&path, fixing),
        }
        job.done += 1;
        if job.done % BATCH == 0 {
            self.hand_on(&mut job);
        }
        self.jobs.push_front(job);
    }

    pub(super) fn cancel_progress(&mut self, params: &Value) {
        let token = params.get("token");
        let is_it = |job: &Job| token.is_some() && job.progress.as_ref() == token;
        let Some(job) = self.jobs.iter().position(is_it).and_then(|i| self.jobs.remove(i)) else { return };
        self.tell_progress(&job, json!({"kind": "end"}));
        if let Goal::Answer(Answer { reply, .. }) | Goal::Fix(Fixing { reply, .. }) = job.goal {
            reply.send(Err(Fault::new(-32800, "cancelled")));
        }
    }

    pub(super) fn job(&self, goal: Goal) -> Job {
        let mut files: Vec<PathBuf> = self.folders.iter().flat_map(|f| articles(f).filter_map(Result::ok)).collect();
        files.sort();
        files.dedup();
        Job { goal, done: 0, total: files.len(), files: files.into(), progress: None }
    }

    /// The diagnostics of a file that is not open; nothing for one that is no text.
    pub(super) fn checked_file(&mut self, uri: &str, path: &Path) -> Option<Vec<Diagnostic>> {
        let size = std::fs::metadata(path).ok()?.len();
        if size > self.scopes.preferences(Some(path)).max_size as u64 {
            return None;
        }
        let decoded = decode(&std::fs::read(path).ok()?, None).ok()?;
        let setup = self.scopes.of(path);
        let format = path.extension().and_then(|e| e.to_str()).and_then(Format::from_extension).unwrap_or_default();
        let text = Buffer::new(&decoded.text);
        let checked = setup.engine.check(Document::new(&decoded.text, format).with_source(decoded.source));
        let lang = self.lang(setup.config.language);
        let (encoding, abilities, library) = (self.encoding, &self.abilities, &self.library);
        let eyes = Eyes { uri, text: &text, encoding, lang, abilities, library };
        Some(listed(&eyes, checked.findings.iter(), &[], self.scopes.preferences(Some(path)).cap).diagnostics)
    }

    /// The report on one file: of the editor's text where it is open.
    fn report_of(&mut self, path: &Path, previous: &BTreeMap<String, String>) -> Option<Value> {
        if self.is_excluded(path) {
            return None;
        }
        let (uri, version, diagnostics) = match self.opened(path) {
            Some((uri, version)) => {
                let shown = self.shown(&uri, Instant::now())?;
                (uri, Some(version), shown.diagnostics)
            }
            None => {
                let uri = uri::from_path(path)?;
                let diagnostics = self.checked_file(&uri, path)?;
                (uri, None, diagnostics)
            }
        };
        let mut report = report(&diagnostics, previous.get(&uri).map(String::as_str));
        report["uri"] = uri.into();
        report["version"] = json!(version);
        Some(report)
    }

    /// Pushes the findings of a file that is not open; an open one has its own time.
    fn publish_file(&mut self, path: &Path) {
        if self.is_excluded(path) || self.opened(path).is_some() {
            return;
        }
        let Some(uri) = uri::from_path(path) else { return };
        let Some(diagnostics) = self.checked_file(&uri, path) else { return };
        let stood = self.pushed.contains(&uri);
        if !diagnostics.is_empty() || stood {
            self.outbox.tell("textDocument/publishDiagnostics", json!({"uri": uri, "diagnostics": diagnostics}));
        }
        match diagnostics.is_empty() {
            true => self.pushed.remove(&uri),
            false => self.pushed.insert(uri),
        };
    }

    pub(super) fn is_excluded(&mut self, path: &Path) -> bool {
        let config = self.scopes.of(path).config;
        Excluded::of(&config).holds(path)
    }

    pub(super) fn opened(&self, path: &Path) -> Option<(String, i32)> {
        let open = self.documents.values().find(|open| open.path.as_deref() == Some(path));
        open.map(|open| (open.uri.clone(), open.version))
    }

    fn begin(&self, job: &Job) {
        let title = phrase("lsp.checking", self.lang(None));
        self.tell_progress(job, json!({"kind": "begin", "title": title, "cancellable": true, "percentage": 0}));
    }

    /// Tells how far a job is, and hands on what it has where the client takes parts.
    fn hand_on(&self, job: &mut Job) {
        let percentage = job.done * 100 / job.total.max(1);
        let message = format!("{}/{}", job.done, job.total);
        self.tell_progress(job, json!({"kind": "report", "message": message, "percentage": percentage}));
        let Goal::Answer(answer) = &mut job.goal else { return };
        if let Some(token) = &answer.partial {
            let items = std::mem::take(&mut answer.reports);
            self.outbox.tell("$/progress", json!({"token": token, "value": {"items": items}}));
        }
    }

    fn finish(&mut self, mut job: Job) {
        self.hand_on(&mut job);
        self.tell_progress(&job, json!({"kind": "end"}));
        match job.goal {
            Goal::Answer(answer) => answer.reply.send(Ok(json!({"items": answer.reports}))),
            Goal::Fix(fixing) => self.fixed(fixing),
            Goal::Publish => {}
        }
    }

    fn tell_progress(&self, job: &Job, value: Value) {
        if let Some(token) = &job.progress {
            self.outbox.tell("$/progress", json!({"token": token, "value": value}));
        }
    }
}
