//! Completion of preferred names. Off unless configured, since editors offer completions under input methods.

use serde_json::{Value, json};

use super::protocol::{HoverParams, Range};
use super::session::{Look, Session};
use crate::analysis::names::preferred;
use crate::settings::Script;
use crate::text::Span;

/// Characters before the cursor that may be the beginning of a name.
const LONGEST: usize = 24;
/// Names offered at once.
const MOST: usize = 50;

impl Session {
    pub(super) fn complete(&mut self, params: &HoverParams) -> Value {
        self.paper_complete(params).or_else(|| self.completed(params)).unwrap_or_default()
    }

    fn completed(&mut self, params: &HoverParams) -> Option<Value> {
        if !self.initial.completion {
            return None;
        }
        let uri = params.text_document.uri.as_str();
        self.judged(uri)?;
        let Look { desk, eyes, .. } = self.look(uri)?;
        let at = eyes.text.byte_of(params.position.into(), self.encoding);
        let line =
            eyes.text.byte_of(crate::text::LinePosition { line: params.position.line, character: 0 }, self.encoding);
        let before = eyes.text.slice(Span::new(line, at));
        let (typed, names) = begun(&before, desk.verdict().script.unwrap_or(Script::Hans))?;
        let start = at.saturating_sub(u32::try_from(typed.len()).unwrap_or_default());
        let range: Range = eyes.range(Span::new(start, at));
        let item = |name: &&str| {
            // The kind of modules: the nearest to a proper name that the protocol has.
            json!({"label": name, "kind": 9, "filterText": typed, "textEdit": {"range": range, "newText": name}})
        };
        let items: Vec<Value> = names.iter().take(MOST).map(item).collect();
        Some(json!({"isIncomplete": names.len() > MOST, "items": items}))
    }
}

/// The longest end of the text that some names begin with, and those names.
fn begun(before: &str, script: Script) -> Option<(&str, Vec<&'static str>)> {
    let starts = before.char_indices().rev().take(LONGEST).map(|(i, _)| i).collect::<Vec<_>>();
    for start in starts.into_iter().rev() {
        let (ahead, typed) = before.split_at(start);
        // A name does not begin inside a word of letters.
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if inside(ahead.chars().next_back()) && inside(typed.chars().next()) {
            continue;
        }
        let names: Vec<&str> = preferred(typed, script).into_iter().filter(|name| *name != typed).collect();
        if !names.is_empty() {
            return Some((typed, names));
        }
    }
    None
}
