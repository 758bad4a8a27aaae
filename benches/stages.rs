//! How fast each stage is, one core: `cargo bench --bench stages`, or `-- encoding` or `-- figures` for that family alone. Medians over several runs; the ratio to
//! the standard library's UTF-8 validation in the same run is what may be compared between machines.
#![allow(clippy::print_stdout)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "stages/encoding.rs"]
mod encoding;
#[path = "stages/figures.rs"]
mod figures;
#[path = "../tests/mojibake/mod.rs"]
mod generator;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use jiaodui::analysis::lattice::Lattice;
use jiaodui::analysis::{self, Observe, Seen, Shared};
use jiaodui::document::{Document, Format, View};
use jiaodui::engine::{Article, Engine};
use jiaodui::finding::Applicability;
use jiaodui::settings::Settings;
use jiaodui::text::SourceInfo;
use jiaodui::{fix, lexicon, rules, text};

const RUNS: usize = 9;
/// About so many bytes a run.
const BYTES: usize = 2_000_000;

fn main() {
    let only = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let wanted = |family: &str| only.as_deref().is_none_or(|part| part == family);
    if wanted("encoding") {
        encoding::print(BYTES, &|name, bytes, run| report(name, bytes, median(run)));
    }
    if wanted("figures") {
        for (name, format, texts) in texts() {
            figures::print(name, &texts, format, &median);
        }
    }
    if only.is_some() {
        return;
    }
    for (name, format, sample) in samples() {
        println!("\n{name}: {} bytes", sample.len());
        stages(&sample, format);
        keystrokes(&sample, format);
    }
}

/// The repository's own articles; and the shared ones where they are.
fn texts() -> Vec<(&'static str, Format, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        ("own articles", root.join("tests/articles"), "md"),
        ("shared articles", root.join("../shared/articles"), "txt"),
    ];
    let mut all = Vec::new();
    for (name, folder, ending) in folders {
        let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == ending) && !p.to_string_lossy().contains(".fixed."));
        paths.sort();
        let texts: Vec<String> = paths.iter().filter_map(|p| std::fs::read_to_string(p).ok()).collect();
        if !texts.is_empty() {
            all.push((name, Format::from_extension(ending).unwrap_or_default(), texts));
        }
    }
    all
}

/// The same, repeated.
fn samples() -> Vec<(&'static str, Format, String)> {
    let joined = texts().into_iter().map(|(name, format, texts)| (name, format, texts.join("\n\n") + "\n\n"));
    joined.map(|(name, format, all)| (name, format, all.repeat(BYTES / all.len() + 1))).collect()
}

fn stages(sample: &str, format: Format) {
    let engine = rules::engine(Settings::default());
    let time = |name: &str, run: &mut dyn FnMut()| report(name, sample.len(), median(run));
    time("UTF-8 validation (reference)", &mut || {
        black_box(std::str::from_utf8(black_box(sample.as_bytes())).is_ok());
    });
    time("decode", &mut || {
        black_box(text::decode(sample.as_bytes(), None).is_ok());
    });
    time("scan blocks", &mut || {
        black_box(Document::new(sample, format));
    });
    let document = Document::new(sample, format);
    time("fold views", &mut || {
        for segment in document.segments() {
            black_box(View::new(&segment.text, &segment.masks));
        }
    });
    let views: Vec<View> = document.segments().iter().map(|s| View::new(&s.text, &s.masks)).collect();
    time("walk the lexicon", &mut || {
        for view in &views {
            black_box(lexicon::walk(view.chars()));
        }
    });
    time("walk and segment", &mut || {
        for view in &views {
            let hits = lexicon::walk(view.chars());
            black_box(Lattice::new(view, &hits));
        }
    });
    script(&engine, &document, &views, &time);
    time("observe (all of the above and the rules' eyes)", &mut || {
        black_box(Article::new(&engine, document.clone()));
    });
    let article = Article::new(&engine, document.clone());
    time("judge", &mut || {
        black_box(engine.judge(&article));
    });
    time("repair", &mut || {
        black_box(fix::repair(&engine, sample, format, &SourceInfo::default(), Applicability::Safe));
    });
}

/// What the script family looks at, with the walk and the words at hand.
fn script(engine: &Engine, document: &Document, views: &[View], time: &dyn Fn(&str, &mut dyn FnMut())) {
    let hits: Vec<_> = views.iter().map(|view| lexicon::walk(view.chars())).collect();
    let lattices: Vec<Lattice> = views.iter().zip(&hits).map(|(view, hits)| Lattice::new(view, hits)).collect();
    let (settings, project) = (engine.settings(), engine.project());
    time("observe the script family alone", &mut || {
        for (((segment, view), hits), lattice) in document.segments().iter().zip(views).zip(&hits).zip(&lattices) {
            let mut seen = Seen::default();
            if segment.has_prose() {
                let shared = &Shared::default();
                let cx = Observe { segment, view, hits, lattice, settings, project, shared };
                analysis::script::observe(&cx, &mut seen);
            }
            black_box(seen);
        }
    });
}

/// One character typed in the middle of the article, then judged again.
fn keystrokes(sample: &str, format: Format) {
    let engine = rules::engine(Settings::default());
    let mut article = Article::new(&engine, Document::new(sample, format));
    let mut middle = sample.len() / 2;
    while !sample.is_char_boundary(middle) {
        middle += 1;
    }
    let span = jiaodui::text::Span::new(middle as u32, middle as u32);
    let mut edits = Vec::new();
    let mut judged = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        article.edit(&engine, span, "字");
        edits.push(start.elapsed());
        black_box(engine.judge(&article));
        judged.push(start.elapsed());
    }
    println!("  keystroke: observe {}, observe and judge {}", percentiles(&mut edits), percentiles(&mut judged));
}

fn percentiles(times: &mut [Duration]) -> String {
    times.sort();
    let at = |share: f64| times.get(((times.len() - 1) as f64 * share) as usize).copied().unwrap_or_default();
    format!("p50 {:.2} ms p99 {:.2} ms", at(0.5).as_secs_f64() * 1e3, at(0.99).as_secs_f64() * 1e3)
}

fn median(run: &mut dyn FnMut()) -> Duration {
    run();
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn report(name: &str, bytes: usize, time: Duration) {
    println!("  {name}: {:.1} MB/s ({:.2} ms)", bytes as f64 / 1e6 / time.as_secs_f64(), time.as_secs_f64() * 1e3);
}
