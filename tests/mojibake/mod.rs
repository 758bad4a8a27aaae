//! The generator of damage with exact ground truth, and the score of its repair. Seeded: the same cells
//! every time. `benches/measure` prints it whole, `tests/mojibake_exact.rs` runs a slice.
#![allow(dead_code, clippy::print_stderr)]

pub mod damage;
pub mod loss;
pub mod score;

/// The sentences that are damaged, Simplified before Traditional.
pub fn sentences() -> Vec<&'static str> {
    include_str!("sentences.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect()
}

/// Numbers that look random and are the same on every machine (xorshift).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`.
    pub fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % n.max(1)
    }
}

/// A run of `han` Han characters of a sentence: what stands before, the run, what stands behind.
pub fn cut(text: &str, han: usize, dice: &mut Dice) -> Option<(String, String, String)> {
    let chars: Vec<char> = text.chars().collect();
    let is_han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
    let fits = |at: &usize| chars.get(*at..at + han).is_some_and(|run| run.iter().all(is_han));
    let starts: Vec<usize> = (1..chars.len()).filter(fits).collect();
    let at = *starts.get(dice.roll(starts.len()))?;
    let part = |a: usize, b: usize| chars.get(a..b).unwrap_or_default().iter().collect();
    Some((part(0, at), part(at, at + han), part(at + han, chars.len())))
}
