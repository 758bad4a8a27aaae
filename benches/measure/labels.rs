//! Figures against the labelled articles.

use std::collections::BTreeMap;
use std::path::Path;

use jiaodui::finding::{Applicability, Severity};
use jiaodui::settings::Settings;
use jiaodui::text::Span;
use jiaodui::{fix, rules};
use serde::Deserialize;

use crate::common::files;
use crate::figures::{self, Score};
use crate::sample::Sample;

/// Below this a second editor might differ: such rows decide nothing.
const CONFIDENT: f64 = 0.7;
/// Files that must stay unseen while rules are tuned; scored only when named in `JIAODUI_LOCKED=1`.
pub const LOCKED: [&str; 7] = ["010", "024", "033", "056", "078", "096", "132"];

#[derive(Deserialize)]
pub struct Row {
    #[serde(default)]
    pub file: String,
    pub start: usize,
    pub end: usize,
    #[serde(default)]
    pub family: String,
    /// Of a set that is cut in two: `dev` may be looked at, `blind` is only scored.
    #[serde(default)]
    pub part: String,
    /// Feature or newsflash, where a set says so.
    #[serde(default)]
    pub kind: String,
    pub verdict: String,
    #[serde(default)]
    pub confidence: f64,
}

pub fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The five articles, family by family.
pub fn articles(shared: &Path) {
    let samples: BTreeMap<String, Sample> = files(&shared.join("articles"), ".txt")
        .iter()
        .filter_map(|p| Some((p.file_name()?.to_str()?.to_owned(), Sample::read(p)?)))
        .collect();
    script(shared, &samples);
    names(shared, &samples);
    let rows = rows(&shared.join("labels/articles_figures.jsonl"));
    let mut total = Score::default();
    for (file, sample) in &samples {
        let own: Vec<&Row> = rows.iter().filter(|r| r.file == *file).collect();
        let score = figures::score(sample, &own, Severity::Info, None, true);
        println!("figures {}: {score}", &file[..3]);
        total.add(&score);
    }
    println!("figures all, info and above, per sentence: {total}");
    noise(shared);
    for (file, sample) in &samples {
        println!("{} findings at warning and above: {}", &file[..3], counts(sample));
    }
}

fn counts(sample: &Sample) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in sample.checked.findings.iter().filter(|f| f.severity >= Severity::Warning) {
        *counts.entry(finding.rule).or_default() += finding.places.len();
    }
    counts.iter().map(|(rule, n)| format!("{rule} {n}")).collect::<Vec<_>>().join(", ")
}

/// A label counts as found when any script or names place covers it; a script place that touches
/// no label, certain or soft, is false.
fn script(shared: &Path, samples: &BTreeMap<String, Sample>) {
    let rows = rows(&shared.join("labels/articles_script.jsonl"));
    let name_rows = crate::labels::rows(&shared.join("labels/articles_names.jsonl"));
    for (file, sample) in samples {
        let own: Vec<(&Row, Span)> =
            rows.iter().filter(|r| r.file == *file).map(|r| (r, sample.span(r.start, r.end))).collect();
        let flagged: Vec<Span> = sample.places(&["script", "names"], Severity::Warning).collect();
        let is_found = |span: Span| flagged.iter().any(|p| p.overlaps(span));
        let certain = own.iter().filter(|(r, _)| r.verdict != "soft" && r.confidence >= CONFIDENT);
        let (all, found) = certain.fold((0, 0), |(n, hit), (_, s)| (n + 1, hit + usize::from(is_found(*s))));
        let names: Vec<Span> = name_rows
            .iter()
            .filter(|r| r.file == *file && r.verdict != "ok")
            .map(|r| sample.span(r.start, r.end))
            .collect();
        let labelled = |p: Span| own.iter().any(|(_, s)| s.overlaps(p)) || names.iter().any(|s| s.overlaps(p));
        let wrong: Vec<Span> = sample.places(&["script"], Severity::Warning).filter(|p| !labelled(*p)).collect();
        println!("script {}: found {found} of {all}, false {}", &file[..3], wrong.len());
        wrong.iter().take(12).for_each(|p| println!("  false: {}", sample.around(*p)));
        let missed = own.iter().filter(|(r, s)| r.verdict != "soft" && r.confidence >= CONFIDENT && !is_found(*s));
        missed.take(30).for_each(|(r, s)| println!("  missed ({}): {}", r.verdict, sample.around(*s)));
    }
}

