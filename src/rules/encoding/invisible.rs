//! `encoding/invisible`: unseen characters: zero width, controls, soft hyphens, spaces of the wrong kind.

use super::signs;
use crate::analysis::signs::SignGroup;
use crate::engine::{Change, Judge, Rule};
use crate::finding::Finding;

/// One finding for each kind, with all its places.
pub struct Invisible;

const ID: &str = "encoding/invisible";

impl Rule for Invisible {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        signs::report(ID, SignGroup::Invisible, cx, out);
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        signs::hold(cx, change)
    }
}
