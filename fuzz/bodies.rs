//! What is done with arbitrary bytes, one function a target, and what must hold of it. `fuzz/targets` and
//! `tests/fuzz.rs` call the same functions: a crash here is a bug there.

use jiaodui::baseline::Baseline;
use jiaodui::config::{Config, Flags, Layer, Pack, PartialConfig, add_source, read_sources};
use jiaodui::document::{Document, Format, View};
use jiaodui::engine::{Desk, Engine};
use jiaodui::finding::{Applicability, Finding, Severity};
use jiaodui::fix::{apply, repair};
use jiaodui::message::Lang;
use jiaodui::report::{Assembly, FileReport, Format as Report, Look, Skipped, Tally, Window};
use jiaodui::rules;
use jiaodui::settings::{NameSettings, PackSettings, Region, Script, Settings};
use jiaodui::text::{Codec, Decoded, Positions, Span, decode as decode_bytes, splice};

/// Bytes become text and go back, in every encoding.
pub fn decode(data: &[u8]) {
    let labels = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "euc-kr"];
    let forced = labels.iter().filter_map(|label| Codec::from_label(label)).map(Some);
    for codec in std::iter::once(None).chain(forced) {
        let Ok(decoded) = decode_bytes(data, codec) else { continue };
        assert_eq!(splice(data, &decoded, []).as_deref(), Ok(data), "no edit, no change");
        positions(&decoded.text);
        one_edit(data, &decoded);
    }
}

/// Replacing a character that can be written leaves all bytes before it as they were.
fn one_edit(data: &[u8], decoded: &Decoded) {
    let middle = floor(&decoded.text, decoded.text.len() / 2);
    let Some(c) = decoded.text[middle..].chars().next() else { return };
    let span = Span::new(middle as u32, (middle + c.len_utf8()) as u32);
    let Ok(edited) = splice(data, decoded, [(span, "a")]) else { return };
    let same = edited.iter().zip(data).take_while(|(a, b)| a == b).count();
    let from = decoded.map.source_of(data, middle).expect("inside the text");
    assert!(same >= from.min(edited.len()), "bytes before the edit changed");
}

fn positions(text: &str) {
    let positions = Positions::new(text);
    let step = text.len() / 64 + 1;
    for byte in (0..text.len()).step_by(step).map(|byte| floor(text, byte)) {
        let at = positions.at(byte);
        let inside = positions.line(at.line).is_some_and(|l| l.chars().count() >= at.column as usize);
        assert!(!inside || positions.byte_of(at.line, at.column) == Some(byte), "positions go there and back");
        positions.utf8_at(byte);
        positions.utf16_at(byte);
    }
}

/// Segments tile the text, masks lie inside them, views lead back, and an edit equals a fresh scan.
pub fn segment(data: &[u8]) {
    let (choice, text) = choose(data);
    let mut document = Document::new(&text, format(choice));
    tiles(&document, &text);
    let start = floor(&text, usize::from(choice) * text.len() / 256);
    let end = floor(&text, start + usize::from(choice % 7));
    let typed = ["字", "\n\n", "```\n", "<!--", "> ", "|", "</p>"][usize::from(choice % 7)];
    document.edit(Span::new(start as u32, end as u32), typed);
    let mut edited = text;
    edited.replace_range(start..end, typed);
    let fresh = Document::new(&edited, format(choice));
    assert_eq!(document.segments(), fresh.segments(), "an edit equals a fresh scan");
}

fn tiles(document: &Document, text: &str) {
    let joined: String = document.segments().iter().map(|s| &*s.text).collect();
    assert_eq!(joined, text, "segments tile the text");
    for segment in document.segments() {
        let mut end = 0;
        for mask in segment.masks.iter() {
            assert!(mask.span.start >= end && segment.text.get(mask.span.range()).is_some(), "masks are in order");
            end = mask.span.end;
        }
        let view = View::new(&segment.text, &segment.masks);
        for i in 0..view.len() {
            assert!(segment.text.get(view.span(i..i + 1).range()).is_some(), "views lead back");
        }
    }
}

