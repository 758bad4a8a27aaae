//! Cues that are verbs: somebody speaks, a document shows, a house announces, publishes or launches.

use super::cue::{Found, PAPERS, Scope, VERBS};
use super::phrase::{indefinite, is_definite, vague_in};
use super::sentence::{closes, opens};
use super::subject::{self, Subject};
use super::{Grade, Reach, Text, Vague};
use crate::analysis::figure::words::{Word, class, is_han};

impl Scope<'_, '_> {
    pub(super) fn verb(&self, word: Word, floor: usize) -> Option<Found> {
        let of = word.classes;
        if self.is_denied(word) || of.any(VERBS) && self.is_suffered(word) {
            return None;
        }
        if self.is_listed(word) || of.any(class::WEAK) && (self.is_able(word) || self.is_noun(word)) {
            return None;
        }
        if self.is_heading(word) || self.is_moment(word) || self.is_relative(word) || self.is_object(word) {
            return None;
        }
        if of.any(PAPERS)
            && let Some(found) = self
                .within(word)
                .or_else(|| self.survey(word, floor))
                .or_else(|| self.heads(word))
                .or_else(|| self.surprises(word))
        {
            return Some(found);
        }
        if of.any(class::SHOW)
            && let Some(found) = self.shows(word, floor)
        {
            return Some(found);
        }
        if let Some(found) = self.finds(word) {
            return Some(found);
        }
        let subject = subject::of(self.text, floor, word.start);
        let thinks = of.any(class::WEAK.or(class::WEAK_NOUN)) && !of.any(class::SAY_NOUN);
        if thinks && (self.is_manner(&subject) || self.is_caused(&subject)) {
            return None;
        }
        if of.any(class::ACT) {
            return self.acts(word, &subject);
        }
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
        let part = is_han(self.text.before(word.start)) && self.text.get(word.start) == '分';
        if of.any(class::RESULT) && self.text.get(word.end) == ':' && !part {
            return Some(Found {
                from: word.start,
                to: word.end,
                reach: Reach::Document,
                grade: Grade::Recalled,
                speaker: 0,
            });
        }
        if self.discovers(word, &subject) {
            return self.speaks(word, &subject, Reach::Say);
        }
        if of.any(class::LAUNCH) && !of.any(class::SAY) {
            return self.launches(word, &subject);
        }
        let opens_speech = self.opens_speech(word.end);
        if of.any(class::SAY) && (opens_speech || !is_light_verb(self.text, word)) {
            return self.speaks(word, &subject, Reach::Say);
        }
        if of.any(class::SAY_NOUN.or(class::WEAK_NOUN)) && self.tells(word, &subject) {
            return self.speaks(word, &subject, Reach::Say);
        }
        if of.any(class::SAY_NOUN.or(class::WEAK_NOUN).or(class::WEAK))
            && let Some(found) = self.opinion(word, floor)
        {
            return Some(found);
        }
        let noun = self.text.before(word.start) == '的' || self.ends(word) && !self.after_quote(&subject);
        let near = !self.text.slice(subject.end, word.start).contains(&',');
        let opinion = of.any(class::SAY_NOUN) || of.any(class::WEAK_NOUN) && near;
        if opinion && opens_speech && !noun {
            return self
                .speaks(word, &subject, Reach::Say)
                .filter(|f| f.grade != Grade::Anaphor || of.any(class::SAY_NOUN));
        }
        let weak = of.any(class::WEAK) && near && subject.grade.is_some_and(|g| g != Grade::Bare);
        let weak = weak && !self.is_awaited(word, &subject) && (!self.ends(word) || self.after_quote(&subject));
        weak.then(|| self.speaks(word, &subject, Reach::Say)).flatten()
    }

    /// 王力说他们用了…, 政府指已派出…: a name right before 说 or 指, and what is said right behind it.
    fn tells(&self, word: Word, subject: &Subject) -> bool {
        let text = self.text;
        let single = word.end - word.start == 1 && matches!(text.get(word.start), '说' | '指');
        // 建制派建议提高门槛: a proposal is its proposer's.
        let proposes =
            matches!((text.get(word.start), text.get(word.start + 1)), ('建', '议') | ('主', '张') | ('呼', '吁'));
        let short = single || proposes && word.end - word.start == 2;
        // 社联引述统计处数字,指…: Hong Kong's verb may stand behind a comma.
        let assembly = subject.end + 1 == word.start && text.before(word.start) == '会';
        let near =
            subject.end == word.start || assembly || text.get(word.start) == '指' && text.before(word.start) == ',';
        let named = near && subject.grade.is_some_and(|g| g != Grade::Bare);
        let next = text.get(word.end);
        short
            && named
            && (is_han(next) || next.is_ascii_alphanumeric())
            && !"的了着过起到得话不是书价和与及也已在被".contains(next)
    }

