//! Compiles `rules/` into tables: the pages of the rules and the lexicons. Checks shape and
//! collisions; the entries' own examples run in the tests, where the engine exists.

#![expect(clippy::print_stderr, reason = "people read why a build failed")]

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

#[path = "build/chains.rs"]
mod chains;
#[path = "build/char_pages.rs"]
mod char_pages;
#[path = "src/lexicon/char_schema.rs"]
#[allow(dead_code, reason = "the reader's half")]
mod char_schema;
#[path = "build/chars.rs"]
mod chars;
#[path = "build/classed.rs"]
mod classed;
#[path = "build/codecs.rs"]
mod codecs;
#[path = "build/convert.rs"]
mod convert;
#[path = "build/currencies.rs"]
mod currencies;
#[path = "build/keys.rs"]
mod keys;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/names.rs"]
mod names;
#[path = "build/opencc.rs"]
mod opencc;
#[path = "build/pages.rs"]
mod pages;
#[path = "src/lexicon/region_schema.rs"]
#[allow(dead_code, reason = "the reader's half")]
mod region_schema;
#[path = "build/regional.rs"]
mod regional;
#[path = "build/regions.rs"]
mod regions;
#[path = "src/lexicon/schema.rs"]
#[allow(dead_code, reason = "the reader's half")]
mod schema;
#[path = "build/script.rs"]
mod script;
#[path = "build/script_lists.rs"]
mod script_lists;
#[path = "build/shapes.rs"]
mod shapes;
#[path = "build/signs.rs"]
mod signs;
#[path = "src/analysis/signs/schema.rs"]
#[allow(dead_code, reason = "the reader's half")]
mod signs_schema;
#[path = "src/lexicon/trie_build.rs"]
mod trie_build;
#[path = "build/variants.rs"]
mod variants;
#[path = "build/words.rs"]
mod words;

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/lexicon");
    println!("cargo:rerun-if-changed=src/analysis/names/model.rs");
    println!("cargo:rerun-if-changed=src/analysis/names/pack.rs");
    println!("cargo:rerun-if-changed=src/analysis/signs/schema.rs");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    // Asked for anew: a checkout that was moved with its target folder is not where it was compiled.
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let rules = root.join("rules");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    pages::compile(&rules, &out)?;
    signs::compile(&rules, &out)?;
    classed::FIGURES.constants(&rules, &out)?;
    classed::NAME_CUES.constants(&rules, &out)?;
    classed::RESIDUE.constants(&rules, &out)?;
    classed::TYPOGRAPHY.constants(&rules, &out)?;
    codecs::compile(&root, &out)?;
    chains::compile(&rules, &out)?;
    lexicon::compile(&rules, &out)
}
