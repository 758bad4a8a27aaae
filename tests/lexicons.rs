//! Every entry of a lexicon in `rules/` that carries examples must do what they say:
//! a text that `fires` is flagged by the file's rules, a text that is `silent` is not.

mod common;

use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::rules;
use jiaodui::settings::{Script, Settings};

#[test]
fn entries_fire_and_stay_silent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let (mut run, mut faults) = (0usize, Vec::new());
    for path in common::files(&folder, ".toml") {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let select = rules_of(&table);
        if select.is_empty() {
            continue;
        }
        let script = table.get("script").and_then(|v| v.as_str()).map(|name| match name {
            "hans" => Script::Hans,
            _ => Script::Hant,
        });
        let engine = rules::engine(Settings { select, script, ..Settings::default() });
        let count = |text: &str| engine.check(Document::new(text, Format::Plain)).findings.len();
        for entry in table.values().filter_map(|v| v.as_array()).flatten().filter_map(|v| v.as_table()) {
            for text in strings(entry.get("fires")) {
                run += 1;
                if count(text) == 0 {
                    faults.push(format!("{}: does not fire: {text}", path.display()));
                }
            }
            for text in strings(entry.get("silent")) {
                run += 1;
                if count(text) != 0 {
                    faults.push(format!("{}: is not silent: {text}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {run}\n{}", faults.len(), faults.join("\n"));
    println!("{run} examples of lexicon entries");
}

fn rules_of(table: &toml::Table) -> Vec<String> {
    let mut ids: Vec<String> = strings(table.get("rules")).map(str::to_owned).collect();
    ids.extend(strings(table.get("rule")).map(str::to_owned));
    ids
}

/// A string, or the strings of an array.
fn strings(value: Option<&toml::Value>) -> impl Iterator<Item = &str> {
    let one = value.and_then(|v| v.as_str());
    let many = value.and_then(|v| v.as_array()).into_iter().flatten().filter_map(|v| v.as_str());
    one.into_iter().chain(many)
}
