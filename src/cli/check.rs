//! `jiaodui check`: says what is wrong, writes nothing.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::sync::Arc;

use super::args::{CheckArgs, RuleArgs};
use super::cache::Cache;
use super::news::News;
use super::run::{Job, Run};
use super::source::Source;
use super::{Status, Stop, explain};
use crate::document::Document;
use crate::engine::Checked;
use crate::finding::Severity;
use crate::message::counted;
use crate::report::{Assembly, FileReport, Format, Look, Tally};

pub fn run(args: &CheckArgs) -> Result<Status, Stop> {
    if let Some(place) = &args.explain {
        return explain::run(args, place);
    }
    let mut run = Run::new(&args.paths, &args.input, &args.rules)?;
    let mut news = News::new(&args.news, run.lang)?;
    run.keep(|input| news.concerns(input));
    let cache = args.cache.as_ref().map(|place| Cache::open(place.clone(), run.engines(), args.input.encoding));
    let cache = cache.transpose()?;
    let format = Format::from(args.format);
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let look = Look { statistics: args.statistics, ..run.look(&args.rules, to_terminal) };
    let out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).map_err(|e| Stop::Usage(format!("{}: {e}", path.display())))?),
        None => Box::new(io::stdout().lock()),
    };
    let mut assembly = Assembly::new(BufWriter::new(out), format)?;
    let mut noted = Vec::new();
    run.each(
        |job, source| {
            let (mut report, idle) = check(job, source, cache.as_ref());
            let note = news.sift(job, &mut report, &idle);
            let tally = Tally::of(&report.findings);
            Ok((format.part(report, &look), tally, note))
        },
        |(part, tally, note), sum| {
            sum.add(&tally);
            noted.push(note);
            assembly.part(part, &look)
        },
    )?;
    noted.into_iter().for_each(|note| news.note(note));
    for report in news.leftovers() {
        run.tally.add(&Tally::of(&report.findings).of_no_article());
        assembly.part(format.part(report, &look), &look)?;
    }
    let status = run.end(fails(&run.tally, &args.rules, args.max_warnings));
    let cut = assembly.finish(&run.tally, &run.skipped, &look)?;
    if cut > 0 {
        let text = counted("report.cut", run.lang, &[("n", cut)]);
        writeln!(io::stderr(), "jiaodui: {text}")?;
    }
    news.finish()?;
    Ok(status)
}

/// Up to `most` warnings are let pass; what is above or below them fails as `--fail-on` says.
fn fails(tally: &Tally, rules: &RuleArgs, most: Option<usize>) -> bool {
    let least = rules.fail_on.severity();
    let Some(most) = most else { return least.is_some_and(|least| tally.at_least(least) > 0) };
    let fails = |severity| least.is_some_and(|least| severity >= least) && tally.count(severity) > 0;
    tally.count(Severity::Warning) > most || fails(Severity::Error) || fails(Severity::Info)
}

/// The report on one article, and which entries of the configuration silenced nothing in it. Of a large article
/// nothing is kept twice: its bytes go before it is judged, and all share one text.
fn check(job: &Job, source: Source, cache: Option<&Cache>) -> (FileReport, Vec<usize>) {
    let Source { bytes, decoded } = source;
    let (text, encoding) = (Arc::<str>::from(decoded.text), decoded.source.encoding);
    let judge = || {
        let document = Document::of(Arc::clone(&text), job.input.format());
        job.engine.check(document.with_source(decoded.source))
    };
    let checked = match cache {
        Some(cache) => cache.checked(job, (bytes, &text), judge),
        None => {
            drop(bytes);
            judge()
        }
    };
    let Checked { verdict: profile, findings, idle } = checked;
    (FileReport { path: job.input.shown(), text, encoding, profile, findings }, idle)
}
