//! Damage of encoding, found before any other observer looks.

use super::Seen;
use crate::document::{Mask, MaskKind, Segment};
use crate::text::Span;

/// A damaged span.
#[derive(Clone, Debug, PartialEq)]
pub struct Damage {
    pub span: Span,
    pub kind: DamageKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DamageKind {
    /// Readings glued behind a character: the span vanishes from the view.
    Noise,
    /// The span becomes a placeholder in the view.
    Lost,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct DamageFacts {}

impl DamageFacts {
    pub fn merge(&mut self, _next: &Self) {}
}

impl Damage {
    /// How the view treats it.
    pub fn mask(&self) -> Mask {
        let kind = match self.kind {
            DamageKind::Noise => MaskKind::Noise,
            DamageKind::Lost => MaskKind::Damage,
        };
        Mask { span: self.span, kind }
    }
}

/// Finds the damage of one segment.
pub fn observe(_segment: &Segment, _seen: &mut Seen) {}
