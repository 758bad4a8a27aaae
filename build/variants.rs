//! Variants of glyphs: the groups of `rules/script/variants.toml`, and the words of `allowed.toml` that
//! are printed in several ways.

use std::path::Path;

use serde::Deserialize;

use crate::chars::Chars;
use crate::region_schema::{GroupHead, Regions, Telling, Trait};
use crate::regional::Regional;
use crate::regions::read;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// For the tests: which rules the examples are about, in articles of which script.
    #[serde(rename = "rules")]
    _rules: Vec<String>,
    #[serde(rename = "script")]
    _script: String,
    /// Words of `allowed.toml` whose ways mean different things.
    apart: String,
    glyph: Vec<Glyph>,
}

/// One character as each region writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glyph {
    tw: char,
    hk: char,
    /// Shapes that are standard in neither.
    #[serde(default)]
    other: String,
    #[serde(default)]
    telling: Tells,
    /// Counts only inside words of two characters or more.
    #[serde(default)]
    in_word: bool,
    /// Words in which the character is another one, separated by blanks.
    #[serde(default)]
    keep: String,
    /// Examples are run by the tests, where the engine exists.
    #[serde(rename = "fires")]
    _fires: String,
    #[serde(rename = "silent")]
    _silent: String,
}

#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "lowercase")]
enum Tells {
    #[default]
    No,
    Inside,
    Particle,
}

#[derive(Deserialize)]
struct Allowed {
    both: Vec<List>,
}

#[derive(Deserialize)]
struct List {
    words: String,
}

/// Reads the groups.
pub fn load(rules: &Path, chars: &Chars, regional: &mut Regional) -> Result<(), String> {
    let folder = rules.join("script");
    let file: File = read(&folder.join("variants.toml"))?;
    let allowed: Allowed = read(&folder.join("allowed.toml"))?;
    for glyph in &file.glyph {
        glyph.add(chars, regional)?;
    }
    let apart: Vec<&str> = file.apart.split_whitespace().collect();
    if let Some(word) = apart.iter().find(|word| !allowed.both.iter().any(|list| list.words.contains(**word))) {
        return Err(format!("variants.toml: \"{word}\" is not in allowed.toml"));
    }
    let mut words: Vec<&str> = allowed.both.iter().flat_map(|list| list.words.split_whitespace()).collect();
    words.sort_by_key(|ways| ways.chars().position(|c| c == '/'));
    let mut standard = Standard { glyphs: &file.glyph, words: Vec::new() };
    for ways in words {
        let ways: Vec<&str> = ways.split('/').filter(|way| !apart.contains(way)).collect();
        standard.add(&ways, chars, regional);
    }
    Ok(())
}

/// What is compared already: glyphs, and shorter words inside longer ones (週期 in 生命週期).
struct Standard<'a> {
    glyphs: &'a [Glyph],
    words: Vec<Vec<&'a str>>,
}

impl<'a> Standard<'a> {
    /// Adds a word whose ways differ in something that is not compared yet.
    fn add(&mut self, ways: &[&'a str], chars: &Chars, regional: &mut Regional) {
        let mut told: Vec<(&str, String)> = Vec::new();
        for way in ways {
            let standard = self.of(way);
            if !told.iter().any(|(_, known)| *known == standard) {
                told.push((way, standard));
            }
        }
        if told.len() > 1 {
            let told: Vec<&str> = told.into_iter().map(|(way, _)| way).collect();
            let group: Vec<(String, Regions)> =
                told.iter().map(|way| ((*way).to_owned(), Regions::default())).collect();
            regional.group(chars, GroupHead::default(), &group);
            self.words.push(ways.to_vec());
        }
    }

    /// A word with every glyph as Taiwan writes it, and every shorter word in its first way.
    fn of(&self, word: &str) -> String {
        let taiwan = |c: char| self.glyphs.iter().find(|g| g.hk == c || g.other.contains(c)).map_or(c, |g| g.tw);
        let mut word: String = word.chars().map(taiwan).collect();
        for ways in &self.words {
            let Some((first, others)) = ways.split_first() else { continue };
            for way in others {
                word = word.replace(way, first);
            }
        }
        word
    }
}

impl Glyph {
    fn add(&self, chars: &Chars, regional: &mut Regional) -> Result<(), String> {
        let mut ways = vec![(self.tw, Regions::TW), (self.hk, Regions::HK)];
        if self.tw == self.hk {
            ways = vec![(self.tw, Regions::TW.with(Regions::HK))];
        }
        ways.extend(self.other.chars().map(|c| (c, Regions::default())));
        let folded = chars.fold(self.tw);
        if ways.len() < 2 || ways.iter().any(|(c, _)| chars.fold(*c) != folded) {
            return Err(format!("variants.toml: {}: its shapes are not of one character", self.tw));
        }
        let telling = match self.telling {
            Tells::No => Telling::No,
            Tells::Inside => Telling::Inside,
            Tells::Particle => Telling::Particle,
        };
        let ways: Vec<(String, Regions)> = ways.into_iter().map(|(c, regions)| (c.to_string(), regions)).collect();
        regional.group(chars, GroupHead { telling, in_word: self.in_word, ways: 0 }, &ways);
        self.keep.split_whitespace().for_each(|word| regional.mark(&chars.folded(word), Trait::KEEP_GLYPH));
        Ok(())
    }
}
