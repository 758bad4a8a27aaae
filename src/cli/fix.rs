//! `jiaodui fix`: repairs what is safe, to a fixed point, and says what is left.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use similar::TextDiff;

use super::args::FixArgs;
use super::input::Input;
use super::run::{Job, Run};
use super::source::Source;
use super::write::{self, WriteError, replace};
use super::{Status, Stop, backup, locale, stop};
use crate::finding::Applicability;
use crate::fix::{Repaired, repair};
use crate::message::{Lang, counted};
use crate::pages::phrase;
use crate::report::{FileReport, Look, Skipped, Tally, for_people, plain};
use crate::text::{Positions, SourceInfo, Span, splice};

/// What to do with a repaired text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Write,
    Diff,
    DryRun,
}

/// How a run repairs.
#[derive(Clone, Copy, Debug)]
struct How<'a> {
    mode: Mode,
    level: Applicability,
    to_utf8: bool,
    backup: Option<&'a Path>,
}

/// One article after its repair.
struct Done {
    /// To standard output.
    said: String,
    /// The repaired bytes, for standard output as well.
    piped: Option<Vec<u8>>,
    /// Repairs by rule.
    fixed: BTreeMap<&'static str, usize>,
    left: Tally,
}

pub fn run(args: &FixArgs) -> Result<Status, Stop> {
    if args.paths.is_empty() {
        let lang = args.rules.lang.map_or_else(locale::lang, Lang::from);
        return Err(Stop::Usage(phrase("fix.no-path", lang).to_owned()));
    }
    let mut run = Run::new(&args.paths, &args.input, &args.rules)?;
    let mode = match (args.diff, args.dry_run) {
        (true, _) => Mode::Diff,
        (false, true) => Mode::DryRun,
        (false, false) => Mode::Write,
    };
    let level = if args.suggested { Applicability::Suggested } else { Applicability::Safe };
    // A diff, or the text of standard input, is for another program: people are told elsewhere.
    let piped = mode == Mode::Diff || args.paths.iter().any(|p| p.as_os_str() == "-");
    let look = run.look(&args.rules, !piped && io::stdout().is_terminal());
    let mut fixed: BTreeMap<&'static str, usize> = BTreeMap::new();
    if mode == Mode::Write {
        stop::listen();
        run.folders().iter().for_each(|folder| write::clear(folder));
    }
    let how = How { mode, level, to_utf8: args.to_utf8, backup: args.backup.as_deref() };
    run.each(
        |job, source| fix(job, &source, how, &look),
        |done, sum| {
            done.fixed.into_iter().for_each(|(rule, n)| *fixed.entry(rule).or_default() += n);
            sum.add(&done.left);
            if let Some(bytes) = done.piped {
                io::stdout().lock().write_all(&bytes)?;
            }
            let quiet = mode == Mode::Write && piped;
            if quiet {
                io::stderr().write_all(done.said.as_bytes())
            } else {
                io::stdout().write_all(done.said.as_bytes())
            }
        },
    )?;
    let changed: usize = fixed.values().sum();
    let least = args.rules.fail_on.severity();
    let found = match mode {
        Mode::Write => least.is_some_and(|least| run.tally.at_least(least) > 0),
        Mode::Diff | Mode::DryRun => changed > 0,
    };
    let status = run.end(found);
    if !args.rules.quiet {
        let counts = [("files", run.tally.files), ("fixed", changed), ("left", run.tally.at_least(look.least))];
        let summary = if mode == Mode::Write { "fix.summary" } else { "fix.would-summary" };
        let summary = counted(summary, run.lang, &counts);
        let rules = if run.tally.files > 1 { by_rule(&fixed) } else { String::new() };
        let summary = rules + &summary;
        if piped { writeln!(io::stderr(), "{summary}")? } else { writeln!(io::stdout(), "{summary}")? }
    }
    Ok(status)
}

/// How often each rule repaired something, the busiest first.
fn by_rule(fixed: &BTreeMap<&'static str, usize>) -> String {
    let mut rules: Vec<_> = fixed.iter().collect();
    rules.sort_by_key(|(rule, n)| (std::cmp::Reverse(**n), **rule));
    rules.into_iter().map(|(rule, n)| format!("{n:>7}  {rule}\n")).collect()
}

