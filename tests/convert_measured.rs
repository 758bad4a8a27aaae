//! How many of OpenCC's own cases our tables pass, with the reason of every miss.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use jiaodui::convert::{Target, by_tables, convert};
use jiaodui::document::{Document, Format};
use jiaodui::fix;

/// Each of OpenCC's conversions: ours, how many cases we are to pass, and why we miss the others.
const CONVERSIONS: [(&str, Target, usize, &str); 6] = [
    ("s2t", Target::Hant, 95, "幺麽 is matched as 幺么, which is what the folded view has of it"),
    ("t2s", Target::Hans, 52, "none is known"),
    ("s2tw", Target::Taiwan, 61, "OpenCC's phrases of Taiwan's glyphs (張棟樑, 喫茶, 同皁) are not in our tables"),
    (
        "s2hk",
        Target::HongKong,
        44,
        "OpenCC's phrases of Hong Kong's glyphs (無綫, 觀塘綫, names) are not in our tables",
    ),
    ("tw2s", Target::Hans, 29, "Taiwan's glyphs are known by a text's own 著 and 裡, which a case may lack"),
    ("hk2s", Target::Hans, 21, "none is known"),
];

#[test]
fn openccs_own_cases_are_passed() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    let path = shared.join("corpus/opencc-cases/testcases.json");
    let Ok(text) = std::fs::read_to_string(path) else { return eprintln!("skipped: the cases are not here") };
    let cases: serde_json::Value = serde_json::from_str(&strict(&text)).expect("JSON");
    let cases = cases["cases"].as_array().expect("a list");
    let mut faults = Vec::new();
    for (name, target, least, why) in CONVERSIONS {
        let of = |case: &'_ serde_json::Value| {
            Some((case["input"].as_str()?.to_owned(), case["expected"][name].as_str()?.to_owned()))
        };
        let cases: Vec<(String, String)> = cases.iter().filter_map(of).collect();
        let whole = |input: &str| fix::apply(input, &convert(&Document::new(input, Format::Plain), target));
        let missed: Vec<&(String, String)> = cases.iter().filter(|(i, e)| by_tables(i, target) != *e).collect();
        let (all, passed) = (cases.len(), cases.len() - missed.len());
        let articles = cases.iter().filter(|(input, expected)| whole(input) == *expected).count();
        eprintln!("{name}: the tables pass {passed} of {all}; as whole articles {articles} (names, passages kept)");
        for (input, expected) in missed {
            eprintln!("  missed {input}\n    wanted {expected}\n    got    {}", by_tables(input, target));
        }
        eprintln!("  ({why})");
        if passed < least {
            faults.push(format!("{name}: {passed} of {all}, not {least}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
