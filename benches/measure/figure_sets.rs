//! The figures family on its labelled sets: articles to tune on, articles held out, fresh ones of other houses, the
//! labelled natural ones, and well-edited text. `JIAODUI_VERBOSE` lists what is wrong, but never for what is held out.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiaodui::finding::Severity;

use crate::common::files;
use crate::figures::{self, Score};
use crate::labels::{LOCKED, Row, rows};
use crate::sample::Sample;

/// Rules scored alone: a sentence labelled for the other one is open.
const CLASSES: [(&str, &str); 2] = [("figures/unsourced", "unsourced"), ("figures/vague-source", "vague")];

#[derive(Default)]
struct Set {
    all: Score,
    warnings: Score,
    kinds: BTreeMap<String, Score>,
    classes: [Score; 2],
}

/// Precision and recall by set, kind of text and class; then warnings on well-edited text.
pub fn print(shared: &Path) {
    let kinds = kinds(&shared.join("corpus/natural/index.jsonl"));
    let judged = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/figures-labels.jsonl");
    let sentences = rows(&judged);
    for (name, rest) in [("tune", 1), ("held-out", 0)] {
        let own = |r: &&Row| r.file.get(..3).and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n % 2 == rest);
        let mut by_file: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in sentences.iter().filter(own) {
            by_file.entry(&row.file).or_default().push(row);
        }
        let articles = by_file.into_iter().map(|(file, rows)| (file.to_owned(), rows));
        report(name, &shared.join("corpus/natural"), &kinds, articles, name == "tune");
    }
    fresh(shared);
    natural(shared, &kinds);
    extraction(shared);
    clean(shared);
}

/// Articles of other houses: the folder of the set, and its parts. Each set was
/// labelled before any rule had seen it, when the one before had become one to tune on. All have been opened by now.
const FRESH: [(&str, &[&str]); 5] = [
    ("fresh", &["dev", "blind"]),
    ("fresh2", &["blind2"]),
    ("fresh3", &["blind3"]),
    ("fresh4", &["blind4"]),
    ("pool", &["sentences"]),
];

/// Findings judged one by one in the texts of the pool, most of them before what they taught was mended: how many of the
/// right ones and of the wrong ones are still reported.
fn judged(root: &Path) {
    let rows = rows(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/figures-pool-findings.jsonl"));
    let mut kept: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut by_file: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        by_file.entry(&row.file).or_default().push(row);
    }
    for (file, rows) in by_file {
        let Some(sample) = Sample::read(&root.join("pool").join(file)) else { continue };
        let told: Vec<u32> = sample
            .findings(&["figures"], Severity::Info)
            .filter(|f| matches!(f.rule, "figures/unsourced" | "figures/vague-source"))
            .filter_map(|f| f.places.first().map(|p| p.start))
            .collect();
        for row in rows {
            let span = sample.span(row.start, row.end);
            let (still, all) = kept.entry(&row.verdict).or_default();
            *still += usize::from(told.iter().any(|at| (span.start..span.end).contains(at)));
            *all += 1;
        }
    }
    for (verdict, (still, all)) in kept {
        println!("pool, findings judged {verdict}: {still} of {all} still reported");
    }
}

/// The texts of the fresh sets are not ours to keep: the labels say where each is from, and `JIAODUI_FRESH` (or `help`
/// beside the shared folder) names the folder that holds a folder of texts for each set.
fn fresh(shared: &Path) {
    let beside = || shared.parent().map(|p| p.join("help")).unwrap_or_default();
    let root = std::env::var_os("JIAODUI_FRESH").map_or_else(beside, Into::into);
    for (name, parts) in FRESH {
        let judged = format!("tests/judged/figures-{name}.jsonl");
        let labels = rows(&Path::new(env!("CARGO_MANIFEST_DIR")).join(judged));
        let folder = root.join(name);
        if !folder.is_dir() {
            println!("{name}: no articles in {}", folder.display());
            continue;
        }
        for part in parts {
            let own = labels.iter().filter(|row| row.part == *part);
            let kinds = own.clone().map(|row| (row.file.clone(), row.kind.clone())).collect();
            let mut by_file: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
            for row in own {
                by_file.entry(&row.file).or_default().push(row);
            }
            let articles = by_file.into_iter().map(|(file, rows)| (file.to_owned(), rows));
            report(&format!("fresh {part}"), &folder, &kinds, articles, true);
        }
    }
    judged(&root);
}

