//! Bytes become text. Nothing is lost silently: every byte lies in one piece of the byte map, and
//! bytes that are valid nowhere are U+FFFD in the text and noted as malformed.

use super::codec::Codec;
use super::map::{ByteMap, Run};
use super::utf8::{Fault, PAIR, chunks};
use super::{SourceInfo, Span, detect};

/// The text of an article and how it came from the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub source: SourceInfo,
    pub map: ByteMap,
}

/// Why bytes are no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    #[error("binary data, not text")]
    Binary,
    #[error("too large: more than 1 GiB")]
    TooLarge,
    #[error("the encoding is none that jiaodui knows")]
    Unknown,
}

impl DecodeError {
    /// The stable word for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::TooLarge => "too-large",
            Self::Unknown => "unknown-encoding",
        }
    }
}

/// Positions are 32 bits wide, and one byte of a legacy encoding is at most three of text.
const LARGEST: usize = 1 << 30;

/// Decodes an article; `forced` overrides every guess.
pub fn decode(bytes: &[u8], forced: Option<Codec>) -> Result<Decoded, DecodeError> {
    if bytes.len() > LARGEST {
        return Err(DecodeError::TooLarge);
    }
    let mark = byte_order_mark(bytes).filter(|(codec, _)| forced.is_none_or(|f| f == *codec));
    let bom = mark.map_or(0, |(_, len)| len);
    let body = bytes.get(bom..).unwrap_or_default();
    let mut building = Building::new(bom);
    let (codec, sure) = match (forced, mark) {
        (Some(codec), _) | (None, Some((codec, _))) => (building.whole(codec, body), true),
        (None, None) => building.guess(body)?,
    };
    if has_many_controls(building.text.as_bytes()) {
        return Err(DecodeError::Binary);
    }
    building.finish(codec, sure)
}

fn byte_order_mark(bytes: &[u8]) -> Option<(Codec, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Codec::UTF8, 3)),
        [0xFF, 0xFE, ..] => Some((Codec::UTF16_LE, 2)),
        [0xFE, 0xFF, ..] => Some((Codec::UTF16_BE, 2)),
        [0x84, 0x31, 0x95, 0x33, ..] => Some((Codec::GB18030, 4)),
        _ => None,
    }
}

/// Text holds few control characters; one in a hundred bytes is forgiven.
fn has_many_controls(bytes: &[u8]) -> bool {
    let is_control = |b: &u8| u8::from((*b < 0x20) & !matches!(*b, b'\t' | b'\n' | 0x0C | b'\r' | 0x1B));
    // Sums of one byte are added up many at a time.
    let count = |part: &[u8]| usize::from(part.iter().map(is_control).sum::<u8>());
    bytes.chunks(255).map(count).sum::<usize>() * 100 > bytes.len() + 200
}

/// What a line of a file that is not UTF-8 as a whole is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Ascii,
    /// Valid, but of two-byte characters only: as likely an accident of another encoding.
    Weak,
    Utf8,
    Legacy,
}

impl Line {
    fn of(line: &[u8]) -> Self {
        if line.is_ascii() {
            return Self::Ascii;
        }
        let (mut good, mut bad) = (0_usize, 0_usize);
        for (valid, fault) in chunks(line) {
            good += valid.bytes().filter(|b| *b >= 0xE0).count() + usize::from(matches!(fault, Fault::Pair(_)));
            bad += usize::from(matches!(fault, Fault::Bad(_)));
        }
        match (good, bad) {
            (0, 0) => Self::Weak,
            (_, 0) => Self::Utf8,
            // A few bytes went missing from a line that is UTF-8 otherwise.
            _ if good >= bad * 4 => Self::Utf8,
            _ => Self::Legacy,
        }
    }
}

/// A decoding under way.
struct Building {
    text: String,
    map: ByteMap,
    malformed: Vec<Span>,
    /// Which encoding each part of the text came from, in order.
    parts: Vec<(Span, &'static str)>,
    bom: bool,
}

impl Building {
    fn new(bom: usize) -> Self {
        Self {
            text: String::new(),
            map: ByteMap::starting_at(bom),
            malformed: Vec::new(),
            parts: Vec::new(),
            bom: bom > 0,
        }
    }

    fn guess(&mut self, body: &[u8]) -> Result<(Codec, bool), DecodeError> {
        let valid = std::str::from_utf8(body).ok();
        if let Some(text) = valid.filter(|_| !has_many_controls(body)) {
            self.valid(text);
            self.part(0, Codec::UTF8.name());
            return Ok((Codec::UTF8, true));
        }
        if let Some(codec) = detect::utf16(body) {
            return Ok((self.whole(codec, body), true));
        }
        if valid.is_some() || memchr::memchr(0, body).is_some() || has_many_controls(body) {
            return Err(DecodeError::Binary);
        }
        Ok(self.by_line(body))
    }

