//! Measures the encoding family on real articles where they are at hand: every glued reading found and
//! no character more, and silence on sound text.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Checked;
use jiaodui::finding::{Applicability, Edit};
use jiaodui::settings::Settings;
use jiaodui::text::{SourceInfo, Span};
use jiaodui::{fix, rules, text};

/// Rules whose findings on sound text are taken for false unless a reader judged otherwise.
const MUST_BE_SILENT: [&str; 3] = ["encoding/mojibake", "encoding/lost", "encoding/pinyin-noise"];

#[test]
fn a_harvested_article_loses_its_readings_and_nothing_else() {
    let Some(article) = harvested() else { return eprintln!("skipped: ../shared is not here") };
    let repaired = repair(&article);
    let (notes, runs): (Vec<&Edit>, Vec<&Edit>) = repaired.edits.iter().partition(|e| e.text.is_empty());
    assert_eq!((notes.len(), runs.len()), (550, 7));
    assert!(notes.iter().map(|e| e.span.of(&article)).all(|note| note.starts_with('(') && note.ends_with(')')));
    assert!(runs.iter().all(|e| e.span.of(&article).starts_with('?')));
    let left: Vec<&Span> = repaired.left.findings.iter().flat_map(|f| &f.places).collect();
    assert_eq!(left.len(), 1, "the run that lost a digit is told and left alone");
}

/// The proof that nothing was guessed: scraped once more, the repaired article is the damaged one.
#[test]
fn a_repaired_article_scraped_again_is_the_input() {
    let Some(article) = harvested() else { return eprintln!("skipped: ../shared is not here") };
    let repaired = repair(&article);
    let mut keys: Vec<(char, String)> = Vec::new();
    for edit in repaired.edits.iter().filter(|e| e.text.is_empty()) {
        let host = article[..edit.span.start as usize].chars().next_back().expect("a character before the note");
        let key = (host, edit.span.of(&article).trim_matches(['(', ')']).to_owned());
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    assert_eq!(keys.len(), 87, "one reading a character");
    // Two more that the scraper met only between characters, and the digit that it swallowed.
    keys.extend([('冊', "cè".to_owned()), ('驅', "qū".to_owned())]);
    let lost = repaired.text.find("?cè)").expect("the run that stays");
    let end = repaired.text[lost..].find("021").expect("the rest of a year") + lost;
    let mut text = repaired.text.clone();
    text.replace_range(lost..end, "再回到2");
    let wide = |c: char| if ",?:;".contains(c) { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c };
    let text: String = text.chars().map(wide).collect();
    let keys: Vec<(char, &str)> = keys.iter().map(|(c, reading)| (*c, reading.as_str())).collect();
    let again = common::scraper::damage(&text, &keys).expect("GBK has every character");
    let differences = again.chars().zip(article.chars()).filter(|(a, b)| a != b).count();
    assert_eq!((differences, again.chars().count()), (0, article.chars().count()));
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

/// The article with readings, and the text that the rule's safe fixes make of it.
fn harvested() -> Option<String> {
    let paths = common::files(&common::shared()?.join("articles"), ".txt");
    let path = paths.iter().find(|p| p.to_string_lossy().contains("/001_"))?;
    std::fs::read_to_string(path).ok()
}

fn repair(article: &str) -> fix::Repaired {
    let engine = rules::engine(select("encoding/pinyin-noise"));
    fix::repair(&engine, article, Format::Plain, &SourceInfo::default(), Applicability::Safe)
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
