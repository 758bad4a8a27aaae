//! The words and signs of currencies: `rules/currencies.toml` as one sorted list.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes `currencies.rs`.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let path = rules.join("currencies.toml");
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let codes: BTreeMap<String, String> = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut code = String::from("&[\n");
    for (word, iso) in &codes {
        if iso.len() != 3 || word.to_lowercase() != *word {
            return Err(format!("{}: {word:?} = {iso:?}: words are lower case, codes three letters", path.display()));
        }
        let _ = writeln!(code, "    ({word:?}, {iso:?}),");
    }
    code.push(']');
    fs::write(out.join("currencies.rs"), code).map_err(|e| e.to_string())
}
