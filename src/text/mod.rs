//! Bytes become text and text becomes bytes. Knows encodings, positions and spans; knows no rules.

mod source;
mod span;

pub use source::SourceInfo;
pub use span::Span;
