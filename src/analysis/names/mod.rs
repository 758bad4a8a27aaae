//! Mentions of vendors, products, models and terms: which name stands where, and how it is spelt there.
//!
//! Says what is there, never whether it is wrong: that depends on the article's script and on which
//! entities it names beyond doubt. Invariant: the mentions of a segment are disjoint and in order.

mod context;
mod edges;
mod find;
pub mod model;
mod preferred;
mod spelling;
mod table;

use model::{Bad, Entity, Group};

use super::{Facts, Observe, Seen};
use crate::finding::Edit;
use crate::settings::Script;
use crate::text::Span;

pub use context::Around;
pub use preferred::preferred;

/// One mention of an entity. Spans are bytes of the segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub entity: u16,
    /// Names the entity beyond doubt; an ordinary word (苹果, 移动) needs the article's help.
    pub sure: bool,
    pub reading: Reading,
    pub around: Around,
    /// What to write instead in a Simplified and in a Traditional article; no edits: right as it stands.
    pub hans: Vec<Edit>,
    pub hant: Vec<Edit>,
    /// Noise stands inside: only the edits' own characters may be flagged.
    pub broken: bool,
    group: u16,
    /// Which of the group's right spellings is nearest.
    house: u8,
}

/// How a mention is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As the entity writes itself, in one script or the other.
    Right,
    /// In letters of the wrong case, or with a separator too many or too few.
    Styled,
    /// A wrong form that the data lists (index in its group). `backed`: its segment says what is meant.
    Listed { bad: u8, backed: bool },
    /// All in small letters, as commands and packages are: no name for sure.
    Plain,
}

/// Which entities the article names beyond doubt, and how often. Sorted by entity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameFacts {
    named: Vec<(u16, u32)>,
}

impl NameFacts {
    pub fn merge(&mut self, next: &Self) {
        for &(entity, n) in &next.named {
            self.add(entity, n);
        }
    }

    /// How often the article names the entity beyond doubt.
    pub fn named(&self, entity: u16) -> u32 {
        let found = self.named.binary_search_by_key(&entity, |(e, _)| *e);
        found.ok().and_then(|i| self.named.get(i)).map_or(0, |(_, n)| *n)
    }

    fn add(&mut self, entity: u16, n: u32) {
        match self.named.binary_search_by_key(&entity, |(e, _)| *e) {
            Ok(i) => {
                if let Some((_, count)) = self.named.get_mut(i) {
                    *count = count.saturating_add(n);
                }
            }
            Err(i) => self.named.insert(i, (entity, n)),
        }
    }
}

impl Mention {
    pub fn group(&self) -> Option<&'static Group> {
        table::names().groups.get(usize::from(self.group))
    }

    /// The right spelling nearest to what stands here.
    pub fn house(&self) -> Option<&'static str> {
        self.group()?.good.get(usize::from(self.house)).map(String::as_str)
    }

    pub fn entity(&self) -> Option<&'static Entity> {
        table::names().entities.get(usize::from(self.entity))
    }

    /// The listed wrong form that stands here.
    pub fn bad(&self) -> Option<&'static Bad> {
        match self.reading {
            Reading::Listed { bad, .. } => self.group()?.bad.get(usize::from(bad)),
            _ => None,
        }
    }

    /// True when this names the entity, given what the rest of the article names.
    pub fn counts(&self, facts: &Facts) -> bool {
        self.sure || facts.names.named(self.entity) > 0
    }

    pub fn edits(&self, script: Script) -> &[Edit] {
        match script {
            Script::Hans => &self.hans,
            Script::Hant => &self.hant,
        }
    }

    /// True when `new` is this mention after an edit elsewhere; `moved` tells whether a span only moved.
    pub fn is_moved(&self, new: &Self, moved: &dyn Fn(Span, Span) -> bool) -> bool {
        let edits = |old: &[Edit], new: &[Edit]| {
            let same = |(old, new): (&Edit, &Edit)| old.text == new.text && moved(old.span, new.span);
            old.len() == new.len() && old.iter().zip(new).all(same)
        };
        let rest = |m: &Self| (m.entity, m.sure, m.reading, m.around, m.broken, m.group, m.house);
        rest(self) == rest(new)
            && moved(self.span, new.span)
            && edits(&self.hans, &new.hans)
            && edits(&self.hant, &new.hant)
    }

    /// What may be flagged: the whole name, or only what an edit touches where noise stands between.
    pub fn places(&self, edits: &[Edit]) -> Vec<Span> {
        if self.broken { edits.iter().map(|e| e.span).collect() } else { vec![self.span] }
    }
}

/// Spans of the segment that no fixer of another family may touch: names, right or wrong.
pub fn protected<'a>(seen: &'a Seen, facts: &'a Facts) -> impl Iterator<Item = Span> + 'a {
    let names = seen.mentions.iter().filter(|m| !matches!(m.reading, Reading::Plain) && m.counts(facts));
    names.map(|m| m.span)
}

/// Finds the mentions of one segment.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let found = find::find(cx);
    if found.is_empty() {
        return;
    }
    let text = context::Text::new(cx.view);
    seen.mentions = found.into_iter().filter_map(|found| spelling::read(cx, &text, found)).collect();
    for mention in seen.mentions.iter().filter(|m| m.sure) {
        seen.facts.names.add(mention.entity, 1);
    }
}
