//! One file of the shared data, checked.

use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Checked;
use jiaodui::finding::{Finding, Severity};
use jiaodui::rules;
use jiaodui::settings::Settings;
use jiaodui::text::{self, Span};

/// A decoded file and what the engine says of it.
pub struct Sample {
    pub text: String,
    pub format: Format,
    pub source: text::SourceInfo,
    pub checked: Checked,
    /// Byte offset of every char, and the length at the end.
    starts: Vec<u32>,
}

impl Sample {
    /// `None` when the file cannot be read as text.
    pub fn read(path: &Path) -> Option<Self> {
        let decoded = text::decode(&std::fs::read(path).ok()?, None).ok()?;
        let format = Self::format(path);
        let (text, source) = (decoded.text, decoded.source);
        let document = Document::new(&text, format).with_source(source.clone());
        let checked = rules::engine(Settings::default()).check(document);
        let mut starts: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
        starts.push(text.len() as u32);
        Some(Self { text, format, source, checked, starts })
    }

    pub fn format(path: &Path) -> Format {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        Format::from_extension(extension).unwrap_or_default()
    }

    /// Bytes under a range of chars as the labels count them (a BOM counts there).
    pub fn span(&self, start: usize, end: usize) -> Span {
        let bom = usize::from(self.source.bom);
        let at = |i: usize| self.starts.get(i.saturating_sub(bom)).copied().unwrap_or(self.text.len() as u32);
        Span::new(at(start), at(end))
    }

    /// Chars before a byte.
    pub fn chars_before(&self, byte: u32) -> usize {
        self.starts.partition_point(|s| *s < byte)
    }

    pub fn chars(&self) -> usize {
        self.starts.len() - 1
    }

    pub fn han(&self) -> usize {
        self.text.chars().filter(|c| ('\u{3400}'..='\u{9FFF}').contains(c)).count()
    }

    /// Findings of some families at a severity or above.
    pub fn findings<'a>(&'a self, families: &'a [&str], least: Severity) -> impl Iterator<Item = &'a Finding> {
        self.checked.findings.iter().filter(move |f| families.contains(&f.family()) && f.severity >= least)
    }

    /// Their places.
    pub fn places<'a>(&'a self, families: &'a [&str], least: Severity) -> impl Iterator<Item = Span> + 'a {
        self.findings(families, least).flat_map(|f| f.places.iter().copied())
    }

    /// The flagged text with some characters around it, on one line.
    pub fn around(&self, span: Span) -> String {
        let start = self.chars_before(span.start).saturating_sub(8);
        let end = (self.chars_before(span.end) + 8).min(self.chars());
        let part = |a: u32, b: u32| Span::new(a, b).of(&self.text).replace('\n', "⏎");
        let (from, to) = (self.starts[start], self.starts[end]);
        format!("{}⟦{}⟧{}", part(from, span.start), part(span.start, span.end), part(span.end, to))
    }
}
