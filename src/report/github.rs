//! Workflow commands that GitHub shows as annotations: `::warning file=…,line=…::sentence`.
//! Lines and columns count characters from 1; the end column is the one after the last.

use std::io;

use super::entry::{Entry, entries, relative, sentence};
use super::limit::severest;
use super::{FileReport, Look, Remark, Skipped};
use crate::finding::Severity;
use crate::text::Positions;

/// GitHub shows ten annotations of each level in a step, and drops the others without a word.
const LIMIT: usize = 10;
/// Of all levels together.
pub(super) const MOST: usize = 3 * LIMIT;

pub(super) fn remarks(
    report: &FileReport,
    look: &Look,
    mut give: impl FnMut(Remark) -> io::Result<()>,
) -> io::Result<()> {
    let positions = Positions::new(&report.text);
    let path = relative(&report.path, &look.base);
    let remark = |entry: Entry<'_>| {
        let (start, end) = positions.ends_of(entry.first());
        let place = format!("line={},endLine={},col={},endColumn={}", start.line, end.line, start.column, end.column);
        let head = format!("file={},{place},title={}", property(&path), property(entry.finding.rule));
        let text = data(&sentence(entry.finding, entry.places.len(), look.lang));
        (entry.finding.severity, format!("::{} {head}::{text}\n", command(entry.finding.severity)))
    };
    entries(&report.findings, &positions).try_for_each(|entry| give(remark(entry)))
}

/// What GitHub will show of all remarks, and how many it would drop. A file nobody looked at is an error of
/// the run and comes first.
pub(super) fn chosen(remarks: Vec<Remark>, skipped: &[Skipped], look: &Look) -> (Vec<Remark>, usize) {
    let unread = skipped.iter().map(|s| (Severity::Error, unread(s, look)));
    shown(unread.chain(remarks))
}

/// The severest of each level, level by level, and how many are left out.
pub(super) fn shown(remarks: impl IntoIterator<Item = Remark>) -> (Vec<Remark>, usize) {
    let mut levels = [Vec::new(), Vec::new(), Vec::new()];
    for (severity, remark) in remarks {
        let level = match severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info | Severity::Hint => 2,
        };
        if let Some(level) = levels.get_mut(level) {
            level.push((severity, remark));
        }
    }
    let (mut all, mut cut) = (Vec::new(), 0);
    for level in levels {
        let (mut kept, left_out) = severest(level, LIMIT);
        all.append(&mut kept);
        cut += left_out;
    }
    (all, cut)
}

fn unread(skipped: &Skipped, look: &Look) -> String {
    let path = property(&relative(&skipped.path, &look.base));
    format!("::error file={path},title={}::{}\n", property(skipped.code), data(&skipped.reason))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
