//! `jiaodui figures`: the ledger of an article's figures, a sheet to check facts by. Writes nothing, judges nothing.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use serde::Serialize;

use super::args::{FailOn, FiguresArgs, LedgerFormat, RuleArgs};
use super::run::{Job, Run};
use super::source::Source;
use super::{Status, Stop};
use crate::analysis::attribution::{Outcome, Scope, Vague};
use crate::analysis::figure::{Approx, Kind};
use crate::document::Document;
use crate::engine::Article;
use crate::message::Lang;
use crate::pages::phrase;
use crate::report::plain;
use crate::rules::figures::{Entry, ledger};
use crate::text::{Position, Positions, Span};

/// One figure as it is written.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    at: Position,
    figure: &'a str,
    low: f64,
    high: f64,
    unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'static str>,
    kind: &'static str,
    approx: &'static str,
    subject: &'a str,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue_at: Option<Position>,
    sentence: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    figures: &'a [Line<'a>],
}

pub fn run(args: &FiguresArgs) -> Result<Status, Stop> {
    if let Some(line) = args.verify {
        return super::verify::run(args, line);
    }
    let mut run = Run::new(&args.paths, &args.input, &rules(args))?;
    let (format, lang) = (args.format, run.lang);
    let mut out = io::stdout().lock();
    match format {
        LedgerFormat::Json => write!(out, "{JSON_HEAD}")?,
        LedgerFormat::Csv => write!(out, "{CSV_HEAD}\r\n")?,
        LedgerFormat::Text => {}
    }
    let mut first = true;
    run.each(
        |job, source| Ok(sheet(job, source, format, lang)),
        |sheet, tally| {
            tally.files += 1;
            let comma = if first || format != LedgerFormat::Json { "" } else { "," };
            first = false;
            write!(out, "{comma}{sheet}")
        },
    )?;
    if format == LedgerFormat::Json {
        writeln!(out, "]}}")?;
    }
    drop(out);
    Ok(run.end(false))
}

fn sheet(job: &Job, source: Source, format: LedgerFormat, lang: Lang) -> String {
    let decoded = source.decoded;
    let document = Document::new(&decoded.text, job.input.format()).with_source(decoded.source);
    let entries = ledger(&job.engine, &Article::new(&job.engine, document));
    let positions = Positions::new(&decoded.text);
    let lines: Vec<Line<'_>> = entries.iter().map(|e| line(e, &decoded.text, &positions)).collect();
    let path = job.input.shown();
    match format {
        LedgerFormat::Text => text(&path, &lines, lang),
        LedgerFormat::Json => {
            let file = File { path: &path, figures: &lines };
            format!("\n  {}", serde_json::to_string(&file).unwrap_or_default())
        }
        LedgerFormat::Csv => lines.iter().map(|l| csv(&path, l)).collect(),
    }
}

fn line<'a>(entry: &Entry, text: &'a str, positions: &Positions<'_>) -> Line<'a> {
    let words = |span: Span| span.of(text).trim();
    let at = |span: Span| positions.at(span.start as usize);
    let (verdict, class) = verdict(entry.outcome);
    Line {
        at: at(entry.span),
        figure: words(entry.span),
        low: entry.value.lo,
        high: entry.value.hi,
        unit: words(entry.unit),
        currency: entry.currency,
        kind: kind(entry.kind),
        approx: approx(entry.approx),
        subject: words(entry.subject),
        verdict,
        class,
        rule: scope(entry.scope),
        cue: entry.cue.map(words),
        cue_at: entry.cue.map(at),
        sentence: words(entry.sentence),
    }
}

