//! `jiaodui check`: says what is wrong, writes nothing.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};

use super::args::CheckArgs;
use super::run::{Job, Run};
use super::source::Source;
use super::{Status, Stop};
use crate::document::Document;
use crate::pages::phrase;
use crate::report::{Assembly, FileReport, Format, Look, Part, Tally};

pub fn run(args: &CheckArgs) -> Result<Status, Stop> {
    let mut run = Run::new(&args.paths, &args.input, &args.rules)?;
    let format = Format::from(args.format);
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let look = Look { statistics: args.statistics, ..run.look(&args.rules, to_terminal) };
    let out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).map_err(|e| Stop::Usage(format!("{}: {e}", path.display())))?),
        None => Box::new(io::stdout().lock()),
    };
    let mut assembly = Assembly::new(BufWriter::new(out), format)?;
    run.each(
        |job, source| Ok(check(job, source, format, &look)),
        |(part, tally), sum| {
            sum.add(&tally);
            assembly.part(part)
        },
    )?;
    let found = args.rules.fail_on.severity().is_some_and(|least| run.tally.at_least(least) > 0);
    let status = run.end(found);
    let cut = assembly.finish(&run.tally, &run.skipped, &look)?;
    if cut > 0 {
        let text = phrase("report.cut", run.lang).replace("{n}", &cut.to_string());
        writeln!(io::stderr(), "jiaodui: {text}")?;
    }
    Ok(status)
}

fn check(job: &Job, source: Source, format: Format, look: &Look) -> (Part, Tally) {
    let decoded = source.decoded;
    let encoding = decoded.source.encoding;
    let document = Document::new(&decoded.text, job.input.format()).with_source(decoded.source);
    let checked = job.engine.check(document);
    let tally = Tally::of(&checked.findings);
    let report = FileReport {
        path: job.input.shown(),
        text: decoded.text,
        encoding,
        profile: checked.verdict,
        findings: checked.findings,
    };
    (format.part(&report, look), tally)
}
