//! What the person set in the editor: `initializationOptions`, and the section `jiaodui` of its configuration.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::config::{Flags, Level};
use crate::message::Lang;
use crate::settings::Region;

/// Invariant: a key that is missing or of the wrong type leaves what was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// From the last edit to the findings.
    pub debounce: Duration,
    /// Findings that touch the last edit wait so long: what an input method has just put in may be letters on their
    /// way to being characters.
    pub hold: Duration,
    /// Diagnostics published for one document.
    pub cap: usize,
    /// Larger documents (bytes) are not checked.
    pub max_size: usize,
    pub language: Option<Lang>,
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    pub region: Option<Region>,
    /// By rule or family, over `jiaodui.toml`.
    pub severity: BTreeMap<String, Level>,
    pub run: Moment,
    pub formatting: bool,
    pub completion: bool,
    pub status: bool,
}

/// When an open article is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub enum Moment {
    #[default]
    #[serde(rename = "onType")]
    Type,
    #[serde(rename = "onSave")]
    Save,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            debounce: Duration::from_millis(150),
            hold: Duration::from_millis(800),
            cap: 500,
            max_size: 4 << 20,
            language: None,
            select: Vec::new(),
            ignore: Vec::new(),
            region: None,
            severity: BTreeMap::new(),
            run: Moment::default(),
            formatting: false,
            completion: false,
            status: false,
        }
    }
}

impl Preferences {
    #[must_use]
    pub fn with(mut self, settings: &Value) -> Self {
        set(settings, "maxDiagnostics", &mut self.cap);
        set(settings, "maxSize", &mut self.max_size);
        set(settings, "select", &mut self.select);
        set(settings, "ignore", &mut self.ignore);
        set(settings, "region", &mut self.region);
        set(settings, "severity", &mut self.severity);
        set(settings, "run", &mut self.run);
        set(settings, "formatting", &mut self.formatting);
        set(settings, "completion", &mut self.completion);
        set(settings, "status", &mut self.status);
        if let Some(ms) = settings.get("debounce").and_then(Value::as_u64) {
            self.debounce = Duration::from_millis(ms.min(10_000));
        }
        if let Some(ms) = settings.get("hold").and_then(Value::as_u64) {
            self.hold = Duration::from_millis(ms.min(10_000));
        }
        if let Some(language) = settings.get("language").and_then(Value::as_str) {
            self.language = Lang::of_tag(language);
        }
        self
    }

    /// In the form of the command line's flags, which go before `jiaodui.toml`.
    pub fn flags(&self) -> Flags {
        let levels = self.severity.iter().map(|(rule, level)| (rule.clone(), level.severity()));
        Flags {
            language: self.language,
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            region: self.region,
            levels: levels.collect(),
        }
    }
}

fn set<T: DeserializeOwned>(settings: &Value, key: &str, field: &mut T) {
    if let Some(value) = settings.get(key).and_then(|v| serde_json::from_value(v.clone()).ok()) {
        *field = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_leaves_what_was() {
        let settings = json!({"debounce": "fast", "maxDiagnostics": 7, "ignore": "x", "language": "zh-tw", "what": 1});
        let preferences = Preferences::default().with(&settings);
        let expected = Preferences { cap: 7, language: Some(Lang::Hant), ..Preferences::default() };
        assert_eq!(preferences, expected);
        for garbage in [json!(null), json!(3), json!([]), json!("x")] {
            assert_eq!(Preferences::default().with(&garbage), Preferences::default());
        }
    }
}
