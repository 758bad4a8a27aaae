//! The chains of wrong readings, from `rules/encoding/chains.toml` into `chains.rs`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    chain: Vec<Row>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    path: Vec<String>,
    open: u8,
}

/// Names of encodings and of the code's `Codec`.
const CODECS: [(&str, &str); 12] = [
    ("windows-1252", "Cp1252"),
    ("iso-8859-1", "Latin1"),
    ("windows-1250", "Cp1250"),
    ("windows-1251", "Cp1251"),
    ("macintosh", "Mac"),
    ("ibm437", "Dos"),
    ("gbk", "Gbk"),
    ("big5", "Big5"),
    ("shift_jis", "ShiftJis"),
    ("euc-kr", "EucKr"),
    ("utf-8", "Utf8"),
    ("utf-8-or-latin", "Mixed"),
];

/// Writes the enum `Chain` and its table into `out`.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let path = rules.join("encoding/chains.toml");
    let fault = |e: String| format!("{}: {e}", path.display());
    let text = fs::read_to_string(&path).map_err(|e| fault(e.to_string()))?;
    let file: File = toml::from_str(&text).map_err(|e| fault(e.to_string()))?;
    let (mut ids, mut table) = (String::new(), String::new());
    for row in &file.chain {
        let steps: Vec<String> = row
            .path
            .chunks(2)
            .map(step)
            .collect::<Option<_>>()
            .ok_or_else(|| fault(format!("\"{}\": path must be pairs of known encodings", row.id)))?;
        write!(ids, "{}, ", row.id).map_err(|e| e.to_string())?;
        write!(table, "Spec {{ chain: Chain::{}, steps: &[{}], open: {} }}, ", row.id, steps.join(", "), row.open)
            .map_err(|e| e.to_string())?;
    }
    let code = format!(
        "/// Which wrong reading was undone.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n\
         pub enum Chain {{ {ids}}}\n\
         /// All chains, in the order of [`Chain`].\n\
         pub static CHAINS: [Spec; {}] = [{table}];\n",
        file.chain.len()
    );
    fs::write(out.join("chains.rs"), code).map_err(|e| format!("chains.rs: {e}"))
}

fn step(pair: &[String]) -> Option<String> {
    let [read, was] = pair else { return None };
    let name = |of: &str| CODECS.iter().find(|(name, _)| *name == of).map(|(_, codec)| *codec);
    Some(format!("Step {{ read: Codec::{}, was: Codec::{} }}", name(read)?, name(was)?))
}
