//! Which files of a folder are articles: as git sees the folder, less what `exclude` names.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Config;

/// The articles below a folder, by path; what cannot be read is an error in its place.
pub fn articles(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).add_custom_ignore_filename(".jiaoduiignore");
    walk.sort_by_file_path(Path::cmp);
    walk.build().filter_map(|entry| match entry {
        Ok(entry) => (is_article(entry.path()) && entry.path().is_file()).then(|| Ok(entry.into_path())),
        Err(error) => Some(Err(error)),
    })
}

/// The endings that count as articles when a folder is walked.
fn is_article(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    matches!(ending.as_deref(), Some("md" | "markdown" | "txt" | "html" | "htm"))
}

/// The files that a configuration leaves out when folders are walked.
#[derive(Clone, Debug)]
pub struct Excluded(Option<Gitignore>);

impl Excluded {
    /// The patterns of a configuration, seen from its folder.
    pub fn of(config: &Config) -> Self {
        let folder = config.file.as_deref().and_then(Path::parent).filter(|_| !config.exclude.is_empty());
        let Some(folder) = folder else { return Self(None) };
        let mut builder = GitignoreBuilder::new(folder);
        for pattern in &config.exclude {
            // A pattern that is none matches nothing; git says the same.
            let _ = builder.add_line(None, pattern);
        }
        Self(builder.build().ok())
    }

    /// True for a file that was found, not named, and that a pattern matches.
    pub fn holds(&self, path: &Path) -> bool {
        let Some(patterns) = &self.0 else { return false };
        let Ok(real) = path.canonicalize() else { return false };
        real.starts_with(patterns.path()) && patterns.matched_path_or_any_parents(&real, false).is_ignore()
    }
}
