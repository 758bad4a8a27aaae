//! The encoding family alone: over clean text, where one pass must see that there is nothing, and over text
//! damaged line by line, where the search for a repair works.

use std::hint::black_box;
use std::path::Path;

use jiaodui::analysis::{Seen, damage, signs};
use jiaodui::document::{Document, Format};

use crate::{common, generator};

/// Wrong readings that stand for the groups: pages of single bytes, pairs for pairs, rounds.
const WAYS: [&[&str]; 7] = [
    &["utf8", "cp1252"],
    &["utf8", "gbk"],
    &["gbk", "cp1252"],
    &["big5", "cp1252"],
    &["gbk", "big5"],
    &["big5", "gbk"],
    &["utf8", "cp1252", "utf8", "cp1252"],
];

/// Measures what it is given and prints it under a name, for so many bytes.
type Time<'t> = &'t dyn Fn(&str, usize, &mut dyn FnMut());

pub fn print(bytes: usize, time: Time<'_>) {
    println!("\nthe encoding family");
    for (name, text, format) in clean(bytes) {
        let document = Document::new(&text, format);
        time(&format!("{name}: UTF-8 validation (reference)"), text.len(), &mut || {
            black_box(std::str::from_utf8(black_box(text.as_bytes())).is_ok());
        });
        time(&format!("{name}: the pass"), text.len(), &mut || {
            for segment in document.segments() {
                black_box(damage::scan(segment));
            }
        });
        time(&format!("{name}: the family"), text.len(), &mut || family(&document));
    }
    for path in WAYS {
        let way = generator::damage::way(path);
        let damaged = generator::sentences().into_iter().filter_map(|line| way.apply(line));
        let lines: Vec<String> = damaged.map(|d| d.text).collect();
        let document = Document::new(&(lines.join("\n\n") + "\n"), Format::Plain);
        time(&format!("damaged, {}: the family", way.name), document.text().len(), &mut || family(&document));
    }
}

fn family(document: &Document) {
    for segment in document.segments().iter().filter(|segment| segment.has_prose()) {
        let mut seen = Seen::default();
        damage::observe(segment, &mut seen);
        signs::observe(segment, &mut seen);
        black_box(seen);
    }
}

/// Sound text of both scripts where there is any, else the repository's own sentences.
fn clean(bytes: usize) -> Vec<(String, String, Format)> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/clean");
    let mut samples = Vec::new();
    for script in ["hans", "hant"] {
        let paths = common::files(&shared.join(script), ".md");
        let step = (paths.len() / 200).max(1);
        let texts: Vec<String> =
            paths.iter().step_by(step).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        let all = texts.join("\n\n");
        if !all.is_empty() {
            let prose = prose(&all);
            samples.push((format!("clean {script}, articles"), all.repeat(bytes / all.len() + 1), Format::Markdown));
            samples.push((format!("clean {script}, prose"), prose.repeat(bytes / prose.len() + 1), Format::Plain));
        }
    }
    if samples.is_empty() {
        let own = generator::sentences().join("\n\n") + "\n\n";
        samples.push(("own sentences".to_owned(), own.repeat(bytes / own.len() + 1), Format::Plain));
    }
    samples
}

/// The lines that are mostly Han.
fn prose(text: &str) -> String {
    let is_prose = |line: &&str| {
        let (all, han) = (line.chars().count(), line.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count());
        all >= 20 && han * 10 >= all * 7
    };
    text.lines().filter(is_prose).map(|line| line.to_owned() + "\n\n").collect()
}
