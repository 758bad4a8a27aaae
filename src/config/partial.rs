//! A configuration file as written: what it leaves out stays open.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::ignores::Ignore;
use super::names::PartialNames;
use super::{ConfigFault, Pack, Preset, did_you_mean, unknown_rule};
use crate::analysis::names::parse_date;
use crate::finding::Severity;
use crate::message::Lang;
use crate::settings::{FigureScope, Genre, Quotes, Region, Script, Spacing};

/// Everything `jiaodui.toml` may hold. A key that is not here is a fault. The same keys, but those that
/// concern the run, stand in `[[overrides]]` for some files.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartialConfig {
    /// A file whose settings hold where this one leaves them open; seen from this file's folder.
    pub extends: Option<Spanned<String>>,
    /// A house style by name: a page of `src/config/presets/`. What this file sets goes before it.
    pub preset: Option<Spanned<String>>,
    /// Versions of jiaodui that may obey this file, as Cargo writes them.
    pub required_version: Option<Spanned<String>>,
    /// Language of messages.
    pub language: Option<Spanned<Lang>>,
    pub script: Option<Spanned<Script>>,
    pub region: Option<Spanned<Region>>,
    /// When articles were written that do not say so themselves.
    pub date: Option<Spanned<String>>,
    /// Run only these rules or families.
    pub select: Option<Spanned<Vec<Spanned<String>>>>,
    /// Rules or families not to run; and, as tables, single places to be silent about.
    pub ignore: Option<Spanned<Vec<Spanned<Ignore>>>>,
    /// Files that are not looked at when folders are walked; patterns of `.gitignore`.
    pub exclude: Option<Spanned<Vec<String>>>,
    /// Lexicons of the project's own, seen from this file's folder, inside the project.
    pub packs: Option<Spanned<Vec<Spanned<String>>>>,
    /// What those hold, once somebody has read them.
    #[serde(skip)]
    pub loaded: Vec<Arc<Pack>>,
    /// Severity by rule or family.
    #[serde(default)]
    pub rules: BTreeMap<Spanned<String>, Level>,
    #[serde(default)]
    pub encoding: PartialEncoding,
    #[serde(default)]
    pub figures: PartialFigures,
    #[serde(default)]
    pub names: PartialNames,
    #[serde(default)]
    pub residue: PartialResidue,
    #[serde(default)]
    pub typography: PartialTypography,
    /// Settings for some files only; a later one goes before an earlier one.
    #[serde(default)]
    overrides: Option<Spanned<Vec<Spanned<PartialConfig>>>>,
    /// In an override: the files it is for, as patterns seen from the folder of the configuration.
    pub files: Option<Spanned<Vec<String>>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialEncoding {
    /// Encodings that are no reason for a warning.
    pub accept: Option<Spanned<Vec<Spanned<String>>>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartialFigures {
    pub genre: Option<Spanned<Genre>>,
    /// Outlets whose name in a paragraph vouches for its figures.
    pub trusted: Option<Spanned<Vec<String>>>,
    /// Sentences that a speaker is good for, after his own.
    pub carry: Option<Spanned<u8>>,
    /// Counts up to here are narration.
    pub small: Option<Spanned<u32>>,
    /// Findings an article.
    pub most: Option<Spanned<u32>>,
    /// How far a source may carry.
    pub scope: Option<Spanned<FigureScope>>,
    /// The smallest figures that want a source.
    pub least_money: Option<Spanned<u64>>,
    pub least_percent: Option<Spanned<u64>>,
    pub least_measure: Option<Spanned<u64>>,
    /// Which blocks are judged.
    pub headings: Option<Spanned<bool>>,
    pub captions: Option<Spanned<bool>>,
    pub tables: Option<Spanned<bool>>,
    pub market: Option<Spanned<bool>>,
    pub quotes: Option<Spanned<bool>>,
    pub english: Option<Spanned<bool>>,
    /// What is left alone: sections by their heading, subjects, figures as they are written.
    pub skip_sections: Option<Spanned<Vec<String>>>,
    pub skip_subjects: Option<Spanned<Vec<String>>>,
    pub skip_values: Option<Spanned<Vec<String>>>,
    /// Let `jiaodui fix` write 美元 for 美金, one style of thousands, and both signs of a range.
    pub fix_dollar: Option<Spanned<bool>>,
    pub fix_thousands: Option<Spanned<bool>>,
    pub fix_range: Option<Spanned<bool>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialTypography {
    /// Take the place of the article's own style.
    pub quotes: Option<Spanned<Quotes>>,
    pub spacing: Option<Spanned<Spacing>>,
}

/// Phrases of the project's own, beside those of `rules/residue`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialResidue {
    pub lines: Option<Spanned<Vec<String>>>,
    pub labels: Option<Spanned<Vec<String>>>,
    pub phrases: Option<Spanned<Vec<String>>>,
    pub promotion: Option<Spanned<Vec<String>>>,
    pub spam: Option<Spanned<Vec<String>>>,
}

/// A severity, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Off,
    Hint,
    Info,
    Warning,
    Error,
}

