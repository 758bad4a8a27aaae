//! Reads one found name: is it written as its entity writes it, and what would be right.

use std::ops::Range;

use thin_vec::{ThinVec, thin_vec};

use super::super::Observe;
use super::context::Text;
use super::find::Found;
use super::model::Role;
use super::table::{Bad, Group, Texts};
use super::{Mention, Reading, dates, edges, han};
use crate::document::View;
use crate::finding::Edit;
use crate::lexicon::fold;

/// A Latin form with fewer letters has no wrong forms but the listed ones: `IOS` is Cisco's too.
const SURE_LETTERS: usize = 5;

/// The mention that `found` stands for; `None` when it is no name after all.
pub(super) fn read(cx: &Observe<'_>, text: &Text<'_>, (found, group): (Found, Group<'_>)) -> Option<Mention> {
    let view = cx.view;
    let raw: String = view.raw().get(found.range.clone())?.iter().collect();
    let around = text.around(&found.range, cx.segment.kind);
    let mut mention = Mention::new(cx, &found, group.entity, around);
    mention.sure = !group.guard.word && needs_met(cx, &group);
    if mention.ignored || cx.project.preferred(group.entity) == Some(raw.as_str()) {
        return Some(mention);
    }
    if let Some((i, bad)) = listed(&group, &raw) {
        if !bad_holds(view, &bad, &found.range) || (bad.form.len() <= 2 && !beside_han(view, &found.range)) {
            return None;
        }
        let backed = bad.guard.needs.is_empty() || mentions_any(view, bad.guard.needs);
        if mentions_any(view, bad.guard.unless) {
            return None;
        }
        mention.sure = false;
        mention.reading = Reading::Listed { bad: i, backed };
        mention.hans = edits(view, &found.range, bad.hans);
        mention.hant = edits(view, &found.range, bad.hant);
        return Some(mention);
    }
    if matches!(group.role, Role::Former { .. }) {
        mention.time = dates::time(cx, &found.range);
    }
    if let Some(damaged) = &group.damaged {
        mention.sure = false;
        let backed = !damaged.needs_backing || mention.acts;
        mention.reading = Reading::Damaged { sure: damaged.sure, backed };
        mention.hans = edits(view, &found.range, damaged.hans);
        mention.hant = edits(view, &found.range, damaged.hant);
        return Some(mention);
    }
    if group.latin {
        latin(view, &group, &found.range, &raw, mention)
    } else {
        Some(han::read(cx, &group, &found.range, mention))
    }
}

/// A Latin form: case and separators.
fn latin(view: &View, group: &Group<'_>, range: &Range<usize>, raw: &str, mut mention: Mention) -> Option<Mention> {
    if let Some((i, _)) = (0u8..).zip(group.good.iter()).find(|(_, g)| *g == raw) {
        mention.house = i;
        return Some(mention);
    }
    mention.house = nearest(group, raw);
    let house = group.house(mention.house)?;
    let narrow: String = raw.chars().map(half_width).collect();
    let wide = narrow != raw;
    if wide && group.guard.word {
        return None;
    }
    if !(wide && group.good.contains(&narrow)) {
        // Small letters throughout, or an ordinary word with its capital: Focus is not FOCUS.
        let small = |word: &str| word.chars().all(|c| !c.is_ascii_uppercase());
        if small(&narrow) || (group.guard.word && narrow.get(1..).is_some_and(small)) {
            mention.sure = false;
            mention.reading = Reading::Plain;
            return Some(mention);
        }
        if !wrong_style(view, &narrow, house, range, &mention) {
            return None;
        }
    }
    mention.reading = Reading::Styled;
    mention.hans = edits(view, range, house);
    mention.hant = mention.hans.clone();
    Some(mention)
}

/// The right spelling nearest to what stands there: the one with the same separators, else the first.
fn nearest(group: &Group<'_>, raw: &str) -> u8 {
    let folded = |s: &str| s.chars().map(fold).collect::<String>();
    let wanted = folded(raw);
    (0u8..).zip(group.good.iter()).find(|(_, g)| folded(g) == wanted).map_or(0, |(i, _)| i)
}

/// True when `raw` is `house` in the wrong dress, and not a word, a headline or an identifier.
fn wrong_style(view: &View, raw: &str, house: &str, range: &Range<usize>, mention: &Mention) -> bool {
    let letters = |s: &str| s.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let (ours, theirs) = (letters(raw), letters(house));
    if ours.len() < SURE_LETTERS {
        return false;
    }
    let capitals = |s: &str| s.chars().filter(char::is_ascii_uppercase).count();
    let shouts = !ours.chars().any(|c| c.is_ascii_lowercase());
    if shouts && theirs.chars().any(|c| c.is_ascii_lowercase()) {
        return capitals(&theirs) > 1 && !mention.around.shouted && !split(raw, house) && !mention.around.foreign;
    }
    let small_start = ours.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    if small_start && !theirs.chars().next().is_some_and(|c| c.is_ascii_lowercase()) {
        return false;
    }
    if split(raw, house) {
        return !mention.around.foreign && ours == theirs && !beside_latin(view, range);
    }
    true
}

/// `raw` has a separator that `house` lacks.
fn split(raw: &str, house: &str) -> bool {
    let separators = |s: &str| s.chars().filter(|c| matches!(c, ' ' | '-')).count();
    separators(raw) > separators(house)
}

/// A Latin word is the next neighbour: in `Gemma 4 Open AI Models` the words belong elsewhere.
fn beside_latin(view: &View, range: &Range<usize>) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| edges::raw(view, i)).is_some_and(|c| c.is_ascii_alphanumeric());
    let space = |i: Option<usize>| i.and_then(|i| edges::raw(view, i)) == Some(' ');
    let (before, after) = (range.start.checked_sub(1), Some(range.end));
    (space(before) && word(range.start.checked_sub(2))) || (space(after) && word(Some(range.end + 1)))
}

