//! What stands in one segment, before anybody judges whether it is wrong there.
//!
//! Pure: the same segment and settings give the same observations. Knows no article, no severity.

pub mod attribution;
pub mod damage;
pub mod figure;
pub mod lattice;
pub mod names;
pub mod repeat;
pub mod residue;
pub mod script;
pub mod signs;
pub mod style;

use std::cell::OnceCell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use thin_vec::ThinVec;

use crate::document::{Segment, View};
use crate::lexicon::Hits;
use crate::settings::Settings;
use crate::text::Span;

/// What an observer may look at.
#[derive(Clone, Copy)]
pub struct Observe<'a> {
    pub segment: &'a Segment,
    /// Folded, noise deleted, damage and masks as placeholders.
    pub view: &'a View,
    /// What the lexicons hold of this view.
    pub hits: &'a Hits,
    pub lattice: &'a lattice::Lattice,
    pub settings: &'a Settings,
    /// The project's own names.
    pub project: &'a std::sync::Arc<names::ProjectNames>,
    /// What several observers ask, and the first of them makes.
    pub shared: &'a Shared,
}

/// What is made of a segment once, and not before somebody asks.
#[derive(Debug, Default)]
pub struct Shared {
    text: OnceCell<residue::Text>,
    words: OnceCell<Vec<residue::Word>>,
}

impl<'a> Observe<'a> {
    /// Lines, sentences and quotations of the view.
    pub fn text(&self) -> &'a residue::Text {
        self.shared.text.get_or_init(|| residue::Text::new(self.view.chars()))
    }
}

/// Everything observed in one segment. Spans are bytes of the segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    pub damage: ThinVec<damage::Damage>,
    /// What is damage only where the article proves more of the same elsewhere.
    pub weak: ThinVec<damage::Damage>,
    /// What the pass for damage noted for the look at single characters, which takes it.
    pub(crate) odd: ThinVec<signs::Odd>,
    pub signs: ThinVec<signs::Sign>,
    pub mentions: ThinVec<names::Mention>,
    /// Names that this segment calls the same.
    pub links: ThinVec<names::Link>,
    /// Latin words that may be names.
    pub tokens: ThinVec<names::Token>,
    /// The date of the article, where this segment is little more than a date.
    pub dateline: Option<names::Month>,
    pub script: ThinVec<script::Spot>,
    pub terms: ThinVec<script::Term>,
    pub variants: ThinVec<script::Variant>,
    pub sentences: ThinVec<attribution::Sentence>,
    pub prints: ThinVec<repeat::Print>,
    pub borders: ThinVec<style::Border>,
    pub style: style::Signs,
    pub letters: script::Letters,
    /// Observations of single rules that no analysis shares, in the order of the rules.
    pub marks: ThinVec<Mark>,
    pub facts: Own,
}

/// A place that one rule noted for its own judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub rule: &'static str,
    pub span: Span,
    /// Meaning private to the rule.
    pub tag: u32,
    /// What would stand there instead, or another word of the rule's own.
    pub text: Option<Box<str>>,
}

impl Seen {
    /// Gives back the room that growing lists have taken ahead: half of all memory.
    pub fn shrink(&mut self) {
        self.damage.shrink_to_fit();
        self.weak.shrink_to_fit();
        self.signs.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.tokens.shrink_to_fit();
        self.script.shrink_to_fit();
        self.script.iter_mut().for_each(script::Spot::shrink);
        self.terms.shrink_to_fit();
        self.variants.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.sentences.iter_mut().for_each(attribution::Sentence::shrink);
        self.prints.shrink_to_fit();
        self.borders.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.links.shrink_to_fit();
    }

    /// Gives back the facts, which have been added up.
    pub fn forget(&mut self) {
        self.facts = Own::default();
    }

    /// The marks of one rule.
    pub fn marks_of(&self, rule: &'static str) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |m| m.rule == rule)
    }
}

/// The facts of one segment: none where it has none, or where they have been added up for good.
#[derive(Clone, Default)]
pub struct Own(Option<Box<Facts>>);

impl Deref for Own {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        static NONE: LazyLock<Facts> = LazyLock::new(Facts::default);
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Own {
    fn deref_mut(&mut self) -> &mut Facts {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for Own {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// What is summed over the article. `merge` is associative and `default` its identity,
/// so that segments may be added in any grouping (but in order).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub damage: damage::DamageFacts,
    pub names: names::NameFacts,
    pub script: script::ScriptFacts,
    pub figures: attribution::FigureFacts,
    pub style: style::StyleFacts,
    /// Counts of single rules: (rule, tag) to number, sorted.
    pub tallies: Vec<((&'static str, u32), u32)>,
}

impl Facts {
    /// Adds the facts of what follows.
    pub fn merge(&mut self, next: &Self) {
        self.damage.merge(&next.damage);
        self.names.merge(&next.names);
        self.script.merge(&next.script);
        self.figures.merge(&next.figures);
        self.style.merge(&next.style);
        for &((rule, tag), n) in &next.tallies {
            self.tally(rule, tag, n);
        }
    }

    /// Adds `n` to a rule's own count.
    pub fn tally(&mut self, rule: &'static str, tag: u32, n: u32) {
        match self.tallies.binary_search_by_key(&(rule, tag), |(key, _)| *key) {
            Ok(i) => {
                if let Some((_, count)) = self.tallies.get_mut(i) {
                    *count = count.saturating_add(n);
                }
            }
            Err(i) => self.tallies.insert(i, ((rule, tag), n)),
        }
    }

    /// A rule's own count.
    pub fn count(&self, rule: &'static str, tag: u32) -> u32 {
        let found = self.tallies.binary_search_by_key(&(rule, tag), |(key, _)| *key);
        found.ok().and_then(|i| self.tallies.get(i)).map_or(0, |(_, n)| *n)
    }
}
