//! Figures that want no source: norms, prizes, sums told with their reckoning, titles; and what the house leaves alone:
//! too small, of a subject it trusts, or written as it allows.

use super::Text;
use super::sentence::Piece;
use crate::analysis::figure::words::{Word, class};
use crate::analysis::figure::{Approx, Figure, Kind};

/// Chars around a figure in which its subject may be named.
const CLAUSE: usize = 40;

impl Text<'_> {
    /// True for a figure that the configuration leaves alone.
    pub(super) fn is_excused(&self, piece: &Piece, f: &Figure) -> bool {
        let asked = &self.cx.settings.figures;
        self.is_below(f) || self.is_written(f, &asked.values) || self.is_told_of(piece, f, &asked.subjects)
    }

    fn is_below(&self, f: &Figure) -> bool {
        let asked = &self.cx.settings.figures;
        let below = |least: Option<u64>| least.is_some_and(|least| f.value.hi < least as f64);
        match f.kind {
            Kind::Count => asked.small.is_some_and(|most| f.value.hi <= f64::from(most)),
            Kind::Money => below(asked.least.money),
            Kind::Percent => below(asked.least.percent),
            Kind::Measure => below(asked.least.measure),
            Kind::Multiple | Kind::Share | Kind::Rank => false,
        }
    }

    fn is_written(&self, f: &Figure, values: &[String]) -> bool {
        let written = || self.slice(f.start, f.end).iter().filter(|c| !c.is_whitespace());
        values.iter().any(|value| written().copied().eq(value.chars()))
    }

    /// The subject stands in the figure's clause, or right before it in the sentence.
    fn is_told_of(&self, piece: &Piece, f: &Figure, subjects: &[String]) -> bool {
        let (from, to) = (f.start.saturating_sub(CLAUSE).max(piece.start), (f.end + CLAUSE / 2).min(piece.end));
        subjects.iter().any(|subject| self.holds(from, to, subject))
    }

    /// True when `word`, folded, stands in the chars `from..to`.
    pub(super) fn holds(&self, from: usize, to: usize, word: &str) -> bool {
        let Some(first) = word.chars().next() else { return false };
        let within = self.slice(from, to);
        let starts = within.iter().enumerate().filter(|(_, c)| **c == first).map(|(i, _)| i);
        let length = word.chars().count();
        starts.filter_map(|i| within.get(i..i + length)).any(|w| w.iter().copied().eq(word.chars()))
    }

    /// 不得超过30%, 建议使用16GB: a norm stands in the figure's clause; 需要 only right before it.
    pub(super) fn is_norm(&self, start: usize, f: &Figure) -> bool {
        let from = f.start.saturating_sub(24).max(start);
        let clause = (from..f.start).rev().find(|i| matches!(self.get(*i), ',' | ';' | '。')).map_or(from, |i| i + 1);
        let near = |w: Word| f.start - w.end <= if self.get(w.start) == '需' { 2 } else { 7 };
        let demanded = |w: Word| matches!((self.get(w.start), self.get(w.start + 1)), ('要', '求') | ('规', '定'));
        let mut norms = self.words.within(clause, f.start, class::NORM);
        // 建议降低比重(5-10%): a clause of advice.
        let opens = |w: Word| {
            w.start == clause && matches!((self.get(w.start), self.get(w.start + 1)), ('建', '议') | ('推', '荐'))
        };
        norms.any(|w| near(w) || demanded(w) || opens(w))
            || self.is_prize(f)
            || self.is_category(clause, f)
            || self.is_limit(f)
            || self.is_damages(start, f)
    }

    /// 也就是说,如果你借100万元: what stands behind the condition is supposed.
    pub(super) fn is_supposed(&self, start: usize, f: &Figure) -> bool {
        let mut suppositions = self.words.within(start, f.start, class::HYPOTHESIS);
        suppositions.any(|w| w.end - w.start >= 2 && matches!(self.before(w.start), ',' | ':' | '。' | ' '))
    }

    /// 这200万人, 那 10%, 这三个 90%, 上述3600家企业: told of before.
    pub(super) fn is_pointed(&self, f: &Figure) -> bool {
        let before = self.slice(f.start.saturating_sub(5), f.start);
        let before = before.strip_suffix(&[' ']).unwrap_or(before);
        f.kind != Kind::Rank
            && matches!(
                before,
                [.., '这' | '那']
                    | [.., '上' | '前', '述']
                    | [.., '这' | '那', '两' | '二' | '三' | '四' | '五', '个']
                    | [.., '提' | '说' | '谈', '到', '的']
            )
    }

    /// 数百名, 十几位, 百余家: told by the way, where nobody has counted.
    pub(super) fn is_indefinite(&self, f: &Figure) -> bool {
        let vague = |c: &char| matches!(c, '几' | '数' | '余' | '多' | '上' | '百' | '千');
        let number = self.slice(f.start, f.unit);
        matches!(f.kind, Kind::Count | Kind::Multiple)
            && number.iter().any(vague)
            && !number.iter().any(char::is_ascii_digit)
    }

    /// 要求立即停止侵权,赔偿损失50万元: what a suit demands.
    fn is_damages(&self, start: usize, f: &Figure) -> bool {
        let near = self.slice(f.start.saturating_sub(12).max(start), f.start);
        let paid = near.windows(2).any(|w| matches!(w, ['赔', '偿']));
        let demand = |w: &[char]| matches!(w, ['要', '求'] | ['索', '赔'] | ['请', '求'] | ['起', '诉']);
        f.kind == Kind::Money && paid && self.slice(start, f.start).windows(2).any(demand)
    }

    /// 3%的上限, 6%的目标, 5000元的工资门槛, 周产5000辆轿车的承诺: what is set, not what is.
    fn is_limit(&self, f: &Figure) -> bool {
        let at = f.end + usize::from(self.get(f.end) == ' ');
        let limit = |at: usize| {
            matches!(
                (self.get(at), self.get(at + 1)),
                ('上' | '下', '限')
                    | ('目', '标')
                    | ('红', '线')
                    | ('门', '槛')
                    | ('底' | '警', '线' | '戒')
                    | ('承', '诺')
            )
        };
        let stops = |i: &usize| matches!(self.get(*i), ',' | '。' | ';' | '、');
        let of = (at..at + 9).take_while(|i| !stops(i)).find(|i| self.get(*i) == '的');
        limit(at) || of.is_some_and(|of| limit(of + 1) || limit(of + 3))
    }

    /// 35万美元奖金: what is offered.
    pub(super) fn is_prize(&self, f: &Figure) -> bool {
        let at = f.end + usize::from(self.get(f.end) == '的');
        let at = at + if (self.get(at), self.get(at + 1)) == ('现', '金') { 2 } else { 0 };
        f.kind == Kind::Money
            && matches!((self.get(at), self.get(at + 1)), ('奖', '金') | ('罚', '款') | ('赏', '金') | ('保', '释'))
    }

    /// 按每年30万元测算: the sentence says before the figure how it is reckoned, or takes the figure to reckon with.
    pub(super) fn is_reckoned(&self, start: usize, f: &Figure) -> bool {
        let taken = self.slice(f.start.saturating_sub(8).max(start), f.start).iter().any(|c| matches!(c, '按' | '以'));
        let until = if taken { f.end + 8 } else { f.start };
        self.words.within(start, until, class::METHOD).next().is_some()
    }

    /// Prices and specifications belong to a launch; ranks, large sums, growth and people do not.
    pub(super) fn is_spec(&self, piece: &Piece, f: &Figure) -> bool {
        let before = self.slice(f.start.saturating_sub(12).max(piece.start), f.start);
        let clause = before.rsplit(|c| matches!(c, ',' | ';')).next().unwrap_or_default();
        let grown =
            |w: &[char]| matches!(w, ['同' | '环', '比'] | ['年' | '季' | '月', '增'] | ['按', '年'] | ['满', '意']);
        match f.kind {
            Kind::Rank | Kind::Share => false,
            Kind::Count if clause.windows(2).any(|w| matches!(w, ['参', '数'])) || self.is_of_a_model(f) => true,
            Kind::Count => {
                let unit = f.unit + usize::from(self.get(f.unit) == ' ');
                f.value.hi < 1e5 && !"人名位户家宗对店员客粉会学校场用开企公国城".contains(self.get(unit))
            }
            Kind::Money => f.value.hi < 3e6 && !self.is_earned(clause, f),
            Kind::Percent => !clause.windows(2).any(grown) && !clause.iter().any(|c| matches!(c, '占' | '股')),
            Kind::Multiple => {
                !clause.windows(2).any(|w| matches!(w, ['增', '加' | '长'] | ['上', '涨'] | ['估', '值']))
            }
            Kind::Measure => true,
        }
    }

    /// 收入达到1.2万美元, 50万美元的融资: what a house takes in, not what its product costs.
    fn is_earned(&self, clause: &[char], f: &Figure) -> bool {
        let taken = |w: &[char]| {
            matches!(w, ['收', '入'] | ['营', '收'] | ['利', '润'] | ['流', '水'] | ['销', '售' | '额'] | ['亏', '损'])
                || matches!(w, ['融', '资'] | ['估', '值'] | ['市', '值'])
        };
        let short = |w: &[char]| matches!(w, ['a' | 'm', 'r', 'r'] | ['g', 'm', 'v']);
        [clause, self.slice(f.end, f.end + 6)]
            .iter()
            .any(|near| near.windows(2).any(taken) || near.windows(3).any(short))
    }

    /// 70亿个可训练参数, 20万字长文本: what a model holds or reads.
    pub(super) fn is_of_a_model(&self, f: &Figure) -> bool {
        let named =
            |w: &[char]| matches!(w, ['参', '数' | '量'] | ['汉', '字'] | ['长', '文'] | ['上', '下'] | ['词', '元']);
        let token = self.slice(f.unit, f.end).starts_with(&['t', 'o', 'k', 'e', 'n']);
        f.kind == Kind::Count && (token || self.slice(f.unit, f.end + 6).windows(2).any(named))
    }

    /// The word right behind the figure, perhaps behind a space or 的.
    pub(super) fn is_followed(&self, f: &Figure, [first, second]: [char; 2]) -> bool {
        let at = f.end + usize::from(self.get(f.end) == ' ');
        let at = at + usize::from(self.get(at) == '的');
        (self.get(at), self.get(at + 1)) == (first, second)
    }

    /// 所有年营收超过250亿元的平台, 对于每天用3600次的人来说: the figure draws the border of a kind.
    fn is_category(&self, clause: usize, f: &Figure) -> bool {
        let before = self.slice(clause, f.start);
        let kind = |w: &[char]| matches!(w, ['所' | '没', '有'] | ['凡', '是'] | ['任', '何'] | ['那', '些']);
        let regard = before.windows(2).any(|w| matches!(w, ['对', '于']))
            && self.slice(f.end, f.end + 16).windows(2).any(|w| matches!(w, ['来', '说'] | ['而', '言']));
        let behind = (f.end..f.end + 4).find(|i| self.get(*i) == '的');
        behind.is_some_and(|at| !self.slice(f.end, at).contains(&','))
            && (regard || f.approx != Approx::Plain && before.windows(2).any(kind))
    }

    /// 本文共571字, 此处略去27字: the text counts itself; 280个字符: room in a form.
    pub(super) fn is_of_itself(&self, f: &Figure) -> bool {
        let before = self.slice(f.start.saturating_sub(5), f.start);
        self.before(f.end) == '字'
            && before.windows(2).any(|w| matches!(w, ['本' | '全', '文'] | ['略', '去'] | ['省', '略']))
            || self.is_followed(f, ['字', '符'])
            || self.is_followed(f, ['字', '元'])
    }
}

/// 《一分钱》, 题为“…”: the figure stands in the title of another text.
pub(super) fn is_title(chars: &[char], f: &Figure, quotes: &[(usize, usize)]) -> bool {
    let before = chars.get(f.start.saturating_sub(24)..f.start).unwrap_or_default();
    if before.iter().rev().find(|c| matches!(c, '《' | '》' | '\n')) == Some(&'《') {
        return true;
    }
    let Some((from, _)) = quotes.iter().find(|(a, b)| *a <= f.start && f.end <= *b) else { return false };
    let before = chars.get(from.saturating_sub(3)..*from).unwrap_or_default();
    matches!(before, [.., '题', '为' | '是'] | [.., '标', '题'] | [.., '题', '目'])
}
