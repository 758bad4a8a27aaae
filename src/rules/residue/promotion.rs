//! residue/promotion: the reader is asked to add a contact, follow an account, join a group or buy.
//!
//! Not: articles about such things (腾讯推出微信支付), nor what somebody in the article did.
//! Invariant: a sentence is flagged for what it asks of the reader, never for a word it mentions.

use super::deletion;
use super::solicit::{self, Ask};
use crate::analysis::residue;
use crate::analysis::{Mark, Observe, Seen};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::Finding;

const ID: &str = "residue/promotion";

/// One finding for what stands together in a block.
pub struct Promotion;

impl Rule for Promotion {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if matches!(cx.segment.kind, BlockKind::FrontMatter | BlockKind::TableRow) {
            return;
        }
        let words = residue::words(cx, solicit::CUES);
        if !words.iter().any(|w| w.is(solicit::STARTERS)) {
            return;
        }
        let text = cx.text();
        for sentence in &text.sentences {
            let ask = Ask { view: cx.view, text, words: solicit::inside(&words, sentence), sentence };
            if let Some((range, kind)) = ask.find() {
                let span = cx.view.span(range);
                seen.marks.push(Mark { rule: ID, span, tag: kind as u32, text: None });
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for at in cx.marked(ID) {
            for (span, tag) in deletion::runs(&at, ID, |_| true) {
                out.push(deletion::finding(cx, ID, solicit::key(tag), span));
            }
        }
    }

    fn holds(&self, _cx: &Judge<'_>, change: &Change<'_>) -> bool {
        change.is_free_of(Kinds::marks_of(ID))
    }
}
