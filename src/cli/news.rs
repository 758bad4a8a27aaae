//! Only what is new: places that a baseline does not know, in lines that changed since a revision. And what
//! was to be silenced but is not there any more, in the baseline and in `[[ignore]]`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::NewsArgs;
use super::changed::Changed;
use super::input::Input;
use super::run::Job;
use super::{Stop, write};
use crate::baseline::{Baseline, Unused};
use crate::engine::Verdict;
use crate::finding::{Finding, Severity};
use crate::message::{Lang, Message, counted};
use crate::pages::phrase;
use crate::report::{FileReport, relative};
use crate::text::{Positions, Span};

const DEFAULT: &str = "jiaodui-baseline.jsonl";
const RULE: &str = "config/suppression";

/// What sifts the reports of a run.
pub struct News {
    changed: Option<(Changed, String)>,
    baseline: Option<Known>,
    /// Written at the end in place of the old one.
    fresh: Option<Baseline>,
    lang: Lang,
    /// Articles that are as they were.
    unchanged: usize,
    unused: Vec<Unused>,
    seen: Vec<String>,
    /// Entries of `[[ignore]]` for one file, by configuration and line: have they silenced something?
    hushed: BTreeMap<(String, usize), bool>,
}

/// A baseline on disk.
struct Known {
    path: PathBuf,
    /// Its full folder: articles go by their path from there.
    folder: String,
    text: String,
    baseline: Baseline,
}

/// What was noted of one article.
pub struct Noted {
    path: String,
    unused: Vec<Unused>,
    /// All that stands in it, where a baseline is written.
    all: Option<Baseline>,
    hushed: Vec<((String, usize), bool)>,
}

impl News {
    pub fn new(args: &NewsArgs, lang: Lang) -> Result<Self, Stop> {
        let changed = match &args.changed {
            Some(revision) => Some((Changed::since(revision, lang)?, revision.clone())),
            None => None,
        };
        let wanted = args.baseline.clone().or(args.write_baseline.then(|| PathBuf::from(DEFAULT)));
        let baseline = match wanted {
            Some(path) => Some(Known::read(path, args.write_baseline, lang)?),
            None => None,
        };
        let fresh = args.write_baseline.then(Baseline::default);
        Ok(Self {
            changed,
            baseline,
            fresh,
            lang,
            unchanged: 0,
            unused: Vec::new(),
            seen: Vec::new(),
            hushed: BTreeMap::new(),
        })
    }

    /// False for an article that is as it was.
    pub fn concerns(&mut self, input: &Input) -> bool {
        let (Some((changed, _)), Input::File { path, .. }) = (&self.changed, input) else { return true };
        let concerns = changed.lines(path).is_some();
        self.unchanged += usize::from(!concerns);
        concerns
    }

    /// Leaves in a report what is new.
    pub fn sift(&self, job: &Job, report: &mut FileReport, idle: &[usize]) -> Noted {
        let settings = job.engine.settings();
        let hushed =
            settings.hushed.iter().enumerate().filter(|(_, entry)| entry.names_a_file && settings.runs(&entry.rule));
        let hushed = hushed.map(|(i, entry)| ((entry.path.clone(), entry.line), !idle.contains(&i))).collect();
        let mut noted = Noted { path: String::new(), unused: Vec::new(), all: None, hushed };
        if let (Some((changed, _)), Input::File { path, .. }) = (&self.changed, &job.input)
            && let Some(lines) = changed.lines(path)
        {
            lines.retain(&mut report.findings, &report.text);
        }
        let Some(known) = &self.baseline else { return noted };
        noted.path = known.name(&job.input);
        if self.fresh.is_some() {
            let all = noted.all.insert(Baseline::default());
            all.add(&noted.path, &std::mem::take(&mut report.findings), &report.text);
        } else if let Some(entries) = known.baseline.known(&noted.path) {
            let unused = entries.subtract(&mut report.findings, &report.text);
            // Lines that did not change were not looked at.
            noted.unused = if self.changed.is_none() { unused } else { Vec::new() };
        }
        noted
    }

    pub fn note(&mut self, noted: Noted) {
        if let (Some(fresh), Some(all)) = (&mut self.fresh, &noted.all) {
            fresh.join(all);
        }
        self.unused.extend(noted.unused);
        self.seen.push(noted.path);
        for (entry, used) in noted.hushed {
            *self.hushed.entry(entry).or_default() |= used;
        }
    }

