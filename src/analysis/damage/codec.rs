//! Codecs in both directions, byte by byte: the decoders of encoding_rs as tables, and their true inverses.
//!
//! Made by `build/codecs.rs` and read in place. Knows no plausibility and never fails: what cannot be read
//! or written is `None` or `Fed::Broken`.

/// Bytes at an address fit for numbers.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

static TABLE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/codecs.bin")));

/// In the order of `build/codecs.rs`; the last two are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codec {
    Cp1252,
    Latin1,
    Cp1250,
    Cp1251,
    Mac,
    Dos,
    Gbk,
    Big5,
    ShiftJis,
    EucKr,
    Utf8,
    /// UTF-8 where the bytes are, single bytes of Windows-1252 where they are not.
    Mixed,
}

/// Up to four bytes that a character was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes {
    len: u8,
    bytes: [u8; 4],
}

/// The bytes of a character that have come in so far: at most three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending(u32);

/// What one more byte makes of what is pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fed {
    /// Not enough yet.
    More(Pending),
    Char(char),
    /// What was pending is no character; the byte itself is still to be read unless nothing was pending.
    Broken,
}

const TRAILS: usize = 192;

impl Bytes {
    const fn one(byte: u8) -> Self {
        Self { len: 1, bytes: [byte, 0, 0, 0] }
    }

    const fn two([a, b]: [u8; 2]) -> Self {
        Self { len: 2, bytes: [a, b, 0, 0] }
    }

    fn from_word(word: u16) -> Self {
        match word.to_be_bytes() {
            [0, low] => Self::one(low),
            pair => Self::two(pair),
        }
    }

    pub fn as_slice(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }
}

impl Pending {
    /// One byte that is lost, with its trail still to come.
    pub const UNKNOWN: Self = Self(1 << 24);

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub const fn len(self) -> usize {
        (self.0 >> 24) as usize
    }

    /// The first byte; 0 where it is unknown or there is none.
    pub const fn first(self) -> u8 {
        self.byte(0)
    }

    /// All of it, for comparing.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The byte at a place.
    pub const fn byte(self, at: usize) -> u8 {
        (self.0 >> (8 * at)) as u8
    }

    pub const fn with(self, byte: u8) -> Self {
        let len = self.0 >> 24;
        Self((self.0 & 0x00FF_FFFF) | (byte as u32) << (8 * len) | (len + 1) << 24)
    }
}

impl Codec {
    pub const fn is_pairs(self) -> bool {
        matches!(self, Self::Gbk | Self::Big5 | Self::ShiftJis | Self::EucKr)
    }

    /// The bytes that were read as this character: the likeliest, and another where there is one.
    pub fn bytes(self, c: char) -> [Option<Bytes>; 2] {
        match self {
            Self::Gbk if matches!(c, '!'..='~') => {
                [Some(Bytes::one(c as u8)), Some(Bytes::two([0xA3, c as u8 | 0x80]))]
            }
            _ if c.is_ascii() => [Some(Bytes::one(c as u8)), None],
            Self::Utf8 => [None, None],
            Self::Mixed => mixed(c),
            _ => {
                let first = self.inverse(c);
                let second = first.and_then(|_| self.second(c)).filter(|_| self.is_pairs());
                [first.map(Bytes::from_word), second.map(Bytes::from_word)]
            }
        }
    }

    /// Reads one more byte.
    pub fn feed(self, pending: Pending, byte: u8) -> Fed {
        match self {
            Self::Utf8 => feed_utf8(pending, byte),
            _ if pending.is_empty() => match self.single(byte) {
                Some(c) => Fed::Char(c),
                None if self.is_pairs() && matches!(byte, 0x81..=0xFE) => Fed::More(pending.with(byte)),
                None => Fed::Broken,
            },
            _ => self.pair(pending.first(), byte).map_or(Fed::Broken, Fed::Char),
        }
    }

    /// The bytes a true encoder would write; what the certificate is made with.
    pub fn encode(self, c: char, out: &mut Vec<u8>) -> Option<()> {
        if self == Self::Utf8 {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            return Some(());
        }
        out.extend_from_slice(self.bytes(c).first()?.as_ref()?.as_slice());
        Some(())
    }

