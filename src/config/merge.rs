//! Defaults, files and flags become one complete configuration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use toml::Spanned;

use super::ignores::Ignore;
use super::{ConfigFault, Pack, PartialConfig, Preset, unknown_rule};
use crate::finding::Severity;
use crate::message::Lang;
use crate::settings::{FigureSettings, Hushed, Least, Region, Settings};

/// What a run obeys for the articles that share a configuration file and its overrides.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub settings: Settings,
    pub language: Option<Lang>,
    /// Patterns as in `.gitignore`, seen from the folder of `file`.
    pub exclude: Vec<String>,
    /// The nearest file, if any.
    pub file: Option<PathBuf>,
    /// The project's own lexicons, the farthest file's first.
    pub packs: Vec<Arc<Pack>>,
    /// Each value in force, in the order of the reference.
    pub values: Vec<Value>,
}

/// One value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub key: String,
    /// As one would write it in the file.
    pub value: String,
    pub origin: Origin,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    /// The line counts from 1.
    File {
        path: PathBuf,
        line: usize,
    },
    Flag(&'static str),
}

/// What the command line says. It goes before the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub language: Option<Lang>,
    /// Takes the place of the file's `select` and `ignore` when not empty.
    pub select: Vec<String>,
    /// Added to what is ignored.
    pub ignore: Vec<String>,
    /// Where no file names one: an editor's user writes for somebody.
    pub region: Option<Region>,
    /// Severity by rule or family, over the file's.
    pub levels: BTreeMap<String, Option<Severity>>,
}

impl Flags {
    /// A fault when a rule is unknown.
    pub fn checked(self) -> Result<Self, ConfigFault> {
        let mut keys = self.select.iter().chain(&self.ignore).chain(self.levels.keys());
        match keys.find_map(|key| unknown_rule(key)) {
            Some(fault) => Err(fault),
            None => Ok(self),
        }
    }
}

/// Settings of one file, or of one override in it.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    pub path: &'a Path,
    /// Of the whole file: spans in `partial` are bytes of it.
    pub text: &'a str,
    pub partial: &'a PartialConfig,
    /// Of the `[[ignore]]` tables in `partial`, in order: is it for this article?
    pub applies: &'a [bool],
}

impl Config {
    /// Of two layers that set a value the later one wins. `file` is the nearest file.
    pub fn new<'a>(file: Option<&Path>, layers: &[Layer<'a>], flags: &Flags) -> Self {
        let named = |layer: &Layer<'_>| Preset::find(layer.partial.preset.as_ref()?.get_ref());
        let with_preset = |layer: &Layer<'a>| named(layer).map(Preset::layer).into_iter().chain([*layer]);
        let layers: Vec<Layer<'a>> = layers.iter().flat_map(with_preset).collect();
        let mut merge = Merge { layers: &layers, config: Self { file: file.map(Path::to_owned), ..Self::default() } };
        merge.language(flags);
        merge.set("preset", |p| p.preset.as_ref());
        merge.article();
        merge.config.settings.region = merge.config.settings.region.or(flags.region);
        merge.names();
        merge.rules(flags);
        merge.levels(flags);
        merge.hushed();
        merge.config
    }
}

/// A merge under way: every value set is noted with its origin.
struct Merge<'a> {
    layers: &'a [Layer<'a>],
    config: Config,
}

impl<'a> Merge<'a> {
    fn language(&mut self, flags: &Flags) {
        let found = self.find(|p| p.language.as_ref());
        self.config.language = flags.language.or(found.as_ref().map(|(l, _)| **l));
        let origin = match (flags.language, found) {
            (Some(_), _) => Origin::Flag("--lang"),
            (None, found) => found.map_or(Origin::Default, |(_, origin)| origin),
        };
        let language = self.config.language;
        self.note("language", language.as_ref(), origin);
    }

    fn article(&mut self) {
        self.config.settings.script = self.set("script", |p| p.script.as_ref());
        self.config.settings.region = self.set("region", |p| p.region.as_ref());
        self.config.settings.date = self.set("date", |p| p.date.as_ref());
        self.config.settings.genre = self.set("figures.genre", |p| p.figures.genre.as_ref());
        self.config.settings.typography.quotes = self.set("typography.quotes", |p| p.typography.quotes.as_ref());
        self.config.settings.typography.spacing = self.set("typography.spacing", |p| p.typography.spacing.as_ref());
        self.figures();
        self.residue();
        let accept = self.find(|p| p.encoding.accept.as_ref());
        let accept = accept.map(|(list, origin)| (strings(list), origin));
        self.config.settings.accept = accept.as_ref().map(|(list, _)| list.clone()).unwrap_or_default();
        let (list, origin) = accept.map_or((None, Origin::Default), |(list, origin)| (Some(list), origin));
        self.note("encoding.accept", list.as_ref(), origin);
    }

