//! The report for people, in the manner of rustc: what is wrong, where, why, and what to write instead.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::plain::plain;
use super::snippet::Window;
use super::{FileReport, Skipped, Tally};
use crate::finding::{Applicability, Finding, Severity};
use crate::message::{Lang, counted};
use crate::pages::phrase;
use crate::text::{Positions, Span};

/// How a report looks; it never changes what is found.
#[derive(Clone, Debug)]
pub struct Look {
    pub lang: Lang,
    pub window: Window,
    pub color: bool,
    /// Least severity shown to people. Machines get all.
    pub least: Severity,
    /// No summary.
    pub quiet: bool,
    /// Counts by rule in place of the findings.
    pub statistics: bool,
    /// Least severity at which a finding fails the run; none fails where nothing is told.
    pub fail_on: Option<Severity>,
    /// The folder of the run: platforms are told paths as seen from it.
    pub base: String,
}

/// Places named one by one after "more places".
const LISTED: usize = 12;

/// Findings of one rule that say the same, shown as one.
pub(super) struct Group<'a> {
    pub finding: &'a Finding,
    pub what: String,
    pub places: Vec<Span>,
}

/// One article as people read it.
pub fn part(report: &FileReport, look: &Look) -> String {
    let mut out = Vec::new();
    let _ = write(report, look, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// The same, written as it is made.
pub(super) fn write(report: &FileReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
    if look.statistics {
        return Ok(());
    }
    let positions = Positions::new(&report.text);
    let mut shown = String::new();
    for group in groups(report, look) {
        shown.clear();
        show(&group, report, &positions, look, &mut shown);
        out.write_all(shown.as_bytes())?;
    }
    Ok(())
}

/// Findings of one rule and severity that read the same, by first place.
pub(super) fn groups<'a>(report: &'a FileReport, look: &Look) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut known: BTreeMap<(&str, Severity, String), usize> = BTreeMap::new();
    for finding in report.findings.iter().filter(|f| f.severity >= look.least) {
        let what = finding.message.what(look.lang);
        let next = groups.len();
        let index = *known.entry((finding.rule, finding.severity, what.clone())).or_insert(next);
        match groups.get_mut(index) {
            Some(group) => group.places.extend(&finding.places),
            None => groups.push(Group { finding, what, places: finding.places.clone() }),
        }
    }
    groups
}

fn show(group: &Group<'_>, report: &FileReport, positions: &Positions<'_>, look: &Look, out: &mut String) {
    let finding = group.finding;
    let paint = Paint(look.color);
    let first = group.places.first().copied().unwrap_or_default();
    let at = positions.at(first.start as usize);
    let tone = tone(finding.severity);
    let word = phrase(severity_key(finding.severity), look.lang);
    let gutter = " ".repeat(at.line.to_string().len());
    let head = paint.over(tone, &format!("{word}[{}]", finding.rule));
    let _ = writeln!(out, "{head}: {}", paint.over(BOLD, &plain(&group.what)));
    let arrow = paint.over(FRAME, &format!("{gutter}-->"));
    let _ = writeln!(out, "{arrow} {}:{}:{}", plain(&report.path), at.line, at.column);

    let snippet = look.window.show(&report.text, first);
    let bar = paint.over(FRAME, &format!("{gutter} |"));
    let numbered = paint.over(FRAME, &format!("{} |", at.line));
    let _ = writeln!(out, "{bar}\n{numbered} {}", snippet.line);
    let marks = paint.over(tone, &"^".repeat(snippet.marks));
    let _ = writeln!(out, "{bar} {}{marks}", " ".repeat(snippet.indent));
    for note in notes(group, positions, look) {
        let _ = writeln!(out, "{gutter} {} {note}", paint.over(FRAME, "="));
    }
    out.push('\n');
}

/// The reason, the replacement, the evidence, and where else the same is wrong.
fn notes(group: &Group<'_>, positions: &Positions<'_>, look: &Look) -> Vec<String> {
    let (finding, lang) = (group.finding, look.lang);
    let (note, help) = (phrase("report.note", lang), phrase("report.help", lang));
    let mut notes = Vec::new();
    let why = finding.message.why(lang);
    if !why.is_empty() {
        notes.push(format!("{note}: {}", plain(&why)));
    }
    for fix in &finding.fixes {
        let safe = fix.applicability == Applicability::Safe;
        let mark = if safe { format!(" ({})", phrase("report.safe", lang)) } else { String::new() };
        notes.push(format!("{help}: {}{mark}", plain(&fix.title.show(lang))));
    }
    for related in finding.related.iter().take(3) {
        let at = positions.at(related.span.start as usize);
        notes.push(format!("{note}: {}:{}: {}", at.line, at.column, plain(&related.message.what(lang))));
    }
    let more = group.places.len().saturating_sub(1);
    if more > 0 {
        let count = counted("report.and-more", lang, &[("n", more)]);
        let listed = group.places.iter().skip(1).take(LISTED);
        let listed: Vec<String> = listed
            .map(|span| positions.at(span.start as usize))
            .map(|at| format!("{}:{}", at.line, at.column))
            .collect();
        let rest = if more > LISTED { " …" } else { "" };
        notes.push(format!("{count}: {}{rest}", listed.join(" ")));
    }
    notes
}

/// The last lines: statistics when asked for, and the summary.
pub(super) fn end(tally: &Tally, look: &Look) -> String {
    let mut out = String::new();
    if look.statistics {
        let mut rules: Vec<_> = tally.rules.iter().collect();
        rules.sort_by_key(|(rule, (found, _))| (std::cmp::Reverse(*found), **rule));
        for (rule, (found, places)) in rules {
            let _ = writeln!(out, "{found:>7} {places:>7}  {rule}");
        }
    }
    out.push_str(&summary(tally, look));
    out
}

/// How much there was, in one line; nothing for those who want it quiet.
pub(super) fn summary(tally: &Tally, look: &Look) -> String {
    if look.quiet {
        return String::new();
    }
    let counts = [
        ("files", tally.files),
        ("skipped", tally.skipped),
        ("error", tally.count(Severity::Error)),
        ("warning", tally.count(Severity::Warning)),
        ("info", tally.count(Severity::Info)),
        ("hint", tally.count(Severity::Hint)),
    ];
    let mut out = counted("report.summary", look.lang, &counts);
    if tally.fixable > 0 {
        let fixable = counted("report.fixable", look.lang, &[("n", tally.fixable)]);
        let comma = if look.lang == Lang::En { "; " } else { "；" };
        let _ = write!(out, "{comma}{fixable}");
    }
    out.push('\n');
    out
}

/// The line on standard error that names a file nobody looked at.
pub fn skipped_line(skipped: &Skipped, lang: Lang) -> String {
    let word = phrase("cli.skipped", lang);
    format!("{word}: {}: {} [{}]", plain(&skipped.path), plain(&skipped.reason), skipped.code)
}

const BOLD: &str = "1";
const FRAME: &str = "1;34";

fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
        Severity::Hint => "1;32",
    }
}

fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity.error",
        Severity::Warning => "severity.warning",
        Severity::Info => "severity.info",
        Severity::Hint => "severity.hint",
    }
}

/// Colours, or none.
struct Paint(bool);

impl Paint {
    fn over(&self, tone: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{tone}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