    /// The whole of some bytes read wrongly or rightly; `None` where a reader would put U+FFFD.
    pub fn decode(self, bytes: &[u8], out: &mut String) -> Option<()> {
        let mut pending = Pending::default();
        for &byte in bytes {
            match self.feed(pending, byte) {
                Fed::More(more) => pending = more,
                Fed::Char(c) => {
                    out.push(c);
                    pending = Pending::default();
                }
                Fed::Broken => return None,
            }
        }
        pending.is_empty().then_some(())
    }

    fn single(self, byte: u8) -> Option<char> {
        let at = offset(self, 0)? + usize::from(byte);
        nonzero(*words().get(at)?)
    }

    fn pair(self, lead: u8, trail: u8) -> Option<char> {
        let (lead, trail) = (usize::from(lead.checked_sub(0x81)?), usize::from(trail.checked_sub(0x40)?));
        nonzero(*words().get(offset(self, 1)? + lead * TRAILS + trail)?)
    }

    fn inverse(self, c: char) -> Option<u16> {
        let Ok(c) = u16::try_from(c as u32) else { return self.listed(4, (c as u32).checked_sub(0x2_0000)?) };
        let table = words().get(offset(self, 2)?..)?;
        let page = usize::from(*table.get(usize::from(c >> 8))?);
        let word = if page == 0 { 0 } else { *table.get(page * 256 + usize::from(c & 0xFF))? };
        (word != 0).then_some(word)
    }

    fn second(self, c: char) -> Option<u16> {
        self.listed(3, c as u32)
    }

    fn listed(self, table: usize, key: u32) -> Option<u16> {
        let table = words().get(offset(self, table)?..)?;
        let rows: &[[u16; 2]] = bytemuck::try_cast_slice(table.get(1..1 + 2 * usize::from(*table.first()?))?).ok()?;
        let at = rows.binary_search_by_key(&key, |row| u32::from(row[0])).ok()?;
        rows.get(at).map(|row| row[1])
    }
}

fn words() -> &'static [u16] {
    bytemuck::try_cast_slice(&TABLE.0).unwrap_or_default()
}

fn offset(codec: Codec, table: usize) -> Option<usize> {
    let at = codec as usize * 10 + table * 2;
    let (low, high) = (*words().get(at)?, *words().get(at + 1)?);
    let offset = usize::from(low) | usize::from(high) << 16;
    (offset != 0).then_some(offset)
}

fn nonzero(word: u16) -> Option<char> {
    char::from_u32(u32::from(word)).filter(|_| word != 0)
}

/// A single byte, or the bytes that are the character's UTF-8.
fn mixed(c: char) -> [Option<Bytes>; 2] {
    let mut buffer = [0; 4];
    let utf8 = match *c.encode_utf8(&mut buffer).as_bytes() {
        [a, b] => Some(Bytes::two([a, b])),
        [a, b, c] => Some(Bytes { len: 3, bytes: [a, b, c, 0] }),
        // Four bytes of two characters of GBK are at times a character that nobody has assigned.
        [a, b, c, d] => Some(Bytes { len: 4, bytes: [a, b, c, d] }),
        _ => None,
    };
    match Codec::Cp1252.inverse(c) {
        Some(word) => [Some(Bytes::from_word(word)), utf8],
        None => [utf8, None],
    }
}

