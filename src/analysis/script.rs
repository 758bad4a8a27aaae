//! Characters whose script form may be wrong, and the counts that tell an article's script.

use super::{Observe, Seen};
use crate::settings::{Region, Script};
use crate::text::Span;

/// A place where another form of the same character would be possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub span: Span,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScriptFacts {}

impl ScriptFacts {
    pub fn merge(&mut self, _next: &Self) {}

    /// The script that the characters themselves tell, `None` when undecided.
    pub fn script(&self) -> Option<Script> {
        None
    }

    /// The region that glyphs and vocabulary tell, `None` when undecided.
    pub fn region(&self) -> Option<Region> {
        None
    }
}

/// Finds the spots of one segment.
pub fn observe(_cx: &Observe<'_>, _seen: &mut Seen) {}
