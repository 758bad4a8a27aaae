//! Inline suppressions: `<!-- jiaodui-disable … -->` and its kin.

use super::kept::Output;
use super::taken::Taken;
use super::{Article, Kinds};
use crate::document::{Directive, DirectiveKind};
use crate::settings::matches;
use crate::text::Span;

/// A stretch of the article in which some rules are silent.
struct Hush<'a> {
    span: Span,
    directive: &'a Directive,
}

/// Drops the places that the article's own comments suppress; a finding without places goes.
pub(super) fn apply(article: &Article, outputs: &mut [Output]) {
    let hushes = hushes(article);
    if hushes.is_empty() {
        return;
    }
    for output in outputs {
        let silent = Taken::of(hushes.iter().filter(|h| h.speaks_of(output.rule)).map(|h| h.span));
        output.findings.iter_mut().for_each(|kept| kept.retain(|place| !silent.holds(*place)));
    }
}

impl Hush<'_> {
    fn speaks_of(&self, rule: &str) -> bool {
        self.directive.rules.is_empty() || self.directive.rules.iter().any(|key| matches(key, rule))
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
            DirectiveKind::DisableNextLine => line_around(text, next_line(text, at.end)),
        };
        hushes.push(Hush { span, directive });
    }
    hushes
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
