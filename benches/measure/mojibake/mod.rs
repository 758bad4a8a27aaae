//! Damage with exact truth: every wrong reading, whole lines and runs inside sound lines (MATRIX), what
//! pipelines drop on top of it (LOSS), and whether safe repairs damaged again are the input (CERTIFICATE).

mod certificate;
mod matrix;

use std::path::Path;

use crate::generator::{Dice, sentences};

/// Lines to damage: the repository's own, and lines of sound text that the model has perhaps seen.
pub struct Lines {
    pub own: Vec<String>,
    pub shared: Vec<String>,
}

pub fn print(shared: Option<&Path>) {
    let lines = lines(shared);
    matrix::print(&lines);
    if std::env::var("JIAODUI_RUNS").is_err() {
        matrix::losses(&lines);
    }
}

pub fn certificate(shared: Option<&Path>) {
    certificate::print(&lines(shared));
}

fn lines(shared: Option<&Path>) -> Lines {
    let own = sentences().into_iter().map(str::to_owned).collect();
    let lines = Lines { own, shared: shared.map(of_shared).unwrap_or_default() };
    println!("{} own sentences, {} lines of corpus/clean", lines.own.len(), lines.shared.len());
    lines
}

/// Prose lines of 12 to 90 characters, some of every file.
fn of_shared(shared: &Path) -> Vec<String> {
    const PER_FILE: usize = 1;
    let mut dice = Dice::new(7);
    let mut lines = Vec::new();
    for path in crate::common::files(&shared.join("corpus/clean"), ".md") {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let prose: Vec<&str> = text.lines().filter(|l| is_prose(l)).collect();
        let take = PER_FILE.min(prose.len());
        lines.extend((0..take).filter_map(|_| prose.get(dice.roll(prose.len()))).map(|l| (*l).to_owned()));
    }
    lines
}

/// Nearly all Han and marks, and nothing that a scanner would take for markup.
fn is_prose(line: &str) -> bool {
    let n = line.chars().count();
    let han = line.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
    (12..=90).contains(&n)
        && han * 10 >= n * 7
        && !line.contains(['`', '[', '<', '*', '|', '#', '_', '\\', '{', '\u{FFFD}'])
}
