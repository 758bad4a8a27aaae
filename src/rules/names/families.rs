//! The names of one entity in one article, joined into families: what is the same name in short or in full,
//! or tied by a gloss.
//!
//! Invariant: every use belongs to exactly one family.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ecow::EcoString;

use crate::analysis::names::Mention;
use crate::analysis::names::model::Role;
use crate::lexicon::is_han;
use crate::settings::Script;
use crate::text::Span;

/// One spelling of a name: the group of spellings, and which of its right ones.
type Spelling = (u16, u8);

/// How an entity is written in an article.
#[derive(Default)]
pub(super) struct Uses<'a> {
    spellings: BTreeMap<Spelling, Vec<(&'a Mention, Span)>>,
}

impl<'a> Uses<'a> {
    pub fn add(&mut self, mention: &'a Mention, span: Span) {
        self.spellings.entry((mention.group_id(), mention.house_id())).or_default().push((mention, span));
    }

    /// Every use of every spelling.
    pub fn all(&self) -> impl Iterator<Item = &(&'a Mention, Span)> {
        self.spellings.values().flatten()
    }

    pub fn are_several(&self) -> bool {
        self.spellings.len() > 1
    }
}

/// Names that are the same to the article's reader.
pub(super) struct Family<'a> {
    pub latin: bool,
    pub role: Role,
    pub places: Vec<(&'a Mention, Span)>,
}

impl Family<'_> {
    /// The heavier family is the one to keep: the entity's own name before an alternate, then the more frequent,
    /// then the first.
    pub fn weight(&self) -> (bool, usize, Reverse<Span>) {
        let own = !matches!(self.role, Role::Alt | Role::Former { .. });
        (own, self.places.len(), Reverse(self.places.first().map(|(_, span)| *span).unwrap_or_default()))
    }

    /// The name to write: as the entity writes it in the script, or as it stands most often.
    pub fn name(&self, script: Script, text: &str) -> EcoString {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, span) in &self.places {
            *counts.entry(span.of(text)).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(form, n)| (*n, Reverse(*form))).map(|(form, _)| form);
        let first = self.places.iter().find(|(_, span)| Some(span.of(text)) == most).map(|(mention, _)| *mention);
        let form = first.filter(|mention| !mention.is_latin()).and_then(|mention| mention.form(script));
        form.or(most).unwrap_or_default().into()
    }
}

/// Joins the spellings: short and full forms of one language, and what glosses tie.
/// `chinese`: a Latin word beside a name makes it part of a longer one.
pub(super) fn families<'a>(uses: &Uses<'a>, tied: impl Iterator<Item = (u16, u16)>, chinese: bool) -> Vec<Family<'a>> {
    let known: Vec<(&Spelling, &Vec<(&'a Mention, Span)>)> =
        uses.spellings.iter().filter(|(_, places)| places.iter().any(|(m, _)| counts(m))).collect();
    let mut family: Vec<usize> = (0..known.len()).collect();
    let mut join = |a: usize, b: usize| {
        let (Some(&keep), Some(&give)) = (family.get(a), family.get(b)) else { return };
        family.iter_mut().filter(|f| **f == give).for_each(|f| *f = keep);
    };
    let tied: Vec<(u16, u16)> = tied.collect();
    for (i, ((group, _), places)) in known.iter().enumerate() {
        for (j, ((other, _), others)) in known.iter().enumerate().skip(i + 1) {
            let glossed = tied.iter().any(|pair| *pair == (*group, *other) || *pair == (*other, *group));
            let same = if group == other { !clash(places, others) } else { same_name(places, others) };
            if glossed || same {
                join(i, j);
            }
        }
    }
    let mut out: BTreeMap<usize, Family<'a>> = BTreeMap::new();
    for ((_, places), at) in known.iter().zip(&family) {
        let role = role(places);
        let new = || Family { latin: is_latin(places), role, places: Vec::new() };
        let family = out.entry(*at).or_insert_with(new);
        if rank(role) < rank(family.role) {
            family.role = role;
        }
        family.places.extend(places.iter().copied());
    }
    let mut out: Vec<Family<'a>> = out.into_values().collect();
    out.iter_mut().for_each(|family| family.places.sort_by_key(|(_, span)| *span));
    let case_only = |family: &Family<'_>, all: &[Family<'_>]| all.iter().any(|other| shares_group(family, other));
    let keep: Vec<bool> = out
        .iter()
        .map(|f| f.places.iter().any(|(m, _)| !(chinese && m.around.compound)) || case_only(f, &out))
        .collect();
    let mut keep = keep.into_iter();
    out.retain(|_| keep.next().unwrap_or(true));
    out
}

/// Two spellings of one group in two families: they differ in case or separators.
fn shares_group(a: &Family<'_>, b: &Family<'_>) -> bool {
    let group = |family: &Family<'_>| family.places.first().map(|(mention, _)| mention.group_id());
    !std::ptr::eq(a, b) && group(a) == group(b)
}

/// Former names are names/former's business, compounds compete with nothing.
fn counts(mention: &Mention) -> bool {
    let role = mention.group().map(|group| group.role);
    !matches!(role, None | Some(Role::Former { .. } | Role::Compound | Role::Wrong))
}

/// One name in capitals and not (NVIDIA, Nvidia); other styles that the data have for right may be other
/// things (React, ReAct).
fn clash(a: &[(&Mention, Span)], b: &[(&Mention, Span)]) -> bool {
    let form = |places: &[(&Mention, Span)]| -> String {
        places.first().and_then(|(mention, _)| mention.house()).unwrap_or_default().to_owned()
    };
    let (a, b) = (form(a), form(b));
    let shouts = |form: &str| !form.chars().any(|c| c.is_ascii_lowercase());
    shouts(&a) != shouts(&b) && a.eq_ignore_ascii_case(&b)
}

/// The name of one language in full and in short, or one inside the other: 腾讯 QQ, X平台.
fn same_name(a: &[(&Mention, Span)], b: &[(&Mention, Span)]) -> bool {
    if holds(a, b) || holds(b, a) {
        return true;
    }
    let joins = |role: Role| matches!(role, Role::House | Role::Short);
    let short = role(a) == Role::Short || role(b) == Role::Short;
    is_latin(a) == is_latin(b) && short && joins(role(a)) && joins(role(b))
}

/// The name is `short`'s and more in the letters of the other language.
fn holds(long: &[(&Mention, Span)], short: &[(&Mention, Span)]) -> bool {
    let form = |places: &[(&Mention, Span)]| places.first().and_then(|(mention, _)| mention.house().map(str::to_owned));
    let (Some(long), Some(short)) = (form(long), form(short)) else { return false };
    let more = long.strip_prefix(&short).or_else(|| long.strip_suffix(&short));
    let other = |c: char| is_han(c) != short.chars().all(is_han) || c == ' ';
    more.is_some_and(|more| !more.is_empty() && more.chars().all(other))
}

fn role(places: &[(&Mention, Span)]) -> Role {
    places.first().and_then(|(mention, _)| mention.group()).map_or(Role::Wrong, |group| group.role)
}

fn is_latin(places: &[(&Mention, Span)]) -> bool {
    places.first().is_some_and(|(mention, _)| mention.is_latin())
}

fn rank(role: Role) -> u8 {
    match role {
        Role::House => 0,
        Role::Short => 1,
        Role::Regional => 2,
        _ => 3,
    }
}
