//! Open documents that are no articles: `jiaodui.toml`, judged by its schema as it is typed, and whatever else of TOML
//! a client hands us, of which nothing is said.
//!
//! Invariant: no rule for articles sees any of them, and what is typed is not in force before it is saved.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use super::convert::{Eyes, severity};
use super::offer::{QUICK_FIX, wants};
use super::open::{Open, Timing};
use super::protocol::{CodeActionParams, Diagnostic, HoverParams, OpenedDocument, Position, Range, TextEdit};
use super::publish::notice;
use super::session::{Mode, Session};
use super::sync::name;
use super::uri;
use crate::config::{ConfigFault, FILE_NAME, Misfit, What, proposals, topic, validate};
use crate::finding::Severity;
use crate::message::Lang;
use crate::pages::{self, phrase};
use crate::text::Span;

const CODE: &str = "config/invalid";

/// True for a document that is no article, whatever rules may make of its text.
pub(super) fn is_paper(opened: &OpenedDocument) -> bool {
    let file = Path::new(name(&opened.uri));
    opened.language_id == "toml" || file.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

impl Session {
    /// Any open document, articles and others.
    pub(super) fn held_mut(&mut self, uri: &str) -> Option<&mut Open> {
        if self.papers.contains_key(uri) { self.papers.get_mut(uri) } else { self.documents.get_mut(uri) }
    }

    pub(super) fn open_paper(&mut self, opened: OpenedDocument, now: Instant) {
        let obeys = self.obeyed(&self.home(&opened.uri));
        let mut paper = Open::new(opened, obeys);
        paper.timing.due = (self.mode == Mode::Push).then_some(now);
        // What was said of the file is said of the text now, under the client's own name for it.
        let told =
            paper.path.as_ref().filter(|path| self.faults.contains_key(*path)).and_then(|path| uri::from_path(path));
        if let Some(told) = told.filter(|told| *told != paper.uri && name(told) == FILE_NAME) {
            self.publish_empty(&told, None);
        }
        self.papers.insert(paper.uri.clone(), paper);
        self.publish_faults();
    }

    /// The faults of the file take the place of those of the text.
    pub(super) fn close_paper(&mut self, uri: &str) -> bool {
        let Some(paper) = self.papers.remove(uri) else { return false };
        if self.mode == Mode::Push && name(uri) == FILE_NAME {
            self.publish_empty(uri, None);
            if let Some((path, fault)) = paper.path.and_then(|path| self.faults.get_key_value(&path)) {
                self.tell_fault(path, Some(fault));
            }
        }
        true
    }

    /// Whether a file's faults are told with its open text, and when: at once.
    pub(super) fn is_told_by_paper(&mut self, path: &Path, now: Instant) -> bool {
        let mut papers = self.papers.values_mut();
        let Some(paper) = papers.find(|p| p.path.as_deref() == Some(path) && name(&p.uri) == FILE_NAME) else {
            return false;
        };
        if self.mode == Mode::Push {
            paper.timing.due = Some(now);
        }
        true
    }

    pub(super) fn publish_paper(&mut self, uri: &str) {
        let Some(paper) = self.papers.get_mut(uri) else { return };
        paper.timing = Timing::default();
        // Nothing judges regions of it.
        paper.forget();
        let version = paper.version;
        if self.mailbox.holds_text_of(uri) {
            return;
        }
        if let Some(diagnostics) = self.faults_of_paper(uri) {
            let params = json!({"uri": uri, "version": version, "diagnostics": diagnostics});
            self.outbox.tell("textDocument/publishDiagnostics", params);
        }
    }

    /// Nothing for what is not ours to judge.
    pub(super) fn faults_of_paper(&self, uri: &str) -> Option<Vec<Diagnostic>> {
        let (paper, eyes) = self.config(uri)?;
        let text = eyes.text.to_string();
        let mut told: Vec<Diagnostic> = validate(&text).iter().map(|misfit| of_text(misfit, &eyes)).collect();
        // What a file names, only its loader has looked at.
        let fault = paper.path.as_ref().and_then(|path| Some((path, self.faults.get(path)?)));
        if let Some((path, fault)) = fault.filter(|_| told.is_empty())
            && std::fs::read_to_string(path).is_ok_and(|on_disk| on_disk == text)
        {
            told.push(of_file(fault));
        }
        Some(told)
    }

    fn config(&self, uri: &str) -> Option<(&Open, Eyes<'_>)> {
        let paper = self.papers.get(uri).filter(|_| name(uri) == FILE_NAME)?;
        Some((paper, self.eyes(paper)?))
    }

    /// The actions for a document that is no article; nothing for one that is.
    pub(super) fn paper_actions(&self, params: &CodeActionParams) -> Option<Vec<Value>> {
        let uri = params.text_document.uri.as_str();
        self.papers.get(uri)?;
        let Some((paper, eyes)) = self.config(uri).filter(|_| wants(params, QUICK_FIX)) else {
            return Some(Vec::new());
        };
        let asked = eyes.span(params.range);
        let action = |misfit: Misfit| {
            let place = span(&misfit.span);
            let to = misfit.instead.filter(|_| place.start <= asked.end && asked.start <= place.end)?;
            let range = eyes.range(place);
            let (code, told_at) = (json!(CODE), json!(range));
            let told: Vec<&Value> =
                params.context.diagnostics.iter().filter(|d| d["code"] == code && d["range"] == told_at).collect();
            let title = phrase("fix.replace", eyes.lang).replace("{to}", &to);
            let mut action = json!({"title": title, "kind": QUICK_FIX, "diagnostics": told});
            if self.abilities.preferred {
                action["isPreferred"] = true.into();
            }
            action["edit"] = self.workspace_edit(uri, paper.version, &[TextEdit { range, new_text: to }]);
            Some(self.made(action))
        };
        Some(validate(&eyes.text.to_string()).into_iter().filter_map(action).collect())
    }

    /// What the schema says of the key here, or the page of the rule that is named here.
    pub(super) fn paper_hover(&self, params: &HoverParams) -> Option<Value> {
        let (_, eyes) = self.config(&params.text_document.uri)?;
        let at = eyes.text.byte_of(params.position.into(), self.encoding);
        let topic = topic(&eyes.text.to_string(), at as usize)?;
        let told = match pages::page(&topic.name) {
            Some(_) => self.rule_told(&topic.name, eyes.lang),
            None => self.escaped(in_language(topic.description?, eyes.lang)),
        };
        let kind = if self.abilities.markdown { "markdown" } else { "plaintext" };
        Some(json!({"contents": {"kind": kind, "value": told}, "range": eyes.range(span(&topic.span))}))
    }

    /// The keys and the values that may stand here.
    pub(super) fn paper_complete(&self, params: &HoverParams) -> Option<Value> {
        let (_, eyes) = self.config(&params.text_document.uri)?;
        let at = eyes.text.byte_of(params.position.into(), self.encoding);
        let proposals = proposals(&eyes.text.to_string(), at as usize)?;
        let range = eyes.range(span(&proposals.span));
        let items = proposals.items.iter().map(|item| {
            // The protocol's kinds of properties and of values.
            let kind = if item.is_key { 10 } else { 12 };
            let edit = json!({"range": range, "newText": item.text});
            let mut told = json!({"label": item.label, "kind": kind, "filterText": item.text, "textEdit": edit});
            let about = item.description.map(|text| in_language(text, eyes.lang));
            if let Some(about) = about.or_else(|| pages::page(&item.label).map(|page| page.summary.get(eyes.lang))) {
                told["documentation"] = about.into();
            }
            told
        });
        Some(json!({"isIncomplete": false, "items": items.collect::<Vec<_>>()}))
    }
}

fn of_text(misfit: &Misfit, eyes: &Eyes<'_>) -> Diagnostic {
    let say = |key, word: &str| phrase(key, eyes.lang).replace("{word}", word);
    let mut message = match &misfit.what {
        What::Key(word) => say("lsp.config-key", word),
        What::Value(word) => say("lsp.config-value", word),
        What::Missing(word) => say("lsp.config-missing", word),
        What::Type(wanted) => say("lsp.config-type", form(wanted)),
        What::Other(message) => message.clone(),
    };
    if let Some(instead) = &misfit.instead {
        message.push('\n');
        message.push_str(&say("lsp.config-meant", instead));
    }
    told(eyes.range(span(&misfit.span)), message)
}

/// At the line that its loader names.
pub(super) fn of_file(fault: &ConfigFault) -> Diagnostic {
    let line = fault.line.map_or(0, |line| u32::try_from(line.saturating_sub(1)).unwrap_or_default());
    let help = fault.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let at = |line| Position { line, character: 0 };
    told(Range { start: at(line), end: at(line + 1) }, format!("{}{help}", fault.message))
}

fn told(range: Range, message: String) -> Diagnostic {
    Diagnostic { severity: severity(Severity::Error), ..notice(range, CODE, message) }
}

/// A type as TOML writes it, which is the same in all languages.
fn form(wanted: &str) -> &'static str {
    match wanted {
        "string" => "\"…\"",
        "number" => "0",
        "boolean" => "true / false",
        "array" => "[ … ]",
        _ => "{ … }",
    }
}

/// Descriptions of the schema say the same three times.
fn in_language(description: &str, lang: Lang) -> &str {
    let line = match lang {
        Lang::Hans => 0,
        Lang::Hant => 1,
        Lang::En => 2,
    };
    description.lines().nth(line).unwrap_or(description)
}

fn span(bytes: &std::ops::Range<usize>) -> Span {
    let narrow = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    Span::new(narrow(bytes.start), narrow(bytes.end))
}
