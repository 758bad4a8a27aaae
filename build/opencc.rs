//! Reads OpenCC's text tables.

use std::fs;
use std::path::Path;

/// A table: key and values, in the order of the file.
pub type Table = Vec<(String, Vec<String>)>;

/// Reads one of OpenCC's text tables.
pub fn table(path: &Path) -> Result<Table, String> {
    let fault = |e: &str| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| fault(&e.to_string()))?;
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let (key, values) = row.split_once('\t').ok_or_else(|| fault(&format!("no tab in \"{row}\"")))?;
        Ok((key.to_string(), values.split(' ').map(str::to_string).collect()))
    })
    .collect()
}
