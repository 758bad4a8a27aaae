//! `check --explain FILE:LINE`: what is reported of a line, what is not and why, where no rule looks, and which
//! names stand there. Reads one article and writes nothing.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::args::CheckArgs;
use super::run::{Job, Run, discover};
use super::source::Source;
use super::{Status, Stop, locale};
use crate::config::{Config, Origin};
use crate::document::{BlockKind, Document, MaskKind};
use crate::engine::{Article, Dropped, Silencer};
use crate::finding::{Finding, Severity};
use crate::message::{Lang, counted};
use crate::pages::{self, phrase};
use crate::report::{Look, plain, profile};
use crate::rules;
use crate::settings::{Settings, matches};
use crate::text::{Positions, Span};

pub fn run(args: &CheckArgs, place: &str) -> Result<Status, Stop> {
    let asked = place.rsplit_once(':').and_then(|(path, line)| Some((PathBuf::from(path), line.parse::<u32>().ok()?)));
    let Some((path, line)) = asked.filter(|(path, line)| *line > 0 && !path.is_dir()) else {
        let lang = args.rules.lang.map_or_else(locale::lang, Lang::from);
        return Err(Stop::Usage(phrase("explain.place", lang).to_owned()));
    };
    let mut run = Run::new(std::slice::from_ref(&path), &args.input, &args.rules)?;
    let look = run.look(&args.rules, false);
    let Some(job) = run.only() else { return Ok(run.end(false)) };
    let source = match Source::read(&job.input, args.input.encoding) {
        Ok(source) => source,
        Err(skipped) => {
            run.skipped.push(skipped);
            return Ok(run.end(false));
        }
    };
    let config = discover(&args.rules)?.config(&path)?;
    let document = Document::new(&source.decoded.text, job.input.format()).with_source(source.decoded.source.clone());
    let positions = Positions::new(&source.decoded.text);
    let Some(start) = positions.byte_of(line, 1).filter(|_| line <= positions.lines()) else {
        let said = counted("explain.no-line", run.lang, &[("n", positions.lines() as usize)]);
        return Err(Stop::Usage(format!("{}: {said}", path.display())));
    };
    let span = Span::new(start as u32, (start + positions.line(line).map_or(0, str::len)) as u32);
    let shown =
        Line { job: &job, config: &config, look: &look, positions: &positions, text: &source.decoded.text, span };
    io::stdout().lock().write_all(shown.told(document).as_bytes())?;
    Ok(Status::Clean)
}

/// The line that is asked about.
struct Line<'a> {
    job: &'a Job,
    config: &'a Config,
    look: &'a Look,
    positions: &'a Positions<'a>,
    text: &'a str,
    span: Span,
}

