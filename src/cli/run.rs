//! What `check` and `fix` share: from arguments to articles with their engines, worked on in parallel.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::args::{InputArgs, RuleArgs, Show};
use super::input::{self, Input};
use super::progress::Progress;
use super::source::Source;
use super::{Status, Stop, locale, stop};
use crate::config::{Config, Discover, Excluded, Flags, SOURCES, read_sources};
use crate::engine::Engine;
use crate::finding::Severity;
use crate::message::{Lang, counted};
use crate::pages::phrase;
use crate::report::{Look, Skipped, Tally, Window, skipped_line};
use crate::rules;
use crate::text::Codec;

/// A run, ready to go.
pub struct Run {
    jobs: Vec<Job>,
    pub lang: Lang,
    encoding: Option<Codec>,
    threads: usize,
    allow_empty: bool,
    quiet: bool,
    /// Articles that an interrupt kept out of reach.
    unreached: usize,
    pub skipped: Vec<Skipped>,
    pub tally: Tally,
}

/// One article and the engine that its configuration asks for.
pub struct Job {
    pub input: Input,
    pub engine: Arc<Engine>,
}

/// Articles worked on before their results are handed on: no more than so many, and than one a thread …
const BATCH: usize = 64;
/// … where they are so many bytes together.
const HEAVY: u64 = 4 << 20;

impl Run {
    /// Finds articles and configurations. A fault in a configuration stops the run.
    pub fn new(paths: &[PathBuf], input: &InputArgs, rules: &RuleArgs) -> Result<Self, Stop> {
        let mut discover = discover(rules)?;
        let (inputs, skipped) = input::find(paths, input.stdin_filename.as_deref());
        let (jobs, first) = assign(inputs, &mut discover)?;
        let first = match first {
            Some(config) => config,
            None => discover.config(std::path::Path::new("."))?,
        };
        Ok(Self {
            jobs,
            lang: first.language.unwrap_or_else(locale::lang),
            encoding: input.encoding,
            threads: input.jobs,
            allow_empty: input.allow_empty,
            quiet: rules.quiet,
            unreached: 0,
            skipped,
            tally: Tally::default(),
        })
    }

    /// The one article of a run for one.
    pub fn only(&mut self) -> Option<Job> {
        self.jobs.pop()
    }

    /// Leaves out articles. They count as looked for: a run of which nothing is left does not fail.
    pub fn keep(&mut self, mut wanted: impl FnMut(&Input) -> bool) {
        let before = self.jobs.len();
        self.jobs.retain(|job| wanted(&job.input));
        self.allow_empty |= self.jobs.len() < before;
    }

    /// How reports look on standard output, or in a file.
    pub fn look(&self, rules: &RuleArgs, to_terminal: bool) -> Look {
        let color = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        let width = terminal_size::terminal_size().filter(|_| to_terminal).map_or(100, |(w, _)| usize::from(w.0));
        Look {
            lang: self.lang,
            window: Window { cells: width.clamp(40, 160) - 8, ambiguous_wide: locale::is_cjk() },
            color: color && to_terminal,
            least: if rules.show.contains(&Show::Hint) { Severity::Hint } else { Severity::Info },
            quiet: rules.quiet,
            statistics: false,
            fail_on: rules.fail_on.severity(),
            base: std::env::current_dir().map(|d| d.display().to_string()).unwrap_or_default(),
        }
    }

    /// The engines of all articles; one for all that share their settings.
    pub fn engines(&self) -> impl Iterator<Item = &Arc<Engine>> {
        self.jobs.iter().map(|job| &job.engine)
    }

