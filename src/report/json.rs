//! The report for machines, as `json` (one object) and `jsonl` (one object a line for each file).
//! Version 1 only ever gains keys.

use serde::Serialize;

use super::{FileReport, Skipped, Tally};
use crate::analysis::style::{Quotes, Spacing};
use crate::engine::Verdict;
use crate::finding::{Applicability, Certainty, Finding, Fix, Severity};
use crate::message::Lang;
use crate::settings::{Genre, Region, Script};
use crate::text::{Position, Positions, Span};

pub(super) const HEAD: &str =
    concat!("{\"version\": 1, \"tool\": \"jiaodui ", env!("CARGO_PKG_VERSION"), "\",\n \"files\": [");

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    encoding: &'a str,
    profile: Profile<'a>,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Profile<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<Script>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<Genre>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spacing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'a str,
    severity: Severity,
    certainty: Certainty,
    key: String,
    message: String,
    why: String,
    url: String,
    #[serde(flatten)]
    first: Place<'a>,
    places: Vec<Place<'a>>,
    related: Vec<Evidence>,
    fixes: Vec<Repair<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    start: Position,
    end: Position,
    text: &'a str,
}

#[derive(Serialize)]
struct Evidence {
    start: Position,
    end: Position,
    message: String,
}

#[derive(Serialize)]
struct Repair<'a> {
    title: String,
    applicability: Applicability,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    start: Position,
    end: Position,
    replacement: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    skipped: usize,
    error: usize,
    warning: usize,
    info: usize,
    hint: usize,
    fixable: usize,
}

#[derive(Serialize)]
struct SkippedLine<'a> {
    path: &'a str,
    findings: [(); 0],
    skipped: Reason<'a>,
}

#[derive(Serialize)]
struct Reason<'a> {
    code: &'a str,
    reason: &'a str,
}

pub(super) fn part(report: &FileReport, lang: Lang) -> String {
    let shown = Shown { text: &report.text, positions: Positions::new(&report.text), lang };
    let file = File {
        path: &report.path,
        encoding: report.encoding,
        profile: profile(&report.profile),
        findings: report.findings.iter().map(|f| shown.finding(f)).collect(),
    };
    written(&file)
}

pub(super) fn end(tally: &Tally, skipped: &[Skipped]) -> String {
    let summary = Summary {
        files: tally.files,
        skipped: tally.skipped,
        error: tally.count(Severity::Error),
        warning: tally.count(Severity::Warning),
        info: tally.count(Severity::Info),
        hint: tally.count(Severity::Hint),
        fixable: tally.fixable,
    };
    format!("],\n \"skipped\": {},\n \"summary\": {}}}\n", written(&skipped), written(&summary))
}

/// A file nobody looked at has its line too.
pub(super) fn skipped_lines(skipped: &[Skipped]) -> String {
    let line = |s: &Skipped| {
        let reason = Reason { code: s.code, reason: &s.reason };
        written(&SkippedLine { path: &s.path, findings: [], skipped: reason }) + "\n"
    };
    skipped.iter().map(line).collect()
}

fn profile(verdict: &Verdict) -> Profile<'_> {
    let quotes = verdict.quotes.map(|quotes| match quotes {
        Quotes::Curly => "curly",
        Quotes::Corner => "corner",
        Quotes::Straight => "straight",
    });
    let spacing = verdict.spacing.map(|spacing| match spacing {
        Spacing::Spaced => "spaced",
        Spacing::Tight => "tight",
    });
    let (script, region, genre) = (verdict.script, verdict.region, verdict.genre);
    Profile { script, region, genre, quotes, spacing, date: verdict.date.as_deref() }
}

/// What all findings of one article need to be shown.
struct Shown<'a> {
    text: &'a str,
    positions: Positions<'a>,
    lang: Lang,
}

impl<'a> Shown<'a> {
    fn finding(&self, finding: &'a Finding) -> Found<'a> {
        Found {
            rule: finding.rule,
            severity: finding.severity,
            certainty: finding.certainty,
            key: format!("{:016x}", finding.key),
            message: finding.message.what(self.lang),
            why: finding.message.why(self.lang),
            url: url(finding.rule),
            first: self.place(finding.first()),
            places: finding.places.iter().map(|span| self.place(*span)).collect(),
            related: finding.related.iter().map(|r| self.evidence(r.span, r.message.what(self.lang))).collect(),
            fixes: finding.fixes.iter().map(|fix| self.repair(fix)).collect(),
        }
    }

    fn place(&self, span: Span) -> Place<'a> {
        Place { start: self.at(span.start), end: self.at(span.end), text: span.of(self.text) }
    }

    fn evidence(&self, span: Span, message: String) -> Evidence {
        Evidence { start: self.at(span.start), end: self.at(span.end), message }
    }

    fn repair(&self, fix: &'a Fix) -> Repair<'a> {
        let edits = fix.edits.iter().map(|edit| Change {
            start: self.at(edit.span.start),
            end: self.at(edit.span.end),
            replacement: &edit.text,
        });
        Repair { title: fix.title.show(self.lang), applicability: fix.applicability, edits: edits.collect() }
    }

    fn at(&self, byte: u32) -> Position {
        self.positions.at(byte as usize)
    }
}

/// Where the rule's page is to be read: on the web once the package names its repository.
fn url(rule: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => format!("rules/{rule}.md"),
        repository => format!("{repository}/blob/main/rules/{rule}.md"),
    }
}

/// None of these types can fail to be written: their keys are strings.
fn written<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
