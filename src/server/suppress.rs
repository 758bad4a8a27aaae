//! Comments that silence a rule at one place, on one line, in one file. Where a comment would be text (`.txt`)
//! `jiaodui.toml` is the place, and nothing is offered here.

use super::convert::Eyes;
use super::open::Open;
use crate::document::{BlockKind, Document, Format};
use crate::finding::{Edit, Finding};
use crate::pages::phrase;
use crate::text::{LinePosition, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Here,
    Line,
    File,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::Here, Self::Line, Self::File];

    pub fn title(self) -> &'static str {
        match self {
            Self::Here => "lsp.ignore-here",
            Self::Line => "lsp.ignore-line",
            Self::File => "lsp.ignore-file",
        }
    }
}

/// Articles up to this size are judged with the comment in before it is offered.
const PROVEN: usize = 64 << 10;

/// The edit that silences `finding` at `place`; nothing where no comment can stand, or where it would not help.
pub fn edit(open: &Open, eyes: &Eyes<'_>, finding: &Finding, place: Span, scope: Scope) -> Option<Edit> {
    let comment = Comment::of(open)?;
    let document = open.document()?;
    let kind = document.segments().get(document.segment_at(place.start))?.kind;
    // Nothing can be written into the values of front matter.
    if kind == BlockKind::FrontMatter && scope != Scope::File {
        return None;
    }
    let reason = phrase("lsp.reason", eyes.lang);
    let says = |what: &str| comment.saying(&format!("jiaodui-{what} {} because {reason}", finding.rule));
    let edit = match scope {
        Scope::Here => {
            let enable = comment.saying(&format!("jiaodui-enable {}", finding.rule));
            Edit::new(place, format!("{}{}{enable}", says("disable"), place.of(document.text())))
        }
        Scope::Line => {
            let line = eyes.text.position_of(place.start, eyes.encoding).line;
            let end = eyes.text.byte_of(LinePosition { line, character: u32::MAX }, eyes.encoding);
            Edit::new(Span::new(end, end), format!(" {}", says("disable-line")))
        }
        Scope::File => whole_file(document, &says("disable-file")),
    };
    works(open, finding, place, &edit).then_some(edit)
}

/// How a comment is written.
struct Comment {
    start: &'static str,
    end: &'static str,
}

impl Comment {
    fn of(open: &Open) -> Option<Self> {
        let is_mdx = super::uri::extension(&open.uri).is_some_and(|e| e.eq_ignore_ascii_case("mdx"));
        match open.format {
            Format::Plain => None,
            Format::Markdown if is_mdx => Some(Self { start: "{/* ", end: " */}" }),
            Format::Markdown | Format::Html => Some(Self { start: "<!-- ", end: " -->" }),
        }
    }

    fn saying(&self, words: &str) -> String {
        format!("{}{words}{}", self.start, self.end)
    }
}

/// At the top, below front matter; in HTML at the end, since nothing goes before a doctype.
fn whole_file(document: &Document, comment: &str) -> Edit {
    let text = document.text();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    if document.format == Format::Html {
        let before = if text.ends_with(['\n', '\r']) { "" } else { newline };
        return Edit::new(Span::new(end, end), format!("{before}{comment}{newline}"));
    }
    let is_front = document.segments().first().is_some_and(|s| s.kind == BlockKind::FrontMatter);
    let front = document.segments().iter().take_while(|s| s.kind == BlockKind::FrontMatter && is_front);
    let at = front.map(crate::document::Segment::len).sum();
    Edit::new(Span::new(at, at), format!("{comment}{newline}{newline}"))
}

/// True when the finding is gone with the comment in, and no new one has come of it. A large Markdown article is
/// trusted, a large page is not: a comment may stand where the page does not take it for one.
fn works(open: &Open, finding: &Finding, place: Span, edit: &Edit) -> bool {
    let (Some(document), Some(before)) = (open.document(), open.known()) else { return false };
    if document.text().len() > PROVEN {
        return open.format == Format::Markdown;
    }
    let text = crate::fix::apply(document.text(), std::slice::from_ref(edit));
    let after = open.engine.check(Document::new(&text, open.format).with_source(open.source()));
    let grown = u32::try_from(text.len().saturating_sub(document.text().len())).unwrap_or(u32::MAX);
    let now = if edit.span.start <= place.start && edit.span != place { place.shifted(grown) } else { place };
    let stays = after.findings.iter().any(|f| f.rule == finding.rule && f.places.contains(&now));
    let places = |f: &Finding| f.places.len();
    !stays && after.findings.iter().map(places).sum::<usize>() < before.findings().map(places).sum::<usize>()
}
