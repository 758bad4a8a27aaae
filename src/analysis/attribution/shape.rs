//! What a line or a piece looks like, told from its marks alone: bullet, label, header, tag, caption, residue.
//!
//! Knows no block kinds and no words but the names of outlets.

use super::Text;
use super::sentence::Piece;
use crate::analysis::figure::Sorts;
use crate::analysis::figure::words::{class, is_han};
use crate::document::{MaskKind, PLACEHOLDER};

pub(super) fn is_bullet(text: &Text<'_>, piece: &Piece) -> bool {
    let start = (piece.line.0..piece.line.1).find(|i| !text.get(*i).is_whitespace()).unwrap_or(piece.start);
    let digits = (start..start + 3).take_while(|i| text.get(*i).is_ascii_digit()).count();
    let numbered =
        digits > 0 && matches!((text.get(start + digits), text.get(start + digits + 1)), ('.', ' ') | ('、', _));
    numbered || matches!(text.get(start), '-' | '*' | '•' | '●' | '■' | '►' | '▲' | '◆' | '①'..='⑳')
}

/// A line without any stop: heading, caption, byline, menu entry.
pub(super) fn is_label(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    let line = text.chars.get(start..end).unwrap_or_default();
    if text.cx.segment.continues {
        return false;
    }
    let last = line.iter().rev().find(|c| !c.is_whitespace() && !matches!(c, '”' | '」' | ')' | '"' | '』'));
    let ended = last.is_some_and(|c| matches!(c, '。' | '!' | '?' | '…' | '.' | ':' | ';' | ','));
    // What costs least first: a line of many sentences is asked about by each of them.
    if ended && (line.len() >= 30 || matches!(last, Some('.' | ':'))) {
        return false;
    }
    let long = line.len() > 70 && line.iter().filter(|c| !c.is_whitespace()).nth(70).is_some();
    !long && !line.iter().any(|c| matches!(c, '。' | ';'))
}

/// 【财联社】A股走强！: a line that opens with a bracketed name and tells nothing to its end.
pub(super) fn is_header(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    let line = text.slice(start, end);
    line.first() == Some(&'【') && line.len() < 80 && line.contains(&'】') && !line.contains(&'。')
}

/// 。（财联社）: a short bracket behind the last stop of the line, naming an agency.
pub(super) fn is_tag(text: &Text<'_>, piece: &Piece) -> bool {
    let close = (piece.start..piece.end).rev().find(|i| !text.get(*i).is_whitespace()).unwrap_or(piece.start);
    if text.get(close) != ')' {
        return false;
    }
    let Some(open) = (piece.start..close).rev().find(|i| text.get(*i) == '(') else { return false };
    let inner = text.chars.get(open + 1..close).unwrap_or_default();
    let known = text.words.at(open + 1, class::OUTLET).is_some_and(|w| w.end == close);
    let own_piece = open == piece.start && !piece.opens_line;
    let name = |c: &char| is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, ' ' | '《' | '》' | '·');
    let credit = ["完", "编辑", "编译", "责编", "记者", "作者", "图", "注", "见", "实习", "文"];
    let inner_text: String = inner.iter().collect();
    let plain = (2..=14).contains(&inner.len()) && inner.iter().all(name) && !inner.iter().any(char::is_ascii_digit);
    known || (own_piece && plain && !credit.iter().any(|w| inner_text.starts_with(w) || inner_text.ends_with("图")))
}

/// ![alt](url) as a line of its own; where Markdown is read as plain text, its marks stand in the view.
pub(super) fn is_picture(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    if text.get(start) == '!' && text.get(start + 1) == '[' {
        return true;
    }
    let Some(last) = (start..end).rev().find(|i| !text.get(*i).is_whitespace()) else { return false };
    let Some(open) = picture(text, last) else { return false };
    let raw = text.cx.segment.text.as_bytes().get(..open).unwrap_or_default();
    let head = raw.iter().rev().take_while(|b| **b != b'\n');
    head.take(8).all(|b| matches!(b, b' ' | b'\t' | b'\r' | b'>' | b'['))
}

