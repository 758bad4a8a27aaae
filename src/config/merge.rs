//! Defaults, a file and the flags become one complete configuration.

use std::path::{Path, PathBuf};

use super::{ConfigFault, PartialConfig, unknown_rule};
use crate::finding::Severity;
use crate::message::Lang;
use crate::settings::Settings;

/// What a run obeys for the articles that share a configuration file.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub settings: Settings,
    pub language: Option<Lang>,
    /// Patterns as in `.gitignore`, seen from the folder of `file`.
    pub exclude: Vec<String>,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
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
}

impl Flags {
    /// A fault when a rule is unknown.
    pub fn checked(self) -> Result<Self, ConfigFault> {
        let mut keys = self.select.iter().chain(&self.ignore);
        match keys.find_map(|key| unknown_rule(key)) {
            Some(fault) => Err(fault),
            None => Ok(self),
        }
    }
}

impl Config {
    /// `file` is the path, text and content of the nearest `jiaodui.toml`.
    pub fn new(file: Option<(&Path, &str, &PartialConfig)>, flags: &Flags) -> Self {
        let nothing = PartialConfig::default();
        let (text, partial) = file.map_or(("", &nothing), |(_, text, partial)| (text, partial));
        let mut merge = Merge { text, config: Self { file: file.map(|(p, _, _)| p.to_owned()), ..Self::default() } };
        merge.language(partial, flags);
        merge.article(partial);
        merge.rules(partial, flags);
        merge.config
    }
}

/// A merge under way: every value set is noted with its origin.
struct Merge<'a> {
    text: &'a str,
    config: Config,
}

impl Merge<'_> {
    fn language(&mut self, partial: &PartialConfig, flags: &Flags) {
        let file = partial.language.as_ref();
        self.config.language = flags.language.or(file.map(|l| *l.get_ref()));
        let origin = match (flags.language, file) {
            (Some(_), _) => Origin::Flag("--lang"),
            (None, file) => self.origin(file.map(|l| l.span().start)),
        };
        let language = self.config.language;
        self.note("language", &language, origin);
    }

    fn article(&mut self, partial: &PartialConfig) {
        let settings = &mut self.config.settings;
        settings.script = partial.script.as_ref().map(|s| *s.get_ref());
        settings.region = partial.region.as_ref().map(|r| *r.get_ref());
        settings.genre = partial.figures.genre.as_ref().map(|g| *g.get_ref());
        let (script, region, genre) = (settings.script, settings.region, settings.genre);
        self.note("script", &script, self.origin(partial.script.as_ref().map(|s| s.span().start)));
        self.note("region", &region, self.origin(partial.region.as_ref().map(|r| r.span().start)));
        self.note("figures.genre", &genre, self.origin(partial.figures.genre.as_ref().map(|g| g.span().start)));
    }

    fn rules(&mut self, partial: &PartialConfig, flags: &Flags) {
        let strings = |list: &Option<toml::Spanned<Vec<toml::Spanned<String>>>>| -> Vec<String> {
            list.iter().flat_map(|l| l.get_ref()).map(|s| s.get_ref().clone()).collect()
        };
        let by_flag = !flags.select.is_empty();
        let settings = &mut self.config.settings;
        settings.select = if by_flag { flags.select.clone() } else { strings(&partial.select) };
        settings.ignore = if by_flag { Vec::new() } else { strings(&partial.ignore) };
        settings.ignore.extend(flags.ignore.iter().cloned());
        settings.levels = partial.rules.iter().map(|(key, level)| (key.get_ref().clone(), level.severity())).collect();
        self.config.exclude = partial.exclude.as_ref().map(|e| e.get_ref().clone()).unwrap_or_default();
        let (select, ignore) = (settings.select.clone(), settings.ignore.clone());
        let exclude = self.config.exclude.clone();

        let start = |list: &Option<toml::Spanned<Vec<toml::Spanned<String>>>>| list.as_ref().map(|l| l.span().start);
        let select_from = if by_flag { Origin::Flag("--select") } else { self.origin(start(&partial.select)) };
        let ignore_from = match (flags.ignore.is_empty(), by_flag) {
            (false, _) => Origin::Flag("--ignore"),
            (true, true) => Origin::Flag("--select"),
            (true, false) => self.origin(start(&partial.ignore)),
        };
        self.note("select", &Some(select).filter(|s| !s.is_empty()), select_from);
        self.note("ignore", &Some(ignore).filter(|s| !s.is_empty()), ignore_from);
        let exclude_from = self.origin(partial.exclude.as_ref().map(|e| e.span().start));
        self.note("exclude", &Some(exclude).filter(|e| !e.is_empty()), exclude_from);
        for (key, level) in &partial.rules {
            let origin = self.origin(Some(key.span().start));
            let level = level.severity().map_or("off", Severity::name);
            self.note(&format!("rules.{:?}", key.get_ref()), &Some(level), origin);
        }
    }

    fn origin(&self, byte: Option<usize>) -> Origin {
        byte.map_or(Origin::Default, |byte| {
            let before = self.text.get(..byte).unwrap_or_default();
            Origin::File { line: before.matches('\n').count() + 1 }
        })
    }

    fn note<T: serde::Serialize>(&mut self, key: &str, value: &Option<T>, origin: Origin) {
        // JSON and TOML write these values alike.
        let value = value.as_ref().and_then(|v| serde_json::to_string(v).ok());
        self.config.values.push(Value { key: key.to_owned(), value: value.unwrap_or_default(), origin });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_go_before_the_file() {
        let text = "language = \"en\"\n\nregion = \"tw\"\n";
        let partial = PartialConfig::parse(text).expect("valid");
        let flags = Flags { language: Some(Lang::Hans), ..Flags::default() };
        let config = Config::new(Some((Path::new("a/jiaodui.toml"), text, &partial)), &flags);
        assert_eq!(config.language, Some(Lang::Hans));
        let origin = |key: &str| config.values.iter().find(|v| v.key == key).map(|v| (v.value.as_str(), &v.origin));
        assert_eq!(origin("language"), Some(("\"zh-Hans\"", &Origin::Flag("--lang"))));
        assert_eq!(origin("region"), Some(("\"tw\"", &Origin::File { line: 3 })));
        assert_eq!(origin("script"), Some(("", &Origin::Default)));
    }
}