/// Findings stand in the text, and every format can tell them.
pub fn check(data: &[u8]) {
    let (choice, _) = choose(data);
    let Ok(decoded) = decode_bytes(data.get(1..).unwrap_or_default(), None) else { return };
    let document = Document::new(&decoded.text, format(choice)).with_source(decoded.source.clone());
    let checked = engine(choice).check(document);
    checked.findings.iter().for_each(|finding| stands(finding, &decoded.text));
    let ordered = checked.findings.is_sorted_by_key(|f| (f.first(), f.rule));
    assert!(ordered, "by place, then rule");
    let (encoding, profile) = (decoded.source.encoding, checked.verdict);
    let report = FileReport {
        path: "a\u{1b}.md".into(),
        text: decoded.text.into(),
        encoding,
        profile,
        findings: checked.findings,
    };
    told(&report);
}

fn stands(finding: &Finding, text: &str) {
    assert!(!finding.places.is_empty(), "{}", finding.rule);
    let related = finding.related.iter().map(|r| r.span);
    let edits = finding.fixes.iter().flat_map(|f| &f.edits).map(|e| e.span);
    for span in finding.places.iter().copied().chain(related).chain(edits) {
        assert!(text.get(span.range()).is_some(), "{} at {span:?}", finding.rule);
    }
    for fix in &finding.fixes {
        assert!(fix.edits.is_sorted_by(|a, b| a.span.end <= b.span.start), "{}: edits overlap", finding.rule);
    }
}

fn told(report: &FileReport) {
    let look = Look {
        lang: Lang::Hans,
        window: Window { cells: 80, ambiguous_wide: true },
        color: false,
        least: Severity::Hint,
        quiet: false,
        statistics: false,
        fail_on: Some(Severity::Warning),
        base: "/".into(),
    };
    let json = [Report::Json, Report::Sarif, Report::Gitlab, Report::Rdjson];
    let lines = [Report::Human, Report::Compact, Report::Jsonl, Report::Github, Report::Junit];
    for format in json.into_iter().chain(lines) {
        let mut out = Vec::new();
        let mut assembly = Assembly::new(&mut out, format).expect("to memory");
        assembly.part(format.part(report.clone(), &look), &look).expect("to memory");
        let skipped = Skipped { path: "b.md".into(), code: "binary", reason: "\u{1}\"]]>".into() };
        assembly.finish(&Tally::of(&report.findings), &[skipped], &look).expect("to memory");
        let out = String::from_utf8(out).expect("UTF-8");
        if json.contains(&format) {
            serde_json::from_str::<serde_json::Value>(&out).expect("JSON");
        }
    }
}

/// A repair is what its edits say, and a second one changes nothing.
pub fn fix(data: &[u8]) {
    let (choice, _) = choose(data);
    let bytes = data.get(1..).unwrap_or_default();
    let Ok(decoded) = decode_bytes(bytes, None) else { return };
    let (engine, format) = (engine(choice), format(choice));
    let level = if choice & 64 == 0 { Applicability::Safe } else { Applicability::Suggested };
    let repaired = repair(&engine, &decoded.text, format, &decoded.source, level);
    assert_eq!(apply(&decoded.text, &repaired.edits), repaired.text, "the edits are the repair");
    if !repaired.settled {
        return;
    }
    let again = repair(&engine, &repaired.text, format, &decoded.source, level);
    assert_eq!(again.text, repaired.text, "a second repair changes nothing");
    let edits = repaired.edits.iter().map(|e| (e.span, &*e.text));
    if let Ok(written) = splice(bytes, &decoded, edits) {
        let kept = decoded.source.malformed.is_empty() && decoded.source.ranges.is_empty();
        let codec = Codec::from_label(decoded.source.encoding).filter(|_| kept && decoded.source.sure);
        let read = codec.and_then(|codec| decode_bytes(&written, Some(codec)).ok());
        assert!(read.is_none_or(|read| read.text == repaired.text), "what is written reads as the repair");
    }
}

