//! script/stray: characters, sentences and paragraphs of the other script.
//!
//! Not: wrong conversions inside the script (script/conversion), names (names/script), quotations,
//! cited titles, Japanese. Invariant: a paragraph in the other script is one finding.

use super::{groups, with_evidence};
use crate::analysis::script::{Fault, Letters};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt};
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

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let Some(script) = cx.verdict.script else { return change.verdict.script.is_none() };
        let passages = passages_told(change.before()) == passages_told(change.after());
        super::stands(cx, change) && change.spots_stand() && passages && blocks_stand(cx, change, script)
    }
}

/// For each passage, whether it is spoken of: a paragraph that an edit makes a quotation is no longer.
fn passages_told(segments: &[SegmentAt<'_>]) -> Vec<bool> {
    let passages = |at: &SegmentAt<'_>| at.seen.script.iter().filter(|spot| spot.fault == Fault::Passage).count();
    let each = |at: &SegmentAt<'_>| vec![at.segment.kind != BlockKind::Quote; passages(at)];
    segments.iter().flat_map(each).collect()
}

/// A block with the characters that tell its script: the segments `first..=last`.
struct Block<'a> {
    first: SegmentAt<'a>,
    last: SegmentAt<'a>,
    letters: Letters,
}

/// One finding for each block that is in the other script as a whole.
fn blocks(cx: &Judge<'_>, script: Script, out: &mut Vec<Finding>) {
    let blocks = gather(cx.with(Kinds::PROSE));
    let (told, other) = told(&blocks, script);
    let bilingual = other.len() > 1 && other.len() * BILINGUAL >= told;
    let severity = if bilingual { cx.graded(ID, Severity::Hint) } else { cx.severity(ID) };
    for block in other.iter().filter(|b| b.first.segment.kind != BlockKind::Quote) {
        let message = with_evidence(cx, script, Message::new(ID, "block"));
        let span = Span::new(trimmed(&block.first).start, trimmed(&block.last).end);
        out.push(Finding::new(ID, severity, message, vec![span]).with_certainty(Certainty::Certain));
    }
}

/// How many blocks tell a script, and those that tell another one.
fn told<'b, 'a>(blocks: &'b [Block<'a>], script: Script) -> (usize, Vec<&'b Block<'a>>) {
    let told = blocks.iter().filter_map(|b| Some((b, b.letters.clearly()?)));
    (told.clone().count(), told.filter(|(_, told)| *told != script).map(|(block, _)| block).collect())
}

fn gather<'a>(segments: impl Iterator<Item = SegmentAt<'a>>) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for at in segments {
        match blocks.last_mut().filter(|_| at.segment.continues) {
            Some(block) => {
                block.last = at;
                block.letters.tell(&at.seen.letters);
            }
            None => {
                blocks.push(Block { first: at, last: at, letters: at.seen.letters });
            }
        }
    }
    blocks
}

/// True when the blocks around the edited segments are of one script as before, and none is of the other.
fn blocks_stand(cx: &Judge<'_>, change: &Change<'_>, script: Script) -> bool {
    let (first, behind) = (change.first(), change.first() + change.after().len());
    let mut before: Vec<SegmentAt<'_>> = Vec::new();
    for at in (0..first).rev().filter_map(|index| cx.at(index)) {
        before.push(at);
        if !at.segment.continues {
            break;
        }
    }
    let after: Vec<SegmentAt<'_>> =
        (behind..).map_while(|index| cx.at(index)).take_while(|at| at.segment.continues).collect();
    let around = |middle: &[SegmentAt<'_>]| {
        let all = before.iter().rev().chain(middle).chain(&after).copied();
        let blocks = gather(all.filter(|at| at.segment.has_prose()));
        let (told, other) = told(&blocks, script);
        (told, other.len())
    };
    let (then, now) = (around(change.before()), around(change.after()));
    then == now && now.1 == 0
}

/// The segment without the white space around it.
fn trimmed(at: &SegmentAt<'_>) -> Span {
    let text = &*at.segment.text;
    let start = (text.len() - text.trim_start().len()) as u32;
    Span::new(start, text.trim_end().len() as u32).shifted(at.base)
}
