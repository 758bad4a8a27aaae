//! The lines of a view, and what stands on either side of a character in them.
//!
//! Knows no rule. A table cell counts as a line of its own, so that no mark looks across its border.

use crate::document::{MaskKind, PLACEHOLDER, View};

/// One line of prose, as written. Invariant: `raw` holds no line end and no border of a cell.
#[derive(Debug)]
pub struct Line<'a> {
    pub raw: &'a [char],
    /// Index in the view of the line's first character.
    pub base: usize,
    view: &'a View,
    han: usize,
    kana: usize,
    words: usize,
    stops: usize,
}

/// What kind of neighbour a character is to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Han,
    /// Full-width opening quote or bracket.
    Open,
    /// Full-width closing quote or bracket.
    Close,
    /// `"`, which tells no direction.
    Quote,
    /// A Latin word, a number, code: something that a Chinese sentence carries inside.
    Word,
    /// Begin or end of the line.
    Edge,
    Other,
}

/// A neighbour, and how many spaces stand between it and the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour {
    pub side: Side,
    pub spaces: usize,
}

/// The lines of a view that hold a character of `signs`, in order.
pub fn lines_with(view: &View, signs: impl Fn(char) -> bool) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0usize;
    std::iter::from_fn(move || {
        loop {
            let base = start;
            let rest = view.raw().get(base..)?;
            let mut signed = false;
            let end = rest.iter().enumerate().position(|(i, c)| {
                signed |= signs(*c);
                is_end(view, base + i, *c)
            });
            let raw = rest.get(..end.unwrap_or(rest.len()))?;
            start = base + raw.len() + 1;
            if signed {
                return Some(Line::new(view, raw, base));
            }
        }
    })
}

fn is_end(view: &View, index: usize, c: char) -> bool {
    match c {
        '\n' | '\r' => true,
        PLACEHOLDER => view.placeholder(index) == Some(MaskKind::Cell),
        _ => false,
    }
}

impl<'a> Line<'a> {
    fn new(view: &'a View, raw: &'a [char], base: usize) -> Self {
        let mut line = Self { raw, base, view, han: 0, kana: 0, words: 0, stops: 0 };
        let mut in_word = false;
        for &c in raw {
            let latin = c.is_ascii_alphabetic();
            line.words += usize::from(latin && !in_word);
            in_word = latin;
            if is_han(c) {
                line.han += 1;
            } else {
                line.kana += usize::from(matches!(c, '\u{3041}'..='\u{30FA}'));
                line.stops += usize::from(matches!(c, '，' | '。' | '；' | '？' | '！'));
            }
        }
        line
    }

    /// Number of Han characters.
    pub fn han(&self) -> usize {
        self.han
    }

    /// True when the line has marks of a Chinese sentence already.
    pub fn has_stops(&self) -> bool {
        self.stops > 0
    }

    /// True when the line is a Chinese sentence that may carry foreign words, not the other way round.
    pub fn is_chinese(&self) -> bool {
        self.han >= 6 && self.han >= 2 * self.words && !self.is_japanese()
    }

    pub fn is_japanese(&self) -> bool {
        self.kana * 4 > self.han
    }

    /// What stands before `index`, spaces skipped.
    pub fn left(&self, index: usize) -> Neighbour {
        self.neighbour((0..index).rev())
    }

    /// What stands after `index`, spaces skipped.
    pub fn right(&self, index: usize) -> Neighbour {
        self.neighbour(index + 1..self.raw.len())
    }

    /// How many Han characters in a row end before `index`.
    pub fn han_before(&self, index: usize) -> usize {
        let before = self.raw.get(..index).unwrap_or_default();
        before.iter().rev().take_while(|c| is_han(**c)).count()
    }

    /// How many Han characters in a row start after `index`.
    pub fn han_after(&self, index: usize) -> usize {
        let after = self.raw.get(index + 1..).unwrap_or_default();
        after.iter().take_while(|c| is_han(**c)).count()
    }

    /// Markup stands between the character at `index` and the next.
    pub fn is_parted(&self, index: usize) -> bool {
        let at = |i: usize| self.view.span(self.base + i..self.base + i + 1);
        at(index).end != at(index + 1).start
    }

    /// A URL or an address stands at the index.
    pub fn is_address(&self, index: usize) -> bool {
        let kind = self.view.placeholder(self.base + index);
        matches!(kind, Some(MaskKind::Url | MaskKind::Email))
    }

    fn neighbour(&self, indexes: impl Iterator<Item = usize>) -> Neighbour {
        let mut spaces = 0;
        for i in indexes {
            match self.raw.get(i) {
                Some(' ') => spaces += 1,
                Some(&c) if c == PLACEHOLDER && self.is_transparent(i) => {}
                Some(&c) => return Neighbour { side: self.side(i, c), spaces },
                None => break,
            }
        }
        Neighbour { side: Side::Edge, spaces }
    }

    /// A link's target or a tag stands between a word and its mark without being part of the sentence.
    fn is_transparent(&self, index: usize) -> bool {
        let kind = self.view.placeholder(self.base + index);
        matches!(kind, Some(MaskKind::LinkTarget | MaskKind::Tag | MaskKind::Footnote))
    }

    fn side(&self, index: usize, c: char) -> Side {
        match c {
            c if is_han(c) => Side::Han,
            '「' | '『' | '“' | '‘' | '《' | '〈' | '（' | '【' | '〔' => Side::Open,
            // users’ ends no quotation.
            '’' if index.checked_sub(1).and_then(|i| self.raw.get(i)).is_some_and(char::is_ascii_alphanumeric) => {
                Side::Other
            }
            '」' | '』' | '”' | '’' | '》' | '〉' | '）' | '】' | '〕' => Side::Close,
            '"' => Side::Quote,
            '%' | '％' | '‰' | '℃' => Side::Word,
            PLACEHOLDER => match self.view.placeholder(self.base + index) {
                // A mark behind a URL may be a part of it.
                Some(MaskKind::Code | MaskKind::Math) => Side::Word,
                _ => Side::Other,
            },
            c if c.is_ascii_alphanumeric() => Side::Word,
            _ => Side::Other,
        }
    }
}

/// True for Chinese characters.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3134F}' | '々' | '〇')
}
