//! HTML, for now as plain text.

use super::plain;
use super::scan::Block;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State(plain::State);

pub(super) fn step(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    plain::step(&mut state.0, text, at, out)
}
