//! Names in which a letter of another script stands for the Latin one that it looks like: GitНub, Аmazon.
//!
//! The words are those that the signs of the segment hold; whether one is a name is asked of the lexicons.
//! Invariant: what a line shows as an example of such letters is no mention.

use thin_vec::thin_vec;

use super::super::Observe;
use super::context::Text;
use super::find::{Found, named};
use super::{Mention, Reading, edges};
use crate::analysis::signs::{Sign, SignKind};
use crate::finding::Edit;

/// The names among the words of mixed letters.
pub(super) fn observe(cx: &Observe<'_>, signs: &[Sign]) -> Vec<Mention> {
    let mut words = signs.iter().filter(|sign| sign.kind == SignKind::Letter && !sign.quoted).peekable();
    if words.peek().is_none() {
        return Vec::new();
    }
    let text = Text::new(cx);
    words.filter_map(|sign| read(cx, &text, sign)).collect()
}

fn read(cx: &Observe<'_>, text: &Text<'_>, sign: &Sign) -> Option<Mention> {
    let spelled = sign.fix.as_deref()?;
    let range = cx.view.index_of(sign.span.start)..cx.view.index_of(sign.span.end);
    let found = Found { range, group: named(cx, spelled)? };
    let group = found.group(cx)?;
    let house = group.good.iter().position(|good| good == spelled)?;
    if !edges::is_word(cx.view, &found.range) {
        return None;
    }
    let around = text.around(&found.range, cx.segment.kind);
    let edit = thin_vec![Edit::new(sign.span, spelled)];
    let mention = Mention::new(cx, &found, group.entity, around);
    Some(Mention { house: house as u8, reading: Reading::Mixed, hans: edit.clone(), hant: edit, ..mention })
}
