//! House styles by name: `preset = "docs"` in one line. Each is a page in `src/config/presets/` whose front matter is a
//! configuration; what the page's reader sees is what is in force.

use std::path::Path;
use std::sync::OnceLock;

use super::{Layer, PartialConfig};

/// A house style with a name.
#[derive(Debug)]
pub struct Preset {
    pub name: &'static str,
    /// The settings, as TOML.
    text: &'static str,
    partial: PartialConfig,
}

const PAGES: [(&str, &str); 5] = [
    ("docs", include_str!("presets/docs.md")),
    ("gbt15834", include_str!("presets/gbt15834.md")),
    ("zh-cn-news", include_str!("presets/zh-cn-news.md")),
    ("zh-hk-news", include_str!("presets/zh-hk-news.md")),
    ("zh-tw-news", include_str!("presets/zh-tw-news.md")),
];

impl Preset {
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Preset>> = OnceLock::new();
        ALL.get_or_init(|| PAGES.iter().filter_map(|(name, page)| Self::read(name, page)).collect())
    }

    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|p| p.name == name)
    }

    /// Its settings, below those of the file that names it.
    pub fn layer(&'static self) -> Layer<'static> {
        Layer { path: Path::new(self.name), text: self.text, partial: &self.partial, applies: &[] }
    }

    fn read(name: &'static str, page: &'static str) -> Option<Self> {
        let (text, _) = page.strip_prefix("+++\n")?.split_once("\n+++\n")?;
        Some(Self { name, text, partial: PartialConfig::parse(text).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Flags};
    use crate::settings::{Quotes, Region, Spacing};

    fn config(text: &str) -> Config {
        let partial = PartialConfig::parse(text).expect("valid");
        let layer = Layer { path: Path::new("jiaodui.toml"), text, partial: &partial, applies: &[] };
        Config::new(None, &[layer], &Flags::default())
    }

    #[test]
    fn every_page_is_a_configuration_with_sources() {
        assert_eq!(Preset::all().len(), PAGES.len());
        for (name, page) in PAGES {
            assert!(page.contains("\n## Sources\n- ") && page.contains(&format!("`preset = \"{name}\"`")), "{name}");
        }
    }

    #[test]
    fn a_preset_stands_below_the_file_that_names_it() {
        let plain = config("preset = \"zh-tw-news\"");
        let typography = &plain.settings.typography;
        assert_eq!((typography.quotes, typography.spacing), (Some(Quotes::Corner), Some(Spacing::Tight)));
        assert_eq!(plain.settings.region, Some(Region::Tw));
        let other =
            config("preset = \"zh-tw-news\"\n[typography]\nspacing = \"spaced\"\n[rules]\ntypography = \"off\"");
        assert_eq!(other.settings.typography.spacing, Some(Spacing::Spaced));
        assert_eq!(other.settings.typography.quotes, Some(Quotes::Corner));
        assert_eq!(other.settings.levels.get("typography"), Some(&None));
    }

    #[test]
    fn an_unknown_preset_is_a_fault_with_a_suggestion() {
        let fault = PartialConfig::parse("\npreset = \"zh-tw-new\"").expect_err("a fault");
        assert_eq!((fault.line, fault.help.as_deref()), (Some(2), Some("did you mean `zh-tw-news`?")));
    }
}
