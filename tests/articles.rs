//! The invented articles of `tests/articles` against `tests/golden`: what a reader should find in each
//! (`.truth`, written by hand before the engine read them), what the engine says (`.findings`) and what its
//! safe repair makes of them (`.fixed.*`). `UPDATE=1 cargo test --test articles` rewrites the last two;
//! the truth is rewritten by nobody but a reader.
//!
//! A line of truth: `+ rule | context with the [[fault]]` must be found; `~ rule | … | reason` may be found;
//! `- rule | … | reason` is a fault that the engine is known to miss, until it finds it and the line must go;
//! `* rule | reason` means that any place of that rule is right. A rule may end in `*`.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jiaodui::document::{Document, Format};
use jiaodui::engine::Engine;
use jiaodui::finding::{Applicability, Finding, Severity};
use jiaodui::message::Lang;
use jiaodui::settings::Settings;
use jiaodui::text::{self, SourceInfo};
use jiaodui::{fix, rules};

struct Article {
    name: String,
    format: Format,
    text: String,
    source: SourceInfo,
}

#[test]
fn readers_and_engine_agree() {
    let engine = rules::engine(Settings::default());
    let mut faults = Vec::new();
    for article in articles() {
        let findings = check(&engine, &article);
        let truth = Truth::read(&article);
        faults.extend(truth.missed(&findings).map(|m| format!("{}: not as it says: {m}", article.name)));
        faults.extend(truth.false_alarms(&findings, &article).map(|m| format!("{}: no fault: {m}", article.name)));
    }
    assert!(faults.is_empty(), "{} disagreements\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn findings_and_repairs_are_as_recorded() {
    let engine = rules::engine(Settings::default());
    let mut faults = Vec::new();
    for article in articles() {
        let findings = check(&engine, &article);
        let listing = golden(&format!("{}.findings", article.name));
        faults.extend(compare(&listing, &list(&findings, &article.text)));
        let (stem, ending) = article.name.rsplit_once('.').unwrap_or((&article.name, "txt"));
        let fixed = golden(&format!("{stem}.fixed.{ending}"));
        faults.extend(compare(&fixed, &repair(&engine, &article, &article.text)));
    }
    assert!(faults.is_empty(), "{}\nUPDATE=1 records what is right", faults.join("\n"));
}

#[test]
fn a_second_repair_changes_nothing() {
    let engine = rules::engine(Settings::default());
    for article in articles() {
        let once = repair(&engine, &article, &article.text);
        assert_eq!(once, repair(&engine, &article, &once), "{}", article.name);
    }
}

#[test]
fn clean_articles_are_silent() {
    let engine = rules::engine(Settings::default());
    let clean: Vec<Article> = articles().into_iter().filter(|a| a.name.starts_with("clean")).collect();
    assert!(clean.len() >= 2);
    for article in clean {
        let findings = check(&engine, &article);
        assert!(findings.is_empty(), "{}\n{}", article.name, list(&findings, &article.text));
    }
}

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut articles: Vec<Article> = common::files(&folder, "").iter().map(|p| read(p)).collect();
    articles.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(articles.len() >= 12, "only {} articles", articles.len());
    articles
}

fn read(path: &Path) -> Article {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(path).expect("a readable article");
    let decoded = text::decode(&bytes, None).expect("an article that decodes");
    Article {
        format: Format::from_extension(&ending).expect("an ending of an article"),
        text: decoded.text,
        source: decoded.source,
        name,
    }
}

fn check(engine: &Engine, article: &Article) -> Vec<Finding> {
    engine.check(Document::new(&article.text, article.format).with_source(article.source.clone())).findings
}

fn repair(engine: &Engine, article: &Article, text: &str) -> String {
    fix::repair(engine, text, article.format, &article.source, Applicability::Safe).text
}

