//! An open article: edited and judged again and again, at the cost of what an edit changed.
//!
//! Invariant: what it shows equals what [`Engine::judge`] says of the same article.

use std::sync::Arc;

use super::article::Replaced;
use super::change::{Change, Moved};
use super::judge::{all_said, said, settle};
use super::kept::{Kept, Output};
use super::sign::{Shown, keys};
use super::{Article, Checked, Engine, Judge, Kinds, SegmentAt, Verdict, labels};
use crate::analysis::{Facts, Seen};
use crate::document::{Document, Segment};
use crate::finding::Finding;
use crate::text::Span;

/// For a language server, one for each open document: `new` when it is opened, `edit` for each change in the
/// order they come (cheap; several before one `judge` are well), `judge` when findings are wanted, then
/// [`Self::findings`], which lends them in the order of reports. Nothing is copied: take as many as are
/// published and [`Self::len`] for the rest.
///
/// Always the same engine: with other settings, open anew. After a panic in `edit` or `judge`, open anew too.
#[derive(Clone, Debug)]
pub struct Desk {
    article: Article,
    pending: Pending,
    facts: Facts,
    verdict: Verdict,
    outputs: Vec<Output>,
    order: Vec<Shown>,
    idle: Vec<usize>,
}

/// What happened since the last judgement.
#[derive(Clone, Debug)]
enum Pending {
    Nothing,
    Edits(Edits),
    /// More than is worth keeping account of, or never judged yet.
    Everything,
}

/// Edits as one: `inserted` segments from `first` on stand where `old` ones stood.
#[derive(Clone, Debug)]
struct Edits {
    moved: Moved,
    first: usize,
    inserted: usize,
    old: Vec<(Segment, Arc<Seen>)>,
    /// Where the first of the old ones starts. Nothing before it has moved.
    base: u32,
}

/// Edits that touch more segments than this are judged anew.
const MOST: usize = 256;

impl Desk {
    /// Reads and judges an article.
    pub fn new(engine: &Engine, document: Document) -> Self {
        let article = Article::at_once(engine, document);
        let (facts, verdict) = (Facts::default(), Verdict::default());
        let (pending, outputs, order, idle) = (Pending::Everything, Vec::new(), Vec::new(), Vec::new());
        let mut desk = Self { article, pending, facts, verdict, outputs, order, idle };
        desk.judge(engine);
        desk
    }

    pub fn document(&self) -> &Document {
        self.article.document()
    }

    /// The article as [`Engine::judge`] takes it.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Replaces `span` (bytes of the text, on character boundaries). One that does not fit changes nothing.
    pub fn edit(&mut self, engine: &Engine, span: Span, replacement: &str) {
        if self.document().text().get(span.range()).is_none() {
            return;
        }
        let moved = Moved { span, inserted: u32::try_from(replacement.len()).unwrap_or(u32::MAX) };
        let before = std::mem::replace(&mut self.pending, Pending::Everything);
        let replaced = self.article.replace(engine, span, replacement);
        self.pending = match before {
            Pending::Nothing => Edits::new(moved, replaced, &self.article).bounded(),
            Pending::Edits(edits) => {
                edits.then(moved, replaced, &self.article).map_or(Pending::Everything, Edits::bounded)
            }
            Pending::Everything => Pending::Everything,
        };
    }

    /// Brings verdict and findings up to date.
    pub fn judge(&mut self, engine: &Engine) {
        let pending = std::mem::replace(&mut self.pending, Pending::Everything);
        if !matches!(pending, Pending::Nothing) {
            let facts = self.article.facts();
            let verdict = Verdict::new(&self.article, &facts, engine.settings());
            match &pending {
                Pending::Edits(edits) => {
                    let cx = Judge::new(engine, &self.article, &facts, &verdict);
                    let change = edits.change(&self.article, &self.facts, &self.verdict);
                    if rejudge(engine, &self.article, (&cx, &change), &mut self.outputs) {
                        (self.order, self.idle) = settle(&self.article, engine.settings(), &mut self.outputs);
                    } else {
                        keys(&mut self.outputs, &self.order, self.article.document().text());
                    }
                }
                Pending::Nothing | Pending::Everything => {
                    self.outputs = all_said(engine, &self.article, &facts, &verdict);
                    (self.order, self.idle) = settle(&self.article, engine.settings(), &mut self.outputs);
                }
            }
            (self.facts, self.verdict) = (facts, verdict);
        }
        self.pending = Pending::Nothing;
    }

