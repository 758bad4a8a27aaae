//! names/near-duplicate: a word that is another of the article with two neighbouring letters swapped
//! (AMSL beside ASML). Needs no dictionary.
//!
//! Invariant: of the two, the one that the data know is right, else the one that stands twice as often.

use std::collections::BTreeMap;

use crate::analysis::names::Token;
use crate::engine::{Change, Judge, Kinds, Rule, Shift};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "names/near-duplicate";

pub struct NearDuplicate;

/// A word of the whole article.
#[derive(Default)]
struct Word<'a> {
    known: bool,
    common: bool,
    places: Vec<Span>,
    word: &'a str,
}

impl Rule for NearDuplicate {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let mut tokens: Vec<(u32, &Token)> =
            cx.with(Kinds::TOKENS).flat_map(|at| at.seen.tokens.iter().map(move |t| (at.base, t))).collect();
        tokens.sort_by_key(|(_, token)| token.letters);
        for group in tokens.chunk_by(|(_, a), (_, b)| a.letters == b.letters) {
            let Some((_, first)) = group.first() else { continue };
            if group.iter().any(|(_, token)| token.word != first.word) {
                judge_group(cx, group, out);
            }
        }
    }

    fn holds(&self, _cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let same = |old: &Token, new: &Token, to: &Shift| {
            (&old.word, old.known, old.common) == (&new.word, new.known, new.common)
                && old.spans.len() == new.spans.len()
                && old.spans.iter().zip(&new.spans).all(|(old, new)| to.spans(*old, *new))
        };
        change.stands(|seen| seen.tokens.iter(), same)
    }
}

/// Words of the same letters.
fn judge_group(cx: &Judge<'_>, group: &[(u32, &Token)], out: &mut Vec<Finding>) {
    let mut words: BTreeMap<&str, Word<'_>> = BTreeMap::new();
    for (base, token) in group {
        let word = words.entry(&token.word).or_default();
        word.word = &token.word;
        word.known |= token.known;
        word.common |= token.common;
        word.places.extend(token.spans.iter().map(|span| span.shifted(*base)));
    }
    for wrong in words.values() {
        let rights = words.values().filter(|right| is_meant(wrong, right) && is_swap(wrong.word, right.word));
        if let Some(right) = rights.max_by_key(|right| (right.known, right.places.len())) {
            out.push(finding(cx, wrong, right));
        }
    }
}

/// True when `wrong` is likely a slip for `right`.
fn is_meant(wrong: &Word<'_>, right: &Word<'_>) -> bool {
    let words = wrong.common && right.common;
    let rare =
        (right.known && !wrong.known) || (right.known == wrong.known && wrong.places.len() * 2 <= right.places.len());
    right.places.len() >= 2 && !wrong.known && rare && !words
}

/// Two neighbouring letters have changed places.
fn is_swap(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let Some(at) = a.iter().zip(b).position(|(x, y)| x != y) else { return false };
    let pair = |word: &[u8]| Some((*word.get(at)?, *word.get(at + 1)?));
    let swapped = pair(a).is_some_and(|(x, y)| pair(b) == Some((y, x)));
    swapped && a.get(at + 2..) == b.get(at + 2..)
}

fn finding(cx: &Judge<'_>, wrong: &Word<'_>, right: &Word<'_>) -> Finding {
    let text = cx.document.text();
    let evidence = right.places.first().copied().unwrap_or_default();
    let house = evidence.of(text);
    let message = Message::new(ID, "default")
        .text("found", wrong.places.first().copied().unwrap_or_default().of(text))
        .text("expected", house)
        .number("rare", wrong.places.len() as u64)
        .number("often", right.places.len() as u64);
    let edits = wrong.places.iter().map(|place| Edit::new(*place, house)).collect();
    Finding::new(ID, cx.severity(ID), message, wrong.places.clone())
        .with_certainty(Certainty::Probable)
        .with_related(evidence, Message::new(ID, "related"))
        .with_fix(Title::Replace(house.into()), Applicability::Suggested, edits)
}
