//! Regional vocabulary: which region's words stand in a segment, and how they vote on the article's region.
//!
//! Says whose word each is, never that it is wrong. Invariant: terms are disjoint and in order, and no
//! ambiguous word, cited word or word that is spoken of is among them.

use std::ops::Range;

use super::cited::Cited;
use crate::analysis::Observe;
use crate::document::{BlockKind, MaskKind};
use crate::lexicon::{Hit, Kind, Regional, Regions, Role, Telling, Trait, known, regional, role};
use crate::settings::{Region, Script};
use crate::text::Span;

/// A regional word. Spans are bytes of the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub span: Span,
    id: u32,
}

/// A word of so many characters counts only where words begin and end.
const SHORT: usize = 3;
/// A word that says that others are spoken of stands so many characters from them.
const NEAR: usize = 12;
/// Between two names of one thing that explain each other there are at most so many characters.
const GLOSS: usize = 3;
/// Only words that hardly occur elsewhere vote by themselves.
const HINT: u8 = 3;
/// Glyphs that tell the region weigh as much as so many words.
const GLYPHS: u32 = 3;
/// A region is told from so many votes …
const VOTES: u32 = 3;
/// … by so many percent of them …
const SHARE: u32 = 75;
/// … and so many more than any other has.
const MARGIN: i64 = 2;
/// Hong Kong without a word or glyph of its own needs so many percent.
const SHARED: u32 = 90;

impl Term {
    /// Whether the word tells a region in articles of this script.
    pub fn tells(&self, script: Script) -> bool {
        tells(regional(self.id), script)
    }

    /// The regions that say it so.
    pub fn regions(&self) -> Regions {
        regions(regional(self.id))
    }

    /// Another word is said in `region`.
    pub fn is_against(&self, region: Region) -> bool {
        let (entry, region) = (regional(self.id), bits(region));
        has_word(entry).has(region) && !regions(entry).has(region)
    }

    /// What the word stands for: each a number of its own.
    pub fn concepts(&self) -> impl Iterator<Item = u32> {
        regional(self.id).senses().map(|sense| sense.concept)
    }
}

/// How many words speak for a region, and how many against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Votes {
    pro: u32,
    contra: u32,
    /// Words that hardly any other region says: among `pro`.
    own: u32,
}

/// The votes on the article's region, in articles of each script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionFacts {
    hans: [Votes; 3],
    hant: [Votes; 3],
    /// 裡 and 裏, then 著 and 着.
    inside: [u32; 2],
    particle: [u32; 2],
    /// Shapes that are standard nowhere: a converter's.
    raw: u32,
}

const REGIONS: [Region; 3] = [Region::Cn, Region::Tw, Region::Hk];

impl RegionFacts {
    pub fn merge(&mut self, next: &Self) {
        let pairs = self.hans.iter_mut().chain(&mut self.hant).zip(next.hans.iter().chain(&next.hant));
        for (sum, more) in pairs {
            sum.pro = sum.pro.saturating_add(more.pro);
            sum.contra = sum.contra.saturating_add(more.contra);
            sum.own = sum.own.saturating_add(more.own);
        }
        let glyphs = self.inside.iter_mut().chain(&mut self.particle).zip(next.inside.iter().chain(&next.particle));
        glyphs.for_each(|(sum, more)| *sum = sum.saturating_add(*more));
        self.raw = self.raw.saturating_add(next.raw);
    }

    /// The region that vocabulary and glyphs tell beyond doubt.
    pub fn region(&self, script: Script) -> Option<Region> {
        let mut ranked = self.ranked(script);
        ranked.sort_by_key(|(_, votes)| -margin(*votes));
        let [(region, votes), (_, second), _] = ranked;
        let clear = votes.pro >= VOTES && share(votes) >= SHARE && margin(votes) - margin(second) >= MARGIN;
        clear.then_some(region)
    }

