//! The keys of all lexicons on their way into the one trie.
//!
//! Invariant: keys are folded as the view is; one (key, kind, id) stands once; a key's cost is the
//! cheapest that anybody gave it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::chars::Chars;
use crate::schema::{CURATED_COST, Cost, Kind, MAX_COST, NO_WORD, OVERLAY_ID, STEPS, Value, pack_entry};
use crate::trie_build;

/// Longest key in characters.
const LONGEST: usize = 64;

/// What an entry is to the segmentation.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "which weights are used depends on the families")]
pub enum Weight {
    /// A word that somebody chose to list: found by the walk, and a word of the lattice.
    Curated,
    /// A word counted so many times in the word list's corpus.
    Count(u64),
    /// Found by the walk, but never a word: parts of words, punctuation, patterns.
    Outside,
}

/// All keys, and the fold that is applied to them.
pub struct Keys {
    pub chars: Chars,
    /// How many words the counts of the word list sum up to.
    total: f64,
    keys: HashMap<Vec<char>, Key>,
}

#[derive(Default)]
struct Key {
    cost: Option<Cost>,
    phrase: bool,
    entries: Vec<(Kind, u32)>,
}

impl Keys {
    pub fn new(chars: Chars, total: u64) -> Self {
        Self { chars, total: total as f64, keys: HashMap::new() }
    }

    /// Adds an entry: whoever walks over `key` (in any script, width or case) gets `(kind, id)`.
    /// `source` (file and entry) is what an error names.
    pub fn add(&mut self, key: &str, kind: Kind, id: u32, weight: Weight, source: &str) -> Result<(), String> {
        if id >= OVERLAY_ID {
            return Err(format!("{source}: id {id} is too large"));
        }
        let key = self.key(key, weight, source)?;
        if !key.entries.contains(&(kind, id)) {
            key.entries.push((kind, id));
        }
        Ok(())
    }

    /// Adds a word that no rule asks for: it only helps the segmentation.
    pub fn word(&mut self, key: &str, weight: Weight, source: &str) -> Result<(), String> {
        self.key(key, weight, source).map(|_| ())
    }

    /// Adds a word that is a phrase of the conversion table too.
    pub fn phrase(&mut self, key: &str, weight: Weight, source: &str) -> Result<(), String> {
        self.key(key, weight, source).map(|key| key.phrase = true)
    }

    /// Whether the segmentation knows the word by now.
    pub fn knows(&self, word: &str) -> bool {
        self.keys.get(&self.folded(word)).is_some_and(|key| key.cost.is_some())
    }

    /// The words that the segmentation knows by now, folded.
    pub fn words(&self) -> impl Iterator<Item = &[char]> {
        self.keys.iter().filter(|(_, key)| key.cost.is_some()).map(|(word, _)| word.as_slice())
    }

    pub fn folded(&self, word: &str) -> Vec<char> {
        word.chars().map(|c| self.chars.fold(c)).collect()
    }

    fn key(&mut self, key: &str, weight: Weight, source: &str) -> Result<&mut Key, String> {
        let folded = self.folded(key);
        if folded.is_empty() || folded.len() > LONGEST {
            return Err(format!("{source}: \"{key}\" has {} characters, not 1 to {LONGEST}", folded.len()));
        }
        let cost = self.cost(weight);
        let key = self.keys.entry(folded).or_default();
        key.cost = key.cost.into_iter().chain(cost).min();
        Ok(key)
    }

    fn cost(&self, weight: Weight) -> Option<Cost> {
        match weight {
            Weight::Curated => Some(CURATED_COST),
            Weight::Count(n) => {
                let nats = (self.total / (n.max(1) as f64)).ln();
                Some(((nats * f64::from(STEPS)) as Cost).clamp(1, MAX_COST))
            }
            Weight::Outside => None,
        }
    }

    /// Writes `trie.bin` and `entries.bin`.
    pub fn write(self, out: &Path) -> Result<(), String> {
        let mut keys: Vec<(Vec<char>, Key)> = self.keys.into_iter().collect();
        keys.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut entries = vec![0u32];
        let mut valued = Vec::with_capacity(keys.len());
        for (chars, key) in keys {
            let list = if key.entries.is_empty() { 0 } else { push_list(&mut entries, key.entries)? };
            let value = Value { cost: key.cost.unwrap_or(NO_WORD), phrase: key.phrase, list };
            valued.push((chars, value.pack()));
        }
        write_table(&out.join("trie.bin"), &trie_build::build(&valued))?;
        write_table(&out.join("entries.bin"), &entries)
    }
}

fn push_list(entries: &mut Vec<u32>, mut list: Vec<(Kind, u32)>) -> Result<u32, String> {
    let start = entries.len() as u32;
    if start >= 1 << 20 {
        return Err("the lexicons hold more than a million entries".into());
    }
    list.sort_unstable();
    let last = list.len() - 1;
    entries.extend(list.into_iter().enumerate().map(|(i, (kind, id))| pack_entry(kind, id, i == last)));
    Ok(start)
}

pub fn write_table(path: &Path, table: &[u32]) -> Result<(), String> {
    fs::write(path, bytes_of(table)).map_err(|e| format!("{}: {e}", path.display()))
}

/// Numbers in the byte order of the machine that will read them.
pub fn bytes_of(table: &[u32]) -> Vec<u8> {
    let big = std::env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|e| e == "big");
    table.iter().flat_map(|n| if big { n.to_be_bytes() } else { n.to_le_bytes() }).collect()
}
