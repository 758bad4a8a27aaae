//! Cues that are verbs: somebody speaks, a document shows, a house announces, publishes or launches.

use super::cue::{Found, PAPERS, Scope};
use super::phrase::vague_in;
use super::sentence::{closes, opens};
use super::subject::{self, Subject};
use super::{Grade, Reach, Text};
use crate::analysis::figure::words::{Word, class};

impl Scope<'_, '_> {
    pub(super) fn verb(&self, word: Word, floor: usize) -> Option<Found> {
        let of = word.classes;
        if self.is_listed(word) || of.any(class::WEAK) && self.is_able(word) {
            return None;
        }
        if of.any(PAPERS)
            && let Some(found) = self.within(word)
        {
            return Some(found);
        }
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
            let launch = self.text.words.within(word.end, word.end + 4, class::LAUNCH).next().is_some();
            let reach = if launch { Reach::Unveil } else { Reach::Announce };
            return self.speaks(word, &subject, reach);
        }
        if of.any(class::RESULT) && self.text.get(word.end) == ':' {
            return Some(Found {
                from: word.start,
                to: word.end,
                reach: Reach::Document,
                grade: Grade::Recalled,
                speaker: 0,
            });
        }
        if of.any(class::LAUNCH) && !of.any(class::SAY) {
            return self.launches(word, &subject);
        }
        let opens_speech = self.opens_speech(word.end);
        if of.any(class::SAY) && (opens_speech || !is_light_verb(self.text, word)) {
            return self.speaks(word, &subject, Reach::Say);
        }
        let noun = self.text.before(word.start) == '的';
        if of.any(class::SAY_NOUN.or(class::WEAK_NOUN)) && opens_speech && !noun {
            return self
                .speaks(word, &subject, Reach::Say)
                .filter(|f| f.grade != Grade::Anaphor || of.any(class::SAY_NOUN));
        }
        let near = !self.text.slice(subject.end, word.start).contains(&',');
        let weak = of.any(class::WEAK) && near && subject.grade.is_some_and(|g| g != Grade::Bare);
        weak.then(|| self.speaks(word, &subject, Reach::Say)).flatten()
    }

    /// One of several things named beside each other (名称、描述、图片): no verb.
    fn is_listed(&self, word: Word) -> bool {
        self.text.before(word.start) == '、' || self.text.get(word.end) == '、'
    }

    /// 系统会预测, 用来分析: what a thing can do, not what somebody did.
    fn is_able(&self, word: Word) -> bool {
        let before = (self.text.before(word.start.saturating_sub(1)), self.text.before(word.start));
        matches!(before.1, '会' | '能' | '可' | '来' | '去' | '并' | '以') || before == ('可', '以')
    }

    /// 在星河大调查中, 从这份报告可以看到: a document that the sentence looks into.
    fn within(&self, paper: Word) -> Option<Found> {
        let text = self.text;
        let next = (text.get(paper.end), text.get(paper.end + 1));
        let looked_into = matches!(next, ('中' | '里', _) | ('来' | '可' | '能', '看' | '以' | '见' | '够'));
        let report = "报书榜告单行".contains(text.before(paper.end));
        if !looked_into || !(paper.classes.any(class::EVIDENCE) || report) {
            return None;
        }
        let from = paper.start.saturating_sub(24).max(self.piece.start);
        let stop = |i: &usize| matches!(text.get(*i), ',' | ';' | ':' | '。');
        let clause = (from..paper.start).rev().find(stop).map_or(from, |i| i + 1);
        let head = (clause..paper.start).find(|i| matches!(text.get(*i), '在' | '从'))?;
        if head > clause + 3 {
            return None;
        }
        let definite = text.words.within(head + 1, paper.start, class::ANAPHOR).next().is_some()
            || (head..paper.start)
                .any(|i| matches!((text.get(i), text.get(i + 1)), ('这' | '此' | '本', '次' | '份' | '项')));
        let bare = subject::is_bare(text, head + 1, paper.start);
        let grade = match (definite, bare) {
            (true, _) => Grade::Recalled,
            (false, true) => return None,
            (false, false) => vague_in(text, head + 1, paper.start).unwrap_or(Grade::Named),
        };
        Some(Found { from: head, to: paper.end, reach: Reach::Document, grade, speaker: 0 })
    }

    /// A comma, colon or quotation mark, perhaps behind 道, 说, 称 or 了.
    pub(super) fn opens_speech(&self, at: usize) -> bool {
        let skip = usize::from(matches!(self.text.get(at), '道' | '说' | '称' | '了' | ' '));
        let next = |i: usize| {
            let c = self.text.get(i);
            matches!(c, ',' | ':' | '"' | '。') || opens(c) || i >= self.piece.end
        };
        next(at) || (skip > 0 && next(at + skip))
    }

    /// 财报显示, Trustdata《简报》显示, 统计局数据显示; bare 数据显示 looks for its owner later.
    pub(super) fn shows(&self, verb: Word, floor: usize) -> Option<Found> {
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
        if bare && text.words.at(paper.start, class::RESULT).is_some() {
            return found(paper.start, Grade::Recalled);
        }
        match (bare, paper.classes.any(class::PAPER)) {
            (true, false) => found(paper.start, Grade::Bare),
            _ => found(start, Grade::Named),
        }
    }

    /// X 发布…报告: the act of publishing a document.
    pub(super) fn publishes(&self, verb: Word, subject: &Subject) -> Option<Found> {
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
    pub(super) fn discloses(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let word: String = self.text.chars.get(verb.start..verb.end).unwrap_or_default().iter().collect();
        let public = matches!(word.as_str(), "公布" | "披露" | "公示" | "晒出" | "列出");
        let grade = subject.grade.filter(|_| public)?;
        Some(Found { from: subject.start, to: verb.end, reach: Reach::Document, grade, speaker: subject.speaker })
    }

    /// 上线后, 发布以来: when, not what was done.
    fn is_time(&self, verb: Word) -> bool {
        let next = (self.text.get(verb.end), self.text.get(verb.end + 1));
        matches!(next, ('后' | '前' | '时', _) | ('以' | '之', '来' | '后' | '前') | ('至', '今'))
    }

    pub(super) fn launches(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let grade = subject.grade.filter(|g| matches!(g, Grade::Named | Grade::Anaphor))?;
        let paper = self.text.words.ending(subject.end, subject.start, PAPERS).is_some();
        if paper || self.is_time(verb) {
            return None;
        }
        let ahead = self.text.chars.get(verb.start.saturating_sub(3)..verb.start).unwrap_or_default();
        if ahead.iter().any(|c| matches!(c, '会' | '将' | '拟' | '备' | '未' | '没')) {
            return None;
        }
        Some(Found { from: subject.start, to: verb.end, reach: Reach::Launch, grade, speaker: 0 })
    }

    pub(super) fn speaks(&self, verb: Word, subject: &Subject, reach: Reach) -> Option<Found> {
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
