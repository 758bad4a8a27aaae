//! script/stray: characters, sentences and paragraphs of the other script.
//!
//! Not: wrong conversions inside the script (script/conversion), names (names/script), quotations,
//! cited titles, Japanese. Invariant: a paragraph in the other script is one finding.

use super::{groups, with_evidence};
use crate::analysis::script::{Fault, ScriptFacts};
use crate::document::BlockKind;
use crate::engine::{Judge, Rule, SegmentAt};
use crate::finding::{Certainty, Finding, Severity};
use crate::message::Message;
use crate::settings::Script;
use crate::text::Span;

const ID: &str = "script/stray";

/// A page of which one paragraph in so many is in the other script is bilingual.
const BILINGUAL: usize = 4;

pub struct Stray;

impl Rule for Stray {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let Some(script) = cx.verdict.script else { return };
        blocks(cx, script, out);
        for (at, spot) in groups::spots(cx, script, Fault::Passage) {
            if at.segment.kind != BlockKind::Quote {
                let message = with_evidence(cx, script, Message::new(ID, "passage"));
                let severity = cx.graded(ID, Severity::Info);
                let place = spot.span.shifted(at.base);
                out.push(Finding::new(ID, severity, message, vec![place]).with_certainty(spot.certainty));
            }
        }
        groups::findings(cx, ID, script, Fault::Stray, out);
    }
}

/// A block with the characters that tell its script.
struct Block {
    span: Span,
    kind: BlockKind,
    facts: ScriptFacts,
}

/// One finding for each block that is in the other script as a whole.
fn blocks(cx: &Judge<'_>, script: Script, out: &mut Vec<Finding>) {
    let blocks = gather(cx);
    let told: Vec<(&Block, Script)> = blocks.iter().filter_map(|b| Some((b, b.facts.clearly()?))).collect();
    let other: Vec<&Block> = told.iter().filter(|(_, s)| *s != script).map(|(b, _)| *b).collect();
    let bilingual = other.len() > 1 && other.len() * BILINGUAL >= told.len();
    let severity = if bilingual { cx.graded(ID, Severity::Hint) } else { cx.severity(ID) };
    for block in other.iter().filter(|b| b.kind != BlockKind::Quote) {
        let message = with_evidence(cx, script, Message::new(ID, "block"));
        out.push(Finding::new(ID, severity, message, vec![block.span]).with_certainty(Certainty::Certain));
    }
}

fn gather(cx: &Judge<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for at in cx.segments().filter(|at| at.segment.has_prose()) {
        let span = trimmed(&at);
        match blocks.last_mut().filter(|_| at.segment.continues) {
            Some(block) => {
                block.span.end = span.end;
                block.facts.merge(&at.seen.facts.script);
            }
            None => blocks.push(Block { span, kind: at.segment.kind, facts: at.seen.facts.script.clone() }),
        }
    }
    blocks
}

/// The segment without the white space around it.
fn trimmed(at: &SegmentAt<'_>) -> Span {
    let text = &*at.segment.text;
    let start = (text.len() - text.trim_start().len()) as u32;
    Span::new(start, text.trim_end().len() as u32).shifted(at.base)
}
