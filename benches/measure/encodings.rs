//! FILES: which encoding a file is found to be in, by kind of text, encoding and length. A file counts when
//! its text comes out exactly and its bytes go back unchanged.

use std::collections::BTreeSet;
use std::path::Path;

use encoding_rs::Encoding;
use jiaodui::document::Document;
use jiaodui::finding::{Applicability, Severity};
use jiaodui::settings::Settings;
use jiaodui::text::{DecodeError, decode, splice};
use jiaodui::{fix, rules};

use crate::common::files;
use crate::sample::Sample;

/// Samples of a cell at most.
const SAMPLES: usize = 300;
const SIZES: [usize; 4] = [30, 100, 1000, 10_000];
/// Name, WHATWG label (UTF-16 has no encoder there), byte order mark.
const CELLS: [(&str, &str, bool); 7] = [
    ("UTF-8", "utf-8", false),
    ("GB18030", "gb18030", false),
    ("Big5", "big5", false),
    ("UTF-16LE", "utf-16le", false),
    ("UTF-16BE", "utf-16be", false),
    ("UTF-16LE with BOM", "utf-16le", true),
    ("UTF-16BE with BOM", "utf-16be", true),
];

pub fn print(shared: &Path) {
    for script in ["hans", "hant"] {
        let text = prose(&shared.join("corpus/clean").join(script));
        for (name, label, bom) in CELLS {
            let mut line = format!("{script} {name}:");
            for size in SIZES {
                let (mut right, mut all) = (0, 0);
                for sample in samples(&text, label, bom, size) {
                    all += 1;
                    right += usize::from(is_right(&sample));
                }
                if all > 0 {
                    line += &format!("  {size} B {:.1} % of {all}", right as f64 * 100.0 / all as f64);
                }
            }
            println!("{line}");
        }
        hard(script, &text);
    }
    found(shared);
    garbled(shared);
}

/// Real files in old encodings, whose folder says which: decoded, kept byte for byte, and checked.
fn found(shared: &Path) {
    for (folder, name) in [("GB2312", "gb18030"), ("Big5", "Big5")] {
        let (mut all, mut right, mut kept, mut malformed, mut told) = (0, 0, 0, 0, 0);
        for path in files(&shared.join("corpus/encodings").join(folder), "") {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let Ok(decoded) = decode(&bytes, None) else { continue };
            all += 1;
            right += usize::from(decoded.source.encoding == name);
            kept += usize::from(splice(&bytes, &decoded, []).is_ok_and(|back| back == bytes));
            malformed += decoded.source.malformed.len();
            let sample = Sample::read(&path);
            told += sample.map_or(0, |s| s.checked.findings.iter().filter(|f| f.rule == "encoding/charset").count());
        }
        println!(
            "corpus/encodings/{folder}, of {all}: {right} told as {name}, {kept} kept byte for byte, {told} with a \
             finding that says so; {malformed} places that no encoding reads"
        );
    }
}

/// The garbled articles of the natural set: lines that are not ASCII, and how many of them the family flags
/// before and after every fix.
fn garbled(shared: &Path) {
    let engine = rules::engine(Settings { select: vec!["encoding".to_owned()], ..Settings::default() });
    for number in [133, 134, 136, 137, 138, 139, 140, 141] {
        let path = shared.join(format!("corpus/natural/{number}.txt"));
        let Some(sample) = Sample::read(&path) else { continue };
        let lines = |text: &str| text.lines().filter(|line| !line.is_ascii()).count();
        let flagged = |text: &str| {
            let findings = engine.check(Document::new(text, sample.format)).findings;
            let damage = findings.iter().filter(|f| f.severity >= Severity::Warning);
            let starts = damage.flat_map(|f| &f.places).map(|p| text[..p.start as usize].matches('\n').count());
            starts.collect::<BTreeSet<usize>>().len()
        };
        let fixed = fix::repair(&engine, &sample.text, sample.format, &sample.source, Applicability::Suggested).text;
        let (all, before, after) = (lines(&sample.text), flagged(&sample.text), flagged(&fixed));
        println!("natural {number}: {before} of {all} lines flagged, {after} after every fix");
    }
}

