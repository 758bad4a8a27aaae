//! A slice of the measurement `cargo bench --bench measure -- desync`, on the repository's own articles:
//! whatever table of readings a scraper has, the text comes back.

#![allow(clippy::print_stderr, reason = "JIAODUI_LIST lists what did not come back")]

mod common;
#[path = "common/desync.rs"]
mod desync;
use common::scraper;

use std::path::Path;

use jiaodui::finding::Applicability;

#[test]
fn scraped_articles_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let texts: Vec<String> = common::files(&folder, ".txt")
        .iter()
        .filter(|path| path.to_string_lossy().contains("hant-") && !path.to_string_lossy().contains("pinyin"))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    let pool = desync::pool(texts.iter().map(String::as_str));
    assert!(pool.len() > 100, "{}", pool.len());
    let mut score = desync::Score::default();
    for seed in 1..=8 {
        for text in &texts {
            score.add(desync::measure(text, &pool, seed * 7919, Applicability::Suggested));
        }
    }
    eprintln!("{score:?}");
    assert_eq!(score.wrong, 0, "{score:?}");
    assert!(score.lines > 200 && score.off > 5, "{score:?}");
    assert!(score.exact * 100 >= score.lines * 99, "{score:?}");
}
