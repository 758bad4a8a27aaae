//! The bench of the names family: invented sentences with a fault each, and as many that have none
//! (`tests/names/*.txt`, which say how they are read).

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Applicability, Severity};
use jiaodui::settings::{Region, Settings};
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules};

/// The lines of one kind.
struct Section<'t> {
    kind: &'t str,
    pending: bool,
    lines: Vec<&'t str>,
}

fn engine() -> Engine {
    rules::engine(Settings { select: vec!["names".to_owned()], ..Settings::default() })
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with("# ")) {
        if let Some(title) = line.strip_prefix("## ") {
            let kind = title.strip_suffix(" (pending)").unwrap_or(title);
            sections.push(Section { kind, pending: kind != title, lines: Vec::new() });
        } else {
            sections.last_mut().expect("a kind before its lines").lines.push(line);
        }
    }
    sections
}

/// What is wrong with an error line after the whole repair; `None` when it came out as expected.
fn fault(engine: &Engine, line: &str) -> Option<String> {
    let (wrong, right) = line.split_once(" => ").expect("wrong => right");
    let repaired = fix::repair(engine, wrong, Format::Markdown, &SourceInfo::default(), Applicability::Suggested).text;
    (repaired != right).then(|| format!("{wrong}\n    gives {repaired}"))
}

/// What a text without a fault is accused of.
fn accusations(engine: &Engine, text: &str) -> Vec<String> {
    let checked = engine.check(Document::new(text, Format::Markdown));
    let loud = checked.findings.iter().filter(|f| f.severity >= Severity::Info);
    loud.map(|f| format!("{}: {} in {text}", f.rule, f.first().of(text))).collect()
}

#[test]
fn every_error_is_repaired() {
    let engine = engine();
    let (mut asserted, mut faults, mut found_whole) = (0, Vec::new(), Vec::new());
    for section in sections(include_str!("names/errors.txt")) {
        let missed: Vec<String> = section.lines.iter().filter_map(|line| fault(&engine, line)).collect();
        let (all, state) = (section.lines.len(), if section.pending { ", pending" } else { "" });
        println!("{}: {} of {all}{state}", section.kind, all - missed.len());
        if !section.pending {
            asserted += all;
            faults.extend(missed);
        } else if missed.is_empty() {
            found_whole.push(section.kind);
        }
    }
    println!("{} of {asserted} errors found and repaired", asserted - faults.len());
    assert!(faults.is_empty(), "{} missed\n{}", faults.len(), faults.join("\n"));
    assert!(found_whole.is_empty(), "take the mark (pending) off: {found_whole:?}");
}

#[test]
fn what_is_repaired_is_not_accused() {
    let engine = engine();
    let kinds = sections(include_str!("names/errors.txt"));
    let lines = kinds.iter().flat_map(|s| &s.lines).filter_map(|line| line.split_once(" => "));
    let faults: Vec<String> = lines.flat_map(|(_, right)| accusations(&engine, right)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_trap_is_sprung() {
    let engine = engine();
    let kinds = sections(include_str!("names/traps.txt"));
    let lines: Vec<&str> = kinds.iter().flat_map(|s| s.lines.iter().copied()).collect();
    let faults: Vec<String> = lines.iter().flat_map(|line| accusations(&engine, line)).collect();
    println!("{} traps, {} sprung", lines.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The words of regions and the script family repair what stands around a name, never a part of one.
#[test]
fn other_families_leave_names_alone() {
    let ignore = vec!["names/region".to_owned()];
    let engine = rules::engine(Settings { region: Some(Region::Tw), ignore, ..Settings::default() });
    let names = ["字節跳動", "西部數據", "阿里", "阿里雲", "AWS 大中華區", "百度智能雲", "台積電", "萬國數據"];
    let text = "業者說明，字節跳動與西部數據都在這裡設點，阿里與阿里雲分開經營，\
                AWS 大中華區、百度智能雲和台積電各有團隊，萬國數據則由代理商經營。他們的數據都放在云端。";
    let repaired = fix::repair(&engine, text, Format::Plain, &SourceInfo::default(), Applicability::Suggested).text;
    let lost: Vec<&str> = names.into_iter().filter(|name| !repaired.contains(name)).collect();
    assert!(lost.is_empty(), "{lost:?} in {repaired}");
    assert!(repaired.contains("雲端"), "nothing was repaired around the names: {repaired}");
}
