//! How an article is set: marks, quotes, spacing.

pub mod punctuation;

mod lines;
mod marks;

pub use punctuation::Punctuation;