fn fix(job: &Job, source: &Source, how: How<'_>, look: &Look) -> Result<Done, Skipped> {
    let mode = how.mode;
    let decoded = &source.decoded;
    let recoded = how.to_utf8 && !is_utf8(&decoded.source);
    let info = if recoded { SourceInfo::default() } else { decoded.source.clone() };
    let repaired = repair(&job.engine, &decoded.text, job.input.format(), &info, how.level);
    let refused = |code, reason: String| Skipped { path: job.input.shown(), code, reason };
    if !repaired.settled {
        return Err(refused("unsettled", phrase("cli.unsettled", look.lang).to_owned()));
    }
    let place = |span: Span| {
        let at = Positions::new(&decoded.text).at(span.start as usize);
        format!("{}:{}", at.line, at.column)
    };
    let bytes = if recoded {
        if let Some(lost) = decoded.source.malformed.first() {
            return Err(refused("malformed", format!("{}: {}", place(*lost), phrase("cli.malformed", look.lang))));
        }
        repaired.text.clone().into_bytes()
    } else {
        let edits = repaired.edits.iter().map(|e| (e.span, &*e.text));
        splice(&source.bytes, decoded, edits)
            .map_err(|error| refused("unencodable", format!("{}: {error}", place(error.at()))))?
    };
    let left_over = Tally::of(&repaired.left.findings);
    let mut done = Done { said: String::new(), piped: None, fixed: repaired.fixed.clone(), left: left_over };
    match (mode, &job.input) {
        (Mode::Diff, _) => done.said = diff(&job.input, &decoded.text, &repaired.text),
        (Mode::DryRun, _) => done.said = told(job, "fix.would", &repaired, look),
        (Mode::Write, Input::Stdin(_)) => done.piped = Some(bytes),
        (Mode::Write, Input::File { path, .. }) => {
            if bytes != source.bytes {
                if let Some(folder) = how.backup {
                    let place = backup::put(folder, path, &source.bytes);
                    place.map_err(|e| refused("no-backup", format!("{}: {e}", folder.display())))?;
                }
                replace(path, &source.bytes, &bytes).map_err(|e| refused(e.code(), unwritten(&e, look.lang)))?;
                done.said = told(job, "fix.done", &repaired, look);
                if recoded {
                    let from = phrase("fix.recoded", look.lang).replace("{encoding}", decoded.source.encoding);
                    let _ = writeln!(done.said, "{}: {from}", plain(&job.input.shown()));
                }
            }
        }
    }
    if mode == Mode::Write {
        let encoding = if recoded { info.encoding } else { source.decoded.source.encoding };
        done.said.push_str(&left(job, encoding, repaired, look));
    }
    Ok(done)
}

/// One encoding for the whole file, and that is UTF-8.
fn is_utf8(source: &SourceInfo) -> bool {
    source.encoding == "UTF-8" && source.ranges.is_empty()
}

pub(super) fn unwritten(error: &WriteError, lang: Lang) -> String {
    match error {
        WriteError::Changed => phrase("cli.changed", lang).to_owned(),
        other => format!("{} ({other})", phrase("cli.unwritten", lang)),
    }
}

/// `a.md: fixed 3 (script/stray 2, names/spelling 1)`
fn told(job: &Job, key: &'static str, repaired: &Repaired, look: &Look) -> String {
    let sum: usize = repaired.fixed.values().sum();
    if sum == 0 {
        return String::new();
    }
    let rules: Vec<String> = repaired.fixed.iter().map(|(rule, n)| format!("{rule} {n}")).collect();
    let count = phrase(key, look.lang).replace("{n}", &sum.to_string());
    format!("{}: {count} ({})\n", plain(&job.input.shown()), rules.join(", "))
}

/// The findings that stand in the repaired text, as `check` would show them.
fn left(job: &Job, encoding: &'static str, repaired: Repaired, look: &Look) -> String {
    let report = FileReport {
        path: job.input.shown(),
        text: repaired.text.into(),
        encoding,
        profile: repaired.left.verdict,
        findings: repaired.left.findings,
    };
    for_people(&report, look)
}

/// Lines that differ, in the form that `patch` and `git apply` read.
pub(super) fn diff(input: &Input, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let shown = input.shown();
    // `git apply` takes no path that begins with ./ or /.
    let name = shown.trim_start_matches("./").trim_start_matches('/');
    let mut diff = TextDiff::configure();
    // Finding the smallest of all diffs may take long; a larger one is as true.
    diff.timeout(std::time::Duration::from_secs(2));
    let diff = diff.diff_lines(before, after);
    diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}
