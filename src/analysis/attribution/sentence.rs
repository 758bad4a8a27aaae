//! Cuts a view into lines and sentences, with the quotation marks that are open where each begins.
//!
//! `;` ends no sentence; closing marks stay with what they close. Knows no words.
//! Invariant: pieces are disjoint, in order, and hold every char that is not white space.

use crate::analysis::figure::Sorts;

/// One sentence: chars `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub start: usize,
    pub end: usize,
    /// First of its line.
    pub opens_line: bool,
    /// The line it stands in.
    pub line: (usize, usize),
    /// A quotation is open before its first char.
    pub quoted_at_start: bool,
    pub quoted_at_end: bool,
    /// The sorts of characters that it may hold.
    pub sorts: Sorts,
}

/// The sentences of a view.
pub fn split(chars: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = line_end(chars, at);
        line(chars, at, end, &mut pieces);
        at = end + 1;
    }
    pieces
}

/// True for marks that open a quotation.
pub fn opens(c: char) -> bool {
    matches!(c, '“' | '「' | '『')
}

/// True for marks that close a quotation.
pub fn closes(c: char) -> bool {
    matches!(c, '”' | '」' | '』')
}

/// Where the line ends: at a line break, unless the text runs on behind a comma.
fn line_end(chars: &[char], at: usize) -> usize {
    let mut from = at;
    loop {
        let Some(stop) = chars.get(from..).and_then(|c| c.iter().position(|c| *c == '\n')).map(|i| from + i) else {
            return chars.len();
        };
        let last = chars.get(at..stop).unwrap_or_default().iter().rev().find(|c| !c.is_whitespace());
        let next = chars.get(stop + 1).copied().unwrap_or('\n');
        let runs_on = matches!(last, Some(',' | '、')) && !next.is_whitespace() && !matches!(next, '-' | '*' | '•');
        if !runs_on {
            return stop;
        }
        from = stop + 1;
    }
}

fn line(chars: &[char], start: usize, end: usize, pieces: &mut Vec<Piece>) {
    let mut at = start;
    let mut quoted = false;
    let mut opens_line = true;
    while at < end {
        while at < end && chars.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        if at >= end {
            break;
        }
        let before = quoted;
        let mut sorts = Sorts::default();
        let stop = sentence_end(chars, at, end, &mut quoted, &mut sorts);
        pieces.push(Piece {
            start: at,
            end: stop,
            opens_line,
            line: (start, end),
            quoted_at_start: before,
            quoted_at_end: quoted,
            sorts,
        });
        opens_line = false;
        at = stop;
    }
}

/// Closing marks behind the stop are of no other sort than the stop.
fn sentence_end(chars: &[char], start: usize, end: usize, quoted: &mut bool, sorts: &mut Sorts) -> usize {
    for (&c, at) in chars.get(start..end).unwrap_or_default().iter().zip(start..) {
        let of = Sorts::of(c);
        *sorts = sorts.or(of);
        if !of.any(Sorts::SIGN) || !is_sign(c) {
            continue;
        }
        let stops = match c {
            '。' | '!' | '?' => true,
            '.' => latin_stop(chars, at),
            _ => false,
        };
        if stops {
            return with_closers(chars, at + 1, end, quoted);
        }
        *quoted = match c {
            '"' => !*quoted,
            c => opens(c) || (*quoted && !closes(c)),
        };
    }
    end
}

/// What may end a sentence or changes whether it is quoted.
fn is_sign(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '.' | '"') || opens(c) || closes(c)
}

/// A full stop behind a word of two letters or more, before white space.
fn latin_stop(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1).copied().unwrap_or('\n');
    let closed = next.is_whitespace() || closes(next) || next == '"';
    let word =
        chars.get(..at).unwrap_or_default().iter().rev().take(4).take_while(|c| c.is_ascii_alphanumeric()).count();
    let mark = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, ')' | '”' | '%' | '’'));
    closed && (word >= 2 || mark) && !is_abbreviation(chars.get(at - word..at).unwrap_or_default())
}

fn is_abbreviation(word: &[char]) -> bool {
    let short = ["mr", "ms", "dr", "vs", "no", "inc", "ltd", "mrs", "st", "co", "fig"];
    short.iter().any(|s| s.chars().eq(word.iter().copied()))
}

/// Marks that belong to the sentence they close.
fn with_closers(chars: &[char], mut at: usize, end: usize, quoted: &mut bool) -> usize {
    while at < end {
        match chars.get(at) {
            Some(c) if closes(*c) => *quoted = false,
            Some('"') if *quoted => *quoted = false,
            Some(')' | '。' | '!' | '?' | '’') => {}
            _ => break,
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        split(&chars).iter().map(|p| chars[p.start..p.end].iter().collect()).collect()
    }

    #[test]
    fn sentences_keep_their_closing_marks() {
        assert_eq!(cut("甲;乙。“丙。”丁说。\n戊"), ["甲;乙。", "“丙。”", "丁说。", "戊"]);
        assert_eq!(
            cut("revenue rose 3.5% in q2. mr. wang said so."),
            ["revenue rose 3.5% in q2.", "mr. wang said so."]
        );
        assert_eq!(cut("甲,\n乙。"), ["甲,\n乙。"]);
        assert_eq!(cut(" \n\n"), Vec::<String>::new());
    }

    #[test]
    fn no_sign_is_overlooked() {
        assert!(('\0'..=char::MAX).filter(|c| is_sign(*c)).all(|c| Sorts::of(c).any(Sorts::SIGN)));
    }

    #[test]
    fn quotations_run_over_sentences() {
        let chars: Vec<char> = "他说:“甲。乙。”丙。".chars().collect();
        let quoted: Vec<(bool, bool)> = split(&chars).iter().map(|p| (p.quoted_at_start, p.quoted_at_end)).collect();
        assert_eq!(quoted, [(false, true), (true, false), (false, false)]);
    }
}
