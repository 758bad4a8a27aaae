//! UTF-8 read as GBK: 鏁版嵁 for 数据, with a few bytes of every sentence gone.
//!
//! Turns Han back into the bytes they have in GBK and looks whether those bytes are UTF-8 of ordinary
//! characters. In 3.7 million characters of sound text not one pair is so by chance.

use std::ops::Range;

use super::charset::{self, is_cjk_mark, is_han};
use super::repair::{Chain, Grade, Repair};

/// Characters read back that make a run damage by itself, when all are ordinary; one more otherwise.
const PROOF: usize = 2;
/// What may stand between two damaged runs of one span: bytes that became ASCII, marks of loss.
const GAP: usize = 12;

/// A damaged span: a repair, or several rounds of damage that nobody can undo.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Once(Repair),
    Rounds,
}

/// All damaged spans of one stretch of text, in order.
pub fn find(text: &str, mut found: impl FnMut(Range<usize>, Found)) {
    let mut open: Option<Piece> = None;
    let mut at = 0;
    while let Some((start, c)) = text.get(at..).and_then(|t| t.chars().next()).map(|c| (at, c)) {
        at = start + c.len_utf8();
        if !leads(c) {
            continue;
        }
        let Some(piece) = read_back(text, start) else { continue };
        at = piece.span.end;
        open = match open.take() {
            Some(known) if known.joins(&piece, text) => Some(known.with(&piece, text)),
            known => {
                known.into_iter().for_each(|p| p.report(text, &mut found));
                Some(piece)
            }
        };
    }
    open.into_iter().for_each(|p| p.report(text, &mut found));
}

/// True when the two bytes of a character begin a sequence of three.
fn leads(c: char) -> bool {
    matches!(charset::gbk_bytes(c), Some([0xE2..=0xE9 | 0xEF, 0x80..=0xBF]))
}

/// A stretch whose GBK bytes are UTF-8.
#[derive(Debug)]
struct Piece {
    span: Range<usize>,
    text: String,
    /// Ordinary characters read back; wreckage read back; bytes left over.
    sense: usize,
    wreck: usize,
    left: usize,
}

/// Reads as much as possible from `start` on.
fn read_back(text: &str, start: usize) -> Option<Piece> {
    let tail = text.get(start..)?;
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for (i, c) in tail.char_indices() {
        match (c, charset::gbk_bytes(c)) {
            ('€', _) => bytes.push(0x80),
            (_, Some(pair)) => bytes.extend(pair),
            _ => break,
        }
        ends.push((bytes.len(), start + i + c.len_utf8()));
    }
    let valid = bytes.utf8_chunks().next().map(|chunk| (chunk.valid(), chunk.invalid().len()))?;
    let mut piece = Piece { span: start..start, text: String::new(), sense: 0, wreck: 0, left: 0 };
    let mut used = 0;
    for c in valid.0.chars() {
        match c {
            _ if charset::common().contains(c) || is_cjk_mark(c) => piece.sense += 1,
            _ if is_han(c) => piece.wreck += 1,
            '\u{A0}'..='\u{FF}' | '\u{2010}'..='\u{2BFF}' => {}
            _ => break,
        }
        used += c.len_utf8();
        piece.text.push(c);
    }
    if used == 0 {
        return None;
    }
    let (end_bytes, end) = *ends.iter().find(|(n, _)| *n >= used)?;
    piece.left = end_bytes - used;
    piece.span.end = end;
    let tail = bytes.get(used..).unwrap_or_default();
    piece.take_tail(tail, ends.last().map_or(end, |(_, end)| *end), text);
    Some(piece)
}

impl Piece {
    /// The start of a last character whose other bytes are lost, and the mark that stands for them.
    fn take_tail(&mut self, tail: &[u8], run_end: usize, text: &str) {
        let starts_character = matches!(tail.first(), Some(0xC2..=0xF4));
        if starts_character && tail.len() <= 3 {
            self.left += tail.len();
            self.span.end = run_end;
        }
        let after = text.get(self.span.end..).and_then(|t| t.chars().next());
        if let Some(mark) = after.filter(|c| matches!(c, '?' | '\u{FFFD}') && self.left > 0) {
            self.left += 1;
            self.span.end += mark.len_utf8();
        }
    }

    /// True when only marks of loss and a little ASCII stand between, on one line. After a mark the
    /// bytes may be out of step for a character or two.
    fn joins(&self, next: &Self, text: &str) -> bool {
        let between = text.get(self.span.end..next.span.start).unwrap_or_default();
        let out_of_step = between.chars().filter(|c| is_han(*c)).count();
        let step = if self.left > 0 || between.contains(['?', '\u{FFFD}']) { 2 } else { 0 };
        let quiet = |c: char| matches!(c, ' '..='~' | '\u{FFFD}' | '€') || is_han(c);
        between.len() <= GAP && out_of_step <= step && between.chars().all(quiet)
    }

    fn with(mut self, next: &Self, text: &str) -> Self {
        let between = text.get(self.span.end..next.span.start).unwrap_or_default();
        self.left += between.chars().filter(|c| !c.is_ascii() || *c == '?').count();
        self.text.push_str(between);
        self.text.push_str(&next.text);
        self.sense += next.sense;
        self.wreck += next.wreck;
        self.left += next.left;
        self.span.end = next.span.end;
        self
    }

    fn report(self, text: &str, found: &mut impl FnMut(Range<usize>, Found)) {
        let all = self.sense + self.wreck;
        if all < PROOF + usize::from(self.wreck > 0) {
            return;
        }
        if self.wreck * 2 > all {
            found(self.span, Found::Rounds);
            return;
        }
        if self.wreck * 4 > all {
            return;
        }
        let damaged = text.get(self.span.clone()).unwrap_or_default();
        let whole = self.left == 0 && again(&self.text) == damaged;
        let grade = if whole { Grade::Likely } else { Grade::Unproven };
        found(self.span, Found::Once(Repair { chain: Chain::Utf8AsGbk, text: self.text.into(), grade }));
    }
}

/// The damage done once more.
fn again(text: &str) -> String {
    encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damage(text: &str) -> String {
        again(text)
    }

    fn all(text: &str) -> Vec<(String, Found)> {
        let mut out = Vec::new();
        find(text, |range, f| out.push((text[range].to_owned(), f)));
        out
    }

    #[test]
    fn a_damaged_word_in_a_clean_line_is_found_whole() {
        let text = format!("今年{}发布", damage("数据中心"));
        let found = all(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, damage("数据中心"));
        assert!(matches!(&found[0].1, Found::Once(r) if &*r.text == "数据中心" && r.grade == Grade::Likely));
    }

    #[test]
    fn lossy_lines_are_one_span_without_a_repair() {
        let text = damage("我们在云计算大会上看到，数据中心的规模在扩大。");
        let found = all(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(matches!(&found[0].1, Found::Once(r) if r.grade == Grade::Unproven));
    }

    #[test]
    fn rounds_are_told_from_one() {
        let text = damage(&damage(&damage("我们在云计算大会上看到数据中心的规模在扩大")));
        assert!(all(&text).iter().any(|(_, f)| *f == Found::Rounds), "{:?}", all(&text));
    }

    #[test]
    fn clean_text_is_silent() {
        for text in ["浏览器的浏览量", "饪、榄、宕机", "閾值設為30", "浜松市与鐘表", "漢語拼音，繁體中文"]
        {
            assert!(all(text).is_empty(), "{text}: {:?}", all(text));
        }
    }
}
