//! An article as blocks of prose. Segments tile the text: every byte lies in exactly one of them.

mod segment;
mod view;

use std::ops::Range;
use std::sync::Arc;

pub use segment::{BlockKind, Declaration, Directive, DirectiveKind, Mask, MaskKind, Segment};
pub use view::{PLACEHOLDER, View};

use crate::text::{SourceInfo, Span};

/// How to read the text of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    #[default]
    Plain,
    Markdown,
    Html,
}

impl Format {
    /// The format that a file name's ending (without dot, any case) stands for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Plain,
            "md" | "markdown" | "mdx" => Self::Markdown,
            "html" | "htm" | "xhtml" | "xml" => Self::Html,
            _ => return None,
        })
    }
}

/// One article: its segments in order, and what decoding learned.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub format: Format,
    pub source: SourceInfo,
    segments: Vec<Segment>,
}

impl Document {
    pub fn new(text: &str, format: Format) -> Self {
        let segment = Segment::prose(Arc::from(text), BlockKind::Paragraph);
        Self { format, source: SourceInfo::default(), segments: vec![segment] }
    }

    #[must_use]
    pub fn with_source(mut self, source: SourceInfo) -> Self {
        self.source = source;
        self
    }

    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The whole text, put together from the segments.
    pub fn text(&self) -> String {
        self.segments.iter().map(|s| &*s.text).collect()
    }

    /// Replaces `span` (bytes of the text, on character boundaries) and re-scans what that touched.
    /// Says which segments were put in place of which; all others are as they were.
    /// A span that does not fit the text changes nothing.
    pub fn edit(&mut self, span: Span, replacement: &str) -> Rescan {
        let mut text = self.text();
        if text.get(span.range()).is_none() {
            return Rescan::default();
        }
        text.replace_range(span.range(), replacement);
        let old = std::mem::take(&mut self.segments).len();
        self.segments = Self::new(&text, self.format).segments;
        Rescan { removed: 0..old, inserted: self.segments.len() }
    }
}

/// What an edit did to the list of segments: `removed` (old indexes) gave way to `inserted` new ones
/// at `removed.start`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescan {
    pub removed: Range<usize>,
    pub inserted: usize,
}
