//! JUnit's XML: one suite an article, one case a finding. A finding below `--fail-on` is a case that passes
//! and says what it saw; a file nobody looked at is an error.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::entry::{relative, sentence};
use super::{FileReport, Look, Skipped, Tally};
use crate::finding::Finding;
use crate::text::Positions;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"jiaodui\">\n";

pub(super) fn write(report: &FileReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    let positions = Positions::new(&report.text);
    let path = escape(&relative(&report.path, &look.base));
    let fails = |f: &&Finding| look.fail_on.is_some_and(|least| f.severity >= least);
    let failures = report.findings.iter().filter(fails).count();
    let tests = report.findings.len().max(1);
    writeln!(out, "<testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
    if report.findings.is_empty() {
        writeln!(out, "<testcase name=\"jiaodui\" classname=\"{path}\"/>")?;
    }
    for finding in &report.findings {
        let at = positions.at(finding.first().start as usize);
        let name = format!("{} {}:{}", finding.rule, at.line, at.column);
        let text = escape(&sentence(finding, finding.places.len(), look.lang));
        write!(out, "<testcase name=\"{name}\" classname=\"{path}\" file=\"{path}\" line=\"{}\">", at.line)?;
        let severity = finding.severity.name();
        if fails(&finding) {
            write!(out, "<failure type=\"{severity}\" message=\"{text}\">{path}:{}:{}</failure>", at.line, at.column)?;
        } else {
            write!(out, "<system-out>{severity}: {text}</system-out>")?;
        }
        out.write_all(b"</testcase>\n")?;
    }
    out.write_all(b"</testsuite>\n")
}

pub(super) fn end(tally: &Tally, skipped: &[Skipped], look: &Look) -> String {
    let mut out = String::new();
    if tally.skipped > 0 {
        let n = tally.skipped;
        let _ = writeln!(out, "<testsuite name=\"jiaodui\" tests=\"{n}\" failures=\"0\" errors=\"{n}\">");
        for s in skipped {
            let (path, reason) = (escape(&relative(&s.path, &look.base)), escape(&s.reason));
            let _ = writeln!(
                out,
                "<testcase name=\"{path}\" classname=\"{path}\"><error type=\"{}\" message=\"{reason}\"/></testcase>",
                s.code
            );
        }
        out.push_str("</testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// XML 1.0 has no way to write most control characters; they are shown by their code point.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(out, "U+{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
