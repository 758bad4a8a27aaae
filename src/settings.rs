//! What a user may decide, complete and checked. Made from configuration files elsewhere.

use std::collections::BTreeMap;

use crate::finding::Severity;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Simplified.
    Hans,
    /// Traditional.
    Hant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// Mainland China.
    Cn,
    /// Taiwan.
    Tw,
    /// Hong Kong and Macao.
    Hk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Genre {
    Feature,
    Newswire,
    Newsletter,
    Press,
    Documentation,
}

/// What a house decides about figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureSettings {
    /// Outlets whose name in a paragraph vouches for its figures, folded as the view is.
    pub trusted: Vec<String>,
    /// Sentences that somebody who speaks is good for, after his own.
    pub carry: Option<u8>,
    /// Counts up to here are narration.
    pub small: Option<u32>,
    /// Findings of figures/unsourced and figures/vague-source an article, each.
    pub most: Option<u32>,
    /// Fingerprints of figures that somebody has checked.
    pub verified: Vec<String>,
    /// How far a source may carry.
    pub scope: FigureScope,
    /// Amounts of money, percentages and sizes below these want no source.
    pub least: Least,
    /// Figures of blocks that are left alone otherwise.
    pub headings: bool,
    pub captions: bool,
    pub tables: bool,
    /// Quotes of the market with a day, too.
    pub market: bool,
    /// Not those in quotation marks.
    pub skip_quotes: bool,
    /// Not those of English paragraphs.
    pub skip_english: bool,
    /// Words of headings whose sections are left alone, folded as the view is.
    pub sections: Vec<String>,
    /// What a figure measures, or who it is told of, where it wants no source; folded.
    pub subjects: Vec<String>,
    /// Figures as they are written that want no source; folded, without spaces.
    pub values: Vec<String>,
    pub fix_dollar: bool,
    pub fix_thousands: bool,
    pub fix_range: bool,
}

/// How far a source may carry at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureScope {
    /// Its own sentence only.
    Sentence,
    Paragraph,
    /// Over paragraphs, where the text goes on with it.
    #[default]
    Story,
}

/// The smallest figures that want a source, by what they measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Least {
    pub money: Option<u64>,
    pub percent: Option<u64>,
    pub measure: Option<u64>,
}

/// Everything the engine lets a user decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub script: Option<Script>,
    pub region: Option<Region>,
    pub genre: Option<Genre>,
    pub typography: Typography,
    pub figures: FigureSettings,
    /// Severity by rule id or family; `None` switches it off. The more exact key wins.
    pub levels: BTreeMap<String, Option<Severity>>,
    /// Rule ids or families to run; empty for all.
    pub select: Vec<String>,
    /// Rule ids or families not to run.
    pub ignore: Vec<String>,
    /// Labels of encodings that are no reason for a warning.
    pub accept: Vec<String>,
    /// Places that the configuration silences, for articles of these settings.
    pub hushed: Vec<Hushed>,
    pub names: NameSettings,
    /// When articles were written that do not say so themselves, as `2024`, `2024-05` or `2024-05-06`.
    pub date: Option<String>,
    pub packs: PackSettings,
}

/// What a project's own lexicons hold beside names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackSettings {
    pub words: Vec<PackWord>,
    /// Forms of the residue family, each with the name of its class.
    pub forms: Vec<(String, String)>,
}

/// A word with its wrong shapes, in articles of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackWord {
    pub script: Script,
    pub right: String,
    pub wrong: Vec<String>,
    /// It must begin and end where words do.
    pub borders: bool,
}

/// What a project says of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameSettings {
    pub entities: Vec<NameEntity>,
    /// The form to write, by an entity's id or one of its forms.
    pub prefer: BTreeMap<String, String>,
    /// Ids of entities, or single forms, that are never flagged.
    pub ignore: Vec<String>,
    /// Entities whose first mention wants a gloss.
    pub require_gloss: Vec<String>,
}

/// A name in Simplified and in Traditional.
pub type InBothScripts = (String, String);

