//! Sources that no verb tells of: 在王力看来, 用王力的话说, 彭博数据：…, 数据来自星河研究院, and whoever opens a quotation
//! behind a colon (王力笑着说了一句：“…”).
//!
//! A phrase counts only where it stands as a clause of its own and names an owner. Knows no verdict.

use super::cue::{Found, Scope};
use super::phrase::vague_in;
use super::sentence::opens;
use super::{Cue, Grade, Reach, Text, Vague, subject};
use crate::analysis::figure::words::{Word, class, is_han};

/// Chars of a clause that names who sees it so, or who opens a quotation.
const CLAUSE: usize = 40;

impl Scope<'_, '_> {
    /// 在王力看来, 按星河证券的测算: whose view it is, between the preposition and `word`.
    pub(super) fn framed(&self, word: Word) -> Option<Found> {
        let text = self.text;
        let clause = self.clause(word.start);
        if matches!(text.get(word.end), '是' | ':') && text.get(word.start) == '的' {
            return self.held(clause, word);
        }
        let head = (clause..word.start.min(clause + 4))
            .find(|i| matches!(text.get(*i), '在' | '用' | '按' | '照' | '依' | '据' | '以'))?;
        let start = head + 1 + usize::from(text.get(head + 1) == '照');
        let ends = matches!(text.get(word.end), ',' | ':' | '计' | '来') || word.end >= self.piece.end;
        let grade = vague_in(text, start, word.start).or_else(|| subject::grade(text, start, word.start))?;
        let speaker = subject::speaker(text, start, word.start);
        ends.then_some(Found { from: head, to: word.end, reach: Reach::Say, grade, speaker })
    }

    /// 王力的说法是…: what somebody holds, as a noun.
    fn held(&self, clause: usize, word: Word) -> Option<Found> {
        let text = self.text;
        // 一种流传的说法是…, 民间的说法是…: nobody's.
        let common = |w: &[char]| {
            matches!(w, ['流', '传'] | ['坊' | '民', '间'] | ['网' | '市', '上'] | ['普', '遍'] | ['传', '言' | '闻'])
        };
        let anybody = text.words.at(clause, class::QUANTIFIER).is_some()
            || matches!(text.get(clause), '一' | '另' | '有')
            || text.slice(clause, word.start).windows(2).any(common);
        let named = || vague_in(text, clause, word.start).or_else(|| subject::grade(text, clause, word.start));
        let grade = if anybody { Some(Grade::Vague(Vague::Hearsay)) } else { named() }?;
        let speaker = subject::speaker(text, clause, word.start);
        Some(Found { from: clause, to: word.end + 1, reach: Reach::Say, grade, speaker })
    }

    /// 数据来自星河研究院: a clause that says where the sentence's figures come from.
    pub(super) fn origin(&self, word: Word) -> Option<Cue> {
        let text = self.text;
        let opens_clause = subject::is_bare(text, self.clause(word.start), word.start);
        let limit = self.piece.end.min(word.end + CLAUSE);
        let end = (word.end..limit).find(|i| matches!(text.get(*i), ',' | ';' | '。' | ')' | '、')).unwrap_or(limit);
        let owner = subject::grade(text, word.end, end) == Some(Grade::Named) && !text.get(word.end).is_ascii_digit();
        if !opens_clause || !owner {
            return None;
        }
        let span = text.cx.view.span(word.start..end);
        let from = text.byte(self.piece.start);
        Some(Cue { span, covers: from, from, reach: Reach::Sentence, grade: Grade::Named, speaker: 0, trailing: true })
    }

    /// 彭博数据：…, 国家统计局最新数据，…: an office or an outlet right before the word for data.
    pub(super) fn noted(&self, paper: Word) -> Option<Found> {
        let text = self.text;
        let told = matches!(
            (text.get(paper.start), text.get(paper.start + 1)),
            ('数', '据') | ('统', '计') | ('消', '息') | ('报', '道' | '导')
        );
        if !told || !matches!(text.get(paper.end), ',' | ':') {
            return None;
        }
        let start = self.clause(paper.start);
        let date = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | ' ');
        let mut end = (start..paper.start).rev().find(|i| !date(text.get(*i))).map_or(start, |i| i + 1);
        while let Some(word) = text.words.ending(end, start, class::MODIFIER) {
            end = word.start;
        }
        let outlet = text.words.ending(end, start, class::OUTLET).is_some();
        let office = end - start >= 3 && "局院社署部委会券所行厅".contains(text.before(end));
        let light = !text.slice(start, end).iter().any(|c| matches!(c, '了' | '着' | '过' | '的' | '把' | '将'));
        ((outlet || office) && light && end - start <= 16).then_some(Found {
            from: start,
            to: paper.end,
            reach: Reach::Document,
            grade: Grade::Named,
            speaker: 0,
        })
    }

    /// Behind the mark that ends the clause before `at`.
    fn clause(&self, at: usize) -> usize {
        let text = self.text;
        let from = at.saturating_sub(CLAUSE).max(self.piece.start);
        let mark =
            |i: &usize| matches!(text.get(*i), ',' | ';' | ':' | '。' | '!' | '?' | '"' | '(') || opens(text.get(*i));
        let start = (from..at).rev().find(mark).map_or(from, |i| i + 1);
        (start..at).find(|i| !text.get(*i).is_whitespace()).unwrap_or(start)
    }

    /// 王力打了个比方：“…”: whoever stands before the colon says what is quoted behind it.
    pub(super) fn opens_quotation(&self, cues: &[Cue]) -> Option<Cue> {
        let text = self.text;
        let quote = |i: usize| opens(text.get(i)) || text.get(i) == '"';
        let colon = (self.piece.start..self.piece.end)
            .find(|i| text.get(*i) == ':' && (quote(i + 1) || text.get(i + 1) == ' ' && quote(i + 2)))?;
        let start = self.clause(colon);
        let (from, covers) = (text.byte(start), text.byte(colon));
        if cues.iter().any(|c| from <= c.from && c.from < covers) || colon - start < 2 {
            return None;
        }
        let grade = teller(text, start, colon)?;
        let span = text.cx.view.span(start..colon);
        Some(Cue { span, covers, from, reach: Reach::Say, grade, speaker: 0, trailing: false })
    }
}

/// How the words before a quotation's colon name who speaks; a label or a sign on a wall speaks for nobody.
fn teller(text: &Text<'_>, start: usize, end: usize) -> Option<Grade> {
    let label = class::COLUMN.or(class::DIGEST).or(class::TAIL).or(class::SOURCELINE);
    let sign = matches!(text.before(end), '着' | '叫' | '为' | '作' | '是');
    if sign || text.words.at(start, label).is_some() || subject::is_bare(text, start, end) {
        return None;
    }
    let people = text.words.within(start, end, class::ANONYMOUS).next().is_some()
        || text.words.within(start, end, class::QUANTIFIER).any(|q| {
            // 正如一位前员工所说: a counting word of two letters, wherever it stands.
            let counts = q.start == start || q.end - q.start >= 2 && !matches!(text.get(q.start), '相' | '有' | '前');
            counts && text.words.within(q.end, end, class::PERSON).next().is_some()
        });
    if people {
        return Some(Grade::Vague(Vague::Person));
    }
    if text.words.at(start, class::GENERIC).is_some() {
        return Some(Grade::Vague(Vague::Ownerless));
    }
    if text.words.at(start, class::ANAPHOR).is_some() {
        return Some(Grade::Anaphor);
    }
    let named = text.slice(start, end).iter().filter(|c| is_han(**c) || c.is_ascii_alphabetic()).count();
    (named >= 2).then_some(Grade::Named)
}
