//! Where a name may begin and end. Han text has no spaces and `\b` knows nothing of it,
//! so the edges are our own: 成本中芯片 holds no 中芯, `openai-python` no OpenAI.

use std::ops::Range;

use super::super::Observe;
use super::table::{Group, Guard};
use crate::document::View;

/// A Han form this long is sure of itself; a shorter one needs the borders of words.
const SURE_LENGTH: usize = 4;
/// Longest all-Han stretch that a space may part from its guard: 「Al 合金」.
const SPACE: char = ' ';

/// True when the form at `range` stands by itself.
pub(super) fn hold(cx: &Observe<'_>, group: &Group<'_>, range: &Range<usize>) -> bool {
    let view = cx.view;
    let latin_ok = latin_start(view, range.start) && latin_end(view, range.end) && !chained(view, range);
    latin_ok && guard_holds(view, &group.guard, range) && (group.latin || han_ends(cx, range))
}

/// True when no forbidden character stands beside the form.
pub(super) fn guard_holds(view: &View, guard: &Guard<'_>, range: &Range<usize>) -> bool {
    let stands = |list: &str, at: Option<usize>| {
        at.is_some_and(|i| [folded(view, i), raw(view, i)].into_iter().flatten().any(|c| list.contains(c)))
    };
    let skip = |i: usize| if raw(view, i) == Some(SPACE) && !guard.not_after.contains(SPACE) { i + 1 } else { i };
    !stands(guard.not_before, range.start.checked_sub(1)) && !stands(guard.not_after, Some(skip(range.end)))
}

/// True when what stands at `range` is a Latin word of its own, whatever its letters.
pub(super) fn is_word(view: &View, range: &Range<usize>) -> bool {
    nothing_before(view, range.start) && nothing_behind(view, range.end)
}

/// Before a form that starts with a Latin letter or digit.
fn latin_start(view: &View, start: usize) -> bool {
    !folded(view, start).is_some_and(|c| c.is_ascii_alphanumeric()) || nothing_before(view, start)
}

/// No letter, and no mark of an identifier or an address.
fn nothing_before(view: &View, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else { return true };
    let further = before.checked_sub(1).and_then(|i| folded(view, i));
    match folded(view, before) {
        Some('@' | '#' | '$' | '\\' | '%' | '_' | '=' | '&' | '`') => false,
        Some('-' | '.' | '/' | ':') => {
            !further.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | ':'))
        }
        Some(c) => !c.is_ascii_alphanumeric(),
        None => true,
    }
}

/// After a form that ends with a Latin letter or digit.
fn latin_end(view: &View, end: usize) -> bool {
    let last = end.checked_sub(1).and_then(|i| folded(view, i));
    !last.is_some_and(|c| c.is_ascii_alphanumeric()) || nothing_behind(view, end)
}

fn nothing_behind(view: &View, end: usize) -> bool {
    let further = raw(view, end + 1);
    match folded(view, end) {
        Some('_' | '=' | '@' | '\\' | '`') => false,
        // A domain, a file or a member: `github.com`, `Vue.use`.
        Some('.') => !further.is_some_and(|c| c.is_ascii_alphanumeric()),
        // An identifier: `openai-python`, but not `OpenAI-驱动` or `GPT-4`.
        Some('-' | '/' | ':') => !further.is_some_and(|c| c.is_ascii_lowercase() || c == '/'),
        Some(c) => !c.is_ascii_alphanumeric(),
        None => true,
    }
}

/// Part of a longer chain of hyphens: `App-Store-Connect-CLI` and `Cloudflare-AI-Insight` are identifiers.
fn chained(view: &View, range: &Range<usize>) -> bool {
    let hyphens = range.clone().any(|i| raw(view, i) == Some('-'));
    let letters = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let behind = view.raw().get(range.end..).unwrap_or_default().iter().take(CHAIN).take_while(|c| letters(c));
    let before = view.raw().get(..range.start).unwrap_or_default().iter().rev().take(CHAIN).take_while(|c| letters(c));
    let joints = joints(behind) + joints(before);
    joints > usize::from(!hyphens)
}

/// Characters of a chain to each side that are looked at.
const CHAIN: usize = 40;

/// Hyphens in front of a letter or a digit, where the first one stands at the start.
fn joints<'c>(side: impl Iterator<Item = &'c char> + Clone) -> usize {
    if side.clone().next() != Some(&'-') {
        return 0;
    }
    side.clone().zip(side.skip(1)).filter(|(a, b)| **a == '-' && **b != '-').count()
}

/// A short Han form must begin and end where words do.
fn han_ends(cx: &Observe<'_>, range: &Range<usize>) -> bool {
    range.len() >= SURE_LENGTH || cx.lattice.stands_alone(range.clone())
}

pub(super) fn folded(view: &View, i: usize) -> Option<char> {
    view.chars().get(i).copied()
}

pub(super) fn raw(view: &View, i: usize) -> Option<char> {
    view.raw().get(i).copied()
}
