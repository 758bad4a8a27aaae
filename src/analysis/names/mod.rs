//! Mentions of vendors, products, models and terms: which name stands where, and how it is spelt there.
//!
//! Says what is there, never whether it is wrong: that depends on the article's script and on which
//! entities it names beyond doubt. Invariant: the mentions of a segment are disjoint and in order.

mod context;
mod cues;
mod dates;
mod edges;
mod find;
mod gloss;
mod han;
mod mixed;
pub mod model;
mod numbers;
mod own;
mod pack;
mod preferred;
mod project;
mod spelling;
mod table;
mod tokens;

use std::sync::Arc;

use thin_vec::ThinVec;

use super::{Facts, Observe, Seen};
use crate::finding::Edit;
use crate::settings::Script;
use crate::text::Span;

pub use context::Around;
pub use cues::begins_behind_particle;
pub use dates::{Month, parse as parse_date};
pub use gloss::Link;
pub use preferred::preferred;
pub use project::{ProjectNames, known_ids};
pub use table::{Bad, Entity, Group};
pub use tokens::Token;

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
    pub hans: ThinVec<Edit>,
    pub hant: ThinVec<Edit>,
    /// Noise stands inside: only the edits' own characters may be flagged.
    pub broken: bool,
    /// Stands among words of business, so that it is somebody who acts, and no fruit.
    pub acts: bool,
    /// The project wants to hear nothing of it.
    pub ignored: bool,
    /// The names that its group is one of, where it is not one of `rules/`.
    project: Option<Arc<ProjectNames>>,
    /// For a former name: what its sentence tells of the time.
    pub time: Time,
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
    /// Broken by a converter (阿裏雲, 位元組跳動). `sure`: nobody can have meant it otherwise;
    /// `backed`: it need not stand beside the entity's right name to be believed.
    Damaged { sure: bool, backed: bool },
    /// With letters of another script that look like its own (GitНub).
    Mixed,
    /// A version that is not joined to its model's name as that wants it (GPT4).
    Numbered,
    /// All in small letters, as commands and packages are: no name for sure.
    Plain,
}

/// What a sentence tells of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// It tells of earlier times: 原, 前身, 更名.
    pub history: bool,
    /// The earliest year it names.
    pub year: Option<u16>,
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
    /// A mention of which nothing is known but where it stands.
    fn new(cx: &Observe<'_>, found: &find::Found, entity: u16, around: Around) -> Self {
        let span = cx.view.span(found.range.clone());
        let raw = cx.view.raw().get(found.range.clone()).unwrap_or_default();
        Self {
            span,
            entity,
            group: found.group,
            house: 0,
            sure: false,
            reading: Reading::Right,
            around,
            hans: ThinVec::new(),
            hant: ThinVec::new(),
            broken: span.len() as usize != raw.iter().map(|c| c.len_utf8()).sum::<usize>(),
            time: Time::default(),
            acts: cues::is_of_business(cx, &found.range),
            ignored: cx.project.ignores(entity, raw),
            project: cx.project.own(found.group, entity).then(|| Arc::clone(cx.project)),
        }
    }

    /// Index of its group: mentions with one index differ in script, case and separators only.
    pub fn group_id(&self) -> u16 {
        self.group
    }

    /// Which of the group's right spellings is nearest to what stands here.
    pub fn house_id(&self) -> u8 {
        self.house
    }

    pub fn is_latin(&self) -> bool {
        self.group().is_some_and(|group| group.latin)
    }

    pub fn group(&self) -> Option<Group<'_>> {
        let own: Option<Group<'_>> = table::names().group(usize::from(self.group));
        own.or_else(|| self.project.as_ref()?.group(self.group))
    }

    /// The right spelling nearest to what stands here.
    pub fn house(&self) -> Option<&str> {
        self.group()?.house(self.house)
    }

    pub fn entity(&self) -> Option<Entity<'_>> {
        let own: Option<Entity<'_>> = table::names().entity(usize::from(self.entity));
        own.or_else(|| self.project.as_ref()?.entity(self.entity))
    }

    /// The listed wrong form that stands here.
    pub fn bad(&self) -> Option<Bad<'_>> {
        match self.reading {
            Reading::Listed { bad, .. } => self.group()?.bad().nth(usize::from(bad)),
            _ => None,
        }
    }

    /// True when this names the entity, given what the rest of the article names.
    pub fn counts(&self, facts: &Facts) -> bool {
        self.sure || facts.names.named(self.entity) > 0
    }

    /// The whole name in a script, as its data give it.
    pub fn form(&self, script: Script) -> Option<&str> {
        let group = self.group()?;
        let (hans, hant) = match &group.damaged {
            Some(damaged) => (damaged.hans, damaged.hant),
            None => (group.hans, group.hant),
        };
        Some(if script == Script::Hans { hans } else { hant })
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
        let rest = |m: &Self| {
            let flags = (m.sure, m.broken, m.ignored, m.acts);
            (m.entity, m.reading, m.around, m.time, m.group, m.house, flags)
        };
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
    let firm = |m: &Mention| matches!(m.reading, Reading::Mixed | Reading::Numbered) || m.counts(facts);
    let names = seen.mentions.iter().filter(move |m| !matches!(m.reading, Reading::Plain) && firm(m));
    names.map(|m| m.span)
}

/// Finds the mentions of one segment.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let found = find::find(cx);
    seen.dateline = dates::dateline(cx);
    if !found.is_empty() {
        let text = context::Text::new(cx);
        seen.mentions = found.into_iter().filter_map(|found| spelling::read(cx, &text, found)).collect();
    }
    for mention in mixed::observe(cx, &seen.signs).into_iter().chain(numbers::observe(cx)) {
        insert(&mut seen.mentions, mention);
    }
    seen.tokens = tokens::observe(cx, &seen.mentions).into();
    seen.links = gloss::observe(cx, &seen.mentions).into();
    for mention in seen.mentions.iter().filter(|m| m.sure) {
        seen.facts.names.add(mention.entity, 1);
    }
}

/// Puts a mention in its place; those that it overlaps are parts of it and go.
fn insert(mentions: &mut ThinVec<Mention>, mention: Mention) {
    mentions.retain(|m| !m.span.overlaps(mention.span));
    let at = mentions.partition_point(|m| m.span.start < mention.span.start);
    mentions.insert(at, mention);
}
