//! Names of models whose versions a hyphen joins to them (GPT-4, GLM-4.5), joined otherwise: GPT4, GPT 5.5, GLM - 4.5.
//!
//! Invariant: a number that may count or date something (GPT 4 種, GPT 2024 年) is no version.

use std::ops::Range;

use thin_vec::thin_vec;

use super::super::Observe;
use super::context::Text;
use super::find::{Found, group_of};
use super::{Mention, Reading, edges};
use crate::finding::Edit;
use crate::lexicon::{Kind, is_han};

/// Spaces and marks between the name and its number, at most.
const JOINT: usize = 3;

/// The versions of a segment that are not joined as their names want it.
pub(super) fn observe(cx: &Observe<'_>) -> Vec<Mention> {
    let named = cx.hits.of(Kind::Name).iter().filter_map(|hit| {
        let (joint, end) = version(cx.view.raw(), hit.range().end)?;
        let found = Found { range: hit.range(), group: group_of(hit.id)? };
        let group = found.group(cx).filter(|group| group.numbered)?;
        let raw: String = cx.view.raw().get(found.range.clone())?.iter().collect();
        let house = group.good.iter().position(|good| good == raw)?;
        let found = Found { range: found.range.start..end, group: found.group };
        edges::is_word(cx.view, &found.range).then_some((found, group.entity, house as u8, joint))
    });
    let mut text = None;
    named
        .filter_map(|(found, entity, house, joint)| {
            let text = text.get_or_insert_with(|| Text::new(cx));
            let around = text.around(&found.range, cx.segment.kind);
            let mut span = cx.view.span(joint.clone());
            if joint.is_empty() {
                span.start = cx.view.span(joint.start - 1..joint.start).end;
                span.end = span.start;
            }
            let edit = thin_vec![Edit::new(span, "-")];
            let mention = Mention::new(cx, &found, entity, around);
            (!mention.broken).then_some(Mention {
                house,
                reading: Reading::Numbered,
                hans: edit.clone(),
                hant: edit,
                ..mention
            })
        })
        .collect()
}

/// What stands between the name that ends at `at` and its version, and where that ends. Nothing where it is
/// joined by a hyphen, or is no version.
fn version(raw: &[char], at: usize) -> Option<(Range<usize>, usize)> {
    let rest = raw.get(at..)?;
    let joint = rest.iter().take_while(|c| matches!(c, ' ' | '-' | '–' | '‑' | '－')).count();
    let marks = rest.iter().take(joint).filter(|c| **c != ' ').count();
    let right = joint == 1 && matches!(rest.first(), Some('-' | '‑'));
    let whole = digits(raw, at + joint);
    if right || joint > JOINT || marks > 1 || !(1..=2).contains(&whole) {
        return None;
    }
    let mut end = at + joint + whole;
    let part = if raw.get(end) == Some(&'.') { digits(raw, end + 1) } else { 0 };
    let decimal = (1..=2).contains(&part);
    if decimal {
        end += 1 + part;
    }
    if matches!(raw.get(end), Some('o' | 'V' | 'v')) {
        end += 1;
    }
    let is_version = decimal || (whole == 1 && (joint == 0 || stands_apart(raw, end)));
    (is_version && !goes_on(raw, end)).then_some((at..at + joint, end))
}

fn digits(raw: &[char], at: usize) -> usize {
    raw.iter().skip(at).take_while(|c| c.is_ascii_digit()).count()
}

/// Nothing follows that the number could count.
fn stands_apart(raw: &[char], end: usize) -> bool {
    let next = raw.iter().skip(end).find(|c| **c != ' ');
    next.is_none_or(|c| *c == '的' || !(is_han(*c) || c.is_ascii_alphanumeric()))
}

/// The number is part of a longer one, of a share, or of an identifier.
fn goes_on(raw: &[char], end: usize) -> bool {
    let (next, beyond) = (raw.get(end).copied().unwrap_or(' '), raw.get(end + 1).copied().unwrap_or(' '));
    let joins = matches!(next, '_' | '%' | '％' | '(' | '=' | '/' | '\\' | '@' | '~' | '+' | '×');
    let member = matches!(next, '.' | '-' | ',' | ':') && beyond.is_ascii_alphanumeric();
    joins || member || next.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let raw: Vec<char> = text.chars().collect();
        version(&raw, 3).map(|(_, end)| raw[..end].iter().collect())
    }

    #[test]
    fn versions_end_where_they_end() {
        for (text, whole) in [
            ("GPT4写了", "GPT4"),
            ("GPT 5.5的", "GPT 5.5"),
            ("GLM - 4.5", "GLM - 4.5"),
            ("GPT4o 很快", "GPT4o"),
            ("GPT 4 的", "GPT 4"),
            ("GPT3.5。", "GPT3.5"),
        ] {
            assert_eq!(found(text).as_deref(), Some(whole));
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "GPT-4",
            "GPT-4o",
            "GPT 4 种",
            "GPT 2024 年",
            "GPT4All",
            "GPT 2.2TB",
            "GPT 30%",
            "GPT4-x",
            "GPT_4",
            "GPT 4.5.6",
            "GPT 10 万",
            "GPT",
            "GPT 的",
            "GPT4(x)",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
