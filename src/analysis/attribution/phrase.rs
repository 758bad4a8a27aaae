//! Cues that stand in front: set phrases (据悉), prepositions with a source (据 X 介绍), the reporter himself.

use super::cue::{Found, PAPERS, Scope, VERBS};
use super::sentence::opens;
use super::{Grade, Reach, Text, Vague, subject};
use crate::analysis::figure::words::{Word, class, is_han};
use crate::document::MaskKind;

impl Scope<'_, '_> {
    /// 据说, 数据显示: vague by itself, unless an owner stands before it (拼多多数据显示).
    pub(super) fn set_phrase(&self, word: Word, vague: Vague) -> Option<Found> {
        let text = self.text;
        let head = text.get(word.start);
        let alone = matches!(
            head,
            '据' | '根' | '有' | '被' | '听' | '一' | '某' | '外' | '众' | '普' | '大' | '多' | '传' | '网'
        );
        if head == '据' && is_compound(text, word.start) {
            return None;
        }
        if self.is_no_rumour(word) {
            return None;
        }
        let owner = subject::of(text, self.piece.start, word.start);
        let spaced = text.slice(owner.end, word.start).iter().all(|c| *c == ' ');
        let adjacent = owner.end <= word.start && spaced && owner.start < word.start;
        // 一位合格的AI科学家: people, and nothing that they say.
        let says = self.speaks_after(word.end) || text.words.ending(word.end, word.start + 1, VERBS).is_some();
        if vague == Vague::Ownerless && !says && matches!(head, '科' | '分') {
            return None;
        }
        // 麦肯锡一份报告显示: the house stands right before what it has published.
        let paper = head == '一' && self.speaks_after(word.end) && {
            let last = text.words.ending(word.start, owner.start, class::BASIS.or(class::FRONT).or(VERBS));
            last.is_none() && owner.end - owner.start >= 2
        };
        if (!alone || paper) && adjacent && owner.grade == Some(Grade::Named) {
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
        let grade = match (vague, head) {
            // 分析师认为: people without a name are not what was told of before.
            (Vague::Ownerless, _) if self.is_people(word) || self.is_indefinite(word) => Grade::Vague(vague),
            (Vague::Ownerless, _) => Grade::Bare,
            // 报道称: the report that was told of, where there is one.
            (_, '报') => Grade::Recalled,
            _ => Grade::Vague(vague),
        };
        // 分析师预期141亿: beside what came, and no further.
        let expected = (text.before(word.end - 1), text.before(word.end)) == ('预', '期');
        let reach = match vague {
            _ if expected => Reach::Sentence,
            Vague::Ownerless => Reach::Document,
            _ => Reach::Say,
        };
        Some(Found { from: word.start, to: word.end, reach, grade, speaker: 0 })
    }

    /// 根据统计局的数字: a set phrase that another word cuts is none.
    pub(super) fn is_cut(&self, word: Word) -> bool {
        let longer = class::TRAP.or(class::OUTLET);
        let mut inside = self.text.words.within(word.start + 1, word.end + 6, longer);
        // 统计处, 调查组: the office, not what it does.
        let office = || {
            matches!(self.text.before(word.end), '计' | '查' | '究') && "处署组科厅".contains(self.text.get(word.end))
        };
        word.classes.any(class::HEARSAY.or(class::OWNERLESS))
            && (inside.any(|w| w.start < word.end && w.end > word.end) || office())
    }

    fn is_people(&self, word: Word) -> bool {
        let people = |w: &[char]| matches!(w, ['专', '家'] | ['析', '师'] | ['人', '士'] | ['机', '构']);
        self.text.slice(word.start, word.end).windows(2).any(people)
    }

    /// 公开资料, 相关报告, 有研究: anybody's, so not those that were told of before.
    fn is_indefinite(&self, word: Word) -> bool {
        indefinite(self.text.slice(word.start, word.end))
    }

    /// 听说过 knows, 众所周知的 is known, 数据传出 flows: not what somebody heard.
    fn is_no_rumour(&self, word: Word) -> bool {
        let text = self.text;
        let (before, next) = (text.before(word.start), text.get(word.end));
        if before == '被' {
            return true;
        }
        match (text.get(word.start), text.get(word.start + 1)) {
            ('听', '说') => {
                matches!(next, '过' | '读' | '的' | '你' | '您') || "我你他她们没未不都常也".contains(before)
            }
            // 符合市场预期, 高于市场预期: what was expected, beside what came.
            ('市' | '普' | '外', _) if (text.before(word.end - 1), text.before(word.end)) == ('预', '期') => {
                "合于过超及到出".contains(before) || matches!(next, '的' | '。')
            }
            // 有调查以来: since when, not who says so.
            ('有', '调' | '统' | '研') => matches!(next, '以' | '过' | '到' | '的'),
            // 能力众所周知: what is told, not who tells.
            ('众', _) => matches!(next, '的' | '或' | '且') || is_han(before),
            // 发布了一份报告: what somebody did, not who says so.
            ('一', _) => matches!(before, '了' | '过' | '出' | '布' | '的' | '表'),
            ('公' | '相' | '官', _) => "看用凭靠查".contains(before),
            // 传星海要收购星河: rumour only where a clause begins. 光学、传化: a name in a list.
            ('传', _) if word.end - word.start == 1 => {
                let listed = before == '、' && is_han(text.before(word.start.saturating_sub(1)));
                listed || is_han(before) || before.is_alphanumeric() || next == '的'
            }
            ('传', '出') if text.get(word.start.saturating_sub(2)) == '没' => true,
            ('传', '出') if word.end - word.start == 2 => {
                is_han(before) && !"场界有日又被再也曾外间刻".contains(before)
            }
            _ => false,
        }
    }

    /// A verb of saying, a comma or a colon follows.
    pub(super) fn speaks_after(&self, at: usize) -> bool {
        matches!(self.text.get(at), ',' | ':') || self.text.words.at(at, VERBS).is_some()
    }

    /// 记者获悉, and 36氪获悉: the outlet is its own witness.
    pub(super) fn reporter(&self, word: Word) -> Option<Found> {
        let clause = self.text.get(word.end) == ',' || self.text.get(word.end) == ':' || self.speaks_or_runs(word.end);
        clause.then(|| self.whole(word, Reach::Document, Grade::Named))
    }

    pub(super) fn speaks_or_runs(&self, at: usize) -> bool {
        is_han(self.text.get(at)) || self.text.get(at).is_ascii_alphanumeric()
    }

    /// 据 X 介绍, 据 X: named unless X is empty or vague.
    pub(super) fn front(&self, word: Word) -> Option<Found> {
        let at = word.start + 1;
        if is_compound(self.text, word.start) {
            return None;
        }
        let (mut end, verb) = self.phrase(at);
        let comma = self.text.get(end) == ',' || end >= self.piece.end;
        if verb.is_none()
            && let Some(paper) = self.short_paper(at)
        {
            end = paper;
        } else if verb.is_none() && !comma {
            return None;
        }
        self.sourced(word.start, at, end, verb)
    }

    /// 据财政部消息财政部近日发布: the evidence that ends a phrase without a comma.
    fn short_paper(&self, at: usize) -> Option<usize> {
        let papers = self.text.words.within(at, (at + 16).min(self.piece.end), class::EVIDENCE);
        let told = |w: &Word| {
            let word = (self.text.get(w.start), self.text.get(w.start + 1));
            w.end - w.start == 2
                && matches!(word, ('消', '息') | ('报', '道') | ('报', '导') | ('数', '据') | ('统', '计'))
        };
        let mut papers = papers.filter(told).filter(|w| self.text.get(w.end) != '的');
        papers.find(|w| !subject::is_bare(self.text, at, w.start)).map(|w| w.end)
    }

    /// Nothing but light words stands before it in its clause: 系统根据记录推荐 tells how a thing works.
    fn opens_clause(&self, at: usize) -> bool {
        let mark = |i: &usize| {
            matches!(self.text.get(*i), ',' | ';' | ':' | '。' | '!' | '?' | '(' | '"' | '\n')
                || opens(self.text.get(*i))
        };
        let start = (self.piece.start..at).rev().find(mark).map_or(self.piece.start, |i| i + 1);
        at - start < 24
            && subject::is_bare(self.text, start, at)
            && !matches!(self.text.before(at), '可' | '会' | '能' | '应' | '需' | '要')
    }

    /// 根据 X: only with a document, a name in 《》 or a verb of saying inside.
    pub(super) fn basis(&self, word: Word) -> Option<Found> {
        let (end, verb) = self.phrase(word.end);
        // 社联引述统计处数字, 众新闻根据土地注册处的数据,: who cites may stand before it, where a comma ends the phrase.
        let cites = matches!(self.text.get(word.start), '引' | '援');
        let numbers = end > word.end + 3 && (self.text.before(end - 1), self.text.before(end)) == ('数', '字');
        let cited = self.text.get(end) == ',' && (numbers || self.text.words.ending(end, word.end, PAPERS).is_some());
        if !self.opens_clause(word.start) && !cites && !cited {
            return None;
        }
        // 基于布局分析的引擎, 基于海量数据: how a thing works, but for a report or the data of a known house.
        let built = self.text.get(word.start) == '基';
        let known = self.text.words.within(word.end, end, class::OUTLET).next().is_some();
        let counts = |w: Word| {
            let stuff = matches!(self.text.before(w.end), '型' | '据' | '料') && !known;
            !w.classes.any(class::TRAP) && (!built || w.end == end && !stuff)
        };
        let paper = self.text.words.within(word.end, end, PAPERS.or(class::OUTLET)).any(counts);
        let title = (word.end..end).any(|i| self.text.get(i) == '《');
        let link = self.text.masked(word.end, end, &[MaskKind::Url, MaskKind::LinkTarget]);
        // 根据快科技,: a name and nothing else.
        let house = !built && verb.is_none() && self.text.get(end) == ',' && self.is_house(word.end, end);
        let found = (paper || title || link || numbers || house || verb.is_some())
            .then(|| self.sourced(word.start, word.end, end, verb))
            .flatten()?;
        // 星河日报引述消息人士称: the paper answers for whom it cites.
        let answered = cites && found.grade == Grade::Vague(Vague::Person) && self.follows_paper(word);
        Some(if answered { Found { grade: Grade::Named, ..found } } else { found })
    }

    /// Reads as the name of a house, for want of a list of all: 快科技, 星河证券, Houlihan Lokey.
    fn is_house(&self, start: usize, end: usize) -> bool {
        let name = self.text.slice(start, end);
        let plain = |c: &char| is_han(*c) && !"的了着与和或在其自".contains(*c);
        let kind = matches!(
            name,
            [.., '科', '技']
                | [.., '财', '经']
                | [.., '新', '闻']
                | [.., '咨', '询']
                | [.., '证', '券']
                | [.., '智', '库']
        ) || name.last().is_some_and(|c| "网社报刊院所局署".contains(*c));
        let latin = |c: &char| c.is_ascii_alphabetic() || matches!(c, ' ' | '&' | '.' | '-' | '\'');
        (3..=10).contains(&name.len()) && kind && name.iter().all(plain)
            || (6..=30).contains(&name.len()) && name.iter().all(latin)
    }

    /// A paper or an agency is the subject of the verb.
    fn follows_paper(&self, verb: Word) -> bool {
        let owner = subject::of(self.text, self.piece.start, verb.start);
        let known = self.text.words.within(owner.start, owner.end, class::OUTLET).next().is_some();
        owner.grade == Some(Grade::Named) && (known || "社报网刊闻》".contains(self.text.before(owner.end)))
    }

    /// The words behind a preposition, up to the verb of saying or the comma.
    pub(super) fn phrase(&self, at: usize) -> (usize, Option<Word>) {
        let stop = |c: char| matches!(c, ',' | ':' | '。' | ';' | '!' | '?' | '\n') || opens(c);
        let limit = (at..self.piece.end).find(|i| stop(self.text.get(*i))).unwrap_or(self.piece.end);
        let verbs = self.text.words.within(at, limit, VERBS).filter(|w| {
            let hidden = self.text.words.at(w.start, class::TRAP.or(PAPERS)).is_some_and(|t| t.end > w.end);
            !hidden && w.start > at && self.closes_phrase(*w, limit)
        });
        // 根据星河证券的测算: a view that ends the phrase.
        match verbs.last().or_else(|| self.text.words.ending(limit, at, class::VIEW)) {
            Some(verb) => (verb.start, Some(verb)),
            None => (limit, None),
        }
    }

    /// The verb ends the phrase, or what it says follows at once.
    pub(super) fn closes_phrase(&self, verb: Word, limit: usize) -> bool {
        let free = verb.classes.any(class::SAY.or(class::SHOW).or(class::ANNOUNCE).or(class::WEAK));
        free || verb.end == limit || self.text.get(verb.end) == ' '
    }

    pub(super) fn sourced(&self, from: usize, start: usize, end: usize, verb: Option<Word>) -> Option<Found> {
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
        } else if paper.is_some() && is_definite(text, start) {
            Grade::Anaphor
        } else if let Some(paper) = paper.filter(|p| subject::is_bare(text, start, p.start)) {
            match paper.classes.any(class::PAPER) {
                true => Grade::Named,
                false if indefinite(text.slice(start, paper.start)) => Grade::Vague(Vague::Ownerless),
                false => Grade::Bare,
            }
        } else {
            vague_in(text, start, end).or_else(|| subject::grade(text, start, end)).unwrap_or(Grade::Bare)
        };
        let document = paper.is_some() || title || link || verb.is_some_and(|v| !v.classes.any(class::SAY));
        let reach = if document { Reach::Document } else { Reach::Say };
        Some(Found { from, to, reach, grade, speaker: subject::speaker(text, start, end) })
    }
}

