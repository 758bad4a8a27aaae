//! Measures the encoding family on real articles where they are at hand: every glued reading found and
//! no character more, and silence on sound text.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Checked;
use jiaodui::finding::Applicability;
use jiaodui::settings::Settings;
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules, text};

/// Rules whose findings on sound text are taken for false unless a reader judged otherwise.
const MUST_BE_SILENT: [&str; 3] = ["encoding/mojibake", "encoding/lost", "encoding/pinyin-noise"];

#[test]
fn a_harvested_article_loses_its_readings_and_nothing_else() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    let paths = common::files(&shared.join("articles"), ".txt");
    let path = paths.iter().find(|p| p.to_string_lossy().contains("/001_")).expect("the article with readings");
    let article = std::fs::read_to_string(path).expect("readable");
    let noisy = rules::engine(select("encoding/pinyin-noise"));
    let repaired = fix::repair(&noisy, &article, Format::Plain, &SourceInfo::default(), Applicability::Safe);
    let removed: Vec<&str> = repaired.edits.iter().map(|e| e.span.of(&article)).collect();
    assert_eq!(removed.len(), 550);
    assert!(repaired.edits.iter().all(|e| e.text.is_empty()));
    assert!(removed.iter().all(|note| note.starts_with('(') && note.ends_with(')')));
    assert_eq!(repaired.text.matches(')').count(), 11, "those of readings that straddle a character stay");
}

#[test]
fn derived_noise_is_found_exactly() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    for channel in ["pinyin-tone", "pinyin-ascii"] {
        for path in common::files(&shared.join("corpus/derived").join(channel), ".txt") {
            let (text, checked) = check(&path, select("encoding"));
            let places = checked.findings.iter().filter(|f| f.rule == "encoding/pinyin-noise").flat_map(|f| &f.places);
            let found: BTreeSet<(usize, &str)> =
                places.map(|p| (text[..p.start as usize].chars().count(), p.of(&text))).collect();
            let labels = std::fs::read_to_string(path.with_extension("labels.json")).expect("labels");
            let labels: Vec<serde_json::Value> = serde_json::from_str(&labels).expect("labels are JSON");
            let wanted: BTreeSet<(usize, &str)> = labels
                .iter()
                .map(|l| (l["at"].as_u64().expect("a place") as usize, l["damaged"].as_str().expect("a text")))
                .collect();
            assert_eq!(found, wanted, "{}", path.display());
        }
    }
}

#[test]
fn sound_text_is_not_called_damaged() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    let judged = include_str!("judged/encoding.jsonl");
    let mut faults = Vec::new();
    for folder in ["corpus/clean", "corpus/natural", "corpus/derived/base"] {
        for path in common::files(&shared.join(folder), "") {
            let name = path.strip_prefix(shared.join("corpus")).unwrap_or(&path).to_string_lossy().into_owned();
            let skipped = name.ends_with(".json") || name.ends_with(".jsonl") || is_mojibake(&name);
            if skipped {
                continue;
            }
            let (text, checked) = check(&path, select("encoding"));
            for finding in checked.findings.iter().filter(|f| MUST_BE_SILENT.contains(&f.rule)) {
                for place in &finding.places {
                    let offset = text[..place.start as usize].chars().count();
                    let known = judged.lines().any(|row| {
                        row.contains(&name)
                            && row.contains(&format!("\"offset\": {offset},"))
                            && row.contains("\"true\"")
                    });
                    if !known {
                        faults.push(format!("{name}:{offset} {}", finding.rule));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "not judged:\n{}", faults.join("\n"));
}

/// The garbled articles of the natural set.
fn is_mojibake(name: &str) -> bool {
    ["132", "133", "134", "136", "137", "138", "139", "140", "141"].iter().any(|n| name == format!("natural/{n}.txt"))
}

fn select(rule: &str) -> Settings {
    Settings { select: vec![rule.to_owned()], ..Settings::default() }
}

fn check(path: &Path, settings: Settings) -> (String, Checked) {
    let bytes = std::fs::read(path).expect("readable");
    let decoded = text::decode(&bytes, None).expect("text");
    let format = path.extension().and_then(|e| Format::from_extension(&e.to_string_lossy())).unwrap_or_default();
    let document = Document::new(&decoded.text, format).with_source(decoded.source);
    let checked = rules::engine(settings).check(document);
    (decoded.text, checked)
}
