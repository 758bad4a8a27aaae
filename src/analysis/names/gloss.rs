//! Glosses that tie two names of one entity together: `亚马逊云科技（AWS）`, `A（下称B）`, `A，又譯B`, `A / B`,
//! or the bare `博通 Broadcom`.
//!
//! Invariant: company, unit and product are different entities and are never tied.

use std::ops::Range;

use super::super::Observe;
use super::Mention;
use super::cues::{class, inside};
use super::find::{Found, named};

/// More between two names is no gloss.
const FAR: usize = 16;

/// As far as the end of a name over another one is looked for.
const RUBY: usize = 96;

/// Two names (indexes of groups) that the article calls the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub entity: u16,
    pub names: (u16, u16),
}

pub(super) fn observe(cx: &Observe<'_>, mentions: &[Mention]) -> Vec<Link> {
    let pairs = mentions.iter().zip(mentions.iter().skip(1));
    let tied = pairs.filter(|(a, b)| a.entity == b.entity && a.group != b.group && is_gloss(cx, a, b));
    let tied = tied.map(|(a, b)| Link { entity: a.entity, names: (a.group, b.group) });
    tied.chain(mentions.iter().filter_map(|mention| ruby(cx, mention))).collect()
}

/// The name that is set over or behind another one: `斯诺登<rt>Edward Snowden</rt>`.
fn ruby(cx: &Observe<'_>, mention: &Mention) -> Option<Link> {
    let rest = cx.segment.text.get(mention.span.end as usize..).filter(|rest| rest.starts_with('<'))?;
    let near = rest.char_indices().nth(RUBY).map_or(rest.len(), |(at, _)| at);
    let (tags, inner) = rest.get(..near)?.split_once("<rt").filter(|(tags, _)| tags.len() <= FAR)?;
    let (_, name) = inner.split('<').next()?.split_once('>')?;
    let only_tags = tags.is_empty() || tags.ends_with(['>', '(', '（']);
    let group = named(cx, name.trim()).filter(|group| only_tags && *group != mention.group)?;
    let found = Found { range: 0..0, group };
    let same = found.group(cx)?.entity == mention.entity;
    same.then_some(Link { entity: mention.entity, names: (mention.group, group) })
}

/// Nothing stands between the two but what ties them.
fn is_gloss(cx: &Observe<'_>, a: &Mention, b: &Mention) -> bool {
    let between = cx.view.index_of(a.span.end)..cx.view.index_of(b.span.start);
    if between.len() > FAR {
        return false;
    }
    let cues: Vec<Range<usize>> = inside(cx, &between, class::GLOSS).collect();
    let rest: Vec<char> = between
        .clone()
        .filter(|i| !cues.iter().any(|cue| cue.contains(i)))
        .filter_map(|i| cx.view.chars().get(i).copied())
        .filter(|c| !is_mark(*c))
        .collect();
    match rest.as_slice() {
        // 博通 Broadcom; but 谷歌谷歌云 are two words.
        [] => !cues.is_empty() || a.is_latin() != b.is_latin(),
        ['(' | '/' | '|' | '='] | ['公' | '集', '司' | '团', '('] => true,
        [',' | '(' | ';', ..] => !cues.is_empty() && rest.iter().all(|c| matches!(c, ',' | '(' | ';' | ':' | '为')),
        _ => false,
    }
}

/// Spaces, quotation marks and what is left of a link say nothing.
fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{FFFC}' | '[' | ']' | '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '*')
}
