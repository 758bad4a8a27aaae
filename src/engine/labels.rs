//! Labels of links: `[阿里云][]` and `[阿里云]` lead somewhere in Markdown because `[阿里云]: …` says where.
//!
//! Invariant: no edit is shown that would change a label away from its definition; what is wrong there is told
//! all the same.

use std::collections::BTreeSet;

use super::kept::Output;
use super::taken::Taken;
use super::{Article, Kinds};
use crate::document::{Declaration, Format, label_key};
use crate::text::Span;

/// Takes the edits inside such labels out of what is shown.
pub(super) fn spare(article: &Article, outputs: &mut [Output]) {
    let keys = keys(article);
    if keys.is_empty() {
        return;
    }
    let labels = Taken::of(used(article, &keys).into_iter());
    for kept in outputs.iter_mut().flat_map(|output| &mut output.findings) {
        kept.leave(|edit| labels.contests(*edit));
    }
}

/// True when the article defines what a label leads to.
pub(super) fn are_defined(article: &Article) -> bool {
    article.document().format == Format::Markdown && definitions(article).next().is_some()
}

fn keys(article: &Article) -> BTreeSet<&str> {
    let markdown = article.document().format == Format::Markdown;
    definitions(article).filter(|_| markdown).collect()
}

fn definitions(article: &Article) -> impl Iterator<Item = &str> {
    let declaring = article.sums().with(Kinds::DECLARATIONS).flatten().filter_map(|i| article.at(i));
    declaring.flat_map(|at| &at.segment.declarations).filter_map(|declaration| match declaration {
        Declaration::Label(key) => Some(&**key),
        _ => None,
    })
}

/// Where the labels stand that lead somewhere, with their brackets.
fn used(article: &Article, keys: &BTreeSet<&str>) -> Vec<Span> {
    let text = article.document().text();
    let (mut used, mut from) = (Vec::new(), 0);
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('[')).map(|at| from + at) {
        from = open + 1;
        let Some(inner) = text.get(from..) else { break };
        let Some(length) = inner.bytes().take(LONGEST).position(|b| matches!(b, b'[' | b']')) else { continue };
        let end = from + length + 1;
        let closed = inner.as_bytes().get(length) == Some(&b']');
        let behind = text.get(end..).unwrap_or_default();
        let leads_elsewhere = behind.starts_with('(') || (behind.starts_with('[') && !behind.starts_with("[]"));
        let key = inner.get(..length).filter(|_| closed && !leads_elsewhere).map(label_key);
        if key.is_some_and(|key| keys.contains(key.as_str())) {
            used.push(Span::new(open as u32, end as u32));
        }
    }
    used
}

/// CommonMark's limit of a label.
const LONGEST: usize = 1000;
