//! `jiaodui config`: which settings are in force for a path, and where each comes from.

use std::io::{self, Write as _};
use std::path::Path;

use super::args::ConfigArgs;
use super::{Status, Stop};
use crate::config::{Discover, FILE_NAME, Flags, Origin, Value, schema};

pub fn run(args: &ConfigArgs) -> Result<Status, Stop> {
    if args.schema {
        let schema = serde_json::to_string_pretty(&schema()).map_err(io::Error::from)?;
        writeln!(io::stdout(), "{schema}")?;
        return Ok(Status::Clean);
    }
    if !args.path.exists() {
        return Err(Stop::Usage(format!("{}: no such file or folder", args.path.display())));
    }
    let config = Discover::new(Flags::default()).config(&args.path)?;
    let mut out = io::stdout().lock();
    match &config.file {
        Some(file) => writeln!(out, "# {}", file.display())?,
        None => writeln!(out, "# no {FILE_NAME}")?,
    }
    for value in &config.values {
        writeln!(out, "{}", line(value, config.file.as_deref()))?;
    }
    Ok(Status::Clean)
}

/// `region = "tw"  # jiaodui.toml:3`; a value that nobody set is shown as a comment. A file is told as seen
/// from the folder of the nearest one.
fn line(value: &Value, nearest: Option<&Path>) -> String {
    let Value { key, value, origin } = value;
    match origin {
        Origin::Default => format!("# {key} is not set"),
        Origin::File { path, line } => {
            let folder = nearest.and_then(Path::parent);
            let path = folder.and_then(|f| path.strip_prefix(f).ok()).unwrap_or(path);
            format!("{key} = {value}  # {}:{line}", path.display())
        }
        Origin::Flag(flag) => format!("{key} = {value}  # {flag}"),
    }
}
