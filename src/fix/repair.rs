//! Repairs to a fixed point: fix, judge again, until nothing is left to fix.
//!
//! Invariant: repairing a repaired text changes nothing. Where a round would bring back a text that
//! stood before, or the rounds run out, the last text that was reached without that is kept.

use std::collections::{BTreeMap, HashSet};

use super::pieces::Pieces;
use super::plan::{Plan, apply};
use crate::document::{Document, Format};
use crate::engine::{Checked, Engine};
use crate::finding::{Applicability, Edit};
use crate::text::SourceInfo;

/// More rounds than any honest chain of repairs needs.
const MAX_ROUNDS: usize = 10;

/// A repaired text.
#[derive(Clone, Debug)]
pub struct Repaired {
    pub text: String,
    /// From the original text to this one: disjoint, in order.
    pub edits: Vec<Edit>,
    /// Findings repaired, by rule.
    pub fixed: BTreeMap<&'static str, usize>,
    /// What the engine says of the repaired text.
    pub left: Checked,
    /// False when the rounds ran out or went in a circle: the rules quarrel, nothing was changed.
    pub settled: bool,
}

/// Applies all fixes that `level` allows until none is left.
pub fn repair(engine: &Engine, text: &str, format: Format, source: &SourceInfo, level: Applicability) -> Repaired {
    let check = |text: &str| engine.check(Document::new(text, format).with_source(source.clone()));
    let first = check(text);
    let mut repaired = Repaired {
        text: text.to_owned(),
        edits: Vec::new(),
        fixed: BTreeMap::new(),
        left: first.clone(),
        settled: true,
    };
    let mut pieces = Pieces::new(text);
    let mut stood: HashSet<String> = HashSet::new();
    for _ in 0..MAX_ROUNDS {
        let plan = Plan::new(&repaired.left.findings, level);
        let next = apply(&repaired.text, &plan.edits);
        if next == repaired.text {
            repaired.edits = pieces.edits();
            return repaired;
        }
        if !stood.insert(std::mem::take(&mut repaired.text)) || stood.contains(&next) {
            break;
        }
        pieces.edit(&plan.edits);
        plan.rules.iter().for_each(|rule| *repaired.fixed.entry(rule).or_default() += 1);
        repaired.left = check(&next);
        repaired.text = next;
    }
    Repaired { text: text.to_owned(), edits: Vec::new(), fixed: BTreeMap::new(), left: first, settled: false }
}
