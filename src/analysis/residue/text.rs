//! Lines, sentences and quotations of one view. A line break always ends a sentence here.
//!
//! Invariant: lines and sentences are disjoint, in order, trimmed of white space and never empty.

use std::ops::Range;

/// Chars `start..end` of the view, without the white space around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub start: usize,
    pub end: usize,
}

/// One sentence, its end mark included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub start: usize,
    pub end: usize,
    /// The line it stands in.
    pub line: Line,
}

/// A view cut up.
#[derive(Clone, Debug, Default)]
pub struct Text {
    pub lines: Vec<Line>,
    pub sentences: Vec<Sentence>,
    /// Insides of quotations, sorted and disjoint.
    quotes: Vec<Range<usize>>,
}

impl Line {
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl Text {
    pub fn new(chars: &[char]) -> Self {
        let mut text = Self::default();
        let mut start = 0;
        let mut signs = Vec::new();
        for (at, c) in chars.iter().enumerate() {
            match c {
                '\n' | '\r' => {
                    text.line(chars, start..at, &signs);
                    signs.clear();
                    start = at + 1;
                }
                '。' | '!' | '?' | '…' | '｡' | '"' | '“' | '”' | '「' | '」' | '『' | '』' => {
                    signs.push(at)
                }
                _ => {}
            }
        }
        text.line(chars, start..chars.len(), &signs);
        text
    }

    /// `signs`: where marks stand that end sentences, open or close quotations.
    fn line(&mut self, chars: &[char], range: Range<usize>, signs: &[usize]) {
        let line = trim(chars, range);
        if !line.is_empty() {
            self.lines.push(line);
            self.quotes_of(chars, signs);
            self.cut(chars, line, signs);
        }
    }

    /// True when the char at `at` stands inside a quotation.
    pub fn is_quoted(&self, at: usize) -> bool {
        let i = self.quotes.partition_point(|q| q.end <= at);
        self.quotes.get(i).is_some_and(|q| q.start <= at)
    }

    fn quotes_of(&mut self, chars: &[char], signs: &[usize]) {
        let mut open: Option<(char, usize)> = None;
        for &at in signs {
            let c = chars.get(at).copied().unwrap_or(' ');
            match open {
                Some((closer, from)) if c == closer => {
                    self.quotes.push(from..at);
                    open = None;
                }
                Some(_) => {}
                None => open = closer(c).map(|closer| (closer, at + 1)),
            }
        }
    }

    fn cut(&mut self, chars: &[char], line: Line, signs: &[usize]) {
        let mut start = line.start;
        for &at in signs {
            let ends = chars.get(at).is_some_and(|c| matches!(c, '。' | '!' | '?' | '…' | '｡'));
            if ends && at >= start && !self.is_quoted(at) {
                let rest = chars.get(at + 1..line.end).unwrap_or_default();
                let end = at + 1 + rest.iter().take_while(|c| is_tail(**c)).count();
                self.push(chars, start..end, line);
                start = end;
            }
        }
        self.push(chars, start..line.end, line);
    }

    fn push(&mut self, chars: &[char], range: Range<usize>, line: Line) {
        let trimmed = trim(chars, range);
        if !trimmed.is_empty() {
            self.sentences.push(Sentence { start: trimmed.start, end: trimmed.end, line });
        }
    }
}

/// What closes a quotation that `c` opens.
fn closer(c: char) -> Option<char> {
    Some(match c {
        '“' => '”',
        '「' => '」',
        '『' => '』',
        '"' => '"',
        _ => return None,
    })
}

/// Marks that stay with the end mark before them.
fn is_tail(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '…' | '”' | '」' | '』' | ')' | '】' | '~')
}

fn trim(chars: &[char], range: Range<usize>) -> Line {
    let is_space = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
    let (mut start, mut end) = (range.start, range.end);
    while start < end && is_space(start) {
        start += 1;
    }
    while end > start && is_space(end - 1) {
        end -= 1;
    }
    Line { start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let cut = Text::new(&chars);
        cut.sentences.iter().map(|s| chars[s.start..s.end].iter().collect()).collect()
    }

    #[test]
    fn sentences_end_at_marks_and_line_breaks_but_not_inside_quotations() {
        assert_eq!(sentences("一。二!!\n 三 \r\n四"), ["一。", "二!!", "三", "四"]);
        assert_eq!(sentences("他写“好。真好!”就走。"), ["他写“好。真好!”就走。"]);
        assert_eq!(sentences("未关的“引号。还在"), ["未关的“引号。", "还在"]);
        assert_eq!(sentences(" \n\n"), [""; 0]);
    }

    #[test]
    fn what_stands_between_quotation_marks_is_quoted() {
        let chars: Vec<char> = "甲「乙」丙".chars().collect();
        let text = Text::new(&chars);
        let quoted: Vec<bool> = (0..5).map(|i| text.is_quoted(i)).collect();
        assert_eq!(quoted, [false, false, true, false, false]);
    }
}
