//! Code spans: runs of backticks and the next runs as long.

use std::collections::HashMap;

/// All runs of backticks of a text.
#[derive(Debug)]
pub(super) struct Ticks {
    runs: Vec<Run>,
    /// The first run that may be asked for.
    next: usize,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    at: usize,
    len: usize,
    /// Where the next run of this length starts.
    mate: Option<usize>,
}

impl Ticks {
    pub fn new(text: &str) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        for at in memchr::memchr_iter(b'`', text.as_bytes()) {
            match runs.last_mut() {
                Some(run) if run.at + run.len == at => run.len += 1,
                _ => runs.push(Run { at, len: 1, mate: None }),
            }
        }
        let mut nearest = HashMap::new();
        for run in runs.iter_mut().rev() {
            run.mate = nearest.insert(run.len, run.at);
        }
        Self { runs, next: 0 }
    }

    /// Where the code span that opens at `at` ends, or where the run of backticks does that opens
    /// none. Places must be asked for in order.
    pub fn at(&mut self, text: &str, at: usize) -> (usize, bool) {
        while self.runs.get(self.next).is_some_and(|run| run.at < at) {
            self.next += 1;
        }
        match self.runs.get(self.next).filter(|run| run.at == at) {
            Some(Run { len, mate: Some(mate), .. }) => (mate + len, true),
            Some(run) => (at + run.len, false),
            // A backslash took the first of the run.
            None => (at + text.bytes().skip(at).take_while(|b| *b == b'`').count(), false),
        }
    }
}
