//! Markdown, for now a block between blank lines.

use super::scan::Block;
use super::{Format, plain};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State(plain::State);

pub(super) fn step(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    plain::step(&mut state.0, text, at, out)
}

pub(super) fn may_open_front_matter(_: &str, _: u32, _: Format) -> bool {
    false
}
