//! One pass over the bytes of a segment: which kinds of damage can stand in it at all.
//!
//! Errs to the safe side only: a kind that is not named is not there. Clean prose passes at the
//! speed of reading it, so everything dearer may be lazy.

use super::charset::{self, CharSet};
use super::lost;

/// What a closer look is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suspicion {
    /// A closing parenthesis behind a letter: perhaps a reading glued behind a character.
    pub notes: bool,
    /// A Latin lead letter before what looks like continuation bytes: ä½, Ã¤, ï¼.
    pub latin: bool,
    /// Han that prose hardly ever needs but UTF-8 read as GBK is made of.
    pub gbk: bool,
    /// A mark of loss (U+FFFD, 锟, 烫, □) or two question marks.
    pub lost: bool,
}

impl Suspicion {
    pub const fn any(self) -> bool {
        self.notes || self.latin || self.gbk || self.lost
    }
}

/// Scans one stretch of text.
pub fn scan(text: &str) -> Suspicion {
    let bytes = text.as_bytes();
    let alarming = charset::alarming();
    let mut found = Suspicion::default();
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        i += match byte {
            0..=0x7F => {
                ascii(bytes, i, byte, &mut found);
                1
            }
            0x80..=0xDF => {
                found.latin |= byte == 0xC3 && starts_latin(bytes, i);
                2
            }
            0xE0..=0xEF => {
                three_bytes(bytes, i, alarming, &mut found);
                3
            }
            _ => 4,
        };
    }
    found
}

#[inline]
fn ascii(bytes: &[u8], i: usize, byte: u8, found: &mut Suspicion) {
    match byte {
        b')' => found.notes |= !found.notes && closes_note(bytes, i),
        b'?' => found.lost |= bytes.get(i + 1) == Some(&b'?'),
        _ => {}
    }
}

/// A few small letters between parentheses, right behind a letter or Han: `網(wǎng)`, also `f(x)`.
fn closes_note(bytes: &[u8], close: usize) -> bool {
    const LONGEST: usize = 8;
    let inside = bytes.get(..close).unwrap_or_default().iter().rev().take(LONGEST);
    let letters = inside.take_while(|b| b.is_ascii_lowercase() || **b >= 0x80).count();
    let open = close - letters;
    let before = |back: usize| open.checked_sub(back).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
    // `?yàn)` has lost its opening parenthesis to the character before.
    let opened = before(1) == b'(' && (before(2) >= 0x80 || before(2).is_ascii_alphabetic());
    letters > 0 && (opened || before(1) == b'?')
}

/// `Ã`, `â` to `ï` before a character that stands for a continuation byte.
#[inline]
fn starts_latin(bytes: &[u8], i: usize) -> bool {
    let lead = matches!(bytes.get(i + 1), Some(0x82 | 0x83 | 0xA2..=0xAF));
    // U+0080..U+00BF, or a letter or mark that Windows-1252 has between 80 and 9F.
    lead && matches!(bytes.get(i + 2), Some(0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2))
}

#[inline]
fn three_bytes(bytes: &[u8], i: usize, alarming: &CharSet, found: &mut Suspicion) {
    let Some(&[a, b, c]) = bytes.get(i..i + 3).and_then(|s| s.first_chunk()) else { return };
    let cp = u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
    if alarming.has(cp) {
        let mark = char::from_u32(cp).is_some_and(|c| lost::MARKS.contains(&c));
        found.lost |= mark;
        found.gbk |= !mark;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_prose_is_not_suspicious() {
        for text in
            ["团队发布了新版本，性能提升30%。", "團隊發布了新版本（詳見說明）。", "café, naïve, 5 µs", "你说什么?", ""]
        {
            assert_eq!(scan(text), Suspicion::default(), "{text}");
        }
    }

    #[test]
    fn each_kind_is_noticed() {
        assert!(scan("聯(lián)").notes);
        assert!(scan("ä½\u{a0}å¥½").latin);
        assert!(scan("Ã¤Â½").latin);
        assert!(scan("鏁版嵁鐨勫垎鏋").gbk);
        assert!(scan("分\u{FFFD}挥").lost);
        assert!(scan("??").lost);
    }
}