impl Level {
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Hint => Some(Severity::Hint),
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl PartialConfig {
    /// Reads the text of a configuration file. The fault names the line and what to do.
    pub fn parse(text: &str) -> Result<Self, ConfigFault> {
        let config: Self = toml::from_str(text).map_err(|e| explain(text, &e))?;
        config.check_version(text)?;
        config.check_values(text)?;
        // What other files hold is known to whoever reads them.
        if config.extends.is_none() && config.packs.is_none() {
            config.check_names(text, &[])?;
        }
        if let Some(files) = &config.files {
            let fault = ConfigFault::new("`files` belongs into `[[overrides]]`");
            return Err(fault.at(text, files.span().start));
        }
        for part in config.parts() {
            part.get_ref().check_override(text, part.span().start)?;
        }
        Ok(config)
    }

    /// The settings for some files, in their order.
    pub fn parts(&self) -> impl Iterator<Item = &Spanned<Self>> {
        self.overrides.iter().flat_map(Spanned::get_ref)
    }

    /// Checks what it says of names; `base` are the files that it extends, whose entities it may name.
    pub fn check_names(&self, text: &str, base: &[&Self]) -> Result<(), ConfigFault> {
        let files: Vec<&Self> = base.iter().copied().chain([self]).collect();
        for names in std::iter::once(&self.names).chain(self.parts().map(|part| &part.get_ref().names)) {
            names.check(text)?;
            names.check_known(text, &files)?;
        }
        Ok(())
    }

    fn check_version(&self, text: &str) -> Result<(), ConfigFault> {
        let Some(wanted) = &self.required_version else { return Ok(()) };
        let at = wanted.span().start;
        let wanted = wanted.get_ref();
        let own = env!("CARGO_PKG_VERSION");
        let fits = match (semver::VersionReq::parse(wanted), semver::Version::parse(own)) {
            (Ok(wanted), Ok(own)) => wanted.matches(&own),
            (Err(e), _) => return Err(ConfigFault::new(format!("`{wanted}` names no versions: {e}")).at(text, at)),
            (_, Err(_)) => true,
        };
        if fits {
            return Ok(());
        }
        let help = format!("install a jiaodui that is {wanted}, or change `required-version`");
        Err(ConfigFault::new(format!("this is jiaodui {own}, the file wants {wanted}")).help(Some(help)).at(text, at))
    }

    /// What the types cannot say: names of rules and of encodings.
    fn check_values(&self, text: &str) -> Result<(), ConfigFault> {
        let selected = self.select.iter().flat_map(|l| l.get_ref()).map(|s| (s.get_ref().as_str(), s.span()));
        let ignored = self.ignore.iter().flat_map(|l| l.get_ref()).map(|i| (i.get_ref().rule(), i.span()));
        let graded = self.rules.keys().map(|k| (k.get_ref().as_str(), k.span()));
        for (key, span) in selected.chain(ignored).chain(graded) {
            if let Some(fault) = unknown_rule(key) {
                return Err(fault.at(text, span.start));
            }
        }
        if let Some(name) = self.preset.as_ref().filter(|name| Preset::find(name.get_ref()).is_none()) {
            let known: Vec<&str> = Preset::all().iter().map(|p| p.name).collect();
            let help =
                did_you_mean(name.get_ref(), &known).unwrap_or_else(|| format!("known here: {}", known.join(", ")));
            let fault = ConfigFault::new(format!("unknown preset `{}`", name.get_ref()));
            return Err(fault.help(Some(help)).at(text, name.span().start));
        }
        if let Some(date) = self.date.as_ref().filter(|date| parse_date(date.get_ref()).is_none()) {
            let help = Some("\"2024\", \"2024-05\" or \"2024-05-06\"".to_owned());
            let fault = ConfigFault::new(format!("`{}` is no date", date.get_ref())).help(help);
            return Err(fault.at(text, date.span().start));
        }
        for label in self.encoding.accept.iter().flat_map(|l| l.get_ref()) {
            if encoding_rs::Encoding::for_label(label.get_ref().as_bytes()).is_none() {
                let fault = ConfigFault::new(format!("unknown encoding `{}`", label.get_ref()));
                let help = Some("gb18030, gbk, big5, utf-16le, utf-16be, …".to_owned());
                return Err(fault.help(help).at(text, label.span().start));
            }
        }
        Ok(())
    }

    fn check_override(&self, text: &str, at: usize) -> Result<(), ConfigFault> {
        self.check_values(text)?;
        if self.files.as_ref().is_none_or(|f| f.get_ref().is_empty()) {
            let help = Some("files = [\"docs/**\"]".to_owned());
            return Err(ConfigFault::new("an override without `files`").help(help).at(text, at));
        }
        let misplaced = [
            ("extends", self.extends.as_ref().map(Spanned::span)),
            ("required-version", self.required_version.as_ref().map(Spanned::span)),
            ("language", self.language.as_ref().map(Spanned::span)),
            ("exclude", self.exclude.as_ref().map(Spanned::span)),
            ("packs", self.packs.as_ref().map(Spanned::span)),
            ("overrides", self.overrides.as_ref().map(Spanned::span)),
        ];
        match misplaced.into_iter().find_map(|(key, span)| Some((key, span?))) {
            Some((key, span)) => {
                Err(ConfigFault::new(format!("`{key}` concerns the whole run and cannot stand in an override"))
                    .at(text, span.start))
            }
            None => Ok(()),
        }
    }
}

/// Turns the parser's sentence into a fault with a suggestion.
pub(super) fn explain(text: &str, error: &toml::de::Error) -> ConfigFault {
    let message = error.message().lines().next().unwrap_or("not valid TOML");
    let Range { start, .. } = error.span().unwrap_or(0..0);
    let mut words = message.split('`').skip(1).step_by(2);
    let help = match words.next() {
        Some(found) if message.starts_with("unknown") => {
            let known: Vec<&str> = words.collect();
            let listed = || (!known.is_empty()).then(|| format!("known here: {}", known.join(", ")));
            did_you_mean(found, &known).or_else(listed)
        }
        _ => None,
    };
    let found = message.split_once(", expected").map_or(message, |(before, _)| before);
    let short = if help.is_some() { found } else { message };
    let short = short.replace("unknown field", "unknown key").replace("unknown variant", "unknown value");
    ConfigFault::new(short).help(help).at(text, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> ConfigFault {
        PartialConfig::parse(text).expect_err("a fault")
    }

    #[test]
    fn unknown_keys_and_values_come_with_a_suggestion() {
        for (text, line, help) in [
            ("\nlangauge = \"en\"", 2, "did you mean `language`?"),
            ("region = \"twn\"", 1, "did you mean `tw`?"),
            ("[figures]\ngenre = \"documentations\"", 2, "did you mean `documentation`?"),
            ("# rules\n[rule]\n", 2, "did you mean `rules`?"),
            ("[[overrides]]\nfiles = [\"a\"]\nregoin = \"tw\"", 3, "did you mean `region`?"),
            ("[[ignore]]\nrul = \"script\"", 2, "did you mean `rule`?"),
            ("[encoding]\naccept = [\"gb18030\", \"gb2313x\"]", 2, "gb18030, gbk, big5, utf-16le, utf-16be, …"),
        ] {
            let fault = fault(text);
            assert_eq!((fault.line, fault.help.as_deref()), (Some(line), Some(help)), "{text}: {fault}");
        }
        let listed = fault("zzzzzz = 1").help.expect("a list");
        assert!(listed.starts_with("known here: extends, preset, required-version"), "{listed}");
    }

    #[test]
    fn unknown_rules_are_faults() {
        for text in [
            "ignore = [\n\"no/such\"]",
            "[rules]\n\"no/such\" = \"off\"",
            "[[ignore]]\nrule = \"no/such\"",
            "[[overrides]]\nselect = [\"no/such\"]\nfiles = [\"a\"]",
        ] {
            let fault = fault(text);
            assert_eq!(fault.message.as_str(), "unknown rule `no/such`", "{text}");
            assert!(fault.line.is_some(), "{text}");
        }
    }

    #[test]
    fn an_override_is_for_some_files_and_for_articles_only() {
        assert!(fault("[[overrides]]\nregion = \"tw\"").message.contains("without `files`"));
        assert!(fault("files = [\"a\"]").message.contains("[[overrides]]"));
        for inner in ["overrides = []", "[[overrides.overrides]]\nfiles = [\"b\"]"] {
            let misplaced = fault(&format!("[[overrides]]\nfiles = [\"a\"]\n{inner}"));
            assert!(misplaced.message.contains("`overrides`"), "{misplaced:?}");
        }
        let misplaced = fault("[[overrides]]\nfiles = [\"a\"]\nlanguage = \"en\"");
        assert_eq!((misplaced.line, misplaced.message.contains("`language`")), (Some(3), true));
    }

    #[test]
    fn another_version_is_a_fault() {
        assert!(PartialConfig::parse(&format!("required-version = \"{}\"", env!("CARGO_PKG_VERSION"))).is_ok());
        assert!(PartialConfig::parse("required-version = \">=0.1\"").is_ok());
        assert!(fault("required-version = \"^99\"").message.contains("the file wants ^99"));
        assert!(fault("required-version = \"soon\"").message.contains("names no versions"));
    }

    #[test]
    fn broken_toml_names_its_line() {
        assert_eq!(fault("language = \"en\"\nregion =\n").line, Some(2));
        assert!(PartialConfig::parse("").is_ok());
    }
}
