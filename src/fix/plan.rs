//! Which fixes are taken in one round: whole or not at all, never two that touch.

use std::collections::BTreeMap;

use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::text::Span;

/// The edits of one round, disjoint, not even touching, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub edits: Vec<Edit>,
    /// Rules whose fixes were taken, one entry a finding.
    pub rules: Vec<&'static str>,
}

impl Plan {
    /// Takes the fixes that may be written at `level`: those of findings that offer exactly one.
    /// Between several a person chooses. Of two that touch, the later waits for the next round.
    pub fn new(findings: &[Finding], level: Applicability) -> Self {
        let mut taken: BTreeMap<Span, &Edit> = BTreeMap::new();
        let mut rules = Vec::new();
        for (finding, fix) in findings.iter().filter_map(|f| Some((f, only_fix(f, level)?))) {
            let clear = |e: &Edit| taken.get(&e.span).is_some_and(|t| *t == e) || !touches(&taken, e.span);
            if fix.edits.iter().all(clear) {
                taken.extend(fix.edits.iter().map(|e| (e.span, e)));
                rules.push(finding.rule);
            }
        }
        Self { edits: taken.into_values().cloned().collect(), rules }
    }
}

/// The one fix of a finding that `level` allows; a safe fix goes before suggested ones.
fn only_fix(finding: &Finding, level: Applicability) -> Option<&Fix> {
    let best = finding.fixes.iter().map(|f| f.applicability).filter(|a| *a >= level).max()?;
    let mut fixes = finding.fixes.iter().filter(|f| f.applicability == best);
    fixes.next().filter(|_| fixes.next().is_none())
}

/// True when `span` overlaps or touches a taken one. The taken ones are disjoint.
fn touches(taken: &BTreeMap<Span, &Edit>, span: Span) -> bool {
    let before = taken.range(..=span).next_back().is_some_and(|(t, _)| t.end >= span.start);
    before || taken.range(span..).next().is_some_and(|(t, _)| t.start <= span.end)
}

/// The text with the edits made. `edits` are disjoint and in order; one that does not fit is left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0usize;
    for edit in edits {
        let range = edit.span.range();
        let fits = text.get(range.clone()).is_some();
        let Some(kept) = text.get(at..range.start).filter(|_| fits) else {
            continue;
        };
        out.push_str(kept);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::message::{Message, Title};

    fn finding(edits: &[(u32, u32, &str)], applicability: Applicability) -> Finding {
        let edits: Vec<Edit> = edits.iter().map(|(s, e, t)| Edit::new(Span::new(*s, *e), *t)).collect();
        let places = edits.iter().map(|e| e.span).collect();
        Finding::new("script/stray", Severity::Warning, Message::new("script/stray", "default"), places).with_fix(
            Title::Replace("x".into()),
            applicability,
            edits,
        )
    }

    #[test]
    fn a_fix_is_taken_whole_or_not_at_all() {
        let findings = [
            finding(&[(0, 3, "a"), (9, 12, "b")], Applicability::Safe),
            finding(&[(12, 15, "c"), (30, 33, "d")], Applicability::Safe),
            finding(&[(20, 23, "e")], Applicability::Safe),
        ];
        let spans: Vec<u32> = Plan::new(&findings, Applicability::Safe).edits.iter().map(|e| e.span.start).collect();
        assert_eq!(spans, [0, 9, 20]);
    }

    #[test]
    fn suggested_fixes_wait_to_be_asked_for() {
        let findings = [finding(&[(0, 3, "a")], Applicability::Suggested)];
        assert!(Plan::new(&findings, Applicability::Safe).edits.is_empty());
        assert_eq!(Plan::new(&findings, Applicability::Suggested).edits.len(), 1);
    }

    #[test]
    fn between_two_candidates_nobody_chooses() {
        let mut one = finding(&[(0, 3, "a")], Applicability::Suggested);
        one.fixes.extend(finding(&[(0, 3, "b")], Applicability::Suggested).fixes);
        assert!(Plan::new(&[one], Applicability::Suggested).edits.is_empty());
    }

    #[test]
    fn equal_edits_of_two_findings_are_made_once() {
        let findings = [finding(&[(0, 3, "a")], Applicability::Safe), finding(&[(0, 3, "a")], Applicability::Safe)];
        assert_eq!(apply("后面", &Plan::new(&findings, Applicability::Safe).edits), "a面");
    }
}
