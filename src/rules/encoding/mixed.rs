//! `encoding/mixed`: one file, several encodings.

use crate::engine::{Judge, Rule};
use crate::finding::Finding;
use crate::message::Message;
use crate::text::Span;

/// One finding for each encoding that stands in a file of another, with the ranges as places.
pub struct Mixed;

const ID: &str = "encoding/mixed";

impl Rule for Mixed {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let source = &cx.document.source;
        if source.ranges.is_empty() {
            return;
        }
        let text = cx.document.text();
        let mut kinds: Vec<&'static str> = source.ranges.iter().map(|(_, encoding)| *encoding).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for encoding in kinds {
            let ranges = source.ranges.iter().filter(|(span, e)| *e == encoding && !span.is_empty());
            let places: Vec<Span> = ranges.map(|(span, _)| *span).collect();
            if places.is_empty() {
                continue;
            }
            let message = Message::new(ID, "default")
                .text("main", source.encoding)
                .text("other", encoding)
                .text("lines", line_ranges(text, &places));
            out.push(Finding::new(ID, cx.severity(ID), message, places));
        }
    }
}

/// `3-5, 9`: the lines that the places touch.
fn line_ranges(text: &str, places: &[Span]) -> String {
    const SHOWN: usize = 8;
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let (mut line, mut at) = (1, 0);
    for place in places {
        let [start, end] = [place.start as usize, (place.end as usize).saturating_sub(1)].map(|to| {
            line += newlines(text, at, to);
            at = at.max(to);
            line
        });
        match ranges.last_mut() {
            Some(last) if start <= last.1 + 1 => last.1 = last.1.max(end),
            _ => ranges.push((start, end)),
        }
    }
    let mut shown: Vec<String> =
        ranges.iter().take(SHOWN).map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") }).collect();
    if ranges.len() > SHOWN {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

fn newlines(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).map_or(0, |bytes| memchr::memchr_iter(b'\n', bytes).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_as_ranges() {
        let text = "一\n二\n三\n四\n五\n";
        let line = |n: u32| Span::new((n - 1) * 4, n * 4);
        assert_eq!(line_ranges(text, &[line(1), line(2), line(4)]), "1-2, 4");
        assert_eq!(line_ranges(text, &[Span::new(4, 12)]), "2-3");
    }
}
