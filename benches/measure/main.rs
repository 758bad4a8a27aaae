//! Prints every figure the project claims for accuracy, from the data in `../shared`:
//! `cargo bench --bench measure [section…]` with sections articles, natural, clean, derived, fix.
//! No gate: it prints what it sees. Timings are the business of `benches/stages.rs` and `benches/versus.sh`.
#![allow(clippy::print_stdout)]

mod clean;
#[path = "../../tests/common/mod.rs"]
mod common;
mod figures;
mod labels;
mod repairs;
mod sample;

use std::path::Path;

/// A section's name and what prints it from the folder of shared data.
type Section = (&'static str, fn(&Path));

const SECTIONS: [Section; 5] = [
    ("articles", labels::articles),
    ("natural", labels::natural),
    ("clean", clean::print),
    ("derived", repairs::derived),
    ("fix", repairs::idempotence),
];

fn main() {
    let Some(shared) = common::shared() else {
        println!("skipped: ../shared is not here, and nothing can be measured without it");
        return;
    };
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    for (name, print) in SECTIONS {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            println!("\n== {name} ==");
            print(&shared);
        }
    }
}
