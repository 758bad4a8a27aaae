//! The rules' pages where an editor can open them: on the web where this build knows a repository, else as files
//! in the person's cache, written there from what the binary holds.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::uri;
use crate::pages::{self, Page};

/// Invariant: every page can be read where [`Self::page`] says.
#[derive(Clone, Debug, Default)]
pub struct Library {
    folder: Option<PathBuf>,
}

impl Library {
    /// Puts the pages where they can be read; where nothing can be written there are none.
    pub fn open() -> Self {
        if !env!("CARGO_PKG_REPOSITORY").is_empty() {
            return Self::default();
        }
        let folder = cache().map(|cache| cache.join("jiaodui").join(env!("CARGO_PKG_VERSION")).join("rules"));
        Self { folder: folder.filter(|folder| pages::all().iter().all(|page| shelve(folder, page).is_ok())) }
    }

    /// The address of a rule's page.
    pub fn page(&self, rule: &str) -> Option<String> {
        let repository = env!("CARGO_PKG_REPOSITORY");
        if !repository.is_empty() {
            return Some(format!("{repository}/blob/main/rules/{rule}.md"));
        }
        uri::from_path(&place(self.folder.as_deref()?, rule))
    }
}

fn place(folder: &Path, rule: &str) -> PathBuf {
    folder.join(format!("{rule}.md"))
}

/// Writes a page unless it stands there already.
fn shelve(folder: &Path, page: &Page) -> io::Result<()> {
    let (path, text) = (place(folder, page.id), page.body());
    if std::fs::read(&path).is_ok_and(|known| known == text.as_bytes()) {
        return Ok(());
    }
    std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, &path).inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}

/// The person's folder for what can be made again at any time.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME").filter(|home| home.is_absolute());
    let found = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        set("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    found.filter(|folder| folder.is_absolute())
}
