//! Words of saying that are nouns as often as verbs, and verbs that say nothing where they stand.
//!
//! Tells only from the words beside it; knows no grade and no reach.

use super::cue::Scope;
use super::sentence::closes;
use super::subject::Subject;
use crate::analysis::figure::words::{Word, class, is_han};

impl Scope<'_, '_> {
    /// 用于推荐和营销等算法研究。: a word that is a noun as often as a verb, and nothing said behind it.
    pub(super) fn ends(&self, word: Word) -> bool {
        word.end >= self.piece.end || matches!(self.text.get(word.end), '。' | '!' | '?')
    }

    /// “…”王力介绍。: what was said stands before who said it.
    pub(super) fn after_quote(&self, subject: &Subject) -> bool {
        let text = self.text;
        let last = (0..subject.start).rev().take(4).map(|i| text.get(i)).find(|c| !matches!(c, ' ' | ','));
        last.is_some_and(|c| closes(c) || matches!(c, '"' | '’'))
    }

    /// 是预期的1%, 预测增速, 超出预估, 公司的报道: what was expected or written, not that somebody does so.
    pub(super) fn is_noun(&self, word: Word) -> bool {
        let next = (self.text.get(word.end), self.text.get(word.end + 1));
        let before = (self.text.before(word.start.saturating_sub(1)), self.text.before(word.start));
        let expected = (self.text.get(word.start), self.text.get(word.start + 1)) == ('预', '期');
        // 日报的报道是: what the paper wrote follows.
        let opinion = matches!(next.0, '是' | '为' | ':');
        matches!(next, ('的', _) | ('增', '速') | ('数', '值') | ('目', '标'))
            || matches!(before, ('超' | '高', '出' | '于' | '过') | ('低' | '好', '于') | ('符', '合') | ('达', '到'))
            || matches!(before.1, '的' | '比' | '较') && !opinion && word.end - word.start == 2
            || expected && matches!(next.0, ',' | '。')
    }

    /// 潜在增速预计, 市场空间预计: what is expected stands where who expects would.
    pub(super) fn is_awaited(&self, word: Word, subject: &Subject) -> bool {
        let text = self.text;
        let verb = matches!((text.get(word.start), text.get(word.start + 1)), ('预', '计' | '期' | '估' | '测'));
        let last = (text.before(word.start.saturating_sub(1)), text.before(word.start));
        let measure = "率量额数值速价比活胀".contains(last.1)
            || matches!(last, ('规', '模') | ('空', '间') | ('收', '入') | ('营', '收') | ('利', '润') | ('需', '求'))
            || matches!(last, ('份', '额') | ('成', '本') | ('支', '出') | ('市', '场') | ('用', '户') | ('产', '能'));
        // 公司对一季度的收入预期: whose it is stands before 对.
        let held = text.get(word.start + 1) == '期' && text.slice(subject.start, word.start).contains(&'对');
        verb && measure && subject.end <= word.start && !held
    }

    /// 搞技术研究, 推送产品建议: the object of another verb, before a comma.
    pub(super) fn is_object(&self, word: Word) -> bool {
        let text = self.text;
        let pair = (text.get(word.start), text.get(word.start + 1));
        let thing = matches!(pair, ('研', '究') | ('建', '议') | ('评', '估' | '价') | ('监', '测'))
            || matches!(
                pair,
                ('分', '析') | ('统', '计') | ('反', '馈') | ('判', '断') | ('总', '结') | ('说', '明') | ('描', '述')
            );
        let from = word.start.saturating_sub(12).max(self.piece.start);
        let clause = (from..word.start).rev().find(|i| matches!(text.get(*i), ',' | ';' | ':')).map_or(from, |i| i + 1);
        let light = |w: &[char]| {
            matches!(w, ['提', '供'] | ['给', '出' | '予'] | ['推', '送'] | ['生', '成'] | ['输', '出'] | ['获', '得'])
                || matches!(w, ['收', '到'] | ['从', '事'] | ['用', '于'] | ['参', '与'] | ['作' | '做', '出'])
                || matches!(w, ['进', '行'] | ['需', '要'] | ['因', '为'] | ['由', '于'] | ['利', '用'] | ['通', '过'])
                || matches!(w, ['备', '注'] | ['撰' | '编' | '填', '写'] | ['下', '判'])
        };
        let before = text.slice(clause, word.start);
        let made = before.windows(2).any(light)
            || before.iter().any(|c| matches!(c, '搞' | '做'))
            || before.last() == Some(&'下');
        let kept = pair == ('承', '诺') && before.windows(2).any(|w| matches!(w, ['兑', '现'] | ['履' | '践', '行']));
        let taken = pair == ('举', '例') && matches!(before.first(), Some('拿' | '以'));
        word.end - word.start == 2 && text.get(word.end) == ',' && (thing && made || kept || taken)
    }

    /// 深度解读：, 投资建议：: the label of a part of the text, where no house and nobody's name stands before it.
    pub(super) fn is_heading(&self, word: Word) -> bool {
        let text = self.text;
        let kind = matches!(
            (text.get(word.start), text.get(word.start + 1)),
            ('解', '读') | ('建', '议') | ('观' | '看', '点' | '法') | ('结', '论') | ('分', '析') | ('总', '结')
        ) || matches!(
            (text.get(word.start), text.get(word.start + 1)),
            ('评', '论' | '估' | '价') | ('判', '断') | ('说', '明') | ('研', '究') | ('调', '查')
        );
        let colon = (word.end..word.end + 3).find(|i| !matches!(text.get(*i), '*' | ' '));
        let from = (self.piece.start..word.start).find(|i| is_han(text.get(*i)) || text.get(*i).is_alphanumeric());
        let short = from.is_some_and(|from| word.start - from <= 2 && text.words.at(from, class::OUTLET).is_none());
        let labelled = colon.is_some_and(|i| text.get(i) == ':');
        let single = word.end - word.start == 2 && self.piece.opens_line;
        kind && single && labelled && short
    }

