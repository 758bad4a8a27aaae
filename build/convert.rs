//! OpenCC's tables over keys as they are written, not folded, because a converter asks for the very
//! shape (乾 and 幹, 甦 and 甦醒): Traditional to Simplified, the regions' glyphs, and the Traditional
//! of characters too rare for the fold. Becomes `convert_trie.bin` and `convert.bin`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::keys::write_table;
use crate::opencc::{Table, table};
use crate::trie_build;

/// What becomes of a key, in the order of `Output` in the lexicon's reader: Simplified, from text of any
/// region; Simplified, from Taiwan's glyphs; Taiwan's glyph; Hong Kong's glyph; Traditional.
type Row = [Option<String>; 5];
const ANY: usize = 0;
const FROM_TAIWAN: usize = 1;
const TAIWAN: usize = 2;
const HONG_KONG: usize = 3;
const TRADITIONAL: usize = 4;

/// Writes both tables into `out`.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let folder = rules.join("script/opencc");
    let read = |name: &str| table(&folder.join(name));
    let simple: BTreeMap<String, String> =
        [read("TSCharacters.txt")?, read("TSPhrases.txt")?].into_iter().flatten().filter_map(first).collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut add = |key: String, output: usize, value: String| rows.entry(key).or_default()[output] = Some(value);
    for (key, value) in read("TWVariantsRevPhrases.txt")?.into_iter().filter_map(first) {
        add(key, FROM_TAIWAN, convert(&value, &simple));
    }
    for (glyph, standard) in reversed(&read("TWVariants.txt")?) {
        add(glyph, FROM_TAIWAN, convert(&standard, &simple));
    }
    for (name, output) in [("TWVariants.txt", TAIWAN), ("HKVariants.txt", HONG_KONG)] {
        for (key, value) in read(name)?.into_iter().filter_map(first) {
            add(key, output, value);
        }
    }
    for (key, value) in read("STCharacters.txt")?.into_iter().filter_map(first).filter(|(key, _)| is_rare(key)) {
        add(key, TRADITIONAL, value);
    }
    for (key, value) in simple {
        add(key, ANY, value);
    }
    write(&rows, out)
}

fn first((key, values): (String, Vec<String>)) -> Option<(String, String)> {
    Some((key, values.into_iter().next()?))
}

/// A character beyond the basic plane.
fn is_rare(key: &str) -> bool {
    key.chars().any(|c| c as u32 >= 0x1_0000)
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
        let mut keys = (at + 1..=chars.len()).rev().map(|end| (end, chars[at..end].iter().collect::<String>()));
        let (end, value) =
            keys.find_map(|(end, key)| Some((end, simple.get(&key)?.clone()))).unwrap_or((at + 1, c.to_string()));
        out.push_str(&value);
        at = end;
    }
    out
}

/// A key's value is a place in the table: which outputs it has, then for each a character for each of its own.
fn write(rows: &BTreeMap<String, Row>, out: &Path) -> Result<(), String> {
    let mut outputs = Vec::new();
    let mut keys = Vec::new();
    for (key, row) in rows {
        let chars: Vec<char> = key.chars().collect();
        if row.iter().flatten().any(|value| value.chars().count() != chars.len()) {
            return Err(format!("conversion: \"{key}\" changes its length"));
        }
        keys.push((chars, outputs.len() as u32));
        outputs
            .push(row.iter().enumerate().filter(|(_, value)| value.is_some()).fold(0, |bits, (i, _)| bits | (1 << i)));
        outputs.extend(row.iter().flatten().flat_map(|value| value.chars()).map(u32::from));
    }
    keys.sort();
    write_table(&out.join("convert_trie.bin"), &trie_build::build(&keys))?;
    write_table(&out.join("convert.bin"), &outputs)
}
