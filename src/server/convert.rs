//! Findings in the protocol's shapes. The only place where the two meet.

use super::abilities::Abilities;
use super::library::Library;
use super::protocol::{Diagnostic, Link, Location, Range, Related, TextEdit};
use crate::finding::{Edit, Finding, Severity};
use crate::message::{Lang, Title};
use crate::text::{Buffer, PositionEncoding, Span};

/// Through which eyes a client sees a document.
#[derive(Clone, Copy, Debug)]
pub struct Eyes<'a> {
    pub uri: &'a str,
    pub text: &'a Buffer,
    pub encoding: PositionEncoding,
    pub lang: Lang,
    pub abilities: &'a Abilities,
    pub library: &'a Library,
}

/// The tag for text that is better gone.
const UNNECESSARY: u8 = 1;

impl Eyes<'_> {
    pub fn range(&self, span: Span) -> Range {
        Range {
            start: self.text.position_of(span.start, self.encoding).into(),
            end: self.text.position_of(span.end, self.encoding).into(),
        }
    }

    /// The bytes that a client's range means; the nearest ones where it does not fit.
    pub fn span(&self, range: Range) -> Span {
        let byte = |at| self.text.byte_of(at, self.encoding);
        let (start, end) = (byte(range.start.into()), byte(range.end.into()));
        Span::new(start.min(end), end.max(start))
    }

    pub fn edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|e| self.edit(e)).collect()
    }

    pub fn edit(&self, edit: &Edit) -> TextEdit {
        TextEdit { range: self.range(edit.span), new_text: edit.text.to_string() }
    }

    /// What the diagnostics of all places of a finding say; a place sets its range.
    pub fn pattern(&self, finding: &Finding) -> Diagnostic {
        let related = finding.related.iter().filter(|_| self.abilities.related_information).map(|related| Related {
            location: Location { uri: self.uri.to_owned(), range: self.range(related.span) },
            message: related.message.what(self.lang),
        });
        let link = self.abilities.code_description.then(|| self.library.page(finding.rule)).flatten();
        let gone = self.abilities.unnecessary_tag && finding.fixes.iter().any(|f| matches!(f.title, Title::Delete(_)));
        Diagnostic {
            range: Range::default(),
            severity: severity(finding.severity),
            code: finding.rule,
            code_description: link.map(|href| Link { href }),
            source: "jiaodui",
            message: finding.message.what(self.lang),
            tags: gone.then_some(UNNECESSARY).into_iter().collect(),
            related_information: related.collect(),
            data: None,
        }
    }
}

pub fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
        Severity::Hint => 4,
    }
}
