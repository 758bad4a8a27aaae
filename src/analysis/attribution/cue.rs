//! Finds the cues of one sentence: who is said to say it.
//!
//! A cue is a verb with a subject, a preposition with a source, a document that speaks, or a set phrase.
//! Longer words hide shorter ones (数据库 is no 数据). Knows no figure.

use super::sentence::{Piece, closes};
use super::{Cue, Grade, Reach, Text, Vague, label, subject, survey};
use crate::analysis::figure::Sorts;
use crate::analysis::figure::words::{Classes, Word, class};

/// Everything that can begin a cue, and what hides it.
const CUES: Classes = class::FRONT
    .or(class::FRONT_ONLY)
    .or(class::BASIS)
    .or(class::SAY)
    .or(class::SAY_NOUN)
    .or(class::WEAK)
    .or(class::WEAK_NOUN)
    .or(class::ANNOUNCE)
    .or(class::ACT)
    .or(class::PUBLISH)
    .or(class::LAUNCH)
    .or(class::SHOW)
    .or(class::REPORTER)
    .or(class::SELF)
    .or(class::HEARSAY)
    .or(class::OWNERLESS)
    .or(class::ANONYMOUS)
    .or(class::EN_SAY)
    .or(class::EN_FIND)
    .or(class::EN_FRONT)
    .or(class::EN_DOC)
    .or(class::EN_VAGUE)
    .or(class::RESULT)
    .or(class::PAPER)
    .or(class::EVIDENCE)
    .or(class::VIEW)
    .or(class::ORIGIN)
    .or(class::TRAP)
    .or(class::IDIOM);

pub(super) const VERBS: Classes =
    class::SAY.or(class::SAY_NOUN).or(class::WEAK).or(class::WEAK_NOUN).or(class::SHOW).or(class::ANNOUNCE);
pub(super) const PAPERS: Classes = class::PAPER.or(class::EVIDENCE);

/// The cues of a sentence, in order. `classes` are those of all its words.
pub(super) fn find(text: &Text<'_>, piece: &Piece, classes: Classes) -> Vec<Cue> {
    if !classes.any(CUES) {
        let quoted = Scope { text, piece }.opens_quotation(&[]);
        return trusted(text, piece).into_iter().chain(label::find(text, piece)).chain(quoted).collect();
    }
    let inside = text.words.within(piece.start, piece.end, CUES);
    let mut cues: Vec<Cue> = Vec::new();
    let mut covered = piece.start;
    for word in inside {
        if word.start < covered {
            continue;
        }
        let scope = Scope { text, piece };
        if scope.is_cut(word) {
            continue;
        }
        if scope.is_supposed(word) {
            continue;
        }
        let found = scope.cue(word, cues.last().map_or(piece.start, |c| floor(text, c, piece)));
        // 星河大学的一项调查: a set phrase that is none leaves what it ends with.
        let inner = found.is_none() && word.classes.any(class::OWNERLESS) && text.get(word.start) == '一';
        // 据多方消息称: the verb belongs to the phrase.
        let phrase = found.is_some() && word.classes.any(class::HEARSAY.or(class::OWNERLESS));
        let verb = text.words.at(word.end, VERBS).filter(|_| phrase);
        covered = if inner { word.start + 1 } else { verb.map_or(word.end, |v| v.end) };
        if let Some(mut cue) = found {
            // "…, according to X." stands behind what it vouches for.
            cue.trailing |= word.classes.any(class::EN_FRONT) || scope.closes(word);
            if word.classes.any(class::BASIS) && cue.grade == Grade::Named {
                covered = covered.max(text.cx.view.index_of(cue.covers));
            }
            cues.push(cue);
        }
    }
    if opens_topic(text, piece) {
        cues.iter_mut().filter(|c| c.reach == Reach::Say).for_each(|c| c.trailing = true);
    }
    cues.extend(Scope { text, piece }.opens_quotation(&cues));
    cues.extend(trusted(text, piece));
    cues.extend(label::find(text, piece));
    cues.sort_by_key(|c| c.covers);
    cues
}

/// 对于失业率由2.8%升至2.9%,他指出…: who speaks of a topic vouches for it.
fn opens_topic(text: &Text<'_>, piece: &Piece) -> bool {
    matches!((text.get(piece.start), text.get(piece.start + 1)), ('对' | '关', '于') | ('针', '对'))
}

/// An outlet that the house trusts: its name alone vouches, for the whole sentence and the paragraph behind.
fn trusted(text: &Text<'_>, piece: &Piece) -> Option<Cue> {
    let chars = text.slice(piece.start, piece.end);
    let at = |name: &str| {
        let wanted: Vec<char> = name.chars().collect();
        chars.windows(wanted.len().max(1)).position(|w| w == wanted).map(|i| (piece.start + i, wanted.len()))
    };
    let (start, len) = text.cx.settings.figures.trusted.iter().find_map(|name| at(name))?;
    let from = text.byte(piece.start);
    let span = text.cx.view.span(start..start + len);
    Some(Cue { span, covers: from, from, reach: Reach::Document, grade: Grade::Named, speaker: 0, trailing: true })
}

/// A later cue may look for its subject only behind the earlier one's verb.
fn floor(text: &Text<'_>, last: &Cue, piece: &Piece) -> usize {
    text.cx.view.index_of(last.covers).max(piece.start)
}

/// Where the narrator takes over from an announcement (这一, 此举, a semicolon): bytes of the segment.
pub(super) fn breaks(text: &Text<'_>, piece: &Piece, classes: Classes) -> Vec<u32> {
    if !classes.any(class::BREAK) && !piece.sorts.any(Sorts::SEMICOLON) {
        return Vec::new();
    }
    let words = text.words.within(piece.start, piece.end, class::BREAK).map(|w| w.start);
    let marks =
        text.slice(piece.start, piece.end).iter().zip(piece.start..).filter(|(c, _)| **c == ';').map(|(_, i)| i);
    let mut breaks: Vec<u32> = words.chain(marks).map(|at| text.byte(at)).collect();
    breaks.sort_unstable();
    breaks
}

