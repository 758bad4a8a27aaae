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
    for words in allowed.both.iter().flat_map(|list| list.words.split_whitespace()) {
        let ways: Vec<&str> = words.split('/').filter(|way| !apart.contains(way)).collect();
        let mut told: Vec<(String, Regions)> = Vec::new();
        for way in ways {
            let same = |known: &str| standard(&file.glyph, known) == standard(&file.glyph, way);
            if !told.iter().any(|(known, _)| same(known)) {
                told.push((way.to_owned(), Regions::default()));
            }
        }
        if told.len() > 1 {
            regional.group(chars, GroupHead::default(), &told);
        }
    }
    Ok(())
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

/// A word with every glyph as Taiwan writes it.
fn standard(glyphs: &[Glyph], word: &str) -> String {
    let of = |c: char| glyphs.iter().find(|g| g.hk == c || g.other.contains(c)).map_or(c, |g| g.tw);
    word.chars().map(of).collect()
}