/// Bytes of a picture's text at most.
const ALT: usize = 400;

/// The byte at which the picture begins whose target is masked at char `at`: a picture vouches for nothing.
/// A link around a picture is one too.
pub(super) fn picture(text: &Text<'_>, at: usize) -> Option<usize> {
    if text.cx.view.placeholder(at) != Some(MaskKind::LinkTarget) {
        return None;
    }
    let close = text.cx.view.span(at..at + 1).start as usize;
    let bytes = text.cx.segment.text.as_bytes();
    let near = bytes.get(close.saturating_sub(ALT)..close)?;
    let mut depth = 0_usize;
    let back = near.iter().rev().position(|b| match b {
        b']' => {
            depth += 1;
            false
        }
        b'[' if depth == 0 => true,
        b'[' => {
            depth -= 1;
            false
        }
        _ => false,
    })?;
    let open = close - back - 1;
    let marked = open.checked_sub(1).filter(|i| bytes.get(*i) == Some(&b'!'));
    let around = bytes.get(open + 1..open + 3) == Some(b"![");
    marked.or(around.then_some(open))
}

/// | a | b |, where a table is read as plain text.
pub(super) fn is_row(text: &Text<'_>, piece: &Piece) -> bool {
    let line = text.slice(piece.line.0, piece.line.1);
    let last = line.iter().rev().find(|c| !c.is_whitespace());
    line.len() > 3 && line.first() == Some(&'|') && last == Some(&'|')
}

/// （2）, 3、: the first line of a numbered item.
pub(super) fn is_item(text: &Text<'_>, piece: &Piece) -> bool {
    let start = piece.line.0;
    let open = usize::from(matches!(text.get(start), '('));
    let digits = (start + open..start + open + 3).take_while(|i| text.get(*i).is_ascii_digit()).count();
    let mark = text.get(start + open + digits);
    digits > 0 && (if open == 1 { mark == ')' } else { mark == '、' })
}

/// -- 星河日报: the line under a quotation that says where it is from.
pub(super) fn is_credit_line(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    let dashes = matches!((text.get(start), text.get(start + 1)), ('-', '-') | ('—', '—'));
    dashes && end - start < 60 && end - start > 4 && is_han_or_link(text, start + 2, end)
}

fn is_han_or_link(text: &Text<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|i| is_han(text.get(i)) || text.get(i).is_alphabetic() || text.get(i) == PLACEHOLDER)
}

/// ▲ and ▼ point at the picture that the line tells of.
pub(super) fn is_caption(text: &Text<'_>, piece: &Piece) -> bool {
    matches!(text.get(piece.line.0), '▲' | '▼' | '△' | '▽')
}

/// Rows of links with dates and counters, glued by scraping.
pub(super) fn is_junk(text: &Text<'_>, piece: &Piece) -> bool {
    let chars = text.chars.get(piece.start..piece.end).unwrap_or_default();
    if chars.iter().filter(|c| is_han(**c) || c.is_ascii_alphabetic()).nth(3).is_none() {
        return true;
    }
    let date =
        |w: &[char]| w.iter().enumerate().all(|(i, c)| if i == 4 || i == 7 { *c == '-' } else { c.is_ascii_digit() });
    let dates = || chars.windows(10).filter(|w| date(w)).count();
    let counter = || chars.windows(4).any(|w| matches!(w, ['评', '论', ' ', d] if d.is_ascii_digit()));
    piece.sorts.any(Sorts::DASH) && dates() >= 2 || piece.sorts.any(Sorts::COMMENT) && counter()
}

pub(super) fn is_quotation(text: &Text<'_>, piece: &Piece) -> bool {
    let opened = piece.quoted_at_start || matches!(text.get(piece.start), '“' | '「' | '『' | '"');
    opened && (piece.quoted_at_end || closes_quote(text, piece))
}

pub(super) fn closes_quote(text: &Text<'_>, piece: &Piece) -> bool {
    matches!(text.before(piece.end), '”' | '」' | '』' | '"')
}
