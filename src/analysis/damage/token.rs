//! One way that a search follows, and which of two that have come to the same state goes on.

use super::codec::Pending;
use super::model::{Cost, Place};

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

    fn slot(&self) -> usize {
        let mixed = u32::from(self.chain).wrapping_mul(0x9E37_79B1)
            ^ self.pending[0].bits().wrapping_mul(0x85EB_CA6B)
            ^ self.last.raw().wrapping_mul(0xC2B2_AE35);
        (mixed >> 26) as usize
    }
}

/// Where the tokens of one list stand, by what tells twins apart: most are found at the first look.
/// Invariant: a slot is free only while no token of the list falls into it.
pub(super) struct Twins([u32; SLOTS]);

const SLOTS: usize = 64;
const FREE: u32 = u32::MAX;

impl Default for Twins {
    fn default() -> Self {
        Self([FREE; SLOTS])
    }
}

impl Twins {
    /// Adds a token, or lets the cheaper of two twins stay.
    pub fn keep(&mut self, list: &mut Vec<Token>, token: Token) {
        let Some(slot) = self.0.get_mut(token.slot()) else { return };
        let likely = list.get(*slot as usize).is_some_and(|t| t.is_twin(&token)).then_some(*slot as usize);
        let known = if *slot == FREE { None } else { likely.or_else(|| list.iter().position(|t| t.is_twin(&token))) };
        match known.and_then(|i| list.get_mut(i)) {
            Some(known) if known.cost <= token.cost => {}
            Some(known) => *known = token,
            None => {
                *slot = list.len() as u32;
                list.push(token);
            }
        }
    }
}
