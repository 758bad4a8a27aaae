//! Formatting: the safe fixes of style, over the whole document or a part. Off unless configured, since editors
//! format on save.

use serde_json::{Value, json};

use super::edits;
use super::protocol::FormattingParams;
use super::session::{Look, Session};

impl Session {
    pub(super) fn format(&mut self, params: &FormattingParams) -> Value {
        self.formatted(params).unwrap_or_default()
    }

    fn formatted(&mut self, params: &FormattingParams) -> Option<Value> {
        if !self.initial.formatting {
            return None;
        }
        let uri = params.text_document.uri.as_str();
        self.judged(uri)?;
        let Look { open, eyes, .. } = self.look(uri)?;
        let part = params.range.map(|range| eyes.span(range));
        Some(json!(eyes.edits(&edits::of_style(open, part))))
    }
}
