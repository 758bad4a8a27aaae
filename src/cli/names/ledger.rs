//! What stands in all articles: each entity's forms with counts and articles. Knows no format of output.
//!
//! Invariant: the ledger does not depend on the order in which articles come.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::names::model::Role;
use crate::analysis::names::{Mention, Month, Reading, parse_date};
use crate::engine::Article;
use crate::settings::Settings;
use crate::text::Span;

/// A form with less of the entity's mentions is an outlier; so is one that is never right, unless most write it.
const RARE: f64 = 0.1;
/// With this share one form has won.
const DECIDED: f64 = 0.9;
/// Fewer dated articles show no drift.
const DATED: usize = 6;

/// The places of each form of an entity: path, line from 1, and the article's year and month.
type Uses = BTreeMap<String, Vec<(String, usize, Option<(u16, u8)>)>>;

/// One name in an article.
pub struct Place {
    entity: String,
    form: String,
    line: usize,
    right: bool,
    date: Option<(u16, u8)>,
}

/// All names of all articles.
#[derive(Default)]
pub struct Ledger {
    entities: BTreeMap<String, Uses>,
    /// Forms that the data have for wrong, or for no longer right.
    wrong: BTreeSet<(String, String)>,
}

pub struct Entity {
    pub id: String,
    pub house: String,
    pub status: Status,
    pub count: usize,
    /// The most frequent first.
    pub forms: Vec<Form>,
    pub outliers: Vec<Outlier>,
}

pub struct Form {
    pub form: String,
    pub count: usize,
    pub articles: usize,
    /// Months of the first and the last dated article.
    pub dates: Option<((u16, u8), (u16, u8))>,
    pub right: bool,
}

pub struct Outlier {
    pub form: String,
    pub path: String,
    pub line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One form has nearly all mentions.
    Decided,
    Split,
    /// Later articles write another form than earlier ones.
    Drifting,
    /// Most write what the data have for wrong, former or an alternate.
    Contradicts,
}

/// The names that an article mentions beyond doubt.
pub fn places(article: &Article, settings: &Settings) -> Vec<Place> {
    let document = article.document();
    let text = document.text();
    let (facts, mut places, mut base) = (article.facts(), Vec::new(), 0u32);
    let date = date(article, settings);
    let (mut line, mut at) = (1, 0usize);
    for (segment, seen) in document.segments().iter().zip(article.seen()) {
        for mention in seen.mentions.iter().filter(|m| is_use(m) && m.counts(&facts)) {
            let span = mention.span.shifted(base);
            line += text.get(at..span.start as usize).unwrap_or_default().matches('\n').count();
            at = at.max(span.start as usize);
            places.extend(place(mention, span, text, line, date));
        }
        base = base.saturating_add(segment.len());
    }
    places
}

fn is_use(mention: &Mention) -> bool {
    let foreign = mention.around.cited || mention.around.quoted || mention.broken;
    !foreign && matches!(mention.reading, Reading::Right | Reading::Styled | Reading::Listed { .. })
}

fn place(mention: &Mention, span: Span, text: &str, line: usize, date: Option<(u16, u8)>) -> Option<Place> {
    let role = mention.group()?.role;
    let right = mention.reading == Reading::Right && matches!(role, Role::House | Role::Regional | Role::Short);
    let entity = mention.entity()?.id.to_owned();
    (role != Role::Compound).then(|| Place { entity, form: span.of(text).to_owned(), line, right, date })
}

/// As the article says, else as the project says.
fn date(article: &Article, settings: &Settings) -> Option<(u16, u8)> {
    let declared = article.document().segments().iter().flat_map(|s| &s.declarations).find_map(|d| match d {
        crate::document::Declaration::Date(date) => parse_date(date),
        _ => None,
    });
    let spoken = || article.seen().iter().take(16).find_map(|seen| seen.dateline);
    let configured = || settings.date.as_deref().and_then(parse_date);
    declared.or_else(spoken).or_else(configured).map(|Month { year, month }| (year, month.unwrap_or(0)))
}

impl Ledger {
    pub fn add(&mut self, path: &str, places: Vec<Place>) {
        for place in places {
            if !place.right {
                self.wrong.insert((place.entity.clone(), place.form.clone()));
            }
            let forms = self.entities.entry(place.entity).or_default();
            forms.entry(place.form).or_default().push((path.to_owned(), place.line, place.date));
        }
    }

    /// The entities, the most frequent first.
    pub fn entities(&self) -> Vec<Entity> {
        let mut all: Vec<Entity> = self.entities.iter().map(|(id, forms)| self.entity(id, forms)).collect();
        all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
        all
    }

    fn entity(&self, id: &str, uses: &Uses) -> Entity {
        let mut forms: Vec<Form> = uses
            .iter()
            .map(|(form, places)| {
                let articles: BTreeSet<&String> = places.iter().map(|(path, _, _)| path).collect();
                let dates = places.iter().filter_map(|(_, _, date)| *date);
                let dates = dates.clone().min().zip(dates.max());
                let right = !self.wrong.contains(&(id.to_owned(), form.clone()));
                Form { form: form.clone(), count: places.len(), articles: articles.len(), dates, right }
            })
            .collect();
        forms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.form.cmp(&b.form)));
        let count: usize = forms.iter().map(|f| f.count).sum();
        let share = |form: &Form| form.count as f64 / count.max(1) as f64;
        let house = forms.iter().find(|f| f.right).or(forms.first()).map(|f| f.form.clone()).unwrap_or_default();
        let status = match forms.first() {
            Some(first) if !first.right => Status::Contradicts,
            Some(first) if share(first) >= DECIDED => Status::Decided,
            _ if drifts(uses) => Status::Drifting,
            _ => Status::Split,
        };
        let most = forms.first().map(|f| f.form.clone()).unwrap_or_default();
        let is_wrong = |form: &Form| !form.right && form.form != most;
        let rare = forms.iter().filter(|form| form.form != house && (is_wrong(form) || share(form) < RARE));
        let mut outliers: Vec<Outlier> = rare
            .flat_map(|form| {
                let places = uses.get(&form.form).into_iter().flatten();
                places.map(|(path, line, _)| Outlier { form: form.form.clone(), path: path.clone(), line: *line })
            })
            .collect();
        outliers.sort_by(|a, b| (&a.path, a.line, &a.form).cmp(&(&b.path, b.line, &b.form)));
        Entity { id: id.to_owned(), house, status, count, forms, outliers }
    }
}

/// The commonest form of the earlier half of the dated mentions is not that of the later half.
fn drifts(uses: &Uses) -> bool {
    let mut dated: Vec<((u16, u8), &String)> = uses
        .iter()
        .flat_map(|(form, places)| places.iter().filter_map(move |(_, _, date)| Some(((*date)?, form))))
        .collect();
    dated.sort();
    if dated.len() < DATED {
        return false;
    }
    let (early, late) = dated.split_at(dated.len() / 2);
    let most = |half: &[((u16, u8), &String)]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, form) in half {
            *counts.entry((*form).clone()).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(form, n)| (*n, std::cmp::Reverse(form.clone()))).map(|(form, _)| form)
    };
    most(early) != most(late)
}
