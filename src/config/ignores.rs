//! Entries of `ignore`: the name of a rule that is not to run, or a table that silences single places where
//! no comment can stand, as in `.txt`.

use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// One entry of `ignore`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignore {
    Rule(String),
    Places(Places),
}

/// Places to be silent about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// A pattern of files, seen from the folder of the configuration; all files when left out.
    pub path: Option<String>,
    /// A rule or a family.
    pub rule: String,
    /// The flagged text itself; any text when left out.
    pub text: Option<String>,
    /// Why, for those who read the file later.
    pub reason: Option<String>,
}

impl Ignore {
    pub fn rule(&self) -> &str {
        match self {
            Self::Rule(rule) => rule,
            Self::Places(places) => &places.rule,
        }
    }
}

impl<'de> Deserialize<'de> for Ignore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Entry)
    }
}

struct Entry;

impl<'de> Visitor<'de> for Entry {
    type Value = Ignore;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a rule, or a table with `rule`, `path`, `text` and `reason`")
    }

    fn visit_str<E: Error>(self, rule: &str) -> Result<Ignore, E> {
        String::deserialize(StrDeserializer::new(rule)).map(Ignore::Rule)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Ignore, A::Error> {
        Places::deserialize(MapAccessDeserializer::new(map)).map(Ignore::Places)
    }
}