    fn names(&mut self) {
        let layers = self.layers;
        let names = &mut self.config.settings.names;
        let mut preferred = BTreeMap::new();
        for layer in layers {
            names.entities.extend(layer.partial.loaded.iter().flat_map(|pack| pack.entities.iter().cloned()));
            names.entities.extend(layer.partial.names.entity.iter().map(|entity| entity.get_ref().settings()));
            for (name, form) in &layer.partial.names.prefer {
                names.prefer.insert(name.get_ref().clone(), form.get_ref().clone());
                preferred.insert(name.get_ref(), (form.get_ref(), layer.origin(form.span().start)));
            }
        }
        for (name, (form, origin)) in preferred {
            self.note(&format!("names.prefer.{name:?}"), Some(form), origin);
        }
        let ignore = self.set("names.ignore", |p| p.names.ignore.as_ref()).unwrap_or_default();
        let gloss = self.find(|p| p.names.first_mention.require_gloss.as_ref());
        let (gloss, origin) = gloss.map_or((None, Origin::Default), |(list, origin)| (Some(strings(list)), origin));
        self.note("names.first-mention.require-gloss", gloss.as_ref(), origin);
        self.config.settings.names.ignore = ignore;
        self.config.settings.names.require_gloss = gloss.unwrap_or_default();
    }

    fn figures(&mut self) {
        let trusted = self.folded("figures.trusted", |p| p.figures.trusted.as_ref());
        let values = self.folded("figures.skip-values", |p| p.figures.skip_values.as_ref());
        let values = values.iter().map(|v| v.chars().filter(|c| !c.is_whitespace()).collect()).collect();
        self.config.settings.figures = FigureSettings {
            trusted,
            carry: self.set("figures.carry", |p| p.figures.carry.as_ref()),
            small: self.set("figures.small", |p| p.figures.small.as_ref()),
            most: self.set("figures.most", |p| p.figures.most.as_ref()),
            verified: Vec::new(),
            scope: self.set("figures.scope", |p| p.figures.scope.as_ref()).unwrap_or_default(),
            least: Least {
                money: self.set("figures.least-money", |p| p.figures.least_money.as_ref()),
                percent: self.set("figures.least-percent", |p| p.figures.least_percent.as_ref()),
                measure: self.set("figures.least-measure", |p| p.figures.least_measure.as_ref()),
            },
            headings: self.switch("figures.headings", |p| p.figures.headings.as_ref()),
            captions: self.switch("figures.captions", |p| p.figures.captions.as_ref()),
            tables: self.switch("figures.tables", |p| p.figures.tables.as_ref()),
            market: self.switch("figures.market", |p| p.figures.market.as_ref()),
            skip_quotes: self.set("figures.quotes", |p| p.figures.quotes.as_ref()) == Some(false),
            skip_english: self.set("figures.english", |p| p.figures.english.as_ref()) == Some(false),
            sections: self.folded("figures.skip-sections", |p| p.figures.skip_sections.as_ref()),
            subjects: self.folded("figures.skip-subjects", |p| p.figures.skip_subjects.as_ref()),
            values,
            fix_dollar: self.switch("figures.fix-dollar", |p| p.figures.fix_dollar.as_ref()),
            fix_thousands: self.switch("figures.fix-thousands", |p| p.figures.fix_thousands.as_ref()),
            fix_range: self.switch("figures.fix-range", |p| p.figures.fix_range.as_ref()),
        };
    }

