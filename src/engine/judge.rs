//! From observations to findings: every rule judges, then the whole is settled and put in order.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::kept::{Kept, Output};
use super::sign::{Shown, sign};
use super::{Article, Checked, Engine, Kinds, Rule, Verdict, labels, precedence, suppress, threads};
use crate::analysis::names::ProjectNames;
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
    /// The project's own names, and what it prefers.
    pub project: &'a ProjectNames,
    article: &'a Article,
    shared: RefCell<Vec<Rc<dyn Any>>>,
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
    pub(super) fn new(engine: &'a Engine, article: &'a Article, facts: &'a Facts, verdict: &'a Verdict) -> Self {
        let (document, settings) = (article.document(), &engine.settings);
        Self { document, facts, verdict, settings, project: &engine.project, article, shared: RefCell::default() }
    }

    /// All segments, in order. A rule that needs only some asks [`Self::with`] for them.
    pub fn segments(&self) -> impl Iterator<Item = SegmentAt<'a>> + use<'a> {
        self.with(Kinds::ALL)
    }

    /// The segments that have something of these sorts, in order.
    pub fn with(&self, wanted: Kinds) -> impl Iterator<Item = SegmentAt<'a>> + use<'a> {
        let article = self.article;
        let indexes = article.sums().with(wanted).flatten();
        let kinds = |index: usize| article.kinds().get(index).copied().unwrap_or_default();
        indexes.filter(move |index| kinds(*index).meets(wanted)).filter_map(|index| article.at(index))
    }

    /// The segments in which a rule noted something, in order.
    pub fn marked(&self, rule: &'static str) -> impl Iterator<Item = SegmentAt<'a>> + use<'a> {
        self.with(Kinds::marks_of(rule))
    }

    /// The segment of this number.
    pub fn at(&self, index: usize) -> Option<SegmentAt<'a>> {
        self.article.at(index)
    }

    /// The segment that holds a byte of the article.
    pub fn segment_at(&self, byte: u32) -> Option<SegmentAt<'a>> {
        self.article.at(self.document.segment_at(byte))
    }

    /// What several rules read and the first of them makes; told apart by its type.
    pub fn shared<T: 'static>(&self, make: impl FnOnce() -> T) -> Rc<T> {
        let known = self.shared.borrow().iter().find_map(|any| Rc::clone(any).downcast().ok());
        known.unwrap_or_else(|| {
            let made = Rc::new(make());
            self.shared.borrow_mut().push(Rc::clone(&made) as Rc<dyn Any>);
            made
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
    /// What rules look at, for whoever reads an article without judging it.
    pub fn look<R>(&self, article: &Article, read: impl FnOnce(&Judge<'_>) -> R) -> R {
        let facts = article.facts();
        let verdict = Verdict::new(article, &facts, &self.settings);
        read(&Judge::new(self, article, &facts, &verdict))
    }

    /// Judges an article from its stored observations. What is edited and judged again and again is
    /// cheaper as a [`super::Desk`].
    pub fn judge(&self, article: &Article) -> Checked {
        let facts = article.facts();
        let verdict = Verdict::new(article, &facts, &self.settings);
        let cx = Judge::new(self, article, &facts, &verdict);
        let mut outputs: Vec<Output> = self.asked().map(|rule| Output::new(rule.id(), said(rule, &cx))).collect();
        let (order, idle) = settle(article, &self.settings, &mut outputs);
        let mut kept: Vec<Vec<Option<Finding>>> =
            outputs.into_iter().map(|o| o.findings.into_iter().map(Kept::into_shown).collect()).collect();
        let mut take = |shown: Shown| kept.get_mut(shown.output as usize)?.get_mut(shown.finding as usize)?.take();
        let findings = order.into_iter().filter_map(&mut take).collect();
        Checked { verdict, findings, idle }
    }

    /// The rules that are not switched off.
    pub(super) fn asked(&self) -> impl Iterator<Item = &'static dyn Rule> + '_ {
        self.rules.iter().copied().filter(|rule| {
            let default = pages::page(rule.id()).and_then(|p| p.severity);
            self.settings.severity(rule.id(), default).is_some()
        })
    }
}

/// What every rule says of an article that somebody waits for: families side by side, where there are threads.
pub(super) fn all_said(engine: &Engine, article: &Article, facts: &Facts, verdict: &Verdict) -> Vec<Output> {
    let rules: Vec<&'static dyn Rule> = engine.asked().collect();
    let family = |rule: &&'static dyn Rule| rule.id().split('/').next().unwrap_or_default();
    let families: Vec<&[&'static dyn Rule]> = rules.chunk_by(|a, b| family(a) == family(b)).collect();
    let each = |(): &mut (), rules: &&[&'static dyn Rule]| -> Vec<Output> {
        let cx = Judge::new(engine, article, facts, verdict);
        rules.iter().map(|rule| Output::new(rule.id(), said(*rule, &cx))).collect()
    };
    let outputs = threads::map(&families, |_| article.document().text().len(), each);
    outputs.into_iter().flatten().collect()
}

pub(super) fn said(rule: &dyn Rule, cx: &Judge<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    rule.judge(cx, &mut findings);
    findings
}

/// Decides what of the rules' findings is shown, gives it keys and puts it in order. Tells, too, which
/// entries of the configuration silenced nothing.
pub(super) fn settle(article: &Article, settings: &Settings, outputs: &mut [Output]) -> (Vec<Shown>, Vec<usize>) {
    precedence::settle(outputs);
    labels::spare(article, outputs);
    let idle = suppress::apply(article, settings, outputs);
    (sign(outputs, article.document().text()), idle)
}
