//! A pack: a project's own lexicon, in the TOML of `rules/`: `[[entity]]` as in `rules/names`, `[[word]]` as in
//! `rules/script/never.toml`, `[[entry]]` as in `rules/residue`, with examples that `jiaodui rules --test` runs.
//!
//! Reads text; files are the business of whoever discovers them.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::names::{PartialEntity, PartialNames};
use super::partial::explain;
use super::{ConfigFault, did_you_mean, unknown_rule};
use crate::analysis::residue;
use crate::lexicon::Miswriting;
use crate::settings::{NameEntity, PackWord, Script};

/// One pack, checked.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    pub path: PathBuf,
    pub entities: Vec<NameEntity>,
    pub words: Vec<PackWord>,
    /// Forms of the residue family with the name of their class.
    pub forms: Vec<(String, String)>,
    pub examples: Vec<Example>,
}

/// What a text must do under a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Of its entry in the pack, from 1.
    pub line: usize,
    pub text: String,
    pub wanted: Wanted,
    /// Only these rules or families are asked.
    pub rules: Vec<String>,
    pub script: Option<Script>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    Fires,
    Silent,
    /// Repaired, it reads like this.
    Becomes(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Which rules the examples are about; left out, the family of each entry.
    #[serde(default)]
    rules: Vec<Spanned<String>>,
    /// Of articles in which `[[word]]` counts.
    script: Option<Script>,
    #[serde(default)]
    entity: Vec<Spanned<PartialEntity>>,
    #[serde(default)]
    word: Vec<Spanned<Word>>,
    #[serde(default)]
    entry: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    right: String,
    wrong: Vec<String>,
    guard: Option<Guard>,
    fires: Option<String>,
    silent: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Guard {
    Boundary,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    class: Spanned<String>,
    forms: Vec<String>,
    /// `{}` stands for each form.
    fires: Option<String>,
    silent: Option<String>,
}

impl Pack {
    /// Reads a pack's text. The fault names the line and what to do.
    pub fn parse(text: &str) -> Result<Self, ConfigFault> {
        let file: File = toml::from_str(text).map_err(|e| explain(text, &e))?;
        for rule in &file.rules {
            if let Some(fault) = unknown_rule(rule.get_ref()) {
                return Err(fault.at(text, rule.span().start));
            }
        }
        let mut pack = Self::default();
        let rules: Vec<String> = file.rules.iter().map(|rule| rule.get_ref().clone()).collect();
        let mut reading = Reading { text, rules, script: file.script, pack: &mut pack };
        reading.entities(file.entity)?;
        file.word.iter().try_for_each(|word| reading.word(word))?;
        file.entry.iter().try_for_each(|entry| reading.entry(entry))?;
        Ok(pack)
    }
}

/// A pack under way.
struct Reading<'a> {
    text: &'a str,
    rules: Vec<String>,
    script: Option<Script>,
    pack: &'a mut Pack,
}

impl Reading<'_> {
    fn entities(&mut self, entity: Vec<Spanned<PartialEntity>>) -> Result<(), ConfigFault> {
        let names = PartialNames { entity, ..PartialNames::default() };
        names.check(self.text)?;
        for entity in &names.entity {
            self.pack.entities.push(entity.get_ref().settings());
            for text in entity.get_ref().examples("ok") {
                self.example("names", entity.span().start, text, Wanted::Silent);
            }
            for text in entity.get_ref().examples("bad") {
                let (text, wanted) = match text.split_once(" => ") {
                    Some((text, repaired)) => (text.to_owned(), Wanted::Becomes(repaired.to_owned())),
                    None => (text, Wanted::Fires),
                };
                self.example("names", entity.span().start, text, wanted);
            }
        }
        Ok(())
    }

    fn word(&mut self, word: &Spanned<Word>) -> Result<(), ConfigFault> {
        let (at, word) = (word.span().start, word.get_ref());
        let Some(script) = self.script else {
            let help = Some("script = \"hant\", at the head of the pack".to_owned());
            return Err(ConfigFault::new("words want the script of their articles").help(help).at(self.text, at));
        };
        let borders = matches!(word.guard, Some(Guard::Boundary));
        for wrong in &word.wrong {
            Miswriting::new(script, &word.right, wrong, borders)
                .map_err(|why| ConfigFault::new(format!("`{wrong}` for `{}`: {why}", word.right)).at(self.text, at))?;
        }
        self.pack.words.push(PackWord { script, right: word.right.clone(), wrong: word.wrong.clone(), borders });
        self.texts("script", at, &word.fires, &word.silent, "");
        Ok(())
    }

    fn entry(&mut self, entry: &Spanned<Entry>) -> Result<(), ConfigFault> {
        let (at, entry) = (entry.span().start, entry.get_ref());
        let class = entry.class.get_ref();
        if residue::class_of(class).is_none() {
            let known: Vec<&str> = residue::class_names().collect();
            let help = did_you_mean(class, &known).unwrap_or_else(|| format!("known here: {}", known.join(", ")));
            let fault = ConfigFault::new(format!("unknown class `{class}`")).help(Some(help));
            return Err(fault.at(self.text, entry.class.span().start));
        }
        for form in &entry.forms {
            if form.trim() != form || form.is_empty() {
                return Err(ConfigFault::new(format!("{form:?} is no form")).at(self.text, at));
            }
            self.pack.forms.push((form.clone(), class.clone()));
            self.texts("residue", at, &entry.fires, &entry.silent, form);
        }
        Ok(())
    }

    fn texts(&mut self, family: &str, at: usize, fires: &Option<String>, silent: &Option<String>, form: &str) {
        for (text, wanted) in [(fires, Wanted::Fires), (silent, Wanted::Silent)] {
            if let Some(text) = text {
                self.example(family, at, text.replace("{}", form), wanted);
            }
        }
    }

    fn example(&mut self, family: &str, at: usize, text: String, wanted: Wanted) {
        let line = self.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let rules = if self.rules.is_empty() { vec![family.to_owned()] } else { self.rules.clone() };
        self.pack.examples.push(Example { line, text, wanted, rules, script: self.script });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_line_and_remedy() {
        for (text, line, said, help) in [
            ("script = \"hant\"\n[[wrod]]\n", 2, "unknown key `wrod`", Some("did you mean `word`?")),
            (
                "[[word]]\nright = \"頭髮\"\nwrong = [\"頭發\"]\n",
                1,
                "want the script",
                Some("script = \"hant\", at the head of the pack"),
            ),
            ("script = \"hant\"\n[[word]]\nright = \"頭髮\"\nwrong = [\"頭\"]\n", 2, "not the same number", None),
            (
                "[[entry]]\nclass = \"buton\"\nforms = [\"a\"]\n",
                2,
                "unknown class `buton`",
                Some("did you mean `button`?"),
            ),
            ("[[entity]]\nid = \"a\"\nname = {}\n", 1, "no name in any language", None),
            ("rules = [\"no/such\"]\n", 1, "unknown rule `no/such`", Some("`jiaodui rules` lists all rules")),
        ] {
            let fault = Pack::parse(text).expect_err("a fault");
            assert_eq!((fault.line, fault.help.as_deref()), (Some(line), help), "{text}: {fault}");
            assert!(fault.message.contains(said), "{text}: {fault}");
        }
    }
}