    /// Words as the view of an article has them; empty ones would be found everywhere.
    fn folded(
        &mut self,
        key: &str,
        get: impl Fn(&'a PartialConfig) -> Option<&'a Spanned<Vec<String>>>,
    ) -> Vec<String> {
        let words = self.set(key, get).unwrap_or_default();
        let folded = |word: String| word.chars().map(crate::lexicon::fold).collect();
        words.into_iter().filter(|word| !word.trim().is_empty()).map(folded).collect()
    }

    fn switch(&mut self, key: &str, get: impl Fn(&'a PartialConfig) -> Option<&'a Spanned<bool>>) -> bool {
        self.set(key, get).unwrap_or_default()
    }

    /// Phrases of the residue family in short: a pack says the same with examples.
    fn residue(&mut self) {
        let lists = [
            ("button", self.set("residue.lines", |p| p.residue.lines.as_ref())),
            ("label", self.set("residue.labels", |p| p.residue.labels.as_ref())),
            ("formula", self.set("residue.phrases", |p| p.residue.phrases.as_ref())),
            ("solicit", self.set("residue.promotion", |p| p.residue.promotion.as_ref())),
            ("spam_strong", self.set("residue.spam", |p| p.residue.spam.as_ref())),
        ];
        for (class, list) in lists {
            let forms = list.unwrap_or_default().into_iter();
            let forms = forms.map(|form| form.trim().to_owned()).filter(|form| !form.is_empty());
            self.config.settings.packs.forms.extend(forms.map(|form| (form, class.to_owned())));
        }
    }

    fn rules(&mut self, flags: &Flags) {
        let by_flag = !flags.select.is_empty();
        let select = self.find(|p| p.select.as_ref()).map(|(list, origin)| (strings(list), origin));
        let ignore = self.find(|p| p.ignore.as_ref().filter(|list| list.get_ref().iter().any(is_rule)));
        let ignore = ignore.map(|(list, origin)| (rules_of(list), origin));
        let (select, select_from) = match (by_flag, select) {
            (true, _) => (flags.select.clone(), Origin::Flag("--select")),
            (false, found) => found.unwrap_or((Vec::new(), Origin::Default)),
        };
        let (mut ignore, ignore_from) = match (by_flag, ignore) {
            (true, _) => (Vec::new(), Origin::Flag("--select")),
            (false, found) => found.unwrap_or((Vec::new(), Origin::Default)),
        };
        let ignore_from = if flags.ignore.is_empty() { ignore_from } else { Origin::Flag("--ignore") };
        ignore.extend(flags.ignore.iter().cloned());
        self.note("select", Some(&select).filter(|s| !s.is_empty()), select_from);
        self.note("ignore", Some(&ignore).filter(|s| !s.is_empty()), ignore_from);
        self.config.settings.select = select;
        self.config.settings.ignore = ignore;
        self.config.exclude = self.set("exclude", |p| p.exclude.as_ref()).unwrap_or_default();
        self.packs();
        for layer in self.layers {
            for (key, level) in &layer.partial.rules {
                let level = level.severity();
                self.config.settings.levels.insert(key.get_ref().clone(), level);
                let name = format!("rules.{:?}", key.get_ref());
                self.config.values.retain(|v| v.key != name);
                self.note(&name, Some(&level.map_or("off", Severity::name)), layer.origin(key.span().start));
            }
        }
    }

    /// Packs add up over all layers.
    fn packs(&mut self) {
        let packs = self.find(|p| p.packs.as_ref()).map(|(list, origin)| (strings(list), origin));
        let (packs, origin) = packs.map_or((None, Origin::Default), |(list, origin)| (Some(list), origin));
        self.note("packs", packs.as_ref(), origin);
        let layers = self.layers;
        for pack in layers.iter().flat_map(|layer| &layer.partial.loaded) {
            self.config.settings.packs.words.extend(pack.words.iter().cloned());
            self.config.settings.packs.forms.extend(pack.forms.iter().cloned());
            self.config.packs.push(Arc::clone(pack));
        }
    }

    /// A family that is set here is set whole, whatever the file says of one of its rules.
    fn levels(&mut self, flags: &Flags) {
        let levels = &mut self.config.settings.levels;
        for key in flags.levels.keys() {
            levels.retain(|rule, _| rule.strip_prefix(key.as_str()).is_none_or(|rest| !rest.starts_with('/')));
        }
        levels.extend(flags.levels.iter().map(|(key, level)| (key.clone(), *level)));
    }

    /// The tables of `ignore` add up over all layers.
    fn hushed(&mut self) {
        for layer in self.layers {
            let entries = layer.partial.ignore.iter().flat_map(|list| list.get_ref());
            let tables = entries.filter(|e| !is_rule(e));
            for (entry, _) in tables.zip(layer.applies).filter(|(_, applies)| **applies) {
                let Ignore::Places(places) = entry.get_ref() else { continue };
                let Origin::File { path, line } = layer.origin(entry.span().start) else { continue };
                let (rule, text) = (places.rule.clone(), places.text.clone());
                let names_a_file = places.path.as_ref().is_some_and(|path| !path.contains(['*', '?', '[', '{']));
                let path = path.display().to_string();
                self.config.settings.hushed.push(Hushed { rule, text, names_a_file, path, line });
            }
        }
    }

    /// Takes over the value that the last layer sets, and notes where it stands.
    fn set<T: Clone + Serialize + 'static>(
        &mut self,
        key: &str,
        get: impl Fn(&'a PartialConfig) -> Option<&'a Spanned<T>>,
    ) -> Option<T> {
        let found = self.find(get);
        let value = found.as_ref().map(|(value, _)| (*value).clone());
        let origin = found.map_or(Origin::Default, |(_, origin)| origin);
        self.note(key, value.as_ref(), origin);
        value
    }

    fn find<T: 'static>(&self, get: impl Fn(&'a PartialConfig) -> Option<&'a Spanned<T>>) -> Option<(&'a T, Origin)> {
        let found = self.layers.iter().rev().find_map(|layer| Some((layer, get(layer.partial)?)));
        found.map(|(layer, value)| (value.get_ref(), layer.origin(value.span().start)))
    }

