//! What words say about the shapes of their characters: the evidence of phrases and of the list of
//! miswritten words.
//!
//! Invariant: a phrase speaks only where words begin and end, or from one end of a longer word.

use std::ops::Range;

use super::super::Observe;
use crate::lexicon::{Choice, Cost, Form, Hit, Kind, Role, STEPS, Slip, choices, forms, role, slips};
use crate::settings::Script;

/// What is known of the character at one view position. Bits are forms of the folded character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The forms that the word here is written with; 0: nothing is known.
    pub allowed: u16,
    /// The longer the phrase, the heavier; whole words weigh more than parts.
    weight: u16,
    /// Where the phrase stands.
    start: u32,
    end: u32,
}

const WHOLE_WORDS: u16 = 1 << 8;
const LISTED: u16 = u16::MAX;
/// A word that explains a shape starts at most so many characters before it …
const LONGEST_WORD: usize = 4;
/// … and is dearer than this when it is too rare to explain anything against a phrase on word borders.
const COMMON: Cost = 14 * STEPS;

impl Known {
    /// The list of miswritten words says so.
    pub fn is_listed(self) -> bool {
        self.weight == LISTED
    }

    /// A common word that reaches beyond the phrase is written with the very shape that stands here.
    pub fn is_doubtful(self, cx: &Observe<'_>, at: usize) -> bool {
        !self.is_listed() && is_explained(cx, &(self.start as usize..self.end as usize), at, COMMON)
    }

    /// The phrase begins with the character at this position.
    pub fn begins(self, at: usize) -> bool {
        self.start as usize == at
    }

    pub fn allows(self, form: usize) -> bool {
        self.allowed & (1 << form) != 0
    }

    /// The same of a shape of a folded character.
    pub fn allows_shape(self, folded: char, shape: char) -> bool {
        forms(folded).enumerate().any(|(i, form)| form.shape == shape && self.allows(i))
    }
}

/// What is known of each view position for articles of one script; empty when nothing is known of any.
pub(super) fn gather(cx: &Observe<'_>, script: Script) -> Vec<Known> {
    let mut known = Vec::new();
    let kind = match script {
        Script::Hans => Kind::Simp,
        Script::Hant => Kind::Trad,
    };
    for hit in cx.hits.of(kind) {
        let Some(weight) = weight(cx, hit.range()) else { continue };
        for choice in choices(hit.id) {
            let Some(at) = place(cx, &mut known, hit.start as usize + choice.at) else { continue };
            if weight > at.weight {
                *at = Known { allowed: choice.allowed, weight, start: hit.start, end: hit.end };
            }
        }
    }
    listed(cx, script, &mut known);
    known
}

/// The place of a view position. Most prose has no need of the list, so it is made for the first.
fn place<'k>(cx: &Observe<'_>, known: &'k mut Vec<Known>, at: usize) -> Option<&'k mut Known> {
    if known.is_empty() {
        known.resize(cx.view.len(), Known::default());
    }
    known.get_mut(at)
}

/// How much a phrase at `range` says; `None` where it is no word at all: 注云 in 專注云會議.
fn weight(cx: &Observe<'_>, range: Range<usize>) -> Option<u16> {
    let length = range.len().min(255) as u16;
    let (starts, ends) = (cx.lattice.is_boundary(range.start), cx.lattice.is_boundary(range.end));
    match (starts, ends) {
        (true, true) => Some(WHOLE_WORDS + length),
        (true, false) => (cx.lattice.word_at(range.start).end >= range.end).then_some(length),
        (false, true) => {
            (cx.lattice.word_at(range.start).start < range.start && ends_word(cx, &range)).then_some(length)
        }
        (false, false) => None,
    }
}

/// A part of a word that ends with it starts inside the same word.
fn ends_word(cx: &Observe<'_>, range: &Range<usize>) -> bool {
    cx.lattice.word_at(range.start).end == range.end
}

