//! Names are written as their bearers write them in the wanted script: 字节跳动 is 字節跳動, never 位元組跳動,
//! and 英伟达 is 輝達 in Taiwan where the name data say so.

use std::ops::Range;

use super::{Target, shapes};
use crate::analysis::names::model::Kind;
use crate::analysis::names::{Entity, Group, Mention, Reading};
use crate::analysis::{Observe, Seen};
use crate::finding::Edit;
use crate::lexicon::is_han;

/// A name and what to make of it. `range` is view positions.
pub(super) struct Name {
    pub range: Range<usize>,
    pub edits: Vec<Edit>,
}

/// The Han names that are written right in one script or the other, in order.
pub(super) fn edits(cx: &Observe<'_>, seen: &Seen, target: Target) -> Vec<Name> {
    let right = seen.mentions.iter().filter(|m| m.sure && m.reading == Reading::Right && !m.broken);
    right.filter_map(|mention| name(cx, mention, target)).collect()
}

fn name(cx: &Observe<'_>, mention: &Mention, target: Target) -> Option<Name> {
    let range = cx.view.index_of(mention.span.start)..cx.view.index_of(mention.span.end);
    let raw = cx.view.raw().get(range.clone())?;
    let group = mention.group().filter(|group| !group.latin)?;
    if let Some(form) = mention.entity().and_then(|entity| regional(&entity, &group, target)) {
        return Some(Name { range, edits: vec![Edit::new(mention.span, form)] });
    }
    let edits = mention.edits(target.script());
    let edits = range.clone().zip(raw).filter_map(|(at, raw)| {
        let span = cx.view.span(at..at + 1);
        let house = edits.iter().find(|e| e.span == span).and_then(|e| e.text.chars().next()).unwrap_or(*raw);
        let new = shapes::glyph(house, target);
        (new != *raw).then(|| Edit::new(span, new.to_string()))
    });
    Some(Name { edits: edits.collect(), range })
}

/// The region's own name, where it is another one than the name that stands there, and in Han.
fn regional<'e>(entity: &Entity<'e>, group: &Group<'_>, target: Target) -> Option<&'e str> {
    let own = match target {
        Target::Hans => entity.hans,
        Target::Hant => None,
        Target::Taiwan => entity.tw,
        Target::HongKong => entity.hk.or(entity.hant),
    }?;
    let known = [entity.hans, entity.hant, entity.tw, entity.hk];
    let listed = known.into_iter().flatten().any(|form| form == group.hant || form == group.hans);
    let other = own != group.hans && own != group.hant;
    let vocabulary = entity.kind == Kind::Term;
    (listed && other && !vocabulary && own.chars().all(is_han)).then_some(own)
}
