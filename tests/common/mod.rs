//! What several test files share.
#![allow(dead_code)]

pub mod random;
pub mod scraper;

use std::path::{Path, PathBuf};

/// The folder of measured data beside the checkout, which a stranger's clone does not have.
pub fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("JIAODUI_SHARED").map_or(beside, PathBuf::from);
    path.join("product.md").is_file().then_some(path)
}

/// All files below `folder` with this ending, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What `cargo` prints in this package's folder.
pub fn cargo(arguments: &[&str]) -> String {
    let out = std::process::Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "cargo {}: {said}", arguments.join(" "));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// OpenCC's own cases of one conversion (`s2t`, …): input and what is expected. `None` without them.
pub fn opencc_cases(conversion: &str) -> Option<Vec<(String, String)>> {
    let text = std::fs::read_to_string(shared()?.join("corpus/opencc-cases/testcases.json")).ok()?;
    let cases: serde_json::Value = serde_json::from_str(&strict(&text)).ok()?;
    let case = |case: &serde_json::Value| {
        Some((case["input"].as_str()?.to_owned(), case["expected"][conversion].as_str()?.to_owned()))
    };
    Some(cases["cases"].as_array()?.iter().filter_map(case).collect())
}

/// The cases are written with comments and commas that JSON does not know.
fn strict(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let lines: Vec<&str> = lines.collect();
    let ends = |next: Option<&&str>| next.is_some_and(|n| n.trim_start().starts_with(['}', ']']));
    let clean = |(i, line): (usize, &&str)| match line.trim_end().strip_suffix(',') {
        Some(bare) if ends(lines.get(i + 1)) => bare.to_owned(),
        _ => (*line).to_owned(),
    };
    lines.iter().enumerate().map(clean).collect::<Vec<_>>().join("\n")
}
