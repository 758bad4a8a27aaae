//! Sentences of our own against the script rules: traps in which nothing is wrong, and miswritten words.

use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::Severity;
use jiaodui::lexicon::{Class, class};
use jiaodui::rules;
use jiaodui::settings::{Region, Script, Settings};

fn engine(script: Script, region: Option<Region>) -> Engine {
    let select = vec!["script/stray".to_owned(), "script/conversion".to_owned()];
    rules::engine(Settings { script: Some(script), region, select, ..Settings::default() })
}

fn lines(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/script").join(file);
    let text = std::fs::read_to_string(path).expect("a list of sentences");
    text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

/// What is flagged at warning and above.
fn flagged(engine: &Engine, text: &str) -> Vec<String> {
    let checked = engine.check(Document::new(text, Format::Markdown));
    let loud = checked.findings.iter().filter(|f| f.severity >= Severity::Warning);
    loud.flat_map(|f| &f.places).map(|p| p.of(text).to_owned()).collect()
}

fn sprung(file: &str) -> (Vec<String>, usize) {
    let all = lines(file);
    let sprung = all.iter().filter_map(|line| {
        let (kind, text) = line.split_once('|').expect("script|sentence");
        let engine = match kind {
            "hans" => engine(Script::Hans, None),
            "hant-hk" => engine(Script::Hant, Some(Region::Hk)),
            _ => engine(Script::Hant, Some(Region::Tw)),
        };
        let found = flagged(&engine, text);
        (!found.is_empty()).then(|| format!("{line}: {found:?}"))
    });
    (sprung.collect(), all.len())
}

#[test]
fn no_trap_is_sprung() {
    let (sprung, all) = sprung("traps.txt");
    assert!(sprung.is_empty(), "{} of {all}\n{}", sprung.len(), sprung.join("\n"));
}

/// Borders that a segmentation alone gets wrong: most must be silent, and the number only falls.
#[test]
fn few_hard_traps_are_sprung() {
    let (sprung, all) = sprung("traps-hard.txt");
    println!("{} of {all} hard traps sprung\n{}", sprung.len(), sprung.join("\n"));
    assert!(sprung.len() * 3 <= all, "{} of {all}\n{}", sprung.len(), sprung.join("\n"));
}

#[test]
fn miswritten_words_are_found() {
    let (hant, hans) = (engine(Script::Hant, Some(Region::Tw)), engine(Script::Hans, None));
    let all = lines("wrong.txt");
    let missed = |line: &&String| {
        let mut parts = line.split('\t');
        let (Some(wrong), Some(right), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            panic!("wrong, right, sentence: {line}")
        };
        assert!(text.contains(wrong), "{line}");
        let simplified = right.chars().any(|c| class(c).has(Class::S_ONLY));
        !flagged(if simplified { &hans } else { &hant }, text)
            .iter()
            .any(|place| wrong.contains(&**place) || place.contains(wrong))
    };
    let missed: Vec<&String> = all.iter().filter(missed).collect();
    let listing: Vec<&str> = missed.iter().map(|s| s.as_str()).collect();
    println!("{} of {} miswritten words found; missed:\n{}", all.len() - missed.len(), all.len(), listing.join("\n"));
    assert!(missed.len() * 20 <= all.len(), "{} of {} missed\n{}", missed.len(), all.len(), listing.join("\n"));
}
