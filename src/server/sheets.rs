//! Sheets that an editor shows beside an article: the page of a rule, the ledger of its figures. And the article in
//! another script. All of it is Markdown or edits: an editor needs no more than to open a text.

use serde_json::{Value, json};

use super::mailbox::Fault;
use super::session::{Look, Session};
use super::sync::name;
use crate::analysis::attribution::Outcome;
use crate::convert::{Target, convert};
use crate::finding::Severity;
use crate::message::Lang;
use crate::pages::{self, phrase};
use crate::rules::figures::{Entry, ledger};
use crate::text::Positions;

impl Session {
    /// Every rule, for an editor to choose from.
    pub(super) fn rules_listed(&self) -> Value {
        let lang = self.lang(None);
        let rule = |page: &pages::Page| {
            let severity = page.severity.map_or("off", Severity::name);
            json!({"rule": page.id, "severity": severity, "summary": page.summary.get(lang)})
        };
        pages::all().iter().map(rule).collect()
    }

    /// The page of a rule as Markdown.
    pub(super) fn rule_sheet(&self, rule: &str) -> Result<Value, Fault> {
        let Some(page) = pages::page(rule) else {
            return Err(Fault::new(-32602, format!("no such rule: {rule}")));
        };
        let text = format!("# {rule}\n\n{}\n\n{}\n", page.summary.get(self.lang(None)), without_title(page.body()));
        Ok(sheet(rule, &text))
    }

    /// The ledger of an open article's figures; nothing where there is no article.
    pub(super) fn figures_sheet(&mut self, uri: &str) -> Value {
        if self.judged(uri).is_none() {
            return Value::Null;
        }
        let Some(Look { open, desk, .. }) = self.look(uri) else { return Value::Null };
        let (lang, text) = (open.lang, desk.document().text());
        let entries = ledger(&open.engine, desk.article());
        let title = phrase("lsp.ledger", lang).replace("{file}", name(uri));
        sheet(&title, &format!("# {}\n\n{}", plain(&title), table(&entries, text, lang)))
    }

    /// Has the client put an article into another script: `hans`, `hant`, `tw` or `hk`.
    pub(super) fn convert_script(&mut self, arguments: &[Value]) -> Result<Value, Fault> {
        let text = |i: usize| arguments.get(i).and_then(Value::as_str).unwrap_or_default();
        let Some(target) = target(text(1)) else {
            return Err(Fault::new(-32602, format!("no such script: {}", text(1))));
        };
        if self.judged(text(0)).is_none() {
            return Ok(Value::Null);
        }
        let Some(Look { open, desk, eyes }) = self.look(text(0)) else { return Ok(Value::Null) };
        let edits = eyes.edits(&convert(desk.document(), target));
        let edit = self.workspace_edit(&open.uri, open.version, &edits);
        if !edits.is_empty() {
            self.apply(&edit);
        }
        Ok(json!({"changes": edits.len()}))
    }
}

fn sheet(title: &str, text: &str) -> Value {
    json!({"title": title, "language": "markdown", "text": text})
}

fn target(name: &str) -> Option<Target> {
    Some(match name {
        "hans" => Target::Hans,
        "hant" => Target::Hant,
        "tw" => Target::Taiwan,
        "hk" => Target::HongKong,
        _ => return None,
    })
}

/// Counts, and a row for each figure.
fn table(entries: &[Entry], text: &str, lang: Lang) -> String {
    let count = |word: &str| entries.iter().filter(|e| verdict(e.outcome) == word).count().to_string();
    let head = phrase("figures.head", lang)
        .replace("{n}", &entries.len().to_string())
        .replace("{sourced}", &count("figures.sourced"))
        .replace("{vague}", &count("figures.vague"))
        .replace("{unsourced}", &count("figures.unsourced"));
    let positions = Positions::new(text);
    let mut out = format!("{head}\n\n{}\n| ---: | --- | --- | --- | --- | --- |\n", phrase("lsp.ledger-head", lang));
    for entry in entries {
        let cue = entry.cue.map(|cue| plain(cue.of(text))).unwrap_or_default();
        let words = [entry.span, entry.subject, entry.sentence].map(|span| plain(span.of(text)));
        let [figure, subject, sentence] = words;
        let line = positions.at(entry.span.start as usize).line;
        let verdict = phrase(verdict(entry.outcome), lang);
        out.push_str(&format!("| {line} | {verdict} | {figure} | {subject} | {cue} | {sentence} |\n"));
    }
    out
}

fn verdict(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Sourced => "figures.sourced",
        Outcome::Vague(_) => "figures.vague",
        Outcome::Unsourced | Outcome::Repeated => "figures.unsourced",
    }
}

/// The same words in one line in which Markdown sees no marks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// A page begins with its own title, where it has one.
fn without_title(body: &str) -> &str {
    let body = body.trim();
    match body.split_once('\n') {
        Some((first, rest)) if first.starts_with("# ") => rest.trim_start(),
        _ => body,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_in_a_table_are_no_marks() {
        assert_eq!(plain("A|B\n  `c` *d*"), r"A\|B \`c\` \*d\*");
    }
}
