//! Texts that must stay silent (`tests/figures/traps.txt`), and sums that contradict themselves beside twins
//! that do not (`tests/figures/sums.txt`), hints beside twins that are findings (`tests/figures/grey.txt`): invented.

use std::fs;
use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Finding, Severity};
use jiaodui::rules;
use jiaodui::settings::Settings;

fn lines(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(str::to_owned).collect()
}

fn engine() -> Engine {
    rules::engine(Settings { select: vec!["figures".into()], ..Settings::default() })
}

fn findings(engine: &Engine, text: &str) -> Vec<Finding> {
    let checked = engine.check(Document::new(text, Format::Markdown));
    checked.findings.into_iter().filter(|f| f.severity >= Severity::Info).collect()
}

#[test]
fn traps_stay_silent() {
    let (engine, traps) = (engine(), lines("traps.txt"));
    let faults: Vec<String> = traps
        .iter()
        .filter_map(|text| {
            findings(&engine, text).first().map(|f| format!("{} {}: {text}", f.rule, f.first().of(text)))
        })
        .collect();
    assert!(traps.len() >= 150, "{} traps", traps.len());
    assert!(faults.is_empty(), "{} of {}\n{}", faults.len(), traps.len(), faults.join("\n"));
}

/// Every line is `grey | asked`: a figure that is at most a hint, and its twin that is a finding.
#[test]
fn the_grey_zone_is_only_hinted_at() {
    let engine = engine();
    let told = |text: &str| findings(&engine, text).iter().any(|f| f.rule == "figures/unsourced");
    let mut faults = Vec::new();
    for line in &lines("grey.txt") {
        let line = line.replace("\\n", "\n");
        let (grey, asked) = line.split_once(" | ").unwrap_or_else(|| panic!("no twin: {line}"));
        faults.extend(told(grey).then(|| format!("more than a hint: {grey}")));
        faults.extend((!told(asked)).then(|| format!("missed: {asked}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every line is `wrong | right`: the same sentence with a rate that contradicts it, and with one that does not.
#[test]
fn sums_are_checked() {
    let (engine, sums) = (engine(), lines("sums.txt"));
    let told = |text: &str| findings(&engine, text).iter().any(|f| f.rule == "figures/arithmetic");
    let mut faults = Vec::new();
    for line in &sums {
        let (wrong, right) = line.split_once(" | ").unwrap_or_else(|| panic!("no twin: {line}"));
        faults.extend((!told(wrong)).then(|| format!("missed: {wrong}")));
        faults.extend(told(right).then(|| format!("no fault: {right}")));
    }
    assert!(sums.len() >= 30, "{} sums", sums.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
