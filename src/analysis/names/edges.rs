//! Where a name may begin and end. Han text has no spaces and `\b` knows nothing of it,
//! so the edges are our own: 成本中芯片 holds no 中芯, `openai-python` no OpenAI.

use std::ops::Range;

use super::super::Observe;
use super::model::{Group, Guard};
use crate::document::View;

/// A Han form this long is sure of itself; a shorter one needs the borders of words.
const SURE_LENGTH: usize = 4;
/// Longest all-Han stretch that a space may part from its guard: 「Al 合金」.
const SPACE: char = ' ';

/// True when the form at `range` stands by itself.
pub(super) fn hold(cx: &Observe<'_>, group: &Group, range: &Range<usize>) -> bool {
    let view = cx.view;
    let latin_ok = latin_start(view, range.start) && latin_end(view, range.end) && !chained(view, range);
    latin_ok && guard_holds(view, &group.guard, range) && (group.latin || han_ends(cx, range))
}

/// True when no forbidden character stands beside the form.
pub(super) fn guard_holds(view: &View, guard: &Guard, range: &Range<usize>) -> bool {
    let stands = |list: &str, at: Option<usize>| {
        at.is_some_and(|i| [folded(view, i), raw(view, i)].into_iter().flatten().any(|c| list.contains(c)))
    };
    let skip = |i: usize| if raw(view, i) == Some(SPACE) && !guard.not_after.contains(SPACE) { i + 1 } else { i };
    !stands(&guard.not_before, range.start.checked_sub(1)) && !stands(&guard.not_after, Some(skip(range.end)))
}

/// Before a form that starts with a Latin letter or digit.
fn latin_start(view: &View, start: usize) -> bool {
    if !folded(view, start).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return true;
    }
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
    if !end.checked_sub(1).and_then(|i| folded(view, i)).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return true;
    }
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

/// Part of a longer chain of hyphens: `App-Store-Connect-CLI` is one identifier.
fn chained(view: &View, range: &Range<usize>) -> bool {
    let hyphens = range.clone().any(|i| raw(view, i) == Some('-'));
    let goes_on = |i: usize| raw(view, i).is_some_and(|c| c.is_ascii_alphanumeric());
    hyphens && raw(view, range.end) == Some('-') && goes_on(range.end + 1)
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