    /// The folders of all articles, each once.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let files = self.jobs.iter().filter_map(|job| match &job.input {
            Input::File { path, .. } => path.canonicalize().ok(),
            Input::Stdin(_) => None,
        });
        files.filter_map(|file| file.parent().map(PathBuf::from)).collect()
    }

    /// Works on every article and hands the results on in order. Files that fail are noted; those that an
    /// interrupt kept out of reach are counted.
    pub fn each<T: Send>(
        &mut self,
        work: impl Fn(&Job, Source) -> Result<T, Skipped> + Sync,
        mut hand_on: impl FnMut(T, &mut Tally) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let jobs = std::mem::take(&mut self.jobs);
        let encoding = self.encoding;
        let progress = Progress::new(jobs.len(), self.quiet);
        let one = |job: &Job| {
            let result = (!stop::is_asked()).then(|| guarded(job, || work(job, Source::read(&job.input, encoding)?)));
            progress.advance();
            result
        };
        let pool = self.pool(jobs.len())?;
        for batch in batches(&jobs, self.threads) {
            let results: Vec<Option<Result<T, Skipped>>> = match &pool {
                Some(pool) => pool.install(|| batch.par_iter().map(&one).collect()),
                None => batch.iter().map(&one).collect(),
            };
            for result in results {
                match result {
                    Some(Ok(value)) => progress.aside(|| hand_on(value, &mut self.tally))?,
                    Some(Err(skipped)) => self.skipped.push(skipped),
                    None => self.unreached += 1,
                }
            }
        }
        Ok(())
    }

    /// Names what was not looked at, and says how the run ended.
    pub fn end(&mut self, found: bool) -> Status {
        self.skipped.sort();
        self.tally.skipped = self.skipped.len();
        let mut stderr = io::stderr().lock();
        for skipped in &self.skipped {
            let _ = writeln!(stderr, "{}", skipped_line(skipped, self.lang));
        }
        if self.unreached > 0 {
            let said = counted("cli.interrupted", self.lang, &[("n", self.unreached)]);
            let _ = writeln!(stderr, "jiaodui: {said}");
        }
        let nothing = self.tally.files == 0 && self.skipped.is_empty() && !self.allow_empty;
        if nothing {
            let _ = writeln!(stderr, "jiaodui: {}", phrase("cli.none", self.lang));
        }
        match (nothing || !self.skipped.is_empty() || self.unreached > 0, found) {
            (true, _) => Status::Failed,
            (false, true) => Status::Found,
            (false, false) => Status::Clean,
        }
    }

    /// Threads cost more than one small file does.
    fn pool(&self, jobs: usize) -> Result<Option<rayon::ThreadPool>, Stop> {
        if jobs < 2 || self.threads == 1 {
            return Ok(None);
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        pool.map(Some).map_err(|e| Stop::Usage(e.to_string()))
    }
}

/// The jobs in stretches whose results may be in memory at once.
fn batches(jobs: &[Job], threads: usize) -> impl Iterator<Item = &[Job]> {
    let least = if threads == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { threads };
    let mut rest = jobs;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let mut fits = |n: usize, job: &Job| {
            bytes += job.input.bytes();
            n < least.min(BATCH) || bytes <= HEAVY
        };
        let count = rest.iter().take(BATCH).enumerate().take_while(|(n, job)| fits(*n, job)).count();
        let (batch, later) = rest.split_at_checked(count)?;
        rest = later;
        (!batch.is_empty()).then_some(batch)
    })
}

/// How configurations are looked for under these arguments.
pub fn discover(rules: &RuleArgs) -> Result<Discover, Stop> {
    let language = rules.lang.map(Lang::from);
    let flags = Flags { language, select: rules.select.clone(), ignore: rules.ignore.clone(), ..Flags::default() };
    Ok(Discover::new(flags.checked()?))
}

/// Gives each article its engine; one engine for all that share their settings.
fn assign(inputs: Vec<Input>, discover: &mut Discover) -> Result<(Vec<Job>, Option<Arc<Config>>), Stop> {
    let mut engines: BTreeMap<*const Config, (Arc<Engine>, Excluded)> = BTreeMap::new();
    let (mut jobs, mut first) = (Vec::with_capacity(inputs.len()), None);
    for input in inputs {
        let config = discover.config(input.home())?;
        // `discover` keeps each configuration alive, so that its address stays its own.
        let (engine, excluded) = match engines.entry(Arc::as_ptr(&config)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let engine = rules::engine(verified(&config)?);
                new.insert((Arc::new(engine), Excluded::of(&config)))
            }
        };
        let engine = Arc::clone(engine);
        let left_out = matches!(&input, Input::File { path, named: false } if excluded.holds(path));
        first.get_or_insert(config);
        if !left_out {
            jobs.push(Job { input, engine });
        }
    }
    Ok((jobs, first))
}

/// The settings with the figures that `sources.toml` beside the configuration says were checked.
fn verified(config: &Config) -> Result<crate::settings::Settings, Stop> {
    let mut settings = config.settings.clone();
    let beside = config.file.as_deref().and_then(std::path::Path::parent);
    let path = beside.unwrap_or(std::path::Path::new(".")).join(SOURCES);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let entries = read_sources(&text).map_err(|fault| fault.within(path))?;
            settings.figures.verified = entries.into_iter().map(|entry| entry.print).collect();
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Stop::Usage(format!("{}: {error}", path.display()))),
    }
    Ok(settings)
}

/// A fault of ours in one article must not cost the others their check, nor pass for a clean one.
fn guarded<T>(job: &Job, work: impl FnOnce() -> Result<T, Skipped>) -> Result<T, Skipped> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Skipped {
            path: job.input.shown(),
            code: "internal",
            reason: "internal error; please report it".to_owned(),
        })
    })
}
