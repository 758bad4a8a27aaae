//! Which shape each character takes: the longest phrase that starts where the last one ended decides,
//! else the character's first form. OpenCC does the same; unlike OpenCC's, the phrases are found in text
//! of mixed script too (細致), because they are matched in the folded view.
//!
//! Phrases that have to respect the segmentation decide worse: 89 of OpenCC's own 96 cases pass, not 95.

use super::Target;
use crate::lexicon::{
    Class, Glyphs, Hits, Kind, Usage, choices, class, fold, forms, is_han, regional_glyph, simplify,
    traditional_of_rare,
};

/// Ranks from here on are no candidates of OpenCC: each such form stands for itself.
const UNRANKED: u8 = 14;

/// The characters in the wanted script, one for one. `hits` are those of the folded characters.
pub(super) fn converted(raw: &[char], hits: &Hits, target: Target, glyphs: Glyphs) -> Vec<char> {
    if target == Target::Hans {
        return simplify(raw, glyphs);
    }
    let mut out: Vec<char> = Vec::with_capacity(raw.len());
    let mut phrases = Phrases { hits, edge: 0, hit: 0 };
    while out.len() < raw.len() {
        let (len, id) = phrases.longest(out.len());
        let told = |at: usize| id.and_then(|id| choices(id).find(|choice| choice.at == at));
        let phrase = raw.iter().skip(out.len()).take(len).enumerate();
        out.extend(phrase.map(|(at, raw)| {
            let first = told(at).map_or(0, |choice| usize::from(choice.first));
            regional_glyph(traditional(*raw, first), target.usage())
        }));
    }
    out
}

/// The wanted region's glyph of a character in Traditional text; what is in good use there stays, and so
/// does what may be another character (著 is 着 in Taiwan, but 著名 is the same everywhere).
pub(super) fn glyph(raw: char, target: Target) -> char {
    let usage = target.usage();
    let known = regional_glyph(raw, usage);
    if known != raw || !class(raw).has(Class::T_ONLY) || matches!(target, Target::Hans | Target::Hant) {
        return known;
    }
    let list = forms(fold(raw));
    match list.clone().find(|form| form.shape == raw) {
        Some(own) if !own.usage.has(usage) && own.rank < UNRANKED => {
            let mut glyphs = list.filter(|form| form.rank == own.rank && form.usage.has(usage));
            glyphs.next().map_or(raw, |form| form.shape)
        }
        _ => raw,
    }
}

/// A character in OpenCC's Traditional: `first` is the place of the form that its phrase asks for.
/// One that is Traditional already stays.
fn traditional(raw: char, first: usize) -> char {
    if !is_han(raw) {
        return raw;
    }
    let folded = fold(raw);
    if raw != folded && !class(raw).has(Class::S_ONLY) {
        return raw;
    }
    let form = forms(folded).nth(first).filter(|form| form.usage.has(Usage::OPENCC) || form.rank == UNRANKED);
    form.map(|form| form.shape).or_else(|| traditional_of_rare(raw)).unwrap_or(raw)
}

/// The phrases of a text, met from left to right.
struct Phrases<'a> {
    hits: &'a Hits,
    edge: usize,
    hit: usize,
}

impl Phrases<'_> {
    /// Length of the longest phrase at a position behind the last one asked for (1: none), and what
    /// it says of its characters.
    fn longest(&mut self, start: usize) -> (usize, Option<u32>) {
        let edges = self.hits.edges().get(self.edge..).unwrap_or_default();
        self.edge += edges.iter().take_while(|edge| (edge.start as usize) < start).count();
        let edges = self.hits.edges().get(self.edge..).unwrap_or_default();
        let here = edges.iter().take_while(|edge| edge.start as usize == start).filter(|edge| edge.phrase);
        let Some(len) = here.map(|edge| usize::from(edge.len)).max() else { return (1, None) };

        let hits = self.hits.of(Kind::Trad);
        self.hit += hits.iter().skip(self.hit).take_while(|hit| (hit.start as usize) < start).count();
        let mut here = hits.iter().skip(self.hit).take_while(|hit| hit.start as usize == start);
        (len, here.find(|hit| hit.range().len() == len).map(|hit| hit.id))
    }
}
