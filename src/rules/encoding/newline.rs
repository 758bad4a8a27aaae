//! `encoding/newline`: lines of one file that end in different ways.

use crate::engine::{Judge, Rule};
use crate::finding::{Applicability, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

/// One finding for the whole file: the line ends that are not like most.
pub struct Newline;

const ID: &str = "encoding/newline";

impl Rule for Newline {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let text = cx.document.text();
        // Most files hold no CR at all, and that is seen at once.
        let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else { return };
        let ends = Ends::of(text, first);
        let (most, odd) = ends.odd();
        if odd.is_empty() {
            return;
        }
        let places: Vec<Span> = odd.iter().map(|(span, _)| *span).collect();
        let edits = places.iter().map(|span| Edit::new(*span, repaired(text, *span, most))).collect();
        let message = Message::new(ID, if ends.cr > 0 { "lone" } else { "default" })
            .number("count", odd.len() as u64)
            .text("most", most.name())
            .text("first", odd.first().map_or("", |(_, end)| end.name()))
            .number("of", (ends.lf + ends.crlf + ends.cr) as u64);
        let title = Title::Page(Message::new(ID, "all").text("most", most.name()));
        let finding = Finding::new(ID, cx.severity(ID), message, places);
        out.push(finding.with_fix(title, Applicability::Suggested, edits));
    }
}

/// A program that adds CR to every LF makes CR CR LF of a line that had its CR: one line end, not two.
fn repaired(text: &str, span: Span, most: End) -> &'static str {
    let doubled = span.len() == 1 && text.get(span.end as usize..).is_some_and(|t| t.starts_with("\r\n"));
    if doubled { "" } else { most.text() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Lf,
    CrLf,
    Cr,
}

impl End {
    const fn name(self) -> &'static str {
        match self {
            Self::Lf => "LF",
            Self::CrLf => "CRLF",
            Self::Cr => "CR",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            // Nothing reads lone CR any more, so no file is changed to it.
            Self::Cr => "\n",
        }
    }
}

/// How many lines end in each way, and every end with its place.
struct Ends {
    lf: usize,
    crlf: usize,
    cr: usize,
    all: Vec<(Span, End)>,
}

impl Ends {
    /// `first` is the first CR; before it all lines end in LF.
    fn of(text: &str, first: usize) -> Self {
        let bytes = text.as_bytes();
        let mut ends = Self { lf: 0, crlf: 0, cr: 0, all: Vec::new() };
        let head = bytes.get(..first).unwrap_or_default();
        for i in memchr::memchr_iter(b'\n', head) {
            ends.push(i, 1, End::Lf);
        }
        let mut crlf_end = 0;
        for i in memchr::memchr2_iter(b'\r', b'\n', bytes.get(first..).unwrap_or_default()).map(|i| first + i) {
            match bytes.get(i) {
                Some(b'\r') if bytes.get(i + 1) == Some(&b'\n') => {
                    ends.push(i, 2, End::CrLf);
                    crlf_end = i + 2;
                }
                Some(b'\r') => ends.push(i, 1, End::Cr),
                _ if i + 1 == crlf_end => {}
                _ => ends.push(i, 1, End::Lf),
            }
        }
        ends
    }

    fn push(&mut self, at: usize, len: usize, end: End) {
        match end {
            End::Lf => self.lf += 1,
            End::CrLf => self.crlf += 1,
            End::Cr => self.cr += 1,
        }
        self.all.push((Span::new(at as u32, (at + len) as u32), end));
    }

    /// The way most lines end, and the others. Lone CR is odd wherever it stands.
    fn odd(&self) -> (End, Vec<(Span, End)>) {
        let most = if self.crlf > self.lf { End::CrLf } else { End::Lf };
        let odd = self.all.iter().filter(|(_, end)| *end != most).copied().collect();
        (most, odd)
    }
}
