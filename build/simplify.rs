//! Traditional to Simplified: OpenCC's tables over keys as they are written, not folded, because a
//! converter asks for the very shape (乾 and 幹, 甦 and 甦醒). Becomes `simplify_trie.bin` and `simplify.bin`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::keys::write_table;
use crate::opencc::{Table, table};
use crate::trie_build;

/// What becomes of a key: in text of any region, and in text with Taiwan's glyphs.
#[derive(Default)]
struct Row {
    any: Option<String>,
    taiwan: Option<String>,
}

/// Writes both tables into `out`.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let folder = rules.join("script/opencc");
    let read = |name: &str| table(&folder.join(name));
    let simple: BTreeMap<String, String> =
        [read("TSCharacters.txt")?, read("TSPhrases.txt")?].into_iter().flatten().filter_map(first).collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (key, value) in &simple {
        rows.entry(key.clone()).or_default().any = Some(value.clone());
    }
    for (key, value) in read("TWVariantsRevPhrases.txt")?.into_iter().filter_map(first) {
        rows.entry(key).or_default().taiwan = Some(convert(&value, &simple));
    }
    for (glyph, standard) in reversed(&read("TWVariants.txt")?) {
        rows.entry(glyph).or_default().taiwan = Some(convert(&standard, &simple));
    }
    write(&rows, out)
}

fn first((key, values): (String, Vec<String>)) -> Option<(String, String)> {
    Some((key, values.into_iter().next()?))
}

/// Standard glyph of each Taiwan glyph; one that is a standard itself stays what it is.
fn reversed(variants: &Table) -> BTreeMap<String, String> {
    let standards: Vec<&String> = variants.iter().map(|(standard, _)| standard).collect();
    let pairs = variants.iter().filter_map(|(standard, glyphs)| Some((glyphs.first()?, standard)));
    pairs.filter(|(glyph, _)| !standards.contains(glyph)).map(|(g, s)| (g.clone(), s.clone())).collect()
}

/// Greedy longest match.
fn convert(text: &str, simple: &BTreeMap<String, String>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while let Some(c) = chars.get(at) {
        let keys = (at + 1..=chars.len()).rev().map(|end| (end, chars[at..end].iter().collect::<String>()));
        match keys.into_iter().find_map(|(end, key)| Some((end, simple.get(&key)?))) {
            Some((end, value)) => {
                out.push_str(value);
                at = end;
            }
            None => {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

/// A key's value is a place in the table: its flags, then a character of each output for each of its own.
fn write(rows: &BTreeMap<String, Row>, out: &Path) -> Result<(), String> {
    let mut outputs = Vec::new();
    let mut keys = Vec::new();
    for (key, row) in rows {
        let n = key.chars().count();
        let same = |value: &Option<String>| value.as_ref().is_none_or(|v| v.chars().count() == n);
        if !same(&row.any) || !same(&row.taiwan) {
            return Err(format!("simplify: \"{key}\" changes its length"));
        }
        keys.push((key.chars().collect::<Vec<char>>(), outputs.len() as u32));
        outputs.push(u32::from(row.any.is_some()) | (u32::from(row.taiwan.is_some()) << 1));
        let both = [&row.any, &row.taiwan].into_iter().flatten();
        outputs.extend(both.flat_map(|value| value.chars()).map(u32::from));
    }
    keys.sort();
    write_table(&out.join("simplify_trie.bin"), &trie_build::build(&keys))?;
    write_table(&out.join("simplify.bin"), &outputs)
}
