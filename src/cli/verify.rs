//! `jiaodui figures FILE --verify LINE`: notes in `sources.toml` that the figures of a line were checked.
//! Invariant: what stands in `sources.toml` stays as it is; an entry is only ever added behind it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::FiguresArgs;
use super::{Status, Stop, locale};
use crate::config::{Discover, Flags, SOURCES, Verified, add_source, day, read_sources};
use crate::document::{Document, Format};
use crate::message::Lang;
use crate::pages::phrase;
use crate::rules;
use crate::rules::figures::fingerprint;
use crate::text::{Positions, decode};

/// Adds an entry for every finding about figures on the line.
pub fn run(args: &FiguresArgs, line: u32) -> Result<Status, Stop> {
    let lang = args.lang.map_or_else(locale::lang, Lang::from);
    let [path] = args.paths.as_slice() else {
        return Err(Stop::Usage(phrase("figures.verify.one", lang).to_owned()));
    };
    let config = Discover::new(Flags::default())
        .config(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
    let entries = entries(args, path, line, &config.settings)?;
    if entries.is_empty() {
        writeln!(io::stderr(), "{}", phrase("figures.verify.none", lang).replace("{line}", &line.to_string()))?;
        return Ok(Status::Failed);
    }
    let file = config.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(".")).join(SOURCES);
    let known = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error.into()),
    };
    read_sources(&known).map_err(|fault| fault.within(file.clone()))?;
    let text = entries.iter().fold(known, |text, entry| add_source(&text, entry));
    fs::write(&file, text)?;
    let said = phrase("figures.verify.done", lang).replace("{n}", &entries.len().to_string());
    writeln!(io::stdout(), "{}: {said}", file.display())?;
    Ok(Status::Clean)
}

/// The figures that the rules would report on that line, as entries.
fn entries(
    args: &FiguresArgs,
    path: &PathBuf,
    line: u32,
    settings: &crate::settings::Settings,
) -> Result<Vec<Verified>, Stop> {
    let bytes = fs::read(path).map_err(|e| Stop::Usage(format!("{}: {e}", path.display())))?;
    let decoded = decode(&bytes, args.input.encoding).map_err(|e| Stop::Usage(format!("{}: {e}", path.display())))?;
    let format = path.extension().and_then(|e| e.to_str()).and_then(Format::from_extension).unwrap_or_default();
    let document = Document::new(&decoded.text, format).with_source(decoded.source);
    let findings = rules::engine(settings.clone()).check(document).findings;
    let positions = Positions::new(&decoded.text);
    let asked = |f: &&crate::finding::Finding| {
        let of_figures = matches!(f.rule, "figures/unsourced" | "figures/vague-source");
        of_figures && f.places.iter().any(|p| positions.at(p.start as usize).line == line)
    };
    let entry = |f: &crate::finding::Finding| Verified {
        print: fingerprint(&decoded.text, &f.places),
        figures: f.places.iter().map(|p| p.of(&decoded.text).trim().to_owned()).collect(),
        url: args.url.clone().unwrap_or_default(),
        who: args.who.clone().unwrap_or_default(),
        date: args.date.clone().unwrap_or_else(today),
    };
    Ok(findings.iter().filter(asked).map(entry).collect())
}

/// Today in UTC, as 2024-09-03.
fn today() -> String {
    day(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}
