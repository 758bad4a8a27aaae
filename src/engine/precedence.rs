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

/// Drops every place that an earlier family, or a silencing rule, has taken; a finding without places goes.
pub(super) fn settle(outputs: &mut [Output]) {
    let silences: Vec<bool> = outputs.iter().map(|o| pages::page(o.rule).is_some_and(|page| page.silences)).collect();
    let silencing = outputs.iter().zip(&silences).filter(|(_, silences)| **silences);
    let silenced = Taken::of(silencing.flat_map(|(o, _)| made(o)));
    let mut taken = Taken::default();
    for rank in 0..=ORDER.len() {
        let mut places: Vec<Span> = Vec::new();
        // A passage to be deleted speaks of the whole, whatever is wrong inside it.
        let bars = |span| if rank == PASSAGES { taken.contests(span) } else { taken.holds(span) };
        for (output, silences) in outputs.iter_mut().zip(&silences).filter(|(o, _)| rank_of(o.rule) == rank) {
            let exempt = rank == 0 || *silences;
            for kept in &mut output.findings {
                kept.restore();
                kept.retain(|p| !bars(*p) && (exempt || !silenced.holds(*p)));
                places.extend(kept.shown().into_iter().flat_map(|f| &f.places));
            }
        }
        taken.add(places);
    }
}

fn made(output: &Output) -> impl Iterator<Item = Span> + '_ {
    output.findings.iter().map(Kept::made).flat_map(|f| f.places.iter().copied())
}

fn rank_of(rule: &str) -> usize {
    let family = rule.split('/').next().unwrap_or(rule);
    ORDER.iter().position(|f| *f == family).unwrap_or(ORDER.len())
}
