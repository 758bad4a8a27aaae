//! Name lexicons: `rules/names/*.toml` become `names.bin`, and the keys join the one trie.
//!
//! Refuses what would make a rule wrong: a wrong form that is somebody's right one, a common word
//! without a guard, two entities under one spelling. Errors name the file and the entry.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

#[path = "names_damage.rs"]
pub mod damage;
#[path = "names_entry.rs"]
mod entry;
#[path = "../src/analysis/names/model.rs"]
mod model;
#[path = "../src/analysis/names/pack.rs"]
mod pack;
#[path = "names_spell.rs"]
mod spell;
#[path = "names_vet.rs"]
mod vet;

use damage::Damage;
use entry::{Confidence, Entry, EntryKind, Right};
use model::{Bad, Entity, Group, Names, Role};
use vet::Inside;

use crate::keys::{Keys, Weight, bytes_of};
use crate::schema::Kind;

/// Reads `names/*.toml`: adds its spellings to the trie and returns the table of names.
pub fn load(rules: &Path, keys: &mut Keys) -> Result<Vec<u8>, String> {
    let damage = Damage::read(rules, &keys.chars)?;
    compile(&files(rules)?, keys, &damage)
}

/// The Traditional names of the people among the entities: the script family must leave them alone.
pub fn people(rules: &Path) -> Result<Vec<String>, String> {
    let entries = entries(&files(rules)?)?;
    let people = entries.iter().map(|(_, entry)| entry).filter(|entry| entry.kind == EntryKind::Person);
    let forms: Result<Vec<Vec<Right>>, String> = people.map(|entry| entry.right_forms(&str::to_owned)).collect();
    let forms = forms?.into_iter().flatten().map(|right| right.hant);
    Ok(forms.filter(|form| form.chars().all(spell::is_han)).collect())
}

/// The table of names that the files (path and text) hold.
pub fn compile(files: &[(String, String)], keys: &mut Keys, damage: &Damage) -> Result<Vec<u8>, String> {
    let entries = entries(files)?;
    let names = Builder::new(keys, &entries)?.build(&entries, damage)?;
    let packed = pack::pack(&names);
    Ok(bytes_of(&packed.numbers).into_iter().chain(packed.texts).collect())
}

fn files(rules: &Path) -> Result<Vec<(String, String)>, String> {
    texts(&rules.join("names"))
}

/// Path and text of the TOML files of a folder, by path.
fn texts(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let files = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = files.flatten().map(|f| f.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    paths.iter().map(|path| Ok((path.display().to_string(), read(path)?))).collect()
}

/// All entries, with where they stand.
fn entries(files: &[(String, String)]) -> Result<Vec<(String, Entry)>, String> {
    let mut entries = Vec::new();
    for (path, text) in files {
        let file = entry::read(text).map_err(|e| format!("{path}: {e}"))?;
        entries.extend(file.into_iter().map(|entry| (format!("{path}: {}", entry.id), entry)));
    }
    Ok(entries)
}

/// Groups by canonical spelling while the table grows.
struct Builder<'a> {
    keys: &'a mut Keys,
    ids: HashMap<String, u16>,
    groups: BTreeMap<String, Group>,
    spellings: BTreeMap<String, Spelled>,
}

/// What a spelling leads to.
struct Spelled {
    canon: String,
    weight: Weight,
    source: String,
}

impl<'a> Builder<'a> {
    fn new(keys: &'a mut Keys, entries: &[(String, Entry)]) -> Result<Self, String> {
        let mut ids = HashMap::new();
        for (i, (at, entry)) in entries.iter().enumerate() {
            let index = u16::try_from(i).map_err(|e| e.to_string())?;
            if ids.insert(entry.id.clone(), index).is_some() {
                return Err(format!("{at}: this id stands twice"));
            }
        }
        Ok(Self { keys, ids, groups: BTreeMap::new(), spellings: BTreeMap::new() })
    }

    fn build(mut self, entries: &[(String, Entry)], damage: &Damage) -> Result<Names, String> {
        let mut entities = Vec::with_capacity(entries.len());
        for (i, (at, entry)) in entries.iter().enumerate() {
            entities.push(self.entity(entry).map_err(|e| format!("{at}: {e}"))?);
            entry.forms_fit().map_err(|e| format!("{at}: {e}"))?;
            if entry.confidence != Confidence::Low {
                self.forms(i as u16, entry).map_err(|e| format!("{at}: {e}"))?;
            }
        }
        let sure = entries.iter().zip(0u16..).filter(|((_, entry), _)| entry.confidence != Confidence::Low);
        let mut wrong = Vec::new();
        for ((at, entry), i) in sure {
            let bads = entry.wrong_forms().map_err(|e| format!("{at}: {e}"))?;
            wrong.extend(bads.into_iter().map(|bad| (i, at, bad)));
        }
        let inside = Inside::new(wrong.iter().map(|(_, _, bad)| bad.form.as_str()), self.keys);
        for (entity, at, bad) in wrong {
            inside.vet(&bad, self.keys).map_err(|e| format!("{at}: {e}"))?;
            let id = entities.get(usize::from(entity)).map_or("", |e| e.id.as_str());
            self.wrong_form(entity, id, bad).map_err(|e| format!("{at}: {e}"))?;
        }
        self.damaged(&entities, damage);
        let order: HashMap<&String, u32> = self.groups.keys().zip(0u32..).collect();
        for (spelling, Spelled { canon, weight, source }) in &self.spellings {
            let group = order.get(canon).copied().unwrap_or(u32::MAX);
            self.keys.add(spelling, Kind::Name, group, *weight, source)?;
        }
        Ok(Names { entities, groups: self.groups.into_values().collect() })
    }