    /// The region that most words speak for, and their share in percent. Where two do equally,
    /// glyphs decide, then the script's usual region; `None` where no region has a majority.
    pub fn leaning(&self, script: Script) -> Option<(Region, u32)> {
        let mut ranked = self.ranked(script);
        ranked.sort_by_key(|(_, votes)| -margin(*votes));
        let [(region, votes), ..] = ranked;
        (votes.pro > 0 && margin(votes) > 0).then(|| (region, share(votes)))
    }

    /// How many words speak against a region.
    pub fn against(&self, script: Script, region: Region) -> u32 {
        let votes = self.ranked(script).into_iter().find(|(ranked, _)| *ranked == region);
        votes.map_or(0, |(_, votes)| votes.contra)
    }

    /// Counts a shape of a character that regions write differently.
    pub(super) fn glyph(&mut self, telling: Telling, regions: Regions) {
        let counts = match telling {
            Telling::Inside => &mut self.inside,
            Telling::Particle => &mut self.particle,
            Telling::No => {
                self.raw += u32::from(regions == Regions::default());
                return;
            }
        };
        let [taiwan, hong_kong] = counts;
        *taiwan += u32::from(regions.has(Regions::TW));
        *hong_kong += u32::from(regions.has(Regions::HK));
    }

    fn ranked(&self, script: Script) -> [(Region, Votes); 3] {
        let mut votes = match script {
            Script::Hans => self.hans,
            Script::Hant => self.hant,
        };
        if script == Script::Hant {
            let [_, taiwan, hong_kong] = &mut votes;
            match self.glyphs() {
                Some(Region::Tw) => favour(taiwan, hong_kong),
                Some(_) => favour(hong_kong, taiwan),
                None => {}
            }
            // 軟件 is the mainland's word, too, and 伺服器 Taiwan's: what is written of both is a mixture
            // before it is Hong Kong's way.
            if hong_kong.own == 0 && share(*hong_kong) < SHARED {
                (hong_kong.pro, hong_kong.contra) = (0, hong_kong.pro.saturating_add(hong_kong.contra));
            }
        }
        let [cn, tw, hk] = REGIONS;
        let [of_cn, of_tw, of_hk] = votes;
        [(cn, of_cn), (tw, of_tw), (hk, of_hk)]
    }

    /// 裡 with 著 is Taiwan's way, 裏 with 着 Hong Kong's; both are also what converters leave.
    fn glyphs(&self) -> Option<Region> {
        let one = |[taiwan, hong_kong]: [u32; 2]| match (taiwan > 0, hong_kong > 0) {
            (true, false) => Some(Region::Tw),
            (false, true) if self.raw == 0 => Some(Region::Hk),
            _ => None,
        };
        one(self.inside).filter(|region| one(self.particle) == Some(*region))
    }

    fn vote(&mut self, entry: Regional) {
        for (script, votes) in [(Script::Hans, &mut self.hans), (Script::Hant, &mut self.hant)] {
            let (pro, among) = match entry.hints() {
                _ if tells(entry, script) => (regions(entry), has_word(entry)),
                (hints, HINT) if entry.senses().next().is_none() => (hints, Regions::ALL),
                _ => continue,
            };
            for (region, votes) in REGIONS.into_iter().zip(votes) {
                votes.pro += u32::from(pro.has(bits(region)));
                votes.contra += u32::from(among.has(bits(region)) && !pro.has(bits(region)));
                votes.own += u32::from(entry.hints() == (bits(region), HINT));
            }
        }
    }
}

/// Adds what glyphs say for one region and against another.
fn favour(region: &mut Votes, other: &mut Votes) {
    region.pro = region.pro.saturating_add(GLYPHS);
    region.own = region.own.saturating_add(GLYPHS);
    other.contra = other.contra.saturating_add(GLYPHS);
}

fn margin(votes: Votes) -> i64 {
    i64::from(votes.pro) - i64::from(votes.contra)
}

fn share(votes: Votes) -> u32 {
    let all = u64::from(votes.pro) + u64::from(votes.contra);
    (u64::from(votes.pro) * 100 / all.max(1)) as u32
}

