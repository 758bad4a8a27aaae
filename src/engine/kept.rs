//! Findings on their way from a rule to the reader.

use super::change::Moved;
use super::sign::Sign;
use crate::finding::Finding;
use crate::text::Span;

/// All that one rule said of the article, in its order.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub rule: &'static str,
    pub findings: Vec<Kept>,
}

/// A finding as the rule made it, and what became of it. Its key is that of what the reader sees.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    finding: Finding,
    fate: Fate,
    pub sign: Option<Sign>,
}

/// What other families and the article's own comments left of a finding.
#[derive(Clone, Debug, PartialEq)]
enum Fate {
    Whole,
    Cut(Box<Finding>),
    Gone,
}

impl Output {
    pub fn new(rule: &'static str, findings: Vec<Finding>) -> Self {
        Self { rule, findings: findings.into_iter().map(Kept::new).collect() }
    }
}

impl Output {
    /// True when the rule made just these.
    pub fn is(&self, findings: &[Finding]) -> bool {
        let same = |(kept, finding): (&Kept, &Finding)| kept.finding.is(finding);
        self.findings.len() == findings.len() && self.findings.iter().zip(findings).all(same)
    }
}

impl Kept {
    pub fn new(finding: Finding) -> Self {
        Self { finding, fate: Fate::Whole, sign: None }
    }

    /// As the rule made it.
    pub fn made(&self) -> &Finding {
        &self.finding
    }

    /// What the reader sees, if anything.
    pub fn shown(&self) -> Option<&Finding> {
        match &self.fate {
            Fate::Whole => Some(&self.finding),
            Fate::Cut(finding) => Some(finding),
            Fate::Gone => None,
        }
    }

    pub fn into_shown(self) -> Option<Finding> {
        match self.fate {
            Fate::Whole => Some(self.finding),
            Fate::Cut(finding) => Some(*finding),
            Fate::Gone => None,
        }
    }

    pub fn set_key(&mut self, key: u64) {
        match &mut self.fate {
            Fate::Whole => self.finding.key = key,
            Fate::Cut(finding) => finding.key = key,
            Fate::Gone => {}
        }
    }

    /// Shows the finding as the rule made it again.
    pub fn restore(&mut self) {
        self.finding.key = 0;
        self.fate = Fate::Whole;
    }

    /// Keeps of what is shown the places that pass; a finding without places goes.
    pub fn retain(&mut self, keep: impl Fn(&Span) -> bool) {
        let Some(shown) = self.shown() else { return };
        if shown.places.is_empty() || !shown.places.iter().any(&keep) {
            self.fate = Fate::Gone;
        } else if !shown.places.iter().all(&keep) {
            let mut cut = shown.clone();
            cut.retain_places(keep);
            self.fate = Fate::Cut(Box::new(cut));
        }
    }

    /// Takes the edits at spans that pass out of what is shown: flagged, but left as it is.
    pub fn leave(&mut self, alone: impl Fn(&Span) -> bool) {
        let Some(shown) = self.shown() else { return };
        if !shown.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| alone(&edit.span)) {
            return;
        }
        let mut cut = shown.clone();
        cut.leave(alone);
        self.fate = Fate::Cut(Box::new(cut));
    }

    /// Takes every span to where an edit left it; false where the edit touched one.
    pub fn shift(&mut self, moved: Moved) -> bool {
        let place = |span| moved.place(span);
        let cut = match &mut self.fate {
            Fate::Cut(finding) => finding.shift(place),
            Fate::Whole | Fate::Gone => true,
        };
        self.sign = self.sign.take().and_then(|sign| sign.shifted(moved));
        cut && self.finding.shift(place)
    }
}
