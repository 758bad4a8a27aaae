//! `jiaodui rules --test`: runs the examples of the packs in force for a path.
//! Invariant: a run without examples is no success.

use std::io::{self, Write as _};
use std::path::Path;

use super::{Status, Stop};
use crate::config::{Config, Discover, Example, Flags, Wanted};
use crate::document::{Document, Format};
use crate::engine::Engine;
use crate::finding::Applicability;
use crate::fix::repair;
use crate::message::{Lang, counted};
use crate::pages::phrase;
use crate::report::plain;
use crate::rules;
use crate::settings::Settings;
use crate::text::SourceInfo;

pub fn run(path: &Path, lang: Lang) -> Result<Status, Stop> {
    let config = Discover::new(Flags::default()).config(path)?;
    let mut examples =
        config.packs.iter().flat_map(|pack| pack.examples.iter().map(move |e| (&pack.path, e))).peekable();
    if examples.peek().is_none() {
        return Err(Stop::Usage(phrase("packs.none", lang).to_owned()));
    }
    let mut out = io::stdout().lock();
    let (mut run, mut failed) = (0, 0);
    let mut asked: Option<(&Example, Engine)> = None;
    for (path, example) in examples {
        let engine = match asked.take() {
            Some((before, engine)) if (&before.rules, before.script) == (&example.rules, example.script) => engine,
            _ => engine(&config, example),
        };
        run += 1;
        if let Some(said) = fault(&engine, example, lang) {
            failed += 1;
            writeln!(out, "{}:{}: {said}: {}", path.display(), example.line, plain(&example.text))?;
        }
        asked = Some((example, engine));
    }
    writeln!(out, "{}", counted("packs.summary", lang, &[("n", run), ("failed", failed)]))?;
    Ok(if failed == 0 { Status::Clean } else { Status::Found })
}

/// The engine that the path's articles have, with the rules that the example is about.
fn engine(config: &Config, example: &Example) -> Engine {
    let (select, ignore) = (example.rules.clone(), Vec::new());
    let script = example.script.or(config.settings.script);
    rules::engine(Settings { select, ignore, script, ..config.settings.clone() })
}

/// What is wrong with an example, if anything.
fn fault(engine: &Engine, example: &Example, lang: Lang) -> Option<String> {
    let found = !engine.check(Document::new(&example.text, Format::Plain)).findings.is_empty();
    match &example.wanted {
        Wanted::Fires => (!found).then(|| phrase("packs.silent", lang).to_owned()),
        Wanted::Silent => found.then(|| phrase("packs.fires", lang).to_owned()),
        Wanted::Becomes(wanted) => {
            let repaired =
                repair(engine, &example.text, Format::Plain, &SourceInfo::default(), Applicability::Suggested);
            let other = || phrase("packs.becomes", lang).replace("{text}", &repaired.text);
            (repaired.text != *wanted).then(other)
        }
    }
}
