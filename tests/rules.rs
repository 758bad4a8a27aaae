//! Every rule's page is its test: bad examples flag exactly the marked places, good ones are silent,
//! and what a page shows as fixed is what the safe fixes make.

mod common;

use jiaodui::document::{Document, Format};
use jiaodui::finding::Applicability;
use jiaodui::message::Lang;
use jiaodui::settings::Settings;
use jiaodui::text::{SourceInfo, Span};
use jiaodui::{fix, pages, rules};

/// A fenced block of a page.
struct Example {
    /// `bad`, `good` or `fixed`.
    kind: String,
    format: Format,
    /// `as=Big5`: the file's encoding; `mixed=Big5`: that of the marked places in a file of UTF-8.
    encoding: Option<(&'static str, String)>,
    text: String,
    line: usize,
}

#[test]
fn rules_and_pages_agree() {
    let mut registered: Vec<&str> = rules::RULES.iter().map(|r| r.id()).collect();
    registered.sort_unstable();
    let pages: Vec<&str> = pages::all().iter().map(|p| p.id).collect();
    assert_eq!(registered, pages, "left: RULES, right: the pages in rules/");
}

#[test]
fn pages_are_complete() {
    for page in pages::all() {
        let examples = examples(page.text);
        let count = |kind: &str| examples.iter().filter(|e| e.kind == kind).count();
        assert!(count("bad") > 0 && count("good") > 0, "{}: wants bad and good examples", page.id);
        for heading in ["## What it flags", "## Why", "## Bad", "## Good", "## Fix safety"] {
            assert!(page.text.contains(heading), "{}: no \"{heading}\"", page.id);
        }
        for lang in [Lang::Hans, Lang::Hant, Lang::En] {
            assert!(!page.summary.get(lang).trim().is_empty(), "{}: empty summary", page.id);
        }
        assert!(page.sentence("why", "default").is_some(), "{}: no [why.default]", page.id);
    }
}

#[test]
fn examples_do_what_their_pages_say() {
    let mut faults = Vec::new();
    let mut run = 0usize;
    for page in pages::all() {
        let examples = examples(page.text);
        for (i, example) in examples.iter().enumerate() {
            run += 1;
            let at = format!("rules/{}.md:{}", page.id, example.line);
            match example.kind.as_str() {
                "bad" => faults.extend(check_places(page.id, example).map(|f| format!("{at}: {f}"))),
                "good" => faults.extend(check_places(page.id, example).map(|f| format!("{at}: {f}"))),
                _ => faults.extend(check_fixed(page.id, &examples[i - 1], example).map(|f| format!("{at}: {f}"))),
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    println!("{run} examples of {} pages", pages::all().len());
}

#[test]
fn pages_without_examples_are_seen() {
    let page = "```bad md\n⟦后⟧\n```\n\n```fixed\n後\n```\n```good\n後\n```\n";
    let kinds: Vec<String> = examples(page).into_iter().map(|e| e.kind).collect();
    assert_eq!(kinds, ["bad", "fixed", "good"]);
}

/// The rule alone, but for those that speak of what others say.
fn engine(rule: &str) -> jiaodui::engine::Engine {
    let select = if rule.starts_with("config/") { Vec::new() } else { vec![rule.to_owned()] };
    rules::engine(Settings { select, ..Settings::default() })
}

/// The flagged places must be exactly the marked ones.
fn check_places(rule: &str, example: &Example) -> Option<String> {
    let (text, wanted) = unmark(&example.text);
    let source = source(example, &wanted);
    let checked = engine(rule).check(Document::new(&text, example.format).with_source(source));
    let mut found: Vec<(u32, u32)> =
        checked.findings.iter().filter(|f| f.rule == rule).flat_map(|f| &f.places).map(|p| (p.start, p.end)).collect();
    found.sort_unstable();
    found.dedup();
    let show = |places: &[(u32, u32)]| {
        let shown: Vec<String> =
            places.iter().map(|(s, e)| format!("{s}:{}", text.get(*s as usize..*e as usize).unwrap_or("?"))).collect();
        shown.join(" ")
    };
    (found != wanted).then(|| format!("wanted [{}], flagged [{}]", show(&wanted), show(&found)))
}

/// What decoding would have told of the example's file.
fn source(example: &Example, marked: &[(u32, u32)]) -> SourceInfo {
    let mut source = SourceInfo::default();
    if let Some((how, name)) = &example.encoding {
        let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).expect("a known encoding").name();
        match *how {
            "as" => source.encoding = encoding,
            _ => source.ranges = marked.iter().map(|(s, e)| (Span::new(*s, *e), encoding)).collect(),
        }
    }
    source
}

fn check_fixed(rule: &str, bad: &Example, fixed: &Example) -> Option<String> {
    let (text, _) = unmark(&bad.text);
    let repaired = fix::repair(&engine(rule), &text, bad.format, &SourceInfo::default(), Applicability::Safe);
    (repaired.text != fixed.text).then(|| format!("wanted {:?}, got {:?}", fixed.text, repaired.text))
}

/// Takes the ⟦ ⟧ marks out and says where they stood.
fn unmark(marked: &str) -> (String, Vec<(u32, u32)>) {
    let mut text = String::new();
    let mut places = Vec::new();
    let mut open = 0u32;
    for c in marked.chars() {
        match c {
            '⟦' => open = text.len() as u32,
            '⟧' => places.push((open, text.len() as u32)),
            c => text.push(c),
        }
    }
    (text, places)
}

/// `⟨200B⟩` in a page stands for a character that nobody would see there.
fn unseen(text: &str) -> String {
    let mut parts = text.split('⟨');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('⟩').expect("⟨ has its ⟩");
        let code = u32::from_str_radix(code, 16).expect("a code point in hexadecimal");
        out.push(char::from_u32(code).expect("a character"));
        out.push_str(rest);
    }
    out
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<(String, Example)> = None;
    for (i, line) in page.lines().enumerate() {
        if let Some((fence, example)) = &mut open {
            if line.trim_end() == fence {
                example.text = unseen(&example.text);
                examples.extend(open.take().map(|(_, e)| e));
            } else {
                example.text.push_str(line);
                example.text.push('\n');
            }
            continue;
        }
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        let mut words = line[ticks.len()..].split_whitespace();
        let kind = words.next().unwrap_or_default();
        if ticks.len() >= 3 && ["bad", "good", "fixed"].contains(&kind) {
            let words: Vec<&str> = words.collect();
            let format = words.iter().find_map(|w| Format::from_extension(w)).unwrap_or_default();
            let named = |how: &'static str| {
                words.iter().find_map(|w| w.strip_prefix(how)?.strip_prefix('=')).map(|name| (how, name.to_owned()))
            };
            let encoding = named("as").or_else(|| named("mixed"));
            let example = Example { kind: kind.to_owned(), format, encoding, text: String::new(), line: i + 1 };
            open = Some((ticks, example));
        }
    }
    examples
}
