//! Findings shown to people and machines: one struct in, many formats out. Every format says the
//! same of the same report, at a cost that grows with its findings, not with the length of lines.

mod human;
mod json;
mod plain;
mod snippet;
mod tally;

pub use human::{Look, skipped_line};
pub use plain::plain;
pub use snippet::Window;
pub use tally::Tally;

use std::io::{self, Write};

use crate::engine::Verdict;
use crate::finding::Finding;

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
    Json,
    Jsonl,
}

impl Format {
    /// One article's part of the report. Parts may be made in parallel, then put in order.
    pub fn part(self, report: &FileReport, look: &Look) -> String {
        match self {
            Self::Human => human::part(report, look),
            Self::Json | Self::Jsonl => json::part(report, look.lang),
        }
    }
}

/// Puts parts together into one report.
#[derive(Debug)]
pub struct Assembly<W> {
    out: W,
    format: Format,
    parts: usize,
}

impl<W: Write> Assembly<W> {
    pub fn new(mut out: W, format: Format) -> io::Result<Self> {
        if format == Format::Json {
            out.write_all(json::HEAD.as_bytes())?;
        }
        Ok(Self { out, format, parts: 0 })
    }

    pub fn part(&mut self, part: &str) -> io::Result<()> {
        if self.format == Format::Json {
            self.out.write_all(if self.parts == 0 { b"\n" } else { b",\n" })?;
        }
        self.parts += 1;
        self.out.write_all(part.as_bytes())?;
        match self.format {
            Format::Jsonl => self.out.write_all(b"\n"),
            Format::Human | Format::Json => Ok(()),
        }
    }

    /// Says what was not checked and how much there was.
    pub fn finish(mut self, tally: &Tally, skipped: &[Skipped], look: &Look) -> io::Result<()> {
        let end = match self.format {
            Format::Human => human::end(tally, look),
            Format::Json => json::end(tally, skipped),
            Format::Jsonl => json::skipped_lines(skipped),
        };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}
