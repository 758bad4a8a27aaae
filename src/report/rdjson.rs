//! reviewdog's diagnostic format. Columns count bytes of UTF-8 from 1; a range ends before its end. One
//! diagnostic a place, because reviewdog keeps those that stand in the lines under review.

use std::io;

use serde_json::{Value, json};

use super::entry::{relative, sentence};
use super::{FileReport, Look, Remark, Skipped, url};
use crate::finding::{Applicability, Finding, Severity};
use crate::text::{Positions, Span};

pub(super) const HEAD: &str = "{\"source\":{\"name\":\"jiaodui\"},\"severity\":\"WARNING\",\"diagnostics\":[";

pub(super) fn remarks(
    report: &FileReport,
    look: &Look,
    mut give: impl FnMut(Remark) -> io::Result<()>,
) -> io::Result<()> {
    let positions = Positions::new(&report.text);
    let path = relative(&report.path, &look.base);
    for finding in &report.findings {
        let text = sentence(finding, 1, look.lang);
        for place in &finding.places {
            let remark = json!({
                "message": text,
                "location": { "path": path, "range": range(&positions, *place) },
                "severity": severity(finding.severity),
                "code": { "value": finding.rule, "url": url(finding.rule) },
                "suggestions": suggestions(finding, *place, &positions),
            });
            give((finding.severity, remark.to_string()))?;
        }
    }
    Ok(())
}

pub(super) fn skipped(skipped: &[Skipped], look: &Look) -> Vec<String> {
    let remark = |s: &Skipped| {
        let path = relative(&s.path, &look.base);
        let remark = json!({
            "message": s.reason, "location": { "path": path }, "severity": "ERROR", "code": { "value": s.code },
        });
        remark.to_string()
    };
    skipped.iter().map(remark).collect()
}

/// The safe fix, or the only one there is. reviewdog offers each suggestion to be committed with one click.
fn suggestions(finding: &Finding, place: Span, positions: &Positions<'_>) -> Vec<Value> {
    let safe = finding.fixes.iter().find(|f| f.applicability == Applicability::Safe);
    let Some(fix) = safe.or(finding.fixes.first().filter(|_| finding.fixes.len() == 1)) else { return Vec::new() };
    let from = fix.edits.partition_point(|e| e.span.start < place.start);
    let inside = fix.edits.iter().skip(from).take_while(|e| e.span.end <= place.end);
    inside.map(|e| json!({ "range": range(positions, e.span), "text": e.text })).collect()
}

fn range(positions: &Positions<'_>, span: Span) -> Value {
    let at = |byte: u32| {
        let (line, column) = positions.utf8_at(byte as usize);
        json!({ "line": line, "column": column })
    };
    json!({ "start": at(span.start), "end": at(span.end) })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info | Severity::Hint => "INFO",
    }
}
