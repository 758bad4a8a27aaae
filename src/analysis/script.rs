//! Characters whose script form may be wrong, and the counts that tell an article's script.

use super::{Observe, Seen};
use crate::lexicon::{Class, class};
use crate::settings::{Region, Script};
use crate::text::Span;

/// A place where another form of the same character would be possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    pub span: Span,
}

/// How many characters stand in the prose that only one script has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScriptFacts {
    hans: u32,
    hant: u32,
}

impl ScriptFacts {
    pub fn merge(&mut self, next: &Self) {
        self.hans = self.hans.saturating_add(next.hans);
        self.hant = self.hant.saturating_add(next.hant);
    }

    /// The script that the characters themselves tell, `None` when undecided: two thirds of the
    /// exclusive characters, and at least two of them.
    pub fn script(&self) -> Option<Script> {
        let (most, least) = (self.hans.max(self.hant), self.hans.min(self.hant));
        if most < 2 || most < least.saturating_mul(2) {
            return None;
        }
        Some(if self.hans > self.hant { Script::Hans } else { Script::Hant })
    }

    /// The region that glyphs and vocabulary tell, `None` when undecided.
    pub fn region(&self) -> Option<Region> {
        None
    }
}

/// Counts the characters of one segment that tell its script.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let count = |script: Class| {
        let wanted = Class::EXCLUSIVE.with(script);
        cx.view.raw().iter().filter(|c| class(**c).has(wanted)).count() as u32
    };
    seen.facts.script.merge(&ScriptFacts { hans: count(Class::S_ONLY), hant: count(Class::T_ONLY) });
}
