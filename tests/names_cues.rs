//! The words around names (`rules/cues`): each form decides in one of its class's two texts, and in the other it does not.

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::rules;
use jiaodui::settings::Settings;

fn said(engine: &Engine, text: &str) -> Vec<String> {
    let checked = engine.check(Document::new(text, Format::Plain));
    let told = |f: &jiaodui::finding::Finding| format!("{} {}", f.rule, f.places.len());
    checked.findings.iter().map(told).collect()
}

#[test]
fn every_cue_decides_where_it_should() {
    let engine = rules::engine(Settings { select: vec!["names".to_owned()], ..Settings::default() });
    let table: toml::Table = include_str!("../rules/cues/names.toml").parse().expect("TOML");
    let (mut run, mut faults) = (0, Vec::new());
    for entry in table["entry"].as_array().expect("entries") {
        let text = |key: &str| entry[key].as_str().expect("a text");
        for form in entry["forms"].as_array().expect("forms").iter().filter_map(|form| form.as_str()) {
            let decides = |key: &str| {
                let with = said(&engine, &text(key).replace("{}", form));
                text(key).contains("{}") && with != said(&engine, &text(key).replace("{}", ""))
            };
            // English words one swap apart are no cue: the pair that the silent text shows stands for all.
            if !(text("fires").contains("{}") || text("silent").contains("{}")) {
                assert_ne!(said(&engine, text("fires")).is_empty(), said(&engine, text("silent")).is_empty());
                continue;
            }
            run += 1;
            // 又译 glosses, and with 译 it speaks of the name too: that class decides in the text of the other.
            let speaks = entry["class"].as_str() != Some("spoken") && form.contains('译');
            if decides("fires") == decides("silent") && !(speaks && decides("silent")) {
                faults.push(format!("{} {form}: {}", entry["class"], decides("fires")));
            }
        }
    }
    println!("{run} cues");
    assert!(faults.is_empty(), "{} of {run}\n{}", faults.len(), faults.join("\n"));
}
