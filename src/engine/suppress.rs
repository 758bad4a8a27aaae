//! Suppressions: the article's own comments, `<!-- jiaodui-disable … -->` and its kin, and the places that
//! the configuration silences. One that silences nothing is told.

use super::kept::{Kept, Output};
use super::taken::Taken;
use super::{Article, Kinds, Silencer};
use crate::document::{Directive, DirectiveKind};
use crate::finding::Finding;
use crate::message::Message;
use crate::pages;
use crate::settings::{Hushed, Settings, matches};
use crate::text::Span;

/// The rule that speaks of suppressions; none of them silences it.
pub(super) const RULE: &str = "config/suppression";

/// The sentence of a suppression that silences nothing.
const UNUSED: &str = "unused";

/// A stretch of the article in which some rules are silent.
struct Hush<'a> {
    span: Span,
    directive: &'a Directive,
    /// Where its comment stands.
    at: Span,
}

/// Drops the places that comments and configuration suppress; a finding without places goes. Returns which
/// entries of the configuration silenced nothing.
pub(super) fn apply(article: &Article, settings: &Settings, outputs: &mut [Output]) -> Vec<usize> {
    let idle = by_configuration(article, settings, outputs);
    let hushes = hushes(article);
    let unused: Vec<&Hush<'_>> = hushes.iter().filter(|h| h.has_run(outputs) && !h.is_used(outputs)).collect();
    if !hushes.is_empty() {
        for output in outputs.iter_mut().filter(|o| o.rule != RULE) {
            let silent = Taken::of(hushes.iter().filter(|h| h.speaks_of(output.rule)).map(|h| h.span));
            output.findings.iter_mut().for_each(|kept| kept.retain(|place| !silent.holds(*place)));
        }
    }
    if let Some(own) = outputs.iter_mut().find(|o| o.rule == RULE) {
        own.findings.retain(|kept| kept.made().message.key != UNUSED);
        own.findings.extend(unused.into_iter().map(|hush| Kept::new(hush.unused(article, settings))));
    }
    idle
}

fn by_configuration(article: &Article, settings: &Settings, outputs: &mut [Output]) -> Vec<usize> {
    let text = article.document().text();
    let mut idle = Vec::new();
    for (i, entry) in settings.hushed.iter().enumerate() {
        let mut is_idle = true;
        for output in outputs.iter_mut().filter(|o| o.rule != RULE && matches(&entry.rule, o.rule)) {
            for kept in &mut output.findings {
                let silenced = |place: &Span| entry.silences(place.of(text));
                is_idle &= !kept.shown().is_some_and(|f| f.places.iter().any(silenced));
                kept.retain(|place| !silenced(place));
            }
        }
        if is_idle {
            idle.push(i);
        }
    }
    idle
}

/// What keeps a place of a rule silent, of comments and configuration.
pub(super) fn silencer(article: &Article, settings: &Settings, rule: &str, place: Span) -> Option<Silencer> {
    let text = article.document().text();
    let silences = |entry: &Hushed| matches(&entry.rule, rule) && entry.silences(place.of(text));
    if let Some(entry) = settings.hushed.iter().position(silences) {
        return Some(Silencer::Configuration(entry));
    }
    let hushes = hushes(article);
    let hush = hushes.iter().find(|hush| hush.speaks_of(rule) && hush.span.overlaps(place))?;
    Some(Silencer::Comment(comment(hush.at, text)))
}

impl Hush<'_> {
    fn speaks_of(&self, rule: &str) -> bool {
        self.directive.rules.is_empty() || self.directive.rules.iter().any(|key| matches(key, rule))
    }

    /// True when every rule it may silence was asked: of others nobody knows what they would have said.
    fn has_run(&self, outputs: &[Output]) -> bool {
        let meant = pages::all().iter().filter(|p| p.family() != "config" && p.severity.is_some());
        let mut meant = meant.filter(|p| self.speaks_of(p.id)).peekable();
        meant.peek().is_some() && meant.all(|p| outputs.iter().any(|o| o.rule == p.id))
    }

    fn is_used(&self, outputs: &[Output]) -> bool {
        let spoken = outputs.iter().filter(|o| o.rule != RULE && self.speaks_of(o.rule));
        let mut places = spoken.flat_map(|o| &o.findings).filter_map(Kept::shown).flat_map(|f| &f.places);
        places.any(|place| place.overlaps(self.span))
    }

    fn unused(&self, article: &Article, settings: &Settings) -> Finding {
        let default = pages::page(RULE).and_then(|p| p.severity);
        let severity = settings.severity(RULE, default).unwrap_or(crate::finding::Severity::Warning);
        let text = article.document().text();
        let place = comment(self.at, text);
        Finding::new(RULE, severity, Message::new(RULE, UNUSED).text("what", place.of(text)), vec![place])
    }
}

fn hushes(article: &Article) -> Vec<Hush<'_>> {
    let directives = directives(article);
    if directives.is_empty() {
        return Vec::new();
    }
    let text = article.document().text();
    let end = text.len() as u32;
    let mut hushes: Vec<Hush<'_>> = Vec::new();
    for (i, (at, directive)) in directives.iter().enumerate() {
        let span = match directive.kind {
            DirectiveKind::Enable => continue,
            DirectiveKind::DisableFile => Span::new(0, end),
            DirectiveKind::Disable => Span::new(at.start, enabled_again(&directives[i..], directive).unwrap_or(end)),
            DirectiveKind::DisableLine => line_around(text, at.start),
            DirectiveKind::DisableNextLine => line_around(text, next_line(text, comment(*at, text).end)),
        };
        hushes.push(Hush { span, directive, at: *at });
    }
    hushes
}

/// A comment without the end of its line, which the scanner may count to it.
fn comment(at: Span, text: &str) -> Span {
    Span::new(at.start, at.start + at.of(text).trim_end().len() as u32)
}

/// All directives of the article with their places in it.
fn directives(article: &Article) -> Vec<(Span, &Directive)> {
    let (document, with) = (article.document(), article.sums().with(Kinds::DIRECTIVES));
    let segments = with.flatten().filter_map(|i| Some((document.start_of(i), document.segments().get(i)?)));
    segments.flat_map(|(base, segment)| segment.directives.iter().map(move |d| (d.span.shifted(base), d))).collect()
}

/// Where a later comment enables what `disabled` switched off: one for all rules, or for the same ones.
fn enabled_again(later: &[(Span, &Directive)], disabled: &Directive) -> Option<u32> {
    let ends = |d: &Directive| d.kind == DirectiveKind::Enable && (d.rules.is_empty() || d.rules == disabled.rules);
    later.iter().find(|(_, d)| ends(d)).map(|(span, _)| span.start)
}

fn next_line(text: &str, from: u32) -> u32 {
    let rest = text.get(from as usize..).unwrap_or_default();
    rest.find('\n').map_or(text.len() as u32, |i| from + i as u32 + 1)
}

fn line_around(text: &str, at: u32) -> Span {
    let before = text.get(..at as usize).unwrap_or_default();
    Span::new(before.rfind('\n').map_or(0, |i| i as u32 + 1), next_line(text, at))
}