/// Miswritten words are known by their very shapes.
fn listed(cx: &Observe<'_>, script: Script, known: &mut Vec<Known>) {
    let wanted = match script {
        Script::Hans => Role::HANS,
        Script::Hant => Role::HANT,
    };
    for hit in cx.hits.of(Kind::Script) {
        let own = cx.project.pack().miswriting(hit.id);
        let role = own.map_or_else(|| role(hit.id), |word| word.role);
        // Neither knows ids of the other.
        let slips = || slips(hit.id).chain(own.into_iter().flat_map(|word| &word.slips).copied());
        let start = hit.start as usize;
        let stands = |slip: Slip| form_at(cx, start + slip.at).is_some_and(|(form, _)| slip.wrong & (1 << form) != 0);
        if !role.has(wanted) || !slips().all(stands) {
            continue;
        }
        let explained = || {
            slips()
                .filter(|slip| slip.wrong != slip.right)
                .any(|slip| is_explained(cx, &hit.range(), start + slip.at, Cost::MAX))
        };
        let apart = !role.has(Role::BORDERS) || (cx.lattice.stands_alone(hit.range()) && !explained());
        if apart {
            for slip in slips().filter(|slip| slip.wrong != slip.right) {
                if let Some(at) = place(cx, known, start + slip.at) {
                    *at = Known { allowed: slip.right, weight: LISTED, start: hit.start, end: hit.end };
                }
            }
        }
    }
}

/// True when a word that reaches beyond `range`, and costs at most `most`, is written with the very
/// shape that stands at `at`: 頭髮 in 頭髮展示 explains the 髮 that 髮展 would call miswritten.
fn is_explained(cx: &Observe<'_>, range: &Range<usize>, at: usize, most: Cost) -> bool {
    let fits = |choice: Choice, start: usize| {
        form_at(cx, start + choice.at).is_some_and(|(form, _)| choice.allowed & (1 << form) != 0)
    };
    let explains = |hit: &Hit| {
        let start = hit.start as usize;
        let beyond = start < range.start || hit.end as usize > range.end;
        let says = hit.range().contains(&at) && choices(hit.id).any(|choice| start + choice.at == at);
        beyond && says && choices(hit.id).all(|choice| fits(choice, start)) && cost(cx, hit) <= most
    };
    (at.saturating_sub(LONGEST_WORD)..=at)
        .any(|start| cx.hits.at(Kind::Trad, start).iter().any(explains) || usual(cx, range, at, start, most))
}

/// True when some word around the character is written with the very shapes that stand here.
pub(super) fn is_spelled(cx: &Observe<'_>, at: usize) -> bool {
    is_explained(cx, &(at..at + 1), at, Cost::MAX)
}

/// The same where the tables say nothing of the word, because it is written with the usual shapes:
/// 下面 in 下面條列.
fn usual(cx: &Observe<'_>, range: &Range<usize>, at: usize, start: usize, most: Cost) -> bool {
    let told = |end: usize| {
        let mut hits = cx.hits.at(Kind::Trad, start).iter().filter(|hit| hit.end as usize == end);
        hits.any(|hit| choices(hit.id).any(|choice| start + choice.at == at))
    };
    let beyond = |end: usize| end > at && (start < range.start || end > range.end);
    let mut words = cx.hits.edges_at(start).iter().filter(|edge| edge.len > 1 && edge.cost <= most);
    form_at(cx, at).is_some_and(|(_, form)| form.rank == 0)
        && words.any(|edge| beyond(start + usize::from(edge.len)) && !told(start + usize::from(edge.len)))
}

/// What a phrase costs as a word.
fn cost(cx: &Observe<'_>, hit: &Hit) -> Cost {
    let words = cx.hits.edges_at(hit.start as usize).iter();
    words.filter(|edge| usize::from(edge.len) == hit.range().len()).map(|edge| edge.cost).min().unwrap_or(Cost::MAX)
}

/// Which of its character's forms stands at a view position.
pub(super) fn form_at(cx: &Observe<'_>, at: usize) -> Option<(usize, Form)> {
    let (folded, raw) = (cx.view.chars().get(at)?, cx.view.raw().get(at)?);
    forms(*folded).enumerate().find(|(_, form)| form.shape == *raw)
}
