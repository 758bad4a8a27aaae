//! A repaired Markdown text has the structure that it had: the events of a parser are the same, text apart.
//! And no repair of this family changes a Han character, code, a target of a link or a key of front matter.

#![allow(clippy::print_stderr, reason = "shows what was measured, and why a test was skipped")]

mod common;

use std::path::{Path, PathBuf};

use jiaodui::document::Format;
use jiaodui::engine::Engine;
use jiaodui::finding::Applicability;
use jiaodui::settings::{Quotes, Settings, Spacing, Typography};
use jiaodui::text::SourceInfo;
use jiaodui::{fix, rules, text};
use pulldown_cmark::{Event, Options, Parser, Tag};

#[test]
fn our_own_articles_keep_their_structure() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = common::files(&folder, ".md");
    assert!(files.len() >= 5);
    let (changed, faults) = run(&files);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(changed > 0, "nothing was repaired, so nothing was tested");
}

#[test]
fn well_edited_documents_keep_their_structure() {
    let Some(shared) = common::shared() else { return eprintln!("skipped: ../shared is not here") };
    let files = common::files(&shared.join("corpus/clean"), ".md");
    assert!(files.len() > 100);
    let (changed, faults) = run(&files);
    eprintln!("{} documents, {changed} repairs, {} of another structure", files.len(), faults.len());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What must be seen is seen: a test of the test.
#[test]
fn another_structure_is_a_fault() {
    assert_ne!(events("第一行\n\n- 甲\n"), events("第一行\n\n甲\n"));
    assert_ne!(events("**重**要"), events("** 重**要"));
    assert_ne!(events("见 `甲` 处"), events("见 `乙` 处"));
    assert_eq!(events("甲,乙\n"), events("甲，乙\n"));
    assert_ne!(frozen("发布后"), frozen("发布後"));
}

/// Repairs under the article's own style and under two house styles: how many texts changed, and faults.
fn run(files: &[PathBuf]) -> (usize, Vec<String>) {
    let (mut changed, mut faults) = (0, Vec::new());
    let styles = [
        Typography::default(),
        Typography { quotes: Some(Quotes::Corner), spacing: Some(Spacing::Spaced) },
        Typography { quotes: Some(Quotes::Curly), spacing: Some(Spacing::Tight) },
    ];
    let engines = styles.map(|typography| {
        rules::engine(Settings { typography, select: vec!["typography".to_owned()], ..Settings::default() })
    });
    let [own, houses @ ..] = &engines;
    for (path, house) in files.iter().zip(houses.iter().cycle()) {
        let Ok(decoded) = text::decode(&std::fs::read(path).expect("a readable file"), None) else { continue };
        for (engine, level) in [(own, Applicability::Safe), (house, Applicability::Suggested)] {
            let (repaired, fault) = compare(engine, &decoded.text, level);
            changed += usize::from(repaired);
            faults.extend(fault.map(|fault| format!("{} ({level:?}): {fault}", path.display())));
        }
    }
    (changed, faults)
}

fn compare(engine: &Engine, text: &str, level: Applicability) -> (bool, Option<String>) {
    let repaired = fix::repair(engine, text, Format::Markdown, &SourceInfo::default(), level);
    if !repaired.settled {
        return (false, Some("does not settle".to_owned()));
    }
    if repaired.text == text {
        return (false, None);
    }
    let (before, after) = (events(text), events(&repaired.text));
    let first = before.iter().zip(&after).find(|(a, b)| a != b);
    let structure = match first {
        Some((a, b)) => Some(format!("{a} became {b}")),
        None if before.len() != after.len() => Some(format!("{} events became {}", before.len(), after.len())),
        None => None,
    };
    // A doubled word loses its twin, which a person decides.
    let han = (level == Applicability::Safe && frozen(text) != frozen(&repaired.text))
        .then(|| "a Han character changed".to_owned());
    (true, structure.or(han))
}

/// The kinds of all events; code, HTML and targets of links with their text.
fn events(text: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let (mut code, mut events): (bool, Vec<String>) = (false, Vec::new());
    for event in Parser::new_ext(text, options) {
        code = match &event {
            Event::Start(Tag::CodeBlock(_)) => true,
            Event::End(_) => false,
            _ => code,
        };
        match event {
            // The parser cuts text where it likes.
            Event::Text(_) if !code && events.last().is_some_and(|e| e == "text") => {}
            Event::Text(_) if !code => events.push("text".to_owned()),
            // Where lines are joined a break goes.
            Event::SoftBreak => {}
            Event::Start(Tag::Heading { level, .. }) => events.push(format!("heading {level:?}")),
            Event::Start(Tag::Link { dest_url, .. }) => events.push(format!("link {dest_url}")),
            Event::Start(Tag::Image { dest_url, .. }) => events.push(format!("image {dest_url}")),
            // The prose between tags is prose.
            Event::Html(_) => events.push("html".to_owned()),
            event => events.push(format!("{event:?}")),
        }
    }
    events
}

/// What no fixer may touch: Han characters in their order, and the keys of front matter.
fn frozen(text: &str) -> (String, Vec<String>) {
    let han = text.chars().filter(|c| ('\u{3400}'..='\u{9FFF}').contains(c)).collect();
    let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).map_or("", |(front, _)| front);
    let keys = front.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key.to_owned()).collect();
    (han, keys)
}