impl Line<'_> {
    fn told(&self, document: Document) -> String {
        let (lang, engine) = (self.look.lang, &self.job.engine);
        let (checked, dropped) = engine.explain(document.clone());
        let mut out =
            format!("{}: {}\n", plain(&self.job.input.shown()), self.positions.at(self.span.start as usize).line);
        let verdict = serde_json::to_string(&profile(&checked.verdict)).unwrap_or_default();
        let _ = writeln!(out, "{}: {verdict}", phrase("explain.profile", lang));

        let reported = checked.findings.iter().flat_map(|f| f.places.iter().map(move |place| (f, *place)));
        let reported = reported.filter(|(_, place)| self.holds(*place)).map(|(f, place)| self.finding(f, place));
        self.list("explain.reported", reported.collect(), &mut out);

        let mut silent: Vec<String> = dropped.iter().filter(|d| self.holds(d.place)).map(|d| self.dropped(d)).collect();
        silent.extend(self.switched_off(&document));
        self.list("explain.silent", silent, &mut out);
        self.list("explain.no-prose", self.no_prose(&document), &mut out);
        self.list("explain.names", self.names(document), &mut out);
        out
    }

    fn list(&self, title: &'static str, lines: Vec<String>, out: &mut String) {
        let _ = writeln!(out, "{}:", phrase(title, self.look.lang));
        if lines.is_empty() {
            let _ = writeln!(out, "  {}", phrase("explain.nothing", self.look.lang));
        }
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }

    /// True for what stands on the line, in part at least.
    fn holds(&self, place: Span) -> bool {
        place.start <= self.span.end && place.end.max(place.start + 1) > self.span.start
    }

    /// `12 warning[names/spelling] 「Github」: …`
    fn finding(&self, finding: &Finding, place: Span) -> String {
        let (lang, column) = (self.look.lang, self.positions.at(place.start as usize).column);
        let mut line = format!(
            "{column} {}[{}] {}: {}",
            finding.severity.name(),
            finding.rule,
            self.quoted(place),
            plain(&finding.message.what(lang))
        );
        let why = finding.message.why(lang);
        if !why.is_empty() {
            let _ = write!(line, " ({})", plain(&why));
        }
        if finding.severity < self.look.least {
            let _ = write!(line, " — {}", phrase("explain.hint", lang));
        }
        line
    }

    /// The text of a place, cut where it is long.
    fn quoted(&self, place: Span) -> String {
        let text = place.of(self.text);
        let short: String = text.chars().take(24).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        format!("「{}{more}」", plain(&short))
    }

    fn dropped(&self, dropped: &Dropped) -> String {
        let lang = self.look.lang;
        let reason = match dropped.by {
            Silencer::Rule(rule) => phrase("explain.by-rule", lang).replace("{rule}", rule),
            Silencer::Comment(at) => {
                let line = self.positions.at(at.start as usize).line;
                phrase("explain.by-comment", lang).replace("{line}", &line.to_string())
            }
            Silencer::Configuration(i) => {
                let entry = self.job.engine.settings().hushed.get(i);
                let at = entry.map(|entry| format!("{}:{}", entry.path, entry.line)).unwrap_or_default();
                phrase("explain.by-ignore", lang).replace("{at}", &at)
            }
        };
        format!("{} — {reason}", self.finding(&dropped.finding, dropped.place))
    }

    /// What rules would say that were not asked.
    fn switched_off(&self, document: &Document) -> Vec<String> {
        let settings = self.job.engine.settings();
        let all = rules::engine(everything(settings)).check(document.clone()).findings;
        let off = |f: &&Finding| settings.severity(f.rule, pages::page(f.rule).and_then(|p| p.severity)).is_none();
        let places = all.iter().filter(off).flat_map(|f| f.places.iter().map(move |place| (f, *place)));
        let places = places.filter(|(_, place)| self.holds(*place));
        places.map(|(f, place)| format!("{} — {}", self.finding(f, place), self.why_off(f.rule))).collect()
    }

    /// The setting that keeps a rule from being asked, and where it stands.
    fn why_off(&self, rule: &str) -> String {
        let settings = self.job.engine.settings();
        let is_in = |list: &[String]| list.iter().any(|key| matches(key, rule));
        let family = rule.split('/').next().unwrap_or(rule);
        let set = |key: &str| settings.levels.contains_key(key).then(|| format!("rules.{key:?}"));
        let key = if !settings.select.is_empty() && !is_in(&settings.select) {
            "select".to_owned()
        } else if is_in(&settings.ignore) {
            "ignore".to_owned()
        } else if let Some(key) = set(rule).or_else(|| set(family)) {
            key
        } else {
            return phrase("explain.off", self.look.lang).to_owned();
        };
        let origin = self.config.values.iter().find(|value| value.key == key).map(|value| match &value.origin {
            Origin::Default => String::new(),
            Origin::File { path, line } => format!(" ({}:{line})", path.display()),
            Origin::Flag(flag) => format!(" ({flag})"),
        });
        phrase("explain.by-setting", self.look.lang).replace("{key}", &(key + &origin.unwrap_or_default()))
    }

    /// Where no rule looks.
    fn no_prose(&self, document: &Document) -> Vec<String> {
        let mut lines = Vec::new();
        let first = document.segment_at(self.span.start);
        for (i, segment) in document.segments().iter().enumerate().skip(first) {
            let base = document.start_of(i);
            if base > self.span.end {
                break;
            }
            if segment.kind == BlockKind::Code {
                lines.push(phrase("explain.code", self.look.lang).to_owned());
            }
            let masks = segment.masks.iter().map(|mask| (mask.span.shifted(base), mask.kind));
            let masks = masks.filter(|(span, kind)| self.holds(*span) && kind_word(*kind).is_some());
            lines.extend(masks.filter_map(|(span, kind)| {
                let column = self.positions.at(span.start as usize).column;
                Some(format!("{column} {} {}", self.quoted(span), phrase(kind_word(kind)?, self.look.lang)))
            }));
        }
        lines
    }

    /// The names that are known here: what no other rule may touch.
    fn names(&self, document: Document) -> Vec<String> {
        let engine = &self.job.engine;
        let article = Article::new(engine, document);
        engine.look(&article, |cx| {
            let here = cx.segments().filter(|at| at.base <= self.span.end);
            let mentions = here.flat_map(|at| at.seen.mentions.iter().map(move |m| (m, m.span.shifted(at.base))));
            let mentions = mentions.filter(|(_, span)| self.holds(*span));
            let told = mentions.map(|(mention, span)| {
                let id = engine.project().entity(mention.entity).map_or("", |entity| entity.id);
                format!("{} {} = {id}", self.positions.at(span.start as usize).column, self.quoted(span))
            });
            told.collect()
        })
    }
}

/// The same settings with every rule asked.
fn everything(settings: &Settings) -> Settings {
    let mut all = Settings { select: Vec::new(), ignore: Vec::new(), hushed: Vec::new(), ..settings.clone() };
    for page in pages::all() {
        if settings.severity(page.id, page.severity).is_none() {
            all.levels.insert(page.id.to_owned(), Some(page.severity.unwrap_or(Severity::Info)));
        }
    }
    all
}

/// What a mask is called; nothing for marks of which the text around goes on.
fn kind_word(kind: MaskKind) -> Option<&'static str> {
    Some(match kind {
        MaskKind::Code => "mask.code",
        MaskKind::Url | MaskKind::Email | MaskKind::Path | MaskKind::LinkTarget => "mask.address",
        MaskKind::Tag | MaskKind::Meta | MaskKind::Footnote | MaskKind::Cell => "mask.syntax",
        MaskKind::Handle | MaskKind::Hashtag => "mask.handle",
        MaskKind::Math => "mask.math",
        MaskKind::Template => "mask.template",
        MaskKind::Damage | MaskKind::Markup | MaskKind::Noise | MaskKind::Entity(_) => return None,
    })
}
