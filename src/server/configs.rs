//! The configuration of each document, and the engines they ask for.
//! Invariant: a faulty `jiaodui.toml` leaves in force what it last said without a fault.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, ConfigFault, Discover, Flags};
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
    /// By configuration file.
    good: BTreeMap<PathBuf, Arc<Config>>,
    faults: BTreeMap<PathBuf, ConfigFault>,
    /// By configuration, which the entry keeps alive.
    engines: BTreeMap<usize, Setup>,
}

impl Configs {
    /// Reads everything anew, under these flags. What was good before stays so until it is read again.
    pub fn reload(&mut self, flags: Flags) {
        self.discover = Discover::new(flags.clone());
        self.flags = flags;
        self.engines.clear();
    }

    /// The configuration for a document in this place, and the fault that kept the newest out of force.
    pub fn of(&mut self, path: &Path) -> Setup {
        let config = match self.discover.config(path) {
            Ok(config) => {
                if let Some(file) = &config.file {
                    self.faults.remove(file);
                    self.good.insert(file.clone(), Arc::clone(&config));
                }
                config
            }
            Err(fault) => self.last_good(fault),
        };
        let setup = self.engines.entry(Arc::as_ptr(&config).addr());
        let setup = setup.or_insert_with(|| {
            let engine = Arc::new(rules::engine(config.settings.clone()));
            Setup { config: Arc::clone(&config), engine }
        });
        setup.clone()
    }

    /// Every configuration file that was read, with its fault if it has one.
    pub fn files(&self) -> BTreeMap<&Path, Option<&ConfigFault>> {
        let good = self.good.keys().map(|path| (path.as_path(), None));
        good.chain(self.faults.iter().map(|(path, fault)| (path.as_path(), Some(fault)))).collect()
    }

    fn last_good(&mut self, fault: ConfigFault) -> Arc<Config> {
        let good = fault.path.as_ref().and_then(|path| self.good.get(path)).cloned();
        if let Some(path) = fault.path.clone() {
            self.faults.insert(path, fault);
        }
        good.unwrap_or_else(|| Arc::new(Config::new(None, &[], &self.flags)))
    }
}
