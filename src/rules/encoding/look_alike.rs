//! `encoding/look-alike`: characters that look like others: radicals, compatibility forms, letters of two scripts.

use super::signs;
use crate::analysis::signs::SignGroup;
use crate::engine::{Change, Judge, Rule};
use crate::finding::Finding;

/// One finding for each kind, with all its places.
pub struct LookAlike;

const ID: &str = "encoding/look-alike";

impl Rule for LookAlike {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        signs::report(ID, SignGroup::LookAlike, cx, out);
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        signs::hold(cx, change)
    }
}
