//! A configuration file as written: what it leaves out stays open.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{ConfigFault, did_you_mean, unknown_rule};
use crate::finding::Severity;
use crate::message::Lang;
use crate::settings::{Genre, Region, Script};

/// Everything `jiaodui.toml` may hold. A key that is not here is a fault.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialConfig {
    /// Language of messages.
    pub language: Option<Spanned<Lang>>,
    pub script: Option<Spanned<Script>>,
    pub region: Option<Spanned<Region>>,
    /// Run only these rules or families.
    pub select: Option<Spanned<Vec<Spanned<String>>>>,
    /// Do not run these rules or families.
    pub ignore: Option<Spanned<Vec<Spanned<String>>>>,
    /// Files that are not looked at when folders are walked; patterns of `.gitignore`.
    pub exclude: Option<Spanned<Vec<String>>>,
    /// Severity by rule or family.
    #[serde(default)]
    pub rules: BTreeMap<Spanned<String>, Level>,
    #[serde(default)]
    pub figures: PartialFigures,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialFigures {
    pub genre: Option<Spanned<Genre>>,
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
        let lists = [&config.select, &config.ignore].into_iter().flatten();
        let listed = lists.flat_map(|list| list.get_ref());
        for key in listed.chain(config.rules.keys()) {
            if let Some(fault) = unknown_rule(key.get_ref()) {
                return Err(fault.at(text, key.span().start));
            }
        }
        Ok(config)
    }
}

/// Turns the parser's sentence into a fault with a suggestion.
fn explain(text: &str, error: &toml::de::Error) -> ConfigFault {
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
    ConfigFault::new(short.replace("unknown field", "unknown key").replace("unknown variant", "unknown value"))
        .help(help)
        .at(text, start)
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
            ("zzzzzz = 1", 1, "known here: language, script, region, select, ignore, exclude, rules, figures"),
        ] {
            let fault = fault(text);
            assert_eq!((fault.line, fault.help.as_deref()), (Some(line), Some(help)), "{text}: {fault}");
        }
    }

    #[test]
    fn unknown_rules_are_faults() {
        for text in ["ignore = [\n\"no/such\"]", "[rules]\n\"no/such\" = \"off\""] {
            let fault = fault(text);
            assert_eq!((fault.line, fault.message.as_str()), (Some(2), "unknown rule `no/such`"), "{text}");
        }
    }

    #[test]
    fn broken_toml_names_its_line() {
        assert_eq!(fault("language = \"en\"\nregion =\n").line, Some(2));
        assert!(PartialConfig::parse("").is_ok());
    }
}
