//! `jiaodui rules`: the list of rules, or the page of one.

use std::io::{self, Write as _};

use super::args::RulesArgs;
use super::{Status, Stop, locale, packs};
use crate::config::unknown_rule;
use crate::finding::Severity;
use crate::message::Lang;
use crate::pages::{self, Page};

pub fn run(args: &RulesArgs) -> Result<Status, Stop> {
    let lang = args.lang.map_or_else(locale::lang, Lang::from);
    if let Some(path) = &args.test {
        return packs::run(path, lang);
    }
    let mut out = io::stdout().lock();
    match &args.id {
        None => {
            for page in pages::all() {
                writeln!(out, "{}", line(page, lang))?;
            }
        }
        Some(id) => match pages::page(id) {
            Some(page) => writeln!(out, "{}\n{}", line(page, lang), body(page.text))?,
            None => return family(id, lang),
        },
    }
    Ok(Status::Clean)
}

/// The rules of one family; a fault when there is none of that name.
fn family(id: &str, lang: Lang) -> Result<Status, Stop> {
    if let Some(fault) = unknown_rule(id) {
        return Err(fault.into());
    }
    let mut out = io::stdout().lock();
    for page in pages::all().iter().filter(|p| p.family() == id) {
        writeln!(out, "{}", line(page, lang))?;
    }
    Ok(Status::Clean)
}

fn line(page: &Page, lang: Lang) -> String {
    let severity = page.severity.map_or("off", Severity::name);
    format!("{:<26} {severity:<8} {:<10} {}", page.id, page.fix, page.summary.get(lang))
}

/// The page without its front matter.
fn body(text: &str) -> &str {
    let rest = text.strip_prefix("+++\n").and_then(|t| t.split_once("\n+++\n"));
    rest.map_or(text, |(_, body)| body).trim_end()
}
