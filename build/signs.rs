//! Signs that deserve a look: the classes of `rules/encoding/characters.toml` become a two-step table of
//! bytes, `ideographs.toml` and the letters a sorted list of pairs, the words a list in Rust.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::signs_schema::{Class, INDEX, PAGE};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Characters {
    classes: BTreeMap<String, String>,
    letters: BTreeMap<String, String>,
    words: BTreeMap<String, Vec<String>>,
    entities: BTreeMap<String, String>,
}

/// Writes `sign_classes.bin`, `sign_ranges.bin`, `sign_pairs.bin`, `sign_entities.rs` and `sign_words.rs`.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let characters: Characters = read(&rules.join("encoding/characters.toml"))?;
    let ideographs: BTreeMap<String, String> = read(&rules.join("encoding/ideographs.toml"))?;
    let mut pairs: BTreeMap<u32, u32> = BTreeMap::new();
    for text in ideographs.values() {
        for pair in text.split_whitespace() {
            let (code, c) = pair.split_once('=').ok_or_else(|| format!("{pair}: no ="))?;
            pairs.insert(number(code)?, single(c)?);
        }
    }
    let mut plane = vec![0u8; 0x1_0000];
    let mut ranges = Vec::new();
    for (name, text) in &characters.classes {
        let class = Class::ALL.iter().position(|(_, n)| n == name).ok_or_else(|| format!("{name} is no class"))? as u8;
        for range in text.split_whitespace() {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            place(number(first)?, number(last)?, class, &mut plane, &mut ranges)?;
        }
    }
    let letter = Class::ALL.iter().position(|(class, _)| *class == Class::Letter).unwrap_or_default() as u8;
    for pair in characters.letters.values().flat_map(|text| text.split_whitespace()) {
        let mut chars = pair.chars();
        let (Some(twin), Some(latin), None) = (chars.next(), chars.next(), chars.next()) else {
            return Err(format!("{pair}: not two letters"));
        };
        place(twin as u32, twin as u32, letter, &mut plane, &mut ranges)?;
        pairs.insert(twin as u32, latin as u32);
    }
    ranges.sort_unstable();
    let ranges = ranges.iter().flat_map(|(first, last, class)| [*first, *last, u32::from(*class)]);
    write(out, "sign_ranges.bin", ranges)?;
    write(out, "sign_pairs.bin", pairs.into_iter().flat_map(|(from, to)| [from, to]))?;
    fs::write(out.join("sign_classes.bin"), two_steps(&plane)?).map_err(|e| e.to_string())?;
    let entities: Vec<(&String, &String)> = characters.entities.iter().collect();
    let code = format!("static ENTITIES: &[(&str, &str)] = &{entities:?};\n");
    fs::write(out.join("sign_entities.rs"), code).map_err(|e| e.to_string())?;
    fs::write(out.join("sign_words.rs"), words(&characters.words)).map_err(|e| e.to_string())
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn number(code: &str) -> Result<u32, String> {
    u32::from_str_radix(code, 16).map_err(|e| format!("{code}: {e}"))
}

fn single(text: &str) -> Result<u32, String> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none()).map(u32::from).ok_or_else(|| format!("{text}: not one character"))
}

/// Gives the code points a class; nobody may give them another.
fn place(first: u32, last: u32, class: u8, plane: &mut [u8], ranges: &mut Vec<(u32, u32, u8)>) -> Result<(), String> {
    if first > 0xFFFF {
        ranges.push((first, last, class));
        return Ok(());
    }
    for code in first..=last {
        let slot = plane.get_mut(code as usize).ok_or_else(|| format!("{code:04X} leaves the plane"))?;
        if *slot != 0 && *slot != class {
            return Err(format!("{code:04X} has two classes"));
        }
        *slot = class;
    }
    Ok(())
}

/// The index, one byte a page, and then the pages that differ, the empty one first.
fn two_steps(plane: &[u8]) -> Result<Vec<u8>, String> {
    let mut pages: Vec<&[u8]> = vec![&[0; PAGE]];
    let mut table = Vec::with_capacity(INDEX);
    for page in plane.chunks(PAGE) {
        let known = pages.iter().position(|p| *p == page);
        let at = known.unwrap_or_else(|| {
            pages.push(page);
            pages.len() - 1
        });
        table.push(u8::try_from(at).map_err(|_| "too many pages of sign classes")?);
    }
    table.extend(pages.into_iter().flatten());
    Ok(table)
}

fn write(out: &Path, name: &str, numbers: impl Iterator<Item = u32>) -> Result<(), String> {
    let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
    fs::write(out.join(name), bytes).map_err(|e| e.to_string())
}

fn words(words: &BTreeMap<String, Vec<String>>) -> String {
    let mut code = String::new();
    for (name, list) in words {
        let name = name.to_uppercase().replace('-', "_");
        let _ = writeln!(code, "pub(super) static {name}: &[&str] = &{list:?};");
    }
    code
}
