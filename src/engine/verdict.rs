//! The article's own profile, from its facts, what it declares and what the user decided.

use super::{Article, Kinds};
use crate::analysis::Facts;
use crate::analysis::style::{Quotes, Spacing};
use crate::document::Declaration;
use crate::settings::{Genre, Region, Script, Settings};

/// What the article is, in the one place where the rules look it up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The script findings are deviations from: configured, declared (unless the characters clearly
    /// contradict it, which script/declaration reports), or told by the characters.
    pub script: Option<Script>,
    pub region: Option<Region>,
    pub genre: Option<Genre>,
    pub quotes: Option<Quotes>,
    pub spacing: Option<Spacing>,
    /// What `lang` or front matter says, if anything.
    pub declared: Option<(Script, Option<Region>)>,
    pub title: Option<Box<str>>,
    /// As the article gives it.
    pub date: Option<Box<str>>,
}

impl Verdict {
    pub fn new(article: &Article, facts: &Facts, settings: &Settings) -> Self {
        let quotes = settings.typography.quotes.or_else(|| facts.style.quotes());
        let spacing = settings.typography.spacing.or_else(|| facts.style.spacing());
        let mut verdict = Self { genre: settings.genre, quotes, spacing, ..Self::default() };
        let declaring = article.sums().with(Kinds::DECLARATIONS).flatten().filter_map(|i| article.at(i));
        for declaration in declaring.flat_map(|at| &at.segment.declarations) {
            match declaration {
                Declaration::Lang(lang, _) => verdict.declared = verdict.declared.or_else(|| script_of(lang)),
                Declaration::Title(title) => verdict.title = verdict.title.take().or_else(|| Some(title.clone())),
                Declaration::Date(date) => verdict.date = verdict.date.take().or_else(|| Some(date.clone())),
                Declaration::Label(_) => {}
            }
        }
        let says = verdict.declared.map(|(script, _)| script);
        let believed = says.filter(|script| facts.script.letters.contradiction(*script).is_none());
        let configured = settings.script.or(settings.region.map(script_in));
        verdict.script = configured.or(believed).or_else(|| facts.script.letters.script()).or(says);
        let declared =
            verdict.declared.filter(|(script, _)| Some(*script) == verdict.script).and_then(|(_, region)| region);
        verdict.region = settings.region.or(declared).or_else(|| facts.script.region());
        verdict
    }
}

/// The script written in a region.
pub fn script_in(region: Region) -> Script {
    match region {
        Region::Cn => Script::Hans,
        Region::Tw | Region::Hk => Script::Hant,
    }
}

/// What a language tag says of Chinese script and region.
pub fn script_of(tag: &str) -> Option<(Script, Option<Region>)> {
    let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    if !matches!(parts.next(), Some("zh" | "cmn" | "yue")) {
        return None;
    }
    let parts: Vec<&str> = parts.collect();
    let has = |part: &str| parts.contains(&part);
    let region = if has("tw") {
        Some(Region::Tw)
    } else if has("hk") || has("mo") {
        Some(Region::Hk)
    } else if has("cn") {
        Some(Region::Cn)
    } else {
        None
    };
    let script = if has("hant") {
        Some(Script::Hant)
    } else if has("hans") || has("sg") || has("my") {
        Some(Script::Hans)
    } else {
        region.map(script_in)
    };
    script.map(|script| (script, region))
}