    /// The reports of the baseline and of configurations: entries that nothing answers to, because it was
    /// mended or its article is gone.
    pub fn leftovers(&mut self) -> Vec<FileReport> {
        let mut reports: Vec<FileReport> = self.old_entries().into_iter().collect();
        let mut files: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for ((path, line), used) in &self.hushed {
            if !used {
                files.entry(path.clone()).or_default().push(*line);
            }
        }
        reports.extend(files.into_iter().filter_map(|(path, lines)| configured(&path, &lines)));
        reports
    }

    fn old_entries(&mut self) -> Option<FileReport> {
        let known = self.baseline.as_ref().filter(|_| self.fresh.is_none() && self.changed.is_none())?;
        let gone = known.baseline.paths().filter(|path| !Path::new(&known.folder).join(path).exists());
        let gone = gone.filter_map(|path| known.baseline.known(path)).flat_map(|known| known.all());
        self.unused.extend(gone);
        self.unused.sort_by_key(|unused| unused.line);
        self.unused.dedup();
        let said = |unused: &Unused| {
            let message = Message::new(RULE, "baseline");
            (unused.line, message.text("rule", unused.rule.as_str()).number("count", u64::from(unused.count)))
        };
        let lines: Vec<_> = self.unused.iter().map(said).collect();
        (!lines.is_empty()).then(|| by_line(known.path.display().to_string(), known.text.as_str().into(), lines))
    }

    /// Writes the new baseline, and says what was left out of the run.
    pub fn finish(self) -> Result<(), Stop> {
        let mut stderr = io::stderr();
        if let Some((_, revision)) = &self.changed
            && self.unchanged > 0
        {
            let said = counted("changed.left", self.lang, &[("n", self.unchanged)]);
            writeln!(stderr, "jiaodui: {}", said.replace("{rev}", revision))?;
        }
        if let (Some(fresh), Some(known)) = (&self.fresh, &self.baseline) {
            let mut merged = known.baseline.clone();
            self.seen.iter().for_each(|path| merged.forget(path));
            merged.join(fresh);
            let text = merged.write();
            write::create(&known.path, text.as_bytes())
                .map_err(|e| Stop::Usage(format!("{}: {e}", known.path.display())))?;
            let said = counted("baseline.written", self.lang, &[("n", merged.places())]);
            writeln!(stderr, "jiaodui: {}", said.replace("{path}", &known.path.display().to_string()))?;
        }
        Ok(())
    }
}

impl Known {
    fn read(path: PathBuf, may_be_missing: bool, lang: Lang) -> Result<Self, Stop> {
        let fault = |said: &dyn std::fmt::Display| Stop::Usage(format!("{}: {said}", path.display()));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound && may_be_missing => String::new(),
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(fault(&phrase("baseline.missing", lang))),
            Err(e) => return Err(fault(&e)),
        };
        let baseline = if text.is_empty() { Ok(Baseline::default()) } else { Baseline::parse(&text) };
        let baseline = baseline.map_err(|e| fault(&e))?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(|e| fault(&e))?.display().to_string();
        Ok(Self { path, folder, text, baseline })
    }

    /// The article as seen from the folder of the baseline.
    fn name(&self, input: &Input) -> String {
        match input {
            Input::File { path, .. } => {
                let real = path.canonicalize().unwrap_or_else(|_| path.clone());
                relative(&real.display().to_string(), &self.folder)
            }
            Input::Stdin(_) => input.shown(),
        }
    }
}

/// What a configuration silences in vain.
fn configured(path: &str, lines: &[usize]) -> Option<FileReport> {
    let text = fs::read_to_string(path).ok()?.into();
    let here = std::env::current_dir().ok()?;
    let entry = |line: &usize| (*line, Message::new(RULE, "unused").text("what", format!("[[ignore]] :{line}")));
    let lines = lines.iter().map(entry).collect();
    Some(by_line(relative(path, &here.display().to_string()), text, lines))
}

/// Findings on whole lines of a file of ours.
fn by_line(path: String, text: Arc<str>, lines: Vec<(usize, Message)>) -> FileReport {
    let positions = Positions::new(&text);
    let finding = |(line, message): (usize, Message)| {
        let line = u32::try_from(line).ok()?;
        let start = positions.byte_of(line, 1)? as u32;
        let place = Span::new(start, start + positions.line(line)?.len() as u32);
        Some(Finding::new(RULE, Severity::Warning, message, vec![place]))
    };
    let findings = lines.into_iter().filter_map(finding).collect();
    FileReport { path, text, encoding: "UTF-8", profile: Verdict::default(), findings }
}