pub(super) struct Scope<'a, 'b> {
    pub text: &'a Text<'b>,
    pub piece: &'a Piece,
}

/// What a cue is, before its bytes are known.
pub(super) struct Found {
    pub from: usize,
    pub to: usize,
    pub reach: Reach,
    pub grade: Grade,
    pub speaker: u32,
}

/// Chars of a clause that closes an English sentence.
const CLOSING: usize = 120;

impl Scope<'_, '_> {
    /// 若大众认为: nobody has said so yet.
    fn is_supposed(&self, word: Word) -> bool {
        let text = self.text;
        let from = word.start.saturating_sub(8).max(self.piece.start);
        let clause =
            (from..word.start).rev().find(|i| matches!(text.get(*i), ',' | ';' | ':' | '"')).map_or(from, |i| i + 1);
        word.classes.any(class::WEAK) && text.words.within(clause, word.start, class::HYPOTHESIS).next().is_some()
    }

    /// "…, the company said in a statement.": the last clause tells who said what stands before it.
    fn closes(&self, word: Word) -> bool {
        let text = self.text;
        let behind = text.slice(word.end, self.piece.end.min(word.end + CLOSING));
        let open = self.piece.end > word.end + CLOSING || behind.iter().any(|c| *c == ',' || c.is_ascii_digit());
        let from = word.start.saturating_sub(CLOSING).max(self.piece.start);
        let comma = (from..word.start).rev().find(|i| text.get(*i) == ',').filter(|_| !open);
        let goes_on = |at: usize| {
            let next: String = text.slice(at + 1, at + 8).iter().collect();
            ["and ", "but ", "while ", "as ", "which ", "who ", "or "].iter().any(|w| next.trim_start().starts_with(w))
        };
        word.classes.any(class::EN_SAY.or(class::EN_VAGUE)) && comma.is_some_and(|at| !goes_on(at))
    }

    fn cue(&self, word: Word, floor: usize) -> Option<Cue> {
        let of = word.classes;
        let is = |classes: Classes| of.any(classes);
        let found = if is(class::PAPER) && self.event(word).is_some() {
            self.event(word)
        } else if is(class::RESULT) && survey::is_respondent(self.text, word) {
            let found = self.whole(word, Reach::Document, Grade::Recalled);
            return Some(Cue { trailing: survey::is_counted(self.text, word), ..self.place(found) });
        } else if is(PAPERS) && self.titled(word).is_some() {
            self.titled(word)
        } else if is(PAPERS) && self.noted(word).is_some() {
            self.noted(word)
        } else if is(class::TRAP) && !is(class::BASIS) || is(class::IDIOM) && !is(class::FRONT.or(PAPERS)) {
            None
        } else if is(class::EN_VAGUE) {
            let people = is(class::ANONYMOUS);
            let vague = if people { Vague::Person } else { Vague::Hearsay };
            Some(self.whole(word, Reach::Sentence, Grade::Vague(vague)))
        } else if is(class::EN_FIND) {
            // A survey of X found …: not what was found in a drawer.
            let paper = self.text.words.within(self.piece.start, word.start, class::EN_DOC).next().is_some();
            paper.then(|| self.whole(word, Reach::Say, Grade::Named))
        } else if is(class::EN_SAY.or(class::EN_FRONT)) {
            Some(self.whole(word, if is(class::EN_FRONT) { Reach::Document } else { Reach::Say }, Grade::Named))
        } else if is(class::HEARSAY) {
            self.set_phrase(word, Vague::Hearsay)
        } else if is(class::OWNERLESS) {
            self.set_phrase(word, Vague::Ownerless)
        } else if is(class::REPORTER) {
            self.reporter(word)
        } else if is(class::SELF) && matches!(self.text.before(word.start), '让' | '使' | '令') {
            None
        } else if is(class::SELF) {
            Some(self.whole(word, Reach::Say, Grade::Named))
        } else if is(class::FRONT.or(class::FRONT_ONLY)) {
            self.front(word)
        } else if is(class::BASIS) {
            self.basis(word)
        } else if is(class::ORIGIN) {
            return self.origin(word);
        } else if is(class::VIEW) && self.framed(word).is_some() {
            self.framed(word)
        } else {
            self.verb(word, floor)
        };
        let asked = is(PAPERS) && survey::is_survey(self.text, word) || is(class::ACT);
        found.map(|f| self.place(f)).map(|c| if asked { Cue { covers: c.from, ..c } } else { c })
    }

    pub(super) fn whole(&self, word: Word, reach: Reach, grade: Grade) -> Found {
        let speaker = if grade == Grade::Named { subject::speaker(self.text, self.piece.start, word.start) } else { 0 };
        Found { from: word.start, to: word.end, reach, grade, speaker }
    }

    fn place(&self, f: Found) -> Cue {
        let tail = self.text.chars.get(f.to..self.piece.end).unwrap_or_default();
        let light = |c: &char| matches!(c, '。' | '!' | '?' | '.' | '道' | '称' | '着' | '说' | ' ') || closes(*c);
        Cue {
            span: self.text.cx.view.span(f.from..f.to),
            covers: self.text.byte(f.to.min(self.piece.end)).max(self.text.cx.view.span(f.from..f.to).end),
            from: self.text.byte(f.from),
            reach: f.reach,
            grade: f.grade,
            speaker: f.speaker,
            trailing: tail.iter().all(light),
        }
    }
}
