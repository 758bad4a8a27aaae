//! The keys of regional vocabulary and of variants of glyphs on their way into `regions.bin`.
//!
//! Invariant: a folded key has one entry, with everything that the lists say of it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::chars::Chars;
use crate::keys::{Keys, Weight, write_table};
use crate::region_schema::{GroupHead, Header, Regions, Sense, Trait, pack_text};
use crate::schema::Kind;

/// The table, and what is known of each folded key.
pub struct Regional {
    table: Vec<u32>,
    drafts: BTreeMap<String, Draft>,
}

#[derive(Default)]
struct Draft {
    traits: u8,
    hints: Regions,
    weight: u8,
    senses: Vec<Sense>,
    groups: Vec<u32>,
}

impl Default for Regional {
    fn default() -> Self {
        Self { table: vec![0], drafts: BTreeMap::new() }
    }
}

impl Regional {
    /// Notes what a key is.
    pub fn mark(&mut self, folded: &str, what: Trait) {
        self.draft(folded).traits |= what.0;
    }

    /// Notes that a word hints at the vocabulary of `regions`; of several hints the weaker stands.
    pub fn hint(&mut self, folded: &str, regions: Regions, weight: u8) {
        let draft = self.draft(folded);
        draft.weight = if draft.hints == Regions::default() { weight } else { draft.weight.min(weight) };
        draft.hints = draft.hints.with(regions);
    }

    /// Adds a concept with its one word for each target (none: an empty text).
    pub fn concept(&mut self, known: Regions, words: &[String; 4]) -> u32 {
        let at = self.table.len() as u32;
        self.table.push(known.0.into());
        words.iter().for_each(|word| self.text(word, Regions::default()));
        at
    }

    /// Notes what a key means. The regions of one concept are joined.
    pub fn sense(&mut self, folded: &str, concept: u32, regions: Regions) {
        let senses = &mut self.draft(folded).senses;
        match senses.iter_mut().find(|sense| sense.concept == concept) {
            Some(sense) => sense.regions = sense.regions.with(regions),
            None => senses.push(Sense { concept, regions }),
        }
    }

    /// Adds the ways to write one thing; each folded way leads to the group.
    pub fn group(&mut self, chars: &Chars, head: GroupHead, ways: &[(String, Regions)]) {
        let at = self.table.len() as u32;
        self.table.push(GroupHead { ways: ways.len() as u8, ..head }.pack());
        for (way, regions) in ways {
            self.text(way, *regions);
            let groups = &mut self.draft(&chars.folded(way)).groups;
            if !groups.contains(&at) {
                groups.push(at);
            }
        }
    }

    /// Adds the keys and writes the table. A word that is ambiguous somewhere is
    /// evidence nowhere.
    pub fn write(mut self, keys: &mut Keys, out: &Path) -> Result<(), String> {
        for (key, mut draft) in std::mem::take(&mut self.drafts) {
            if draft.traits & Trait::AMBIGUOUS.0 != 0 {
                draft.senses.clear();
            }
            if draft.senses.len() > 255 || draft.groups.len() > 255 {
                return Err(format!("regional vocabulary: \"{key}\" has too many meanings"));
            }
            let hints = if draft.hints == Regions::ALL { Regions::default() } else { draft.hints };
            let weight = if hints == Regions::default() { 0 } else { draft.weight };
            let (senses, groups) = (draft.senses.len() as u8, draft.groups.len() as u8);
            let header = Header { traits: Trait(draft.traits), hints, weight, senses, groups };
            let id = self.table.len() as u32;
            self.table.push(header.pack());
            self.table.extend(draft.senses.iter().map(|sense| sense.pack()));
            self.table.extend(&draft.groups);
            keys.add(&key, Kind::Region, id, Weight::Outside, "rules/script/regions")?;
        }
        write_table(&out.join("regions.bin"), &self.table)
    }

    fn draft(&mut self, folded: &str) -> &mut Draft {
        self.drafts.entry(folded.to_owned()).or_default()
    }

    fn text(&mut self, text: &str, regions: Regions) {
        self.table.push(pack_text(text.chars().count(), regions));
        self.table.extend(text.chars().map(u32::from));
    }
}