fn feed_utf8(pending: Pending, byte: u8) -> Fed {
    if pending.is_empty() {
        return match byte {
            0..=0x7F => Fed::Char(char::from(byte)),
            0xC2..=0xF4 => Fed::More(pending.with(byte)),
            _ => Fed::Broken,
        };
    }
    let (a, b, c) = (pending.first(), pending.byte(1), pending.byte(2));
    let valid = match (pending.len(), a) {
        (1, 0xE0) => matches!(byte, 0xA0..=0xBF),
        (1, 0xED) => matches!(byte, 0x80..=0x9F),
        (1, 0xF0) => matches!(byte, 0x90..=0xBF),
        (1, 0xF4) => matches!(byte, 0x80..=0x8F),
        _ => matches!(byte, 0x80..=0xBF),
    };
    let bits = |byte: u8| u32::from(byte & 0x3F);
    let cp = match (pending.len(), a) {
        _ if !valid => return Fed::Broken,
        (1, 0xC2..=0xDF) => u32::from(a & 0x1F) << 6 | bits(byte),
        (2, 0xE0..=0xEF) => u32::from(a & 0x0F) << 12 | bits(b) << 6 | bits(byte),
        (3, _) => u32::from(a & 0x07) << 18 | bits(b) << 12 | bits(c) << 6 | bits(byte),
        _ => return Fed::More(pending.with(byte)),
    };
    char::from_u32(cp).map_or(Fed::Broken, Fed::Char)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REAL: [(Codec, &encoding_rs::Encoding); 8] = [
        (Codec::Cp1252, encoding_rs::WINDOWS_1252),
        (Codec::Cp1250, encoding_rs::WINDOWS_1250),
        (Codec::Cp1251, encoding_rs::WINDOWS_1251),
        (Codec::Mac, encoding_rs::MACINTOSH),
        (Codec::Gbk, encoding_rs::GBK),
        (Codec::Big5, encoding_rs::BIG5),
        (Codec::ShiftJis, encoding_rs::SHIFT_JIS),
        (Codec::EucKr, encoding_rs::EUC_KR),
    ];

    #[test]
    fn every_byte_that_reads_as_a_character_is_among_its_inverses() {
        let mut pairs = 0;
        for (codec, real) in REAL {
            for first in 0x80..=0xFFu8 {
                for second in [None].into_iter().chain((0x40..=0xFF).map(Some)) {
                    let bytes: Vec<u8> = [first].into_iter().chain(second).collect();
                    let mut read = String::new();
                    if codec.decode(&bytes, &mut read).is_none() || read.chars().count() != 1 {
                        continue;
                    }
                    assert_eq!(real.decode_without_bom_handling(&bytes).0, read, "{codec:?} {bytes:x?}");
                    let inverses = codec.bytes(read.chars().next().unwrap());
                    let known = inverses.iter().flatten().any(|b| b.as_slice() == bytes);
                    // A third reading of a character is left out; only Shift_JIS and Big5 have any.
                    assert!(known || inverses[1].is_some(), "{codec:?} {bytes:x?}");
                    pairs += 1;
                }
            }
        }
        assert!(pairs > 60_000, "{pairs}");
    }

    #[test]
    fn utf8_is_read_as_the_standard_library_does() {
        for c in ['a', 'é', '中', '，', '😀', '\u{FFFF}', '\u{10FFFF}'] {
            let mut out = String::new();
            assert!(Codec::Utf8.decode(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut out).is_some());
            assert_eq!(out, c.to_string());
        }
        for broken in [&b"\xC0\x80"[..], b"\xE4\xB8", b"\xED\xA0\x80", b"\xF5\x80\x80\x80", b"\x80"] {
            assert!(Codec::Utf8.decode(broken, &mut String::new()).is_none(), "{broken:x?}");
        }
    }

    #[test]
    fn folded_and_mixed_characters_have_two_origins() {
        let bytes =
            |codec: Codec, c: char| codec.bytes(c).iter().flatten().map(|b| b.as_slice().to_vec()).collect::<Vec<_>>();
        assert_eq!(bytes(Codec::Gbk, '?'), [vec![0x3F], vec![0xA3, 0xBF]]);
        assert_eq!(bytes(Codec::Mixed, 'µ'), [vec![0xB5], vec![0xC2, 0xB5]]);
        assert_eq!(bytes(Codec::Mixed, 'ϵ'), [vec![0xCF, 0xB5]]);
        assert_eq!(bytes(Codec::Mixed, '…'), [vec![0x85], vec![0xE2, 0x80, 0xA6]]);
        assert_eq!(bytes(Codec::Mixed, '\u{7D6FE}'), [vec![0xF1, 0xBD, 0x9B, 0xBE]]);
        assert_eq!(bytes(Codec::Big5, '𨫋').len(), 1);
        assert_eq!(bytes(Codec::Cp1252, '\u{81}'), [vec![0x81]]);
    }
}
