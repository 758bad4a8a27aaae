//! The schema that editors read, the list it is made from, and the program that reads the file agree.

use jiaodui::config::{PartialConfig, schema, settings};
use serde_json::Value;

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/editors/jiaodui.schema.json");

fn json(toml: &str) -> Value {
    let table: toml::Table = toml.parse().expect("TOML");
    serde_json::to_value(table).expect("JSON")
}

/// The example of one key as a whole file.
fn example(key: &str, value: &str) -> String {
    match key {
        "files" => format!("[[overrides]]\nfiles = {value}\n"),
        _ => format!("{key} = {value}\n"),
    }
}

#[test]
fn the_shipped_schema_is_that_of_this_version() {
    let made = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(std::path::Path::new(SHIPPED).parent().expect("inside")).expect("written");
        std::fs::write(SHIPPED, &made).expect("written");
    }
    let shipped = std::fs::read_to_string(SHIPPED).unwrap_or_default();
    assert!(shipped == made, "run UPDATE=1 cargo test --test schema");
}

#[test]
fn every_key_of_the_list_is_read_and_is_valid() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let all = settings();
    assert!(all.len() > 10);
    for setting in &all {
        let text = example(&setting.key, &setting.example);
        PartialConfig::parse(&text).unwrap_or_else(|fault| panic!("{}: {fault}", setting.key));
        let faults: Vec<String> = validator.iter_errors(&json(&text)).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{text}: {faults:?}");
    }
}

#[test]
fn every_key_that_is_read_is_in_the_list() {
    let all = settings();
    let tables = std::iter::once("").chain(all.iter().filter_map(|s| Some(s.key.split_once('.')?.0)));
    for table in tables {
        let text = if table.is_empty() { "zzzzzz = 1".to_owned() } else { format!("[{table}]\nzzzzzz = 1") };
        let help = PartialConfig::parse(&text).expect_err("an unknown key").help.expect("the known ones");
        let known = help.strip_prefix("known here: ").unwrap_or_else(|| panic!("[{table}]: {help}"));
        // A key with `_` is the other spelling of one with `-`.
        for key in known.split(", ").filter(|key| !key.contains('_')) {
            let full = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
            let is_listed = all.iter().any(|s| s.key == full || s.key.starts_with(&format!("{full}.")));
            assert!(is_listed, "rules/settings.toml lacks {full}");
        }
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for text in [
        "langauge = \"en\"",
        "region = \"twn\"",
        "select = [\"no/such\"]",
        "[rules]\n\"no/such\" = \"off\"",
        "[rules]\nscript = \"loud\"",
        "[[ignore]]\npath = \"a.txt\"",
        "[[overrides]]\nregion = \"tw\"",
        "[[overrides]]\nfiles = [\"a\"]\nlanguage = \"en\"",
        "files = [\"a\"]",
        "[figures]\ngenre = \"poem\"",
    ] {
        assert!(PartialConfig::parse(text).is_err(), "{text}");
        assert!(!validator.is_valid(&json(text)), "{text}");
    }
}
