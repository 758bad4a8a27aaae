//! Hover: what is wrong here, why, on what evidence, and where to read more.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::convert::{Eyes, rule_page};
use super::protocol::HoverParams;
use super::session::Session;
use crate::finding::Finding;
use crate::pages::{self, phrase};
use crate::text::Span;

/// Evidence listed for one finding.
const MOST: usize = 5;

impl Session {
    pub(super) fn hover(&mut self, params: &HoverParams) -> Value {
        self.hovered(params).unwrap_or_default()
    }

    fn hovered(&mut self, params: &HoverParams) -> Option<Value> {
        let (uri, max_size) = (params.text_document.uri.as_str(), self.preferences.max_size);
        let checked = self.documents.get_mut(uri)?.checked(max_size)?;
        let open = self.documents.get(uri)?;
        let eyes = self.eyes(open)?;
        let at = eyes.text.byte_of(params.position.into(), self.encoding);
        let holds = |place: &&Span| place.start <= at && at <= place.end;
        let found: Vec<(&Finding, Span)> =
            checked.findings.iter().filter_map(|f| Some((f, *f.places.iter().find(holds)?))).collect();
        let (_, place) = *found.first()?;
        let parts: Vec<String> = found.iter().map(|(finding, _)| self.told_of(finding, &eyes)).collect();
        let (kind, rule) = if self.abilities.markdown { ("markdown", "\n\n---\n\n") } else { ("plaintext", "\n\n") };
        Some(json!({"contents": {"kind": kind, "value": parts.join(rule)}, "range": eyes.range(place)}))
    }

    fn told_of(&self, finding: &Finding, eyes: &Eyes<'_>) -> String {
        let (lang, markdown) = (eyes.lang, self.abilities.markdown);
        let what = self.escaped(&finding.message.what(lang));
        let mut text = if markdown { format!("**{what}**") } else { what };
        let why = finding.message.why(lang);
        if !why.is_empty() {
            let _ = write!(text, "\n\n{}", self.escaped(&why));
        }
        for related in finding.related.iter().take(MOST) {
            let line = eyes.range(related.span).start.line + 1;
            let _ = write!(
                text,
                "\n- {}: {}",
                phrase("lsp.line", lang).replace("{n}", &line.to_string()),
                self.escaped(&related.message.what(lang))
            );
        }
        let _ = write!(text, "\n\n{}", self.rule_told(finding.rule, lang));
        text
    }

    /// The rule by name, with its summary, and a link to its page where there is one.
    fn rule_told(&self, rule: &str, lang: crate::message::Lang) -> String {
        let summary = pages::page(rule).map_or("", |page| page.summary.get(lang));
        match (self.abilities.markdown, rule_page(rule)) {
            (true, Some(url)) => format!("[{rule}]({url}) {}", self.escaped(summary)),
            (true, None) => format!("`{rule}` {}", self.escaped(summary)),
            (false, _) => format!("{rule} {summary}"),
        }
    }

    /// Words of the article must not become markup.
    fn escaped(&self, text: &str) -> String {
        if !self.abilities.markdown {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&' | '~') {
                out.push('\\');
            }
            out.push(c);
        }
        out
    }
}
