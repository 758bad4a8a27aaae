//! DESYNC: clean Traditional articles scraped with random tables of readings, repaired, compared line by
//! line. Seeded: the same articles give the same figures.

use std::path::Path;

use jiaodui::finding::Applicability;

use crate::common::files;
use crate::desync::{Score, measure, pool};

/// Articles that are scraped.
const ARTICLES: usize = 160;

pub fn print(shared: &Path) {
    let paths = files(&shared.join("corpus/clean/hant"), ".md");
    let step = (paths.len() / ARTICLES).max(1);
    let texts: Vec<String> = paths.iter().step_by(step).filter_map(|p| std::fs::read_to_string(p).ok()).collect();
    let pool = pool(texts.iter().map(String::as_str));
    println!("{} articles, {} characters that may be annotated, 50 to 300 a table", texts.len(), pool.len());
    for (name, level) in [("safe", Applicability::Safe), ("with suggestions", Applicability::Suggested)] {
        let mut score = Score::default();
        for (i, text) in texts.iter().enumerate() {
            score.add(measure(text, &pool, 0x9E37_79B9 + i as u64 * 7919, level));
        }
        let share = |part: usize, all: usize| part as f64 * 100.0 / all.max(1) as f64;
        println!(
            "{name}: {} readings in {} lines, {:.2} % of the lines exact; of {} lines one byte off {:.1} %; {} wrong",
            score.notes,
            score.lines,
            share(score.exact, score.lines),
            score.off,
            share(score.off_exact, score.off),
            score.wrong
        );
    }
}
