//! Compiles the lexicons of all families into one trie with its tables.
//!
//! A family takes part with a module `build/<family>.rs` that has a function
//! `pub fn load(rules: &Path, keys: &mut Keys) -> Result<Vec<u8>, String>`: it adds its keys and
//! returns its side table, which becomes `<family>.bin`. Add it to `FAMILIES`.
//! Where all that an entry says is the classes of its forms, `build/classed.rs` is that module already.

use std::fs;
use std::path::Path;

use crate::chars::Chars;
use crate::keys::Keys;
use crate::regional::Regional;
use crate::{classed, convert, currencies, names, regions, script, variants, words};

type Load = fn(&Path, &mut Keys) -> Result<Vec<u8>, String>;

/// The families' loaders, by the name of their side table.
const FAMILIES: &[(&str, Load)] = &[
    ("figures", |rules, keys| classed::FIGURES.load(rules, keys)),
    ("name_cues", |rules, keys| classed::NAME_CUES.load(rules, keys)),
    ("names", names::load),
    ("residue", |rules, keys| classed::RESIDUE.load(rules, keys)),
    ("typography", |rules, keys| classed::TYPOGRAPHY.load(rules, keys)),
];

/// Writes all tables into `out`.
pub fn compile(rules: &Path, out: &Path) -> Result<(), String> {
    let chars = Chars::load(rules)?;
    chars.write(out)?;
    let counted = words::read(rules)?;
    let mut keys = Keys::new(chars, counted.iter().map(|(_, n)| n).sum());
    words::load(rules, &counted, &mut keys)?;
    script::load(rules, &counted, &mut keys, out)?;
    let mut regional = Regional::default();
    regions::load(rules, &keys.chars, &mut regional)?;
    variants::load(rules, &keys.chars, &mut regional)?;
    regional.write(&mut keys, out)?;
    convert::compile(rules, out)?;
    currencies::compile(rules, out)?;
    for (family, load) in FAMILIES {
        let side = load(rules, &mut keys)?;
        fs::write(out.join(family).with_extension("bin"), side).map_err(|e| format!("{family}: {e}"))?;
    }
    keys.write(out)
}
