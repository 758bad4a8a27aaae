//! `[names]` of a configuration: the project's own entities, what it prefers, ignores and wants explained.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{ConfigFault, PartialConfig, did_you_mean};
use crate::analysis::names::{ProjectNames, known_ids};
use crate::settings::{NameEntity, NameGuard, NameLevel, NameSlip};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartialNames {
    /// Entities as in `rules/names`.
    #[serde(default)]
    pub entity: Vec<Spanned<PartialEntity>>,
    /// The form to write, by an entity's id or one of its forms.
    #[serde(default)]
    pub prefer: BTreeMap<Spanned<String>, Spanned<String>>,
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
    pub require_gloss: Option<Spanned<Vec<Spanned<String>>>>,
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
    guard: Vec<FormGuard>,
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
    #[serde(default)]
    level: NameLevel,
    #[serde(default)]
    not_before: String,
    #[serde(default)]
    not_after: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

/// When a right form counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormGuard {
    form: String,
    #[serde(default)]
    word: bool,
    #[serde(default)]
    not_before: String,
    #[serde(default)]
    not_after: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Former {
    name: Spelling,
    until: Option<String>,
}

/// The kinds of entities.
const KINDS: [&str; 5] = ["vendor", "product", "model", "term", "person"];
/// What `fix` of a wrong form may say.
const FIXES: [&str; 2] = ["safe", "suggested"];

impl PartialNames {
    /// A fault when an entity says what cannot be.
    pub fn check(&self, text: &str) -> Result<(), ConfigFault> {
        for entity in &self.entity {
            let at = entity.span().start;
            let entity = entity.get_ref();
            entity.check_forms(text, at)?;
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

    /// A fault where `prefer` or `require-gloss` names what is neither an entity of `rules/` nor one of `files`,
    /// which hold the project's own.
    pub fn check_known(&self, text: &str, files: &[&PartialConfig]) -> Result<(), ConfigFault> {
        let glossed = self.first_mention.require_gloss.iter().flat_map(|list| list.get_ref());
        let mut wanted = self.prefer.keys().chain(glossed).peekable();
        if wanted.peek().is_none() {
            return Ok(());
        }
        let parts = |file: &&'_ PartialConfig| -> Vec<NameEntity> {
            let overrides = file.parts().map(|part| &part.get_ref().names);
            let names = std::iter::once(&file.names).chain(overrides);
            let packed = file.loaded.iter().flat_map(|pack| pack.entities.iter().cloned());
            names.flat_map(|names| &names.entity).map(|entity| entity.get_ref().settings()).chain(packed).collect()
        };
        let own: Vec<NameEntity> = files.iter().flat_map(parts).collect();
        let known = ProjectNames::of_entities(&own);
        let Some(unknown) = wanted.find(|name| !known.knows(name.get_ref())) else { return Ok(()) };
        let mut ids: Vec<&str> = known_ids().collect();
        ids.extend(own.iter().map(|entity| entity.id.as_str()));
        let help = did_you_mean(unknown.get_ref(), &ids);
        let help =
            help.unwrap_or_else(|| "`jiaodui names PATH` shows ids; your own stand in [[names.entity]]".to_owned());
        let fault = ConfigFault::new(format!("unknown name `{}`", unknown.get_ref())).help(Some(help));
        Err(fault.at(text, unknown.span().start))
    }
}

impl PartialEntity {
    /// What the types cannot say of its forms.
    fn check_forms(&self, text: &str, at: usize) -> Result<(), ConfigFault> {
        let settings = self.settings();
        let right = ProjectNames::of_entities(std::slice::from_ref(&settings));
        if let Some((form, _)) = settings.guards.iter().find(|(form, _)| !right.has_form(form)) {
            return Err(ConfigFault::new(format!("guard for `{form}`, which is no form of `{}`", self.id)).at(text, at));
        }
        let wrong = settings.bad.iter().find(|slip| right.has_form(&slip.form));
        if let Some(slip) = wrong {
            return Err(ConfigFault::new(format!("`{}` is a right form and a wrong one", slip.form)).at(text, at));
        }
        for wrong in &self.bad {
            let Wrong::Full(FullWrong { fix: Some(fix), .. }) = wrong else { continue };
            if !FIXES.contains(&fix.as_str()) {
                let fault = ConfigFault::new(format!("unknown value `{fix}`")).help(did_you_mean(fix, &FIXES));
                return Err(fault.at(text, at));
            }
        }
        Ok(())
    }

    /// The texts of `tests` that are `ok` or `bad`.
    pub(super) fn examples(&self, sort: &str) -> Vec<String> {
        let list = self.tests.as_ref().and_then(|tests| tests.get(sort)?.as_array());
        list.into_iter().flatten().filter_map(|text| text.as_str()).map(str::to_owned).collect()
    }

    pub fn settings(&self) -> NameEntity {
        let both = |list: &[Spelling]| list.iter().filter_map(Spelling::both).collect();

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
            bad: self.bad.iter().map(Wrong::slip).collect(),
            guards: self.guard.iter().map(|guard| (guard.form.clone(), guard.settings())).collect(),
            former: self.former.iter().filter_map(former).collect(),
            compounds: self.compound_ok.clone(),
        }
    }
}

impl Wrong {
    fn slip(&self) -> NameSlip {
        match self {
            Self::Form(form) => NameSlip { form: form.clone(), ..NameSlip::default() },
            Self::Full(full) => {
                let FullWrong { form, right, fix, level, not_before, not_after, needs, unless } = full.clone();
                let suggested = fix.as_deref() == Some("suggested");
                let guard = NameGuard { word: false, not_before, not_after, needs, unless };
                NameSlip { form, right, suggested, level, guard }
            }
        }
    }
}

impl FormGuard {
    fn settings(&self) -> NameGuard {
        let Self { word, not_before, not_after, needs, unless, .. } = self.clone();
        NameGuard { word, not_before, not_after, needs, unless }
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
