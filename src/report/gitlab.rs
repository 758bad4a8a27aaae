//! GitLab's code quality report: one array of remarks.

use std::io;

use serde_json::json;

use super::entry::{Entry, entries, relative, sentence};
use super::{FileReport, Look, Remark, Skipped};
use crate::finding::Severity;
use crate::text::Positions;

pub(super) fn remarks(
    report: &FileReport,
    look: &Look,
    mut give: impl FnMut(Remark) -> io::Result<()>,
) -> io::Result<()> {
    let positions = Positions::new(&report.text);
    let path = relative(&report.path, &look.base);
    let remark = |entry: &Entry<'_>| {
        let at = positions.at(entry.first().start as usize);
        let remark = json!({
            "description": sentence(entry.finding, entry.places.len(), look.lang),
            "check_name": entry.finding.rule,
            "fingerprint": entry.fingerprint(&path),
            "severity": severity(entry.finding.severity),
            "location": {
                "path": path,
                "positions": { "begin": { "line": at.line, "column": at.column } },
                "lines": { "begin": at.line },
            },
        });
        (entry.finding.severity, remark.to_string())
    };
    entries(&report.findings, &positions).try_for_each(|entry| give(remark(&entry)))
}

/// A file nobody looked at blocks.
pub(super) fn skipped(skipped: &[Skipped], look: &Look) -> Vec<String> {
    let remark = |s: &Skipped| {
        let path = relative(&s.path, &look.base);
        let remark = json!({
            "description": s.reason,
            "check_name": s.code,
            "fingerprint": format!("{}:{path}", s.code),
            "severity": "blocker",
            "location": { "path": path, "lines": { "begin": 1 } },
        });
        remark.to_string()
    };
    skipped.iter().map(remark).collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "minor",
        Severity::Hint => "info",
    }
}
