//! Hover: what is wrong here, why, on what evidence, and where to read more; and who is named here.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::convert::Eyes;
use super::protocol::HoverParams;
use super::session::{Look, Session};
use crate::finding::Finding;
use crate::pages::{self, phrase};
use crate::text::Span;

/// Evidence listed for one finding.
const MOST: usize = 5;

impl Session {
    pub(super) fn hover(&mut self, params: &HoverParams) -> Value {
        self.paper_hover(params).or_else(|| self.hovered(params)).unwrap_or_default()
    }

    fn hovered(&mut self, params: &HoverParams) -> Option<Value> {
        let uri = params.text_document.uri.as_str();
        self.judged(uri)?;
        let look = self.look(uri)?;
        let Look { desk, eyes, .. } = look;
        let at = eyes.text.byte_of(params.position.into(), self.encoding);
        let holds = |place: &&Span| place.start <= at && at <= place.end;
        let found: Vec<(&Finding, Span)> =
            desk.findings().filter_map(|f| Some((f, *f.places.iter().find(holds)?))).collect();
        let told = found.iter().map(|(finding, _)| self.told_of(finding, &eyes));
        let parts: Vec<String> = told.chain(self.card_told(&look, at)).collect();
        if parts.is_empty() {
            return None;
        }
        let (kind, rule) = if self.abilities.markdown { ("markdown", "\n\n---\n\n") } else { ("plaintext", "\n\n") };
        let mut hover = json!({"contents": {"kind": kind, "value": parts.join(rule)}});
        if let Some((_, place)) = found.first() {
            hover["range"] = json!(eyes.range(*place));
        }
        Some(hover)
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
    pub(super) fn rule_told(&self, rule: &str, lang: crate::message::Lang) -> String {
        let summary = pages::page(rule).map_or("", |page| page.summary.get(lang));
        match (self.abilities.markdown, self.library.page(rule)) {
            (true, Some(url)) => format!("[{rule}]({url}) {}", self.escaped(summary)),
            (true, None) => format!("`{rule}` {}", self.escaped(summary)),
            (false, _) => format!("{rule} {summary}"),
        }
    }

    /// Words of the article must not become markup.
    pub(super) fn escaped(&self, text: &str) -> String {
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