/// 上述报告, 该份数据: one that was told of before.
pub(super) fn is_definite(text: &Text<'_>, start: usize) -> bool {
    matches!((text.get(start), text.get(start + 1)), ('上' | '前', '述') | ('这' | '该' | '此', '份' | '项' | '次'))
        || text.get(start) == '该'
}

/// 公开, 相关, 第三方: words that say of evidence only that nobody in particular owns it.
pub(super) fn indefinite(chars: &[char]) -> bool {
    let says = |w: &[char]| {
        matches!(w, ['公', '开'] | ['相' | '有', '关'] | ['三', '方'] | ['多', '方' | '项' | '份' | '家' | '组'])
            || matches!(w, ['权', '威'] | ['行', '业' | '研'] | ['市', '场'] | ['某', '项' | '份'] | ['不', '少'])
    };
    let head =
        matches!(chars, ['有', '数' | '研' | '调' | '统' | '报' | '机', ..] | ['一', '项' | '份', ..] | ['另', ..]);
    head || chars.windows(2).any(says)
}

/// 依据, 证据, 数据: 据 is the end of a word.
fn is_compound(text: &Text<'_>, at: usize) -> bool {
    let before = text.before(at);
    is_han(before) && "数依证占根收票单凭论割窃考契字盘拮".contains(before)
}

/// People or media without a name among the words `start..end`.
pub(super) fn vague_in(text: &Text<'_>, start: usize, end: usize) -> Option<Grade> {
    if text.words.within(start, end, class::ANONYMOUS).next().is_some() {
        // 业内资深人士张凡: a name behind the phrase identifies.
        let last = text.words.within(start, end, class::ANONYMOUS).last()?;
        return (last.end == end || text.get(last.end) == '的').then_some(Grade::Vague(Vague::Person));
    }
    let word = text.words.ending(end, start, class::PERSON)?;
    let counted = text
        .words
        .within(start, word.start, class::QUANTIFIER)
        .any(|q| (q.start == start || q.end - q.start >= 2) && !subject::is_owned(text, start, q.start));
    counted.then_some(Grade::Vague(Vague::Person))
}
