//! `encoding/lost`: text that cannot be brought back: U+FFFD, 锟斤拷, 烫烫烫, swallowed questions.

use std::collections::BTreeMap;

use crate::analysis::damage::{DamageKind, Loss};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Finding, Severity};
use crate::message::Message;
use crate::text::Span;

/// One finding for each kind of loss, with all its places.
pub struct Lost;

const ID: &str = "encoding/lost";

impl Rule for Lost {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let mut kinds: BTreeMap<(bool, Loss), Vec<Span>> = BTreeMap::new();
        for at in cx.with(Kinds::DAMAGE) {
            for damage in &at.seen.damage {
                if let DamageKind::Lost(loss) = damage.kind {
                    kinds.entry((damage.quoted, loss)).or_default().push(damage.span.shifted(at.base));
                }
            }
        }
        for ((quoted, loss), places) in kinds {
            let severity = if quoted { cx.graded(ID, Severity::Info) } else { cx.severity(ID) };
            let message = Message::new(ID, loss.key()).number("count", places.len() as u64);
            out.push(Finding::new(ID, severity, message, places));
        }
    }

    fn holds(&self, _cx: &Judge<'_>, change: &Change<'_>) -> bool {
        change.is_free_of(Kinds::DAMAGE)
    }
}
