//! Lexicons whose forms have classes: every form of `rules/<family>/*.toml` with the set of its classes.
//! A form may belong to several classes (发布 publishes and launches); an id leads to its set.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::keys::{Keys, Weight};
use crate::schema::Kind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The rule whose tests run the examples.
    #[serde(rename = "rule", default)]
    _rule: String,
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    class: String,
    forms: Vec<String>,
    /// Examples are run by the tests, where the engine exists.
    #[serde(rename = "fires")]
    _fires: String,
    #[serde(rename = "silent")]
    _silent: String,
}

/// Forms with the names of their classes.
type Forms = BTreeMap<String, BTreeSet<String>>;

/// One family's lexicon of this kind.
pub struct Classed {
    folder: &'static str,
    kind: Kind,
    /// What a form is to the segmentation.
    weight: fn(&str) -> Weight,
    /// The file of constants, one a class.
    constants: &'static str,
    /// A project's packs name its classes.
    named: bool,
}

pub const FIGURES: Classed = Classed {
    folder: "figures",
    kind: Kind::Cue,
    weight: |form| if form.chars().count() >= 3 { Weight::Curated } else { Weight::Outside },
    constants: "figure_classes.rs",
    named: false,
};

/// The forms are what people write, not how Chinese is cut.
pub const RESIDUE: Classed = Classed {
    folder: "residue",
    kind: Kind::Residue,
    weight: |_| Weight::Outside,
    constants: "residue_classes.rs",
    named: true,
};

/// Words around names, and English words one swap of letters apart.
pub const NAME_CUES: Classed = Classed {
    folder: "cues",
    kind: Kind::NameCue,
    weight: |_| Weight::Outside,
    constants: "name_cue_classes.rs",
    named: false,
};

/// Doubled words are no words, and those for output are known to the word list.
pub const TYPOGRAPHY: Classed = Classed {
    folder: "typography",
    kind: Kind::Typography,
    weight: |_| Weight::Outside,
    constants: "typography_classes.rs",
    named: false,
};

impl Classed {
    /// Adds the family's keys. The side table is the set of classes (bits of a u128) by id.
    pub fn load(&self, rules: &Path, keys: &mut Keys) -> Result<Vec<u8>, String> {
        let forms = read(&rules.join(self.folder))?;
        let classes = self.classes(&forms)?;
        let mut sets: Vec<u128> = Vec::with_capacity(forms.len());
        for (form, of) in &forms {
            let bits = classes.iter().enumerate().filter(|(_, c)| of.contains(**c));
            keys.add(form, self.kind, sets.len() as u32, (self.weight)(form), self.folder)?;
            sets.push(bits.fold(0, |set, (bit, _)| set | 1 << bit));
        }
        Ok(sets.into_iter().flat_map(u128::to_le_bytes).collect())
    }

    /// Writes one constant a class.
    pub fn constants(&self, rules: &Path, out: &Path) -> Result<(), String> {
        let forms = read(&rules.join(self.folder))?;
        let mut code = String::new();
        for (bit, class) in self.classes(&forms)?.iter().enumerate() {
            let _ = writeln!(code, "pub const {}: Classes = Classes(1 << {bit});", class.to_uppercase());
        }
        if self.named {
            let name = |class: &&String| format!("({class:?}, {}), ", class.to_uppercase());
            let names: String = self.classes(&forms)?.iter().map(name).collect();
            let _ = writeln!(code, "pub const NAMES: &[(&str, Classes)] = &[{names}];");
        }
        fs::write(out.join(self.constants), code).map_err(|e| e.to_string())
    }

    fn classes<'a>(&self, forms: &'a Forms) -> Result<BTreeSet<&'a String>, String> {
        let classes: BTreeSet<&String> = forms.values().flatten().collect();
        match classes.len() {
            0..=128 => Ok(classes),
            n => Err(format!("rules/{}: {n} classes, a set holds 128", self.folder)),
        }
    }
}

fn read(folder: &Path) -> Result<Forms, String> {
    let mut forms = Forms::new();
    for path in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten() {
        let path = path.path();
        if path.extension().is_some_and(|e| e == "toml") {
            read_file(&path, &mut forms).map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    Ok(forms)
}

fn read_file(path: &Path, forms: &mut Forms) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|e| e.to_string())?;
    let file: File = toml::from_str(&text).map_err(|e| e.to_string())?;
    for entry in file.entry {
        for form in entry.forms {
            if form.trim() != form || form.is_empty() || form.to_lowercase() != form {
                return Err(format!("\"{form}\": forms are lower case, without outer spaces"));
            }
            forms.entry(form).or_default().insert(entry.class.clone());
        }
    }
    Ok(())
}