fn names(shared: &Path, samples: &BTreeMap<String, Sample>) {
    let rows = rows(&shared.join("labels/articles_names.jsonl"));
    let (mut all, mut found, mut sure, mut sure_found, mut ok, mut wrong) = (0, 0, 0, 0, 0, 0);
    for row in &rows {
        let Some(sample) = samples.get(&row.file) else { continue };
        let span = sample.span(row.start, row.end);
        let least = Severity::Info;
        let by = |families: &[&str]| sample.places(families, least).any(|p| p.overlaps(span));
        if row.verdict == "ok" {
            ok += 1;
            if sample.places(&["names"], Severity::Warning).any(|p| p.overlaps(span)) {
                wrong += 1;
                println!("  names false: {}", sample.around(span));
            }
            continue;
        }
        let hit = by(&["names", "script"]);
        all += 1;
        found += usize::from(hit);
        if row.confidence >= CONFIDENT {
            sure += 1;
            sure_found += usize::from(hit);
        }
        if !hit {
            println!("  names missed ({}): {}", row.verdict, sample.around(span));
        }
    }
    println!(
        "names: found {found} of {all} ({sure_found} of {sure} with confidence 0.7), false on {wrong} of {ok} labelled ok"
    );
}

/// `fix --select encoding/pinyin-noise` on 001.
fn noise(shared: &Path) {
    let Some(path) = files(&shared.join("articles"), ".txt").into_iter().find(|p| p.to_string_lossy().contains("001_"))
    else {
        return;
    };
    let Some(sample) = Sample::read(&path) else { return };
    let engine = rules::engine(Settings { select: vec!["encoding/pinyin-noise".into()], ..Settings::default() });
    let repaired = fix::repair(&engine, &sample.text, sample.format, &sample.source, Applicability::Safe);
    let removed = repaired.edits.iter().filter(|e| e.text.is_empty()).count();
    let left = repaired
        .text
        .matches(['ā', 'á', 'ǎ', 'à', 'ē', 'é', 'ě', 'è', 'ī', 'í', 'ǐ', 'ì', 'ō', 'ó', 'ǒ', 'ò', 'ū', 'ú', 'ǔ', 'ù'])
        .count();
    println!(
        "pinyin-noise 001: {removed} notes removed, {} other edits, {left} tone letters left",
        repaired.edits.len() - removed
    );
}

/// The labelled natural articles, all families.
pub fn natural(shared: &Path) {
    let locked = std::env::var_os("JIAODUI_LOCKED").is_some();
    let mut figure_score = [Score::default(), Score::default()];
    let mut hits: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut false_places = 0usize;
    for labels in files(&shared.join("labels/natural"), ".jsonl") {
        let stem = labels.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        if LOCKED.contains(&stem.as_str()) != locked {
            continue;
        }
        let Some(sample) = Sample::read(&shared.join(format!("corpus/natural/{stem}.txt"))) else { continue };
        let rows = rows(&labels);
        let own: Vec<&Row> = rows.iter().filter(|r| r.family == "figures").collect();
        for (score, least) in figure_score.iter_mut().zip([Severity::Info, Severity::Warning]) {
            score.add(&figures::score(&sample, &own, least, None, false));
        }
        for row in rows.iter().filter(|r| r.family != "figures" && r.confidence >= CONFIDENT) {
            let span = sample.span(row.start, row.end);
            let families: &[&str] = match row.family.as_str() {
                "names" | "script" => &["names", "script"],
                "encoding" => &["encoding"],
                "residue" => &["residue"],
                _ => continue,
            };
            let hit = sample.places(families, Severity::Info).any(|p| p.overlaps(span));
            if row.verdict == "ok" || row.verdict == "soft" {
                let wrong =
                    row.verdict == "ok" && sample.places(&["names"], Severity::Warning).any(|p| p.overlaps(span));
                false_places += usize::from(wrong);
                continue;
            }
            let entry = hits.entry(format!("{} {}", row.family, row.verdict)).or_default();
            *entry = (entry.0 + usize::from(hit), entry.1 + 1);
        }
    }
    println!("figures, info and above, per sentence: {}", figure_score[0]);
    println!("figures, warnings alone, per sentence: {}", figure_score[1]);
    for (what, (hit, all)) in hits {
        println!("{what}: {hit} of {all} found");
    }
    println!("names flagged on mentions labelled ok: {false_places}");
}
