//! Measures the residue family on real articles where they are at hand: what readers see in five of them is
//! found, and in well-edited documents nothing is flagged that no reader has judged.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::finding::Finding;
use jiaodui::settings::Settings;
use jiaodui::{rules, text};

/// Article, rule, and how many findings a reader counts at least.
const SEEN: [(&str, &str, usize); 9] = [
    ("000_", "residue/promotion", 3),
    ("000_", "residue/repeated", 1),
    ("001_", "residue/spam", 1),
    ("001_", "residue/boilerplate", 2),
    ("001_", "residue/repeated", 1),
    ("002_", "residue/boilerplate", 2),
    ("002_", "residue/promotion", 1),
    ("004_", "residue/repeated", 1),
    ("004_", "residue/boilerplate", 1),
];

#[test]
fn what_readers_see_in_five_articles_is_found() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    let mut faults = Vec::new();
    for path in common::files(&shared.join("articles"), ".txt") {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let findings = check(&path);
        for (_, rule, least) in SEEN.iter().filter(|(article, ..)| name.starts_with(article)) {
            let found = findings.iter().filter(|f| f.rule == *rule).count();
            faults.extend((found < *least).then(|| format!("{name} {rule}: {found} of {least}")));
        }
        let known = |rule: &str| SEEN.iter().any(|(article, r, _)| name.starts_with(article) && *r == rule);
        faults.extend(findings.iter().filter(|f| !known(f.rule)).map(|f| format!("{name} {}: unexpected", f.rule)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn well_edited_documents_hold_nothing_that_nobody_judged() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    let rows = include_str!("judged/residue.jsonl").lines();
    let rows: Vec<serde_json::Value> = rows.map(|row| serde_json::from_str(row).expect("a row is JSON")).collect();
    let word = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let judged: BTreeSet<(String, String)> = rows.iter().map(|r| (word(r, "file"), word(r, "rule"))).collect();
    let mut faults = Vec::new();
    for path in common::files(&shared.join("corpus/clean"), "") {
        let name = path.strip_prefix(shared.join("corpus")).unwrap_or(&path).to_string_lossy().into_owned();
        if name.ends_with(".json") {
            continue;
        }
        let unknown = check(&path).into_iter().filter(|f| !judged.contains(&(name.clone(), f.rule.to_owned())));
        faults.extend(unknown.map(|f| format!("{name} {}", f.rule)));
    }
    assert!(faults.is_empty(), "not judged:\n{}", faults.join("\n"));
}

fn check(path: &Path) -> Vec<Finding> {
    let bytes = std::fs::read(path).expect("readable");
    let decoded = text::decode(&bytes, None).expect("text");
    let format = path.extension().and_then(|e| Format::from_extension(&e.to_string_lossy())).unwrap_or_default();
    let document = Document::new(&decoded.text, format).with_source(decoded.source);
    rules::engine(Settings { select: vec!["residue".into()], ..Settings::default() }).check(document).findings
}
