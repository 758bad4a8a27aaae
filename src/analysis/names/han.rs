//! Reads a Han name that stands in the right place: right in one script or the other, or with a
//! character that a converter mistook (阿裏雲, 有讚).
//!
//! Invariant: a glyph of the right character (臺 of 台, 爲 of 為) is no damage.

use std::ops::Range;

use super::super::Observe;
use super::{Group, Mention, Reading, edges};
use crate::finding::Edit;
use crate::lexicon::{Form, Kind, Usage, allowed, fold, forms, letters, regional, ways};

/// A damaged name with fewer characters may be words: 有讚有彈.
const NO_WORD: usize = 3;
/// A phrase that covers a character starts no further before it.
const LONGEST_WORD: usize = 7;

/// A character of the name: where it stands, how it stands there, how it is written in each script.
struct Shape {
    at: usize,
    raw: char,
    hans: char,
    hant: char,
}

/// The mention of a Han form.
pub(super) fn read(cx: &Observe<'_>, group: &Group<'_>, range: &Range<usize>, mut mention: Mention) -> Mention {
    let Some(shapes) = shapes(cx, group, range) else { return mention };
    let strange = |s: &Shape| s.raw != s.hans && s.raw != s.hant && !fold(s.raw).is_ascii();
    let broken = shapes.iter().any(|s| strange(s) && is_other_character(cx, s));
    if broken {
        let sure = mention.sure && shapes.len() >= NO_WORD;
        mention.reading = Reading::Damaged { sure, backed: sure || mention.acts };
        mention.sure = false;
    }
    for shape in shapes.iter().filter(|s| !fold(s.raw).is_ascii()) {
        let span = cx.view.span(shape.at..shape.at + 1);
        if shape.raw != shape.hans {
            mention.hans.push(Edit::new(span, shape.hans.to_string()));
        }
        let glyph = strange(shape) && !is_other_character(cx, shape);
        if shape.raw != shape.hant && !glyph {
            mention.hant.push(Edit::new(span, shape.hant.to_string()));
        }
    }
    mention
}

/// The characters of the name beside those of its forms; `None` when the lengths do not agree.
fn shapes(cx: &Observe<'_>, group: &Group<'_>, range: &Range<usize>) -> Option<Vec<Shape>> {
    let written: Vec<usize> = range.clone().filter(|i| edges::raw(cx.view, *i) != Some(' ')).collect();
    let pairs: Vec<(char, char)> = bare(group.hans).zip(bare(group.hant)).collect();
    if written.len() != pairs.len() {
        return None;
    }
    let shape = |(at, (hans, hant))| Some(Shape { at, raw: edges::raw(cx.view, at)?, hans, hant });
    written.into_iter().zip(pairs).map(shape).collect()
}

/// Another character that folds alike, as a converter chooses it: 裏 for 里, but not 爲 for 為, and not 誌 in
/// 雜誌, which is a word.
fn is_other_character(cx: &Observe<'_>, shape: &Shape) -> bool {
    let folded = fold(shape.raw);
    if is_of_a_word(cx, shape) {
        return false;
    }
    // Where the data give a Simplified form only (AWS 中国), its Traditional one is not broken.
    let traditional = |form: &Form| form.usage != Usage::MAINLAND;
    let rank = |c: char| forms(folded).find(|form| form.shape == c && traditional(form)).map(|form| form.rank);
    let (Some(found), Some(right)) = (rank(shape.raw), rank(shape.hant)) else { return false };
    let same_glyph = |id: u32| {
        let has = |c: char| ways(id).any(|(chars, _)| letters(chars).eq([c]));
        has(shape.raw) && has(shape.hant)
    };
    let hits = cx.hits.at(Kind::Region, shape.at).iter().filter(|hit| hit.range().len() == 1);
    let variant = hits.flat_map(|hit| regional(hit.id).groups()).any(same_glyph);
    found != right && !variant
}

/// A phrase of the conversion tables that stands here is written with this very shape.
fn is_of_a_word(cx: &Observe<'_>, shape: &Shape) -> bool {
    let folded = fold(shape.raw);
    let starts = shape.at.saturating_sub(LONGEST_WORD)..=shape.at;
    let phrases = starts.flat_map(|start| cx.hits.at(Kind::Trad, start)).filter(|hit| hit.range().contains(&shape.at));
    phrases.filter(|hit| hit.range().len() > 1).any(|hit| {
        let forms = allowed(hit.id, shape.at - hit.range().start, folded);
        forms.is_some_and(|mut forms| forms.any(|form| form.shape == shape.raw))
    })
}

fn bare(form: &str) -> impl Iterator<Item = char> + '_ {
    form.chars().filter(|c| *c != ' ')
}
