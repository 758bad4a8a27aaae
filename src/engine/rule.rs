//! What a rule is to the engine.

use std::fmt;

use super::{Change, Judge};
use crate::analysis::{Observe, Seen};
use crate::finding::Finding;

/// One rule. Has no state; its page in `rules/` holds severity and sentences.
pub trait Rule: Sync {
    /// `family/rule`, the path of its page.
    fn id(&self) -> &'static str;

    /// Notes what stands in a segment that no shared analysis notes. Pure.
    fn observe(&self, _cx: &Observe<'_>, _seen: &mut Seen) {}

    /// Says what is wrong in this article, from observations, never from text alone. All its findings are
    /// this rule's.
    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>);

    /// True when judging the article after an edit would give the findings from before it, moved with the
    /// text. `false`, which is always right, judges again; saying `true` spares an editor that at every
    /// key. What of [`Judge`] and of the segments `judge` reads must be compared here.
    fn holds(&self, _cx: &Judge<'_>, _change: &Change<'_>) -> bool {
        false
    }
}

impl fmt::Debug for dyn Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
