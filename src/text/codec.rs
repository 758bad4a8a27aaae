//! One encoding a file may be written in. The only place that names encodings of `encoding_rs`;
//! UTF-16 is written here by hand, because that crate has no encoder for it.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// A WHATWG encoding that jiaodui can read and write.
/// Invariant: never GBK, which is read as its superset GB18030, and never a stateful encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codec(&'static Encoding);

impl Codec {
    pub const UTF8: Self = Self(&encoding_rs::UTF_8_INIT);
    pub const GB18030: Self = Self(&encoding_rs::GB18030_INIT);
    pub const UTF16_LE: Self = Self(&encoding_rs::UTF_16LE_INIT);
    pub const UTF16_BE: Self = Self(&encoding_rs::UTF_16BE_INIT);

    /// The encoding a person means by `label` (`gbk`, `big5`, `utf-16le`, …).
    pub fn from_label(label: &str) -> Option<Self> {
        Encoding::for_label(label.as_bytes()).and_then(Self::new)
    }

    /// Nothing for encodings whose bytes cannot be mapped one by one.
    pub(super) fn new(encoding: &'static Encoding) -> Option<Self> {
        if encoding == GBK {
            return Some(Self(GB18030));
        }
        let stateful = encoding == encoding_rs::ISO_2022_JP || encoding == encoding_rs::REPLACEMENT;
        (!stateful).then_some(Self(encoding))
    }

    /// The WHATWG name: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`, …
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(super) fn is_utf8(self) -> bool {
        self.0 == UTF_8
    }

    pub(super) fn is_utf16(self) -> bool {
        self.0 == UTF_16LE || self.0 == UTF_16BE
    }

    /// An encoding of Han, Kana or Hangul in runs of bytes.
    pub(super) fn is_multi_byte(self) -> bool {
        !self.0.is_single_byte() && !self.is_utf8() && !self.is_utf16()
    }

    pub(super) fn decoder(self) -> encoding_rs::Decoder {
        self.0.new_decoder_without_bom_handling()
    }

    /// One unit of UTF-16, of two bytes.
    pub(super) fn unit(self, pair: [u8; 2]) -> u16 {
        if self.0 == UTF_16BE { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    }

    /// The bytes of `text`; the first character that has none otherwise.
    /// Encoders are no inverses of decoders, so the bytes are read back before they are trusted.
    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        if self.is_utf8() {
            return Ok(text.as_bytes().to_vec());
        }
        if self.is_utf16() {
            let order = |unit: u16| {
                if self.0 == UTF_16BE { unit.to_be_bytes() } else { unit.to_le_bytes() }
            };
            return Ok(text.encode_utf16().flat_map(order).collect());
        }
        let (bytes, _, unmapped) = self.0.encode(text);
        let same = !unmapped
            && self.0.decode_without_bom_handling_and_without_replacement(&bytes).is_some_and(|back| back == text);
        if same {
            return Ok(bytes.into_owned());
        }
        Err(text.chars().find(|c| !self.holds(*c)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn holds(self, c: char) -> bool {
        let mut buffer = [0; 4];
        let text: &str = c.encode_utf8(&mut buffer);
        let (bytes, _, unmapped) = self.0.encode(text);
        !unmapped && self.0.decode_without_bom_handling_and_without_replacement(&bytes).is_some_and(|back| back == text)
    }
}
