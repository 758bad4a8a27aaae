//! `--backup DIR`: the bytes of a file as they were, put aside before it is written.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::write;

/// Puts `content` under `folder`, at the article's own path. What lies there already stays; a second version
/// gets a number.
pub fn put(folder: &Path, article: &Path, content: &[u8]) -> io::Result<PathBuf> {
    let place = folder.join(inside(article));
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    for number in 0.. {
        let place = if number == 0 { place.clone() } else { numbered(&place, number) };
        match fs::read(&place) {
            Ok(there) if there == content => return Ok(place),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write::create(&place, content)?;
                return Ok(place);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The path without what would lead out of the folder.
fn inside(article: &Path) -> PathBuf {
    article.components().filter(|c| matches!(c, Component::Normal(_))).collect()
}

fn numbered(place: &Path, number: u32) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{number}"));
    place.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_version_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let article = Path::new("../up/a.md");
        let first = put(folder.path(), article, b"1").expect("written");
        assert_eq!(first, folder.path().join("up/a.md"));
        assert_eq!(put(folder.path(), article, b"1").expect("there"), first);
        let second = put(folder.path(), article, b"2").expect("written");
        assert_eq!(second, folder.path().join("up/a.md.1"));
        assert_eq!((fs::read(first).expect("there"), fs::read(second).expect("there")), (b"1".to_vec(), b"2".to_vec()));
    }
}
