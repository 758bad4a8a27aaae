//! What a keystroke costs: `cargo bench --bench keystroke`. An article of 10 KB, 100 KB and 1 MB is opened,
//! then edited by somebody who writes, deletes, breaks lines and moves on; after each edit it is judged.
//!
//! Two textures: `dense` is our own faulty articles varied, `sparse` has the faults of 10 KB whatever its
//! size, as a long article of a careful writer has. Varied text is stranger than any article: its rare pairs of
//! characters keep the search for damage busy. So a third, `natural`, is the corpus beside this checkout, where
//! there is one. `JIAODUI_EDITS=n` sets how many edits, and
//! `JIAODUI_SIZE=n` one size in bytes, so that `perf stat -e instructions:u` may count one case.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use jiaodui::document::{Document, Format};
use jiaodui::engine::Desk;
use jiaodui::rules;
use jiaodui::settings::Settings;
use jiaodui::text::Span;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
const EDITS: usize = 400;
/// What a `sparse` article has of faulty text.
const FAULTY: usize = 10_000;

/// How many articles an editor may have open.
const OPEN: usize = 200;

fn main() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<usize>().ok());
    let edits = number("JIAODUI_EDITS").unwrap_or(EDITS);
    let sizes = number("JIAODUI_SIZE").map_or(SIZES.to_vec(), |size| vec![size]);
    for size in sizes {
        session("dense", &varied(&articles("hans", "hant"), size), edits);
        let clean = varied(&articles("clean", "clean"), size.saturating_sub(FAULTY));
        session("sparse", &(varied(&articles("hans", "hant"), FAULTY.min(size)) + &clean), edits);
        let natural = natural(size);
        if natural.is_empty() {
            println!("\nno corpus beside this checkout: natural text is not measured");
        } else {
            session("natural", &natural, edits);
        }
    }
    if number("JIAODUI_SIZE").is_none() {
        memory();
    }
}

/// What 200 open articles of 25 KB take, where the system tells.
fn memory() {
    let engine = rules::engine(Settings::default());
    for (texture, source) in [("dense", articles("hans", "hant")), ("clean", articles("clean", "clean"))] {
        let texts: Vec<String> = (0..OPEN).map(|_| varied(&source, 25_000)).collect();
        let bytes: usize = texts.iter().map(String::len).sum();
        let before = resident();
        let desks: Vec<Desk> =
            texts.iter().map(|text| Desk::new(&engine, Document::new(text, Format::Markdown))).collect();
        if let (Some(before), Some(after)) = (before, resident()) {
            let more = after.saturating_sub(before);
            let each = more as f64 / bytes as f64;
            println!(
                "\n{texture}, {} articles open: {:.1} MB, {each:.1} bytes for each byte of text",
                desks.len(),
                more as f64 / 1e6
            );
        }
    }
}

/// Bytes of this process in memory, from Linux.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kb| kb * 1024)
}

/// The repository's own articles whose names start so.
fn articles(one: &str, other: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.retain(|p| {
        let name = p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        (name.starts_with(one) || name.starts_with(other)) && !name.ends_with(".html")
    });
    paths.sort();
    paths.iter().filter_map(|p| std::fs::read_to_string(p).ok()).collect::<Vec<_>>().join("\n\n") + "\n\n"
}

/// So much of the corpus of well-edited articles, in the order of their names.
fn natural(size: usize) -> String {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/clean")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|ending| ending == "md") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    let mut text = String::with_capacity(size);
    for file in files {
        if text.len() >= size {
            break;
        }
        text += &std::fs::read_to_string(file).unwrap_or_default();
        text += "\n\n";
    }
    let end = floor(&text, size.min(text.len()));
    text.truncate(end);
    text
}

/// The text again and again up to `size`; in each copy other characters give way to others, so that no
/// sentence stands twice, or nearly so.
fn varied(text: &str, size: usize) -> String {
    const OTHERS: &str = "天地人和大小上中下左右山水火木金土日月星風雨春夏秋冬东西南北";
    let others: Vec<char> = OTHERS.chars().collect();
    let mut random = Random(7);
    let mut out = String::with_capacity(size + text.len());
    let mut first = true;
    while out.len() < size {
        for c in text.chars() {
            let other = others.get(random.below(others.len())).copied().filter(|_| !first && random.below(3) == 0);
            out.push(other.filter(|_| ('\u{4E00}'..='\u{9FFF}').contains(&c)).unwrap_or(c));
        }
        first = false;
    }
    out.truncate(floor(&out, size));
    out
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Numerical Recipes' generator: the same session on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// Somebody who writes some characters at a place, deletes one now and then, and moves on.
struct Writer {
    random: Random,
    at: usize,
    left: usize,
}

impl Writer {
    fn next(&mut self, text: &str) -> (Span, &'static str) {
        if self.left == 0 {
            self.at = self.random.below(text.len());
            self.left = 5 + self.random.below(20);
        }
        self.left -= 1;
        let at = floor(text, self.at);
        let written = match self.random.below(20) {
            0 | 1 => {
                let before = floor(text, at.saturating_sub(1));
                self.at = before;
                return (Span::new(before as u32, at as u32), "");
            }
            2 => "，",
            3 => ",",
            4 => "。",
            5 => "\n",
            6 => "发",
            7 => "30%",
            8 => "Github",
            n => ["新", "的", "云", "计", "算", "a", " ", "說", "在", "市", "場"].get(n - 9).copied().unwrap_or("字"),
        };
        self.at = at + written.len();
        (Span::new(at as u32, at as u32), written)
    }
}

fn session(texture: &str, text: &str, edits: usize) {
    let engine = rules::engine(Settings::default());
    let start = Instant::now();
    let mut desk = Desk::new(&engine, Document::new(text, Format::Markdown));
    let open = start.elapsed();
    let places: usize = desk.findings().map(|f| f.places.len()).sum();
    println!("\n{texture}, {} bytes, {} findings, {places} places; open {}", text.len(), desk.len(), ms(open));
    let mut writer = Writer { random: Random(11), at: 0, left: 0 };
    let (mut observed, mut judged) = (Vec::new(), Vec::new());
    for _ in 0..edits {
        let (span, written) = writer.next(desk.document().text());
        let start = Instant::now();
        desk.edit(&engine, span, written);
        observed.push(start.elapsed());
        desk.judge(&engine);
        judged.push(start.elapsed());
        black_box(desk.len());
    }
    println!("  edit           {}", percentiles(&mut observed));
    println!("  edit and judge {}", percentiles(&mut judged));
}

fn percentiles(times: &mut [Duration]) -> String {
    times.sort();
    let at = |share: f64| times.get(((times.len() - 1) as f64 * share) as usize).copied().unwrap_or_default();
    format!("p50 {} p95 {} p99 {} most {}", ms(at(0.5)), ms(at(0.95)), ms(at(0.99)), ms(at(1.0)))
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
