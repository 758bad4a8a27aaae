//! Sentences with their figures and their cues of attribution.

use super::{Observe, Seen};
use crate::text::Span;

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub span: Span,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureFacts {}

impl FigureFacts {
    pub fn merge(&mut self, _next: &Self) {}
}

/// Finds the sentences of one segment.
pub fn observe(_cx: &Observe<'_>, _seen: &mut Seen) {}
