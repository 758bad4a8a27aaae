//! Compiles `rules/` into tables: the pages of the rules and the lexicons. Checks shape and
//! collisions; the entries' own examples run in the tests, where the engine exists.

#![expect(clippy::print_stderr, reason = "people read why a build failed")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[path = "build/pages.rs"]
mod pages;

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    pages::compile(&rules, &out)
}
