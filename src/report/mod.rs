//! Findings shown to people and machines: one struct in, many formats out. Every format says the
//! same of the same report, at a cost that grows with its findings, not with the length of lines.

mod compact;
mod entry;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod limit;
mod plain;
mod rdjson;
mod sarif;
mod snippet;
mod tally;

pub use entry::relative;
pub use human::{Look, part as for_people, skipped_line};
pub use json::profile;
pub use plain::plain;
pub use snippet::Window;
pub use tally::Tally;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::engine::Verdict;
use crate::finding::{Finding, Severity};

/// One article that was checked.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// As given by the user.
    pub path: String,
    pub text: String,
    pub encoding: &'static str,
    pub profile: Verdict,
    pub findings: Vec<Finding>,
}

/// One file that was not checked. No such file may go unnamed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Skipped {
    pub path: String,
    /// A stable word: `missing`, `unreadable`, `binary`, …
    pub code: &'static str,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Human,
    Compact,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Rdjson,
}

/// One article's part of a report.
#[derive(Clone, Debug)]
pub enum Part {
    /// As it stands in the report.
    Text(String),
    /// Remarks, each whole, that a platform's limit may leave out.
    Remarks(Vec<(Severity, String)>),
}

impl Format {
    /// One article's part of the report. Parts may be made in parallel, then put in order.
    pub fn part(self, report: &FileReport, look: &Look) -> Part {
        match self {
            Self::Human => Part::Text(human::part(report, look)),
            Self::Compact => Part::Text(compact::part(report, look)),
            Self::Json | Self::Jsonl => Part::Text(json::part(report, look.lang)),
            Self::Junit => Part::Text(junit::part(report, look)),
            Self::Sarif => Part::Remarks(sarif::remarks(report, look)),
            Self::Github => Part::Remarks(github::remarks(report, look)),
            Self::Gitlab => Part::Remarks(gitlab::remarks(report, look)),
            Self::Rdjson => Part::Remarks(rdjson::remarks(report, look)),
        }
    }

    fn head(self) -> Cow<'static, str> {
        match self {
            Self::Human | Self::Compact | Self::Jsonl | Self::Github => Cow::Borrowed(""),
            Self::Json => Cow::Borrowed(json::HEAD),
            Self::Sarif => Cow::Owned(sarif::head()),
            Self::Gitlab => Cow::Borrowed("["),
            Self::Junit => Cow::Borrowed(junit::HEAD),
            Self::Rdjson => Cow::Borrowed(rdjson::HEAD),
        }
    }

    /// What stands between two parts or remarks, and after the last.
    fn joints(self) -> (&'static str, &'static str) {
        match self {
            Self::Human | Self::Compact | Self::Junit | Self::Github => ("", ""),
            Self::Jsonl => ("", "\n"),
            Self::Json | Self::Sarif | Self::Gitlab | Self::Rdjson => (",", ""),
        }
    }
}

/// Puts parts together into one report.
#[derive(Debug)]
pub struct Assembly<W> {
    out: W,
    format: Format,
    written: usize,
    /// Remarks of a format whose platform takes only so many: the severest are chosen at the end.
    kept: Vec<(Severity, String)>,
}

impl<W: Write> Assembly<W> {
    pub fn new(mut out: W, format: Format) -> io::Result<Self> {
        out.write_all(format.head().as_bytes())?;
        Ok(Self { out, format, written: 0, kept: Vec::new() })
    }

    pub fn part(&mut self, part: Part) -> io::Result<()> {
        match (part, self.format) {
            (Part::Text(text), _) => self.write(&text),
            (Part::Remarks(mut remarks), Format::Sarif | Format::Github) => {
                self.kept.append(&mut remarks);
                Ok(())
            }
            (Part::Remarks(remarks), _) => remarks.iter().try_for_each(|(_, remark)| self.write(remark)),
        }
    }

    /// Says what was not checked and how much there was. Returns how many remarks the platform's limit
    /// left out.
    pub fn finish(mut self, tally: &Tally, skipped: &[Skipped], look: &Look) -> io::Result<usize> {
        let kept = std::mem::take(&mut self.kept);
        let (remarks, cut) = match self.format {
            Format::Sarif => limit::severest(kept, sarif::LIMIT),
            Format::Github => github::chosen(kept, skipped, look),
            _ => (Vec::new(), 0),
        };
        remarks.iter().try_for_each(|remark| self.write(remark))?;
        let end = match self.format {
            Format::Human => human::end(tally, look),
            Format::Json => json::end(tally, skipped),
            Format::Jsonl => json::skipped_lines(skipped),
            Format::Junit => junit::end(tally, skipped, look),
            Format::Sarif => sarif::end(skipped, cut, look),
            Format::Gitlab | Format::Rdjson => {
                let unread = if self.format == Format::Gitlab { gitlab::skipped } else { rdjson::skipped };
                unread(skipped, look).iter().try_for_each(|remark| self.write(remark))?;
                if self.format == Format::Gitlab { "\n]\n".to_owned() } else { "\n]}\n".to_owned() }
            }
            Format::Compact => human::summary(tally, look),
            Format::Github => String::new(),
        };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()?;
        Ok(cut)
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        let (between, after) = self.format.joints();
        if !between.is_empty() {
            let joint: &[u8] = if self.written == 0 { b"\n" } else { b",\n" };
            self.out.write_all(joint)?;
        }
        self.written += 1;
        self.out.write_all(text.as_bytes())?;
        self.out.write_all(after.as_bytes())
    }
}

/// Where the rule's page is to be read: on the web once the package names its repository.
fn url(rule: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => format!("rules/{rule}.md"),
        repository => format!("{repository}/blob/main/rules/{rule}.md"),
    }
}
