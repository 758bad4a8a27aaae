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
use std::sync::Arc;

use crate::engine::Verdict;
use crate::finding::{Finding, Severity};
use limit::severest;

/// One article that was checked.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// As given by the user.
    pub path: String,
    pub text: Arc<str>,
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
    Text(Vec<u8>),
    /// Remarks, each whole, that a platform's limit may leave out.
    Remarks(Vec<Remark>),
    /// Made when its turn comes, since it would be many times as long as what it is made from.
    Late(Box<FileReport>),
}

/// What a platform shows as one.
type Remark = (Severity, String);

/// The part of a longer article is made while it is written.
const LONG: usize = 256 * 1024;

impl Format {
    /// One article's part of the report. Parts may be made in parallel, then put in order.
    pub fn part(self, report: FileReport, look: &Look) -> Part {
        if report.text.len() > LONG {
            return Part::Late(Box::new(report));
        }
        if self.has_remarks() {
            let mut remarks = Vec::new();
            let _ = self.remarks(&report, look, |remark| {
                remarks.push(remark);
                Ok(())
            });
            return Part::Remarks(remarks);
        }
        let mut text = Vec::new();
        let _ = self.text(&report, look, &mut text);
        Part::Text(text)
    }

    fn has_remarks(self) -> bool {
        matches!(self, Self::Sarif | Self::Github | Self::Gitlab | Self::Rdjson)
    }

    /// Writes the part of a format that has no remarks.
    fn text(self, report: &FileReport, look: &Look, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Human => human::write(report, look, out),
            Self::Compact => compact::write(report, look, out),
            Self::Junit => junit::write(report, look, out),
            _ => json::write(report, look.lang, out),
        }
    }

    /// Makes the remarks, one after the other.
    fn remarks(self, report: &FileReport, look: &Look, give: impl FnMut(Remark) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Sarif => sarif::remarks(report, look, give),
            Self::Github => github::remarks(report, look, give),
            Self::Gitlab => gitlab::remarks(report, look, give),
            _ => rdjson::remarks(report, look, give),
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
    kept: Vec<Remark>,
    /// How many remarks can be left out already, since too many are severer.
    cut: usize,
}

impl<W: Write> Assembly<W> {
    pub fn new(mut out: W, format: Format) -> io::Result<Self> {
        out.write_all(format.head().as_bytes())?;
        Ok(Self { out, format, written: 0, kept: Vec::new(), cut: 0 })
    }

    pub fn part(&mut self, part: Part, look: &Look) -> io::Result<()> {
        match part {
            Part::Text(text) => self.write(|out| out.write_all(&text)),
            Part::Remarks(remarks) => remarks.into_iter().try_for_each(|remark| self.remark(remark)),
            Part::Late(report) if self.format.has_remarks() => {
                self.format.remarks(&report, look, |remark| self.remark(remark))
            }
            Part::Late(report) => {
                let format = self.format;
                self.write(|out| format.text(&report, look, out))
            }
        }
    }

    fn remark(&mut self, remark: Remark) -> io::Result<()> {
        let keep = match self.format {
            Format::Sarif => sarif::LIMIT,
            Format::Github => github::MOST,
            _ => return self.write(|out| out.write_all(remark.1.as_bytes())),
        };
        self.kept.push(remark);
        if self.kept.len() > 2 * keep {
            let kept = std::mem::take(&mut self.kept);
            let (kept, cut) = if self.format == Format::Sarif { severest(kept, keep) } else { github::shown(kept) };
            (self.kept, self.cut) = (kept, self.cut + cut);
        }
        Ok(())
    }

    /// Says what was not checked and how much there was. Returns how many remarks the platform's limit
    /// left out.
    pub fn finish(mut self, tally: &Tally, skipped: &[Skipped], look: &Look) -> io::Result<usize> {
        let kept = std::mem::take(&mut self.kept);
        let (remarks, cut) = match self.format {
            Format::Sarif => severest(kept, sarif::LIMIT),
            Format::Github => github::chosen(kept, skipped, look),
            _ => (Vec::new(), 0),
        };
        let cut = cut + self.cut;
        remarks.iter().try_for_each(|(_, remark)| self.write(|out| out.write_all(remark.as_bytes())))?;
        let end = match self.format {
            Format::Human => human::end(tally, look),
            Format::Json => json::end(tally, skipped),
            Format::Jsonl => json::skipped_lines(skipped),
            Format::Junit => junit::end(tally, skipped, look),
            Format::Sarif => sarif::end(skipped, cut, look),
            Format::Gitlab | Format::Rdjson => {
                let unread = if self.format == Format::Gitlab { gitlab::skipped } else { rdjson::skipped };
                let unread = unread(skipped, look);
                unread.iter().try_for_each(|remark| self.write(|out| out.write_all(remark.as_bytes())))?;
                if self.format == Format::Gitlab { "\n]\n".to_owned() } else { "\n]}\n".to_owned() }
            }
            Format::Compact => human::summary(tally, look),
            Format::Github => String::new(),
        };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()?;
        Ok(cut)
    }

    fn write(&mut self, body: impl FnOnce(&mut W) -> io::Result<()>) -> io::Result<()> {
        let (between, after) = self.format.joints();
        if !between.is_empty() {
            let joint: &[u8] = if self.written == 0 { b"\n" } else { b",\n" };
            self.out.write_all(joint)?;
        }
        self.written += 1;
        body(&mut self.out)?;
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
