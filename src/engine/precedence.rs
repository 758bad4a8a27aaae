//! Which finding speaks where several would: the earlier family, and the encoding family alone
//! inside damage and residue.

use crate::finding::Finding;
use crate::pages;
use crate::text::Span;

/// Families in the order of judgement.
const ORDER: [&str; 7] = ["encoding", "names", "script", "figures", "residue", "typography", "config"];

/// Drops every place that an earlier family, or a silencing rule, has taken; a finding without places goes.
pub fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(rank);
    let silenced = Taken::of(findings.iter().filter(|f| silences(f)));
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut taken = Taken::default();
    let mut rest = findings.into_iter().peekable();
    while let Some(first) = rest.next() {
        let family = rank(&first);
        let mut group = vec![first];
        while let Some(next) = rest.next_if(|f| rank(f) == family) {
            group.push(next);
        }
        for finding in &mut group {
            let exempt = family == 0 || silences(finding);
            finding.retain_places(|p| !taken.holds(*p) && (exempt || !silenced.holds(*p)));
        }
        group.retain(|f| !f.places.is_empty());
        taken.add(group.iter());
        kept.append(&mut group);
    }
    kept
}

fn rank(finding: &Finding) -> usize {
    ORDER.iter().position(|f| *f == finding.family()).unwrap_or(ORDER.len())
}

fn silences(finding: &Finding) -> bool {
    pages::page(finding.rule).is_some_and(|p| p.silences)
}

/// A set of disjoint spans, sorted.
#[derive(Default)]
struct Taken(Vec<Span>);

impl Taken {
    fn of<'a>(findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut taken = Self::default();
        taken.add(findings);
        taken
    }

    fn add<'a>(&mut self, findings: impl Iterator<Item = &'a Finding>) {
        self.0.extend(findings.flat_map(|f| f.places.iter().copied()));
        self.0.sort();
        self.0.dedup_by(|next, kept| {
            let joined = next.start < kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
    }

    fn holds(&self, span: Span) -> bool {
        let i = self.0.partition_point(|t| t.end <= span.start);
        self.0.get(i).is_some_and(|t| t.overlaps(span))
    }
}
