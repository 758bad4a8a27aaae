//! OpenCC's tables: which Traditional and Simplified shapes the characters of a phrase may take.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use crate::char_schema::{Choice, Usage};
use crate::keys::{Keys, Weight, write_table};
use crate::schema::Kind;

/// Counts that phrases without a count of their own are taken to have: rare words.
const PHRASE_COUNT: u64 = 20;

/// A table: key and values, in the order of the file.
pub type Table = Vec<(String, Vec<String>)>;

/// Reads one of OpenCC's text tables.
pub fn table(path: &Path) -> Result<Table, String> {
    let fault = |e: &str| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| fault(&e.to_string()))?;
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let (key, values) = row.split_once('\t').ok_or_else(|| fault(&format!("no tab in \"{row}\"")))?;
        Ok((key.to_string(), values.split(' ').map(str::to_string).collect()))
    })
    .collect()
}

/// Adds the phrases, the words of `words` whose Simplified shape is unusual, and writes `phrases.bin`.
pub fn load(rules: &Path, words: &[(String, u64)], keys: &mut Keys, out: &Path) -> Result<(), String> {
    let folder = rules.join("script/opencc");
    let phrases = table(&folder.join("STPhrases.txt"))?;
    let reverse = table(&folder.join("TSPhrases.txt"))?;
    let mut trad = Shapes::default();
    for (key, values) in &phrases {
        keys.word(key, Weight::Count(PHRASE_COUNT), "STPhrases.txt")?;
        for value in values {
            trad.allow(keys, key, value, true)?;
        }
    }
    for row in table(&folder.join("TWPhrases.txt"))? {
        for word in std::iter::once(&row.0).chain(&row.1) {
            keys.word(word, Weight::Count(PHRASE_COUNT), "TWPhrases.txt")?;
        }
    }
    let mut pool = Pool::default();
    trad.add_to(keys, Kind::Trad, &mut pool)?;
    simplified(&phrases, &reverse, words, keys)?.add_to(keys, Kind::Simp, &mut pool)?;
    write_table(&out.join("phrases.bin"), &pool.table)
}

/// What Simplified words look like: counted words, OpenCC's Simplified phrases, and the phrases of
/// whose Simplified shape it says more than its table of characters.
fn simplified(phrases: &Table, reverse: &Table, words: &[(String, u64)], keys: &Keys) -> Result<Shapes, String> {
    let mut simp = Shapes::default();
    for (word, _) in words.iter().filter(|(word, _)| word.chars().count() > 1) {
        simp.allow(keys, word, word, false)?;
    }
    for (key, values) in reverse {
        for value in values {
            simp.allow(keys, key, value, false)?;
        }
    }
    for (key, _) in phrases.iter().filter(|(key, _)| keys.chars.is_unusual(key)) {
        simp.allow(keys, key, key, false)?;
    }
    Ok(simp)
}

/// Folded phrase to the set of allowed forms at each position, as bits.
#[derive(Default)]
struct Shapes(BTreeMap<String, Vec<u16>>);

impl Shapes {
    fn allow(&mut self, keys: &Keys, key: &str, value: &str, regional: bool) -> Result<(), String> {
        let folded: String = key.chars().map(|c| keys.chars.fold(c)).collect();
        let n = folded.chars().count();
        if value.chars().count() != n {
            return Err(format!("\"{key}\": \"{value}\" has another length"));
        }
        let masks = self.0.entry(folded.clone()).or_insert_with(|| vec![0; n]);
        for ((c, shape), mask) in folded.chars().zip(value.chars()).zip(masks) {
            *mask |= keys.chars.mask(c, shape, regional);
        }
        Ok(())
    }

    /// Only positions where the phrase knows more than the character itself are kept.
    fn add_to(&self, keys: &mut Keys, kind: Kind, pool: &mut Pool) -> Result<(), String> {
        for (phrase, masks) in &self.0 {
            let choices: Vec<Choice> = phrase
                .chars()
                .zip(masks)
                .enumerate()
                .filter(|(_, (c, mask))| **mask != 0 && tells(keys, kind, *c, **mask))
                .map(|(at, (_, mask))| Choice { at, allowed: *mask })
                .collect();
            if !choices.is_empty() {
                let id = pool.intern(&choices);
                keys.add(phrase, kind, id, Weight::Outside, "OpenCC phrases")?;
            }
        }
        Ok(())
    }
}

fn tells(keys: &Keys, kind: Kind, c: char, mask: u16) -> bool {
    match kind {
        Kind::Simp => keys.chars.all(c, Usage::MAINLAND).count_ones() > 1,
        _ => mask != keys.chars.all(c, Usage::OPENCC),
    }
}

/// Lists of choices, each stored once.
#[derive(Default)]
struct Pool {
    table: Vec<u32>,
    places: HashMap<Vec<u32>, u32>,
}

impl Pool {
    fn intern(&mut self, choices: &[Choice]) -> u32 {
        let last = choices.len() - 1;
        let packed: Vec<u32> = choices.iter().enumerate().map(|(i, c)| c.pack(i == last)).collect();
        let table = &mut self.table;
        *self.places.entry(packed.clone()).or_insert_with(|| {
            table.extend(packed);
            (table.len() - choices.len()) as u32
        })
    }
}