/// A project's own entity. Forms come in both scripts, equal where they do not differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameEntity {
    pub id: String,
    pub kind: String,
    pub parent: Option<String>,
    pub hans: Option<String>,
    pub hant: Option<String>,
    pub tw: Option<String>,
    pub hk: Option<String>,
    pub en: Option<String>,
    pub short: Vec<(String, String)>,
    pub alt: Vec<(String, String)>,
    pub bad: Vec<NameSlip>,
    /// When a right form counts at all.
    pub guards: Vec<(String, NameGuard)>,
    /// Old name, and until when it was right (month 0: only the year is known).
    pub former: Vec<(InBothScripts, Option<(u16, u8)>)>,
    /// Right as a whole.
    pub compounds: Vec<String>,
}

/// A wrong form of a project's own entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameSlip {
    pub form: String,
    /// What to write; the entity's own name when left out.
    pub right: Option<String>,
    /// A person chooses.
    pub suggested: bool,
    pub level: NameLevel,
    pub guard: NameGuard,
}

/// How loudly a wrong form is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameLevel {
    #[default]
    Warning,
    Info,
    Hint,
}

/// When a form counts: see `guard` in `rules/names/README.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameGuard {
    pub word: bool,
    pub not_before: String,
    pub not_after: String,
    pub needs: Vec<String>,
    pub unless: Vec<String>,
}

/// An entry of the configuration that silences places by what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hushed {
    /// A rule or a family.
    pub rule: String,
    /// The flagged text itself; any text when left out.
    pub text: Option<String>,
    /// It is for one file, by name: whether it silences anything can be told from that file alone.
    pub names_a_file: bool,
    /// The configuration file it stands in, and its line, from 1.
    pub path: String,
    pub line: usize,
}

impl Hushed {
    /// True for what stands in the place of a finding of its rule.
    pub fn silences(&self, text: &str) -> bool {
        self.text.as_ref().is_none_or(|wanted| wanted == text)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// “ ”
    Curly,
    /// 「 」
    Corner,
    /// " "
    Straight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spacing {
    /// 使用 GPU 訓練
    Spaced,
    /// 使用GPU訓練
    Tight,
}

/// A house style that goes before the article's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typography {
    pub quotes: Option<Quotes>,
    pub spacing: Option<Spacing>,
}

impl Settings {
    /// The severity a rule reports at, given its default; `None` when it must not run.
    pub fn severity(&self, rule: &str, default: Option<Severity>) -> Option<Severity> {
        let names = |key: &String| matches(key, rule);
        if (!self.select.is_empty() && !self.select.iter().any(names)) || self.ignore.iter().any(names) {
            return None;
        }
        let family = rule.split('/').next().unwrap_or(rule);
        match self.levels.get(rule).or_else(|| self.levels.get(family)) {
            Some(level) => *level,
            None if default.is_none() && self.select.iter().any(|key| key == rule) => Some(Severity::Warning),
            None => default,
        }
    }

    /// True when the user said that files in this encoding (its WHATWG name) are welcome.
    pub fn accepts_encoding(&self, name: &str) -> bool {
        let named = |label: &str| encoding_rs::Encoding::for_label(label.as_bytes());
        self.accept.iter().any(|label| named(label).is_some_and(|e| Some(e) == named(name)))
    }

    /// True when `key` (a rule or a family) has not been left out of the run.
    pub fn runs(&self, key: &str) -> bool {
        let is_in = |list: &[String]| list.iter().any(|wanted| matches(wanted, key));
        (self.select.is_empty() || is_in(&self.select)) && !is_in(&self.ignore)
    }

    /// The severity a user set for the rule, if any.
    pub fn configured(&self, rule: &str) -> Option<Severity> {
        let family = rule.split('/').next().unwrap_or(rule);
        self.levels.get(rule).or_else(|| self.levels.get(family)).copied().flatten()
    }
}

/// True when `key` is the rule's id or its family.
pub fn matches(key: &str, rule: &str) -> bool {
    rule.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