    /// As of the last judgement.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// How many findings there are, as of the last judgement.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The findings as of the last judgement, by place, then rule.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let kept = |shown: &Shown| self.outputs.get(shown.output as usize)?.findings.get(shown.finding as usize);
        self.order.iter().filter_map(kept).filter_map(Kept::shown)
    }

    /// A copy of all that is to be said.
    pub fn checked(&self) -> Checked {
        let (verdict, idle) = (self.verdict.clone(), self.idle.clone());
        Checked { verdict, findings: self.findings().cloned().collect(), idle }
    }
}

/// Judges again what an edit may have changed; all other findings only move. True when what is shown, or
/// its order, may be another.
fn rejudge(
    engine: &Engine,
    article: &Article,
    (cx, change): (&Judge<'_>, &Change<'_>),
    outputs: &mut [Output],
) -> bool {
    let mut differs = !engine.settings().hushed.is_empty()
        || !change.is_free_of(Kinds::DIRECTIVES.with(Kinds::DECLARATIONS))
        || cx.with(Kinds::DIRECTIVES).next().is_some()
        || labels::are_defined(article);
    for (rule, output) in engine.asked().zip(outputs) {
        let moved = output.findings.iter_mut().all(|kept| kept.shift(change.moved));
        if moved && rule.holds(cx, change) {
            continue;
        }
        let fresh = said(rule, cx);
        if !(moved && output.is(&fresh)) {
            *output = Output::new(rule.id(), fresh);
            differs = true;
        }
    }
    differs
}

impl Edits {
    fn new(moved: Moved, replaced: Replaced, article: &Article) -> Self {
        let Replaced { removed, inserted, old } = replaced;
        Self { moved, first: removed.start, inserted, old, base: article.document().start_of(removed.start) }
    }

    /// These edits and one more as one; nothing when it lies far from them. `article` is as it is after both.
    fn then(self, moved: Moved, replaced: Replaced, article: &Article) -> Option<Self> {
        let Replaced { removed, inserted, old } = replaced;
        let mine = self.first..self.first + self.inserted;
        let (first, end) = (mine.start.min(removed.start), mine.end.max(removed.end));
        if (mine.start - first) + (end - mine.end) > MOST {
            return None;
        }
        // A segment as it stood between the two, by its number of then.
        let between = |index: usize| match index {
            i if i < removed.start => article.pair(i),
            i if i < removed.end => old.get(i - removed.start).cloned(),
            i => article.pair(i - removed.len() + inserted),
        };
        let head: Vec<(Segment, Arc<Seen>)> = (first..mine.start).filter_map(between).collect();
        let base = self.base - head.iter().map(|(segment, _)| segment.len()).sum::<u32>();
        let tail = (mine.end..end).filter_map(between);
        let old = head.into_iter().chain(self.old).chain(tail).collect();
        Some(Self { moved: self.moved.then(moved), first, inserted: end - first - removed.len() + inserted, old, base })
    }

    fn bounded(self) -> Pending {
        if self.old.len() + self.inserted > MOST { Pending::Everything } else { Pending::Edits(self) }
    }

    fn change<'a>(&'a self, article: &'a Article, facts: &'a Facts, verdict: &'a Verdict) -> Change<'a> {
        let mut base = self.base;
        let place = |(index, (segment, seen)): (usize, &'a (Segment, Arc<Seen>))| {
            let at = SegmentAt { index: self.first + index, base, segment, seen };
            base = base.saturating_add(segment.len());
            at
        };
        let old = self.old.iter().enumerate().map(place).collect();
        let new = (self.first..self.first + self.inserted).filter_map(|index| article.at(index)).collect();
        Change { moved: self.moved, first: self.first, old, new, facts, verdict }
    }
}
