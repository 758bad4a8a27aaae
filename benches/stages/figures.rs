//! What the family of figures costs by itself, with the walk over the lexicons and the words at hand: what it looks
//! at in every segment, its rules' own looks, and its judgement.

use std::hint::black_box;
use std::time::Duration;

use jiaodui::analysis::lattice::Lattice;
use jiaodui::analysis::{Observe, Seen, Shared, attribution};
use jiaodui::document::{Document, Format, Segment, View};
use jiaodui::engine::{Article, Engine, Rule};
use jiaodui::lexicon::{self, Hits};
use jiaodui::rules;
use jiaodui::settings::Settings;

/// The length of an article that the price is told for.
const CHARS: f64 = 31_000.0;
/// Rounds in one measurement of a short text.
const ROUNDS: u32 = 20;

/// Prints the price of the family for each text as an article of its own, added up.
pub fn print(name: &str, texts: &[String], format: Format, median: &dyn Fn(&mut dyn FnMut()) -> Duration) {
    let engine = rules::engine(Settings { select: vec!["figures".into()], ..Settings::default() });
    let documents: Vec<Document> = texts.iter().map(|text| Document::new(text, format)).collect();
    let chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    let prepared: Vec<Prepared> = documents.iter().flat_map(|d| d.segments()).map(Prepared::new).collect();
    let articles: Vec<Article> = documents.iter().map(|d| Article::new(&engine, d.clone())).collect();
    let rules: Vec<&dyn Rule> = rules::RULES.iter().copied().filter(|r| r.id().starts_with("figures/")).collect();
    let told = |what: &str, run: &mut dyn FnMut()| {
        let time = median(&mut || (0..ROUNDS).for_each(|_| run())) / ROUNDS;
        let ms = time.as_secs_f64() * 1e3;
        println!("  {what}: {ms:.3} ms, {:.3} ms for 31 000 characters", ms * CHARS / chars as f64);
        ms
    };
    println!("\nfigures, {name}: {} texts, {chars} characters", texts.len());
    let observed = told("observe", &mut || prepared.iter().for_each(|p| p.observe(&engine, &rules)));
    let judged = told("judge", &mut || articles.iter().for_each(|a| drop(black_box(engine.judge(a)))));
    println!("  all: {:.3} ms for 31 000 characters", (observed + judged) * CHARS / chars as f64);
}

/// A segment with what is made of it before anybody looks.
struct Prepared<'a> {
    segment: &'a Segment,
    view: View,
    hits: Hits,
    lattice: Lattice,
}

impl<'a> Prepared<'a> {
    fn new(segment: &'a Segment) -> Self {
        let view = View::new(&segment.text, &segment.masks);
        let hits = lexicon::walk(view.chars());
        let lattice = Lattice::new(&view, &hits);
        Self { segment, view, hits, lattice }
    }

    fn observe(&self, engine: &Engine, rules: &[&dyn Rule]) {
        if !self.segment.has_prose() {
            return;
        }
        let mut seen = Seen::default();
        let (settings, project) = (engine.settings(), engine.project());
        let Self { segment, view, hits, lattice } = self;
        let shared = Shared::default();
        let cx = Observe { segment, view, hits, lattice, settings, project, shared: &shared };
        attribution::observe(&cx, &mut seen);
        rules.iter().for_each(|rule| rule.observe(&cx, &mut seen));
        black_box(seen);
    }
}
