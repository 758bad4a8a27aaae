//! The folded view of one segment: prose char by char, ready for matching, with a map back.
//!
//! Invariant: `chars`, `raw`, their classes and the offsets have one length, and offsets grow strictly.

use std::ops::Range;

use super::{Mask, MaskKind};
use crate::lexicon::{Class, fold, fold_and_class};
use crate::text::Span;

/// What stands in the view for a masked span.
pub const PLACEHOLDER: char = '\u{FFFC}';

/// Prose folded for matching (see [`fold`]), masked spans as one [`PLACEHOLDER`] each, noise gone.
#[derive(Clone, Debug, Default)]
pub struct View {
    chars: Vec<char>,
    raw: Vec<char>,
    classes: Vec<Class>,
    starts: Vec<u32>,
    ends: Vec<u32>,
    kinds: Vec<(u32, MaskKind)>,
}

impl View {
    /// `masks` must be sorted and disjoint; they carry the scanner's masks and the engine's damage.
    pub fn new(text: &str, masks: &[Mask]) -> Self {
        let mut view = Self::default();
        view.read(text, masks);
        view
    }

    /// Becomes the view of another segment, in the room of this one.
    pub fn read(&mut self, text: &str, masks: &[Mask]) {
        self.clear(text.chars().count());
        let mut at = 0usize;
        for mask in masks {
            self.prose(text, at..mask.span.start as usize);
            self.mask(*mask);
            at = mask.span.end as usize;
        }
        self.prose(text, at..text.len());
    }

    /// Length in view chars.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The folded chars.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The chars as they stand in the article; same length as [`Self::chars`].
    pub fn raw(&self) -> &[char] {
        &self.raw
    }

    /// What is known of each char as it stands in the article; same length as [`Self::chars`].
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// Bytes of the segment under a range of view chars, noise between them included.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.starts.get(range.start).or(self.ends.last()).copied().unwrap_or(0);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.ends.get(last).copied().unwrap_or(start),
            _ => start,
        };
        Span::new(start, end)
    }

    /// Index of the first view char that starts at or after `byte`.
    pub fn index_of(&self, byte: u32) -> usize {
        self.starts.partition_point(|s| *s < byte)
    }

    /// Kind of the mask behind the placeholder at `index`.
    pub fn placeholder(&self, index: usize) -> Option<MaskKind> {
        let index = u32::try_from(index).ok()?;
        let at = self.kinds.binary_search_by_key(&index, |(i, _)| *i).ok()?;
        self.kinds.get(at).map(|(_, kind)| *kind)
    }

    /// Forgets all and makes room for so many chars.
    fn clear(&mut self, chars: usize) {
        let Self { chars: folded, raw, classes, starts, ends, kinds } = self;
        classes.clear();
        classes.reserve(chars);
        for list in [folded, raw] {
            list.clear();
            list.reserve(chars);
        }
        for list in [starts, ends] {
            list.clear();
            list.reserve(chars);
        }
        kinds.clear();
    }

    /// List by list, since a list of known length is written without a look at its room.
    fn prose(&mut self, text: &str, range: Range<usize>) {
        let first = self.raw.len();
        let mut next = range.start as u32;
        self.raw.extend(text.get(range).unwrap_or_default().chars());
        let raw = self.raw.get(first..).unwrap_or_default();
        let classes = &mut self.classes;
        self.chars.extend(raw.iter().map(|c| {
            let (folded, class) = fold_and_class(*c);
            classes.push(class);
            folded
        }));
        self.starts.extend(raw.iter().map(|c| {
            let start = next;
            next += c.len_utf8() as u32;
            start
        }));
        let starts = self.starts.get(first..).unwrap_or_default();
        self.ends.extend(starts.iter().zip(raw).map(|(start, c)| start + c.len_utf8() as u32));
    }

    fn mask(&mut self, mask: Mask) {
        match mask.kind {
            MaskKind::Markup | MaskKind::Noise => {}
            MaskKind::Entity(c) => self.push(c, fold(c), mask.span),
            kind => {
                self.kinds.push((self.chars.len() as u32, kind));
                self.push(PLACEHOLDER, PLACEHOLDER, mask.span);
            }
        }
    }

    fn push(&mut self, raw: char, folded: char, span: Span) {
        self.raw.push(raw);
        self.chars.push(folded);
        self.classes.push(fold_and_class(raw).1);
        self.starts.push(span.start);
        self.ends.push(span.end);
    }
}
