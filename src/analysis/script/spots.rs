//! Decides character by character what would be wrong in an article of one script.
//!
//! Invariant: a glyph variant (裏/裡, 為/爲) is never wrong, and a character without evidence of its
//! word is wrong only where its shape alone decides.

use ecow::EcoString;
use thin_vec::ThinVec;

use super::super::{Observe, Seen};
use super::evidence::{self, Known};
use super::passages::{Passages, Piece, Standing};
use super::{Fault, Right, Spot, guards};
use crate::document::MaskKind;
use crate::finding::Certainty;
use crate::lexicon::{Class, Form, Usage, forms, is_han};
use crate::settings::Script;

/// Ranks from here on are no candidates of OpenCC: each such form stands for itself.
const UNRANKED: u8 = 14;

/// How many characters to each side of a damaged one are suspect.
const RUBBLE: usize = 4;

/// What is wrong with one character.
struct Verdict {
    fault: Fault,
    certainty: Certainty,
    right: ThinVec<Right>,
}

/// A spot in view positions, on its way.
struct Open {
    start: usize,
    end: usize,
    verdict: Verdict,
    names: ThinVec<EcoString>,
}

/// Notes the spots of the segment for articles of `script`, and the people met beside them.
pub(super) fn find(cx: &Observe<'_>, script: Script, passages: &Passages, seen: &mut Seen) {
    let known = evidence::gather(cx, script);
    for piece in passages.pieces() {
        match piece.standing(script) {
            Standing::Silent => {}
            Standing::Other => seen.script.extend(whole(cx, script, piece)),
            Standing::Own if known.is_empty() && !may_stray(piece.classes, script) => {}
            Standing::Own => single(cx, script, piece, &known, seen),
        }
    }
}

/// A sentence in the other script, from its first to its last Han character.
fn whole(cx: &Observe<'_>, script: Script, piece: &Piece) -> Option<Spot> {
    let chars = cx.view.raw().get(piece.range.clone())?;
    let first = chars.iter().position(|c| is_han(*c))?;
    let last = chars.iter().rposition(|c| is_han(*c))?;
    let span = cx.view.span(piece.range.start + first..piece.range.start + last + 1);
    Some(Spot {
        span,
        script,
        fault: Fault::Passage,
        certainty: Certainty::Probable,
        right: ThinVec::new(),
        names: ThinVec::new(),
    })
}

/// The characters of a piece, one by one; neighbours with the same fault are one spot.
fn single(cx: &Observe<'_>, script: Script, piece: &Piece, known: &[Known], seen: &mut Seen) {
    let mut open: Option<Open> = None;
    for at in piece.range.clone() {
        let Some(verdict) = judge(cx, script, at, known) else { continue };
        let listed = known.get(at).is_some_and(|known| known.is_listed());
        let told = known.get(at).is_some_and(|known| known.allowed != 0);
        if told && !listed && piece.is_cantonese() {
            continue; // What the phrases of written Chinese say of 係 or 扑 is not true there.
        }
        let mut names = ThinVec::new();
        if !listed {
            guards::people(cx, at).iter().for_each(|name| seen.facts.script.meet(name));
            names = guards::candidates(cx, at);
        }
        match &mut open {
            Some(before) if before.takes(at, &verdict, &names) => before.join(verdict),
            _ => {
                seen.script.extend(open.take().map(|spot| spot.close(cx, script)));
                open = Some(Open { start: at, end: at + 1, verdict, names });
            }
        }
    }
    seen.script.extend(open.map(|spot| spot.close(cx, script)));
}

/// False when no character with some of these bits can be wrong by its own shape.
fn may_stray(classes: Class, script: Script) -> bool {
    match script {
        Script::Hant => [Class::S_ONLY, Class::NEVER, Class::LOCATIVE, Class::RARE].iter().any(|bit| classes.has(*bit)),
        Script::Hans => classes.has(Class::T_ONLY.with(Class::EXCLUSIVE)) || classes.has(Class::SELDOM),
    }
}

