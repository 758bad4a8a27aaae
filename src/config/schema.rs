//! The JSON Schema of `jiaodui.toml`, for editors, made from the list of all keys in `rules/settings.toml`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::known_keys;
use crate::finding::Severity;

const REFERENCE: &str = include_str!("../../rules/settings.toml");

#[derive(Debug, Deserialize)]
struct Reference {
    setting: Vec<Setting>,
}

/// One key, in full.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// With dots between tables.
    pub key: String,
    kind: Kind,
    values: Option<Vec<String>>,
    /// Concerns the whole run: cannot stand in an override.
    #[serde(default)]
    run: bool,
    /// Stands in an override only.
    #[serde(default, rename = "override")]
    in_override: bool,
    /// A value as TOML writes it.
    pub example: String,
    hans: String,
    hant: String,
    en: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Number,
    Switch,
    Words,
    /// Names of rules and families.
    Rules,
    /// Values by a name of the user's choice.
    Texts,
    Levels,
    Ignore,
    Overrides,
    /// Tables whose keys another file documents.
    Tables,
}

/// Every key, in the order it is shown. Empty only if the list of this build could not be read, which a test
/// rules out.
pub fn settings() -> Vec<Setting> {
    toml::from_str::<Reference>(REFERENCE).map(|reference| reference.setting).unwrap_or_default()
}

/// The schema (draft 7, as editors' TOML extensions read it).
pub fn schema() -> Value {
    let settings = settings();
    let whole = table(settings.iter().filter(|s| !s.in_override), &settings);
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "jiaodui.toml",
        "description": "jiaodui（校对）的设置 · settings of jiaodui",
    });
    if let (Some(schema), Value::Object(whole)) = (schema.as_object_mut(), whole) {
        schema.extend(whole);
    }
    schema
}

/// An object schema of some keys; tables of keys with dots are nested.
fn table<'a>(keys: impl Iterator<Item = &'a Setting>, all: &[Setting]) -> Value {
    let mut whole = empty();
    for setting in keys {
        insert(&mut whole, &setting.key, setting.schema(all));
    }
    whole
}

fn insert(at: &mut Value, path: &str, schema: Value) {
    let Some(properties) = at.pointer_mut("/properties").and_then(Value::as_object_mut) else { return };
    match path.split_once('.') {
        None => drop(properties.insert(path.to_owned(), schema)),
        Some((name, rest)) => insert(properties.entry(name).or_insert_with(empty), rest, schema),
    }
}

fn empty() -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": {} })
}

impl Setting {
    fn schema(&self, all: &[Self]) -> Value {
        let mut schema = match self.kind {
            Kind::Text => self.text(),
            Kind::Number => json!({ "type": "number" }),
            Kind::Switch => json!({ "type": "boolean" }),
            Kind::Words => json!({ "type": "array", "items": self.text() }),
            Kind::Rules => json!({ "type": "array", "items": { "enum": known_keys() } }),
            Kind::Texts => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            Kind::Tables => json!({ "type": "array", "items": { "type": "object" } }),
            Kind::Levels => {
                let severities = [Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];
                let levels: Vec<&str> = ["off"].into_iter().chain(severities.map(Severity::name)).collect();
                json!({
                    "type": "object",
                    "propertyNames": { "enum": known_keys() },
                    "additionalProperties": { "enum": levels },
                })
            }
            Kind::Ignore => json!({ "type": "array", "items": { "anyOf": [{ "enum": known_keys() }, places()] } }),
            Kind::Overrides => {
                let mut part = table(all.iter().filter(|s| !s.run), all);
                if let Some(part) = part.as_object_mut() {
                    part.insert("required".to_owned(), json!(["files"]));
                }
                json!({ "type": "array", "items": part })
            }
        };
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), json!(format!("{}\n{}\n{}", self.hans, self.hant, self.en)));
        }
        schema
    }

    fn text(&self) -> Value {
        match &self.values {
            None => json!({ "type": "string" }),
            Some(values) => json!({ "enum": values }),
        }
    }
}

fn places() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["rule"],
        "properties": { "rule": { "enum": known_keys() }, "path": text, "text": text, "reason": text },
    })
}
