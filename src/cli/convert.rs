//! `jiaodui convert`: a whole article in another script, to standard output or in place.
//! Invariant: bytes outside the edits, and the encoding, stay as they are.

use std::io::{self, Write as _};
use std::path::PathBuf;

use super::args::{ConvertArgs, FailOn, RuleArgs};
use super::fix::{diff, unwritten};
use super::input::Input;
use super::run::{Job, Run};
use super::source::Source;
use super::write::replace;
use super::{Status, Stop};
use crate::convert::{Target, convert};
use crate::document::Document;
use crate::finding::Edit;
use crate::fix::apply;
use crate::message::{Lang, counted};
use crate::pages::phrase;
use crate::report::{Skipped, plain};
use crate::text::{EncodeError, Positions, splice};

/// What to do with a converted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Print,
    Write,
    Diff,
}

/// One article after its conversion.
struct Done {
    /// To standard output.
    out: Vec<u8>,
    changes: usize,
}

pub fn run(args: &ConvertArgs) -> Result<Status, Stop> {
    let paths = if args.paths.is_empty() { vec![PathBuf::from("-")] } else { args.paths.clone() };
    let mut run = Run::new(&paths, &args.input, &rules(args))?;
    let mode = match (args.write, args.diff) {
        (true, _) => Mode::Write,
        (_, true) => Mode::Diff,
        _ => Mode::Print,
    };
    if mode == Mode::Print && (paths.len() > 1 || paths.iter().any(|path| path.is_dir())) {
        return Err(Stop::Usage(phrase("cli.several", run.lang).to_owned()));
    }
    let lang = run.lang;
    let converter = converter(args)?;
    let (mut files, mut changes) = (0, 0);
    run.each(
        |job, source| {
            let document = Document::new(&source.decoded.text, job.input.format());
            finish(job, &source, &converter(&document, Target::from(args.to)), (mode, lang))
        },
        |done, tally| {
            tally.files += 1;
            files += 1;
            changes += done.changes;
            io::stdout().lock().write_all(&done.out)
        },
    )?;
    let status = run.end(mode == Mode::Diff && changes > 0);
    if !args.quiet {
        let counts = [("files", files), ("n", changes), ("skipped", run.skipped.len())];
        let summary = counted("convert.summary", lang, &counts);
        if mode == Mode::Write { writeln!(io::stdout(), "{summary}")? } else { writeln!(io::stderr(), "{summary}")? }
    }
    Ok(status)
}

/// Splices the edits into the article's bytes, and writes or shows the result.
fn finish(job: &Job, source: &Source, edits: &[Edit], how: (Mode, Lang)) -> Result<Done, Skipped> {
    let (mode, lang) = how;
    let decoded = &source.decoded;
    let refused = |code, reason: String| Skipped { path: job.input.shown(), code, reason };
    let bytes = splice(&source.bytes, decoded, edits.iter().map(|e| (e.span, &*e.text))).map_err(|error| {
        let at = Positions::new(&decoded.text).at(error.at().start as usize);
        refused("unencodable", format!("{}:{}: {}", at.line, at.column, unencodable(&error, lang)))
    })?;
    let out = match (mode, &job.input) {
        (Mode::Diff, input) => diff(input, &decoded.text, &apply(&decoded.text, edits)).into_bytes(),
        (Mode::Write, Input::File { path, .. }) if edits.is_empty() => {
            debug_assert!(bytes == source.bytes, "{}", path.display());
            Vec::new()
        }
        (Mode::Write, Input::File { path, .. }) => {
            replace(path, &source.bytes, &bytes).map_err(|e| refused(e.code(), unwritten(&e, lang)))?;
            let count = phrase("convert.done", lang).replace("{n}", &edits.len().to_string());
            format!("{}: {count}\n", plain(&job.input.shown())).into_bytes()
        }
        _ => bytes,
    };
    Ok(Done { out, changes: edits.len() })
}

fn unencodable(error: &EncodeError, lang: Lang) -> String {
    match error {
        EncodeError::Unencodable { character, encoding, .. } => {
            let said = phrase("cli.unencodable", lang).replace("{encoding}", encoding);
            said.replace("{character}", &character.to_string())
        }
        other => other.to_string(),
    }
}

/// No rule takes part; the run only wants to know the language.
fn rules(args: &ConvertArgs) -> RuleArgs {
    RuleArgs {
        select: Vec::new(),
        ignore: Vec::new(),
        lang: args.lang,
        fail_on: FailOn::Never,
        show: Vec::new(),
        quiet: args.quiet,
    }
}

/// From an article to its edits.
pub(super) type Converter = Box<dyn Fn(&Document, Target) -> Vec<Edit> + Sync>;

#[cfg(not(feature = "opencc"))]
#[expect(clippy::unnecessary_wraps, reason = "with OpenCC it may fail")]
fn converter(_: &ConvertArgs) -> Result<Converter, Stop> {
    Ok(Box::new(convert))
}

#[cfg(feature = "opencc")]
fn converter(args: &ConvertArgs) -> Result<Converter, Stop> {
    match args.engine {
        super::args::EngineArg::Own => Ok(Box::new(convert)),
        super::args::EngineArg::Opencc => super::opencc::converter(Target::from(args.to)).map_err(Stop::Usage),
    }
}
