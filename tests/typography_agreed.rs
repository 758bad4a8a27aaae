//! What two well-known tools agree on, in our own sentences: `preset = "docs"` must agree too.

#![allow(clippy::print_stdout, reason = "shows what was measured")]

use std::path::Path;

use jiaodui::config::{Config, Flags, Layer, PartialConfig};
use jiaodui::document::Format;
use jiaodui::finding::Applicability;
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules};

#[test]
fn the_preset_for_documentation_agrees_with_what_tools_agree_on() {
    // Alone, since a figure without a source takes its sentence for itself.
    let text = "preset = \"docs\"\nselect = [\"typography\"]";
    let partial = PartialConfig::parse(text).expect("a configuration");
    let layer = Layer { path: Path::new("jiaodui.toml"), text, partial: &partial, applies: &[] };
    let engine = rules::engine(Config::new(None, &[layer], &Flags::default()).settings);
    let lines = include_str!("typography/agreed.txt").lines();
    let cases: Vec<&str> = lines.filter(|l| !l.is_empty() && !l.starts_with("//")).collect();
    let mut faults = Vec::new();
    for case in &cases {
        let (text, wanted) = case.split_once(" => ").unwrap_or((case, case));
        let got = fix::repair(&engine, text, Format::Markdown, &SourceInfo::default(), Applicability::Safe).text;
        faults.extend((got != wanted).then(|| format!("{text}\n  wanted {wanted}\n  got    {got}")));
    }
    println!("{} of {} cases agree\n{}", cases.len() - faults.len(), cases.len(), faults.join("\n"));
    assert!(cases.len() >= 60 && faults.len() * 20 <= cases.len(), "{}", faults.join("\n"));
}
