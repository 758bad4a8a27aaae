//! One configuration file with its patterns, and the layers it lays over an article.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;

use super::ignores::Ignore;
use super::merge::Layer;
use super::{ConfigFault, Pack, PartialConfig};

/// A file that was read. Its patterns are seen from its own folder.
#[derive(Debug)]
pub struct File {
    path: PathBuf,
    text: String,
    partial: PartialConfig,
    overrides: Vec<Override>,
    /// The patterns of its `[[ignore]]` tables; none is for all articles.
    ignores: Vec<Option<GlobSet>>,
}

#[derive(Debug)]
struct Override {
    files: GlobSet,
    ignores: Vec<Option<GlobSet>>,
}

impl File {
    pub fn read(path: &Path) -> Result<Self, ConfigFault> {
        let within = |fault: ConfigFault| fault.within(path.to_owned());
        let text =
            std::fs::read_to_string(path).map_err(|e| within(ConfigFault::new(format!("cannot be read: {e}"))))?;
        let partial = PartialConfig::parse(&text).map_err(within)?;
        let overrides = partial.parts().map(|part| {
            let part = part.get_ref();
            let files = part.files.as_ref().map_or(Ok(GlobSet::empty()), |f| globs(f.get_ref(), &text, f.span().start));
            Ok(Override { files: files?, ignores: ignores(part, &text)? })
        });
        let overrides = overrides.collect::<Result<_, _>>().map_err(within)?;
        let ignores = ignores(&partial, &text).map_err(within)?;
        Ok(Self { path: path.to_owned(), text, partial, overrides, ignores })
    }

    /// Checks what it says of names, which those of `base` may be.
    pub fn check_names(&self, base: &[Self]) -> Result<(), ConfigFault> {
        let base: Vec<&PartialConfig> = base.iter().map(|file| &file.partial).collect();
        self.partial.check_names(&self.text, &base).map_err(|fault| fault.within(self.path.clone()))
    }

    /// Reads the packs that it names; none may lie outside of `root`.
    pub fn load_packs(&mut self, root: &Path) -> Result<(), ConfigFault> {
        let Some(list) = &self.partial.packs else { return Ok(()) };
        let folder = self.path.parent().unwrap_or(&self.path);
        for name in list.get_ref() {
            let fault = |message: String| {
                ConfigFault::new(format!("packs: {message}"))
                    .at(&self.text, name.span().start)
                    .within(self.path.clone())
            };
            let wanted = folder.join(name.get_ref());
            let path = wanted.canonicalize().map_err(|e| fault(format!("{}: {e}", wanted.display())))?;
            if !path.starts_with(root) {
                return Err(fault(format!("{} lies outside of the project", wanted.display())));
            }
            let text = std::fs::read_to_string(&path).map_err(|e| fault(format!("{}: {e}", wanted.display())))?;
            let pack = Pack::parse(&text).map_err(|fault| fault.within(path.clone()))?;
            self.partial.loaded.push(Arc::new(Pack { path, ..pack }));
        }
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file it extends, and how to find fault with that.
    pub fn extended(&self) -> Option<(PathBuf, impl Fn(&str) -> ConfigFault + '_)> {
        let wanted = self.partial.extends.as_ref()?;
        let fault = move |message: &str| {
            ConfigFault::new(format!("extends: {message}"))
                .at(&self.text, wanted.span().start)
                .within(self.path.clone())
        };
        Some((self.path.parent().unwrap_or(&self.path).join(wanted.get_ref()), fault))
    }

    /// Which of all patterns the article (a full path) matches: those of `ignore`, then of each override
    /// its own and those of its `ignore`.
    pub fn matches(&self, article: Option<&Path>) -> Vec<bool> {
        let folder = self.path.parent().unwrap_or(&self.path);
        let inside = article.and_then(|a| a.strip_prefix(folder).ok());
        let in_one = |globs: &GlobSet| inside.is_some_and(|path| globs.is_match(path));
        let applies = |globs: &Option<GlobSet>| globs.as_ref().is_none_or(in_one);
        let mut matched: Vec<bool> = self.ignores.iter().map(applies).collect();
        for part in &self.overrides {
            matched.push(in_one(&part.files));
            matched.extend(part.ignores.iter().map(applies));
        }
        matched
    }

    /// What holds for an article whose matches are `matched`: the file itself, then its overrides.
    pub fn layers<'a>(&'a self, matched: &'a [bool]) -> Vec<Layer<'a>> {
        let (path, text) = (self.path.as_path(), self.text.as_str());
        let (applies, mut rest) = matched.split_at_checked(self.ignores.len()).unwrap_or_default();
        let mut layers = vec![Layer { path, text, partial: &self.partial, applies }];
        for (part, partial) in self.overrides.iter().zip(self.partial.parts()) {
            let Some((is_for, after)) = rest.split_first() else { break };
            let (applies, after) = after.split_at_checked(part.ignores.len()).unwrap_or_default();
            if *is_for {
                layers.push(Layer { path, text, partial: partial.get_ref(), applies });
            }
            rest = after;
        }
        layers
    }
}

fn ignores(partial: &PartialConfig, text: &str) -> Result<Vec<Option<GlobSet>>, ConfigFault> {
    let entries = partial.ignore.iter().flat_map(|list| list.get_ref());
    let tables = entries.filter_map(|entry| match entry.get_ref() {
        Ignore::Places(places) => Some((entry, places)),
        Ignore::Rule(_) => None,
    });
    let globs = |(entry, places): (&Spanned<Ignore>, &super::ignores::Places)| match &places.path {
        Some(path) => globs(std::slice::from_ref(path), text, entry.span().start).map(Some),
        None => Ok(None),
    };
    tables.map(globs).collect()
}

/// Patterns as people know them from `.gitignore`: a name without `/` stands for files of that name in any
/// folder, a folder for all below it.
fn globs(patterns: &[String], text: &str, at: usize) -> Result<GlobSet, ConfigFault> {
    let mut set = GlobSetBuilder::new();
    let wrong = |e: globset::Error| ConfigFault::new(e.to_string()).at(text, at);
    for pattern in patterns {
        let bare = pattern.trim_start_matches("./").trim_start_matches('/');
        let anchored = bare.trim_end_matches('/').contains('/') || pattern.starts_with('/');
        let rooted = if anchored { bare.to_owned() } else { format!("**/{bare}") };
        let whole = if rooted.ends_with('/') { format!("{rooted}**") } else { rooted };
        for pattern in [whole.clone(), format!("{whole}/**")] {
            set.add(GlobBuilder::new(&pattern).literal_separator(true).build().map_err(wrong)?);
        }
    }
    set.build().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_gitignore() {
        for (pattern, path, is_match) in [
            ("docs/", "docs/a.md", true),
            ("docs", "x/docs/a.md", true),
            ("docs/*.md", "docs/a.md", true),
            ("docs/*.md", "docs/sub/a.md", false),
            ("docs/**/*.md", "docs/sub/a.md", true),
            ("*.txt", "deep/er/新闻.txt", true),
            ("/a.md", "sub/a.md", false),
        ] {
            let set = globs(&[pattern.to_owned()], "", 0).expect("a pattern");
            assert_eq!(set.is_match(path), is_match, "{pattern} {path}");
        }
        assert!(globs(&["[".to_owned()], "", 0).is_err());
    }
}