    /// 发布会开幕: a launch that is told as an event.
    pub(super) fn event(&self, word: Word) -> Option<Found> {
        let text = self.text;
        let show = (text.before(word.end.saturating_sub(1)), text.before(word.end)) == ('布', '会');
        let next = (text.get(word.end), text.get(word.end + 1));
        let held = matches!(next, ('开' | '揭' | '谢' | '闭', '幕') | ('举', '行' | '办') | ('召', '开'));
        let found = Found { from: word.start, to: word.end, reach: Reach::Launch, grade: Grade::Named, speaker: 0 };
        (show && held && word.end - word.start >= 3).then_some(found)
    }

    /// 《施政报告》提出, 《年度报告》建议: a document by its title, which does something.
    pub(super) fn titled(&self, word: Word) -> Option<Found> {
        let text = self.text;
        if text.get(word.end) != '》' {
            return None;
        }
        let from = word.start.saturating_sub(30).max(self.piece.start);
        let open =
            (from..word.start).rev().find(|i| matches!(text.get(*i), '《' | '》')).filter(|i| text.get(*i) == '《')?;
        let next = text.get(word.end + 1);
        let acts = is_han(next) && !matches!(next, '的' | '等' | '和' | '与' | '及' | '一' | '第');
        let start = (open.saturating_sub(6).max(self.piece.start)..open).rev();
        let heads = start.clone().all(|i| !matches!(text.get(i), '看' | '读' | '在' | '了' | '过'));
        let found = Found { from: open, to: word.end + 1, reach: Reach::Document, grade: Grade::Named, speaker: 0 };
        (acts && heads).then_some(found)
    }

    /// 塔勒布的建议则是…: what somebody thinks, as a noun.
    fn opinion(&self, word: Word, floor: usize) -> Option<Found> {
        let text = self.text;
        let next = word.end + usize::from(matches!(text.get(word.end), '则' | '就' | '却'));
        if text.before(word.start) != '的' || !matches!(text.get(next), '是' | '为' | ':') {
            return None;
        }
        let owner = subject::of(text, floor, word.start - 1);
        let adjacent = owner.end + 1 == word.start;
        let grade = owner.grade.filter(|_| adjacent)?;
        Some(Found { from: owner.start, to: next + 1, reach: Reach::Say, grade, speaker: owner.speaker })
    }

    /// 记者于9月13日再次到访,发现…: the one who writes has seen it himself.
    fn finds(&self, word: Word) -> Option<Found> {
        let text = self.text;
        let verb = matches!(
            (text.get(word.start), text.get(word.start + 1)),
            ('发', '现') | ('看', '到') | ('统' | '推' | '估' | '测', '计' | '算')
        );
        let from = word.start.saturating_sub(80).max(self.piece.start);
        let seen =
            text.slice(from, word.start).windows(2).any(|w| matches!(w, ['记' | '笔', '者'] | ['本', '报' | '刊']));
        let found = Found { from: word.start, to: word.end, reach: Reach::Say, grade: Grade::Named, speaker: 0 };
        (verb && seen && word.end - word.start == 2).then_some(found)
    }

    /// 思科透过搜索引擎发现,…: somebody named has found it out.
    fn discovers(&self, word: Word, subject: &Subject) -> bool {
        let text = self.text;
        let verb = matches!((text.get(word.start), text.get(word.start + 1)), ('发', '现') | ('检', '测'));
        let next = text.get(word.end);
        let clause = (word.end..self.piece.end.min(word.end + 60)).take_while(|i| !matches!(text.get(*i), ',' | ';'));
        let counts = !"了着过的".contains(next) && clause.into_iter().any(|i| text.get(i).is_ascii_digit());
        let told = matches!(next, ',' | ':') || counts || "全有近约超在其当".contains(next);
        // 你会发现: nobody has found it out yet; 用于信息的发现: no verb.
        let idle = matches!(text.before(word.start), '会' | '能' | '可' | '的');
        verb && !idle && word.classes.any(class::SHOW) && told && subject.grade == Some(Grade::Named)
    }