/// One line a finding: severity, rule, first place, how many places, their text, the message.
fn list(findings: &[Finding], text: &str) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.first();
        let before = text.get(..place.start as usize).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let shown: String = place.of(text).chars().take(30).collect();
        let _ = writeln!(
            out,
            "{line}:{column} {:?} {} x{} {shown:?} {}",
            finding.severity,
            finding.rule,
            finding.places.len(),
            finding.message.what(Lang::En)
        );
    }
    out
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Compares with a recorded file, or records.
fn compare(path: &Path, now: &str) -> Option<String> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, now).expect("a writable folder");
        return None;
    }
    let recorded = fs::read_to_string(path).unwrap_or_default();
    let differs = |(a, b): &(&str, &str)| a != b;
    let first = recorded.lines().zip(now.lines()).find(differs);
    (recorded != now).then(|| format!("{}: recorded and now differ: {first:?}", path.display()))
}

/// What a reader says of one article.
struct Truth(Vec<Claim>);

struct Claim {
    kind: char,
    rule: String,
    /// Bytes of the article; `None` for a claim about the whole of it.
    span: Option<(u32, u32)>,
    line: String,
}

impl Truth {
    fn read(article: &Article) -> Self {
        let path = golden(&format!("{}.truth", article.name));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let lines = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        Self(lines.map(|l| Claim::parse(l, article)).collect())
    }

    fn missed<'a>(&'a self, findings: &'a [Finding]) -> impl Iterator<Item = &'a str> {
        let found = |c: &Claim| findings.iter().any(|f| c.covers_rule(f.rule) && f.places.iter().any(|p| c.meets(p)));
        let disagrees = move |c: &&Claim| match c.kind {
            '~' => false,
            '-' => found(c),
            _ => !found(c),
        };
        self.0.iter().filter(disagrees).map(|c| c.line.as_str())
    }

    /// Places at warning and above that no reader named.
    fn false_alarms<'a>(
        &'a self,
        findings: &'a [Finding],
        article: &'a Article,
    ) -> impl Iterator<Item = String> + use<'a> {
        let known = |f: &Finding, p: &text::Span| self.0.iter().any(|c| c.covers_rule(f.rule) && c.meets(p));
        let loud = findings.iter().filter(|f| f.severity >= Severity::Warning);
        loud.flat_map(move |f| f.places.iter().filter(move |p| !known(f, p)).map(move |p| (f, p))).map(|(f, p)| {
            let around = &article.text[floor(&article.text, p.start as usize, 30)..];
            let around: String = around.chars().take(30).collect();
            format!("{} {:?} in {around:?}", f.rule, p.of(&article.text))
        })
    }
}

/// A character border at most `back` bytes before `at`.
fn floor(text: &str, at: usize, back: usize) -> usize {
    let from = at.saturating_sub(back);
    (from..=at).find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

impl Claim {
    fn parse(line: &str, article: &Article) -> Self {
        let fault = |what: &str| -> ! { panic!("{}.truth: {what}: {line}", article.name) };
        let mut parts = line.split(" | ");
        let (kind, rule) = parts.next().and_then(|p| p.split_once(' ')).unwrap_or_else(|| fault("no rule"));
        let kind = kind.chars().next().unwrap_or('+');
        let context = parts.next().filter(|_| kind != '*');
        let span = context.map(|marked| {
            let (before, rest) = marked.split_once("[[").unwrap_or_else(|| fault("no [["));
            let (inside, after) = rest.split_once("]]").unwrap_or_else(|| fault("no ]]"));
            let context = format!("{before}{inside}{after}");
            let mut places = article.text.match_indices(&context).map(|(i, _)| i + before.len());
            let (Some(start), None) = (places.next(), places.next()) else { fault("not there exactly once") };
            (start as u32, (start + inside.len()) as u32)
        });
        Self { kind, rule: rule.trim().to_owned(), span, line: line.to_owned() }
    }

    fn covers_rule(&self, rule: &str) -> bool {
        match self.rule.strip_suffix('*') {
            Some(family) => rule.starts_with(family),
            None => rule == self.rule,
        }
    }

    fn meets(&self, place: &text::Span) -> bool {
        self.span.is_none_or(|(start, end)| place.start < end && start < place.end.max(place.start + 1))
    }
}
