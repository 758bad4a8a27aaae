//! One pass over the bytes of a segment: which kinds of damage can stand in it at all, and which characters
//! deserve a look by themselves.
//!
//! Errs to the safe side: a kind that is not named is not there, but for damage of one or two characters.
//! Clean prose passes at the speed of reading it, so everything dearer may be lazy.

use std::ops::Range;
use std::sync::OnceLock;

use thin_vec::ThinVec;

use super::charset::{self, CharSet};
use super::lost;
use crate::analysis::signs::{self, Odd};

/// How near two rare characters must stand to be a crowd.
const NEAR: usize = 4;
/// So many of the most frequent Han are ordinary.
const ORDINARY: usize = 2000;
/// Stands for every character beyond the basic plane; no character itself.
const RAREST: u32 = 0xFFFF;

/// What a closer look is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suspicion {
    /// A closing parenthesis behind a letter: perhaps a reading glued behind a character.
    pub notes: bool,
    /// Characters that are rare in prose stand close together: bytes from the first to the start of the last of them.
    pub mojibake: Option<Range<usize>>,
    /// A mark of loss (U+FFFD, 锟, 烫, □) or two question marks.
    pub lost: bool,
}

impl Suspicion {
    pub const fn any(&self) -> bool {
        self.notes || self.mojibake.is_some() || self.lost
    }
}

/// Scans one stretch of text that begins at byte `base` of its segment; characters for [`signs`] to look at
/// are noted in `odd`.
pub fn scan(text: &str, base: usize, odd: &mut ThinVec<Odd>) -> Suspicion {
    let bytes = text.as_bytes();
    let sets = Sets::get();
    let mut found = Suspicion::default();
    // Places count characters. The first rare one is near nothing.
    let (mut i, mut at, mut last, mut last_byte) = (0, NEAR + 1, 0, 0);
    while let Some(&byte) = bytes.get(i) {
        let (len, cp) = match *bytes.get(i..).unwrap_or_default() {
            [0..=0x7F, ..] => (1, u32::from(byte)),
            [0xE0..=0xEF, b, c, ..] => {
                (3, u32::from(byte & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F))
            }
            [0x80..=0xDF, b, ..] => (2, u32::from(byte & 0x1F) << 6 | u32::from(b & 0x3F)),
            _ => (4, RAREST),
        };
        if sets.hold(cp) {
            if sets.is_rare(cp) {
                match byte {
                    b')' => found.notes |= !found.notes && closes_note(bytes, i),
                    b'?' => found.lost |= bytes.get(i + 1) == Some(&b'?'),
                    // Han of plane 2 are as rare as any; emoji stand where they like.
                    0xF0.. if bytes.get(i + 1).is_some_and(|b| byte != 0xF0 || *b < 0xA0) => {}
                    _ => {
                        if at - last <= NEAR {
                            let first = found.mojibake.as_ref().map_or(last_byte, |crowds| crowds.start);
                            found.mojibake = Some(first..i);
                        }
                        found.lost |= is_mark(cp);
                        (last, last_byte) = (at, i);
                    }
                }
            }
            if sets.is_sign(cp) {
                odd.push(Odd { at: (base + i) as u32, len });
            }
        }
        at += 1;
        i += len as usize;
    }
    found
}

/// Code points of the basic plane in two sets, side by side so that one look at 16 KB tells both: what is
/// rare in prose or else deserves a look here, and what [`signs`] looks at.
struct Sets(Box<[[u64; 2]; 1024]>);