    fn note<T: Serialize>(&mut self, key: &str, value: Option<&T>, origin: Origin) {
        // JSON and TOML write these values alike.
        let value = value.and_then(|v| serde_json::to_string(v).ok());
        self.config.values.push(Value { key: key.to_owned(), value: value.unwrap_or_default(), origin });
    }
}

impl Layer<'_> {
    fn origin(&self, byte: usize) -> Origin {
        let before = self.text.get(..byte).unwrap_or_default();
        Origin::File { path: self.path.to_owned(), line: before.matches('\n').count() + 1 }
    }
}

fn strings(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|s| s.get_ref().clone()).collect()
}

fn is_rule(entry: &Spanned<Ignore>) -> bool {
    matches!(entry.get_ref(), Ignore::Rule(_))
}

fn rules_of(list: &[Spanned<Ignore>]) -> Vec<String> {
    list.iter().filter(|e| is_rule(e)).map(|e| e.get_ref().rule().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin<'a>(config: &'a Config, key: &str) -> Option<(&'a str, &'a Origin)> {
        config.values.iter().find(|v| v.key == key).map(|v| (v.value.as_str(), &v.origin))
    }

    fn line(path: &str, line: usize) -> Origin {
        Origin::File { path: PathBuf::from(path), line }
    }

    #[test]
    fn flags_go_before_the_file() {
        let text = "language = \"en\"\n\nregion = \"tw\"\n";
        let partial = PartialConfig::parse(text).expect("valid");
        let flags = Flags { language: Some(Lang::Hans), ..Flags::default() };
        let path = Path::new("a/jiaodui.toml");
        let layer = Layer { path, text, partial: &partial, applies: &[] };
        let config = Config::new(Some(path), &[layer], &flags);
        assert_eq!(config.language, Some(Lang::Hans));
        assert_eq!(origin(&config, "language"), Some(("\"zh-Hans\"", &Origin::Flag("--lang"))));
        assert_eq!(origin(&config, "region"), Some(("\"tw\"", &line("a/jiaodui.toml", 3))));
        assert_eq!(origin(&config, "script"), Some(("", &Origin::Default)));
    }

    #[test]
    fn a_later_layer_goes_before_an_earlier_one_key_by_key() {
        let texts = ["region = \"cn\"\n[rules]\nscript = \"error\"\nnames = \"info\"", "[rules]\nscript = \"off\""];
        let partials: Vec<_> = texts.iter().map(|t| PartialConfig::parse(t).expect("valid")).collect();
        let paths = ["base.toml", "jiaodui.toml"];
        let layers: Vec<_> = (0..2)
            .map(|i| Layer { path: Path::new(paths[i]), text: texts[i], partial: &partials[i], applies: &[] })
            .collect();
        let config = Config::new(None, &layers, &Flags::default());
        assert_eq!(origin(&config, "region"), Some(("\"cn\"", &line("base.toml", 1))));
        assert_eq!(origin(&config, "rules.\"script\""), Some(("\"off\"", &line("jiaodui.toml", 2))));
        assert_eq!(config.settings.levels.get("script"), Some(&None));
        assert_eq!(config.settings.levels.get("names"), Some(&Some(Severity::Info)));
    }
}
