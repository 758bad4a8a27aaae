//! The report for machines, as `json` (one object) and `jsonl` (one object a line for each file).
//! Version 1 only ever gains keys.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::{FileReport, Skipped, Tally, url};
use crate::analysis::style::{Quotes, Spacing};
use crate::engine::Verdict;
use crate::finding::{Finding, Fix, Related, Severity};
use crate::message::Lang;
use crate::settings::{Genre, Region, Script};
use crate::text::{Position, Positions, Span};

pub(super) const HEAD: &str =
    concat!("{\"version\": 1, \"tool\": \"jiaodui ", env!("CARGO_PKG_VERSION"), "\",\n \"files\": [");

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

pub(super) fn write(report: &FileReport, lang: Lang, sink: &mut impl Write) -> io::Result<()> {
    let (text, positions) = (&*report.text, Positions::new(&report.text));
    let mut page = Page { text, positions, lang, out: Vec::new(), sink, sent: 0, fault: None };
    page.key("{", "path").string(&report.path);
    page.key(",", "encoding").string(report.encoding);
    page.key(",", "profile").value(&profile(&report.profile));
    page.key(",", "findings").list(&report.findings, |page, finding| page.finding(finding));
    page.out.push(b'}');
    page.send();
    page.fault.map_or(Ok(()), Err)
}

/// What is made is sent on when it is as long as this.
const SHEET: usize = 64 * 1024;

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

/// An article's profile as machines read it.
pub fn profile(verdict: &Verdict) -> impl Serialize + '_ {
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

/// One article's part under way. An article may have a place every few bytes, so places are written
/// straight into the text that leaves; all else goes through serde.
struct Page<'a, W> {
    text: &'a str,
    positions: Positions<'a>,
    lang: Lang,
    out: Vec<u8>,
    sink: &'a mut W,
    /// How much was sent on already.
    sent: usize,
    fault: Option<io::Error>,
}

impl<W: Write> Page<'_, W> {
    /// Sends on what is made. After a fault nothing is.
    fn send(&mut self) {
        if self.fault.is_none() {
            self.fault = self.sink.write_all(&self.out).err();
        }
        self.sent += self.out.len();
        self.out.clear();
    }

    fn finding(&mut self, finding: &Finding) {
        let lang = self.lang;
        self.key("{", "rule").string(finding.rule);
        self.key(",", "severity").value(&finding.severity);
        self.key(",", "certainty").value(&finding.certainty);
        self.key(",", "key").string(&format!("{:016x}", finding.key));
        self.key(",", "message").string(&finding.message.what(lang));
        self.key(",", "why").string(&finding.message.why(lang));
        self.key(",", "url").string(&url(finding.rule));
        self.out.push(b',');
        self.place(finding.first());
        let mut known = Vec::with_capacity(finding.places.len());
        self.key(",", "places").list(&finding.places, |page, span| {
            page.out.push(b'{');
            known.push((*span, page.place(*span)));
            page.out.push(b'}');
        });
        self.key(",", "related").list(&finding.related, |page, related| page.evidence(related));
        self.key(",", "fixes").list(&finding.fixes, |page, fix| page.repair(fix, &known));
        self.out.push(b'}');
    }

    /// Start, end and text of a span. Tells where start and end stand in all that is written.
    fn place(&mut self, span: Span) -> Range<usize> {
        let written = self.ends(span);
        let text = span.of(self.text);
        self.key(",", "text").string(text);
        written
    }

    fn evidence(&mut self, related: &Related) {
        self.out.push(b'{');
        self.ends(related.span);
        let message = related.message.what(self.lang);
        self.key(",", "message").string(&message);
        self.out.push(b'}');
    }

    /// Most edits cover the place of the same number, whose ends are `known`.
    fn repair(&mut self, fix: &Fix, known: &[(Span, Range<usize>)]) {
        let title = fix.title.show(self.lang);
        self.key("{", "title").string(&title);
        self.key(",", "applicability").value(&fix.applicability);
        let mut places = known.iter();
        self.key(",", "edits").list(&fix.edits, |page, edit| {
            page.out.push(b'{');
            match places.next().filter(|(span, _)| *span == edit.span) {
                // What was sent on is written anew.
                Some((_, written)) if written.start >= page.sent => {
                    page.out.extend_from_within(written.start - page.sent..written.end - page.sent);
                }
                _ => drop(page.ends(edit.span)),
            }
            page.key(",", "replacement").string(&edit.text);
            page.out.push(b'}');
        });
        self.out.push(b'}');
    }

    fn ends(&mut self, span: Span) -> Range<usize> {
        let from = self.sent + self.out.len();
        let (start, end) = self.positions.ends_of(span);
        self.out.extend_from_slice(b"\"start\":");
        self.position(start);
        self.out.extend_from_slice(b",\"end\":");
        self.position(end);
        from..self.sent + self.out.len()
    }

    fn position(&mut self, position: Position) {
        self.out.extend_from_slice(b"{\"line\":");
        self.number(position.line);
        self.out.extend_from_slice(b",\"column\":");
        self.number(position.column);
        self.out.extend_from_slice(b",\"offset\":");
        self.number(position.offset);
        self.out.push(b'}');
    }

    fn key(&mut self, before: &str, name: &str) -> &mut Self {
        self.out.extend_from_slice(before.as_bytes());
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.out.push(b'[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            write(self, item);
            if self.out.len() > SHEET {
                self.send();
            }
        }
        self.out.push(b']');
    }

    fn number(&mut self, mut n: u32) {
        let mut digits = [b'0'; 10];
        let mut first = digits.len();
        for (i, digit) in digits.iter_mut().enumerate().rev() {
            *digit += (n % 10) as u8;
            (n, first) = (n / 10, i);
            if n == 0 {
                break;
            }
        }
        self.out.extend_from_slice(digits.get(first..).unwrap_or_default());
    }

    fn string(&mut self, text: &str) {
        // Without a branch, so that many bytes are looked at together.
        let is_special = |b: u8| b < 0x20 || b == b'"' || b == b'\\';
        if text.bytes().fold(false, |any, b| any | is_special(b)) {
            return self.value(text);
        }
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.out.extend_from_slice(written(value).as_bytes());
    }
}

/// None of these types can fail to be written: their keys are strings.
fn written<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
