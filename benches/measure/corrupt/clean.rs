//! Clean text as the generators see it: the prose of the paragraphs that show no trace of the other
//! script, character by character, with the bytes where the characters stand.

use std::ops::Range;
use std::path::Path;

use jiaodui::analysis::lattice::Lattice;
use jiaodui::document::{Document, Format, PLACEHOLDER, Segment, View};
use jiaodui::lexicon::{Class, class, walk};
use jiaodui::settings::Script;
use jiaodui::text;

/// One article.
pub struct Clean {
    pub name: String,
    pub text: String,
    pub format: Format,
    pub parts: Vec<Part>,
}

/// The prose of one paragraph (or of a part of a long one).
pub struct Part {
    pub raw: Vec<char>,
    pub folded: Vec<char>,
    /// The byte of the article at which each character starts.
    pub bytes: Vec<u32>,
    lattice: Lattice,
}

impl Clean {
    /// `None` when the file cannot be read as text.
    pub fn read(path: &Path, name: String, script: Script) -> Option<Self> {
        let decoded = text::decode(&std::fs::read(path).ok()?, None).ok()?;
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let format = Format::from_extension(extension).unwrap_or_default();
        Some(Self::new(decoded.text, name, format, script))
    }

    pub fn new(text: String, name: String, format: Format, script: Script) -> Self {
        let document = Document::new(&text, format);
        let prose = document.segments().iter().enumerate().filter(|(_, segment)| segment.has_prose());
        let parts = prose.filter_map(|(i, segment)| Part::new(segment, document.start_of(i), script)).collect();
        Self { name, text, format, parts }
    }

    pub fn han(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.raw).filter(|c| is_han(**c)).count()
    }

    /// Where the character that starts at a byte stands: its part, and its place there.
    pub fn find(&self, byte: u32) -> Option<(&Part, usize)> {
        let after = self.parts.partition_point(|part| part.bytes.first().is_some_and(|first| *first <= byte));
        let part = self.parts.get(after.checked_sub(1)?)?;
        Some((part, part.bytes.binary_search(&byte).ok()?))
    }
}

impl Part {
    /// `None` where a character that only the other script has shows that the paragraph is not clean.
    fn new(segment: &Segment, base: u32, script: Script) -> Option<Self> {
        let view = View::new(&segment.text, &segment.masks);
        let other = match script {
            Script::Hans => Class::T_ONLY,
            Script::Hant => Class::S_ONLY,
        };
        let foreign = |c: &char| class(*c).has(other.with(Class::EXCLUSIVE));
        if view.raw().iter().any(foreign) {
            return None;
        }
        let lattice = Lattice::new(&view, &walk(view.chars()));
        let bytes = (0..view.len()).map(|i| base + view.span(i..i + 1).start).collect();
        Some(Self { raw: view.raw().to_vec(), folded: view.chars().to_vec(), bytes, lattice })
    }

    /// Whether the character is prose that a generator may change.
    pub fn is_prose(&self, at: usize) -> bool {
        self.raw.get(at).is_some_and(|c| is_han(*c) && *c != PLACEHOLDER)
    }

    /// The word around a place, for lists of causes.
    pub fn word(&self, at: usize) -> String {
        self.shown(self.lattice.word_at(at))
    }

    /// A place with some characters around it.
    pub fn around(&self, at: usize) -> String {
        let (before, after) = (self.shown(at.saturating_sub(8)..at), self.shown(at + 1..at + 9));
        format!("{before}⟦{}⟧{after}", self.shown(at..at + 1))
    }

    fn shown(&self, range: Range<usize>) -> String {
        let end = range.end.min(self.raw.len());
        self.raw[range.start.min(end)..end].iter().collect::<String>().replace('\n', "⏎")
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}
