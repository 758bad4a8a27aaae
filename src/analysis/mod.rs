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
}

/// Everything observed in one segment. Spans are bytes of the segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    pub damage: Vec<damage::Damage>,
    /// What is damage only where the article proves more of the same elsewhere.
    pub weak: Vec<damage::Damage>,
    /// What the pass for damage noted for the look at single characters, which takes it.
    pub(crate) odd: Vec<signs::Odd>,
    pub signs: Vec<signs::Sign>,
    pub mentions: Vec<names::Mention>,
    /// Names that this segment calls the same.
    pub links: Vec<names::Link>,
    /// Latin words that may be names.
    pub tokens: Vec<names::Token>,
    /// The date of the article, where this segment is little more than a date.
    pub dateline: Option<names::Month>,
    pub script: Vec<script::Spot>,
    pub terms: Vec<script::Term>,
    pub variants: Vec<script::Variant>,
    pub sentences: Vec<attribution::Sentence>,
    pub prints: Vec<repeat::Print>,
    pub borders: Vec<style::Border>,
    pub style: style::Signs,
    /// Observations of single rules that no analysis shares, in the order of the rules.
    pub marks: Vec<Mark>,
    pub facts: Facts,
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
    /// Gives back the room that growing lists have taken ahead: half of all memory, where an article stays open.
    pub fn shrink(&mut self) {
        self.damage.shrink_to_fit();
        self.signs.shrink_to_fit();
        self.mentions.shrink_to_fit();
        self.links.shrink_to_fit();
        self.tokens.shrink_to_fit();
        self.script.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.variants.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.sentences.iter_mut().for_each(attribution::Sentence::shrink);
        self.prints.shrink_to_fit();
        self.borders.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.facts.tallies.shrink_to_fit();
    }

    /// The marks of one rule.
    pub fn marks_of(&self, rule: &'static str) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |m| m.rule == rule)
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
