//! The ways by which a search got where it is, and the pieces of damage that the best of them claims.
//!
//! Invariant: the pieces are disjoint and in order; a piece's `text` is what the chain's decoders gave.

use super::chain::{CHAINS, Chain};
use super::model::Cost;

/// What stands for a character in a repaired text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    Read(char),
    /// Chosen by the model among the characters that the bytes left over allow.
    Guess(char),
    Lost,
}

/// A stretch that reads better when a chain is undone. Places count characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub start: usize,
    pub end: usize,
    pub chain: Chain,
    pub text: Vec<Out>,
    /// What was paid to claim it.
    pub paid: Cost,
}

/// One step of a way; the one before it stands in `prev`.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Open { at: u32, chain: u8, paid: Cost },
    Close { at: u32 },
    Out(Out),
}

#[derive(Clone, Copy, Debug)]
struct Node {
    prev: u32,
    what: What,
}

/// Where every way begins.
pub(super) const ROOT: u32 = u32::MAX;

/// All steps of all ways, which share their beginnings.
#[derive(Debug, Default)]
pub(super) struct Paths(Vec<Node>);

impl Paths {
    pub fn push(&mut self, prev: u32, what: What) -> u32 {
        self.0.push(Node { prev, what });
        (self.0.len() - 1) as u32
    }

    /// Reads the winning path from its end.
    pub fn trace(&self, mut node: u32) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut end, mut text) = (0, Vec::new());
        while let Some(n) = self.0.get(node as usize) {
            match n.what {
                What::Close { at } => {
                    end = at as usize;
                    text.clear();
                }
                What::Out(out) => text.push(out),
                What::Open { at, chain, paid } => {
                    text.reverse();
                    if let Some(spec) = CHAINS.get(usize::from(chain)) {
                        let text = std::mem::take(&mut text);
                        pieces.push(Piece { start: at as usize, end, chain: spec.chain, text, paid });
                    }
                }
            }
            node = n.prev;
        }
        pieces.reverse();
        pieces
    }
}

/// Without the ASCII that passed through unchanged at either end.
pub fn trimmed(chars: &[char], mut piece: Piece) -> Option<Piece> {
    let same = |at: usize, out: Option<&Out>| {
        let c = chars.get(at).copied();
        c.is_some_and(|c| c.is_ascii()) && matches!((out, c), (Some(Out::Read(o)), Some(c)) if *o == c)
    };
    while piece.end > piece.start && same(piece.end - 1, piece.text.last()) {
        piece.end -= 1;
        piece.text.pop();
    }
    let head = piece.text.iter().zip(piece.start..piece.end).take_while(|(out, at)| same(*at, Some(out))).count();
    piece.text.drain(..head);
    piece.start += head;
    (piece.end > piece.start).then_some(piece)
}