    /// 法院批准, 财政厅下拨: what an authority does is public record.
    fn acts(&self, word: Word, subject: &Subject) -> Option<Found> {
        // 监管总局作出行政处罚决定: who decides stands before 作出.
        let made = (subject.start..subject.end).find(|i| (self.text.get(*i), self.text.get(i + 1)) == ('作', '出'));
        let end = made.map_or(subject.end, |at| subject::of(self.text, subject.start, at).end);
        let authority = "院府局厅部委署庭关会处行所省市县区当门".contains(self.text.before(end));
        // 立法会通过了: 会 is no adverb there.
        let assembly = self.text.get(end) == '会' && "法协议委员商".contains(self.text.before(end));
        // 检方指控, 警方查获.
        let force = (self.text.before(end.saturating_sub(1)), self.text.before(end));
        let authority = authority || assembly || matches!(force, ('检' | '警' | '军' | '控', '方'));
        let near = !self.text.slice(subject.end, word.start).contains(&',');
        let grade = subject.grade.filter(|g| authority && near && *g == Grade::Named)?;
        let reach = Reach::Announce;
        Some(Found { from: subject.start, to: word.end, reach, grade, speaker: subject.speaker })
    }

    /// 在星河大调查中, 从这份报告可以看到: a document that the sentence looks into. 财报 alone is that of the company in hand.
    fn within(&self, paper: Word) -> Option<Found> {
        let text = self.text;
        let next = (text.get(paper.end), text.get(paper.end + 1));
        let page = matches!((next.0, text.before(paper.end)), ('上', '网' | '博' | '号' | '客' | '页'));
        let looked_into = page || matches!(next, ('中' | '里', _) | ('来' | '可' | '能', '看' | '以' | '见' | '够'));
        let report = "报书榜告单行案文件信".contains(text.before(paper.end));
        if report && self.is_pointed_at(paper) {
            return Some(Found {
                from: paper.start,
                to: paper.end,
                reach: Reach::Document,
                grade: Grade::Recalled,
                speaker: 0,
            });
        }
        // 在图像测试中取得92.4%: what was tested says nothing.
        let last = (text.before(paper.end.saturating_sub(1)), text.before(paper.end));
        let tested = matches!(last, ('测', '试') | ('评' | '实', '测') | ('实', '验') | ('模', '型'));
        if !looked_into || tested || !(paper.classes.any(class::EVIDENCE) || report || page) {
            return None;
        }
        let from = paper.start.saturating_sub(60).max(self.piece.start);
        let stop = |i: &usize| matches!(text.get(*i), ',' | ';' | ':' | '。');
        let clause = (from..paper.start).rev().find(stop).map_or(from, |i| i + 1);
        // 星河财报里，…: the document alone, as a clause.
        let alone = paper.classes.any(class::PAPER) && text.get(paper.end + 1) == ',';
        let head = (clause..paper.start).find(|i| matches!(text.get(*i), '在' | '从'));
        let start = head.map(|at| at + 1).or(alone.then_some(clause))?;
        if start > clause + 4 {
            return None;
        }
        let definite = text.words.within(start, paper.start, class::ANAPHOR).next().is_some()
            || (start.saturating_sub(1)..paper.start)
                .any(|i| matches!((text.get(i), text.get(i + 1)), ('这' | '此' | '本', '次' | '份' | '项')));
        let bare = subject::is_bare(text, start, paper.start);
        let grade = match (definite, bare) {
            (true, _) => Grade::Recalled,
            (false, true) if paper.classes.any(class::RESULTS) => Grade::Named,
            (false, true) => return None,
            (false, false) => vague_in(text, start, paper.start).unwrap_or(Grade::Named),
        };
        Some(Found {
            from: start.saturating_sub(1).max(clause),
            to: paper.end,
            reach: Reach::Document,
            grade,
            speaker: 0,
        })
    }

