//! Mentions of vendors, products and people.

use super::{Observe, Seen};
use crate::text::Span;

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub entity: u16,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameFacts {}

impl NameFacts {
    pub fn merge(&mut self, _next: &Self) {}
}

/// Finds the mentions of one segment.
pub fn observe(_cx: &Observe<'_>, _seen: &mut Seen) {}
