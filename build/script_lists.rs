//! The script family's own lists: `rules/script/*.toml`.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// All lists, checked for shape.
#[derive(Default)]
pub struct Lists {
    /// Words miswritten in Traditional text.
    pub hant: Vec<Word>,
    /// Words miswritten in Simplified text.
    pub hans: Vec<Word>,
    /// Traditional words that are right as they stand.
    pub allowed: Vec<String>,
    /// Each way to write a Traditional word that is printed in several.
    pub both: Vec<String>,
    /// People among the names, as Traditional text writes them.
    pub people: Vec<String>,
    /// Family names whose shape looks like a stray.
    pub surnames: String,
    /// All other frequent ones, in both scripts.
    pub families: String,
    pub titles: Vec<String>,
    pub saying: Vec<String>,
    /// Names of scripts and languages.
    pub languages: Vec<String>,
}

/// A word with its wrong shapes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    pub right: String,
    pub wrong: Vec<String>,
    /// It must begin and end where words do.
    pub guard: Option<Guard>,
    /// Examples are run by the tests, where the engine exists.
    #[serde(rename = "fires")]
    _fires: String,
    #[serde(rename = "silent")]
    _silent: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Guard {
    Boundary,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// For the tests: which rules the examples are about, in articles of which script.
    #[serde(rename = "rules")]
    _rules: Vec<String>,
    #[serde(rename = "script")]
    _script: String,
    word: Vec<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Allowed {
    languages: String,
    list: Vec<List>,
    both: Vec<List>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    /// What the words have in common; for the reader.
    #[serde(rename = "about")]
    _about: String,
    /// Words, separated by blanks; the ways to write one word by `/`.
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    surnames: String,
    families: String,
    titles: String,
    saying: String,
}

impl Lists {
    pub fn read(rules: &Path) -> Result<Self, String> {
        let folder = rules.join("script");
        let hant: Words = read(&folder.join("never.toml"))?;
        let hans: Words = read(&folder.join("hans.toml"))?;
        let allowed: Allowed = read(&folder.join("allowed.toml"))?;
        let people: People = read(&folder.join("people.toml"))?;
        let phrases = |lists: &[List]| -> Result<Vec<String>, String> {
            lists.iter().flat_map(|list| words(&list.words)).map(phrase).collect()
        };
        Ok(Self {
            hant: hant.word,
            hans: hans.word,
            allowed: phrases(&allowed.list)?,
            both: phrases(&allowed.both)?,
            people: crate::names::people(rules)?,
            surnames: people.surnames,
            families: people.families,
            titles: words(&people.titles),
            saying: words(&people.saying),
            languages: words(&allowed.languages),
        })
    }

    /// Everything that is written in some shape, right or wrong.
    pub fn shapes(&self) -> impl Iterator<Item = &str> {
        let miswritten = self.hant.iter().chain(&self.hans);
        let ways = miswritten.flat_map(|w| std::iter::once(&w.right).chain(&w.wrong));
        ways.chain(&self.allowed).chain(&self.both).chain(&self.people).map(String::as_str)
    }
}

/// A single character is no word: its shape would be allowed everywhere.
fn phrase(word: String) -> Result<String, String> {
    if word.chars().count() > 1 { Ok(word) } else { Err(format!("allowed.toml: \"{word}\" is a single character")) }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == '/').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let fault = |e: String| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    toml::from_str(&text).map_err(|e| fault(e.to_string()))
}
