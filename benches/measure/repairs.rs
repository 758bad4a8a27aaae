//! Repairs: damage with known truth, and the promise that fixing twice is fixing once.

use std::path::Path;

use jiaodui::finding::{Applicability, Severity};
use jiaodui::settings::Settings;
use jiaodui::text::Span;
use jiaodui::{fix, rules};
use serde::Deserialize;

use crate::common::files;
use crate::sample::Sample;

/// One damage: `at` counts chars of the damaged file.
#[derive(Deserialize)]
struct Damage {
    #[serde(default)]
    at: usize,
    #[serde(default)]
    damaged: String,
}

/// How much of the labelled damage of each channel is covered by a finding at warning or above.
pub fn derived(shared: &Path) {
    let channels: [(&str, &[&str]); 5] = [
        ("pinyin-tone", &["encoding"]),
        ("pinyin-ascii", &["encoding"]),
        ("utf8-as-gbk", &["encoding"]),
        ("byte-shift", &["encoding"]),
        ("s2t-char", &["script", "names"]),
    ];
    for (channel, families) in channels {
        let (mut all, mut found) = (0usize, 0usize);
        for labels in files(&shared.join("corpus/derived").join(channel), ".labels.json") {
            let text = std::fs::read_to_string(&labels).unwrap_or_default();
            let damages: Vec<Damage> = serde_json::from_str(&text).unwrap_or_default();
            let article = labels.with_file_name(
                labels.file_name().unwrap_or_default().to_string_lossy().replace(".labels.json", ".txt"),
            );
            let Some(sample) = Sample::read(&article) else { continue };
            let flagged: Vec<Span> = sample.places(families, Severity::Warning).collect();
            for damage in damages.iter().filter(|d| !d.damaged.is_empty()) {
                let span = sample.span(damage.at, damage.at + damage.damaged.chars().count());
                all += 1;
                found += usize::from(flagged.iter().any(|p| p.overlaps(span)));
            }
        }
        println!("{channel}: {found} of {all} labelled damages flagged");
    }
}

/// Fixing twice equals fixing once, on every file of the corpus.
pub fn idempotence(shared: &Path) {
    let engine = rules::engine(Settings::default());
    let (mut read, mut changed, mut again, mut unsettled) = (0usize, 0usize, 0usize, 0usize);
    for path in files(&shared.join("corpus"), "") {
        let Some(sample) = Sample::read(&path) else { continue };
        let once = fix::repair(&engine, &sample.text, sample.format, &sample.source, Applicability::Safe);
        let twice = fix::repair(&engine, &once.text, sample.format, &sample.source, Applicability::Safe);
        read += 1;
        changed += usize::from(once.text != sample.text);
        unsettled += usize::from(!once.settled);
        if once.text != twice.text {
            again += 1;
            println!("  a second run changes {}", path.display());
        }
        if fix::apply(&sample.text, &once.edits) != once.text {
            println!("  the edits do not make the repaired text of {}", path.display());
        }
    }
    println!("{read} files: {changed} changed by fix, {again} changed again by a second run, {unsettled} not settled");
}
