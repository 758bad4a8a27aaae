//! People: a name in which a character looks like a stray (于, 范, 云).
//!
//! A name is known by a title before or after it, a verb of saying, or a Latin name in brackets; once
//! known, it is the same name everywhere in the article.

use ecow::EcoString;
use thin_vec::ThinVec;

use super::super::Observe;
use crate::lexicon::{Class, Hit, Kind, Role, class, is_han, role};

/// A Chinese given name has at most so many characters.
const GIVEN: usize = 2;
/// Words that no given name holds: 編輯后的單元格 names no one, although an editor has a title.
const FUNCTION: [char; 12] = ['的', '了', '是', '在', '和', '與', '与', '及', '將', '将', '被', '並'];

/// The names, as view characters, that may stand at a view position.
pub(super) fn candidates(cx: &Observe<'_>, at: usize) -> ThinVec<EcoString> {
    ranges(cx, at).filter_map(|(start, end)| name(cx, start, end)).collect()
}

/// Those among them that are people by what stands beside them.
pub(super) fn people(cx: &Observe<'_>, at: usize) -> ThinVec<EcoString> {
    let known = ranges(cx, at).filter(|(start, end)| is_introduced(cx, *start, *end));
    known.filter_map(|(start, end)| name(cx, start, end)).collect()
}

/// Whether a title stands before a character, or a verb of saying behind what may be its given name and is no word.
pub(super) fn may_be_family(cx: &Observe<'_>, at: usize) -> bool {
    let mut hits = cx.hits.of(Kind::Script).iter();
    let is_word = |end: usize| end == at + 1 + GIVEN && cx.lattice.word_at(at + 1) == (at + 1..end);
    let says =
        |end: usize| !is_word(end) && cx.hits.at(Kind::Script, end).iter().any(|hit| role(hit.id).has(Role::SAYING));
    hits.any(|hit| hit.end as usize == at && role(hit.id).has(Role::TITLE)) || (at + 2..=at + 1 + GIVEN).any(says)
}

/// Where a name with a family name of one character may stand around `at`; longer names first. What is
/// a word by itself is no given name: 云 in 青柚云隨即 begins none.
fn ranges(cx: &Observe<'_>, at: usize) -> impl Iterator<Item = (usize, usize)> {
    let raw = cx.view.raw();
    let starts = at.saturating_sub(GIVEN)..=at;
    let surname = move |start: &usize| raw.get(*start).is_some_and(|c| class(*c).has(Class::SURNAME));
    starts.filter(surname).flat_map(move |start| {
        let ends = (start + 2..=start + 1 + GIVEN).rev().filter(move |end| *end > at);
        ends.filter(move |end| raw.get(start..*end).is_some_and(is_name))
            .filter(move |end| cx.lattice.word_at(start + 1) != (start + 1..*end) || *end == start + 2)
            .map(move |end| (start, end))
    })
}

fn is_name(chars: &[char]) -> bool {
    chars.iter().all(|c| is_han(*c) && !FUNCTION.contains(c))
}

fn name(cx: &Observe<'_>, start: usize, end: usize) -> Option<EcoString> {
    let chars = cx.view.raw().get(start..end)?;
    Some(chars.iter().copied().collect())
}

fn is_introduced(cx: &Observe<'_>, start: usize, end: usize) -> bool {
    let hits = cx.hits.of(Kind::Script);
    let titled = |hit: &Hit| hit.end as usize == start && role(hit.id).has(Role::TITLE);
    // A given name of one character is too short for a verb to tell: 云去發布.
    let long = end - start > 2;
    let speaks = |hit: &Hit| role(hit.id).has(Role::TITLE) || (long && role(hit.id).has(Role::SAYING));
    let followed = cx.hits.at(Kind::Script, end).iter().any(speaks);
    hits.iter().any(titled) || followed || latin_in_brackets(cx.view.raw(), end)
}

fn latin_in_brackets(raw: &[char], at: usize) -> bool {
    matches!(raw.get(at), Some('(' | '（')) && raw.get(at + 1).is_some_and(char::is_ascii_alphabetic)
}
