//! What the tables in `rules/script` say of words: which shapes are both valid, and which words of
//! Simplified text are simplified too far.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use jiaodui::lexicon::fold;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::clean::Part;
use crate::common::random::Random;

/// No word of `[[both]]` is longer.
const LONGEST: usize = 10;

#[derive(Deserialize)]
struct Allowed {
    both: Vec<Both>,
}

#[derive(Deserialize)]
struct Both {
    words: String,
}

#[derive(Deserialize)]
struct Miswritten {
    word: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    right: String,
    wrong: Vec<String>,
}

/// One character to write wrong.
pub struct Fault {
    pub at: usize,
    pub wrong: char,
}

pub struct Words {
    /// Folded words that are printed in several ways: the shapes at each place.
    both: HashMap<Vec<char>, Vec<HashSet<char>>>,
    simplified: Vec<Word>,
    /// Shapes that OpenCC's regional tables hold for glyphs of one character: 纔 and 才.
    glyphs: HashSet<(char, char)>,
}

impl Words {
    pub fn read() -> Self {
        let mut both: HashMap<Vec<char>, Vec<HashSet<char>>> = HashMap::new();
        let allowed: Allowed = table("allowed.toml");
        for group in allowed.both.iter().flat_map(|both| both.words.split_whitespace()) {
            for word in group.split('/') {
                let shapes = both.entry(word.chars().map(fold).collect()).or_default();
                shapes.resize_with(word.chars().count(), HashSet::new);
                for (shapes, c) in shapes.iter_mut().zip(word.chars()) {
                    shapes.insert(c);
                }
            }
        }
        let simplified: Miswritten = table("hans.toml");
        let tables = ["opencc/TWVariants.txt", "opencc/HKVariants.txt"];
        let glyphs = tables.iter().flat_map(|name| pairs(&read(name))).collect();
        Self { both, simplified: simplified.word, glyphs }
    }

    /// Whether a word around the place is printed with either shape, or both are glyphs of one character.
    pub fn are_both_valid(&self, part: &Part, at: usize, damaged: char) -> bool {
        let original = part.raw[at];
        if self.glyphs.contains(&(original, damaged)) || self.glyphs.contains(&(damaged, original)) {
            return true;
        }
        let says = |start: usize, end: usize| {
            let shapes = part.folded.get(start..end).and_then(|word| self.both.get(word));
            let here = shapes.and_then(|shapes| shapes.get(at - start));
            here.is_some_and(|shapes| shapes.contains(&damaged) && shapes.contains(&original))
        };
        (at.saturating_sub(LONGEST)..=at).any(|start| (at + 1..=start + LONGEST).any(|end| says(start, end)))
    }

    /// Every word of the list that stands in the text, miswritten in one of its ways.
    pub fn faults(&self, raw: &[char], random: &mut Random) -> Vec<Fault> {
        let mut faults = Vec::new();
        for word in &self.simplified {
            let right: Vec<char> = word.right.chars().collect();
            for start in (0..raw.len()).filter(|start| raw[*start..].starts_with(&right)) {
                let wrong = &word.wrong[random.below(word.wrong.len())];
                let differ = wrong.chars().enumerate().filter(|(i, c)| right[*i] != *c);
                faults.extend(differ.map(|(i, wrong)| Fault { at: start + i, wrong }));
            }
        }
        faults
    }
}

/// Keys and values of one of OpenCC's tables of characters.
fn pairs(table: &str) -> Vec<(char, char)> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(key, values)| {
        let key = key.chars().next();
        let values = values.split(' ').filter_map(|value| value.chars().next());
        values.filter_map(move |value| Some((key?, value))).collect::<Vec<_>>()
    })
    .collect()
}

fn table<T: DeserializeOwned>(name: &str) -> T {
    toml::from_str(&read(name)).expect("build.rs has read the same table")
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/script").join(name);
    std::fs::read_to_string(path).expect("a table of the repository")
}
