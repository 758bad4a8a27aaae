//! Finds the configuration of an article: the nearest `jiaodui.toml` upward, no further than the
//! root of its repository, over the files that it extends.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::layers::File;
use super::{Config, ConfigFault, Flags};

pub const FILE_NAME: &str = "jiaodui.toml";

/// A file that extends one that extends … is no longer understood by anybody.
const DEEPEST: usize = 8;

/// Remembers what was found, so that a folder of a thousand articles reads its file once.
#[derive(Debug, Default)]
pub struct Discover {
    flags: Flags,
    /// The configuration file of each folder that was asked for.
    folders: BTreeMap<PathBuf, Option<PathBuf>>,
    /// Each file with those it extends, the farthest first.
    files: BTreeMap<PathBuf, Arc<Vec<File>>>,
    /// By file and by which of its patterns the article matches.
    configs: BTreeMap<(Option<PathBuf>, Vec<bool>), Arc<Config>>,
}

impl Discover {
    pub fn new(flags: Flags) -> Self {
        Self { flags, ..Self::default() }
    }

    /// The configuration for a folder, or for a file; articles that share one get the same `Arc`.
    pub fn config(&mut self, path: &Path) -> Result<Arc<Config>, ConfigFault> {
        let is_folder = path.is_dir();
        let folder = if is_folder { path } else { path.parent().unwrap_or(path) };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let file = match self.folders.get(folder) {
            Some(file) => file.clone(),
            None => {
                let file = nearest(folder);
                self.folders.insert(folder.to_owned(), file.clone());
                file
            }
        };
        let files = match &file {
            Some(path) => self.loaded(path)?,
            None => Arc::default(),
        };
        let article = path.canonicalize().ok().filter(|_| !is_folder);
        let matched: Vec<Vec<bool>> = files.iter().map(|file| file.matches(article.as_deref())).collect();
        let key = (file, matched.concat());
        if let Some(config) = self.configs.get(&key) {
            return Ok(Arc::clone(config));
        }
        let layers: Vec<_> = files.iter().zip(&matched).flat_map(|(file, matched)| file.layers(matched)).collect();
        let config = Arc::new(Config::new(key.0.as_deref(), &layers, &self.flags));
        self.configs.insert(key, Arc::clone(&config));
        Ok(config)
    }

    fn loaded(&mut self, path: &Path) -> Result<Arc<Vec<File>>, ConfigFault> {
        if let Some(files) = self.files.get(path) {
            return Ok(Arc::clone(files));
        }
        let files = Arc::new(chain(path)?);
        self.files.insert(path.to_owned(), Arc::clone(&files));
        Ok(files)
    }
}

/// The files that `path` extends, the farthest first, and itself.
fn chain(path: &Path) -> Result<Vec<File>, ConfigFault> {
    let root = root_of(path);
    let mut files: Vec<File> = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next.take() {
        let mut file = File::read(&path)?;
        file.load_packs(&root)?;
        if let Some((wanted, fault)) = file.extended() {
            let base = wanted.canonicalize().map_err(|e| fault(&format!("{}: {e}", wanted.display())))?;
            if !base.starts_with(&root) {
                return Err(fault(&format!("{} lies outside of the project", wanted.display())));
            }
            if base == path || files.iter().any(|f| f.path() == base) || files.len() + 1 >= DEEPEST {
                return Err(fault(&format!("{} extends itself, or too many files", wanted.display())));
            }
            next = Some(base);
        }
        files.push(file);
    }
    files.reverse();
    for (i, file) in files.iter().enumerate() {
        file.check_names(files.get(..i).unwrap_or_default())?;
    }
    Ok(files)
}

/// The repository of a configuration, or its folder: it may read nothing outside.
fn root_of(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(path);
    let root = folder.ancestors().find(|f| f.join(".git").exists());
    root.unwrap_or(folder).to_owned()
}

fn nearest(folder: &Path) -> Option<PathBuf> {
    // A path that does not exist has no configuration; whoever opens it says so.
    let full = folder.canonicalize().ok()?;
    for folder in full.ancestors() {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
