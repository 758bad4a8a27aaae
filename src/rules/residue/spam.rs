//! residue/spam: a title of keywords that somebody injected into the page.
//!
//! Not: articles about spam. Invariant: a line with a full stop or without separators is a sentence.

use std::ops::Range;

use super::deletion;
use crate::analysis::residue::{self, Classes, Word, class};
use crate::analysis::{Mark, Observe, Seen};
use crate::document::{BlockKind, Segment};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::Finding;

const ID: &str = "residue/spam";
const CUES: Classes = class::SPAM_STRONG.or(class::SPAM_WEAK);
/// Injected titles stand among the first blocks of a page.
const FIRST: usize = 3;
/// They have so many phrases at least …
const PHRASES: usize = 3;
/// … and are at most so long.
const LONGEST: usize = 200;

/// One finding a line.
pub struct Spam;

impl Rule for Spam {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if cx.segment.kind == BlockKind::TableRow {
            return;
        }
        let words = residue::words(cx, CUES);
        if !words.iter().any(|w| w.is(class::SPAM_STRONG)) {
            return;
        }
        let chars = cx.view.chars();
        for line in cx.text().lines.iter().filter(|l| is_injected(chars, l.range(), &words)) {
            seen.marks.push(Mark { rule: ID, span: cx.view.span(line.range()), tag: 0, text: None });
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let prose = cx.with(Kinds::PROSE);
        for at in prose.take(FIRST) {
            for (span, _) in deletion::runs(&at, ID, |_| true) {
                out.push(deletion::finding(cx, ID, "default", span));
            }
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        // As many blocks before the others as there were, or nothing to be among the first.
        let stands = || change.counts_alike(Segment::has_prose) || cx.marked(ID).next().is_none();
        change.is_free_of(Kinds::marks_of(ID)) && stands()
    }
}

/// A list of phrases of which three in five are spam.
fn is_injected(chars: &[char], line: Range<usize>, words: &[Word]) -> bool {
    let text = chars.get(line.clone()).unwrap_or_default();
    if text.len() > LONGEST || text.iter().any(|c| matches!(c, '。' | '!' | '?' | ':' | '、')) {
        return false;
    }
    let (mut phrases, mut spam, mut start) = (0, 0, line.start);
    for piece in text.split(|c| is_separator(*c)) {
        let range = start..start + piece.len();
        start = range.end + 1;
        if piece.iter().any(|c| c.is_alphanumeric()) {
            phrases += 1;
            spam += usize::from(is_spam(words, &range));
        }
    }
    phrases >= PHRASES && spam * 5 >= phrases * 3
}

fn is_separator(c: char) -> bool {
    matches!(c, '_' | '|' | '-' | '—' | '–' | ',' | '·' | '/' | ' ' | '\t' | '\u{A0}')
}

/// A strong word, or two weak ones.
fn is_spam(words: &[Word], phrase: &Range<usize>) -> bool {
    let from = words.partition_point(|w| w.start < phrase.start);
    let inside = words.get(from..).unwrap_or_default().iter().take_while(|w| w.end <= phrase.end);
    let (strong, weak) = inside.fold((0, 0), |(strong, weak), w| match w.is(class::SPAM_STRONG) {
        true => (strong + 1, weak),
        false => (strong, weak + 1),
    });
    strong > 0 || weak >= 2
}
