//! What the rules of the residue family share: the forms of their lexicons in one view, and its lines,
//! sentences and quotations. Knows no rule and judges nothing.
//!
//! Invariant: words are disjoint and in order; a longer form hides what it holds (微信支付 is no 微信).

mod text;

pub use text::{Line, Sentence, Text};

use super::Observe;
pub use crate::lexicon::Classes;
use crate::lexicon::{Hit, Kind};

/// The classes, one constant each.
#[allow(missing_docs)]
pub mod class {
    use super::Classes;

    include!(concat!(env!("OUT_DIR"), "/residue_classes.rs"));
}

/// A form of the lexicons in the view: chars `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    pub classes: Classes,
}

impl Word {
    pub fn is(&self, of: Classes) -> bool {
        self.classes.any(of)
    }
}

/// The forms that have a class of `of`, leftmost and longest. Forms of one or two Han must stand on the borders of
/// words: 加群 in 增加群组 is none. Those of three must start on one.
pub fn words(cx: &Observe<'_>, of: Classes) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for &word in all(cx) {
        let free = found.last().is_none_or(|last| last.end <= word.start);
        if free && word.is(of) && stands(cx, &word) {
            found.push(word);
        }
    }
    found
}

/// All forms of the lexicons, overlapping ones included: every rule of the family asks for some of them.
fn all<'a>(cx: &Observe<'a>) -> &'a [Word] {
    let word = |hit: &Hit| Word { start: hit.start as usize, end: hit.end as usize, classes: classes(cx, hit.id) };
    cx.shared.words.get_or_init(|| cx.hits.of(Kind::Residue).iter().map(word).collect())
}

fn stands(cx: &Observe<'_>, word: &Word) -> bool {
    let han = cx.view.chars().get(word.start).is_some_and(|c| is_han(*c));
    match word.end - word.start {
        0..=2 if han => cx.lattice.stands_alone(word.start..word.end),
        // 求转发 in 请求转发 is none.
        3 if han => cx.lattice.is_boundary(word.start),
        _ => true,
    }
}

/// True for a Han character of the basic planes.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

/// The class of a name, as the lexicons write it.
pub fn class_of(name: &str) -> Option<Classes> {
    class::NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
}

pub fn class_names() -> impl Iterator<Item = &'static str> {
    class::NAMES.iter().map(|(name, _)| *name)
}

/// The set of classes of an id of the shared lexicon, or of the project's pack.
fn classes(cx: &Observe<'_>, id: u32) -> Classes {
    let own = cx.project.pack().classes(id);
    own.unwrap_or_else(|| Classes::of(include_bytes!(concat!(env!("OUT_DIR"), "/residue.bin")), id))
}