fn judge(cx: &Observe<'_>, script: Script, at: usize, known: &[Known]) -> Option<Verdict> {
    let raw = *cx.view.raw().get(at).filter(|c| **c >= '\u{2E80}')?;
    let (all, known) = (known, known.get(at).copied().unwrap_or_default());
    let mut class = cx.view.classes().get(at).copied().unwrap_or_default();
    if script == Script::Hant && class.has(Class::ACCEPTED) && is_left_over(cx, at, class, all) {
        class = class.without(Class::ACCEPTED);
    }
    let suspect = may_stray(class, script)
        && match script {
            Script::Hant => {
                let alone = class.has(Class::S_ONLY) || class.has(Class::NEVER);
                alone || is_locative(cx, at, class) || (class.has(Class::RARE) && !evidence::is_spelled(cx, at))
            }
            Script::Hans => !class.has(Class::SELDOM) || follows_word(cx, at),
        };
    if known.allowed == 0 && (!suspect || is_rubble(cx, at)) {
        return None;
    }
    let folded = *cx.view.chars().get(at)?;
    let verdict = match script {
        Script::Hant => traditional(folded, raw, class, known, known.begins(at)),
        Script::Hans => simplified(folded, raw, class, known),
    };
    verdict.filter(|_| known.allowed == 0 || !known.is_doubtful(cx, at))
}

/// A shape that Traditional editors print, but no Traditional character set has, is one more stray where the
/// rest of its word is: 注册 becomes 註冊, not 註册.
fn is_left_over(cx: &Observe<'_>, at: usize, class: Class, known: &[Known]) -> bool {
    let stray = |i: usize| {
        let (Some(raw), Some(folded)) = (cx.view.raw().get(i), cx.view.chars().get(i)) else { return false };
        let class = cx.view.classes().get(i).copied().unwrap_or_default();
        let told = known.get(i).is_some_and(|known| known.allowed != 0 && !known.allows_shape(*folded, *raw));
        !class.has(Class::ACCEPTED) && (class.has(Class::S_ONLY) || (told && raw == folded))
    };
    let is_standard = |c: char| {
        let regional = |form: &Form| form.usage.has(Usage::TAIWAN) || form.usage.has(Usage::HONG_KONG);
        forms(c).any(|form| form.shape == c && regional(&form))
    };
    let own = cx.view.chars().get(at).copied();
    !class.has(Class::BIG5)
        && own.is_some_and(|c| !is_standard(c))
        && cx.lattice.word_at(at).any(|i| i != at && stray(i))
}

/// Near a numbered sign between two Han characters stands rubble of a damaged text (榘⒗镉), no stray.
fn is_rubble(cx: &Observe<'_>, at: usize) -> bool {
    let raw = cx.view.raw();
    let han = |i: usize| raw.get(i).is_some_and(|c| is_han(*c));
    let sign = |i: &usize| raw.get(*i).is_some_and(|c| ('\u{2474}'..='\u{249B}').contains(c));
    (at.saturating_sub(RUBBLE)..=at + RUBBLE).filter(sign).any(|i| i > 0 && han(i - 1) && han(i + 1))
}

/// A character that says where stands by itself behind a noun: a word of two characters or more,
/// a Latin one (PHP 里), a name in code or a link.
fn is_locative(cx: &Observe<'_>, at: usize, class: Class) -> bool {
    let alone = class.has(Class::LOCATIVE) && cx.lattice.word_at(at) == (at..at + 1);
    let raw = cx.view.raw();
    let is_latin = |before: usize| raw.get(before).is_some_and(char::is_ascii_alphabetic);
    let is_masked = |before: usize| {
        use MaskKind::{Code, Hashtag, LinkTarget, Math, Path, Template, Url};
        matches!(cx.view.placeholder(before), Some(Code | Hashtag | LinkTarget | Math | Path | Template | Url))
    };
    let is_noun = |before: usize| {
        let noun = cx.lattice.word_at(before);
        noun.len() >= 2 && raw.get(noun).is_some_and(|chars| chars.iter().all(|c| is_han(*c)))
    };
    let space = at.checked_sub(1).is_some_and(|before| raw.get(before) == Some(&' '));
    let before = at.checked_sub(1 + usize::from(space));
    alone && before.is_some_and(|before| is_latin(before) || is_masked(before) || (!space && is_noun(before)))
}

/// A word by itself right behind a longer one, as 於 stands behind a noun or verb (版本於上周, 成立於). A name may
/// stand behind a title (总经理於明华) or before a verb of saying, and old sentences have 之 there (取之於蓝).
fn follows_word(cx: &Observe<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| cx.lattice.word_at(before)).unwrap_or_default();
    let word = cx.view.raw().get(before).unwrap_or_default();
    let is_word = word.len() >= 2 && word.iter().all(|c| is_han(*c)) && word.last() != Some(&'之');
    cx.lattice.word_at(at) == (at..at + 1) && is_word && !guards::may_be_family(cx, at)
}

