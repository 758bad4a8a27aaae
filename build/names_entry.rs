//! One entry of a name file as an editor writes it. Knows the schema, not the other entries.

use serde::Deserialize;

use super::model::{Bad, Guard, Kind, Level, Role};
use super::spell::has_han;

/// One entity.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "tests, provenance and remarks are for people and for the tests")]
pub struct Entry {
    pub id: String,
    kind: String,
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
    tests: Tests,
    source: String,
    checked: String,
    confidence: String,
}

#[derive(Deserialize)]
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "run by the tests")]
struct Tests {
    bad: Vec<String>,
    ok: Vec<String>,
}

/// The entries of a file, each checked by itself so that an error names the entry.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.to_string())?;
    if let Some(key) = table.keys().find(|k| !["rules", "entity"].contains(&k.as_str())) {
        return Err(format!("unknown key \"{key}\""));
    }
    let entries = table.get("entity").and_then(|e| e.as_array()).ok_or("no [[entity]]")?;
    entries.iter().map(entry).collect()
}

fn entry(value: &toml::Value) -> Result<Entry, String> {
    let id = value.get("id").and_then(|v| v.as_str()).unwrap_or("an entry without id");
    let entry: Entry = value.clone().try_into().map_err(|e: toml::de::Error| format!("{id}: {}", e.message()))?;
    let kinds = ["vendor", "product", "model", "term"];
    if !kinds.contains(&entry.kind.as_str()) {
        return Err(format!("{id}: kind \"{}\" is none of {}", entry.kind, kinds.join(", ")));
    }
    if entry.tests.ok.is_empty() {
        return Err(format!("{id}: no text in tests.ok"));
    }
    Ok(entry)
}

impl Entry {
    pub fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "product" => Kind::Product,
            "model" => Kind::Model,
            "term" => Kind::Term,
            _ => Kind::Vendor,
        }
    }

    /// Every right form in both scripts; the first is the house form.
    pub fn right_forms(&self) -> Result<Vec<Right>, String> {
        let mut forms = Vec::new();
        if let Some(en) = &self.name.en {
            forms.push(Right::one(en, Role::House));
        }
        match (&self.name.hans, &self.name.hant) {
            (Some(hans), Some(hant)) => {
                forms.push(Right { hans: hans.clone(), hant: hant.clone(), role: Role::House });
            }
            (Some(one), None) | (None, Some(one)) => forms.push(Right::one(one, Role::House)),
            (None, None) => {}
        }
        let regional = [&self.name.tw, &self.name.hk].into_iter().flatten();
        forms.extend(regional.map(|form| Right::one(form, Role::Regional)));
        forms.extend(self.short.iter().filter_map(|s| Right::of(s, Role::Short)));
        forms.extend(self.alt.iter().filter_map(|s| Right::of(s, Role::Alt)));
        for former in &self.former {
            let until = former.until.as_deref().map(year_month).transpose()?;
            forms.extend(Right::of(&former.name, Role::Former { until }));
        }
        forms.extend(self.compound_ok.iter().map(|form| Right::one(form, Role::Compound)));
        Ok(forms)
    }

    /// The guard written for a form, by either script's spelling.
    pub fn guard_of(&self, hans: &str, hant: &str) -> Guard {
        let guard = self.guard.iter().find(|g| g.form == hans || g.form == hant);
        guard.map_or_else(Guard::default, |g| Guard {
            word: g.word,
            not_before: g.not_before.clone(),
            not_after: g.not_after.clone(),
            needs: g.needs.clone(),
            unless: g.unless.clone(),
        })
    }

    /// A guard must guard something.
    pub fn guards_fit(&self) -> Result<(), String> {
        let forms = self.right_forms()?;
        let known = |form: &String| forms.iter().any(|right| right.hans == *form || right.hant == *form);
        match self.guard.iter().find(|g| !known(&g.form)) {
            Some(guard) => Err(format!("guard for \"{}\", which is no form of the entity", guard.form)),
            None => Ok(()),
        }
    }

    pub fn wrong_forms(&self) -> Result<Vec<Bad>, String> {
        self.bad.iter().map(|wrong| self.wrong_form(wrong)).collect()
    }

    fn wrong_form(&self, wrong: &Wrong) -> Result<Bad, String> {
        let full = match wrong {
            Wrong::Form(form) => &FullWrong::of(form),
            Wrong::Full(full) => full,
        };
        let (hans, hant) = match &full.right {
            Some(right) => right.both().ok_or("an empty replacement")?,
            None => self.name_like(&full.form)?,
        };
        let suggested = match full.fix.as_deref() {
            None | Some("safe") => false,
            Some("suggested") => true,
            Some(other) => return Err(format!("fix \"{other}\" is none of safe, suggested")),
        };
        let guard = Guard {
            word: false,
            not_before: full.not_before.clone(),
            not_after: full.not_after.clone(),
            needs: full.needs.clone(),
            unless: full.unless.clone(),
        };
        Ok(Bad { form: full.form.clone(), hans, hant, level: full.level, suggested, guard })
    }

    /// The entity's own name in the kind of letters that the wrong form has.
    fn name_like(&self, form: &str) -> Result<(String, String), String> {
        let found = if has_han(form) {
            let hans = self.name.hans.clone().or(self.name.hant.clone());
            hans.map(|hans| (hans.clone(), self.name.hant.clone().unwrap_or(hans)))
        } else {
            self.name.en.clone().map(|en| (en.clone(), en))
        };
        found.ok_or_else(|| format!("wrong form \"{form}\" wants a replacement: use = \"…\""))
    }
}

impl Spelling {
    fn both(&self) -> Option<(String, String)> {
        match self {
            Self::One(form) => Some((form.clone(), form.clone())),
            Self::Both { hans, hant } => {
                let one = hans.clone().or_else(|| hant.clone())?;
                Some((one.clone(), hant.clone().unwrap_or(one)))
            }
        }
    }
}

impl Right {
    fn one(form: &str, role: Role) -> Self {
        Self { hans: form.to_owned(), hant: form.to_owned(), role }
    }

    fn of(spelling: &Spelling, role: Role) -> Option<Self> {
        spelling.both().map(|(hans, hant)| Self { hans, hant, role })
    }
}

/// `2021` is (2021, 0), `2021-10` is (2021, 10).
fn year_month(text: &str) -> Result<(u16, u8), String> {
    let (year, month) = text.split_once('-').unwrap_or((text, "0"));
    match (year.parse(), month.parse()) {
        (Ok(year), Ok(month)) if month <= 12 => Ok((year, month)),
        _ => Err(format!("until = \"{text}\" is no year or year-month")),
    }
}

impl FullWrong {
    fn of(form: &str) -> Self {
        Self {
            form: form.to_owned(),
            right: None,
            level: Level::Warning,
            fix: None,
            not_before: String::new(),
            not_after: String::new(),
            needs: Vec::new(),
            unless: Vec::new(),
        }
    }
}
