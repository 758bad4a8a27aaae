//! Which files a command looks at. A path that a person named is never left out silently.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::articles;
use crate::document::Format;
use crate::report::Skipped;

/// One article to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input, under the name that was given for it.
    Stdin(Option<PathBuf>),
    /// `named` by the user rather than found in a folder.
    File { path: PathBuf, named: bool },
}

impl Input {
    /// The path as given, for reports.
    pub fn shown(&self) -> String {
        match self {
            Self::Stdin(name) => name.as_ref().map_or_else(|| "-".to_owned(), |n| n.display().to_string()),
            Self::File { path, .. } => path.display().to_string(),
        }
    }

    /// Where its configuration is looked for.
    pub fn home(&self) -> &Path {
        match self {
            Self::Stdin(name) => name.as_deref().unwrap_or(Path::new(".")),
            Self::File { path, .. } => path,
        }
    }

    /// Its size on disk, where it has one.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::Stdin(_) => 0,
            Self::File { path, .. } => path.metadata().map_or(0, |metadata| metadata.len()),
        }
    }

    pub fn format(&self) -> Format {
        let name = match self {
            Self::Stdin(name) => name.as_deref(),
            Self::File { path, .. } => Some(path.as_path()),
        };
        let ending = name.and_then(Path::extension).and_then(|e| e.to_str());
        ending.and_then(Format::from_extension).unwrap_or_default()
    }
}

/// The articles below all paths, each once, by path, and what could not be looked at.
pub fn find(paths: &[PathBuf], stdin_name: Option<&Path>) -> (Vec<Input>, Vec<Skipped>) {
    let mut found = Found::default();
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        if path.as_os_str() == "-" {
            found.stdin(stdin_name);
        } else if path.is_dir() {
            found.folder(path, paths.is_empty());
        } else {
            found.file(path);
        }
    }
    (found.inputs, found.skipped)
}

#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    skipped: Vec<Skipped>,
    /// Real paths, so that a file named twice is looked at once.
    known: BTreeSet<PathBuf>,
}

impl Found {
    fn stdin(&mut self, name: Option<&Path>) {
        let input = Input::Stdin(name.map(Path::to_owned));
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
    }

    fn file(&mut self, path: &Path) {
        match path.canonicalize() {
            Ok(real) => {
                if self.known.insert(real) {
                    self.inputs.push(Input::File { path: path.to_owned(), named: true });
                }
            }
            Err(error) => self.skip(path, &error),
        }
    }

    fn folder(&mut self, folder: &Path, unasked: bool) {
        for article in articles(folder) {
            match article {
                Ok(path) => {
                    let path = if unasked { path.strip_prefix(".").unwrap_or(&path) } else { &path };
                    if path.canonicalize().is_ok_and(|real| self.known.insert(real)) {
                        self.inputs.push(Input::File { path: path.to_owned(), named: false });
                    }
                }
                Err(error) => self.skipped.push(Skipped {
                    path: folder.display().to_string(),
                    code: "unreadable",
                    reason: error.to_string(),
                }),
            }
        }
    }

    fn skip(&mut self, path: &Path, error: &std::io::Error) {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        self.skipped.push(Skipped {
            path: path.display().to_string(),
            code: if missing { "missing" } else { "unreadable" },
            reason: error.to_string(),
        });
    }
}
