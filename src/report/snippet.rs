//! A window of one line around a place, with the place underlined. Looks only at the text near the
//! place, so a line of 5 MB costs what a line of 50 bytes costs.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::plain::plain;
use crate::text::Span;

/// How wide the window is and how its characters are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// In terminal cells.
    pub cells: usize,
    /// Ambiguous characters such as 「…」 or “ take two cells, as in CJK locales.
    pub ambiguous_wide: bool,
}

/// What to print: the cut line, and where under it the marks go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    pub line: String,
    /// Cells before the marks.
    pub indent: usize,
    /// Cells of marks, at least one.
    pub marks: usize,
}

const ELLIPSIS: &str = "…";

impl Window {
    pub fn show(self, text: &str, span: Span) -> Snippet {
        let start = floor(text, span.start as usize);
        let end = floor(text, span.end as usize).max(start);
        // Only pathological clusters take more bytes a cell.
        let reach = self.cells * 16;
        let from = floor(text, start.saturating_sub(reach));
        let to = floor(text, end.min(start + reach).saturating_add(reach));
        let before = text.get(from..start).unwrap_or_default();
        let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let rest = text.get(start..to).unwrap_or_default();
        let rest = rest.split(['\n', '\r']).next().unwrap_or_default();
        let (marked, after) = rest.split_at(floor(rest, end - start));
        self.fit(before, marked, after)
    }

    fn fit(self, before: &str, marked: &str, after: &str) -> Snippet {
        let room = self.cells.max(20);
        let right = self.width(&plain(after));
        let spared = (room / 2).saturating_sub(right.min(room / 2));
        let (left, cut) = self.tail(before, room / 3 + spared);
        let mut line = if cut { ELLIPSIS.to_owned() } else { String::new() };
        line.push_str(&left);
        let indent = self.width(&line);
        let (middle, cut) = self.head(marked, room.saturating_sub(indent));
        line.push_str(&middle);
        let marks = self.width(&middle).max(1);
        if cut {
            line.push_str(ELLIPSIS);
            return Snippet { line, indent, marks };
        }
        let (right, cut) = self.head(after, room.saturating_sub(indent + marks));
        line.push_str(&right);
        if cut {
            line.push_str(ELLIPSIS);
        }
        Snippet { line, indent, marks }
    }

    /// The first graphemes that fit; true when some are left out.
    fn head(self, text: &str, room: usize) -> (String, bool) {
        let (mut out, mut used) = (String::new(), 0);
        for grapheme in text.graphemes(true) {
            let shown = visible(grapheme);
            used += self.width(&shown);
            if used > room {
                return (out, true);
            }
            out.push_str(&shown);
        }
        (out, false)
    }

    /// The last graphemes that fit; true when some are left out.
    fn tail(self, text: &str, room: usize) -> (String, bool) {
        let (mut kept, mut used, mut cut) = (Vec::new(), 0, false);
        for grapheme in text.graphemes(true).rev() {
            let shown = visible(grapheme);
            used += self.width(&shown);
            if used > room {
                cut = true;
                break;
            }
            kept.push(shown);
        }
        (kept.iter().rev().map(AsRef::as_ref).collect(), cut)
    }

    fn width(self, text: &str) -> usize {
        if self.ambiguous_wide { text.width_cjk() } else { text.width() }
    }
}

/// A cluster as a terminal may see it. Joiners between emoji are part of the picture.
fn visible(grapheme: &str) -> Cow<'_, str> {
    let joined = grapheme.contains('\u{200D}') && !grapheme.ends_with('\u{200D}');
    let picture = joined && grapheme.chars().all(|c| c == '\u{200D}' || c == '\u{FE0F}' || c > '\u{1F000}');
    if picture { Cow::Borrowed(grapheme) } else { plain(grapheme) }
}

fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Window = Window { cells: 30, ambiguous_wide: false };

    fn show(window: Window, text: &str, mark: &str) -> (String, usize, usize) {
        let start = text.find(mark).expect("the mark stands in the text");
        let snippet = window.show(text, Span::new(start as u32, (start + mark.len()) as u32));
        (snippet.line, snippet.indent, snippet.marks)
    }

    #[test]
    fn han_take_two_cells() {
        assert_eq!(show(NARROW, "上一行\n他说后来\n", "后"), ("他说后来".into(), 4, 2));
        assert_eq!(show(NARROW, "ab后", "后"), ("ab后".into(), 2, 2));
        assert_eq!(show(NARROW, "“后”", "后"), ("“后”".into(), 1, 2));
        let wide = Window { ambiguous_wide: true, ..NARROW };
        assert_eq!(show(wide, "“后”", "后"), ("“后”".into(), 2, 2));
    }

    #[test]
    fn a_long_line_shows_a_window() {
        let text = format!("{}后{}", "前文".repeat(4000), "续".repeat(4000));
        let (line, indent, marks) = show(NARROW, &text, "后");
        assert_eq!((indent, marks), (11, 2));
        assert!(line.starts_with("…文前文") && line.ends_with("续…"), "{line}");
        assert!(line.width() <= 32);
    }

    #[test]
    fn a_cut_never_splits_a_cluster() {
        let family = "👨\u{200D}👩\u{200D}👧";
        let text = format!("{}后{}", family.repeat(40), family.repeat(40));
        let (line, ..) = show(NARROW, &text, "后");
        let faces: String = line.chars().filter(|c| !"…后".contains(*c)).collect();
        assert_eq!(faces.len() % family.len(), 0, "{line}");
    }

    #[test]
    fn hidden_and_empty_places_are_marked() {
        assert_eq!(show(NARROW, "中\u{200B}文", "\u{200B}"), ("中<U+200B>文".into(), 2, 8));
        assert_eq!(NARROW.show("中文\n", Span::new(6, 6)), Snippet { line: "中文".into(), indent: 4, marks: 1 });
        assert_eq!(NARROW.show("", Span::new(9, 12)).marks, 1);
    }

    #[test]
    fn a_place_over_lines_ends_with_its_first_line() {
        assert_eq!(show(NARROW, "甲乙\n丙丁", "乙\n丙"), ("甲乙".into(), 2, 2));
    }
}
