//! What the schema knows of a place in a `jiaodui.toml`: the key that stands there, and what may stand there.
//! Reads texts that are being typed: where there is no key yet, the line says what is wanted.

use std::ops::Range;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::validate::{key_of, property, quoted, shipped, words};

/// A key or a word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub span: Range<usize>,
    pub name: String,
    /// In hans, hant and en, a line each; nothing where the schema is silent.
    pub description: Option<&'static str>,
}

/// What may be written in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposals {
    /// What was typed of it.
    pub span: Range<usize>,
    pub items: Vec<Proposal>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub label: String,
    pub text: String,
    pub is_key: bool,
    pub description: Option<&'static str>,
}

/// The key, or the word of a list, at a byte.
pub fn topic(text: &str, byte: usize) -> Option<Topic> {
    let (table, _) = DeTable::parse_recoverable(text);
    in_table(table.get_ref(), shipped(), byte)
}

fn in_table(table: &DeTable<'_>, schema: &'static Value, byte: usize) -> Option<Topic> {
    table.iter().find_map(|(key, value)| {
        let of_key = of_property(schema, key.get_ref());
        if (key.span().start..=key.span().end).contains(&byte) {
            let description = of_key.and_then(description);
            return Some(Topic { span: key.span(), name: key.get_ref().to_string(), description });
        }
        in_value(value, of_key.unwrap_or(&Value::Null), byte)
    })
}

fn in_value(value: &toml::Spanned<DeValue<'_>>, schema: &'static Value, byte: usize) -> Option<Topic> {
    match value.get_ref() {
        DeValue::Table(table) => in_table(table, branch(schema), byte),
        DeValue::Array(items) => {
            let schema = schema.get("items").unwrap_or(&Value::Null);
            items.iter().find_map(|item| in_value(item, schema, byte))
        }
        DeValue::String(word) if value.span().contains(&byte) => {
            Some(Topic { span: value.span(), name: word.to_string(), description: None })
        }
        _ => None,
    }
}

/// What may be written at a byte.
pub fn proposals(text: &str, byte: usize) -> Option<Proposals> {
    let (before, after) = text.split_at_checked(byte)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let typed = before.get(start..)?;
    if typed.trim_start().starts_with(['#', '[']) {
        return None;
    }
    let table = before.get(..start)?.lines().rev().map(str::trim).find(|line| line.starts_with('['));
    let table = table.map_or("", |line| line.trim_matches(['[', ']']).trim());
    let schema = table
        .split('.')
        .filter(|name| !name.is_empty())
        .try_fold(shipped(), |schema, name| of_property(schema, name.trim_matches('"')).map(branch))?;
    match typed.split_once('=') {
        None => Some(keys(schema, byte, typed.trim_start())),
        Some((key, value)) => values(of_property(schema, key.trim().trim_matches('"'))?, byte, value, after),
    }
}

fn keys(schema: &'static Value, byte: usize, typed: &str) -> Proposals {
    let properties = schema.get("properties").and_then(Value::as_object);
    let named = properties.into_iter().flatten().map(|(name, schema)| (name.as_str(), description(schema)));
    let listed = schema.get("propertyNames").and_then(|names| words(names.get("enum"))).unwrap_or_default();
    let all = named.chain(listed.into_iter().map(|name| (name, None)));
    let item = |(name, description): (&'static str, _)| Proposal {
        label: name.to_owned(),
        text: key_of(name),
        is_key: true,
        description,
    };
    Proposals { span: byte - typed.len()..byte, items: all.map(item).collect() }
}

fn values(schema: &'static Value, byte: usize, before: &str, after: &str) -> Option<Proposals> {
    let schema = schema.get("items").unwrap_or(schema);
    let one = || schema.get("anyOf").and_then(Value::as_array)?.iter().find(|branch| branch.get("enum").is_some());
    let list = schema.get("enum").or_else(|| one()?.get("enum"));
    let texts: Vec<(String, String)> = match words(list) {
        Some(words) => words.into_iter().map(|word| (word.to_owned(), quoted(word))).collect(),
        None if schema.get("type")?.as_str() == Some("boolean") => {
            ["true", "false"].map(|word| (word.to_owned(), word.to_owned())).to_vec()
        }
        None => return None,
    };
    let typed = before.rsplit([',', '[']).next().unwrap_or(before).trim_start();
    // Editors close a quotation mark as it is opened.
    let closing = usize::from(typed.starts_with('"') && after.starts_with('"'));
    let item = |(label, text)| Proposal { label, text, is_key: false, description: None };
    Some(Proposals { span: byte - typed.len()..byte + closing, items: texts.into_iter().map(item).collect() })
}

fn of_property(schema: &'static Value, name: &str) -> Option<&'static Value> {
    let named = schema.get("properties").and_then(Value::as_object).and_then(|all| property(all, name));
    named.or_else(|| schema.get("additionalProperties").filter(|others| others.is_object()))
}

/// The tables of a list of tables, and what of several kinds is a table.
fn branch(schema: &'static Value) -> &'static Value {
    let schema = schema.get("items").unwrap_or(schema);
    let tables = || schema.get("anyOf").and_then(Value::as_array)?.iter().find(|b| b.get("properties").is_some());
    tables().unwrap_or(schema)
}

fn description(schema: &'static Value) -> Option<&'static str> {
    schema.get("description").and_then(Value::as_str)
}
