//! The configuration of each document, and the engines they ask for.
//! Invariant: a faulty `jiaodui.toml` or `sources.toml` leaves in force what it last said without a fault.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, ConfigFault, Discover, Flags, SOURCES, read_sources};
use crate::engine::Engine;
use crate::rules;

/// What a document obeys.
#[derive(Clone, Debug)]
pub struct Setup {
    pub config: Arc<Config>,
    pub engine: Arc<Engine>,
}

#[derive(Debug, Default)]
pub struct Configs {
    flags: Flags,
    discover: Discover,
    /// The folders of the workspace: where a document without a configuration would have one.
    folders: Vec<PathBuf>,
    /// By configuration file, and by the document that asked.
    good: BTreeMap<PathBuf, Arc<Config>>,
    /// What each `sources.toml` last said.
    verified: BTreeMap<PathBuf, Vec<String>>,
    /// Those that were read since everything was read anew.
    read: BTreeMap<PathBuf, Vec<String>>,
    faults: BTreeMap<PathBuf, ConfigFault>,
    /// By configuration, which the entry keeps alive, and by `sources.toml` where it says anything.
    engines: BTreeMap<(usize, Option<PathBuf>), Setup>,
}

impl Configs {
    /// Reads everything anew, under these flags. What was good before stays so until it is read again.
    pub fn reload(&mut self, flags: Flags, folders: &[PathBuf]) {
        self.discover = Discover::new(flags.clone());
        self.flags = flags;
        folders.clone_into(&mut self.folders);
        self.engines.clear();
        self.read.clear();
        self.faults.clear();
    }

    /// The configuration for a document in this place, or for a folder; the last good one where the newest has a
    /// fault.
    pub fn of(&mut self, path: &Path) -> Setup {
        let config = match self.discover.config(path) {
            Ok(config) => {
                self.good.insert(path.to_owned(), Arc::clone(&config));
                if let Some(file) = &config.file {
                    self.good.insert(file.clone(), Arc::clone(&config));
                }
                config
            }
            Err(fault) => self.last_good(path, fault),
        };
        let sources = self.project_of(path, &config).join(SOURCES);
        let verified = self.verified(&sources);
        let key = (Arc::as_ptr(&config).addr(), (!verified.is_empty()).then_some(sources));
        let setup = self.engines.entry(key).or_insert_with(|| {
            let mut settings = config.settings.clone();
            settings.figures.verified = verified;
            Setup { config: Arc::clone(&config), engine: Arc::new(rules::engine(settings)) }
        });
        setup.clone()
    }

    /// Where the configuration of a document lies, or would lie: beside its `jiaodui.toml`, else in the folder of
    /// the workspace that holds it, else beside the document.
    pub fn project_of(&self, path: &Path, config: &Config) -> PathBuf {
        if let Some(folder) = config.file.as_deref().and_then(Path::parent) {
            return folder.to_owned();
        }
        let around = self.folders.iter().filter(|f| path.starts_with(f)).max_by_key(|f| f.as_os_str().len());
        let beside = || if path.is_dir() { Some(path) } else { path.parent() };
        around.cloned().or_else(|| beside().map(Path::to_owned)).unwrap_or_default()
    }

    /// The faults that were met since everything was read anew.
    pub fn faults(&self) -> &BTreeMap<PathBuf, ConfigFault> {
        &self.faults
    }

    fn last_good(&mut self, path: &Path, fault: ConfigFault) -> Arc<Config> {
        let of_file = || self.good.get(fault.path.as_ref()?);
        let good = self.good.get(path).or_else(of_file).cloned();
        if let Some(path) = fault.path.clone() {
            self.faults.insert(path, fault);
        }
        good.unwrap_or_else(|| Arc::new(Config::new(None, &[], &self.flags)))
    }

    /// The figures that a `sources.toml` says were checked.
    fn verified(&mut self, sources: &Path) -> Vec<String> {
        if let Some(known) = self.read.get(sources) {
            return known.clone();
        }
        let text = match std::fs::read_to_string(sources) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(ConfigFault::new(error.to_string())),
        };
        match text.and_then(|text| read_sources(&text)) {
            Ok(entries) => {
                let prints = entries.into_iter().map(|entry| entry.print).collect();
                self.verified.insert(sources.to_owned(), prints);
            }
            Err(fault) => {
                self.faults.insert(sources.to_owned(), fault.within(sources.to_owned()));
            }
        }
        let verified = self.verified.get(sources).cloned().unwrap_or_default();
        self.read.insert(sources.to_owned(), verified.clone());
        verified
    }
}
