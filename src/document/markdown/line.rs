//! A line and how far its containers have been read: columns, with tabs reaching to every fourth.

use crate::document::scan::{line_at, slice};

/// A line under the cursor. Invariant: `at` is a character boundary at or before `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// Where the part that is not read yet starts.
    pub at: usize,
    /// Where the content ends.
    pub end: usize,
    /// Where the next line starts.
    pub next: usize,
    column: usize,
    /// Columns left of a tab of which a container took a part.
    spare: usize,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str, at: usize) -> Self {
        let (end, next) = line_at(text, at);
        Self { text, at, end, next, column: 0, spare: 0 }
    }

    /// The line that follows, unless this is the last one.
    pub fn following(&self) -> Option<Self> {
        (self.next < self.text.len()).then(|| Self::new(self.text, self.next))
    }

    /// What is not read yet.
    pub fn rest(&self) -> &'a str {
        slice(self.text, self.at..self.end)
    }

    /// Columns of white space ahead, and the byte behind them.
    pub fn indent(&self) -> (usize, usize) {
        let mut column = self.column + self.spare;
        let mut at = self.at;
        for byte in self.rest().bytes() {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
            at += 1;
        }
        (column - self.column, at)
    }

    pub fn is_blank(&self) -> bool {
        self.indent().1 == self.end
    }

    /// What stands behind the white space when that is too narrow to make it code.
    pub fn content(&self) -> Option<&'a str> {
        let (columns, at) = self.indent();
        (columns < 4).then(|| slice(self.text, at..self.end))
    }

    /// Reads so many columns of white space, at most what is there.
    pub fn skip_columns(&mut self, columns: usize) {
        let mut left = columns;
        while left > 0 {
            if self.spare == 0 {
                match self.rest().bytes().next() {
                    Some(b' ') => self.spare = 1,
                    Some(b'\t') => self.spare = 4 - self.column % 4,
                    _ => return,
                }
                self.at += 1;
            }
            let taken = left.min(self.spare);
            self.spare -= taken;
            self.column += taken;
            left -= taken;
        }
    }

    /// Reads the white space ahead.
    pub fn skip_indent(&mut self) {
        let (columns, at) = self.indent();
        self.column += columns;
        self.at = at;
        self.spare = 0;
    }

    /// Reads so many ASCII characters that are no tabs.
    pub fn skip_bytes(&mut self, bytes: usize) {
        self.at += bytes;
        self.column += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn tabs_reach_to_every_fourth_column() {
        let mut line = Line::new("\t\tx\n", 0);
        assert_eq!(line.indent(), (8, 2));
        line.skip_columns(2);
        assert_eq!(line.indent(), (6, 2));
        line.skip_columns(3);
        assert_eq!(line.indent(), (3, 2));
        line.skip_columns(9);
        assert_eq!((line.indent(), line.rest()), ((0, 2), "x"));
    }

    #[test]
    fn a_line_of_white_space_is_blank() {
        assert!(Line::new(" \t \r\n", 0).is_blank());
        assert!(!Line::new("\u{3000}\n", 0).is_blank());
    }
}
