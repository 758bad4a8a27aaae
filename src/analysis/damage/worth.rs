//! Whether a stretch in which rare characters crowd is worth the search. Names, rare words and Traditional
//! news are full of rare Han; few of them read better when one chain or another is undone.
//!
//! Errs to the safe side, but for the least plausible of short repairs. Knows single characters, never pairs:
//! that is what makes it some hundred times cheaper than the search.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::charset::{is_cjk_mark, is_han};
use super::codec::Codec;
use super::model::{BIT, Cost, Model};
use super::prefilter::is_rare;

/// Pairs of bytes read as other pairs, character for character: what they were read as, and what they were.
const LANES: [(Codec, Codec); 8] = [
    (Codec::Big5, Codec::Gbk),
    (Codec::ShiftJis, Codec::Gbk),
    (Codec::EucKr, Codec::Gbk),
    (Codec::Gbk, Codec::Big5),
    (Codec::ShiftJis, Codec::Big5),
    (Codec::EucKr, Codec::Big5),
    (Codec::Gbk, Codec::ShiftJis),
    (Codec::Gbk, Codec::EucKr),
];
/// What a run of characters must gain in some lane: quarters of a bit. Four Han in a hundred reach it by
/// chance in a line of names, and all but one in a hundred that were damaged do.
const GAIN: i16 = 16 * 4;
/// Characters that are neither Han nor ASCII, of which fewer are an accent or two.
const FOREIGN: usize = 3;
/// Bytes of UTF-8 that make two Han.
const SEQUENCE: usize = 6;

pub fn is_worth(chars: &[char]) -> bool {
    is_foreign(chars) || [Codec::Gbk, Codec::Big5].iter().any(|read| is_utf8(*read, chars)) || gains(chars)
}

/// Wreckage of other scripts, or marks of loss.
fn is_foreign(chars: &[char]) -> bool {
    let lost = |c: &char| matches!(c, '\u{FFFD}' | '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    let asked = |pair: &[char]| matches!(pair, ['?', c] | [c, '?'] if is_han(*c) && is_rare(*c));
    let foreign = chars.iter().filter(|c| is_rare(**c) && !is_han(**c)).count();
    foreign >= FOREIGN || chars.iter().any(lost) || chars.windows(2).any(asked)
}

/// The bytes of the characters hold two Han of UTF-8, one after the other.
fn is_utf8(read: Codec, chars: &[char]) -> bool {
    let (mut run, mut due) = (0, 0);
    for c in chars {
        let bytes = read.first(*c);
        for byte in bytes.as_ref().map_or(&[0][..], |bytes| bytes.as_slice()) {
            (run, due) = match (byte, due) {
                (0x80..=0xBF, 1..) => (run + 1, due - 1),
                (0xC2..=0xDF, 0) => (run + 1, 1),
                (0xE2..=0xEF, 0) => (run + 1, 2),
                (0xC2..=0xDF, _) => (1, 1),
                (0xE2..=0xEF, _) => (1, 2),
                _ => (0, 0),
            };
            if run >= SEQUENCE {
                return true;
            }
        }
    }
    false
}

/// Some run of the characters becomes so much more usual when a lane is undone, or when pairs are formed
/// anew from the middle of one.
fn gains(chars: &[char]) -> bool {
    let weights = Weights::get();
    let mut sums = [0i16; LANES.len()];
    let (mut off, mut trail) = (0, None);
    for &c in chars.iter().filter(|c| !c.is_ascii()) {
        for (sum, weight) in sums.iter_mut().zip(weights.of(c)) {
            *sum = (*sum + i16::from(weight)).max(0);
        }
        let pair = pair(Codec::Gbk, c);
        let read = trail.zip(pair).and_then(|(trail, (lead, _))| Codec::Gbk.pair_of(trail, lead));
        off = (off + i16::from(weight(c, read))).max(0);
        trail = pair.map(|(_, trail)| trail);
        if off >= GAIN || sums.iter().any(|sum| *sum >= GAIN) {
            return true;
        }
    }
    false
}

/// Ends a run.
const RESET: i8 = i8::MIN;

/// How much more usual each lane makes each character of the basic plane, found when first asked for: an article
/// asks for few. Nothing but zeros stands for what is not known yet.
struct Weights(Vec<AtomicU64>);

impl Weights {
    fn get() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Self((0..0x1_0000).map(|_| AtomicU64::new(0)).collect()))
    }

    fn of(&self, c: char) -> [i8; LANES.len()] {
        let Some(cell) = self.0.get(c as usize) else { return [RESET; LANES.len()] };
        match cell.load(Ordering::Relaxed) {
            0 => {
                let row = row(c);
                cell.store(u64::from_ne_bytes(row.map(i8::cast_unsigned)), Ordering::Relaxed);
                row
            }
            known => known.to_ne_bytes().map(u8::cast_signed),
        }
    }
}

fn row(c: char) -> [i8; LANES.len()] {
    if !matches!(c, '\u{3001}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FE30}'..='\u{FFEF}') {
        return [RESET; LANES.len()];
    }
    LANES.map(|(read, was)| weight(c, pair(read, c).and_then(|(lead, trail)| was.pair_of(lead, trail))))
}

/// What `c` costs by itself beyond what it was read from, in quarters of a bit.
fn weight(c: char, read: Option<char>) -> i8 {
    const MOST: Cost = 16 * 4;
    let Some(read) = read.filter(|c| is_han(*c) || is_cjk_mark(*c)) else { return RESET };
    let alone = |c: char| Model::get().alone(c);
    i8::try_from(((alone(c) - alone(read)) * 4 / BIT).clamp(-MOST, MOST)).unwrap_or(RESET)
}

/// The two bytes that a character was.
fn pair(read: Codec, c: char) -> Option<(u8, u8)> {
    match *read.first(c)?.as_slice() {
        [lead, trail, ..] => Some((lead, trail)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(text: &str) -> bool {
        is_worth(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn names_and_rare_words_are_not_worth_it() {
        for text in ["营营役役的僱傭兵團也在場", "营业厅里的饕餮与貔貅", "café naïve", ""] {
            assert!(!worth(text), "{text}");
        }
    }

    #[test]
    fn damage_of_four_characters_is() {
        for text in ["今年的鐢ㄦ埛澧為暱规模", "陝爵堁哫", "ä¸\u{AD}å¿ƒ", "分\u{FFFD}挥", "ÔÆ¼ÆËã", "縩筿材犁\u{E4C6}"]
        {
            assert!(worth(text), "{text}");
        }
    }
}
