//! `encoding/escape`: text left in the form it was escaped to.

use super::signs;
use crate::analysis::signs::SignGroup;
use crate::engine::{Change, Judge, Rule};
use crate::finding::Finding;

/// One finding for each kind, with all its places.
pub struct Escape;

const ID: &str = "encoding/escape";

impl Rule for Escape {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        signs::report(ID, SignGroup::Escape, cx, out);
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        signs::hold(cx, change)
    }
}
