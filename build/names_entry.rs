//! One entry of a name file as an editor writes it, and the lists of people, whose entries are nothing
//! but a name in two scripts. Knows the schema, not the other entries.

use serde::Deserialize;

use super::model::{Kind, Level, Role};

#[path = "names_forms.rs"]
mod forms;

/// One entity.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: String,
    pub kind: EntryKind,
    pub parent: Option<String>,
    pub name: Name,
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
    /// A hyphen joins versions to the entity's Latin name: GPT-4.
    #[serde(default)]
    pub numbered: bool,
    tests: Tests,
    source: String,
    checked: String,
    pub confidence: Confidence,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    Vendor,
    Product,
    Model,
    Term,
    Person,
}

/// How sure the editor is of the forms.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    High,
    Medium,
    /// Written down for later: nothing is looked for.
    Low,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    #[serde(rename = "zh-Hans")]
    pub hans: Option<String>,
    #[serde(rename = "zh-Hant")]
    pub hant: Option<String>,
    #[serde(rename = "zh-TW")]
    pub tw: Option<String>,
    #[serde(rename = "zh-HK")]
    pub hk: Option<String>,
    pub en: Option<String>,
}

/// A form that is the same in both scripts, or one for each.
#[derive(Clone, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Spelling {
    One(String),
    Both {
        #[serde(rename = "zh-Hans")]
        hans: Option<String>,
        #[serde(rename = "zh-Hant")]
        hant: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Wrong {
    Form(String),
    Full(FullWrong),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullWrong {
    form: String,
    #[serde(rename = "use")]
    right: Option<Spelling>,
    #[serde(default)]
    level: Level,
    #[serde(default)]
    fix: Option<String>,
    #[serde(default)]
    not_before: String,
    #[serde(default)]
    not_after: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Former {
    name: Spelling,
    /// `2021` or `2021-10`: when the new name took over.
    until: Option<String>,
}

/// A right form in both scripts, and what it is to the entity.
pub struct Right {
    pub hans: String,
    pub hant: String,
    pub role: Role,
}

#[derive(Deserialize)]
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

/// Run by the tests, where the engine exists.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tests {
    bad: Vec<String>,
    ok: Vec<String>,
}

/// People who need no more than their name in two scripts: `馬雲/马云`, or one form where it is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    /// What they have in common; for the reader.
    #[serde(rename = "about")]
    _about: String,
    names: String,
}

/// The entries of a file, each checked by itself so that an error names the entry.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
    if let Some(key) = table.keys().find(|k| !["rules", "entity", "people"].contains(&k.as_str())) {
        return Err(format!("unknown key \"{key}\""));
    }
    let list = |key: &str| table.get(key).and_then(|e| e.as_array()).map(Vec::as_slice).unwrap_or_default();
    let mut entries = list("entity").iter().map(entry).collect::<Result<Vec<Entry>, String>>()?;
    for value in list("people") {
        let people: People = value.clone().try_into().map_err(|e: toml::de::Error| e.message().to_owned())?;
        entries.extend(people.names.split_whitespace().map(person));
    }
    if entries.is_empty() { Err("no [[entity]]".into()) } else { Ok(entries) }
}

fn entry(value: &toml::Value) -> Result<Entry, String> {
    let id = value.get("id").and_then(|v| v.as_str()).unwrap_or("an entry without id");
    let entry: Entry = value.clone().try_into().map_err(|e: toml::de::Error| format!("{id}: {}", e.message()))?;
    entry.is_whole().map_err(|e| format!("{id}: {e}"))?;
    Ok(entry)
}

/// The entry of `馬雲/马云`.
fn person(name: &str) -> Entry {
    let (hant, hans) = name.split_once('/').unwrap_or((name, name));
    Entry {
        id: hant.to_owned(),
        kind: EntryKind::Person,
        parent: None,
        name: Name { hans: Some(hans.to_owned()), hant: Some(hant.to_owned()), ..Name::default() },
        short: Vec::new(),
        alt: Vec::new(),
        bad: Vec::new(),
        former: Vec::new(),
        guard: Vec::new(),
        compound_ok: Vec::new(),
        numbered: false,
        tests: Tests::default(),
        source: String::new(),
        checked: String::new(),
        confidence: Confidence::High,
    }
}

impl Entry {
    pub fn kind(&self) -> Kind {
        match self.kind {
            EntryKind::Vendor => Kind::Vendor,
            EntryKind::Product => Kind::Product,
            EntryKind::Model => Kind::Model,
            EntryKind::Term => Kind::Term,
            EntryKind::Person => Kind::Person,
        }
    }

    /// What an entry must have beside its forms.
    fn is_whole(&self) -> Result<(), String> {
        let Tests { bad, ok } = &self.tests;
        if bad.is_empty() || ok.is_empty() {
            return Err(format!("no text in tests.{}", if bad.is_empty() { "bad" } else { "ok" }));
        }
        if let Some(text) = bad.iter().find(|t| t.split_once(" => ").is_none_or(|(wrong, right)| wrong == right)) {
            return Err(format!("\"{text}\" is no text `wrong => right`"));
        }
        if self.source.is_empty() {
            return Err("no source".into());
        }
        let month = self.checked.split_once('-').map(|(y, m)| (y.parse::<u16>(), m.parse::<u8>()));
        match month {
            Some((Ok(2000..), Ok(1..=12))) => Ok(()),
            _ => Err(format!("checked \"{}\" is no month like 2026-11", self.checked)),
        }
    }
}
