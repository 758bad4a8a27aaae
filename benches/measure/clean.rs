//! False alarms on well-edited text: every finding at warning or above is counted by verdict of
//! `tests/judged/*.jsonl`; what nobody judged yet is listed and counts as false.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiaodui::finding::Severity;
use serde::Deserialize;

use crate::common::files;
use crate::sample::Sample;

#[derive(Deserialize)]
struct Judged {
    file: String,
    offset: usize,
    rule: String,
    verdict: serde_json::Value,
}

#[derive(Default)]
struct Count {
    right: usize,
    wrong: usize,
    open: usize,
}

/// Prints findings at warning and above of the families that must be quiet here.
pub fn print(shared: &Path) {
    let verdicts = judged();
    let folder = shared.join("corpus/clean");
    let list = std::env::var_os("JIAODUI_LIST");
    let list = list.as_ref().and_then(|v| v.to_str());
    let (mut chars, mut han, mut read) = (0usize, 0usize, 0usize);
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for path in files(&folder, "") {
        let Some(sample) = Sample::read(&path) else { continue };
        chars += sample.chars();
        han += sample.han();
        read += 1;
        let name = path.strip_prefix(shared.join("corpus")).unwrap_or(&path).to_string_lossy().into_owned();
        for finding in sample.checked.findings.iter().filter(|f| f.severity >= Severity::Warning) {
            for place in &finding.places {
                let offset = sample.chars_before(place.start);
                let count = counts.entry(finding.rule).or_default();
                match verdicts.get(&(name.clone(), offset, finding.rule.to_owned())) {
                    Some(true) => count.right += 1,
                    Some(false) => count.wrong += 1,
                    None => count.open += 1,
                }
                if list.is_some_and(|l| finding.rule.starts_with(l)) {
                    println!("{}\t{name}\t{offset}\t{}", finding.rule, sample.around(*place));
                }
            }
        }
    }
    println!("{read} files, {chars} chars, {han} Han; places at warning and above (true / false / not judged):");
    for (rule, c) in &counts {
        let bad = (c.wrong + c.open) as f64;
        println!(
            "{rule}: {} / {} / {}; at most {:.3} false per 1 000 Han, {:.1} per million chars",
            c.right,
            c.wrong,
            c.open,
            bad * 1000.0 / han.max(1) as f64,
            bad * 1e6 / chars.max(1) as f64
        );
    }
}

fn judged() -> HashMap<(String, usize, String), bool> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged");
    let mut verdicts = HashMap::new();
    for path in files(&folder, ".jsonl") {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for row in text.lines().filter_map(|line| serde_json::from_str::<Judged>(line).ok()) {
            let right = row.verdict == serde_json::Value::Bool(true) || row.verdict == "true";
            verdicts.insert((row.file, row.offset, row.rule), right);
        }
    }
    verdicts
}
