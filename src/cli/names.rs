//! `jiaodui names`: how each entity is written across a folder, and which form the house should take.

mod ledger;
mod show;
mod stubs;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};

use super::args::{FailOn, NamesArgs, NamesFormat, RuleArgs};
use super::run::{Job, Run};
use super::source::Source;
use super::{Status, Stop};
use crate::document::Document;
use crate::engine::Article;
use ledger::{Ledger, Place};

/// Outliers by entity, form and article, with their counts: what a baseline knows.
type Known = BTreeMap<String, usize>;

pub fn run(args: &NamesArgs) -> Result<Status, Stop> {
    let rules = RuleArgs {
        select: Vec::new(),
        ignore: Vec::new(),
        lang: args.lang,
        fail_on: FailOn::Never,
        show: Vec::new(),
        quiet: true,
    };
    let mut run = Run::new(&args.paths, &args.input, &rules)?;
    let mut ledger = Ledger::default();
    run.each(
        |job, source| Ok((job.input.shown(), read(job, source))),
        |(path, places), tally| {
            tally.files += 1;
            ledger.add(&path, places);
            Ok(())
        },
    )?;
    let entities = ledger.entities();
    if let Some(path) = &args.write_config {
        let fault = |e: String| Stop::Usage(format!("{}: {e}", path.display()));
        let text =
            if path.exists() { fs::read_to_string(path).map_err(|e| fault(e.to_string()))? } else { String::new() };
        let text = stubs::added(&text, &entities).map_err(fault)?;
        fs::write(path, text).map_err(|e| fault(e.to_string()))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        NamesFormat::Text => show::text(&mut out, &entities, run.lang)?,
        NamesFormat::Json => show::json(&mut out, &entities)?,
        NamesFormat::Html => show::html(&mut out, &entities, run.lang)?,
    }
    out.flush()?;
    let outliers = known(&entities);
    let mut found = false;
    if let Some(path) = &args.baseline {
        let fault = |e: String| Stop::Usage(format!("{}: {e}", path.display()));
        if args.write_baseline {
            let text = serde_json::to_string_pretty(&outliers).map_err(|e| fault(e.to_string()))?;
            fs::write(path, text + "\n").map_err(|e| fault(e.to_string()))?;
        } else {
            let text = fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
            let before: Known = serde_json::from_str(&text).map_err(|e| fault(e.to_string()))?;
            found = outliers.iter().any(|(key, n)| before.get(key).copied().unwrap_or(0) < *n);
        }
    }
    Ok(run.end(found))
}

/// The names of one article, in order.
fn read(job: &Job, source: Source) -> Vec<Place> {
    let document = Document::new(&source.decoded.text, job.input.format()).with_source(source.decoded.source);
    ledger::places(&Article::new(&job.engine, document), job.engine.settings())
}

fn known(entities: &[ledger::Entity]) -> Known {
    let mut known = Known::new();
    for entity in entities {
        for outlier in &entity.outliers {
            *known.entry(format!("{}\t{}\t{}", entity.id, outlier.form, outlier.path)).or_default() += 1;
        }
    }
    known
}
