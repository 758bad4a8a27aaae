//! Finds the cues of one sentence: who is said to say it.
//!
//! A cue is a verb with a subject, a preposition with a source, a document that speaks, or a set phrase.
//! Longer words hide shorter ones (数据库 is no 数据). Knows no figure.

use super::sentence::{Piece, closes, opens};
use super::subject::{self, Subject};
use super::{Cue, Grade, Reach, Text, Vague};
use crate::analysis::figure::words::{Classes, Word, class, is_han};
use crate::document::MaskKind;

/// Everything that can begin a cue, and what hides it.
const CUES: Classes = class::FRONT
    .or(class::FRONT_ONLY)
    .or(class::BASIS)
    .or(class::SAY)
    .or(class::SAY_NOUN)
    .or(class::WEAK)
    .or(class::WEAK_NOUN)
    .or(class::ANNOUNCE)
    .or(class::PUBLISH)
    .or(class::LAUNCH)
    .or(class::SHOW)
    .or(class::REPORTER)
    .or(class::SELF)
    .or(class::HEARSAY)
    .or(class::OWNERLESS)
    .or(class::ANONYMOUS)
    .or(class::EN_SAY)
    .or(class::EN_FRONT)
    .or(class::EN_DOC)
    .or(class::EN_VAGUE)
    .or(class::PAPER)
    .or(class::EVIDENCE)
    .or(class::TRAP)
    .or(class::IDIOM);

const VERBS: Classes =
    class::SAY.or(class::SAY_NOUN).or(class::WEAK).or(class::WEAK_NOUN).or(class::SHOW).or(class::ANNOUNCE);
const PAPERS: Classes = class::PAPER.or(class::EVIDENCE);

/// The cues of a sentence, in order.
pub(super) fn find(text: &Text<'_>, piece: &Piece) -> Vec<Cue> {
    let inside = text.words.within(piece.start, piece.end, CUES);
    let mut cues: Vec<Cue> = Vec::new();
    let mut covered = piece.start;
    for word in inside {
        if word.start < covered {
            continue;
        }
        covered = word.end;
        let scope = Scope { text, piece };
        if let Some(mut cue) = scope.cue(word, cues.last().map_or(piece.start, |c| floor(text, c, piece))) {
            // "…, according to X." stands behind what it vouches for.
            cue.trailing |= word.classes.any(class::EN_FRONT);
            cues.push(cue);
        }
    }
    cues.sort_by_key(|c| c.covers);
    cues
}

/// A later cue may look for its subject only behind the earlier one's verb.
fn floor(text: &Text<'_>, last: &Cue, piece: &Piece) -> usize {
    text.cx.view.index_of(last.covers).max(piece.start)
}

/// Where the narrator takes over from an announcement (这一, 此举, a semicolon): bytes of the segment.
pub(super) fn breaks(text: &Text<'_>, piece: &Piece) -> Vec<u32> {
    let words = text.words.within(piece.start, piece.end, class::BREAK).map(|w| w.start);
    let marks =
        text.slice(piece.start, piece.end).iter().zip(piece.start..).filter(|(c, _)| **c == ';').map(|(_, i)| i);
    let mut breaks: Vec<u32> = words.chain(marks).map(|at| text.byte(at)).collect();
    breaks.sort_unstable();
    breaks
}

struct Scope<'a, 'b> {
    text: &'a Text<'b>,
    piece: &'a Piece,
}

/// What a cue is, before its bytes are known.
struct Found {
    from: usize,
    to: usize,
    reach: Reach,
    grade: Grade,
    speaker: u32,
}

impl Scope<'_, '_> {
    fn cue(&self, word: Word, floor: usize) -> Option<Cue> {
        let of = word.classes;
        let is = |classes: Classes| of.any(classes);
        let found = if is(class::TRAP) || (is(class::IDIOM) && !is(class::FRONT)) {
            None
        } else if is(class::EN_VAGUE) {
            Some(self.whole(word, Reach::Sentence, Grade::Vague(Vague::Hearsay)))
        } else if is(class::EN_SAY.or(class::EN_FRONT)) {
            Some(self.whole(word, if is(class::EN_FRONT) { Reach::Document } else { Reach::Say }, Grade::Named))
        } else if is(class::HEARSAY) {
            self.set_phrase(word, floor, Vague::Hearsay)
        } else if is(class::OWNERLESS) {
            self.set_phrase(word, floor, Vague::Ownerless)
        } else if is(class::REPORTER) {
            self.reporter(word)
        } else if is(class::SELF) {
            Some(self.whole(word, Reach::Say, Grade::Named))
        } else if is(class::FRONT.or(class::FRONT_ONLY)) {
            self.front(word)
        } else if is(class::BASIS) {
            self.basis(word)
        } else {
            self.verb(word, floor)
        };
        found.map(|f| self.place(f))
    }

