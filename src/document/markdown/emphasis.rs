//! Marks of emphasis: `*`, `_` and `~~`, in pairs.
//!
//! Against CommonMark, punctuation beside a mark does not keep it from opening or closing.

use std::ops::Range;

/// The runs of marks met so far.
#[derive(Debug, Default)]
pub(super) struct Emphasis {
    runs: Vec<Run>,
    /// Open runs of `*`, `_` and `~`, by index.
    open: [Vec<usize>; 3],
}

/// A run of one mark. What it closes is taken from its left, what it opens from its right.
#[derive(Clone, Copy, Debug)]
struct Run {
    at: usize,
    len: usize,
    closes: usize,
    opens: usize,
    /// May open and close alike.
    both: bool,
}

impl Run {
    fn left(&self) -> usize {
        self.len - self.closes - self.opens
    }
}

impl Emphasis {
    /// Reads the run of marks at `at`. Returns its end.
    pub fn run(&mut self, text: &str, at: usize, mark: u8) -> usize {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let len = rest.iter().take_while(|b| **b == mark).count();
        let end = at + len;
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(end..).and_then(|t| t.chars().next());
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (mut opens, mut closes) = (!space(after), !space(before));
        let list = match mark {
            b'*' => 0,
            b'_' => {
                opens &= !word(before);
                closes &= !word(after);
                1
            }
            _ => 2,
        };
        // A single `~` stands between the ends of a range.
        if mark == b'~' && len != 2 {
            return end;
        }
        let run = Run { at, len, closes: 0, opens: 0, both: opens && closes };
        if let Some(open) = self.open.get_mut(list) {
            pair(&mut self.runs, open, run, opens, closes);
        }
        end
    }

    /// The marks that have found their mates, in no order.
    pub fn finish(self, mut found: impl FnMut(Range<usize>)) {
        for run in self.runs {
            let end = run.at + run.len;
            if run.left() == 0 {
                found(run.at..end);
                continue;
            }
            if run.closes > 0 {
                found(run.at..run.at + run.closes);
            }
            if run.opens > 0 {
                found(end - run.opens..end);
            }
        }
    }
}

/// Closes what the run closes, and opens it with the rest.
fn pair(runs: &mut Vec<Run>, open: &mut Vec<usize>, mut run: Run, opens: bool, closes: bool) {
    while closes && run.left() > 0 {
        let Some(opener) = open.last().and_then(|i| runs.get_mut(*i)) else { break };
        // `**甲*乙**`: the single mark closes nothing.
        let uneven = (opener.both || run.both) && (opener.len + run.len).is_multiple_of(3);
        if uneven && !(opener.len.is_multiple_of(3) && run.len.is_multiple_of(3)) {
            break;
        }
        let taken = if opener.left() >= 2 && run.left() >= 2 { 2 } else { 1 };
        opener.opens += taken;
        run.closes += taken;
        if opener.left() == 0 {
            open.pop();
        }
    }
    if opens && run.left() > 0 {
        open.push(runs.len());
    }
    runs.push(run);
}
