//! figures/arithmetic: base, result and rate of one sentence that do not fit.

use super::Walked;
use crate::analysis::attribution::{Fault, Sum};
use crate::analysis::figure::Kind;
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Certainty, Finding};
use crate::message::Message;

const ID: &str = "figures/arithmetic";

/// One finding a rate that its own sentence disproves.
pub struct Arithmetic;

impl Rule for Arithmetic {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for at in cx.with(Kinds::SENTENCES) {
            let sums = at.seen.sentences.iter().flat_map(|s| &s.sums);
            out.extend(sums.map(|sum| finding(cx, at.base, sum)));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        Walked::stands(cx, change)
    }
}

fn finding(cx: &Judge<'_>, base: u32, sum: &Sum) -> Finding {
    let text = |span: crate::text::Span| span.shifted(base).of(cx.document.text()).trim();
    let key = match sum.fault {
        Fault::Rate => "default",
        Fault::Direction => "direction",
        Fault::Decrease => "decrease",
        Fault::Shares => "shares",
    };
    let message = Message::new(ID, key)
        .text("rate", text(sum.rate))
        .text("base", text(sum.base))
        .text("result", text(sum.result))
        .text("actual", actual(sum));
    let finding =
        Finding::new(ID, cx.severity(ID), message, vec![sum.rate.shifted(base)]).with_certainty(Certainty::Probable);
    match sum.fault {
        Fault::Decrease | Fault::Shares => finding,
        _ => [("base", sum.base), ("result", sum.result)].into_iter().fold(finding, |finding, (key, span)| {
            finding.with_related(span.shifted(base), Message::new(ID, key).text("figure", text(span)))
        }),
    }
}

/// The rate as it should be, in the unit it is stated in.
fn actual(sum: &Sum) -> String {
    if sum.fault == Fault::Shares {
        return format!("{:.1}%", sum.ratio * 100.0);
    }
    let change = (sum.ratio - 1.0).abs();
    match sum.kind {
        Kind::Multiple => format!("{:.1} 倍", change),
        _ => format!("{:.1}%", change * 100.0),
    }
}
