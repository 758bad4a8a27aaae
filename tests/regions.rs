//! Regional vocabulary: sentences of our own in which nothing is mixed, sentences that mix, and a generated
//! mixture for every concept. The entries' own examples run in `tests/lexicons.rs`.

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Applicability, Finding};
use jiaodui::lexicon::fold;
use jiaodui::rules;
use jiaodui::settings::{Region, Script, Settings};
use serde::Deserialize;

fn engine(script: Option<Script>, region: Option<Region>) -> Engine {
    let select = vec!["script/region".to_owned()];
    rules::engine(Settings { script, region, select, ..Settings::default() })
}

fn findings(engine: &Engine, text: &str) -> Vec<Finding> {
    engine.check(Document::new(text, Format::Plain)).findings
}

/// What is flagged.
fn flagged(engine: &Engine, text: &str) -> Vec<String> {
    findings(engine, text).iter().flat_map(|f| &f.places).map(|p| p.of(text).to_owned()).collect()
}

fn lines(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/script").join(file);
    let text = std::fs::read_to_string(path).expect("a list of sentences");
    text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn sentences_of_one_region_are_silent() {
    let mut faults = Vec::new();
    for line in lines("regions-traps.txt") {
        let (region, text) = line.split_once('|').expect("region|sentence");
        let (script, region) = match region {
            "cn" => (Script::Hans, Region::Cn),
            "hk" => (Script::Hant, Region::Hk),
            _ => (Script::Hant, Region::Tw),
        };
        for region in [None, Some(region)] {
            let found = flagged(&engine(Some(script), region), text);
            if !found.is_empty() {
                faults.push(format!("{line} (declared: {region:?}): {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn mixed_sentences_are_found() {
    let engine = engine(None, None);
    let all = lines("regions-mixed.txt");
    let missed: Vec<&String> = all.iter().filter(|line| flagged(&engine, line).is_empty()).collect();
    println!("{} of {} found; missed: {missed:#?}", all.len() - missed.len(), all.len());
    assert!(missed.len() * 10 <= all.len(), "{} of {}: {missed:#?}", missed.len(), all.len());
}

#[derive(Deserialize)]
struct File {
    concept: Vec<Concept>,
}

#[derive(Deserialize)]
struct Concept {
    cn: Vec<String>,
    #[serde(default)]
    tw: Vec<String>,
    #[serde(default)]
    hk: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default)]
    keep: Vec<String>,
}

fn concepts() -> Vec<Concept> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/script/regions");
    let files = common::files(&folder, ".toml").into_iter().filter(|p| !p.ends_with("markers.toml"));
    files
        .flat_map(|path| {
            let text = std::fs::read_to_string(&path).expect("a readable file");
            toml::from_str::<File>(&text).expect("concepts").concept
        })
        .collect()
}

fn folded(word: &str) -> String {
    word.chars().map(fold).collect()
}

/// The words of two regions for one concept, each a sentence of its own between words that no lexicon joins.
#[test]
fn every_concept_with_two_sure_words_is_found_when_mixed() {
    let engine = engine(Some(Script::Hant), None);
    let concepts = concepts();
    let ambiguous: BTreeSet<String> = concepts.iter().flat_map(|c| &c.ambiguous).map(|w| folded(w)).collect();
    let (mut run, mut missed) = (0usize, Vec::new());
    for concept in &concepts {
        let all = [&concept.cn, &concept.tw, &concept.hk];
        let [cn, tw, hk] =
            all.map(|words| words.iter().find(|w| !ambiguous.contains(&folded(w)) && w.chars().count() > 1));
        for (one, other) in [(cn, tw), (cn, hk), (tw, hk)] {
            let (Some(one), Some(other)) = (one, other) else { continue };
            let of = |word: &str| all.map(|words| words.iter().any(|w| folded(w) == folded(word)));
            let shares = of(one).iter().zip(of(other)).any(|(a, b)| *a && b);
            if shares || concept.tw.is_empty() || concept.keep.iter().any(|k| k == one || k == other) {
                continue;
            }
            run += 1;
            let text = format!("「甲」，{one}，「乙」。「丙」，{other}，「丁」。");
            if flagged(&engine, &text).is_empty() {
                missed.push(format!("{one} {other}"));
            }
        }
    }
    println!("{} of {run} pairs missed: {missed:?}", missed.len());
    assert!(missed.len() * 50 <= run, "{} of {run}: {missed:?}", missed.len());
}

#[test]
fn the_declared_region_decides() {
    let text = "這套軟體可以試用，軟體授權到期後請更新軟件。";
    assert_eq!(flagged(&engine(None, None), text), ["軟件"]);
    assert_eq!(flagged(&engine(None, Some(Region::Tw)), text), ["軟件"]);
    assert_eq!(flagged(&engine(None, Some(Region::Hk)), text), ["軟體", "軟體"]);
    assert_eq!(flagged(&engine(Some(Script::Hant), None), "請更新軟件，網絡已經中斷，服務器要重開。"), [""; 0]);
    assert_eq!(flagged(&engine(None, Some(Region::Tw)), "請更新軟件。"), ["軟件"]);
}

#[test]
fn a_fix_is_suggested_only_where_one_word_is_known() {
    let fixes = |region, text: &str| {
        let found = findings(&engine(Some(Script::Hant), region), text);
        let fixes = found.into_iter().flat_map(|f| f.fixes);
        let edits = fixes.inspect(|fix| assert_eq!(fix.applicability, Applicability::Suggested)).flat_map(|f| f.edits);
        edits.map(|edit| edit.text.into()).collect::<Vec<String>>()
    };
    assert_eq!(fixes(Some(Region::Tw), "請更新軟件，再看視頻。"), ["軟體"]);
    assert_eq!(fixes(Some(Region::Hk), "請更新軟體，網路中斷。"), ["軟件", "網絡"]);
    assert_eq!(fixes(Some(Region::Cn), "請更新軟體，網路中斷。"), ["軟件", "網絡"]);
    // One against one: nobody can say which is meant.
    assert_eq!(fixes(None, "這套軟體由外包廠商維護，舊版軟件不再更新。"), [""; 0]);
}

#[test]
fn cited_and_explained_words_are_silent() {
    let engine = engine(Some(Script::Hant), None);
    for text in [
        "軟體（軟件）更新了，軟體很好用。",
        "軟體/軟件更新了，軟體很好用。",
        "軟體更新了，他說：「軟件很好用。」",
        "軟體更新了，請讀《軟件工程》。",
        "軟體更新了，大陸稱為軟件。",
        "軟體更新了。在簡體中文裡寫作軟件。",
    ] {
        assert_eq!(flagged(&engine, text), [""; 0], "{text}");
    }
}

/// What `select` says of a text under a configured script or region.
fn said(select: &str, script: Option<Script>, region: Option<Region>, text: &str) -> Vec<(String, String)> {
    let settings = Settings { script, region, select: vec![select.to_owned()], ..Settings::default() };
    let found = rules::engine(settings).check(Document::new(text, Format::Markdown)).findings;
    let shown = |f: &Finding| (f.message.key.to_owned(), f.first().of(text).to_owned());
    found.iter().map(shown).collect()
}

#[test]
fn a_configuration_that_the_text_belies_is_told_where_the_text_begins() {
    let hant =
        "\n機房將於下週搬遷，請各單位備份資料庫，並關閉閒置的伺服器。搬遷期間網路會中斷兩個小時，請提前通知客戶。\n";
    let told = |script, region| said("script/declaration", script, region, hant).first().cloned();
    let (script, region) =
        (("configured".to_owned(), "機".to_owned()), ("configured-region".to_owned(), "機".to_owned()));
    assert_eq!(told(Some(Script::Hans), None), Some(script.clone()));
    assert_eq!(told(None, Some(Region::Cn)), Some(script));
    assert_eq!(told(None, Some(Region::Hk)), Some(region.clone()));
    assert_eq!(told(Some(Script::Hant), Some(Region::Tw)), None);
    let cn = "這款軟件在服務器上運行，要佔用很多內存，硬盤也快滿了，請換用新的操作系統和鼠標。";
    let found = said("script/declaration", None, Some(Region::Tw), cn);
    assert_eq!(found, [(region.0, "這".to_owned())]);
}

#[test]
fn glyphs_follow_the_declared_region_and_are_silent_in_simplified_articles() {
    let text = "會議室裡坐滿了人，走廊裡也有記者，手裏都拿着麥克風。";
    let told = |region| said("script/variant", Some(Script::Hant), region, text);
    assert_eq!(told(None), [("default".to_owned(), "裏".to_owned())]);
    assert_eq!(told(Some(Region::Tw)), [("declared".to_owned(), "裏".to_owned())]);
    assert_eq!(told(Some(Region::Hk)), [("declared".to_owned(), "裡".to_owned())]);
    let hans = "这项工程因为天气推迟，大家都在屋里等着，因爲下雨，公司発佈了新的計劃。";
    assert_eq!(said("script/variant", Some(Script::Hans), None, hans), []);
}
