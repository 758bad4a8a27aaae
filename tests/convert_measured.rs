//! How many of OpenCC's own cases our tables pass, with the reason of every miss.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use jiaodui::convert::{Target, by_tables, convert};
use jiaodui::document::{Document, Format};
use jiaodui::fix;

/// Each of OpenCC's conversions: ours, how many cases we are to pass, and why we miss the others.
const CONVERSIONS: [(&str, Target, usize, &str); 6] = [
    ("s2t", Target::Hant, 95, "幺麽 is met as 幺么, which is what the folded view has of it"),
    ("t2s", Target::Hans, 52, "the table we ship keeps 殢, 圞 and 樠, for which OpenCC has rare shapes since"),
    ("s2tw", Target::Taiwan, 61, "OpenCC's phrases of Taiwan's glyphs (張棟樑, 喫茶, 同皁) are not in our tables"),
    (
        "s2hk",
        Target::HongKong,
        44,
        "OpenCC's phrases of Hong Kong's glyphs (無綫, 觀塘綫, names) are not in our tables",
    ),
    ("tw2s", Target::Hans, 29, "Taiwan's glyphs are known by a text's own 著 and 裡, which a case may lack"),
    ("hk2s", Target::Hans, 21, "no case is missed"),
];

#[test]
fn openccs_own_cases_are_passed() {
    let mut faults = Vec::new();
    for (name, target, least, why) in CONVERSIONS {
        let Some(cases) = common::opencc_cases(name) else { return eprintln!("skipped: the cases are not here") };
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
