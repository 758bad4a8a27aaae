//! Synthetic damage with exact truth against the script family: clean text is converted to the other
//! script and back in the ways careless converters do, and every change is known.
//!
//! Articles are dealt into two halves by their names: tables are improved on the half `tune` only, and
//! `report` says what that is worth. `JIAODUI_LIST=A` (a generator's first letter, or `all`) lists
//! misses and false flags of `tune` by cause; `JIAODUI_LOCKED=1` those of `report`.
//!
//! The repository's own articles are made of traps: names of people and vendors, which the script family
//! leaves to others. Their line shows that the measurement runs, not how good the family is.

mod clean;
mod generate;
mod score;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiaodui::settings::Script;
use serde::Deserialize;

use crate::common::files;
use clean::Clean;
use generate::{Change, Changes, Generator, seed};
use score::{Score, engine, flags};
use words::Words;

/// The repository's own articles, and the measured data where it is at hand.
pub fn print(shared: Option<&Path>) {
    let words = Words::read();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    for script in [Script::Hant, Script::Hans] {
        let folder = if script == Script::Hant { "hant" } else { "hans" };
        let belongs = |path: &PathBuf| path.to_string_lossy().contains(folder);
        let articles: Vec<PathBuf> = files(&own, "").into_iter().filter(belongs).collect();
        table(&format!("{folder}, own articles"), &articles, script, &words, true);
        let Some(shared) = shared else { continue };
        let all = files(&shared.join("corpus/clean").join(folder), "");
        for (half, name) in ["tune", "report"].into_iter().enumerate() {
            let of_half: Vec<PathBuf> = all.iter().filter(|path| half_of(path) == half).cloned().collect();
            let listed = (half == 1) == std::env::var_os("JIAODUI_LOCKED").is_some();
            table(&format!("{folder}, {name}"), &of_half, script, &words, listed);
        }
    }
    if let Some(shared) = shared {
        derived(shared, &words);
        not_clean(shared);
    }
}

/// Articles of one folder and number fall into the two halves alike on every machine.
fn half_of(path: &Path) -> usize {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    (seed(&name) >> 20) as usize % 2
}

/// One line for each generator.
fn table(title: &str, paths: &[PathBuf], script: Script, words: &Words, listed: bool) {
    let engine = engine(Some(script));
    let generators = match script {
        Script::Hant => Generator::TRADITIONAL.as_slice(),
        Script::Hans => Generator::SIMPLIFIED.as_slice(),
    };
    let mut scores: Vec<Score> = generators.iter().map(|_| Score::default()).collect();
    let (mut han, mut standing) = (0, 0);
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(clean) = Clean::read(path, name, script) else { continue };
        let before = flags(&engine, &clean.text, clean.format);
        han += clean.han();
        standing += before.keys().filter(|byte| clean.find(**byte).is_some()).count();
        for (generator, score) in generators.iter().zip(&mut scores) {
            score.add(&engine, &clean, &before, &generator.changes(&clean, words), words);
        }
    }
    println!("{title}: {} articles, {han} Han, {standing} characters flagged before", paths.len());
    let wanted = std::env::var("JIAODUI_LIST").unwrap_or_default();
    for (generator, score) in generators.iter().zip(&scores).filter(|(_, score)| score.positions > 0) {
        println!("  {}: {score}", generator.name());
        if listed && !wanted.is_empty() && (wanted == "all" || generator.name().starts_with(&wanted)) {
            score.list();
        }
    }
}

/// One labelled damage of `corpus/derived`.
#[derive(Deserialize)]
struct Label {
    at: usize,
    damaged: String,
    expected: String,
}

/// Real articles through a converter that goes character by character.
fn derived(shared: &Path, words: &Words) {
    let mut score = Score::default();
    for path in files(&shared.join("corpus/derived/s2t-char"), ".labels.json") {
        let labels: Vec<Label> =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap_or_default()).unwrap_or_default();
        let article = PathBuf::from(path.to_string_lossy().replace(".labels.json", ".txt"));
        let Ok(text) = std::fs::read_to_string(article) else { continue };
        let (clean, changes) = restored(&text, &labels);
        let clean = Clean::new(clean, String::new(), Default::default(), Script::Hant);
        let engine = engine(Some(Script::Hant));
        let before = flags(&engine, &clean.text, clean.format);
        score.add(&engine, &clean, &before, &changes, words);
    }
    println!("derived/s2t-char\n  {score}");
    if std::env::var("JIAODUI_LIST").is_ok_and(|list| list == "derived" || list == "all") {
        score.list();
    }
}

/// The text without its damages, and the damages by byte.
fn restored(text: &str, labels: &[Label]) -> (String, Changes) {
    let single = labels.iter().filter_map(|label| {
        let (mut damaged, mut expected) = (label.damaged.chars(), label.expected.chars());
        let change = Change { original: expected.next()?, damaged: damaged.next()? };
        let one = damaged.next().is_none() && expected.next().is_none();
        (one && change.original.len_utf8() == change.damaged.len_utf8()).then_some((label.at, change))
    });
    let by_char: BTreeMap<usize, Change> = single.collect();
    let mut changes = Changes::new();
    let mut clean = String::with_capacity(text.len());
    for (i, c) in text.chars().enumerate() {
        let change = by_char.get(&i).filter(|change| change.damaged == c);
        if let Some(change) = change {
            changes.insert(clean.len() as u32, *change);
        }
        clean.push(change.map_or(c, |change| change.original));
    }
    (clean, changes)
}

/// How much is said of documents that look clean and are not.
fn not_clean(shared: &Path) {
    let engine = engine(None);
    for folder in ["hans-dirty", "hant-mt"] {
        let (mut han, mut flagged, mut read) = (0, 0, 0);
        for path in files(&shared.join("corpus/not-clean").join(folder), "") {
            let Some(clean) = Clean::read(&path, String::new(), Script::Hant) else { continue };
            read += 1;
            han += clean.text.chars().filter(|c| ('\u{3400}'..='\u{9FFF}').contains(c)).count();
            flagged += flags(&engine, &clean.text, clean.format).len();
        }
        let rate = flagged as f64 * 1000.0 / (han as f64).max(1.0);
        println!("not-clean/{folder}: {read} articles, {han} Han, {flagged} characters flagged = {rate:.2} per 1 000");
    }
}
