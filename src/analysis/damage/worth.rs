//! Whether a stretch in which rare characters crowd is worth the search, and for which chains. Names, rare words and Traditional
//! news are full of rare Han; few of them read better when one chain or another is undone.
//!
//! Errs to the safe side, but for the least plausible of short repairs. Knows single characters, never pairs:
//! that is what makes it some hundred times cheaper than the search.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::chain::{CHAINS, Chain, Spec, Step};
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
/// What characters were read as in pairs of bytes.
const PAIRS: [Codec; 4] = [Codec::Gbk, Codec::Big5, Codec::ShiftJis, Codec::EucKr];
/// What a run of characters must gain in some lane: quarters of a bit. Four Han in a hundred reach it by
/// chance in a line of names, and all but one in a hundred that were damaged do.
const GAIN: i16 = 16 * 4;
/// The part of that from which on a chain is weighed beside another.
const SHARE: i16 = 4;
/// Characters that are neither Han nor ASCII, of which fewer are an accent or two.
const FOREIGN: usize = 3;
/// Bytes of UTF-8 that make two Han.
const SEQUENCE: usize = 6;

/// The chains that the search is to weigh; none where it is not worth it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chains(u64);

impl Chains {
    pub const ALL: Self = Self(u64::MAX);

    pub fn hold(self, chain: Chain) -> bool {
        self.0 >> chain as u32 & 1 == 1
    }

    pub fn any(self) -> bool {
        self.0 != 0
    }

    /// Those that begin with a wrong reading; of one round, where nothing but UTF-8 has more.
    fn of(read: Codec, was: Codec) -> Self {
        let fits = |spec: &&Spec| spec.steps.first() == Some(&Step { read, was }) && spec.chain != Chain::GbkDesync;
        Self(CHAINS.iter().filter(fits).fold(0, |all, spec| all | 1 << spec.chain as u32))
    }

    fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }
}

/// The chains that may be worth a search here: where one thing speaks for damage, all for which something does.
pub fn worth(chars: &[char]) -> Chains {
    let foreign = chars.iter().filter(|c| is_rare(**c) && !is_han(**c)).count();
    if foreign >= FOREIGN || is_lossy(chars) {
        return Chains::ALL;
    }
    let gains = gains(chars);
    let telling = || [Codec::Gbk, Codec::Big5].into_iter().any(|read| utf8_run(read, chars) >= SEQUENCE);
    let mut chains = Chains::default();
    if gains.iter().all(|gain| *gain < GAIN) && !telling() {
        return chains;
    }
    // What characters of another script were is not weighed here.
    if foreign > 0 {
        return Chains::ALL;
    }
    for read in PAIRS.into_iter().filter(|read| utf8_run(*read, chars) * 2 >= SEQUENCE) {
        chains.add(Chains::of(read, Codec::Utf8));
    }
    for (nth, _) in gains.into_iter().enumerate().filter(|(_, gain)| *gain >= GAIN / SHARE) {
        let desync = Chains(1 << Chain::GbkDesync as u32);
        chains.add(LANES.get(nth).map_or(desync, |(read, was)| Chains::of(*read, *was)));
    }
    chains
}

/// Marks of loss.
fn is_lossy(chars: &[char]) -> bool {
    let lost = |c: &char| matches!(c, '\u{FFFD}' | '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    let asked = |pair: &[char]| matches!(pair, ['?', c] | [c, '?'] if is_han(*c) && is_rare(*c));
    chars.iter().any(lost) || chars.windows(2).any(asked)
}

/// How many bytes of the characters are valid UTF-8 beyond ASCII, one after the other.
fn utf8_run(read: Codec, chars: &[char]) -> usize {
    let (mut run, mut due, mut longest) = (0, 0, 0);
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
            longest = longest.max(run);
        }
    }
    longest
}

/// How much more usual some run of the characters becomes when each lane is undone; and, last, when pairs are formed
/// anew from the middle of one.
fn gains(chars: &[char]) -> [i16; LANES.len() + 1] {
    let weights = Weights::get();
    let (mut sums, mut best) = ([0i16; LANES.len()], [0i16; LANES.len()]);
    let (mut off, mut best_off, mut trail) = (0, 0, None);
    for &c in chars.iter().filter(|c| !c.is_ascii()) {
        for ((sum, best), weight) in sums.iter_mut().zip(&mut best).zip(weights.of(c)) {
            *sum = (*sum + i16::from(weight)).max(0);
            *best = (*best).max(*sum);
        }
        let pair = pair(Codec::Gbk, c);
        let read = trail.zip(pair).and_then(|(trail, (lead, _))| Codec::Gbk.pair_of(trail, lead));
        off = (off + i16::from(weight(c, read))).max(0);
        best_off = best_off.max(off);
        trail = pair.map(|(_, trail)| trail);
    }
    let mut all = best.into_iter();
    std::array::from_fn(|_| all.next().unwrap_or(best_off))
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

    #[inline]
    fn of(&self, c: char) -> [i8; LANES.len()] {
        let Some(cell) = self.0.get(c as usize) else { return [RESET; LANES.len()] };
        let mut known = cell.load(Ordering::Relaxed);
        if known == 0 {
            known = row(c);
            cell.store(known, Ordering::Relaxed);
        }
        bytemuck::cast(known)
    }
}

fn row(c: char) -> u64 {
    let mut row = [RESET; LANES.len()];
    if matches!(c, '\u{3001}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FE30}'..='\u{FFEF}') {
        for (cell, (read, was)) in row.iter_mut().zip(LANES) {
            *cell = weight(c, pair(read, c).and_then(|(lead, trail)| was.pair_of(lead, trail)));
        }
    }
    bytemuck::cast(row)
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

    fn is_worth(text: &str) -> bool {
        worth(&text.chars().collect::<Vec<_>>()).any()
    }

    #[test]
    fn names_and_rare_words_are_not_worth_it() {
        for text in ["营营役役的僱傭兵團也在場", "营业厅里的饕餮与貔貅", "café naïve", ""] {
            assert!(!is_worth(text), "{text}");
        }
    }

    #[test]
    fn damage_of_four_characters_is() {
        for text in ["今年的鐢ㄦ埛澧為暱规模", "陝爵堁哫", "ä¸\u{AD}å¿ƒ", "分\u{FFFD}挥", "ÔÆ¼ÆËã", "縩筿材犁\u{E4C6}"]
        {
            assert!(is_worth(text), "{text}");
        }
    }
}
