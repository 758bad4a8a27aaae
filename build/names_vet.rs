//! Wrong forms that stand inside ordinary words: 京冬 in 东京冬天, 支付保 in 支付保护费. The word list
//! knows the whole words; what crosses two of them is left to the counts over edited text.

use std::collections::{HashMap, HashSet};

use super::model::Bad;
use super::spell::has_han;
use crate::keys::Keys;

/// A Han form of fewer characters is found in too many texts.
const FEWEST: usize = 3;

/// For each Han wrong form that ordinary words hold, one such word. Forms are folded.
pub struct Inside(HashMap<Vec<char>, String>);

impl Inside {
    pub fn new<'f>(forms: impl Iterator<Item = &'f str>, keys: &Keys) -> Self {
        let wanted: HashSet<Vec<char>> = forms.filter(|f| has_han(f)).map(|f| keys.folded(f)).collect();
        let lengths: HashSet<usize> = wanted.iter().map(Vec::len).filter(|n| *n > 0).collect();
        let mut inside = HashMap::new();
        for word in keys.words() {
            for n in lengths.iter().filter(|n| **n < word.len()) {
                for part in word.windows(*n).filter(|part| wanted.contains(*part)) {
                    inside.entry(part.to_vec()).or_insert_with(|| word.iter().collect());
                }
            }
        }
        Self(inside)
    }

    /// Refuses a wrong form that would be found where nobody means the name.
    pub fn vet(&self, bad: &Bad, keys: &Keys) -> Result<(), String> {
        let Bad { form, guard, .. } = bad;
        let guarded = !(guard.needs.is_empty() && guard.not_before.is_empty() && guard.not_after.is_empty());
        if !has_han(form) || guarded {
            return Ok(());
        }
        if form.chars().count() < FEWEST {
            return Err(format!("wrong form \"{form}\" is short: give it needs"));
        }
        match self.0.get(&keys.folded(form)) {
            Some(word) => Err(format!("wrong form \"{form}\" stands in the word \"{word}\": give it a guard")),
            None => Ok(()),
        }
    }
}
