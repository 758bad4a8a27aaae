//! Repairs: damage with known truth, and the promise that fixing twice is fixing once.

use std::path::Path;

use jiaodui::document::{Document, Format};
use jiaodui::finding::{Applicability, Finding, Severity};
use jiaodui::settings::Settings;
use jiaodui::text::{self, Span};
use jiaodui::{fix, lexicon, rules};
use serde::Deserialize;

use crate::common::files;
use crate::generator::score::common;
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
    let channels: [(&str, &[&str]); 4] = [
        ("pinyin-tone", &["encoding"]),
        ("pinyin-ascii", &["encoding"]),
        ("char-dropout", &["encoding", "residue"]),
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
    for channel in ["utf8-as-gbk", "byte-shift"] {
        whole_files(shared, channel);
    }
}

/// Files whose label is the whole file, compared with what they were made from. Folded, since some were made
/// Traditional on the way.
fn whole_files(shared: &Path, channel: &str) {
    let engine = rules::engine(Settings { select: vec!["encoding".to_owned()], ..Settings::default() });
    let fold = |text: &str| text.chars().filter(|c| !c.is_whitespace()).map(lexicon::fold).collect::<String>();
    let (mut files_all, mut flagged, mut places, mut chars, mut before, mut after) = (0, 0, 0usize, 0, 0, 0);
    for path in files(&shared.join("corpus/derived").join(channel), ".txt") {
        let base = shared.join("corpus/derived/base").join(path.file_name().unwrap_or_default());
        let (Ok(damaged), Ok(base)) = (std::fs::read_to_string(&path), std::fs::read_to_string(base)) else { continue };
        let found = engine.check(Document::new(&damaged, Format::Plain)).findings;
        let damage = found.iter().filter(|f| f.severity >= Severity::Warning).map(|f| f.places.len()).sum::<usize>();
        let source = text::SourceInfo::default();
        let fixed = fix::repair(&engine, &damaged, Format::Plain, &source, Applicability::Suggested).text;
        let base = fold(&base);
        files_all += 1;
        flagged += usize::from(damage > 0);
        places += damage;
        chars += base.chars().count();
        before += common(&fold(&damaged), &base);
        after += common(&fold(&fixed), &base);
    }
    let share = |n: usize| n as f64 * 100.0 / chars.max(1) as f64;
    println!(
        "{channel}: {flagged} of {files_all} files flagged, {places} places; of the characters {:.2} % right as they \
         stand, {:.2} % with every fix",
        share(before),
        share(after)
    );
}

/// Fixing twice equals fixing once, only the edits' own bytes change, and nothing is wrong afterwards that was
/// not before, on every file of the corpus.
pub fn idempotence(shared: &Path) {
    let engine = rules::engine(Settings::default());
    let (mut undamaged, mut created) = (0usize, 0usize);
    let (mut read, mut changed, mut again, mut unsettled, mut refused) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for path in files(&shared.join("corpus"), "") {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Ok(decoded) = text::decode(&bytes, None) else { continue };
        let (format, source) = (Sample::format(&path), decoded.source.clone());
        let once = fix::repair(&engine, &decoded.text, format, &source, Applicability::Safe);
        let twice = fix::repair(&engine, &once.text, format, &source, Applicability::Safe);
        read += 1;
        changed += usize::from(once.text != decoded.text);
        unsettled += usize::from(!once.settled);
        if once.text != twice.text {
            again += 1;
            println!("  a second run changes {}", path.display());
        }
        let before = engine.check(Document::new(&decoded.text, format).with_source(source.clone()));
        if !before.findings.iter().any(|f| f.family() == "encoding" && f.severity >= Severity::Warning) {
            undamaged += 1;
            for (rule, at) in made_by(&once, &before.findings) {
                created += 1;
                println!(
                    "  {} has a finding of {rule} that it had not, at byte {at} of the repaired text",
                    path.display()
                );
            }
        }
        match text::splice(&bytes, &decoded, once.edits.iter().map(|e| (e.span, &*e.text))) {
            Ok(written) if is_spliced(&bytes, &written, &decoded, &once) => {}
            Ok(_) => println!("  bytes outside the edits differ in {}", path.display()),
            Err(_) => refused += 1,
        }
    }
    println!(
        "{read} files: {changed} changed by fix, {again} changed again by a second run, {unsettled} not settled, \
         {refused} not written because of their encoding; {created} places at warning or above that were not there \
         before, in {undamaged} undamaged files"
    );
}

/// Places at warning or above in the repaired text where the same rule, told or to be told, saw nothing before.
fn made_by(once: &fix::Repaired, before: &[Finding]) -> Vec<(&'static str, u32)> {
    let loud = once.left.findings.iter().filter(|f| f.severity >= Severity::Warning);
    let places = loud.flat_map(|f| f.places.iter().map(move |place| (f.rule, *place)));
    let known = |rule: &str, place: Span| {
        let old = Span::new(before_repair(once, place.start).0, before_repair(once, place.end).1);
        before
            .iter()
            .filter(|f| f.rule == rule)
            .flat_map(|f| &f.places)
            .any(|p| p.start <= old.end && old.start <= p.end)
    };
    places.filter(|(rule, place)| !known(rule, *place)).map(|(rule, place)| (rule, place.start)).collect()
}

/// Where a byte of the repaired text stood: the ends of the edit that made it, or one place.
fn before_repair(once: &fix::Repaired, byte: u32) -> (u32, u32) {
    let mut grown = 0i64;
    for edit in &once.edits {
        let start = i64::from(edit.span.start) + grown;
        if i64::from(byte) < start {
            break;
        }
        if i64::from(byte) <= start + edit.text.len() as i64 {
            return (edit.span.start, edit.span.end);
        }
        grown += edit.text.len() as i64 - i64::from(edit.span.len());
    }
    let at = u32::try_from(i64::from(byte) - grown).unwrap_or_default();
    (at, at)
}

/// What was written reads as the repaired text, and begins and ends as the original does.
fn is_spliced(bytes: &[u8], written: &[u8], decoded: &text::Decoded, once: &fix::Repaired) -> bool {
    let reads = text::decode(written, None).is_ok_and(|again| again.text == once.text);
    let (Some(first), Some(last)) = (once.edits.first(), once.edits.last()) else { return written == bytes };
    // In UTF-8 the bytes of the text are the bytes of the file, behind a BOM.
    let bom = bytes.len().saturating_sub(decoded.text.len());
    let utf8 = decoded.source.encoding == "UTF-8" && matches!(bom, 0 | 3);
    let head = bom + first.span.start as usize;
    let tail = decoded.text.len() - last.span.end as usize;
    let same = |a: Option<&[u8]>, b: Option<&[u8]>| a.is_some() && a == b;
    let ends = same(bytes.get(..head), written.get(..head))
        && same(bytes.get(bytes.len() - tail..), written.len().checked_sub(tail).and_then(|at| written.get(at..)));
    reads && (ends || !utf8)
}
