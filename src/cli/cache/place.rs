//! Where a cache lies, and how entries get there and out again.
//!
//! Invariant: an entry is put in its place whole or not at all, and nothing is removed but entries of ours.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::super::Stop;
use super::{hash, hex};

/// The file by which a cache is known, as backup programs know it.
const TAG: &str = "CACHEDIR.TAG";
const SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# The cache of jiaodui. It may be deleted.\n";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Entries that nobody asked for so long go.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The folder of this program's own entries: each build has another.
pub fn open(place: Option<PathBuf>) -> Result<PathBuf, Stop> {
    let place = match place {
        Some(place) => place,
        None => own().ok_or_else(|| Stop::Usage("--cache: name a folder with --cache=DIR".to_owned()))?,
    };
    let fault = |e: io::Error| Stop::Usage(format!("--cache: {}: {e}", place.display()));
    let build = hex(&hash(&[program().map_err(fault)?.as_slice(), env!("CARGO_PKG_VERSION").as_bytes()]));
    claim(&place).map_err(fault)?;
    let folder = place.join(build);
    fs::create_dir_all(&folder).map_err(fault)?;
    prune(&place);
    Ok(folder)
}

/// The user's folder for caches.
fn own() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("jiaodui"))
}

/// The bytes of the program that runs, its rules and data among them. Linux tells them even where an upgrade
/// has put another file in its place meanwhile.
fn program() -> io::Result<Vec<u8>> {
    match fs::read("/proc/self/exe") {
        Ok(bytes) => Ok(bytes),
        Err(_) => fs::read(std::env::current_exe()?),
    }
}

/// Makes the folder a cache, or sees that it is one. One that holds other things is none.
fn claim(place: &Path) -> io::Result<()> {
    fs::create_dir_all(place)?;
    let tag = place.join(TAG);
    if fs::read_to_string(&tag).is_ok_and(|text| text == SIGNATURE) {
        return Ok(());
    }
    if fs::read_dir(place)?.next().is_some() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "holds other things and is no cache of jiaodui"));
    }
    // A cache inside a repository is none of its files.
    put(&place.join(".gitignore"), b"*\n")?;
    put(&tag, SIGNATURE.as_bytes())
}

pub fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Notes that an entry was asked for.
pub fn touch(path: &Path) {
    let is_old = age(path).is_some_and(|age| age > DAY);
    if is_old && let Ok(file) = File::options().write(true).open(path) {
        let _ = file.set_modified(SystemTime::now());
    }
}

pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(shelf) = path.parent() {
        fs::create_dir_all(shelf)?;
    }
    put(path, content)
}

/// A file that appears whole. Not synced: what a crash damages fails its own check.
fn put(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut temporary =
        tempfile::Builder::new().prefix(".new-").tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    temporary.write_all(content)?;
    temporary.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Once a day, removes entries that were not asked for lately; those of other builds too.
fn prune(place: &Path) {
    let mark = place.join("pruned");
    if age(&mark).is_some_and(|age| age < DAY) || put(&mark, b"").is_err() {
        return;
    }
    for shelf in folders(place).iter().flat_map(|build| folders(build)) {
        for entry in fs::read_dir(&shelf).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if age(&entry).is_some_and(|age| age > KEPT) {
                let _ = fs::remove_file(&entry);
            }
        }
        // Only an empty one goes.
        let _ = fs::remove_dir(&shelf);
    }
}

/// The folders of our own making: their names are digits.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        matches!(name.len(), 2 | 64) && name.bytes().all(|b| b.is_ascii_hexdigit()) && path.is_dir()
    };
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(is_ours).collect()
}

fn age(path: &Path) -> Option<Duration> {
    path.metadata().ok()?.modified().ok()?.elapsed().ok()
}