    fn entity(&self, entry: &Entry) -> Result<Entity, String> {
        let parent = match &entry.parent {
            None => None,
            Some(id) => Some(*self.ids.get(id).ok_or_else(|| format!("parent \"{id}\" is no entity"))?),
        };
        Ok(Entity {
            id: entry.id.clone(),
            kind: entry.kind(),
            parent,
            hans: entry.name.hans.clone(),
            hant: entry.name.hant.clone(),
            tw: entry.name.tw.clone(),
            hk: entry.name.hk.clone(),
            en: entry.name.en.clone(),
        })
    }

    /// Adds the right forms of one entity: a group each, or a spelling more in a group that stands.
    fn forms(&mut self, entity: u16, entry: &Entry) -> Result<(), String> {
        let chars = &self.keys.chars;
        let simplify = |form: &str| form.chars().map(|c| if spell::is_han(c) { chars.fold(c) } else { c }).collect();
        for Right { hans, hant, role } in entry.right_forms(&simplify)? {
            let canon = self.canon(&hans);
            if canon != self.canon(&hant) {
                return Err(format!("\"{hans}\" and \"{hant}\" are not one name in two scripts"));
            }
            let guard = entry.guard_of(&hans, &hant);
            let weight = if guard.word { Weight::Outside } else { Weight::Curated };
            let group = self.groups.entry(canon.clone()).or_insert_with(|| Group {
                entity,
                latin: !spell::has_han(&hans),
                role,
                numbered: entry.numbered && role == Role::House && !spell::has_han(&hans),
                hans: hans.clone(),
                hant: hant.clone(),
                guard: guard.clone(),
                ..Group::default()
            });
            if group.entity != entity && !(guard.word && group.guard.word) {
                return Err(format!("\"{hans}\" names another entity too: guard it in both with word = true"));
            }
            for form in [&hans, &hant] {
                if !group.good.contains(form) {
                    group.good.push(form.clone());
                }
            }
            for key in spell::keys(&hans).iter().chain(&spell::keys(&hant)) {
                self.spell(key, &canon, weight, &entry.id);
            }
        }
        Ok(())
    }

    /// Adds a wrong form, once all right ones are known.
    fn wrong_form(&mut self, entity: u16, id: &str, bad: Bad) -> Result<(), String> {
        let form = bad.form.clone();
        if self.groups.values().any(|g| g.good.contains(&form)) {
            return Err(format!("wrong form \"{form}\" is a right form of an entity"));
        }
        let han = spell::has_han(&form);
        if han && bad.guard.needs.is_empty() && self.keys.knows(&form) && !self.is_spelling(&form) {
            return Err(format!("wrong form \"{form}\" is a word: give it needs"));
        }
        let canon = self.canon(&form);
        let weight = if bad.guard.needs.is_empty() { Weight::Curated } else { Weight::Outside };
        let new = || Group { entity, latin: !han, role: Role::Wrong, ..Group::default() };
        let group = self.groups.entry(canon.clone()).or_insert_with(new);
        if group.entity != entity && !group.good.is_empty() {
            return Err(format!("wrong form \"{form}\" spells another entity"));
        }
        if group.bad.iter().any(|b| b.form == form) {
            return Err(format!("wrong form \"{form}\" stands twice"));
        }
        group.bad.push(bad);
        self.spell(&form, &canon, weight, id);
        Ok(())
    }

    fn spell(&mut self, spelling: &str, canon: &str, weight: Weight, id: &str) {
        let new = || Spelled { canon: canon.to_owned(), weight, source: format!("names: {id}") };
        self.spellings.entry(self.folded(spelling)).or_insert_with(new);
    }

    /// The other shape of a right form: 臺積電 of 台積電.
    fn is_spelling(&self, form: &str) -> bool {
        self.spellings.contains_key(&self.folded(form))
    }

    fn folded(&self, form: &str) -> String {
        self.keys.folded(form).into_iter().collect()
    }

    /// What all spellings of one name have in common.
    fn canon(&self, form: &str) -> String {
        spell::bare(&self.folded(form))
    }
}
