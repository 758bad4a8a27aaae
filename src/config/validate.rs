//! The text of a `jiaodui.toml` against its schema, as an editor shows it: every fault at once, each at its key or
//! its value, with what was probably meant. Then what only the program can say.
//!
//! Invariant: reads all of JSON Schema that [`schema`] writes; a test holds it against a validator of others.

use std::ops::Range;
use std::sync::OnceLock;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::suggest::nearest;
use super::{PartialConfig, schema};

/// One fault of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Bytes of the text.
    pub span: Range<usize>,
    pub what: What,
    /// What to write in this place, as TOML.
    pub instead: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Key(String),
    Value(String),
    /// The type that is wanted.
    Type(&'static str),
    /// A key that is not there.
    Missing(String),
    /// In the program's own words.
    Other(String),
}

/// The schema of this version, made once.
pub fn shipped() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(schema)
}

/// Everything that is wrong with a text: with its syntax; else by the schema; else by the program that reads it.
pub fn validate(text: &str) -> Vec<Misfit> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return errors.iter().map(|error| broken(text, error)).collect();
    }
    let mut found = by_schema(&table);
    if found.is_empty()
        && let Err(fault) = PartialConfig::parse(text)
    {
        let start = fault.byte.unwrap_or(0);
        let help = fault.help.map(|help| format!("\n{help}")).unwrap_or_default();
        let what = What::Other(format!("{}{help}", fault.message));
        found.push(Misfit { span: place(&table, start).unwrap_or_else(|| line(text, start)), what, instead: None });
    }
    found.sort_by_key(|misfit| misfit.span.start);
    found
}

/// What the schema says of a text without faults of syntax; nothing is left out, nothing is added.
fn by_schema(table: &Spanned<DeTable<'_>>) -> Vec<Misfit> {
    let mut found = Vec::new();
    check_table(table.get_ref(), &table.span(), shipped(), &mut found);
    found
}

fn broken(text: &str, error: &toml::de::Error) -> Misfit {
    let span = error.span().filter(|span| span.end <= text.len()).unwrap_or(0..0);
    let span = if span.is_empty() { line(text, span.start) } else { span };
    Misfit { span, what: What::Other(error.message().to_owned()), instead: None }
}

/// The rest of the line, or the line where nothing is left of it.
fn line(text: &str, start: usize) -> Range<usize> {
    let begin = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| start + at);
    if start < end { start..end } else { begin..end }
}

/// The key or value that begins here.
fn place(table: &Spanned<DeTable<'_>>, start: usize) -> Option<Range<usize>> {
    fn within(value: &Spanned<DeValue<'_>>, start: usize) -> Option<Range<usize>> {
        let deeper = match value.get_ref() {
            DeValue::Array(items) => items.iter().find_map(|item| within(item, start)),
            DeValue::Table(table) => in_table(table, start),
            _ => None,
        };
        deeper.or_else(|| (value.span().start == start).then(|| value.span()))
    }
    fn in_table(table: &DeTable<'_>, start: usize) -> Option<Range<usize>> {
        table
            .iter()
            .find_map(|(key, value)| (key.span().start == start).then(|| key.span()).or_else(|| within(value, start)))
    }
    in_table(table.get_ref(), start)
}

fn check(value: &Spanned<DeValue<'_>>, schema: &Value, found: &mut Vec<Misfit>) {
    if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
        return check_any(value, branches, found);
    }
    let span = value.span();
    if let Some(words) = words(schema.get("enum")) {
        return match value.get_ref().as_str() {
            Some(word) if words.contains(&word) => {}
            Some(word) => {
                let instead = nearest(word, &words).map(quoted);
                found.push(Misfit { span, what: What::Value(word.to_owned()), instead });
            }
            None => found.push(Misfit { span, what: What::Type("string"), instead: None }),
        };
    }
    if let Some(wanted) = schema.get("type").and_then(Value::as_str).filter(|wanted| !is_a(value.get_ref(), wanted)) {
        return found.push(Misfit { span, what: What::Type(named(wanted)), instead: None });
    }
    match value.get_ref() {
        DeValue::Table(table) => check_table(table, &span, schema, found),
        DeValue::Array(items) => {
            let schema = schema.get("items").unwrap_or(&Value::Null);
            items.iter().for_each(|item| check(item, schema, found));
        }
        _ => {}
    }
}

/// The faults by the branch that is meant: the one of the value's own type.
fn check_any(value: &Spanned<DeValue<'_>>, branches: &[Value], found: &mut Vec<Misfit>) {
    let mut all: Vec<Vec<Misfit>> = branches
        .iter()
        .map(|branch| {
            let mut found = Vec::new();
            check(value, branch, &mut found);
            found
        })
        .collect();
    if all.iter().any(Vec::is_empty) {
        return;
    }
    let of_type =
        |found: &Vec<Misfit>| !found.iter().any(|m| m.span == value.span() && matches!(m.what, What::Type(_)));
    let meant = all.iter().position(of_type).unwrap_or(0);
    found.append(&mut all.swap_remove(meant));
}

fn check_table(table: &DeTable<'_>, span: &Range<usize>, schema: &Value, found: &mut Vec<Misfit>) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let names = schema.get("propertyNames").and_then(|names| words(names.get("enum")));
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if let Some(schema) = properties.and_then(|properties| property(properties, name)) {
            check(value, schema, found);
            continue;
        }
        let others = schema.get("additionalProperties");
        let known: Vec<&str> = match &names {
            Some(names) => names.clone(),
            None => properties.into_iter().flat_map(Map::keys).map(String::as_str).collect(),
        };
        let is_unknown = others == Some(&Value::Bool(false)) || names.as_ref().is_some_and(|n| !n.contains(&name));
        if is_unknown {
            let instead = nearest(name, &known).map(key_of);
            found.push(Misfit { span: key.span(), what: What::Key(name.to_owned()), instead });
        } else if let Some(schema) = others {
            check(value, schema, found);
        }
    }
    for name in words(schema.get("required")).into_iter().flatten().filter(|name| !table.contains_key(*name)) {
        found.push(Misfit { span: span.clone(), what: What::Missing(name.to_owned()), instead: None });
    }
}

/// A key with `_` is another spelling of one with `-`; which of those the program knows, it says itself.
pub(super) fn property<'a>(properties: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    properties.get(name).or_else(|| properties.get(&name.replace('_', "-")))
}

pub(super) fn words(list: Option<&Value>) -> Option<Vec<&str>> {
    list.and_then(Value::as_array).map(|list| list.iter().filter_map(Value::as_str).collect())
}

fn is_a(value: &DeValue<'_>, wanted: &str) -> bool {
    match wanted {
        "string" => value.is_str(),
        "number" => value.is_integer() || value.is_float(),
        "boolean" => value.is_bool(),
        "array" => value.is_array(),
        _ => value.is_table(),
    }
}

fn named(wanted: &str) -> &'static str {
    match wanted {
        "string" => "string",
        "number" => "number",
        "boolean" => "boolean",
        "array" => "array",
        _ => "table",
    }
}

/// A word as a value. The words of the schema hold nothing that is to be escaped.
pub(super) fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

/// A word as a key.
pub(super) fn key_of(word: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if word.chars().all(is_bare) { word.to_owned() } else { quoted(word) }
}
