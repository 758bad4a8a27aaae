//! script/conversion: a character of the article's own script that the word is not written with,
//! left by a converter that chose the wrong one of several (爆髮式, 皇後, 復雜; 干坤 in Simplified).
//!
//! Not: shapes of the other script (script/stray), glyph variants (script/variant).

use super::groups;
use crate::analysis::script::Fault;
use crate::engine::{Change, Judge, Rule};
use crate::finding::Finding;

const ID: &str = "script/conversion";

pub struct Conversion;

impl Rule for Conversion {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        if let Some(script) = cx.verdict.script {
            groups::findings(cx, ID, script, Fault::Conversion, out);
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        super::stands(cx, change) && change.spots_stand()
    }
}
