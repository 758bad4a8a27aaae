//! What decoding learned about the bytes of an article.

use super::Span;

/// How an article was encoded. An editor's buffer is UTF-8 without faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// WHATWG name of the encoding of the file, or of its largest part: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`, …
    pub encoding: &'static str,
    /// A byte order mark stood at the start; it is no part of the text.
    pub bom: bool,
    /// False when the encoding was guessed from few bytes.
    pub sure: bool,
    /// Parts of the text that were decoded from another encoding than `encoding`, in order.
    pub ranges: Vec<(Span, &'static str)>,
    /// Places (U+FFFD in the text) where the bytes are valid in no encoding that was tried, in order.
    pub malformed: Vec<Span>,
}

impl Default for SourceInfo {
    fn default() -> Self {
        Self { encoding: "UTF-8", bom: false, sure: true, ranges: Vec::new(), malformed: Vec::new() }
    }
}
