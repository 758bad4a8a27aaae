//! `[names]` of a configuration: the project's own entities, what it prefers, ignores and wants explained.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{ConfigFault, did_you_mean};
use crate::settings::NameEntity;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartialNames {
    /// Entities as in `rules/names`.
    #[serde(default)]
    pub entity: Vec<Spanned<PartialEntity>>,
    /// The form to write, by an entity's id or one of its forms.
    #[serde(default)]
    pub prefer: BTreeMap<String, Spanned<String>>,
    /// Entities, or single forms, that are never flagged.
    pub ignore: Option<Spanned<Vec<String>>>,
    #[serde(default, alias = "first_mention")]
    pub first_mention: PartialFirstMention,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartialFirstMention {
    /// Entities whose first mention wants a gloss.
    #[serde(alias = "require_gloss")]
    pub require_gloss: Option<Spanned<Vec<String>>>,
}

/// One entity. Examples and provenance may stand here as in `rules/names`; a pack's examples are run on request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialEntity {
    pub id: String,
    #[serde(default)]
    kind: Option<Spanned<String>>,
    parent: Option<String>,
    name: PartialName,
    #[serde(default)]
    short: Vec<Spelling>,
    #[serde(default)]
    alt: Vec<Spelling>,
    #[serde(default)]
    bad: Vec<Wrong>,
    #[serde(default)]
    former: Vec<Former>,
    #[serde(default)]
    compound_ok: Vec<String>,
    tests: Option<toml::Table>,
    #[serde(rename = "source")]
    _source: Option<String>,
    #[serde(rename = "checked")]
    _checked: Option<String>,
    #[serde(rename = "confidence")]
    _confidence: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartialName {
    #[serde(rename = "zh-Hans")]
    hans: Option<String>,
    #[serde(rename = "zh-Hant")]
    hant: Option<String>,
    #[serde(rename = "zh-TW")]
    tw: Option<String>,
    #[serde(rename = "zh-HK")]
    hk: Option<String>,
    en: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Spelling {
    One(String),
    Both(PartialName),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Wrong {
    Form(String),
    Full(FullWrong),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FullWrong {
    form: String,
    #[serde(rename = "use")]
    right: Option<String>,
    fix: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Former {
    name: Spelling,
    until: Option<String>,
}

/// The kinds of entities.
const KINDS: [&str; 5] = ["vendor", "product", "model", "term", "person"];

impl PartialNames {
    /// A fault when an entity says what cannot be.
    pub fn check(&self, text: &str) -> Result<(), ConfigFault> {
        for entity in &self.entity {
            let at = entity.span().start;
            let entity = entity.get_ref();
            if let Some(kind) = entity.kind.as_ref().filter(|kind| !KINDS.contains(&kind.get_ref().as_str())) {
                let help = did_you_mean(kind.get_ref(), &KINDS);
                let help = help.or_else(|| Some(format!("known here: {}", KINDS.join(", "))));
                let fault = ConfigFault::new(format!("unknown value `{}`", kind.get_ref())).help(help);
                return Err(fault.at(text, kind.span().start));
            }
            let name = &entity.name;
            if [&name.hans, &name.hant, &name.tw, &name.hk, &name.en].iter().all(|form| form.is_none()) {
                return Err(ConfigFault::new(format!("`{}` has no name in any language", entity.id)).at(text, at));
            }
            if entity.former.iter().any(|f| f.until.as_deref().is_some_and(|until| year_month(until).is_none())) {
                return Err(
                    ConfigFault::new("`until` is a year or a month, as in \"2021\" or \"2021-10\"").at(text, at)
                );
            }
        }
        Ok(())
    }
}

impl PartialEntity {
    /// The texts of `tests` that are `ok` or `bad`.
    pub(super) fn examples(&self, sort: &str) -> Vec<String> {
        let list = self.tests.as_ref().and_then(|tests| tests.get(sort)?.as_array());
        list.into_iter().flatten().filter_map(|text| text.as_str()).map(str::to_owned).collect()
    }

    pub fn settings(&self) -> NameEntity {
        let both = |list: &[Spelling]| list.iter().filter_map(Spelling::both).collect();
        let wrong = |wrong: &Wrong| match wrong {
            Wrong::Form(form) => (form.clone(), None, false),
            Wrong::Full(full) => (full.form.clone(), full.right.clone(), full.fix.as_deref() == Some("suggested")),
        };
        let former = |former: &Former| Some((former.name.both()?, former.until.as_deref().and_then(year_month)));
        NameEntity {
            id: self.id.clone(),
            kind: self.kind.as_ref().map_or_else(|| "vendor".to_owned(), |kind| kind.get_ref().clone()),
            parent: self.parent.clone(),
            hans: self.name.hans.clone(),
            hant: self.name.hant.clone(),
            tw: self.name.tw.clone(),
            hk: self.name.hk.clone(),
            en: self.name.en.clone(),
            short: both(&self.short),
            alt: both(&self.alt),
            bad: self.bad.iter().map(wrong).collect(),
            former: self.former.iter().filter_map(former).collect(),
            compounds: self.compound_ok.clone(),
        }
    }
}

impl Spelling {
    fn both(&self) -> Option<(String, String)> {
        match self {
            Self::One(form) => Some((form.clone(), form.clone())),
            Self::Both(PartialName { hans, hant, .. }) => {
                let one = hans.clone().or_else(|| hant.clone())?;
                Some((one.clone(), hant.clone().unwrap_or(one)))
            }
        }
    }
}

fn year_month(text: &str) -> Option<(u16, u8)> {
    let (year, month) = text.split_once('-').unwrap_or((text, "0"));
    Some((year.parse().ok()?, month.parse().ok().filter(|month| *month <= 12)?))
}