    /// 这份亮丽的成绩单, 该财报: the document told of before, as what its sentence opens with.
    fn is_pointed_at(&self, paper: Word) -> bool {
        let text = self.text;
        let from = paper.start.saturating_sub(8).max(self.piece.start);
        let points = |i: &usize| {
            matches!((text.get(*i), text.get(i + 1)), ('这' | '此' | '该', '份') | ('上' | '前', '述'))
                || matches!((text.get(*i), text.get(i + 1)), ('今' | '本' | '这', '次'))
                || text.get(*i) == '该' && i + 1 == paper.start
        };
        let at = (from..paper.start).find(points);
        at.is_some_and(|at| at < self.piece.start + 8 && (at..paper.start).all(|i| text.get(i) != ','))
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
        // 模型给出的3.3万条: what comes out of something, not what it tells.
        if (text.get(verb.start), text.get(verb.start + 1), text.get(verb.end)) == ('给', '出', '的') {
            return None;
        }
        let subject = subject::of(text, floor, verb.start);
        // 星河在 2017 年的一项研究发现: the paper ends what looks like a phrase.
        let ends = text.words.ending(verb.start, subject.start, PAPERS).is_some();
        // 天眼查App显示: the paper stands before the word for a program.
        let app = text.slice(subject.end.saturating_sub(3), subject.end) == ['a', 'p', 'p'];
        let end = if ends { verb.start } else { subject.end - 3 * usize::from(app) };
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
        // 对议员调查发现: who was asked, not who asked.
        let bare = subject::is_bare(text, start, paper.start) || text.get(start) == '对';
        if bare && start < paper.start && is_definite(text, start) {
            return found(paper.start, Grade::Anaphor);
        }
        // 一项调查显示: any survey, not the one that was told of.
        let known = !indefinite(text.slice(start, paper.end));
        if bare && known && text.words.at(paper.start, class::RESULT).is_some() {
            return found(paper.start, Grade::Recalled);
        }
        // 数据说明: the title of a note on the data.
        let note = (text.get(verb.start), text.get(verb.start + 1)) == ('说', '明') && paper.end == verb.start;
        match (bare, paper.classes.any(class::PAPER)) {
            (true, false) if note => None,
            (true, false) if indefinite(text.slice(start, paper.start)) => found(start, Grade::Vague(Vague::Ownerless)),
            (true, false) => found(paper.start, Grade::Bare),
            _ => found(start, Grade::Named),
        }
    }

    /// X 发布…报告: the act of publishing a document.
    pub(super) fn publishes(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let text = self.text;
        let opened =
            matches!((text.get(verb.start), text.get(verb.start + 1)), ('公', '开')) && text.get(verb.end) == '的';
        // 翻查立法会文件: the one who writes has looked into it.
        let looks = matches!((text.get(verb.start), text.get(verb.start + 1)), ('翻', '查' | '阅') | ('查', '阅'));
        let grade = subject.grade.or(looks.then_some(Grade::Named)).filter(|_| !opened && !self.is_to_come(verb))?;
        let limit = (verb.end + 40).min(self.piece.end);
        // What stands behind a comma is not what was published.
        let limit = (verb.end..limit).find(|i| matches!(text.get(*i), ',' | ';')).unwrap_or(limit);
        let hidden = |at: usize| text.words.at(at, class::TRAP).is_some();
        let paper = text.words.within(verb.end, limit, PAPERS).any(|w| !hidden(w.start) && text.before(w.end) != '型');
        let title = (verb.end..limit).any(|i| text.get(i) == '》');
        let from = if subject.grade.is_some() { subject.start } else { verb.start };
        let found = Found { from, to: verb.end, reach: Reach::Document, grade, speaker: subject.speaker };
        // 《星河日报》凌晨查询,: what it has found follows.
        let asked = (text.get(verb.start), text.get(verb.start + 1)) == ('查', '询') && subject.grade.is_some();
        // IDC及Canalys相继发布第三季出货市况: what a house of data publishes is its data.
        let house = text.words.within(subject.start, subject.end, class::OUTLET).next().is_some();
        let told = asked || verb.classes.any(class::SAY.or(class::SAY_NOUN));
        // 世界500强排行榜发布,: what has been published tells what follows.
        let issued = text.words.ending(subject.end, subject.start, PAPERS);
        let issued = issued.is_some_and(|w| !subject::is_bare(text, subject.start, w.start));
        let told = told || issued && matches!(text.get(verb.end), ',' | ':');
        (paper || title || house || told && self.opens_speech(verb.end))
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

    pub(super) fn launches(&self, verb: Word, subject: &Subject) -> Option<Found> {
        let grade = subject.grade.filter(|g| matches!(g, Grade::Named | Grade::Anaphor))?;
        let paper = self.text.words.ending(subject.end, subject.start, PAPERS).is_some();
        // 星河科技的上市: a noun.
        if paper || self.is_time(verb) || self.text.before(verb.start) == '的' {
            return None;
        }
        // 完全开源的系统: a kind of thing. 累计上线数量: a measure.
        let next = (self.text.get(verb.end), self.text.get(verb.end + 1));
        let kind = matches!(next, ('数' | '总', '量')) || self.is_kind(verb);
        if self.is_to_come(verb) || self.is_listing(verb) || kind {
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
