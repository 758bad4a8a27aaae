//! Surveys: who asks people vouches for what they answered.
//!
//! A survey is told of once (星河大学进行了一项调查) and then spoken of by those it asked (受访者中有30%…). Knows no verdict.

use super::cue::{Found, Scope};
use super::{Grade, Reach, Text, subject};
use crate::analysis::figure::words::{Word, class, is_han};

/// Chars before the word for a survey in which its verb may stand.
const REACH: usize = 48;

impl Scope<'_, '_> {
    /// 预算案的措施如下: a document whose list follows.
    pub(super) fn heads(&self, paper: Word) -> Option<Found> {
        let text = self.text;
        let list = text.before(self.piece.end) == ':' && paper.classes.any(class::PAPER);
        let end = text.slice(paper.end, self.piece.end);
        let follows = end.windows(2).any(|w| matches!(w, ['如', '下'] | ['包', '括'] | ['列', '出']));
        (list && follows).then_some(Found {
            from: paper.start,
            to: paper.end,
            reach: Reach::Document,
            grade: Grade::Named,
            speaker: 0,
        })
    }

    /// 就业报告大超预期: a document that is told of as what it tells.
    pub(super) fn surprises(&self, paper: Word) -> Option<Found> {
        let text = self.text;
        let report = matches!(text.before(paper.end), '告' | '报' | '据') && paper.end - paper.start >= 2;
        let near = text.slice(paper.end, (paper.end + 6).min(self.piece.end));
        let at = near.windows(2).position(|w| matches!(w, ['预', '期']))?;
        let beats = near.get(..at)?.iter().any(|c| matches!(c, '超' | '及' | '于' | '合'));
        let subject = subject::of(text, self.piece.start, paper.end);
        let named = subject.end == paper.end && !subject::is_bare(text, subject.start, paper.start);
        (report && beats && named).then_some(Found {
            from: subject.start,
            to: paper.end,
            reach: Reach::Document,
            grade: Grade::Named,
            speaker: 0,
        })
    }

    /// 星河大学去年进行了一项民调, 民调同时问市民: a survey under its house, or as what its sentence opens with.
    pub(super) fn survey(&self, paper: Word, floor: usize) -> Option<Found> {
        let text = self.text;
        if !is_survey(text, paper) {
            return None;
        }
        let found = |from: usize, grade: Grade, speaker: u32| {
            Some(Found { from, to: paper.end, reach: Reach::Document, grade, speaker })
        };
        let opens = (self.piece.start..paper.start).all(|i| !is_han(text.get(i)));
        if opens && text.words.at(paper.end, class::ADVERB).is_some() {
            return found(paper.start, Grade::Recalled, 0);
        }
        let from = paper.start.saturating_sub(REACH).max(floor);
        let verb = (from..paper.start).rev().find(|i| {
            matches!(
                (text.get(*i), text.get(i + 1)),
                ('进', '行')
                    | ('展' | '开', '开' | '展')
                    | ('委', '托')
                    | ('完', '成')
                    | ('做', '了' | '过')
                    | ('发', '起')
            )
        })?;
        // 用户完成问卷: who answers is not who asks.
        let answered = text.get(verb) == '完' && text.before(paper.end) == '卷';
        if answered || text.slice(verb, paper.start).iter().any(|c| matches!(c, ',' | ';')) {
            return None;
        }
        let owner = subject::of(text, floor, verb);
        let grade = owner.grade.filter(|g| *g == Grade::Named)?;
        found(owner.start, grade, owner.speaker)
    }
}

/// 民调, 问卷, 调查: people were asked.
pub(super) fn is_survey(text: &Text<'_>, paper: Word) -> bool {
    let end = (text.before(paper.end.saturating_sub(1)), text.before(paper.end));
    matches!(end, ('民' | '抽', '调') | ('问', '卷') | ('调', '查' | '研') | ('普', '查') | ('测', '验'))
}

/// 受访者, 受访市民: those who were asked.
pub(super) fn is_respondent(text: &Text<'_>, word: Word) -> bool {
    (text.get(word.start), text.get(word.start + 1)) == ('受', '访')
}

/// 62%的受访者: the share stands right before those of whom it is told.
pub(super) fn is_counted(text: &Text<'_>, word: Word) -> bool {
    let at = word.start.saturating_sub(usize::from(text.before(word.start) == '的'));
    matches!(text.before(at), '%' | '成' | '半' | '数' | '名' | '位')
}
