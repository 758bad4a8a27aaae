//! What an editor asks about the name at a place: its card, and the choices that no finding holds.
//!
//! Reads observations only. Invariant: every edit of a choice covers one mention, or stands behind the first.

use std::collections::BTreeMap;

use crate::analysis::names::model::Role;
use crate::analysis::names::{Mention, Reading};
use crate::engine::{Article, Engine};
use crate::finding::{Applicability, Edit, Fix};
use crate::message::{Message, Title};
use crate::settings::Script;
use crate::text::Span;

/// What is known of an entity, and how this article writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub id: String,
    /// Id of the entity it belongs to.
    pub parent: Option<String>,
    /// Language tag and name.
    pub names: Vec<(&'static str, String)>,
    /// Former names, and until when (month 0: only the year is known).
    pub former: Vec<(String, Option<(u16, u8)>)>,
    /// Each form of this article with its count, the first one first.
    pub forms: Vec<(String, usize)>,
}

/// The card of the entity that is named at a byte of the article.
pub fn card(engine: &Engine, article: &Article, byte: u32) -> Option<Card> {
    let all = mentions_beside(article, byte)?;
    let (here, _) = all.iter().find(|(_, span)| span.start <= byte && byte < span.end)?;
    let entity = here.entity()?;
    let names = [
        ("zh-Hans", entity.hans),
        ("zh-Hant", entity.hant),
        ("zh-TW", entity.tw),
        ("zh-HK", entity.hk),
        ("en", entity.en),
    ];
    let names = names.into_iter().filter_map(|(tag, name)| Some((tag, name?.to_owned()))).collect();
    let groups = engine.project().groups_of(here.entity);
    let former = groups.filter_map(|group| match group.role {
        Role::Former { until } => Some((group.hans.to_owned(), until)),
        _ => None,
    });
    let parent = entity.parent.and_then(|parent| engine.project().entity(parent)).map(|parent| parent.id.to_owned());
    Some(Card {
        id: entity.id.to_owned(),
        parent,
        names,
        former: former.collect(),
        forms: forms(article, &all, here.entity),
    })
}

/// "Use X throughout" for each live form of the entity at a byte, and a gloss at its first mention.
pub fn choices(article: &Article, byte: u32, script: Script) -> Vec<Fix> {
    let all = mentions_beside(article, byte).unwrap_or_default();
    let Some((here, _)) = all.iter().find(|(_, span)| span.start <= byte && byte < span.end) else { return Vec::new() };
    let text = article.document().text();
    let own: Vec<&(&Mention, Span)> = all
        .iter()
        .filter(|(m, _)| m.entity == here.entity && !m.around.compound && m.reading == Reading::Right)
        .collect();
    let mut fixes = Vec::new();
    for (form, _) in forms(article, &all, here.entity) {
        let others = own.iter().filter(|(_, span)| span.of(text) != form);
        let edits: Vec<Edit> = others.map(|(_, span)| Edit::new(*span, form.as_str())).collect();
        fixes.extend((!edits.is_empty()).then(|| fix("throughout", &form, edits)));
    }
    let gloss = own.first().and_then(|(mention, span)| {
        let entity = mention.entity()?;
        let han = if script == Script::Hant { entity.hant } else { entity.hans };
        let other = if mention.is_latin() { han } else { entity.en }?;
        Some(fix("gloss", other, vec![Edit::new(Span::new(span.end, span.end), format!("（{other}）"))]))
    });
    let tied = article.seen().iter().flat_map(|seen| &seen.links).any(|link| link.entity == here.entity);
    fixes.extend(gloss.filter(|_| !tied));
    fixes
}

/// The entity to add to `jiaodui.toml` for a name that nobody knows.
pub fn stub(name: &str) -> String {
    let id: String =
        name.chars().map(|c| if c.is_whitespace() { '-' } else { c }).flat_map(char::to_lowercase).collect();
    let language = if name.is_ascii() { "en" } else { "zh-Hans" };
    format!("[[names.entity]]\nid = {id:?}\nkind = \"vendor\"\nname = {{ {language} = {name:?} }}\n")
}

fn fix(key: &'static str, form: &str, edits: Vec<Edit>) -> Fix {
    let title = Title::Page(Message::new("names/inconsistent", key).text("expected", form));
    Fix { title, applicability: Applicability::Suggested, edits }
}

/// All mentions of an article that has one at `byte`. Editors ask at every move of the cursor, and most stand on no
/// name: that is seen from one segment.
fn mentions_beside(article: &Article, byte: u32) -> Option<Vec<(&Mention, Span)>> {
    let index = article.document().segment_at(byte);
    let base = article.document().start_of(index);
    let here = |m: &Mention| m.span.shifted(base).start <= byte && byte < m.span.shifted(base).end;
    article.seen().get(index)?.mentions.iter().any(here).then(|| mentions(article))
}

/// All mentions that count, with their places in the article.
fn mentions(article: &Article) -> Vec<(&Mention, Span)> {
    let (facts, mut all, mut base) = (article.facts(), Vec::new(), 0u32);
    for (segment, seen) in article.document().segments().iter().zip(article.seen()) {
        let here = seen.mentions.iter().filter(|m| m.counts(&facts) && !m.broken);
        all.extend(here.map(|m| (m, m.span.shifted(base))));
        base = base.saturating_add(segment.len());
    }
    all
}

fn forms(article: &Article, all: &[(&Mention, Span)], entity: u16) -> Vec<(String, usize)> {
    let text = article.document().text();
    let mut forms: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for (_, span) in all.iter().filter(|(m, _)| m.entity == entity) {
        forms.entry(span.of(text)).or_insert((0, *span)).0 += 1;
    }
    let mut forms: Vec<(&str, (usize, Span))> = forms.into_iter().collect();
    forms.sort_by_key(|(_, (_, first))| *first);
    forms.into_iter().map(|(form, (n, _))| (form.to_owned(), n)).collect()
}
