//! Wrong forms that converters and look-alike characters make of Han names, derived from the names
//! themselves: 位元組跳動 of 字节跳动, 百度智慧雲 of 百度智能云, 字节挑动.
//!
//! Everything is folded, so a form stands for its shapes in both scripts. Invariant: a name is never
//! derived into itself.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::model::{Damaged, Entity, Group, Kind, Role};
use super::spell::is_han;
use super::{Builder, Spelled, texts};
use crate::chars::Chars;
use crate::keys::Weight;
use crate::opencc::table;

/// A name with fewer Han characters is too near to other words with one of them exchanged.
const SURE: usize = 4;
/// A broken form with fewer may be words: 西部資料.
const NO_WORD: usize = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    words: String,
    look_alikes: String,
}

/// What this module reads of the files of regional words.
#[derive(Deserialize)]
struct Regional {
    #[serde(default)]
    concept: Vec<Concept>,
}

#[derive(Deserialize)]
struct Concept {
    cn: Vec<String>,
    #[serde(default)]
    tw: Vec<String>,
}

/// Words that a converter exchanges, and what it makes of them; the longest first.
type Words = Vec<(String, String)>;

/// The tables that break names.
#[derive(Default)]
pub struct Damage {
    to_taiwan: [Words; 2],
    to_mainland: Words,
    look_alikes: Vec<(char, char)>,
}

impl Damage {
    pub fn read(rules: &Path, chars: &Chars) -> Result<Self, String> {
        let path = rules.join("damage.toml");
        let fault = |e: String| format!("{}: {e}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|e| fault(e.to_string()))?;
        let extra: Extra = toml::from_str(&text).map_err(|e| fault(e.to_string()))?;
        // No converter writes the words of Hong Kong.
        let (mut to_tw, mut to_cn) = (Words::new(), Words::new());
        let fold = |word: &str| chars.folded(word);
        for (cn, tw) in extra.words.split_whitespace().filter_map(|pair| pair.split_once('/')) {
            to_tw.push((fold(cn), fold(tw)));
            to_cn.push((fold(tw), fold(cn)));
        }
        for (path, text) in texts(&rules.join("script/regions"))? {
            let file: Regional = toml::from_str(&text).map_err(|e| format!("{path}: {e}"))?;
            for Concept { cn, tw } in &file.concept {
                let Some(mainland) = cn.first() else { continue };
                let Some(taiwan) = tw.first() else { continue };
                to_tw.extend(cn.iter().map(|word| (fold(word), fold(taiwan))));
                to_cn.extend(tw.iter().map(|word| (fold(word), fold(mainland))));
            }
        }
        let opencc = table(&rules.join("script/opencc/TWPhrases.txt"))?;
        let opencc = opencc.iter().filter_map(|(key, values)| Some((fold(key), fold(values.first()?))));
        let sorted = |mut words: Words| {
            words.retain(|(from, to)| from != to && from.chars().count() > 1);
            words.sort_by_key(|(from, _)| std::cmp::Reverse(from.chars().count()));
            words
        };
        let pairs = extra.look_alikes.split_whitespace().filter_map(|pair| pair.split_once('/'));
        let pairs = pairs.filter_map(|(a, b)| Some((a.chars().next()?, b.chars().next()?)));
        let (to_taiwan, to_mainland) = ([sorted(to_tw), sorted(opencc.collect())], sorted(to_cn));
        Ok(Self { to_taiwan, to_mainland, look_alikes: pairs.flat_map(|(a, b)| [(a, b), (b, a)]).collect() })
    }

    /// The wrong forms of a folded name, and whether each is made of words. The mainland's words in a name that is
    /// not the `house`'s own in both scripts are a translation: 亚马逊网络服务 for Taiwan's 亞馬遜網路服務.
    pub fn of(&self, name: &str, house: bool) -> BTreeMap<String, bool> {
        let converters = self.to_taiwan.iter().chain(house.then_some(&self.to_mainland));
        let converted = converters.map(|words| (convert(name, words), true));
        let mut forms: BTreeMap<String, bool> = converted.filter(|(form, _)| form != name).collect();
        let chars: Vec<char> = name.chars().collect();
        if chars.len() >= SURE && chars.iter().all(|c| is_han(*c)) {
            for (at, c) in chars.iter().enumerate() {
                for (_, other) in self.look_alikes.iter().filter(|(from, _)| from == c) {
                    let swap = |(i, c): (usize, &char)| if i == at { *other } else { *c };
                    forms.entry(chars.iter().enumerate().map(swap).collect()).or_insert(false);
                }
            }
        }
        forms
    }
}

/// As a converter works: from the left, the longest word first. A name that is one word stays.
fn convert(name: &str, words: &Words) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        match words.iter().find(|(from, _)| from.len() < name.len() && rest.starts_with(from.as_str())) {
            Some((from, to)) => {
                out.push_str(to);
                rest = rest.get(from.len()..).unwrap_or_default();
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

impl Builder<'_> {
    /// Adds the broken forms of all Han names but terms, once every right and wrong form is known.
    pub fn damaged(&mut self, entities: &[Entity], damage: &Damage) {
        let names = self.groups.values().filter(|group| !group.latin && group.role != Role::Wrong);
        let is_name = |entity: u16| entities.get(usize::from(entity)).is_some_and(|e| e.kind != Kind::Term);
        let names: Vec<Group> = names.filter(|group| is_name(group.entity)).cloned().collect();
        for name in names {
            let house = name.role == Role::House;
            for (key, words) in damage.of(&self.folded(&name.hans), house) {
                let canon = self.canon(&key);
                let taken = self.groups.get(&canon).is_some_and(|g| g.role != Role::Wrong || !g.bad.is_empty());
                if taken || self.keys.knows(&key) || self.spellings.contains_key(&key) {
                    continue;
                }
                let sure = key.chars().count() >= NO_WORD && !name.guard.word;
                let needs_backing = !sure && (words || name.guard.word);
                let new = || Group { entity: name.entity, role: Role::Wrong, ..Group::default() };
                let group = self.groups.entry(canon.clone()).or_insert_with(new);
                group.damaged = Some(Damaged { hans: name.hans.clone(), hant: name.hant.clone(), sure, needs_backing });
                let source = "names: damage".to_owned();
                self.spellings.insert(key, Spelled { canon, weight: Weight::Outside, source });
            }
        }
    }
}
