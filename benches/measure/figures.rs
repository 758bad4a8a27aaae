//! Figures are scored per sentence: a sentence is to be flagged when it holds an unsourced or vague claim.

use std::collections::BTreeMap;
use std::fmt;

use jiaodui::finding::Severity;
use jiaodui::text::Span;

use crate::labels::Row;
use crate::sample::Sample;

const CONFIDENT: f64 = 0.7;

#[derive(Default)]
pub struct Score {
    pub hit: usize,
    pub missed: usize,
    pub wrong: usize,
    pub chars: usize,
}

impl Score {
    pub fn add(&mut self, other: &Self) {
        self.hit += other.hit;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.chars += other.chars;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |n: usize, all: usize| if all == 0 { 1.0 } else { n as f64 / all as f64 };
        write!(
            f,
            "precision {:.2}, recall {:.2} ({} found, {} missed, {} false; {:.2} false per 1 000 chars)",
            share(self.hit, self.hit + self.wrong),
            share(self.hit, self.hit + self.missed),
            self.hit,
            self.missed,
            self.wrong,
            share(self.wrong * 1000, self.chars),
        )
    }
}

/// Scores the figures family on one article, or one rule of it against the labels of its class.
pub fn score(
    sample: &Sample,
    rows: &[&Row],
    least: Severity,
    class: Option<(&'static str, &'static str)>,
    shown: bool,
) -> Score {
    let (wanted, open) = labelled(sample, rows, class);
    let rules = ["figures/unsourced", "figures/vague-source"];
    let mut flagged: Vec<Span> = sample
        .findings(&["figures"], least)
        .filter(|f| class.map_or(rules.contains(&f.rule), |(rule, _)| f.rule == rule))
        .flat_map(|f| f.places.iter().map(|p| sentence_around(&sample.text, *p)))
        .collect();
    flagged.sort();
    flagged.dedup();
    let verbose = shown && std::env::var_os("JIAODUI_VERBOSE").is_some();
    let mut score = Score { chars: sample.chars(), ..Score::default() };
    for (sentence, bad) in &wanted {
        let hit = flagged.iter().any(|f| f.overlaps(*sentence));
        if *bad && hit {
            score.hit += 1;
        } else if *bad && !open.contains(sentence) {
            score.missed += 1;
            if verbose {
                println!("  missed: {}", sentence.of(&sample.text).trim());
            }
        }
    }
    for sentence in flagged {
        let asked = wanted.iter().any(|(s, bad)| *bad && s.overlaps(sentence));
        if !asked && !open.iter().any(|s| s.overlaps(sentence)) {
            score.wrong += 1;
            if verbose {
                println!("  false: {}", sentence.of(&sample.text).trim());
            }
        }
    }
    score
}

/// Sentences to flag or to leave, and those where either is right.
fn labelled(sample: &Sample, rows: &[&Row], class: Option<(&str, &str)>) -> (BTreeMap<Span, bool>, Vec<Span>) {
    let mut wanted: BTreeMap<Span, bool> = BTreeMap::new();
    let mut open: Vec<Span> = Vec::new();
    for row in rows {
        let sentence = sentence_around(&sample.text, sample.span(row.start, row.start));
        let bad = matches!(row.verdict.as_str(), "unsourced" | "vague");
        let of_another = bad && class.is_some_and(|(_, verdict)| verdict != row.verdict);
        if row.confidence < CONFIDENT || row.verdict == "either" || of_another {
            open.push(sentence);
        } else {
            *wanted.entry(sentence).or_default() |= bad;
        }
    }
    (wanted, open)
}

/// From the last sentence end before `span` to the first one at or after its end.
fn sentence_around(text: &str, span: Span) -> Span {
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '!' | '\n');
    let before = text.get(..span.start as usize).unwrap_or_default();
    let start = before.char_indices().rev().find(|(_, c)| is_end(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let after = text.get(span.end as usize..).unwrap_or_default();
    let end = after
        .char_indices()
        .find(|(_, c)| is_end(*c))
        .map_or(text.len(), |(i, c)| span.end as usize + i + c.len_utf8());
    Span::new(start as u32, end as u32)
}
