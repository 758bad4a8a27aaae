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
