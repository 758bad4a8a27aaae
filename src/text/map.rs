//! Where a place of the text stands in the bytes it was decoded from.

use super::codec::Codec;

/// How a run of bytes became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Well-formed bytes of one encoding.
    Coded(Codec),
    /// A character of two surrogates, each of which was written as if it were a character of UTF-8 (CESU-8).
    Pair,
    /// Bytes that are valid in no encoding that was tried; U+FFFD in the text.
    Malformed,
}

/// A run that reaches to the start of the next piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it starts in the text.
    pub text: usize,
    /// Where it starts in the bytes.
    pub source: usize,
    pub run: Run,
}

/// Invariant: the pieces are in order and cover the whole text and, after a byte order mark, all bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByteMap {
    pieces: Vec<Piece>,
    text_len: usize,
    source_len: usize,
}

impl ByteMap {
    pub(super) fn starting_at(source: usize) -> Self {
        Self { pieces: Vec::new(), text_len: 0, source_len: source }
    }

    /// Notes that the next `source` bytes became the next `text` bytes of text.
    pub(super) fn push(&mut self, run: Run, text: usize, source: usize) {
        if source == 0 {
            return;
        }
        let merges = matches!(run, Run::Coded(_)) && self.pieces.last().is_some_and(|p| p.run == run);
        if !merges {
            self.pieces.push(Piece { text: self.text_len, source: self.source_len, run });
        }
        self.text_len += text;
        self.source_len += source;
    }

    /// A reader of places in ascending order.
    pub(super) fn cursor<'a>(&'a self, original: &'a [u8]) -> Cursor<'a> {
        Cursor {
            map: self,
            original,
            piece: 0,
            text: 0,
            source: self.pieces.first().map_or(self.source_len, |p| p.source),
            decoder: None,
        }
    }

    /// The byte of `original` at which byte `text` of the text was read; nothing inside a character.
    /// Linear in the distance from the start for other encodings than UTF-8.
    pub fn source_of(&self, original: &[u8], text: usize) -> Option<usize> {
        self.cursor(original).seek(text)
    }

    fn end(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.text_len, |p| p.text)
    }
}

/// Walks text and bytes side by side, forward only.
pub(super) struct Cursor<'a> {
    map: &'a ByteMap,
    original: &'a [u8],
    piece: usize,
    text: usize,
    source: usize,
    decoder: Option<encoding_rs::Decoder>,
}

impl Cursor<'_> {
    /// The byte that stands for byte `target` of the text; nothing when that is no boundary of both.
    pub(super) fn seek(&mut self, target: usize) -> Option<usize> {
        if target < self.text || target > self.map.text_len {
            return None;
        }
        while target >= self.map.end(self.piece) && self.piece + 1 < self.map.pieces.len() {
            self.enter(self.piece + 1);
        }
        if target == self.text {
            return Some(self.source);
        }
        let Some(piece) = self.map.pieces.get(self.piece) else {
            return (target == 0).then_some(self.map.source_len);
        };
        if target == self.map.text_len {
            return Some(self.map.source_len);
        }
        match piece.run {
            Run::Malformed | Run::Pair => None,
            Run::Coded(codec) if codec.is_utf8() => {
                self.source += target - self.text;
                self.text = target;
                Some(self.source)
            }
            Run::Coded(codec) if codec.is_utf16() => self.walk_units(codec, target),
            Run::Coded(codec) => self.walk_bytes(codec, target),
        }
    }

    /// The encoding to write in for an edit of `start..end`: that of the one piece it lies in.
    /// Nothing when it touches malformed bytes or more than one encoding.
    pub(super) fn codec(&self, start: usize, end: usize) -> Option<Codec> {
        let pieces = &self.map.pieces;
        let after = pieces.partition_point(|p| p.text <= start);
        let here = after.checked_sub(1)?;
        let before = here.checked_sub(1).and_then(|i| pieces.get(i));
        let touches_bad = |p: Option<&Piece>| p.is_some_and(|p| p.run == Run::Malformed);
        if pieces.get(here)?.text == start && touches_bad(before) {
            return None;
        }
        let fits = end < self.map.end(here) || (end == self.map.end(here) && !touches_bad(pieces.get(here + 1)));
        match pieces.get(here)?.run {
            Run::Coded(codec) if fits => Some(codec),
            Run::Pair if fits => Some(Codec::UTF8),
            _ => None,
        }
    }

    fn enter(&mut self, piece: usize) {
        self.piece = piece;
        self.decoder = None;
        if let Some(p) = self.map.pieces.get(piece) {
            (self.text, self.source) = (p.text, p.source);
        }
    }

    fn walk_units(&mut self, codec: Codec, target: usize) -> Option<usize> {
        while self.text < target {
            let pair = self.original.get(self.source..self.source + 2)?;
            let unit = codec.unit([*pair.first()?, *pair.last()?]);
            let (text, source) = match unit {
                0..0x80 => (1, 2),
                0x80..0x800 => (2, 2),
                0xD800..0xDC00 => (4, 4),
                _ => (3, 2),
            };
            self.text += text;
            self.source += source;
        }
        (self.text == target).then_some(self.source)
    }

    /// Feeds one byte at a time: text that appears belongs to the bytes since the last text.
    fn walk_bytes(&mut self, codec: Codec, target: usize) -> Option<usize> {
        let decoder = self.decoder.get_or_insert_with(|| codec.decoder());
        let mut out = [0_u8; 32];
        while self.text < target {
            let byte = self.original.get(self.source..=self.source)?;
            let (_, _, written, _) = decoder.decode_to_utf8(byte, &mut out, false);
            self.source += 1;
            self.text += written;
        }
        (self.text == target).then_some(self.source)
    }
}
