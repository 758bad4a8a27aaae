//! names/redundant-gloss: a gloss that says the same again, OpenAI（OpenAI）.
//!
//! Not: calls and types in prose (match_parent(parent)), which start small or stand among Latin words.
//! Invariant: only what repeats character by character is flagged.

use std::ops::Range;

use crate::analysis::names::begins_behind_particle;
use crate::analysis::style::Signs;
use crate::analysis::{Mark, Observe, Seen};
use crate::engine::{Change, Judge, Kinds, Rule};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::lexicon::is_han;
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "names/redundant-gloss";
/// A longer gloss is a sentence.
const LONG: usize = 40;

pub struct RedundantGloss;

/// `name（name）`: the name and, from its end on, the gloss with its brackets. View positions.
struct Gloss {
    name: Range<usize>,
    end: usize,
}

impl Rule for RedundantGloss {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if !seen.style.has(Signs::BRACKET) {
            return;
        }
        let raw = cx.view.raw();
        for (open, c) in raw.iter().enumerate() {
            let Some(gloss) = matches!(c, '(' | '（').then(|| gloss(raw, open)).flatten() else { continue };
            if !is_name(cx, &gloss, *c == '(') {
                continue;
            }
            let span = cx.view.span(gloss.name.start..gloss.end);
            // Noise or markup inside: only the gloss's own characters could go.
            let bytes: usize = raw.get(gloss.name.start..gloss.end).into_iter().flatten().map(|c| c.len_utf8()).sum();
            if span.len() as usize == bytes {
                let tag = cx.view.span(gloss.name).len();
                seen.marks.push(Mark { rule: ID, span, tag, text: None });
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for at in cx.marked(ID) {
            for mark in at.seen.marks_of(ID) {
                let name = Span::new(mark.span.start, mark.span.start + mark.tag);
                let message = Message::new(ID, "default").text("found", at.text(mark.span)).text("name", at.text(name));
                let gloss = Span::new(name.end, mark.span.end);
                let finding = Finding::new(ID, cx.severity(ID), message, vec![mark.span.shifted(at.base)]);
                out.push(finding.with_certainty(Certainty::Probable).with_fix(
                    Title::Delete(at.text(gloss).trim().into()),
                    Applicability::Suggested,
                    vec![Edit::new(gloss.shifted(at.base), "")],
                ));
            }
        }
    }

    fn holds(&self, _cx: &Judge<'_>, change: &Change<'_>) -> bool {
        change.is_free_of(Kinds::marks_of(ID))
    }
}

/// The gloss that opens at `open`, if it repeats what stands before.
fn gloss(raw: &[char], open: usize) -> Option<Gloss> {
    let inside = raw.get(open + 1..)?;
    let length = inside.iter().take(LONG).position(|c| matches!(c, ')' | '）'))?;
    let text = inside.get(..length)?;
    let blank = |c: &&char| c.is_whitespace();
    let (from, to) = (text.iter().take_while(blank).count(), text.iter().rev().take_while(blank).count());
    let name = text.get(from..length.checked_sub(to)?)?;
    let end = open - raw.get(..open)?.iter().rev().take_while(blank).count();
    let start = end.checked_sub(name.len())?;
    (name.len() >= 2 && raw.get(start..end)? == name).then_some(Gloss { name: start..end, end: open + length + 2 })
}

/// A capital or a Han character starts it, and it stands by itself in Chinese prose.
fn is_name(cx: &Observe<'_>, gloss: &Gloss, half_width: bool) -> bool {
    let raw = cx.view.raw();
    let name = raw.get(gloss.name.clone()).unwrap_or_default();
    let Some(first) = name.first().copied() else { return false };
    let letters = |c: &char| c.is_ascii_alphanumeric() || is_han(*c) || matches!(c, ' ' | '-' | '.' | '+' | '&' | '·');
    let laughs = name.iter().all(|c| *c == first);
    if laughs || !name.iter().all(letters) || !(first.is_ascii_uppercase() || is_han(first)) {
        return false;
    }
    let neighbour = |at: Option<usize>| at.and_then(|i| raw.get(i)).copied();
    let before = neighbour(gloss.name.start.checked_sub(1));
    if is_han(first) {
        // 古迦玩具店（玩具店） says how the long name is shortened.
        let starts = before.is_none_or(|c| !is_han(c)) || begins_behind_particle(cx, gloss.name.start);
        return starts && cx.lattice.stands_alone(gloss.name.clone());
    }
    let joined = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '#' | '$'));
    let beyond =
        |blank: bool, near: Option<usize>, far: Option<usize>| if blank { neighbour(far) } else { neighbour(near) };
    let start = gloss.name.start;
    let sides = [
        beyond(before == Some(' '), start.checked_sub(1), start.checked_sub(2)),
        beyond(raw.get(gloss.end) == Some(&' '), Some(gloss.end), Some(gloss.end + 1)),
    ];
    let chinese = sides.into_iter().flatten().any(|c| is_han(c) || matches!(c, '，' | '。' | '、' | '；'));
    !joined && (chinese || !half_width)
}