impl Sets {
    fn get() -> &'static Self {
        static SETS: OnceLock<Sets> = OnceLock::new();
        SETS.get_or_init(|| {
            let mut sets = Self(Box::new([[0; 2]; 1024]));
            for (page, (words, rare)) in sets.0.iter_mut().zip(rare().words()).enumerate() {
                *words = [*rare, signs::signs_of(page)];
            }
            for c in [')', '?', '\u{FFFF}'] {
                sets.insert(c, 0);
            }
            sets.insert('\u{FFFF}', 1);
            sets
        })
    }

    fn insert(&mut self, c: char, set: usize) {
        let words = self.0.get_mut(c as usize >> 6).and_then(|words| words.get_mut(set));
        words.into_iter().for_each(|word| *word |= 1 << (c as u32 & 63));
    }

    #[inline]
    fn words(&self, cp: u32) -> [u64; 2] {
        self.0.get((cp >> 6) as usize).copied().unwrap_or_default()
    }

    #[inline]
    fn hold(&self, cp: u32) -> bool {
        let [rare, sign] = self.words(cp);
        (rare | sign) >> (cp & 63) & 1 != 0
    }

    #[inline]
    fn is_rare(&self, cp: u32) -> bool {
        self.words(cp)[0] >> (cp & 63) & 1 != 0
    }

    #[inline]
    fn is_sign(&self, cp: u32) -> bool {
        self.words(cp)[1] >> (cp & 63) & 1 != 0
    }
}

/// A place of a line: characters before it, and bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub nth: usize,
    pub at: usize,
}

/// Calls `found` with the places of each two rare characters that stand close together, both at one of the bytes
/// `among`, its end included. They count characters from its start.
pub fn crowds(line: &str, among: Range<usize>, mut found: impl FnMut(Spot, Spot)) {
    let mut last: Option<Spot> = None;
    let chars = line.get(among.start..).unwrap_or_default().char_indices();
    for (nth, (at, c)) in chars.take_while(|(at, _)| among.start + at <= among.end).enumerate() {
        if is_rare(c) {
            let here = Spot { nth, at: among.start + at };
            if let Some(first) = last.filter(|first| nth - first.nth <= NEAR) {
                found(first, here);
            }
            last = Some(here);
        }
    }
}

pub fn is_rare(c: char) -> bool {
    rare().contains(c) || matches!(c, '\u{20000}'..='\u{2FFFF}')
}

fn is_mark(cp: u32) -> bool {
    char::from_u32(cp).is_some_and(|c| lost::MARKS.contains(&c))
}

/// Everything of the basic plane that prose seldom has.
fn rare() -> &'static CharSet {
    static SET: OnceLock<CharSet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut rare = CharSet::beyond_ascii();
        let plain = ('\u{80}'..='\u{30FF}').chain('\u{FE00}'..='\u{FFFF}').filter(|c| is_plain(*c));
        plain.chain(charset::frequent_list().take(ORDINARY)).for_each(|c| rare.remove(c));
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

/// A few small letters between parentheses, right behind a letter or Han: `網(wǎng)`, also `f(x)`.
fn closes_note(bytes: &[u8], close: usize) -> bool {
    const LONGEST: usize = 8;
    let inside = bytes.get(..close).unwrap_or_default().iter().rev().take(LONGEST);
    let letters = inside.take_while(|b| b.is_ascii_lowercase() || **b >= 0x80).count();
    let open = close - letters;
    let before = |back: usize| open.checked_sub(back).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
    // `?yàn)` has lost its opening parenthesis to the character before.
    let opened = before(1) == b'(' && before(2) >= b'@';
    letters > 0 && (opened || before(1) == b'?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str) -> Suspicion {
        super::scan(text, 0, &mut thin_vec::ThinVec::new())
    }

    #[test]
    fn characters_for_a_look_are_noted_in_their_places() {
        let mut odd = thin_vec::ThinVec::new();
        super::scan("文\u{200B}a;\u{2F864}\u{1F600}\u{E0041}Ａ", 10, &mut odd);
        let places: Vec<(u32, u32)> = odd.iter().map(|o| (o.at, o.len)).collect();
        assert_eq!(places, [(13, 3), (17, 1), (18, 4), (22, 4), (26, 4), (30, 3)]);
    }

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
        assert_eq!(scan("ä½\u{a0}å¥½").mojibake, Some(0..10));
        assert_eq!(scan("Ã¤Â½").mojibake, Some(0..6));
        assert_eq!(scan("发布了鏁版嵁鐨勫垎鏋。").mojibake, Some(9..27));
        assert!(scan("分\u{FFFD}挥").lost);
        assert!(scan("??").lost);
    }
}
