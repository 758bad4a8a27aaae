//! Damage of encoding, found before any other observer looks.
//!
//! Observes: a one-pass scan names the kinds of damage that can stand in a segment, then the finder
//! of each kind looks closer. Judges nothing: what is noise is told by the article's merged facts.
//! Invariant: the damage of a segment is in order, disjoint, and lies in prose.

mod chain;
mod charset;
mod codec;
mod fill;
mod lost;
mod model;
mod mojibake;
mod notes;
mod paths;
mod prefilter;
mod readings;
mod repair;
mod search;
mod step;
mod straddle;
mod token;
mod verdict;
mod way;
mod whole;
mod witness;
mod worth;

use std::ops::Range;

use thin_vec::ThinVec;

pub use chain::Chain;
pub use charset::{CharSet, common};
pub use lost::Loss;
pub use notes::{Note, Proof, is_annotated};
pub use repair::{Grade, Repair};
pub use straddle::{Reread, Straddle};
pub use verdict::{NoiseVerdict, NoteFacts};
pub use witness::ChainFacts;

use super::Seen;
use crate::document::{Mask, MaskKind, Segment};
use crate::text::Span;

/// A damaged span.
#[derive(Clone, Debug, PartialEq)]
pub struct Damage {
    pub span: Span,
    pub kind: DamageKind,
    /// The line speaks of garbled text, so this may be its example.
    pub quoted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DamageKind {
    /// A reading behind a character; noise or gloss, the span vanishes from the view.
    Note(Note),
    /// A reading inside a character, and all that it put one byte off.
    Straddle(Straddle),
    /// Text read with the wrong codec.
    Mojibake(Repair),
    /// Text that is gone for good.
    Lost(Loss),
}

/// What the judges need to know of the article's damage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DamageFacts {
    pub notes: NoteFacts,
    pub chains: ChainFacts,
}

impl DamageFacts {
    pub fn merge(&mut self, next: &Self) {
        self.notes.merge(&next.notes);
        self.chains.merge(&next.chains);
    }
}

impl Damage {
    /// How the view treats it.
    pub fn mask(&self) -> Mask {
        let kind = match self.kind {
            DamageKind::Note(_) => MaskKind::Noise,
            DamageKind::Straddle(_) | DamageKind::Mojibake(_) | DamageKind::Lost(_) => MaskKind::Damage,
        };
        Mask { span: self.span, kind }
    }
}

/// Finds the damage of one segment, and notes which characters [`super::signs`] is to look at.
pub fn observe(segment: &Segment, seen: &mut Seen) {
    for piece in prose(segment) {
        let Some(text) = segment.text.get(piece.clone()) else { continue };
        let suspicion = prefilter::scan(text, piece.start, &mut seen.odd);
        if suspicion.any() {
            look(text, piece.start, suspicion, seen);
        }
    }
    seen.weak.retain(|damage| !speaks_of_garble(&segment.text, damage.span));
    if seen.damage.is_empty() {
        return;
    }
    settle(&mut seen.damage);
    let Seen { damage, weak, .. } = seen;
    weak.retain(|w| !damage.iter().any(|d| d.span.overlaps(w.span)));
    for damage in &mut seen.damage {
        damage.quoted = speaks_of_garble(&segment.text, damage.span);
        match &damage.kind {
            DamageKind::Note(note) => seen.facts.damage.notes.add(note),
            DamageKind::Mojibake(repair) if !damage.quoted => {
                seen.facts.damage.chains.add(repair, damage.span.of(&segment.text));
            }
            _ => {}
        }
    }
    // Question marks in a line about garbled text are what the line is about.
    seen.damage.retain(|damage| !damage.quoted || damage.kind != DamageKind::Lost(Loss::Questions));
}

impl Seen {
    /// Something is damaged here: by itself, or as the facts of the article tell.
    pub fn is_damaged(&self, facts: &DamageFacts) -> bool {
        !self.damage.is_empty() || self.remnants(facts).next().is_some()
    }

    /// Weak traces of damage that the article proves elsewhere.
    pub fn remnants(&self, facts: &DamageFacts) -> impl Iterator<Item = (Span, &Repair)> {
        self.weak.iter().filter_map(|damage| match &damage.kind {
            DamageKind::Mojibake(repair) if facts.chains.is_certain(repair.chain) => Some((damage.span, repair)),
            _ => None,
        })
    }
}

/// The pass alone: whether a closer look at the segment is worth it.
pub fn scan(segment: &Segment) -> bool {
    let mut odd = ThinVec::new();
    let found =
        prose(segment).filter_map(|piece| segment.text.get(piece)).map(|text| prefilter::scan(text, 0, &mut odd));
    found.fold(false, |any, suspicion| any | suspicion.any())
}

/// The stretches of a segment that are prose; a mask of any kind ends one.
pub fn prose(segment: &Segment) -> impl Iterator<Item = Range<usize>> {
    let end = Mask { span: Span::new(segment.len(), segment.len()), kind: MaskKind::Markup };
    let mut at = 0;
    segment.masks.iter().copied().chain([end]).filter_map(move |mask| {
        let piece = at..mask.span.start as usize;
        at = mask.span.end as usize;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Runs the finders that the scan asks for.
fn look(text: &str, base: usize, suspicion: prefilter::Suspicion, seen: &mut Seen) {
    let damage = |range: Range<usize>, kind| {
        let span = Span::new((base + range.start) as u32, (base + range.end) as u32);
        Damage { span, kind, quoted: false }
    };
    let Seen { damage: found, weak, .. } = seen;
    let mut push = |range: Range<usize>, kind| found.push(damage(range, kind));
    if let Some(crowds) = suspicion.mojibake.clone() {
        mojibake::find(text, crowds, |range, outcome| match outcome {
            repair::Outcome::Repair(repair) => push(range, DamageKind::Mojibake(repair)),
            repair::Outcome::Weak(repair) => weak.push(damage(range, DamageKind::Mojibake(repair))),
            repair::Outcome::Rounds => push(range, DamageKind::Lost(Loss::Rounds)),
            repair::Outcome::Nothing => {}
        });
    }
    if suspicion.lost || suspicion.mojibake.is_some() {
        lost::find(text, |range, loss| push(range, DamageKind::Lost(loss)));
    }
    if suspicion.notes {
        notes::find(text, |range, note| push(range, DamageKind::Note(note)));
        straddle::find(text, |range, straddle| push(range, DamageKind::Straddle(straddle)));
    }
}

/// In order and disjoint; of two that overlap the longer stays, since it explains the other. A reading
/// inside a character explains what stands behind it better than anything else does.
fn settle(damage: &mut ThinVec<Damage>) {
    damage.sort_by_key(|d| (d.span.start, std::cmp::Reverse(d.span.end)));
    let rank = |d: &Damage| (matches!(d.kind, DamageKind::Straddle(_)), d.span.len());
    damage.dedup_by(|next, kept| {
        let joined = next.span.overlaps(kept.span);
        if joined && rank(next) > rank(kept) {
            std::mem::swap(next, kept);
        }
        joined
    });
}

/// 文件里出现乱码，例如「…」: the damage may be the line's subject.
fn speaks_of_garble(text: &str, span: Span) -> bool {
    const WORDS: [&str; 5] = ["乱码", "亂碼", "mojibake", "Mojibake", "编码错误"];
    let range = span.range();
    let start = text.get(..range.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let end = text.get(range.end..).and_then(|t| t.find('\n')).map_or(text.len(), |i| range.end + i);
    let around = [text.get(start..range.start), text.get(range.end..end)];
    around.into_iter().flatten().any(|side| WORDS.iter().any(|word| side.contains(word)))
}
