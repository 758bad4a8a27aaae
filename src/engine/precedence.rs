//! Which finding speaks where several would: the earlier family, and the encoding family alone
//! inside damage and residue.

use super::kept::{Kept, Output};
use super::taken::Taken;
use crate::pages;
use crate::text::Span;

/// Families in the order of judgement.
const ORDER: [&str; 7] = ["encoding", "names", "script", "figures", "residue", "typography", "config"];

/// The family whose findings are whole passages.
const PASSAGES: usize = 4;

/// The family that speaks of marks and spaces, which may stand inside what another family flags as a whole.
const MARKS: usize = 5;

/// The families that bar the marks even inside their places: damage is repaired first, names are protected.
const NAMES: usize = 1;

/// Drops every place that an earlier family, or a silencing rule, has taken; a finding without places goes.
pub(super) fn settle(outputs: &mut [Output]) {
    let silences: Vec<bool> = outputs.iter().map(|o| pages::page(o.rule).is_some_and(|page| page.silences)).collect();
    let silencing = outputs.iter().zip(&silences).filter(|(_, silences)| **silences);
    let silenced = Taken::of(silencing.flat_map(|(o, _)| made(o)));
    let mut earlier = Earlier::default();
    for rank in 0..=ORDER.len() {
        let (mut places, mut edits): (Vec<Span>, Vec<Span>) = Default::default();
        for (output, silences) in outputs.iter_mut().zip(&silences).filter(|(o, _)| rank_of(o.rule) == rank) {
            let exempt = rank == 0 || *silences;
            for kept in &mut output.findings {
                kept.restore();
                kept.retain(|p| !earlier.bars(rank, *p) && (exempt || !silenced.holds(*p)));
                let Some(shown) = kept.shown() else { continue };
                places.extend(&shown.places);
                edits.extend(shown.fixes.iter().flat_map(|f| &f.edits).map(|e| e.span));
            }
        }
        earlier.add(rank, places, edits);
    }
}

/// What the families before the one that is judged have said.
#[derive(Default)]
struct Earlier {
    all: Taken,
    /// What marks yield to wherever they meet it: damage, names, and what a fix of another family edits.
    firm: Taken,
    /// What marks yield to unless they stand well inside it, by family, so that no two families join.
    loose: Vec<Taken>,
}

impl Earlier {
    fn bars(&self, rank: usize, span: Span) -> bool {
        match rank {
            // A passage to be deleted speaks of the whole, whatever is wrong inside it.
            PASSAGES => self.all.contests(span),
            // A sentence flagged for its figures says nothing of a comma in it.
            MARKS => self.firm.holds(span) || self.loose.iter().any(|taken| taken.crosses(span)),
            _ => self.all.holds(span),
        }
    }

    fn add(&mut self, rank: usize, mut places: Vec<Span>, edits: Vec<Span>) {
        places.sort(); // Once for all sets that take them.
        if rank <= NAMES {
            self.firm.add(places.clone());
        } else {
            self.loose.push(Taken::of(places.iter().copied()));
        }
        self.firm.add(edits);
        self.all.add(places);
    }
}

fn made(output: &Output) -> impl Iterator<Item = Span> + '_ {
    output.findings.iter().map(Kept::made).flat_map(|f| f.places.iter().copied())
}

fn rank_of(rule: &str) -> usize {
    let family = rule.split('/').next().unwrap_or(rule);
    ORDER.iter().position(|f| *f == family).unwrap_or(ORDER.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Edit, Finding, Severity};
    use crate::message::{Message, Title};

    fn output(rule: &'static str, place: (u32, u32), edit: Option<(u32, u32)>) -> Output {
        let span = |(start, end)| Span::new(start, end);
        let edits = edit.map(|e| Edit::new(span(e), "x")).into_iter().collect();
        let finding = Finding::new(rule, Severity::Warning, Message::new(rule, "default"), vec![span(place)]);
        Output::new(rule, vec![finding.with_fix(Title::Replace("x".into()), Applicability::Safe, edits)])
    }

    /// True when a mark at 10 to 11 is still flagged beside the other finding.
    fn mark_stands(other: Output) -> bool {
        let mut outputs = [other, output("typography/punctuation", (10, 11), Some((10, 11)))];
        settle(&mut outputs);
        outputs[1].findings.iter().all(|kept| kept.shown().is_some())
    }

    #[test]
    fn marks_stand_inside_what_is_flagged_whole() {
        assert!(mark_stands(output("figures/unsourced", (0, 40), None)));
        assert!(mark_stands(output("figures/format", (0, 40), Some((20, 23)))));
        assert!(!mark_stands(output("figures/unsourced", (10, 11), None)));
        assert!(!mark_stands(output("figures/format", (0, 40), Some((9, 12)))));
    }

    #[test]
    fn marks_yield_to_damage_names_and_portal_lines() {
        for rule in ["encoding/lost", "names/spelling", "residue/boilerplate", "residue/promotion"] {
            assert!(!mark_stands(output(rule, (0, 40), None)), "{rule}");
        }
    }
}