/// For people: a head with counts, then a line a figure.
fn text(path: &str, lines: &[Line<'_>], lang: Lang) -> String {
    let count = |verdict: &str| lines.iter().filter(|l| l.verdict == verdict).count().to_string();
    let head = phrase("figures.head", lang)
        .replace("{n}", &lines.len().to_string())
        .replace("{sourced}", &count("sourced"))
        .replace("{vague}", &count("vague"))
        .replace("{unsourced}", &count("unsourced"));
    let mut out = format!("{}: {head}\n", plain(path));
    for l in lines {
        let verdict = phrase(verdict_word(l.verdict), lang);
        let subject = if l.subject.is_empty() { String::new() } else { format!(" | {}", one_line(l.subject)) };
        let cue = l.cue.map_or(String::new(), |cue| format!(" | {}", one_line(cue)));
        let _ = writeln!(out, "  {}:{} {verdict} {}{subject}{cue} | {}", l.at.line, l.at.column, l.figure, l.rule);
    }
    out
}

fn one_line(text: &str) -> String {
    plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// Version 1 only ever gains keys.
const JSON_HEAD: &str =
    concat!("{\"version\": 1, \"tool\": \"jiaodui ", env!("CARGO_PKG_VERSION"), "\",\n \"files\": [");

const CSV_HEAD: &str =
    "path,line,column,figure,low,high,unit,currency,kind,approx,subject,verdict,class,rule,cue,sentence";

/// RFC 4180: every field that needs it in quotation marks.
fn csv(path: &str, l: &Line<'_>) -> String {
    let fields = [
        path.to_owned(),
        l.at.line.to_string(),
        l.at.column.to_string(),
        l.figure.to_owned(),
        l.low.to_string(),
        l.high.to_string(),
        l.unit.to_owned(),
        l.currency.unwrap_or_default().to_owned(),
        l.kind.to_owned(),
        l.approx.to_owned(),
        l.subject.to_owned(),
        l.verdict.to_owned(),
        l.class.unwrap_or_default().to_owned(),
        l.rule.to_owned(),
        l.cue.unwrap_or_default().to_owned(),
        l.sentence.to_owned(),
    ];
    fields.map(|field| quoted(&field)).join(",") + "\r\n"
}

/// A field that a spreadsheet would take for a formula gets an apostrophe before it.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '@', '\t', '\r'])
        || (field.starts_with(['+', '-']) && field.len() > 1 && field.parse::<f64>().is_err());
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

fn verdict(outcome: Outcome) -> (&'static str, Option<&'static str>) {
    match outcome {
        Outcome::Sourced => ("sourced", None),
        Outcome::Unsourced | Outcome::Repeated => ("unsourced", None),
        Outcome::Vague(vague) => (
            "vague",
            Some(match vague {
                Vague::Person => "person",
                Vague::Hearsay => "hearsay",
                Vague::Ownerless => "ownerless",
                Vague::Quotation => "quotation",
            }),
        ),
    }
}

fn verdict_word(verdict: &str) -> &'static str {
    match verdict {
        "sourced" => "figures.sourced",
        "vague" => "figures.vague",
        _ => "figures.unsourced",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Multiple => "multiple",
        Kind::Share => "share",
        Kind::Rank => "rank",
        Kind::Count => "count",
        Kind::Measure => "measure",
    }
}

fn approx(approx: Approx) -> &'static str {
    match approx {
        Approx::Plain => "",
        Approx::About => "about",
        Approx::Over => "over",
        Approx::Under => "under",
    }
}

/// The rule of scope that gave the verdict.
fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Sentence => "sentence",
        Scope::Carried => "carried",
        Scope::Document => "document",
        Scope::Quotation => "quotation",
        Scope::Link => "link",
        Scope::Tag => "tag",
        Scope::SourceLine => "source-line",
        Scope::Launch => "launch",
        Scope::Lead => "lead",
        Scope::Restated => "restated",
        Scope::Story => "story",
        Scope::Title => "title",
        Scope::Own => "own",
        Scope::Nowhere => "nowhere",
        Scope::Behind => "behind",
        Scope::Ended => "ended",
        Scope::Faded => "faded",
        Scope::Results => "results",
        Scope::Among => "among",
        Scope::Listed => "listed",
    }
}

/// No rule takes part; the run only wants to know the language.
fn rules(args: &FiguresArgs) -> RuleArgs {
    RuleArgs {
        select: Vec::new(),
        ignore: Vec::new(),
        lang: args.lang,
        fail_on: FailOn::Never,
        show: Vec::new(),
        quiet: true,
    }
}
