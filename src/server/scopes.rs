//! Settings of the person and the configurations under them: those of the session, and those of single folders of
//! the workspace where the client sets some for them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configs::{Configs, Setup};
use super::settings::Preferences;
use crate::config::{ConfigFault, Flags, unknown_rule};

/// What holds for documents of one folder, or of none.
#[derive(Debug, Default)]
pub struct Scope {
    pub preferences: Arc<Preferences>,
    configs: Configs,
}

/// Invariant: a folder without settings of its own has no scope of its own.
#[derive(Debug, Default)]
pub struct Scopes {
    session: Scope,
    folders: BTreeMap<PathBuf, Scope>,
}

impl Scopes {
    /// The settings of a document in this place, of the session where it has none.
    pub fn preferences(&self, path: Option<&Path>) -> &Arc<Preferences> {
        let folder = path.and_then(|path| self.folder_of(path)).and_then(|folder| self.folders.get(folder));
        &folder.unwrap_or(&self.session).preferences
    }

    /// Sets what a folder prefers, or the session without one; false where that is nothing new.
    pub fn prefer(&mut self, folder: Option<&Path>, preferences: Preferences) -> bool {
        let session = &self.session.preferences;
        match folder {
            None if **session == preferences => return false,
            None => self.session.preferences = Arc::new(preferences),
            Some(folder) if **session == preferences => return self.folders.remove(folder).is_some(),
            Some(folder) => {
                let scope = self.folders.entry(folder.to_owned()).or_default();
                if *scope.preferences == preferences {
                    return false;
                }
                scope.preferences = Arc::new(preferences);
            }
        }
        true
    }

    /// Reads every configuration anew; settings of folders that are not among `folders` any more are dropped.
    pub fn reload(&mut self, folders: &[PathBuf]) {
        self.folders.retain(|folder, _| folders.contains(folder));
        for scope in std::iter::once(&mut self.session).chain(self.folders.values_mut()) {
            scope.configs.reload(flags(&scope.preferences), folders);
        }
        // A fault in a folder's own configuration is told before any article is opened.
        folders.iter().for_each(|folder| drop(self.of(folder)));
    }

    /// What a document in this place obeys.
    pub fn of(&mut self, path: &Path) -> Setup {
        self.configs(path).of(path)
    }

    /// The folder that a document's `jiaodui.toml` and `sources.toml` stand in, or would.
    pub fn project_of(&mut self, path: &Path) -> PathBuf {
        let configs = self.configs(path);
        let config = configs.of(path).config;
        configs.project_of(path, &config)
    }

    /// Every file at fault.
    pub fn faults(&self) -> BTreeMap<PathBuf, ConfigFault> {
        let scopes = std::iter::once(&self.session).chain(self.folders.values());
        scopes.flat_map(|scope| scope.configs.faults()).map(|(path, fault)| (path.clone(), fault.clone())).collect()
    }

    /// What is wrong with the settings themselves.
    pub fn complaints(&self) -> BTreeSet<String> {
        let scopes = std::iter::once(&self.session).chain(self.folders.values());
        scopes.filter_map(|scope| scope.preferences.flags().checked().err()).map(|fault| fault.message).collect()
    }

    fn configs(&mut self, path: &Path) -> &mut Configs {
        match self.folder_of(path).cloned().and_then(|folder| self.folders.get_mut(&folder)) {
            Some(scope) => &mut scope.configs,
            None => &mut self.session.configs,
        }
    }

    fn folder_of(&self, path: &Path) -> Option<&PathBuf> {
        self.folders.keys().filter(|folder| path.starts_with(folder)).max_by_key(|folder| folder.as_os_str().len())
    }
}

/// The settings in the form of flags; unknown rules in them are left out.
fn flags(preferences: &Preferences) -> Flags {
    let mut flags = preferences.flags();
    flags.select.retain(|rule| unknown_rule(rule).is_none());
    flags.ignore.retain(|rule| unknown_rule(rule).is_none());
    flags.levels.retain(|rule, _| unknown_rule(rule).is_none());
    flags
}
