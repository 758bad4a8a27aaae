//! An article as blocks of prose. Segments tile the text: every byte lies in exactly one of them.
//!
//! A scanner per format finds the blocks (`plain`, `markdown`, `html`), `patterns` what is no prose
//! inside them, `cut` makes segments of them. Knows no rule. Invariant: editing a document gives
//! the segments that scanning the edited text anew would give.

mod cut;
mod directive;
mod html;
mod markdown;
mod patterns;
mod plain;
mod scan;
mod segment;
mod view;

use std::ops::Range;
use std::sync::Arc;

pub use segment::{BlockKind, Declaration, Directive, DirectiveKind, Mask, MaskKind, Segment, label_key};
pub use view::{PLACEHOLDER, View};

use crate::text::{SourceInfo, Span, Text};
use scan::State;

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

/// One article: its text, its segments in order, and what decoding learned.
///
/// Invariant: `starts` holds for every segment where it starts in `text`, and `entries` the state
/// of the scanner where a step of it started with that segment.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub format: Format,
    pub source: SourceInfo,
    text: Text,
    segments: Vec<Segment>,
    starts: Vec<u32>,
    entries: Vec<Option<Arc<State>>>,
}

/// What an edit did to the list of segments: `removed` (old indexes) gave way to `inserted` new ones
/// at `removed.start`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescan {
    pub removed: Range<usize>,
    pub inserted: usize,
    /// The segments that went.
    pub old: Vec<Segment>,
}

/// Segments as they come out of the scanner.
#[derive(Default)]
struct Fresh {
    segments: Vec<Segment>,
    starts: Vec<u32>,
    entries: Vec<Option<Arc<State>>>,
    /// Most steps start in the state of the step before.
    state: Option<Arc<State>>,
}

impl Document {
    pub fn new(text: &str, format: Format) -> Self {
        Self::of(Arc::from(text), format)
    }

    /// The same for a text that is kept already, which is not copied.
    pub fn of(text: Arc<str>, format: Format) -> Self {
        let text = Text::Shared(text);
        let Fresh { segments, starts, entries, .. } = Fresh::scan(&text, 0, State::start(format), |_, _| false).0;
        Self { format, source: SourceInfo::default(), text, segments, starts, entries }
    }

    #[must_use]
    pub fn with_source(mut self, source: SourceInfo) -> Self {
        self.source = source;
        self
    }

    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Where the segment starts in the text.
    pub fn start_of(&self, index: usize) -> u32 {
        let end = scan::offset(self.text().len());
        self.starts.get(index).copied().unwrap_or(end)
    }

    /// Index of the segment that holds the byte; the last one for the end of the text.
    pub fn segment_at(&self, byte: u32) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// The whole text, for who keeps it longer than the document.
    pub fn share_text(&self) -> Arc<str> {
        self.text.share()
    }

    /// Replaces `span` (bytes of the text, on character boundaries) and re-scans what that touched.
    /// Says which segments were put in place of which; all others are as they were.
    /// A span that does not fit the text changes nothing.
    pub fn edit(&mut self, span: Span, replacement: &str) -> Rescan {
        if self.text().get(span.range()).is_none() {
            return Rescan::default();
        }
        let first = self.restart(span.start);
        let at = self.start_of(first) as usize;
        let state = self.entries.get(first).and_then(Option::as_deref).cloned();
        let state = state.unwrap_or_else(|| State::start(self.format));
        self.text.replace(span.range(), replacement);
        let moved = Moved { removed: span.len(), inserted: scan::offset(replacement.len()) };

        let (starts, entries) = (&self.starts, &self.entries);
        let mut old = starts.partition_point(|start| *start < span.end);
        let met = |at: u32, state: &State| {
            while starts.get(old).is_some_and(|start| moved.place(*start) < at) {
                old += 1;
            }
            starts.get(old).is_some_and(|start| moved.place(*start) == at)
                && entries.get(old).is_some_and(|entry| entry.as_deref() == Some(state))
        };
        let (fresh, end) = Fresh::scan(&self.text, at, state, met);
        let last = starts.partition_point(|start| *start < span.end || moved.place(*start) < end);
        self.replace(first..last, fresh, moved)
    }

    /// The segment from which an edit at `byte` is scanned anew: the start of the step before the
    /// one that it touches, since a step may read one step ahead.
    fn restart(&self, byte: u32) -> usize {
        if markdown::may_open_front_matter(self.text(), byte, self.format) {
            return 0;
        }
        let touched = self.starts.partition_point(|start| *start < byte);
        let mut steps = self.entries.get(..touched).unwrap_or_default().iter().enumerate().rev();
        let mut starts = steps.by_ref().filter(|(_, entry)| entry.is_some()).map(|(i, _)| i);
        starts.nth(1).unwrap_or(0)
    }

    /// Puts `fresh` in the place of the segments `removed` and moves what follows.
    fn replace(&mut self, removed: Range<usize>, fresh: Fresh, moved: Moved) -> Rescan {
        for start in self.starts.get_mut(removed.end..).unwrap_or_default() {
            *start = moved.place(*start);
        }
        let inserted = fresh.segments.len();
        let old = self.segments.splice(removed.clone(), fresh.segments).collect();
        self.starts.splice(removed.clone(), fresh.starts);
        self.entries.splice(removed.clone(), fresh.entries);
        Rescan { removed, inserted, old }
    }
}

/// How far an edit moves what stands behind it.
#[derive(Clone, Copy)]
struct Moved {
    removed: u32,
    inserted: u32,
}

impl Moved {
    fn place(self, old: u32) -> u32 {
        old.saturating_sub(self.removed).saturating_add(self.inserted)
    }
}

impl Fresh {
    /// Scans from `at` to the end of the text, or to a step's start for which `met` is true.
    /// Returns where it stopped.
    fn scan(whole: &Text, mut at: usize, mut state: State, mut met: impl FnMut(u32, &State) -> bool) -> (Self, u32) {
        let text = whole.as_str();
        let mut fresh = Self::default();
        let mut blocks = Vec::new();
        while at < text.len() && !met(scan::offset(at), &state) {
            let mut entry = Some(fresh.entry(&state));
            at = state.step(text, at, &mut blocks);
            for block in blocks.drain(..) {
                let mut start = block.range.start;
                let first = fresh.segments.len();
                cut::into_segments(whole, block, &mut fresh.segments);
                for segment in fresh.segments.get(first..).unwrap_or_default() {
                    fresh.starts.push(scan::offset(start));
                    fresh.entries.push(entry.take());
                    start += segment.text.len();
                }
            }
        }
        (fresh, scan::offset(at))
    }

    fn entry(&mut self, state: &State) -> Arc<State> {
        let known = self.state.take().filter(|known| **known == *state);
        let entry = known.unwrap_or_else(|| Arc::new(state.clone()));
        Arc::clone(self.state.insert(entry))
    }
}
