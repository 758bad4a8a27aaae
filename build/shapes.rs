//! Which shapes the characters of a phrase may take, on their way into `phrases.bin`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::char_schema::{Choice, Usage};
use crate::keys::{Keys, Weight};
use crate::schema::Kind;

/// Folded phrase to the forms allowed at each of its positions.
#[derive(Default)]
pub struct Shapes(BTreeMap<String, Vec<Mask>>);

/// Forms of one character as bits: those allowed, and among them the one that was allowed first.
#[derive(Clone, Copy, Default)]
struct Mask {
    allowed: u16,
    first: u16,
}

impl Shapes {
    /// Allows the shapes of `value` for the characters of `key`; `regional`: and their Taiwan and Hong Kong glyphs.
    pub fn allow(&mut self, keys: &Keys, key: &str, value: &str, regional: bool) -> Result<(), String> {
        let folded: String = key.chars().map(|c| keys.chars.fold(c)).collect();
        let n = folded.chars().count();
        if value.chars().count() != n {
            return Err(format!("\"{key}\": \"{value}\" has another length"));
        }
        let masks = self.0.entry(folded.clone()).or_insert_with(|| vec![Mask::default(); n]);
        for ((c, shape), mask) in folded.chars().zip(value.chars()).zip(masks) {
            mask.allowed |= keys.chars.mask(c, shape, regional);
            if mask.first == 0 {
                mask.first = keys.chars.mask(c, shape, false);
            }
        }
        Ok(())
    }

    /// What these folded words allow is allowed inside longer phrases too: 發布 in 發布會.
    pub fn allow_inside(&mut self, words: &BTreeSet<String>) {
        let masks: HashMap<Vec<char>, Vec<Mask>> =
            words.iter().filter_map(|w| Some((w.chars().collect(), self.0.get(w)?.clone()))).collect();
        let longest = masks.keys().map(Vec::len).max().unwrap_or(0);
        for (phrase, own) in &mut self.0 {
            let chars: Vec<char> = phrase.chars().collect();
            for start in 0..chars.len() {
                for end in start + 2..=chars.len().min(start + longest) {
                    let inner = masks.get(&chars[start..end]).into_iter().flatten();
                    own[start..end].iter_mut().zip(inner).for_each(|(mask, more)| mask.allowed |= more.allowed);
                }
            }
        }
    }

    /// Only positions where the phrase knows more than the character itself are kept.
    pub fn add_to(&self, keys: &mut Keys, kind: Kind, pool: &mut Pool) -> Result<(), String> {
        for (phrase, masks) in &self.0 {
            let choices: Vec<Choice> = phrase
                .chars()
                .zip(masks)
                .enumerate()
                .filter(|(_, (c, mask))| mask.allowed != 0 && tells(keys, kind, *c, mask.allowed))
                .map(|(at, (_, mask))| mask.choice(at))
                .collect();
            if !choices.is_empty() {
                let id = pool.choices(&choices);
                keys.add(phrase, kind, id, Weight::Outside, "phrases")?;
            }
        }
        Ok(())
    }
}

impl Mask {
    fn choice(self, at: usize) -> Choice {
        let choice = Choice::new(at, self.allowed);
        if self.first == 0 { choice } else { Choice { first: (self.first.trailing_zeros() & 15) as u8, ..choice } }
    }
}

fn tells(keys: &Keys, kind: Kind, c: char, mask: u16) -> bool {
    match kind {
        Kind::Simp => keys.chars.all(c, Usage::MAINLAND).count_ones() > 1,
        // That every shape is right is news too, of a character that has several.
        _ => mask != keys.chars.all(c, Usage::OPENCC) || mask.count_ones() > 1,
    }
}

/// Lists of numbers, each stored once.
#[derive(Default)]
pub struct Pool {
    pub table: Vec<u32>,
    places: HashMap<Vec<u32>, u32>,
}

impl Pool {
    fn choices(&mut self, choices: &[Choice]) -> u32 {
        let last = choices.len() - 1;
        self.intern(choices.iter().enumerate().map(|(i, c)| c.pack(i == last)).collect())
    }

    /// Where the list starts in the table.
    pub fn intern(&mut self, list: Vec<u32>) -> u32 {
        let table = &mut self.table;
        *self.places.entry(list).or_insert_with_key(|list| {
            table.extend(list);
            (table.len() - list.len()) as u32
        })
    }
}