/// Running text: lines that are mostly Han, one after the other.
fn prose(folder: &Path) -> Vec<char> {
    let mut out = Vec::new();
    for path in files(folder, "") {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for line in text.lines().filter(|l| l.chars().count() >= 20) {
            let han = line.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
            if han * 10 >= line.chars().count() * 7 {
                out.extend(line.chars());
                out.push('\n');
            }
        }
    }
    out
}

/// Text in an encoding, with the text itself.
struct Encoded {
    text: String,
    bytes: Vec<u8>,
}

fn samples(text: &[char], label: &str, bom: bool, size: usize) -> Vec<Encoded> {
    let step = (text.len() / SAMPLES).max(size);
    let starts = (0..text.len()).step_by(step);
    starts.filter_map(|start| sample(text.get(start..)?, label, bom, size)).collect()
}

/// As many whole characters as fit; `None` when the encoding lacks one.
fn sample(text: &[char], label: &str, bom: bool, size: usize) -> Option<Encoded> {
    let mut sample = Encoded { text: String::new(), bytes: Vec::new() };
    if bom {
        sample.bytes.extend(encode(label, "\u{FEFF}")?);
    }
    for c in text {
        let bytes = encode(label, c.encode_utf8(&mut [0; 4]))?;
        if sample.bytes.len() + bytes.len() > size {
            return Some(sample);
        }
        sample.bytes.extend(bytes);
        sample.text.push(*c);
    }
    None
}

fn encode(label: &str, text: &str) -> Option<Vec<u8>> {
    match label {
        "utf-16le" => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "utf-16be" => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let (bytes, _, failed) = Encoding::for_label(label.as_bytes())?.encode(text);
            (!failed).then(|| bytes.into_owned())
        }
    }
}

fn is_right(sample: &Encoded) -> bool {
    decode(&sample.bytes, None).is_ok_and(|decoded| {
        decoded.text == sample.text && splice(&sample.bytes, &decoded, []).is_ok_and(|back| back == sample.bytes)
    })
}

/// Files that are mostly English, half in UTF-8, cut inside a character, or no text.
fn hard(script: &str, text: &[char]) {
    let label = if script == "hans" { "gb18030" } else { "big5" };
    let english = "The quick brown fox jumps over the lazy dog, and so on.\n".repeat(36);
    let (mut mostly, mut half, mut cut, mut binary, mut all) = (0, 0, 0, 0, 0);
    for piece in samples(text, label, false, 400) {
        all += 1;
        let few: String = piece.text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).take(4).collect();
        if let Some(bytes) = encode(label, &few) {
            let file = [english.as_bytes(), bytes.as_slice(), &b"\n"[..]].concat();
            mostly += usize::from(is_right(&Encoded { text: format!("{english}{few}\n"), bytes: file }));
        }
        let flat = piece.text.replace('\n', " ");
        let own = encode(label, &flat).unwrap_or_default();
        let file = [flat.as_bytes(), &b"\n"[..], own.as_slice(), &b"\n"[..]].concat();
        half += usize::from(is_right(&Encoded { text: format!("{flat}\n{flat}\n"), bytes: file }));
        let short = &piece.bytes[..piece.bytes.len() - 1];
        cut += usize::from(decode(short, None).is_ok_and(|d| splice(short, &d, []).is_ok_and(|back| back == short)));
        let noisy: Vec<u8> = piece.bytes.iter().flat_map(|b| [*b, 0, 1]).collect();
        binary += usize::from(decode(&noisy, None) == Err(DecodeError::Binary));
    }
    println!(
        "{script} {label}, of {all}: 4 Han in 2 KB of English {mostly}, half UTF-8 half {label} {half}, cut inside a \
         character and kept byte for byte {cut}, binary refused {binary}"
    );
}
