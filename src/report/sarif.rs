//! SARIF 2.1.0, as code scanning platforms read it. Columns count Unicode code points, which the run declares.

use std::io;

use serde_json::{Value, json};

use super::entry::{Entry, entries, relative, sentence, uri};
use super::{FileReport, Look, Remark, Skipped, url};
use crate::finding::{Fix, Severity};
use crate::message::counted;
use crate::pages;
use crate::text::{Positions, Span};

/// GitHub rejects a run with more results than this.
pub(super) const LIMIT: usize = 25_000;

pub(super) fn head() -> String {
    let rules: Vec<Value> = pages::all().iter().map(rule).collect();
    let driver = json!({
        "name": "jiaodui", "version": env!("CARGO_PKG_VERSION"), "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{{\
         \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

pub(super) fn remarks(
    report: &FileReport,
    look: &Look,
    mut give: impl FnMut(Remark) -> io::Result<()>,
) -> io::Result<()> {
    let positions = Positions::new(&report.text);
    let path = relative(&report.path, &look.base);
    let page = Page { positions, artifact: artifact(&path), path, look };
    let remark = |entry: &Entry<'_>| (entry.finding.severity, page.result(entry).to_string());
    entries(&report.findings, &page.positions).try_for_each(|entry| give(remark(&entry)))
}

/// Closes the run: what was not looked at, and what the platform's limit left out.
pub(super) fn end(skipped: &[Skipped], cut: usize, look: &Look) -> String {
    let unread = skipped.iter().map(|s| {
        let place = json!({ "physicalLocation": { "artifactLocation": artifact(&relative(&s.path, &look.base)) } });
        json!({ "level": "error", "message": { "text": s.reason }, "descriptor": { "id": s.code }, "locations": [place] })
    });
    let left_out = (cut > 0).then(|| {
        let text = counted("report.cut", look.lang, &[("n", cut)]);
        json!({ "level": "warning", "message": { "text": text } })
    });
    let notes: Vec<Value> = unread.chain(left_out).collect();
    let invocation = json!({ "executionSuccessful": skipped.is_empty(), "toolExecutionNotifications": notes });
    format!("\n],\"invocations\":[{invocation}]}}]}}\n")
}

struct Page<'a> {
    positions: Positions<'a>,
    path: String,
    artifact: Value,
    look: &'a Look,
}

impl Page<'_> {
    fn result(&self, entry: &Entry<'_>) -> Value {
        let (finding, lang) = (entry.finding, self.look.lang);
        let related: Vec<Value> = finding
            .related
            .iter()
            .map(|r| {
                let mut place = self.location(r.span);
                if let Some(place) = place.as_object_mut() {
                    place.insert("message".to_owned(), json!({ "text": r.message.what(lang) }));
                }
                place
            })
            .collect();
        let fixes: Vec<Value> = finding.fixes.iter().filter_map(|fix| self.fix(fix, entry)).collect();
        json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "message": { "text": sentence(finding, entry.places.len(), lang) },
            "locations": [self.location(entry.first())],
            "relatedLocations": related,
            "partialFingerprints": { "jiaodui/v1": entry.fingerprint(&self.path) },
            "fixes": fixes,
            "properties": { "certainty": finding.certainty, "severity": finding.severity },
        })
    }

    fn location(&self, span: Span) -> Value {
        json!({ "physicalLocation": { "artifactLocation": self.artifact, "region": self.region(span) } })
    }

    fn region(&self, span: Span) -> Value {
        let (start, end) = self.positions.ends_of(span);
        json!({
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        })
    }

    fn fix(&self, fix: &Fix, entry: &Entry<'_>) -> Option<Value> {
        let edits = entry.edits(fix);
        let replace = |e: &crate::finding::Edit| json!({ "deletedRegion": self.region(e.span), "insertedContent": { "text": e.text } });
        let replacements: Vec<Value> = edits.iter().map(replace).collect();
        (!edits.is_empty()).then(|| {
            json!({
                "description": { "text": fix.title.show(self.look.lang) },
                "artifactChanges": [{ "artifactLocation": self.artifact, "replacements": replacements }],
            })
        })
    }
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": "%SRCROOT%" })
}

fn rule(page: &pages::Page) -> Value {
    let text = page.summary.en;
    json!({
        "id": page.id,
        "shortDescription": { "text": text },
        "fullDescription": { "text": format!("{text}（{}）", page.summary.hans) },
        "help": { "text": url(page.id), "markdown": page.body() },
        "defaultConfiguration": { "level": page.severity.map_or("none", level), "enabled": page.severity.is_some() },
        "properties": { "tags": [page.family()] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}
