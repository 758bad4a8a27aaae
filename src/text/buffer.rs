//! The text of an editor's buffer. The only user of the rope: everything else speaks bytes into `&str`.

use ropey::Rope;

use super::Span;

/// What a client's `character` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PositionEncoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

/// A place in a buffer; both count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinePosition {
    pub line: u32,
    pub character: u32,
}

/// A text that is cheap to edit and to copy. Lines end at LF, CRLF and CR, at nothing else.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    rope: Rope,
}

impl Buffer {
    pub fn new(text: &str) -> Self {
        Self { rope: Rope::from_str(text) }
    }

    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// Replaces the bytes of `span`. False, and nothing done, when it does not fit the text.
    pub fn apply(&mut self, span: Span, replacement: &str) -> bool {
        let (Some(start), Some(end)) = (self.char_at(span.start), self.char_at(span.end)) else {
            return false;
        };
        if start > end {
            return false;
        }
        self.rope.remove(start..end);
        self.rope.insert(start, replacement);
        true
    }

    /// The byte a client's position means: past the last line is the end of the text, past a line
    /// is before its end, inside a character is that character's start.
    pub fn byte_of(&self, position: LinePosition, encoding: PositionEncoding) -> u32 {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return narrow(self.len());
        }
        let start = self.rope.line_to_char(line);
        let last = start + self.line_len(line);
        let wanted = position.character as usize;
        let index = match encoding {
            PositionEncoding::Utf8 => {
                self.rope.byte_to_char((self.rope.char_to_byte(start).saturating_add(wanted)).min(self.len()))
            }
            PositionEncoding::Utf16 => {
                let units = self.rope.char_to_utf16_cu(start).saturating_add(wanted);
                self.rope.utf16_cu_to_char(units.min(self.rope.len_utf16_cu()))
            }
            PositionEncoding::Utf32 => start.saturating_add(wanted),
        };
        narrow(self.rope.char_to_byte(index.min(last)))
    }

    /// Where a byte stands for a client; a byte past the text is its end.
    pub fn position_of(&self, byte: u32, encoding: PositionEncoding) -> LinePosition {
        let index = self.rope.byte_to_char((byte as usize).min(self.len()));
        let line = self.rope.char_to_line(index);
        let start = self.rope.line_to_char(line);
        let character = match encoding {
            PositionEncoding::Utf8 => self.rope.char_to_byte(index) - self.rope.char_to_byte(start),
            PositionEncoding::Utf16 => self.rope.char_to_utf16_cu(index) - self.rope.char_to_utf16_cu(start),
            PositionEncoding::Utf32 => index - start,
        };
        LinePosition { line: narrow(line), character: narrow(character) }
    }

    /// The bytes of `span`; empty when it does not fit the text.
    pub fn slice(&self, span: Span) -> String {
        match (self.char_at(span.start), self.char_at(span.end)) {
            (Some(start), Some(end)) if start <= end => self.rope.slice(start..end).to_string(),
            _ => String::new(),
        }
    }

    /// The byte at which a character first stands.
    pub fn find(&self, wanted: char) -> Option<usize> {
        let mut start = 0;
        self.rope.chunks().find_map(|chunk| {
            let found = chunk.find(wanted).map(|at| start + at);
            start += chunk.len();
            found
        })
    }

    /// The character that starts at a byte; nothing between boundaries or past the end.
    fn char_at(&self, byte: u32) -> Option<usize> {
        let byte = byte as usize;
        let index = self.rope.try_byte_to_char(byte).ok()?;
        (self.rope.char_to_byte(index) == byte).then_some(index)
    }

    /// Characters of a line without its end.
    fn line_len(&self, line: usize) -> usize {
        let slice = self.rope.line(line);
        let len = slice.len_chars();
        let at = |back: usize| len.checked_sub(back).and_then(|i| slice.get_char(i));
        match (at(2), at(1)) {
            (Some('\r'), Some('\n')) => len - 2,
            (_, Some('\n' | '\r')) => len - 1,
            _ => len,
        }
    }
}

impl std::fmt::Display for Buffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