fn bits(region: Region) -> Regions {
    match region {
        Region::Cn => Regions::CN,
        Region::Tw => Regions::TW,
        Region::Hk => Regions::HK,
    }
}

fn tells(entry: Regional, script: Script) -> bool {
    let doubtful = script == Script::Hans && entry.has(Trait::AMBIGUOUS_HANS);
    !doubtful && entry.senses().next().is_some()
}

/// The regions that say a word so.
fn regions(entry: Regional) -> Regions {
    entry.senses().fold(Regions::default(), |all, sense| all.with(sense.regions))
}

/// The regions that have a word of their own for what a word means.
fn has_word(entry: Regional) -> Regions {
    entry.senses().fold(Regions::default(), |all, sense| all.with(known(sense.concept)))
}

/// The terms of one segment, and their votes.
pub(super) fn observe(cx: &Observe<'_>, cited: &Cited, facts: &mut RegionFacts) -> Vec<Term> {
    if matches!(cx.segment.kind, BlockKind::Quote | BlockKind::FrontMatter) {
        return Vec::new();
    }
    let (words, spoken) = standing(cx);
    let mut terms = Vec::new();
    for (i, (hit, entry)) in words.iter().enumerate() {
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|n| words.get(n));
        let explained = beside.into_iter().any(|other| is_gloss(cx, (hit, *entry), other));
        let near = hit.range().start.saturating_sub(NEAR)..hit.range().end + NEAR;
        if cited.holds(hit.range().start) || explained || spoken.iter().any(|at| near.contains(at)) {
            continue;
        }
        facts.vote(*entry);
        if tells(*entry, Script::Hant) {
            terms.push(Term { span: cx.view.span(hit.range()), id: hit.id });
        }
    }
    terms
}

/// The regional words that stand in the segment, the longest first at each place, and where words say that
/// others are spoken of. A longer word, or a text that is kept, hides those inside it.
fn standing(cx: &Observe<'_>) -> (Vec<(Hit, Regional)>, Vec<usize>) {
    let named = cx.hits.of(Kind::Script).iter().filter(|hit| role(hit.id).has(Role::LANGUAGE));
    let mut spoken: Vec<usize> = named.map(|hit| hit.range().start).collect();
    let (mut words, mut end) = (Vec::new(), 0);
    for hit in cx.hits.of(Kind::Region) {
        let entry = regional(hit.id);
        if entry.has(Trait::SPOKEN) {
            spoken.push(hit.range().start);
        }
        let is_word = entry.senses().next().is_some() || entry.hints().1 > 0;
        let kept = entry.has(Trait::KEEP);
        let alone = || hit.range().len() > SHORT || cx.lattice.stands_alone(hit.range());
        if hit.range().start < end || !(kept || (is_word && alone())) {
            continue;
        }
        end = hit.range().end;
        if is_word {
            words.push((*hit, entry));
        }
    }
    (words, spoken)
}

/// Two words for one thing with hardly anything between them explain each other: 軟體（軟件）, 軟體/軟件.
fn is_gloss(cx: &Observe<'_>, (hit, entry): (&Hit, Regional), (other, its): &(Hit, Regional)) -> bool {
    let between: Range<usize> = if hit.start < other.start {
        hit.range().end..other.range().start
    } else {
        other.range().end..hit.range().start
    };
    let marks =
        |c: &char| matches!(c, '（' | '(' | '/' | '／' | '=' | '＝' | '即' | '或' | '「' | '｜' | '|' | '→' | ' ');
    let cell = |at: usize| cx.view.placeholder(at) == Some(MaskKind::Cell);
    let joined = cx
        .view
        .raw()
        .get(between.clone())
        .is_some_and(|chars| chars.len() <= GLOSS && chars.iter().zip(between).all(|(c, at)| marks(c) || cell(at)));
    joined && entry.senses().any(|sense| its.senses().any(|same| same.concept == sense.concept))
}