    /// 他说这话的时候: when he spoke, not what he said.
    pub(super) fn is_moment(&self, word: Word) -> bool {
        let next = |i: usize| (self.text.get(word.end + i), self.text.get(word.end + i + 1));
        let speech = matches!(next(0), ('这' | '此' | '那', '话' | '番' | '句'));
        // 官宣的时候, 宣布之后: when it was announced.
        let when = matches!(next(0), ('的', '时' | '当') | ('之', '后' | '前' | '时') | ('以', '后' | '来' | '前'));
        word.classes.any(class::SAY.or(class::SAY_NOUN)) && speech || word.classes.any(class::ANNOUNCE) && when
    }

    /// 文中提到的三款产品: what was spoken of, not what was said of it.
    pub(super) fn is_relative(&self, word: Word) -> bool {
        let verb = (self.text.get(word.start), self.text.get(word.start + 1));
        let named = matches!(verb, ('提' | '谈' | '讲' | '聊', '到' | '及') | ('告', '诉' | '知') | ('写', '道'));
        named && self.text.get(word.end) == '的'
    }

    /// One of several things named beside each other (名称、描述、图片): no verb.
    pub(super) fn is_listed(&self, word: Word) -> bool {
        self.text.before(word.start) == '、' || self.text.get(word.end) == '、'
    }

    /// 系统会预测, 用来分析: what a thing can do, not what somebody did.
    pub(super) fn is_able(&self, word: Word) -> bool {
        let text = self.text;
        let before = (text.before(word.start.saturating_sub(1)), text.before(word.start));
        // 蔚来预计: the end of a short name.
        let clause = word.start.saturating_sub(2).max(self.piece.start);
        let name = before.1 == '来'
            && !"用拿以后者".contains(before.0)
            && matches!(text.before(clause), ',' | ';' | ' ' | ':' | '。');
        let able = matches!(before.1, '会' | '能' | '可' | '来' | '去' | '并' | '以') || before == ('可', '以');
        able && !name
    }

    /// 没有披露, 无需公布, 未透露: nothing was said.
    pub(super) fn is_denied(&self, word: Word) -> bool {
        let text = self.text;
        let told =
            matches!((text.get(word.start), text.get(word.start + 1)), ('披' | '透', '露') | ('公', '布' | '开'));
        let before = (text.before(word.start.saturating_sub(1)), text.before(word.start));
        told && (matches!(before.1, '未' | '没' | '需' | '愿' | '肯')
            || matches!(before, ('没' | '未', '有') | ('尽', '快')))
    }

    /// 按销量统计, 从年初预计: how it is counted, not who does.
    pub(super) fn is_manner(&self, subject: &Subject) -> bool {
        let text = self.text;
        let alone = text.cx.lattice.stands_alone(subject.start..subject.start + 1);
        alone && matches!(text.get(subject.start), '按' | '从' | '以' | '凭' | '随' | '对' | '为')
    }

    /// 将推出, 可能会重新发布: nothing is out yet. 发布会, 协会: no verb.
    pub(super) fn is_to_come(&self, verb: Word) -> bool {
        let text = self.text;
        let from = verb.start.saturating_sub(3).max(self.piece.start);
        (from..verb.start).any(|i| match text.get(i) {
            '将' | '拟' | '备' | '未' | '没' | '划' | '算' | '望' | '虑' => true,
            '会' => !"布大协员委峰例年议商工学法开晚社机".contains(text.before(i)),
            _ => false,
        })
    }

    /// 被认为, 被指控: who says so is not told.
    pub(super) fn is_suffered(&self, word: Word) -> bool {
        self.text.before(word.start) == '被'
    }

    /// 媒体有很多办法让人相信: who is made to think so vouches for nothing.
    pub(super) fn is_caused(&self, subject: &Subject) -> bool {
        let alone = |i: usize| self.text.cx.lattice.stands_alone(i..i + 1);
        (subject.start..subject.end).any(|i| matches!(self.text.get(i), '让' | '使' | '令') && alone(i))
    }

    /// 在证券交易所上市, 赴港上市: shares, not a product.
    pub(super) fn is_listing(&self, verb: Word) -> bool {
        let text = self.text;
        let shares = text.get(verb.start) == '上' && text.get(verb.start + 1) == '市';
        shares && "所股板美港克国外境功牌立".contains(text.before(verb.start))
    }

    /// 上线后, 发布以来: when, not what was done.
    pub(super) fn is_time(&self, verb: Word) -> bool {
        let next = (self.text.get(verb.end), self.text.get(verb.end + 1));
        matches!(next, ('后' | '前' | '时', _) | ('以' | '之', '来' | '后' | '前') | ('至', '今'))
    }

    /// 开源模型, 完全开源的系统: a kind of thing, not what somebody opened.
    pub(super) fn is_kind(&self, verb: Word) -> bool {
        let text = self.text;
        let next = (text.get(verb.end), text.get(verb.end + 1));
        let thing =
            matches!(next, ('的', _) | ('模', '型') | ('大', '模') | ('软', '件') | ('社', '区') | ('项', '目'))
                || matches!(
                    next,
                    ('闭', '源') | ('代', '码') | ('平', '台') | ('框', '架') | ('工', '具') | ('系', '统')
                );
        text.get(verb.start) == '开' && thing && !"布式已并了也".contains(text.before(verb.start))
    }
}
