//! Where a sign stands: its neighbours, and what kind of characters they are.

use std::cell::OnceCell;
use std::ops::Range;

use crate::document::{BlockKind, Segment};

/// A place in a piece of a segment's prose. Bytes of the segment.
pub(super) struct Place<'a> {
    pub segment: &'a Segment,
    /// The stretch between two masks.
    pub piece: Range<usize>,
    pub at: Range<usize>,
    pub scripts: &'a OnceCell<Scripts>,
}

/// Scripts that stand in the segment beside Chinese.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scripts {
    pub right_to_left: bool,
    pub kana_or_hangul: bool,
    /// Every turn of direction that is opened is ended.
    pub balanced: bool,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let (mut scripts, mut open) = (Self::default(), 0i32);
        for c in text.chars() {
            match c {
                '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => open += 1,
                '\u{202C}' | '\u{2069}' => open -= 1,
                c => {
                    scripts.right_to_left |= is_right_to_left(c);
                    scripts.kana_or_hangul |= ('\u{3040}'..='\u{30FF}').contains(&c) || is_hangul(c);
                }
            }
        }
        Self { balanced: open == 0, ..scripts }
    }
}

impl Place<'_> {
    pub fn text(&self) -> &str {
        &self.segment.text
    }

    pub fn own(&self) -> &str {
        self.text().get(self.at.clone()).unwrap_or_default()
    }

    pub fn scripts(&self) -> Scripts {
        *self.scripts.get_or_init(|| Scripts::of(self.text()))
    }

    /// The word around the place, of characters that pass.
    pub fn word(&self, is_part: impl Fn(char) -> bool) -> Range<usize> {
        let size = |n: usize, c: char| n + c.len_utf8();
        let part = |c: &char| is_part(*c);
        let before = self.head_in_piece().chars().rev().take(WORD).take_while(part).fold(0, size);
        let after = self.tail_in_piece().chars().take(WORD).take_while(part).fold(0, size);
        self.at.start - before..self.at.end + after
    }

    /// The character before, whatever it belongs to.
    pub fn before(&self) -> Option<char> {
        self.head().chars().next_back()
    }

    pub fn after(&self) -> Option<char> {
        self.tail().chars().next()
    }

    pub fn head(&self) -> &str {
        self.text().get(..self.at.start).unwrap_or_default()
    }

    pub fn tail(&self) -> &str {
        self.text().get(self.at.end..).unwrap_or_default()
    }

    /// What stands before in the same piece of prose.
    pub fn head_in_piece(&self) -> &str {
        self.text().get(self.piece.start..self.at.start).unwrap_or_default()
    }

    pub fn tail_in_piece(&self) -> &str {
        self.text().get(self.at.end..self.piece.end).unwrap_or_default()
    }

    /// Markup, code or a link stands right before or behind.
    pub fn touches_mask(&self) -> bool {
        let starts = self.at.start == self.piece.start && self.piece.start > 0;
        let ends = self.at.end == self.piece.end && self.piece.end < self.text().len();
        starts || ends
    }

    pub fn neighbours(&self, mut test: impl FnMut(char) -> bool) -> bool {
        self.before().is_some_and(&mut test) || self.after().is_some_and(&mut test)
    }

    /// Both neighbours pass, or the line ends there.
    pub fn both(&self, test: impl Fn(char) -> bool) -> bool {
        let passes = |c: Option<char>| c.is_none_or(|c| c == '\n' || c == '\r' || test(c));
        passes(self.before()) && passes(self.after())
    }

    /// A line may end here without harm to the block.
    pub fn may_break(&self) -> bool {
        self.segment.kind == BlockKind::Paragraph
    }
}

/// No word is longer, in characters to each side.
const WORD: usize = 64;

/// Characters of running text: letters and digits of any script, marks, blanks.
pub(super) fn is_text(c: char) -> bool {
    c.is_alphanumeric() || c == ' ' || is_east_asian(c) || matches!(c, '.' | ',' | '!' | '?' | '%' | '(' | ')' | ':')
}

/// Han, kana and the marks that stand with them.
pub(super) const fn is_east_asian(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{FF01}'..='\u{FF65}'
            | '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '·')
}

pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}' | '〇')
}

pub(super) const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7A3}')
}

/// Scripts that run from right to left.
pub(super) const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Scripts whose spelling needs joiners or unseen breaks: Arabic, the Indic scripts, Thai, Khmer, Mongolian.
pub(super) const fn is_complex(c: char) -> bool {
    is_right_to_left(c)
        || matches!(c, '\u{900}'..='\u{10FF}' | '\u{1780}'..='\u{18AF}' | '\u{1900}'..='\u{1CFF}' | '\u{A840}'..='\u{ABFF}')
}

/// Pictures, and what changes them.
pub(super) const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2900}'..='\u{2BFF}'
        | '\u{FE0E}'..='\u{FE0F}' | '\u{20E3}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '©' | '®' | '〰' | '〽' | '㊗' | '㊙')
}

pub(super) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》' | '〈' | '〉')
}
