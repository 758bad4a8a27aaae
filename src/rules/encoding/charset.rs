//! `encoding/charset`: the file is not UTF-8.

use crate::engine::{Judge, Rule};
use crate::finding::{Certainty, Finding, Severity};
use crate::message::Message;
use crate::text::Span;

/// Says which encoding the file has and how sure that is. Changes nothing: re-encoding is asked for.
pub struct Charset;

const ID: &str = "encoding/charset";

impl Rule for Charset {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let source = &cx.document.source;
        if source.encoding == "UTF-8" {
            return;
        }
        let Some(place) = first_character(cx) else { return };
        let (key, certainty) =
            if source.sure { ("default", Certainty::Certain) } else { ("guessed", Certainty::Probable) };
        let message = Message::new(ID, key).text("encoding", source.encoding);
        let accepted = cx.settings.accepts_encoding(source.encoding);
        let severity = if accepted { cx.severity(ID).min(Severity::Info) } else { cx.severity(ID) };
        out.push(Finding::new(ID, severity, message, vec![place]).with_certainty(certainty));
    }
}

/// The fault is the file's, so it is shown where the file begins.
fn first_character(cx: &Judge<'_>) -> Option<Span> {
    let first = cx.document.segments().iter().find_map(|s| s.text.chars().next())?;
    Some(Span::new(0, first.len_utf8() as u32))
}
