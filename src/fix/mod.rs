//! From findings to changed text: which edits, in which order, until nothing safe is left.
//! Knows no files: writing is the command line's business.

mod pieces;
mod plan;
mod repair;

pub use plan::{Plan, apply};
pub use repair::{Repaired, repair};
