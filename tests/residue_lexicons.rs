//! Every form of the residue lexicons is put into its entry's two texts: `fires` must be flagged by the file's
//! rule, `silent` must not. A few forms read differently in a given text, so a share is gated.

mod common;

use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::rules;
use jiaodui::settings::Settings;

#[test]
fn forms_do_what_their_entry_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/residue");
    let (mut run, mut faults) = (0usize, Vec::new());
    for path in common::files(&folder, ".toml") {
        let rule = format!("residue/{}", path.file_stem().expect("a name").to_string_lossy());
        let engine = rules::engine(Settings { select: vec![rule.clone()], ..Settings::default() });
        let flags = |text: &str| !engine.check(Document::new(text, Format::Plain)).findings.is_empty();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for entry in table["entry"].as_array().expect("entries") {
            let word = |key: &str| entry[key].as_str().expect("a string");
            for form in entry["forms"].as_array().expect("forms").iter().filter_map(|f| f.as_str()) {
                run += 2;
                let (fires, silent) = (word("fires").replace("{}", form), word("silent").replace("{}", form));
                faults.extend((!flags(&fires)).then(|| format!("{rule} {}: does not fire: {fires}", word("class"))));
                faults.extend(flags(&silent).then(|| format!("{rule} {}: is not silent: {silent}", word("class"))));
            }
        }
    }
    println!("{run} examples, {} faults\n{}", faults.len(), faults.join("\n"));
    assert!(faults.len() * 50 <= run, "{} of {run} examples fail", faults.len());
}