/// What is wrong with `raw` in Traditional text.
fn traditional(folded: char, raw: char, class: Class, known: Known, begins: bool) -> Option<Verdict> {
    let looks_simplified = class.has(Class::S_ONLY) || (class.has(Class::SHARED) && raw == folded);
    let fault = if looks_simplified { Fault::Stray } else { Fault::Conversion };
    if known.allowed != 0 {
        let (own, form) = forms(folded).enumerate().find(|(_, form)| form.shape == raw)?;
        let right: Vec<Form> = allowed(folded, known).collect();
        let variant = form.rank < UNRANKED && right.iter().any(|r| r.rank == form.rank);
        // 系統裡加了: what the phrase 里加 of a foreign name says means nothing to the place 裡.
        let place = begins && raw != folded && crate::lexicon::class(folded).has(Class::LOCATIVE);
        let accepted = class.has(Class::ACCEPTED) || variant || place;
        if known.allows(own) || (accepted && !known.is_listed()) {
            return None;
        }
        return Some(Verdict { fault, certainty: Certainty::Certain, right: rights(&right) });
    }
    if class.has(Class::ACCEPTED) {
        return None;
    }
    let candidates = forms(folded).filter(|f| f.rank < UNRANKED && f.shape != raw);
    let one = class.has(Class::NEVER) || class.has(Class::LOCATIVE);
    let right: Vec<Form> = candidates.filter(|f| !one || f.rank == 0).collect();
    let certainty = if class.has(Class::S_ONLY) { Certainty::Certain } else { Certainty::Probable };
    Some(Verdict { fault, certainty, right: rights(&right) })
}

/// What is wrong with `raw` in Simplified text. A usual Simplified shape is wrong only in listed words.
fn simplified(folded: char, raw: char, class: Class, known: Known) -> Option<Verdict> {
    let fault = if raw == folded { Fault::Conversion } else { Fault::Stray };
    if fault == Fault::Conversion && !known.is_listed() {
        return None;
    }
    let right: Vec<Form> = if known.allowed != 0 {
        let (own, _) = forms(folded).enumerate().find(|(_, form)| form.shape == raw)?;
        if known.allows(own) {
            return None;
        }
        allowed(folded, known).collect()
    } else {
        let mainland = forms(folded).filter(|f| f.usage.has(Usage::MAINLAND) && f.shape != raw);
        let own = mainland.clone().find(|f| f.shape == folded);
        own.map_or_else(|| mainland.collect(), |own| vec![own])
    };
    let sure = known.is_listed() || class.has(Class::T_ONLY);
    let certainty = if sure { Certainty::Certain } else { Certainty::Probable };
    let right = right.iter().map(|f| Right { taiwan: text(f.shape), hong_kong: text(f.shape) }).collect();
    Some(Verdict { fault, certainty, right })
}

fn allowed(folded: char, known: Known) -> impl Iterator<Item = Form> {
    forms(folded).enumerate().filter(move |(i, _)| known.allows(*i)).map(|(_, form)| form)
}

/// The forms as each region writes them: glyphs of one rank are one candidate.
fn rights(forms: &[Form]) -> ThinVec<Right> {
    let mut rights = ThinVec::new();
    let mut ranks: Vec<u8> = forms.iter().map(|f| f.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    for rank in ranks {
        let of = |usage: Usage| forms.iter().find(|f| f.rank == rank && f.usage.has(usage));
        let first = forms.iter().find(|f| f.rank == rank);
        let pick = |usage: Usage| of(usage).or(first).map(|f| text(f.shape)).unwrap_or_default();
        let right = Right { taiwan: pick(Usage::TAIWAN), hong_kong: pick(Usage::HONG_KONG) };
        if !rights.contains(&right) {
            rights.push(right);
        }
    }
    rights
}

fn text(c: char) -> EcoString {
    EcoString::from(c)
}

impl Open {
    /// A neighbour with the same fault and no doubt about what is right belongs to the spot.
    fn takes(&self, at: usize, next: &Verdict, names: &[EcoString]) -> bool {
        let one = self.verdict.right.len() == 1 && next.right.len() == 1 && names.is_empty();
        self.end == at && one && self.verdict.fault == next.fault && self.verdict.certainty == next.certainty
    }

    fn join(&mut self, next: Verdict) {
        self.end += 1;
        for (right, more) in self.verdict.right.iter_mut().zip(next.right) {
            right.taiwan.push_str(&more.taiwan);
            right.hong_kong.push_str(&more.hong_kong);
        }
    }

    fn close(self, cx: &Observe<'_>, script: Script) -> Spot {
        let Verdict { fault, certainty, right } = self.verdict;
        Spot { span: cx.view.span(self.start..self.end), script, fault, certainty, right, names: self.names }
    }
}
