//! What is wrong with a configuration, where, and what to do about it.

use std::fmt;
use std::path::PathBuf;

/// A fault that stops the run: a configuration is never half obeyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// Nothing when the fault is in a flag.
    pub path: Option<PathBuf>,
    /// From 1; nothing when no line is at fault.
    pub line: Option<usize>,
    /// The byte of the text at which what is wrong begins.
    pub byte: Option<usize>,
    pub message: String,
    pub help: Option<String>,
}

impl ConfigFault {
    pub fn new(message: impl Into<String>) -> Self {
        Self { path: None, line: None, byte: None, message: message.into(), help: None }
    }

    #[must_use]
    pub fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Puts the fault at a byte of the file's text.
    #[must_use]
    pub fn at(mut self, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        self.line = Some(before.matches('\n').count() + 1);
        self.byte = Some(byte);
        self
    }

    #[must_use]
    pub fn within(mut self, path: PathBuf) -> Self {
        self.path = Some(path);
        self
    }
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.path, self.line) {
            (Some(path), Some(line)) => write!(f, "{}:{line}: ", path.display())?,
            (Some(path), None) => write!(f, "{}: ", path.display())?,
            _ => {}
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigFault {}
