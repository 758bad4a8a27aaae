//! Compares our conversion tables with the OpenCC installed on this machine: over OpenCC's own cases where
//! they are at hand, and over the texts of this repository. Prints agreement and every disagreement;
//! passes no judgement, because either side may be the one that errs.

#![allow(clippy::print_stdout, reason = "what it prints is what it is for")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::path::Path;

use jiaodui::convert::{Target, by_tables};
use jiaodui::text::decode;
use opencc_rust::{DefaultConfig, OpenCC};

const CONVERSIONS: [(&str, Target, DefaultConfig); 4] = [
    ("s2t", Target::Hant, DefaultConfig::S2T),
    ("t2s", Target::Hans, DefaultConfig::T2S),
    ("s2tw", Target::Taiwan, DefaultConfig::S2TW),
    ("s2hk", Target::HongKong, DefaultConfig::S2HK),
];

/// Characters on each side of a disagreement that are shown.
const AROUND: usize = 4;

#[derive(Default)]
struct Comparison {
    characters: usize,
    same: usize,
    /// Ours, theirs, and around it; how often.
    differences: BTreeMap<(String, String), usize>,
}

fn main() {
    let articles = articles();
    for (name, target, config) in CONVERSIONS {
        let Ok(opencc) = OpenCC::new(config) else {
            println!("{name}: OpenCC does not load");
            continue;
        };
        let theirs = |text: &str| if text.contains('\0') { text.to_owned() } else { opencc.convert(text) };
        if let Some(cases) = common::opencc_cases(name) {
            let passed = |convert: &dyn Fn(&str) -> String| cases.iter().filter(|(i, e)| convert(i) == *e).count();
            let ours = passed(&|text| by_tables(text, target));
            println!("{name}: of OpenCC's {} cases we pass {ours}, the OpenCC here {}", cases.len(), passed(&theirs));
            let texts = cases.iter().map(|(input, _)| input.as_str());
            compare(texts, target, &theirs).print(&format!("{name}, the cases"));
        }
        compare(articles.iter().map(String::as_str), target, &theirs).print(&format!("{name}, tests/articles"));
    }
}

/// The texts of the repository, decoded.
fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let bytes = common::files(&folder, "").into_iter().filter_map(|path| std::fs::read(path).ok());
    bytes.filter_map(|bytes| Some(decode(&bytes, None).ok()?.text)).collect()
}

fn compare<'a>(texts: impl Iterator<Item = &'a str>, target: Target, theirs: &dyn Fn(&str) -> String) -> Comparison {
    let mut comparison = Comparison::default();
    for line in texts.flat_map(str::lines) {
        let (ours, theirs) = (by_tables(line, target), theirs(line));
        let (ours, theirs): (Vec<char>, Vec<char>) = (ours.chars().collect(), theirs.chars().collect());
        comparison.characters += ours.len();
        if ours.len() != theirs.len() {
            *comparison.differences.entry((ours.iter().collect(), theirs.iter().collect())).or_default() += 1;
            continue;
        }
        for (i, _) in ours.iter().zip(&theirs).enumerate().filter(|(_, (ours, theirs))| ours != theirs) {
            let around = i.saturating_sub(AROUND)..(i + AROUND + 1).min(ours.len());
            let part = |chars: &[char]| chars.get(around.clone()).unwrap_or_default().iter().collect::<String>();
            *comparison.differences.entry((part(&ours), part(&theirs))).or_default() += 1;
        }
        comparison.same += ours.iter().zip(&theirs).filter(|(ours, theirs)| ours == theirs).count();
    }
    comparison
}

impl Comparison {
    fn print(&self, what: &str) {
        let percent = 100.0 * self.same as f64 / self.characters.max(1) as f64;
        println!("{what}: {} of {} characters agree ({percent:.3}%)", self.same, self.characters);
        for ((ours, theirs), n) in &self.differences {
            println!("  {n} times ours {ours} theirs {theirs}");
        }
    }
}
