//! Writing a repaired file: whole or not at all. Never judges what is written.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("changed since it was read")]
    Changed,
    #[error("read-only")]
    ReadOnly,
    /// Replacing it would leave the other names with the old text.
    #[error("has other names (hard links)")]
    Linked,
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl WriteError {
    /// The stable word for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::ReadOnly => "read-only",
            Self::Linked => "hard-linked",
            Self::Io(_) => "unwritable",
        }
    }
}

/// Replaces the content of `path`, which must still be `expected`, by `content`.
/// A symbolic link keeps pointing where it did: its target is replaced. A file with other hard links is left
/// alone. Permissions stay.
pub fn replace(path: &Path, expected: &[u8], content: &[u8]) -> Result<(), WriteError> {
    let target = path.canonicalize()?;
    let metadata = fs::metadata(&target)?;
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    if has_other_names(&metadata) {
        return Err(WriteError::Linked);
    }
    let folder = target.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut temporary = temporary_in(&folder)?;
    temporary.write_all(content)?;
    keep_owner(temporary.as_file(), &metadata);
    temporary.as_file().set_permissions(metadata.permissions())?;
    temporary.as_file().sync_all()?;
    if fs::read(&target)? != expected {
        return Err(WriteError::Changed);
    }
    temporary.persist(&target).map_err(|e| e.error)?;
    sync_folder(&folder);
    Ok(())
}

/// What a temporary file is called: this, the number of the process, `-`, and letters by chance.
const PREFIX: &str = ".jiaodui-";

fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(&format!("{PREFIX}{}-", std::process::id())).tempfile_in(folder)
}

/// Removes what a run that was killed left in a folder: temporary files of processes that are no more.
pub fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|n| n.strip_prefix(PREFIX)).and_then(|n| n.split_once('-'));
        let Some(process) = process.and_then(|(number, _)| number.parse::<u32>().ok()) else { continue };
        if process != std::process::id() && is_over(process, &entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Where processes can be asked for, none of this number; elsewhere, a file nobody touched for a day.
fn is_over(process: u32, entry: &fs::DirEntry) -> bool {
    if Path::new("/proc/self").exists() {
        return !Path::new("/proc").join(process.to_string()).exists();
    }
    let touched = entry.metadata().and_then(|m| m.modified()).ok();
    touched.and_then(|t| t.elapsed().ok()).is_some_and(|age| age.as_secs() > 24 * 60 * 60)
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Writes a file that may not exist yet, whole or not at all.
pub fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = temporary_in(folder)?;
    temporary.write_all(content)?;
    temporary.as_file().sync_all()?;
    if let Ok(metadata) = fs::metadata(path) {
        temporary.as_file().set_permissions(metadata.permissions())?;
    } else {
        share(temporary.as_file())?;
    }
    temporary.persist(path).map_err(|e| e.error)?;
    sync_folder(folder);
    Ok(())
}

/// A temporary file is its owner's alone; a new file of the project is read by others too.
#[cfg(unix)]
fn share(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &File) -> io::Result<()> {
    Ok(())
}

/// Only a privileged user can give a file away; for others the owner is right already.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Makes the new name itself durable where the system can; the content is safe already.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_while_it_is_what_was_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "old").expect("written");
        assert!(matches!(replace(&path, b"other", b"new"), Err(WriteError::Changed)));
        assert_eq!(fs::read(&path).expect("there"), b"old");
        replace(&path, b"old", b"new").expect("replaced");
        assert_eq!(fs::read(&path).expect("there"), b"new");
        let left = fs::read_dir(folder.path()).expect("there").count();
        assert_eq!(left, 1, "no temporary file stays behind");
    }
}
