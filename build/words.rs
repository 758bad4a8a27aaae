//! The words of the segmentation: a counted list, and lists of our own.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::keys::{Keys, Weight};

/// The counted words.
pub fn read(rules: &Path) -> Result<Vec<(String, u64)>, String> {
    let path = rules.join("words/jieba.txt");
    let fault = |e: String| format!("{}: {e}", path.display());
    let text = fs::read_to_string(&path).map_err(|e| fault(e.to_string()))?;
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let (word, count) = row.split_once('\t').ok_or_else(|| fault(format!("no tab in \"{row}\"")))?;
        Ok((word.to_string(), count.parse().map_err(|e| fault(format!("{row}: {e}")))?))
    })
    .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    list: Vec<List>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    /// What the words have in common; for the reader.
    about: String,
    /// How often the words are taken to have been counted.
    count: u64,
    /// Words, separated by blanks.
    words: String,
}

/// Adds the counted words and the lists in `rules/words/*.toml`.
pub fn load(rules: &Path, counted: &[(String, u64)], keys: &mut Keys) -> Result<(), String> {
    for (word, count) in counted {
        keys.word(word, Weight::Count(*count), "words/jieba.txt")?;
    }
    let folder = rules.join("words");
    let files = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for path in files.flatten().map(|f| f.path()).filter(|p| p.extension().is_some_and(|e| e == "toml")) {
        let fault = |e: String| format!("{}: {e}", path.display());
        let text = fs::read_to_string(&path).map_err(|e| fault(e.to_string()))?;
        let lists: Lists = toml::from_str(&text).map_err(|e| fault(e.to_string()))?;
        for list in lists.list {
            for word in list.words.split_whitespace() {
                keys.word(word, Weight::Count(list.count), &fault(list.about.clone()))?;
            }
        }
    }
    Ok(())
}
