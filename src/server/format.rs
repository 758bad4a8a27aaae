//! Formatting: the safe fixes of style, over the whole document or a part. Off unless configured, since editors
//! format on save.

use serde_json::{Value, json};

use super::edits;
use super::protocol::FormattingParams;
use super::session::Session;

impl Session {
    pub(super) fn format(&mut self, params: &FormattingParams) -> Value {
        self.formatted(params).unwrap_or_default()
    }

    fn formatted(&mut self, params: &FormattingParams) -> Option<Value> {
        if !self.preferences.formatting {
            return None;
        }
        let (uri, max_size) = (params.text_document.uri.as_str(), self.preferences.max_size);
        self.documents.get_mut(uri)?.checked(max_size)?;
        let open = self.documents.get(uri)?;
        let eyes = self.eyes(open)?;
        let part = params.range.map(|range| eyes.span(range));
        Some(json!(eyes.edits(&edits::of_style(open, part))))
    }
}
