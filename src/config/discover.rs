//! Finds the configuration of an article: the nearest `jiaodui.toml` upward, no further than the
//! root of its repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Config, ConfigFault, Flags, PartialConfig};

pub const FILE_NAME: &str = "jiaodui.toml";

/// Remembers what was found, so that a folder of a thousand articles reads its file once.
#[derive(Debug, Default)]
pub struct Discover {
    flags: Flags,
    /// The configuration file of each folder that was asked for.
    folders: BTreeMap<PathBuf, Option<PathBuf>>,
    configs: BTreeMap<Option<PathBuf>, Arc<Config>>,
}

impl Discover {
    pub fn new(flags: Flags) -> Self {
        Self { flags, ..Self::default() }
    }

    /// The configuration for a folder, or for the folder of a file.
    pub fn config(&mut self, path: &Path) -> Result<Arc<Config>, ConfigFault> {
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let file = match self.folders.get(folder) {
            Some(file) => file.clone(),
            None => {
                let file = nearest(folder);
                self.folders.insert(folder.to_owned(), file.clone());
                file
            }
        };
        if let Some(config) = self.configs.get(&file) {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(load(file.as_deref(), &self.flags)?);
        self.configs.insert(file, Arc::clone(&config));
        Ok(config)
    }
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

fn load(file: Option<&Path>, flags: &Flags) -> Result<Config, ConfigFault> {
    let Some(path) = file else { return Ok(Config::new(None, flags)) };
    let text = std::fs::read_to_string(path)
        .map_err(|e| ConfigFault::new(format!("cannot be read: {e}")).within(path.to_owned()))?;
    let partial = PartialConfig::parse(&text).map_err(|fault| fault.within(path.to_owned()))?;
    Ok(Config::new(Some((path, &text, &partial)), flags))
}
