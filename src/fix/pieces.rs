//! A text under repair as kept and inserted pieces, so that the edits of many rounds
//! become one list of edits over the original.

use std::ops::Range;

use crate::finding::Edit;
use crate::text::Span;

/// Invariant: no piece is empty and the kept ranges grow; put together they spell the current text.
#[derive(Clone, Debug)]
pub struct Pieces {
    /// Length of the original text in bytes.
    original: usize,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Bytes of the original text.
    Kept(Range<usize>),
    Inserted(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::Inserted(text) => text.len(),
        }
    }

    /// The part of the piece between two offsets inside it.
    fn part(&self, range: Range<usize>) -> Self {
        match self {
            Self::Kept(kept) => Self::Kept(kept.start + range.start..kept.start + range.end),
            Self::Inserted(text) => Self::Inserted(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    pub fn new(text: &str) -> Self {
        let mut pieces = Self { original: text.len(), pieces: Vec::new() };
        pieces.push(Piece::Kept(0..text.len()));
        pieces
    }

    /// Makes edits over the current text; they are disjoint and in order.
    pub fn edit(&mut self, edits: &[Edit]) {
        let old = std::mem::take(&mut self.pieces);
        let mut edits = edits.iter().peekable();
        let mut at = 0usize;
        for piece in old {
            let end = at + piece.len();
            let mut from = at;
            while let Some(edit) = edits.peek() {
                let range = edit.span.range();
                if range.start > end || (range.start == end && !range.is_empty()) {
                    break;
                }
                if range.start >= from {
                    self.push(piece.part(from - at..range.start - at));
                    self.push(Piece::Inserted(edit.text.to_string()));
                }
                from = from.max(range.end.min(end));
                if range.end > end {
                    break;
                }
                edits.next();
            }
            self.push(piece.part(from - at..end - at));
            at = end;
        }
        for edit in edits {
            self.push(Piece::Inserted(edit.text.to_string()));
        }
    }

    /// The edits from the original text to the current one.
    pub fn edits(&self) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut inserted = String::new();
        let mut at = 0usize;
        for piece in &self.pieces {
            match piece {
                Piece::Inserted(text) => inserted.push_str(text),
                Piece::Kept(range) => {
                    push_edit(&mut edits, at..range.start, &mut inserted);
                    at = range.end;
                }
            }
        }
        push_edit(&mut edits, at..self.original, &mut inserted);
        edits
    }

    fn push(&mut self, piece: Piece) {
        if piece.len() > 0 {
            self.pieces.push(piece);
        }
    }
}

fn push_edit(edits: &mut Vec<Edit>, range: Range<usize>, inserted: &mut String) {
    if !range.is_empty() || !inserted.is_empty() {
        edits.push(Edit::new(Span::new(range.start as u32, range.end as u32), std::mem::take(inserted)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;
    use proptest::prelude::*;

    /// Disjoint edits over a text of `len` ASCII bytes, from unordered numbers.
    fn edits_in(len: usize, seeds: &[(usize, usize, String)]) -> Vec<Edit> {
        let mut at = 0usize;
        let mut edits = Vec::new();
        for (gap, take, text) in seeds {
            let start = at + gap;
            let end = (start + take).min(len);
            if start > len {
                break;
            }
            edits.push(Edit::new(Span::new(start as u32, end.max(start) as u32), text.as_str()));
            at = end.max(start) + 1;
        }
        edits
    }

    fn seeds() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        proptest::collection::vec((0usize..6, 0usize..6, "[A-Z]{0,3}"), 0..6)
    }

    proptest! {
        #[test]
        fn many_rounds_become_one(text in "[a-z]{0,30}", rounds in proptest::collection::vec(seeds(), 1..4)) {
            let mut pieces = Pieces::new(&text);
            let mut now = text.clone();
            for seeds in &rounds {
                let edits = edits_in(now.len(), seeds);
                pieces.edit(&edits);
                now = apply(&now, &edits);
            }
            prop_assert_eq!(apply(&text, &pieces.edits()), now);
        }
    }
}
