//! One pass over the bytes of a segment: which kinds of damage can stand in it at all.
//!
//! Errs to the safe side: a kind that is not named is not there, but for damage of one or two characters.
//! Clean prose passes at the speed of reading it, so everything dearer may be lazy.

use std::sync::OnceLock;

use super::charset::{self, CharSet};
use super::lost;

/// How near two rare characters must stand to be a crowd.
const NEAR: usize = 4;
/// So many of the most frequent Han are ordinary.
const ORDINARY: usize = 2000;
/// Stands for every character of plane 2.
const RAREST: u32 = 0xFFFF;

/// What a closer look is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suspicion {
    /// A closing parenthesis behind a letter: perhaps a reading glued behind a character.
    pub notes: bool,
    /// Characters that are rare in prose stand close together.
    pub mojibake: bool,
    /// A mark of loss (U+FFFD, 锟, 烫, □) or two question marks.
    pub lost: bool,
}

impl Suspicion {
    pub const fn any(self) -> bool {
        self.notes || self.mojibake || self.lost
    }
}

/// Scans one stretch of text.
pub fn scan(text: &str) -> Suspicion {
    let bytes = text.as_bytes();
    let rare = rare();
    let mut found = Suspicion::default();
    let mut i = 0;
    let mut crowd = Crowd::default();
    while let Some(&byte) = bytes.get(i) {
        let (len, cp) = match byte {
            0..=0x7F => {
                ascii(bytes, i, byte, &mut found);
                crowd.pass();
                i += 1;
                continue;
            }
            0x80..=0xDF => (2, u32::from(byte & 0x1F) << 6 | low(bytes, i + 1)),
            0xE0..=0xEF => (3, u32::from(byte & 0x0F) << 12 | low(bytes, i + 1) << 6 | low(bytes, i + 2)),
            // Han of plane 2 are as rare as any; emoji stand where they like.
            0xF0 if bytes.get(i + 1).is_some_and(|b| *b >= 0xA0) => (4, RAREST),
            _ => (4, 0),
        };
        i += len;
        if rare.has(cp) {
            found.mojibake |= crowd.meet();
            found.lost |= is_mark(cp);
        } else {
            crowd.pass();
        }
    }
    found
}

/// True when characters crowd in a line.
pub fn crowded(line: &str) -> bool {
    let mut any = false;
    crowds(line.chars(), |_, _| any = true);
    any
}

/// Calls `found` with the places of each two rare characters that stand close together.
pub fn crowds(chars: impl Iterator<Item = char>, mut found: impl FnMut(usize, usize)) {
    let mut last: Option<usize> = None;
    for (at, c) in chars.enumerate() {
        if is_rare(c) {
            if let Some(first) = last.filter(|first| at - first <= NEAR) {
                found(first, at);
            }
            last = Some(at);
        }
    }
}

pub fn is_rare(c: char) -> bool {
    rare().contains(c) || matches!(c, '\u{20000}'..='\u{2FFFF}')
}

/// How far back the last rare character stands.
struct Crowd(usize);

impl Default for Crowd {
    fn default() -> Self {
        Self(NEAR + 1)
    }
}

impl Crowd {
    #[inline]
    const fn pass(&mut self) {
        self.0 += 1;
    }

    /// A rare character: true when another stands near before it.
    #[inline]
    const fn meet(&mut self) -> bool {
        let near = self.0 < NEAR;
        self.0 = 0;
        near
    }
}

#[inline]
fn low(bytes: &[u8], i: usize) -> u32 {
    bytes.get(i).map_or(0, |b| u32::from(b & 0x3F))
}

fn is_mark(cp: u32) -> bool {
    char::from_u32(cp).is_some_and(|c| lost::MARKS.contains(&c))
}

/// Everything of the basic plane that prose seldom has.
fn rare() -> &'static CharSet {
    static SET: OnceLock<CharSet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut ordinary = CharSet::default();
        charset::frequent_list().take(ORDINARY).for_each(|c| ordinary.insert(c));
        let mut rare = CharSet::default();
        let all = ('\u{80}'..='\u{FFFF}').filter(|c| !ordinary.contains(*c) && !is_plain(*c));
        all.for_each(|c| rare.insert(c));
        lost::MARKS.into_iter().for_each(|c| rare.insert(c));
        rare
    })
}

/// Marks, kana and shapes that stand beside each other in sound text.
const fn is_plain(c: char) -> bool {
    matches!(c, '·' | '×' | '°' | '\u{A0}' | '\u{200B}'..='\u{200D}' | '–'..='—' | '‘'..='”' | '•' | '…'
        | '\u{2190}'..='\u{21FF}' | '①'..='⑳' | '─'..='╋' | '■'..='◿' | '★' | '☆' | '✓'..='✘' | '\u{3000}'..='\u{30FF}'
        | '\u{FE0E}' | '\u{FE0F}' | '\u{FF01}'..='\u{FF5E}' | '￥')
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
        assert!(scan("ä½\u{a0}å¥½").mojibake);
        assert!(scan("Ã¤Â½").mojibake);
        assert!(scan("鏁版嵁鐨勫垎鏋").mojibake);
        assert!(scan("分\u{FFFD}挥").lost);
        assert!(scan("??").lost);
    }
}
