//! From findings to changed text: which edits, in which order, until nothing safe is left.
//! Knows no files but for `write`, which the command line uses.

mod pieces;
mod plan;
mod repair;
#[cfg(feature = "cli")]
pub mod write;

pub use plan::{Plan, apply};
pub use repair::{Repaired, repair};