/// Which of all numerals of the five articles are taken for claims: the ledger against every labelled row.
fn extraction(shared: &Path) {
    let engine = jiaodui::rules::engine(jiaodui::settings::Settings::default());
    let labels = rows(&shared.join("labels/articles_figures.jsonl"));
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for path in files(&shared.join("articles"), ".txt") {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        let Some(sample) = Sample::read(&path) else { continue };
        let document = jiaodui::document::Document::new(&sample.text, sample.format);
        let article = jiaodui::engine::Article::new(&engine, document);
        let claims: Vec<_> = jiaodui::rules::figures::ledger(&engine, &article).iter().map(|e| e.span).collect();
        let own: Vec<(&Row, _)> =
            labels.iter().filter(|r| r.file == name).map(|r| (r, sample.span(r.start, r.end))).collect();
        let is_claim = |row: &Row| row.verdict != "not-a-claim";
        for claim in &claims {
            let rows = own.iter().filter(|(_, span)| span.overlaps(*claim));
            match rows.clone().any(|(row, _)| is_claim(row)) {
                true => right += 1,
                false if rows.clone().any(|(row, _)| row.confidence < 0.7) => {}
                false => {
                    wrong += 1;
                    println!("  no claim: {}", sample.around(*claim));
                }
            }
        }
        let sure = own.iter().filter(|(row, _)| is_claim(row) && row.confidence >= 0.7);
        for (_, span) in sure.filter(|(_, span)| !claims.iter().any(|c| c.overlaps(*span))) {
            missed += 1;
            println!("  claim not seen: {}", sample.around(*span));
        }
    }
    let share = |n: usize, all: usize| n as f64 / all.max(1) as f64;
    println!(
        "claims on the {} rows: precision {:.3}, recall {:.3} ({right} right, {wrong} wrong, {missed} missed)",
        labels.len(),
        share(right, right + wrong),
        share(right, right + missed)
    );
}

fn natural(shared: &Path, kinds: &HashMap<String, String>) {
    let locked = std::env::var_os("JIAODUI_LOCKED").is_some();
    let labelled: Vec<(String, Vec<Row>)> = files(&shared.join("labels/natural"), ".jsonl")
        .iter()
        .filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), rows(path))))
        .filter(|(stem, _)| LOCKED.contains(&stem.as_str()) == locked)
        .collect();
    let articles = labelled.iter().map(|(stem, rows)| {
        let own = rows.iter().filter(|r| r.family == "figures").collect();
        (format!("{stem}.txt"), own)
    });
    report(if locked { "locked" } else { "natural" }, &shared.join("corpus/natural"), kinds, articles, !locked);
}

fn report<'a>(
    name: &str,
    folder: &Path,
    kinds: &HashMap<String, String>,
    articles: impl Iterator<Item = (String, Vec<&'a Row>)>,
    shown: bool,
) {
    let mut set = Set::default();
    for (file, rows) in articles {
        let Some(sample) = Sample::read(&folder.join(&file)) else { continue };
        let score = figures::score(&sample, &rows, Severity::Info, None, shown);
        set.all.add(&score);
        set.kinds.entry(kinds.get(&file).cloned().unwrap_or_default()).or_default().add(&score);
        set.warnings.add(&figures::score(&sample, &rows, Severity::Warning, None, false));
        for (score, class) in set.classes.iter_mut().zip(CLASSES) {
            score.add(&figures::score(&sample, &rows, Severity::Info, Some(class), false));
        }
    }
    println!("{name}, info and above, per sentence: {}", set.all);
    println!("{name}, warnings alone: {}", set.warnings);
    for ((rule, _), score) in CLASSES.iter().zip(&set.classes) {
        println!("  {rule}: {score}");
    }
    for (kind, score) in &set.kinds {
        println!("  {kind}: {score}");
    }
}

/// The kind of each natural text, by file.
fn kinds(index: &Path) -> HashMap<String, String> {
    let text = std::fs::read_to_string(index).unwrap_or_default();
    let rows = text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let word =
        |row: &serde_json::Value, key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    rows.map(|row| (word(&row, "file"), word(&row, "kind"))).collect()
}

/// Findings of the family on text that owes nobody a source: all of them counted, none of them judged.
fn clean(shared: &Path) {
    let list = std::env::var_os("JIAODUI_LIST").is_some();
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    let mut chars = 0;
    for path in files(&shared.join("corpus/clean"), "") {
        let Some(sample) = Sample::read(&path) else { continue };
        chars += sample.chars();
        for finding in sample.findings(&["figures"], Severity::Info) {
            *counts.entry((finding.rule, finding.severity)).or_default() += 1;
            if list {
                let name = path.strip_prefix(shared).unwrap_or(&path).display();
                println!("{:?}\t{}\t{name}\t{}", finding.severity, finding.rule, sample.around(finding.first()));
            }
        }
    }
    for ((rule, severity), n) in counts {
        println!("clean: {rule} {severity:?}: {n} findings, {:.3} per 1 000 chars", n as f64 * 1000.0 / chars as f64);
    }
}
