//! Prints every figure the project claims for accuracy, from the data in `../shared`:
//! `cargo bench --bench measure [section…]` with sections articles, natural, figures, clean, derived, fix, desync, files,
//! corrupt, mojibake (damage done here, with exact truth), certificate (safe repairs, damaged again).
//! No gate: it prints what it sees. Timings are the business of `benches/stages.rs` and `benches/versus.sh`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod clean;
#[path = "../../tests/common/mod.rs"]
mod common;
mod corrupt;
#[path = "../../tests/common/desync.rs"]
mod desync;
mod encodings;
mod figure_sets;
mod figures;
#[path = "../../tests/mojibake/mod.rs"]
mod generator;
mod labels;
mod mojibake;
mod repairs;
mod sample;
mod scraped;

use common::scraper;
use std::path::Path;

/// A section's name and what prints it from the folder of shared data.
type Section = (&'static str, fn(&Path));

const SECTIONS: [Section; 8] = [
    ("articles", labels::articles),
    ("natural", labels::natural),
    ("figures", figure_sets::print),
    ("clean", clean::print),
    ("derived", repairs::derived),
    ("fix", repairs::idempotence),
    ("desync", scraped::print),
    ("files", encodings::print),
];

fn main() {
    let shared = common::shared();
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|w| w == name);
    match &shared {
        Some(shared) => {
            for (name, print) in SECTIONS.into_iter().filter(|(name, _)| is_wanted(name)) {
                println!("\n== {name} ==");
                print(shared);
            }
        }
        None => println!("../shared is not here: only what the repository's own articles can show is measured"),
    }
    if is_wanted("corrupt") {
        println!("\n== corrupt ==");
        corrupt::print(shared.as_deref());
    }
    if is_wanted("mojibake") {
        println!("\n== mojibake ==");
        mojibake::print(shared.as_deref());
    }
    if is_wanted("certificate") {
        println!("\n== certificate ==");
        mojibake::certificate(shared.as_deref());
    }
}
