//! How much there was. Adding tallies in any order gives the same sum.

use std::collections::BTreeMap;

use crate::finding::{Applicability, Finding, Severity};

/// Counts of findings, by severity and by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub files: usize,
    pub skipped: usize,
    severities: [usize; 4],
    /// Findings with a safe fix.
    pub fixable: usize,
    /// Findings and places of each rule.
    pub rules: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    /// The tally of one article.
    pub fn of(findings: &[Finding]) -> Self {
        let mut tally = Self { files: 1, ..Self::default() };
        for finding in findings {
            if let Some(count) = tally.severities.get_mut(finding.severity as usize) {
                *count += 1;
            }
            let safe = finding.fixes.iter().any(|f| f.applicability == Applicability::Safe);
            tally.fixable += usize::from(safe);
            let (found, places) = tally.rules.entry(finding.rule).or_default();
            *found += 1;
            *places += finding.places.len();
        }
        tally
    }

    /// The same, of a file that is no article.
    #[must_use]
    pub fn of_no_article(self) -> Self {
        Self { files: 0, ..self }
    }

    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.skipped += other.skipped;
        for (sum, more) in self.severities.iter_mut().zip(other.severities) {
            *sum += more;
        }
        self.fixable += other.fixable;
        for (rule, (found, places)) in &other.rules {
            let sum = self.rules.entry(rule).or_default();
            sum.0 += found;
            sum.1 += places;
        }
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.severities.get(severity as usize).copied().unwrap_or_default()
    }

    /// Findings at `severity` and above.
    pub fn at_least(&self, severity: Severity) -> usize {
        self.severities.iter().skip(severity as usize).sum()
    }
}