    /// Decodes in one encoding, or, where lines of UTF-8 and of another stand together, line by line.
    fn by_line(&mut self, body: &[u8]) -> (Codec, bool) {
        let lines: Vec<(Line, &[u8])> =
            body.split_inclusive(|b| *b == b'\n').map(|line| (Line::of(line), line)).collect();
        let size = |kind: Line| -> usize { lines.iter().filter(|(k, _)| *k == kind).map(|(_, l)| l.len()).sum() };
        let (utf8, other) = (size(Line::Utf8), size(Line::Legacy));
        if other == 0 {
            return (self.whole(Codec::UTF8, body), true);
        }
        if utf8 == 0 {
            let guess = detect::legacy(body);
            return (self.whole(guess.codec, body), guess.sure);
        }
        let legacy_lines: Vec<u8> =
            lines.iter().filter(|(kind, _)| *kind == Line::Legacy).flat_map(|(_, line)| line.iter().copied()).collect();
        let guess = detect::legacy(&legacy_lines);
        let main = if utf8 >= other { Codec::UTF8 } else { guess.codec };
        let mut now = main;
        for (kind, line) in lines {
            now = match kind {
                Line::Ascii => now,
                Line::Weak => main,
                Line::Utf8 => Codec::UTF8,
                Line::Legacy => guess.codec,
            };
            self.whole(now, line);
        }
        (main, guess.sure)
    }

    /// Decodes `bytes` in one encoding and appends them.
    fn whole(&mut self, codec: Codec, bytes: &[u8]) -> Codec {
        let start = self.text.len();
        if codec.is_utf8() {
            self.utf8(bytes);
        } else if codec.is_utf16() {
            self.utf16(codec, bytes);
            self.part(start, codec.name());
        } else {
            self.legacy(codec, bytes);
            self.part(start, codec.name());
        }
        codec
    }

    /// Notes what the text since `start` was decoded from.
    fn part(&mut self, start: usize, name: &'static str) {
        let span = span(start, self.text.len());
        match self.parts.last_mut() {
            Some((last, known)) if *known == name => last.end = span.end,
            _ if span.is_empty() => {}
            _ => self.parts.push((span, name)),
        }
    }

    fn utf8(&mut self, bytes: &[u8]) {
        self.text.reserve(bytes.len());
        for (valid, fault) in chunks(bytes) {
            let start = self.text.len();
            self.valid(valid);
            self.bad(if let Fault::Bad(len) = fault { len } else { 0 });
            self.part(start, Codec::UTF8.name());
            if let Fault::Pair(c) = fault {
                let start = self.text.len();
                self.text.push(c);
                self.map.push(Run::Pair, c.len_utf8(), PAIR);
                self.part(start, "CESU-8");
            }
        }
    }

    fn valid(&mut self, text: &str) {
        self.text.push_str(text);
        self.map.push(Run::Coded(Codec::UTF8), text.len(), text.len());
    }

    fn utf16(&mut self, codec: Codec, bytes: &[u8]) {
        self.text.reserve(bytes.len() / 2 * 3);
        let pairs = bytes.chunks_exact(2);
        let rest = pairs.remainder().len();
        let units = pairs.map(|p| match p {
            [a, b] => codec.unit([*a, *b]),
            _ => 0,
        });
        for unit in char::decode_utf16(units) {
            match unit {
                Ok(c) => {
                    self.text.push(c);
                    self.map.push(Run::Coded(codec), c.len_utf8(), c.len_utf16() * 2);
                }
                Err(_) => self.bad(2),
            }
        }
        self.bad(rest);
    }

    fn legacy(&mut self, codec: Codec, bytes: &[u8]) {
        let mut rest = bytes;
        let mut out = String::new();
        while !rest.is_empty() {
            let mut decoder = codec.decoder();
            out.clear();
            out.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 3 + 16));
            let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut out, true);
            let bad = match result {
                encoding_rs::DecoderResult::Malformed(bad, pending) => (usize::from(bad), usize::from(pending)),
                _ => (0, 0),
            };
            self.text.push_str(&out);
            let good = read.saturating_sub(bad.0 + bad.1);
            self.map.push(Run::Coded(codec), out.len(), good);
            self.bad(bad.0);
            // A fresh decoder reads again what the old one had looked at beyond the fault.
            let Some(tail) = rest.get(good + bad.0..).filter(|tail| tail.len() < rest.len()) else {
                break;
            };
            rest = tail;
        }
    }

    fn bad(&mut self, len: usize) {
        if len == 0 {
            return;
        }
        let start = self.text.len();
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.map.push(Run::Malformed, char::REPLACEMENT_CHARACTER.len_utf8(), len);
        self.malformed.push(span(start, self.text.len()));
    }

    fn finish(self, codec: Codec, sure: bool) -> Result<Decoded, DecodeError> {
        let ranges = self.parts.into_iter().filter(|(_, name)| *name != codec.name());
        let source = SourceInfo {
            encoding: codec.name(),
            bom: self.bom,
            sure: sure && (codec.is_utf8() || self.malformed.is_empty()),
            ranges: ranges.collect(),
            malformed: self.malformed,
        };
        Ok(Decoded { text: self.text, source, map: self.map })
    }
}

/// The sizes fit: [`LARGEST`] is far below `u32::MAX / 3`.
fn span(start: usize, end: usize) -> Span {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span::new(narrow(start), narrow(end))
}