/// A Han character stands on one side, and no Latin word on the other.
fn beside_han(view: &View, range: &Range<usize>) -> bool {
    let near = |step: isize, from: Option<usize>| {
        let at = from?;
        let c = edges::raw(view, at)?;
        if c == ' ' { at.checked_add_signed(step).and_then(|i| edges::raw(view, i)) } else { Some(c) }
    };
    let sides = [near(-1, range.start.checked_sub(1)), near(1, Some(range.end))];
    let han = |c: &Option<char>| c.is_some_and(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    let latin = |c: &Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    sides.iter().any(han) && !sides.iter().any(latin)
}

/// The listed wrong form that `raw` is.
fn listed<'g>(group: &Group<'g>, raw: &str) -> Option<(u8, Bad<'g>)> {
    let same = |bad: &Bad<'_>| {
        let loose = group.good.is_empty() && (!group.latin || typo_in_any_case(bad.form, raw));
        bad.form == raw || loose
    };
    (0u8..).zip(group.bad()).find(|(_, bad)| same(bad))
}

/// A listed misspelling of some length is one in any case but all small, where it may be an identifier.
fn typo_in_any_case(form: &str, raw: &str) -> bool {
    form.len() >= SURE_LETTERS && raw.chars().any(|c| c.is_ascii_uppercase()) && raw.eq_ignore_ascii_case(form)
}

fn bad_holds(view: &View, bad: &Bad<'_>, range: &Range<usize>) -> bool {
    edges::guard_holds(view, &bad.guard, range)
}

fn needs_met(cx: &Observe<'_>, group: &Group<'_>) -> bool {
    group.guard.needs.is_empty() || mentions_any(cx.view, group.guard.needs)
}

/// One of the words stands in the view.
fn mentions_any(view: &View, words: Texts<'_>) -> bool {
    words.iter().any(|word| {
        let wanted: Vec<char> = word.chars().collect();
        view.raw().windows(wanted.len().max(1)).any(|w| w == wanted)
    })
}

/// Edits that turn the characters of `range` into `target`: one a character where the lengths agree.
fn edits(view: &View, range: &Range<usize>, target: &str) -> ThinVec<Edit> {
    let count = target.chars().count();
    let span = view.span(range.clone());
    let raw = view.raw().get(range.clone()).unwrap_or_default();
    let whole = span.len() as usize == raw.iter().map(|c| c.len_utf8()).sum::<usize>();
    if count != range.len() {
        return if whole { thin_vec![Edit::new(span, target)] } else { ThinVec::new() };
    }
    let different = range.clone().zip(raw.iter().zip(target.chars())).filter(|(_, (raw, to))| **raw != *to);
    different.map(|(i, (_, to))| Edit::new(view.span(i..i + 1), to)).collect()
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}