/// Whatever stands in our own files, it is understood or refused with a reason.
pub fn config(data: &[u8]) {
    let (_, text) = choose(data);
    match PartialConfig::parse(&text) {
        Ok(partial) => {
            let path = std::path::Path::new("jiaodui.toml");
            let layer = Layer { path, text: &text, partial: &partial, applies: &[] };
            let config = Config::new(Some(path), &[layer], &Flags::default());
            rules::engine(config.settings).check(Document::new("公司發布后，Github 大漲 30%。", Format::Markdown));
        }
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
    if let Ok(pack) = Pack::parse(&text) {
        let names = NameSettings { entities: pack.entities, ..NameSettings::default() };
        let packs = PackSettings { words: pack.words, forms: pack.forms };
        let engine = rules::engine(Settings { names, packs, ..Settings::default() });
        engine.check(Document::new(&text, Format::Plain)).findings.iter().for_each(|finding| stands(finding, &text));
    }
    if let Ok(baseline) = Baseline::parse(&text) {
        let written = baseline.write();
        assert_eq!(Baseline::parse(&written).map(|b| b.write()), Ok(written), "a baseline is read as written");
    }
    if let Ok(entries) = read_sources(&text) {
        let again = entries.iter().fold(String::new(), |text, entry| add_source(&text, entry));
        assert_eq!(read_sources(&again).expect("our own"), entries);
    }
}

/// After any edits an open article says what a fresh check says.
pub fn edit(data: &[u8]) {
    let (choice, rest) = (data.first().copied().unwrap_or_default(), data.get(1..).unwrap_or_default());
    let (keys, text) = rest.split_at(rest.len().min(usize::from(choice % 16) * 3));
    let mut text = String::from_utf8_lossy(text).into_owned();
    let (engine, format) = (engine(choice), format(choice));
    let mut desk = Desk::new(&engine, Document::new(&text, format));
    for key in keys.chunks_exact(3) {
        let start = floor(&text, usize::from(key[0]) * (text.len() + 1) / 256);
        let end = floor(&text, start + usize::from(key[1] % 24)).max(start);
        let typed = TYPED[usize::from(key[2]) % TYPED.len()];
        desk.edit(&engine, Span::new(start as u32, end as u32), typed);
        text.replace_range(start..end, typed);
        if key[1] & 128 == 0 {
            desk.judge(&engine);
        }
    }
    desk.judge(&engine);
    assert_eq!(desk.document().text(), text);
    assert_eq!(desk.checked(), engine.check(Document::new(&text, format)), "an open article equals a fresh one");
}

/// What somebody types.
const TYPED: [&str; 24] = [
    "",
    "",
    "，",
    "。",
    ",",
    "(",
    ")",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "字",
    "說",
    "后",
    "30%",
    "Github",
    "(lián)",
    "`",
    "```\n",
    "「",
    "<!-- jiaodui-disable -->",
    "-->",
    "\u{FFFD}",
    "\u{200B}",
];

/// The first byte chooses format and settings, the rest is text.
fn choose(data: &[u8]) -> (u8, String) {
    let text = String::from_utf8_lossy(data.get(1..).unwrap_or_default()).into_owned();
    (data.first().copied().unwrap_or_default(), text)
}

fn format(choice: u8) -> Format {
    [Format::Markdown, Format::Plain, Format::Html][usize::from(choice % 3)]
}

fn engine(choice: u8) -> Engine {
    let script = [None, Some(Script::Hans), Some(Script::Hant), None][usize::from(choice >> 2) % 4];
    let region = [None, None, Some(Region::Tw), Some(Region::Cn)][usize::from(choice >> 4) % 4];
    rules::engine(Settings { script, region, ..Settings::default() })
}

fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
