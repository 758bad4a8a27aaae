//! Every form of the figures lexicons is put into its entry's two texts: in `fires` it must count as its
//! class says, in `silent` it must not. A few forms read differently in a given text, so a share is gated.

mod common;

use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::Severity;
use jiaodui::rules;
use jiaodui::settings::Settings;

/// Classes whose word makes a source vague.
const VAGUE: &[&str] =
    &["anonymous", "person", "quantifier", "hearsay", "ownerless", "generic", "modifier", "en_vague"];
/// Classes whose word leaves or makes a figure without a source; all others keep a text quiet.
const BARE: &[&str] = &[
    "break",
    "money",
    "percent",
    "multiple",
    "count",
    "measure",
    "approx",
    "approx_after",
    "over",
    "under",
    "about",
    "rank",
    "trap",
    "time",
    "soft",
];

#[test]
fn forms_do_what_their_class_says() {
    let engine = rules::engine(Settings { select: vec!["figures".into()], ..Settings::default() });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/figures");
    let (mut run, mut faults) = (0usize, Vec::new());
    for path in common::files(&folder, ".toml") {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for entry in table["entry"].as_array().expect("entries") {
            let word = |key: &str| entry[key].as_str().expect("a string");
            for form in entry["forms"].as_array().expect("forms").iter().filter_map(|f| f.as_str()) {
                run += 2;
                let (fires, silent) = (word("fires").replace("{}", form), word("silent").replace("{}", form));
                faults.extend((!counts(&engine, word("class"), &fires)).then_some(fires));
                faults.extend((!stays_out(&engine, word("class"), &silent)).then_some(silent));
            }
        }
    }
    println!("{run} examples, {} faults\n{}", faults.len(), faults.join("\n"));
    assert!(faults.len() * 50 <= run, "{} of {run} examples fail", faults.len());
}

/// Whether the two rules speak: unsourced, vague.
fn spoken(engine: &Engine, text: &str) -> (bool, bool) {
    let found = engine.check(Document::new(text, Format::Plain)).findings;
    let has = |rule: &str| found.iter().any(|f| f.rule == rule && f.severity >= Severity::Info);
    (has("figures/unsourced"), has("figures/vague-source"))
}

fn counts(engine: &Engine, class: &str, text: &str) -> bool {
    match spoken(engine, text) {
        (_, vague) if VAGUE.contains(&class) => vague,
        (bare, _) if BARE.contains(&class) => bare,
        (bare, vague) => !bare && !vague,
    }
}

fn stays_out(engine: &Engine, class: &str, text: &str) -> bool {
    match spoken(engine, text) {
        (_, vague) if VAGUE.contains(&class) => !vague,
        (bare, _) if BARE.contains(&class) => !bare,
        (bare, vague) => bare || vague,
    }
}
