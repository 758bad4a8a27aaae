//! From observations to findings: every rule judges, then the whole is settled and put in order.

use std::sync::Arc;

use super::{Article, Checked, Engine, Verdict, precedence, suppress};
use crate::analysis::{Facts, Seen};
use crate::document::{Document, Segment};
use crate::finding::{Finding, Severity};
use crate::pages;
use crate::settings::Settings;
use crate::text::Span;

/// What a rule may look at when it judges.
#[derive(Debug)]
pub struct Judge<'a> {
    pub document: &'a Document,
    pub facts: &'a Facts,
    pub verdict: &'a Verdict,
    pub settings: &'a Settings,
    seen: &'a [Arc<Seen>],
}

/// A segment in its place.
#[derive(Clone, Copy, Debug)]
pub struct SegmentAt<'a> {
    pub index: usize,
    /// Byte of the article where the segment starts: `span.shifted(base)` leads from segment to article.
    pub base: u32,
    pub segment: &'a Segment,
    pub seen: &'a Seen,
}

impl<'a> Judge<'a> {
    /// All segments, in order.
    pub fn segments(&self) -> impl Iterator<Item = SegmentAt<'a>> + use<'a> {
        let mut base = 0u32;
        self.document.segments().iter().zip(self.seen).enumerate().map(move |(index, (segment, seen))| {
            let at = SegmentAt { index, base, segment, seen };
            base = base.saturating_add(segment.len());
            at
        })
    }

    /// The severity a finding of `rule` has unless the rule grades it: configured, or the page's.
    pub fn severity(&self, rule: &'static str) -> Severity {
        let default = pages::page(rule).and_then(|p| p.severity);
        self.settings.severity(rule, default).unwrap_or(Severity::Warning)
    }

    /// A severity graded by the rule itself, unless the user configured one.
    pub fn graded(&self, rule: &'static str, grade: Severity) -> Severity {
        self.settings.configured(rule).unwrap_or(grade)
    }
}

impl SegmentAt<'_> {
    pub fn text(&self, span: Span) -> &str {
        span.of(&self.segment.text)
    }
}

impl Engine {
    /// Judges an article from its stored observations.
    pub fn judge(&self, article: &Article) -> Checked {
        let facts = article.facts();
        let verdict = Verdict::new(article.document(), &facts, &self.settings);
        let cx = Judge {
            document: article.document(),
            facts: &facts,
            verdict: &verdict,
            settings: &self.settings,
            seen: article.seen(),
        };
        let mut findings = Vec::new();
        for rule in self.rules {
            let default = pages::page(rule.id()).and_then(|p| p.severity);
            if self.settings.severity(rule.id(), default).is_some() {
                rule.judge(&cx, &mut findings);
            }
        }
        let mut findings = precedence::settle(findings);
        suppress::apply(article.document(), &mut findings);
        findings.sort_by_key(|f| (f.first(), f.rule));
        sign(article.document(), &mut findings);
        Checked { verdict, findings }
    }
}

/// Gives each finding its key: rule, flagged text and the characters around it, counted where they repeat.
fn sign(document: &Document, findings: &mut [Finding]) {
    let text = document.text();
    let mut used = std::collections::HashMap::new();
    for finding in findings {
        let place = finding.first();
        let before = text.get(..place.start as usize).unwrap_or_default();
        let after = text.get(place.end as usize..).unwrap_or_default();
        let mut hash = Fnv::default();
        hash.write(finding.rule);
        hash.write(place.of(text));
        before.chars().rev().filter(|c| c.is_alphanumeric()).take(8).for_each(|c| hash.char(c));
        after.chars().filter(|c| c.is_alphanumeric()).take(8).for_each(|c| hash.char(c));
        let twin = used.entry(hash.0).or_insert(0u32);
        *twin += 1;
        finding.key = hash.0 ^ u64::from(*twin - 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// FNV-1a: stable over versions and machines, which the standard hasher does not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, text: &str) {
        for byte in text.bytes().chain([0xFF]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn char(&mut self, c: char) {
        self.write(c.encode_utf8(&mut [0; 4]));
    }
}
