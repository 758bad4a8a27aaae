//! One way that a search follows, and which of two that have come to the same state goes on.

use super::chain::CHAINS;
use super::charset::{common, is_han};
use super::codec::{Codec, Pending};
use super::model::{BIT, Cost, Place};

/// A character that a repaired Chinese text hardly has.
const KANA: Cost = 6 * BIT;
const RARE: Cost = 3 * BIT;

/// Text is read as damaged by one chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub cost: Cost,
    pub last: Place,
    pub chain: u8,
    pub pending: [Pending; 3],
    pub node: u32,
}

impl Token {
    /// Twins have come to the same state: what is before them costs the same for both.
    fn is_twin(&self, other: &Self) -> bool {
        (self.chain, self.pending, self.last) == (other.chain, other.pending, other.last)
    }

    /// What the model knows too little of: kana in a text that was not Japanese, Han that neither script is mostly
    /// written with.
    pub fn seldom(&self, c: char) -> Cost {
        let kana = matches!(c, '\u{3041}'..='\u{30FF}');
        let source = CHAINS.get(usize::from(self.chain)).and_then(|s| s.steps.last()).map(|s| s.was);
        match c {
            _ if kana && source != Some(Codec::ShiftJis) => KANA,
            _ if is_han(c) && !common().contains(c) => RARE,
            _ => 0,
        }
    }

    /// Adds itself to a list, or lets the cheaper of two twins stay. Lists are short: a chain that leads leaves
    /// two or three ways beside its own.
    pub fn keep(self, list: &mut Vec<Self>) {
        match list.iter_mut().find(|known| known.is_twin(&self)) {
            Some(known) if known.cost <= self.cost => {}
            Some(known) => *known = self,
            None => list.push(self),
        }
    }
}
