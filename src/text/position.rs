//! Lines and columns of byte offsets, for reports. Lines end as the language server's do: at LF,
//! CRLF and CR. The cost of a look-up does not grow with the length of its line.

use super::Span;

/// Where a byte offset stands for a person: lines and columns count from 1, `offset` from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Position {
    pub line: u32,
    /// In Unicode scalar values.
    pub column: u32,
    /// Scalar values since the start of the text.
    pub offset: u32,
}

/// Look-ups of one text.
/// Invariant: `counts[i]` tells how much stands before the first boundary at or after byte `i * STEP`.
#[derive(Clone, Debug)]
pub struct Positions<'a> {
    text: &'a str,
    lines: Vec<Line>,
    counts: Vec<Count>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    byte: usize,
    before: Count,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    chars: u32,
    /// Characters that UTF-16 writes as two units.
    astral: u32,
}

/// Bytes between two counts that are kept. A count of so many fits a byte, which lets it run in vector registers.
const STEP: usize = 64;

impl<'a> Positions<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut sum = Count::default();
        for chunk in text.as_bytes().chunks(STEP) {
            counts.push(sum);
            sum = sum.plus(Count::of(chunk));
        }
        counts.push(sum);
        let mut positions = Self { text, lines: Vec::new(), counts };
        let starts = std::iter::once(0).chain(LineStarts { text, at: 0 });
        positions.lines = starts.map(|byte| Line { byte, before: positions.count(byte) }).collect();
        positions
    }

    /// The place of a byte; one inside a character counts as that character's start, one past the
    /// text as its end.
    pub fn at(&self, byte: usize) -> Position {
        let byte = self.floor(byte);
        let (number, line) = self.line_of(byte);
        let count = self.count(byte);
        Position { line: narrow(number + 1), column: count.chars - line.before.chars + 1, offset: count.chars }
    }

    /// The places of both ends of a span. A short one inside a line is looked up once.
    pub fn ends_of(&self, span: Span) -> (Position, Position) {
        let start = self.at(span.start as usize);
        let inside = self.text.get(span.range()).map(str::as_bytes).filter(|inside| inside.len() < STEP);
        match inside.filter(|inside| !inside.iter().any(|b| matches!(b, b'\n' | b'\r'))) {
            Some(inside) => {
                let chars = Count::of(inside).chars;
                (start, Position { line: start.line, column: start.column + chars, offset: start.offset + chars })
            }
            None => (start, self.at(span.end as usize)),
        }
    }

    /// Line and column from 1, the column in bytes of UTF-8.
    pub fn utf8_at(&self, byte: usize) -> (u32, u32) {
        let byte = self.floor(byte);
        let (number, line) = self.line_of(byte);
        (narrow(number + 1), narrow(byte - line.byte + 1))
    }

    /// Line and column from 0, the column in units of UTF-16.
    pub fn utf16_at(&self, byte: usize) -> (u32, u32) {
        let byte = self.floor(byte);
        let (number, line) = self.line_of(byte);
        let count = self.count(byte);
        let units = count.chars + count.astral - line.before.chars - line.before.astral;
        (narrow(number), units)
    }

    /// The byte at a line and column that count from 1; nothing past the end of the line.
    pub fn byte_of(&self, line: u32, column: u32) -> Option<usize> {
        let text = self.line(line)?;
        let start = self.lines.get(line.checked_sub(1)? as usize)?.byte;
        let skip = column.checked_sub(1)? as usize;
        let mut ends = text.char_indices().map(|(i, _)| i).chain([text.len()]);
        ends.nth(skip).map(|i| start + i)
    }

    /// The text of a line that counts from 1, without its end.
    pub fn line(&self, line: u32) -> Option<&'a str> {
        let index = line.checked_sub(1)? as usize;
        let start = self.lines.get(index)?.byte;
        let end = self.lines.get(index + 1).map_or(self.text.len(), |l| l.byte);
        let text = self.text.get(start..end)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        Some(text.strip_suffix('\r').unwrap_or(text))
    }

    pub fn lines(&self) -> u32 {
        narrow(self.lines.len())
    }

    fn floor(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    fn line_of(&self, byte: usize) -> (usize, Line) {
        let index = self.lines.partition_point(|l| l.byte <= byte).saturating_sub(1);
        let start = Line { byte: 0, before: Count::default() };
        (index, self.lines.get(index).copied().unwrap_or(start))
    }

    /// Counts what starts before `byte`.
    fn count(&self, byte: usize) -> Count {
        let kept = byte / STEP;
        let base = self.counts.get(kept).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(kept * STEP..byte).unwrap_or_default();
        base.plus(Count::of(rest))
    }
}

impl Count {
    /// Of no more than [`STEP`] bytes.
    fn of(bytes: &[u8]) -> Self {
        let chars = bytes.iter().fold(0u8, |n, b| n.wrapping_add(u8::from((*b & 0xC0) != 0x80)));
        let astral = bytes.iter().fold(0u8, |n, b| n.wrapping_add(u8::from(*b >= 0xF0)));
        Self { chars: u32::from(chars), astral: u32::from(astral) }
    }

    fn plus(self, other: Self) -> Self {
        Self { chars: self.chars + other.chars, astral: self.astral + other.astral }
    }
}

/// Where lines start after the first.
struct LineStarts<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for LineStarts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let end = memchr::memchr2(b'\n', b'\r', rest)?;
        let wide = rest.get(end..end + 2) == Some(b"\r\n");
        self.at += end + 1 + usize::from(wide);
        Some(self.at)
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