    fn whole(&self, word: Word, reach: Reach, grade: Grade) -> Found {
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

    /// 据说, 数据显示: vague by itself, unless an owner stands before it (拼多多数据显示).
    fn set_phrase(&self, word: Word, floor: usize, vague: Vague) -> Option<Found> {
        let text = self.text;
        let head = text.get(word.start);
        let alone = matches!(
            head,
            '据' | '根' | '有' | '被' | '听' | '一' | '某' | '外' | '众' | '普' | '大' | '多' | '不' | '传' | '网'
        );
        if head == '据' && is_compound(text, word.start) {
            return None;
        }
        let _ = floor;
        let owner = subject::of(text, self.piece.start, word.start);
        let adjacent = owner.end == word.start && owner.start < word.start;
        if !alone && adjacent && owner.grade == Some(Grade::Named) {
            return Some(Found {
                from: owner.start,
                to: word.end,
                reach: Reach::Document,
                grade: Grade::Named,
                speaker: 0,
            });
        }
        if !alone && is_han(text.before(word.start)) && !adjacent && !self.speaks_after(word.end) {
            return None;
        }
        let needs_verb = matches!(head, '官' | '公' | '相' | '行' | '市' | '权' | '第') && !self.speaks_after(word.end);
        if vague == Vague::Ownerless && needs_verb {
            return None;
        }
        let grade = if vague == Vague::Ownerless { Grade::Bare } else { Grade::Vague(vague) };
        let reach = if vague == Vague::Ownerless { Reach::Document } else { Reach::Say };
        Some(Found { from: word.start, to: word.end, reach, grade, speaker: 0 })
    }

    /// A verb of saying, a comma or a colon follows.
    fn speaks_after(&self, at: usize) -> bool {
        matches!(self.text.get(at), ',' | ':') || self.text.words.at(at, VERBS).is_some()
    }

    /// 记者获悉, and 36氪获悉: the outlet is its own witness.
    fn reporter(&self, word: Word) -> Option<Found> {
        let clause = self.text.get(word.end) == ',' || self.text.get(word.end) == ':' || self.speaks_or_runs(word.end);
        clause.then(|| self.whole(word, Reach::Document, Grade::Named))
    }

    fn speaks_or_runs(&self, at: usize) -> bool {
        is_han(self.text.get(at)) || self.text.get(at).is_ascii_alphanumeric()
    }

    /// 据 X 介绍, 据 X: named unless X is empty or vague.
    fn front(&self, word: Word) -> Option<Found> {
        let at = word.start + 1;
        if is_compound(self.text, word.start) {
            return None;
        }
        let (end, verb) = self.phrase(at);
        let comma = self.text.get(end) == ',' || end >= self.piece.end;
        if verb.is_none() && !comma {
            return None;
        }
        self.sourced(word.start, at, end, verb)
    }

    /// 根据 X: only with a document, a name in 《》 or a verb of saying inside.
    fn basis(&self, word: Word) -> Option<Found> {
        let (end, verb) = self.phrase(word.end);
        let paper =
            self.text.words.within(word.end, end, PAPERS.or(class::OUTLET)).any(|w| !w.classes.any(class::TRAP));
        let title = (word.end..end).any(|i| self.text.get(i) == '《');
        let link = self.text.masked(word.end, end, &[MaskKind::Url, MaskKind::LinkTarget]);
        (paper || title || link || verb.is_some()).then(|| self.sourced(word.start, word.end, end, verb)).flatten()
    }

    /// The words behind a preposition, up to the verb of saying or the comma.
    fn phrase(&self, at: usize) -> (usize, Option<Word>) {
        let stop = |c: char| matches!(c, ',' | ':' | '。' | ';' | '!' | '?' | '\n') || opens(c);
        let limit = (at..self.piece.end).find(|i| stop(self.text.get(*i))).unwrap_or(self.piece.end);
        let verbs = self.text.words.within(at, limit, VERBS).filter(|w| {
            let hidden = self.text.words.at(w.start, class::TRAP.or(PAPERS)).is_some_and(|t| t.end > w.end);
            !hidden && w.start > at && self.closes_phrase(*w, limit)
        });
        match verbs.last() {
            Some(verb) => (verb.start, Some(verb)),
            None => (limit, None),
        }
    }

    /// The verb ends the phrase, or what it says follows at once.
    fn closes_phrase(&self, verb: Word, limit: usize) -> bool {
        let free = verb.classes.any(class::SAY.or(class::SHOW).or(class::ANNOUNCE).or(class::WEAK));
        free || verb.end == limit || self.text.get(verb.end) == ' '
    }

    fn sourced(&self, from: usize, start: usize, end: usize, verb: Option<Word>) -> Option<Found> {
        let text = self.text;
        let to = verb.map_or(end, |v| v.end);
        let link = text.masked(start, end, &[MaskKind::Url, MaskKind::LinkTarget, MaskKind::Footnote]);
        let title =
            (start..end).any(|i| text.get(i) == '《') || text.words.within(start, end, class::OUTLET).next().is_some();
        let letters = (start..end).filter(|i| is_han(text.get(*i)) || text.get(*i).is_ascii_alphanumeric()).count();
        if letters < 2 && !link {
            return None;
        }
        let paper = text.words.ending(end, start, PAPERS);
        let grade = if link || title {
            Grade::Named
        } else if let Some(paper) = paper.filter(|p| subject::is_bare(text, start, p.start)) {
            if paper.classes.any(class::PAPER) { Grade::Named } else { Grade::Bare }
        } else {
            vague_in(text, start, end).or_else(|| subject::grade(text, start, end)).unwrap_or(Grade::Bare)
        };
        let document = paper.is_some() || title || link || verb.is_some_and(|v| !v.classes.any(class::SAY));
        let reach = if document { Reach::Document } else { Reach::Say };
        Some(Found { from, to, reach, grade, speaker: subject::speaker(text, start, end) })
    }

    fn verb(&self, word: Word, floor: usize) -> Option<Found> {
        let of = word.classes;
        if of.any(class::SHOW)
            && let Some(found) = self.shows(word, floor)
        {
            return Some(found);
        }
        let subject = subject::of(self.text, floor, word.start);
        if of.any(class::PUBLISH)
            && let Some(found) = self.publishes(word, &subject)
        {
            return Some(found);
        }
        if of.any(class::ANNOUNCE) {
            return self.speaks(word, &subject, Reach::Announce);
        }
        if of.any(class::LAUNCH) && !of.any(class::SAY) {
            return self.launches(word, &subject);
        }
        let opens_speech = self.opens_speech(word.end);
        if of.any(class::SAY) && (opens_speech || !is_light_verb(self.text, word)) {
            return self.speaks(word, &subject, Reach::Say);
        }
        if of.any(class::SAY_NOUN.or(class::WEAK_NOUN)) && opens_speech {
            return self
                .speaks(word, &subject, Reach::Say)
                .filter(|f| f.grade != Grade::Anaphor || of.any(class::SAY_NOUN));
        }
        let weak = of.any(class::WEAK) && subject.grade.is_some_and(|g| g != Grade::Bare);
        weak.then(|| self.speaks(word, &subject, Reach::Say)).flatten()
    }

    /// A comma, colon or quotation mark, perhaps behind 道, 说, 称 or 了.
    fn opens_speech(&self, at: usize) -> bool {
        let skip = usize::from(matches!(self.text.get(at), '道' | '说' | '称' | '了' | ' '));
        let next = |i: usize| {
            let c = self.text.get(i);
            matches!(c, ',' | ':' | '"' | '。') || opens(c) || i >= self.piece.end
        };
        next(at) || (skip > 0 && next(at + skip))
    }

    /// 财报显示, Trustdata《简报》显示, 统计局数据显示; bare 数据显示 looks for its owner later.
    fn shows(&self, verb: Word, floor: usize) -> Option<Found> {
        let text = self.text;
        let floor = self.piece.start.max(floor.min(self.piece.start));
        let subject = subject::of(text, floor, verb.start);
        let end = subject.end;
        let found =
            |from: usize, grade: Grade| Some(Found { from, to: verb.end, reach: Reach::Document, grade, speaker: 0 });
        if text.before(end) == '》' || text.words.ending(end, subject.start, class::OUTLET).is_some() {
            return found(subject.start, Grade::Named);
        }
        let paper = text.words.ending(end, floor, PAPERS)?;
        let start = subject.start.min(paper.start);
        if let Some(vague) = vague_in(text, start, paper.start) {
            return found(start, vague);
        }
        let bare = subject::is_bare(text, start, paper.start);
        match (bare, paper.classes.any(class::PAPER)) {
            (true, false) => found(paper.start, Grade::Bare),
            _ => found(start, Grade::Named),
        }
    }

    /// X 发布…报告: the act of publishing a document.
    fn publishes(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let text = self.text;
        let grade = subject.grade?;
        let limit = (verb.end + 40).min(self.piece.end);
        let hidden = |at: usize| text.words.at(at, class::TRAP).is_some();
        let paper = text.words.within(verb.end, limit, PAPERS).any(|w| !hidden(w.start));
        let title = (verb.end..limit).any(|i| text.get(i) == '》');
        let found =
            Found { from: subject.start, to: verb.end, reach: Reach::Document, grade, speaker: subject.speaker };
        (paper || title || verb.classes.any(class::SAY.or(class::SAY_NOUN)) && self.opens_speech(verb.end))
            .then_some(found)
            .or_else(|| self.discloses(verb, subject))
    }

    /// X 公布, X 公布了…: stating something publicly, where the verb launches no product.
    fn discloses(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let word: String = self.text.chars.get(verb.start..verb.end).unwrap_or_default().iter().collect();
        let public = matches!(word.as_str(), "公布" | "披露" | "公示" | "晒出" | "列出");
        let grade = subject.grade.filter(|_| public)?;
        Some(Found { from: subject.start, to: verb.end, reach: Reach::Document, grade, speaker: subject.speaker })
    }

    fn launches(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let grade = subject.grade.filter(|g| matches!(g, Grade::Named | Grade::Anaphor))?;
        let ahead = self.text.chars.get(verb.start.saturating_sub(3)..verb.start).unwrap_or_default();
        if ahead.iter().any(|c| matches!(c, '会' | '将' | '拟' | '备' | '未' | '没')) {
            return None;
        }
        Some(Found { from: subject.start, to: verb.end, reach: Reach::Launch, grade, speaker: 0 })
    }

    fn speaks(&self, verb: Word, subject: &Subject, reach: Reach) -> Option<Found> {
        let after_quote = closes(self.text.before(verb.start)) || self.text.before(verb.start) == '"';
        let grade = match subject.grade {
            Some(grade) => grade,
            None if after_quote || verb.start > self.piece.start => Grade::Anaphor,
            None => return None,
        };
        if subject.grade.is_none() && verb.classes.any(class::WEAK) {
            return None;
        }
        let from = if subject.grade.is_some() { subject.start } else { verb.start };
        Some(Found { from, to: verb.end, reach, grade, speaker: subject.speaker })
    }
}

/// 称 and 说 are often parts of longer words; they speak when something follows that can be said.
fn is_light_verb(text: &Text<'_>, word: Word) -> bool {
    let single = word.end - word.start == 1;
    match (single, text.get(word.start)) {
        (true, '说') => true,
        (true, '称') => {
            "简全名别昵俗统尊职号堪对匀著又也被可".contains(text.before(word.start))
                || "为号呼赞霸作".contains(text.get(word.end))
        }
        _ => false,
    }
}

/// 依据, 证据, 数据: 据 is the end of a word.
fn is_compound(text: &Text<'_>, at: usize) -> bool {
    let before = text.before(at);
    is_han(before) && "数依证占根收票单凭论割窃考契字盘拮".contains(before)
}

/// People or media without a name among the words `start..end`.
fn vague_in(text: &Text<'_>, start: usize, end: usize) -> Option<Grade> {
    if text.words.within(start, end, class::ANONYMOUS).next().is_some() {
        // 业内资深人士张凡: a name behind the phrase identifies.
        let last = text.words.within(start, end, class::ANONYMOUS).last()?;
        return (last.end == end || text.get(last.end) == '的').then_some(Grade::Vague(Vague::Person));
    }
    let word = text.words.ending(end, start, class::PERSON)?;
    let counted =
        text.words.within(start, word.start, class::QUANTIFIER).any(|q| q.start == start || q.end - q.start >= 2);
    counted.then_some(Grade::Vague(Vague::Person))
}
