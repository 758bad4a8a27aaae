//! What a rule is to the engine.

use std::fmt;

use super::Judge;
use crate::analysis::{Observe, Seen};
use crate::finding::Finding;

/// One rule. Has no state; its page in `rules/` holds severity and sentences.
pub trait Rule: Sync {
    /// `family/rule`, the path of its page.
    fn id(&self) -> &'static str;

    /// Notes what stands in a segment that no shared analysis notes. Pure.
    fn observe(&self, _cx: &Observe<'_>, _seen: &mut Seen) {}

    /// Says what is wrong in this article, from observations, never from text alone.
    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>);
}

impl fmt::Debug for dyn Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
