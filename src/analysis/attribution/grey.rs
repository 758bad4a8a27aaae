//! The grey zone: figures that one editor lets pass and another asks about. They are claims still, but only hints.
//!
//! Supposed, aimed at, granted for the sake of argument, told of oneself, explained, or a manner of speaking. Knows
//! the sentence of the figure and nothing beyond it.

use super::Text;
use super::sentence::Piece;
use crate::analysis::figure::words::{Classes, class};
use crate::analysis::figure::{Figure, Kind};

/// Chars before a figure in which a word still governs it.
const NEAR: usize = 48;
/// What a single person spends by the way.
const POCKET: f64 = 1000.0;
/// The dearest goods that go by their price.
const GOODS: f64 = 1e4;
/// Chars of a quotation that is a name or a slogan.
const NAME: usize = 12;

impl Text<'_> {
    /// True for a figure that is only a hint, whoever tells it.
    pub(super) fn is_grey(&self, piece: &Piece, f: &Figure, quotes: &[(usize, usize)]) -> bool {
        let quote = quotes.iter().find(|(a, b)| *a <= f.start && f.end <= *b);
        let named = quote.is_some_and(|(a, b)| b - a <= NAME);
        named
            || self.before(piece.end) == ':'
            || (f.kind == Kind::Multiple || !f.is_weighty()) && self.is_indefinite(f)
            || self.is_thought(piece, f)
            || quote.is_none() && self.is_own(piece, f)
            || self.is_magnitude(piece, f)
            || self.is_rate(piece, f)
            || self.is_kind_of_goods(f)
            || self.is_pocket_money(piece, f)
            || self.is_urged(piece)
            || self.is_specification(f)
            || self.is_market_value(piece, f)
            || self.is_listed(piece, f)
            || self.is_counter(f)
    }

    /// A word of `of` stands between `from` and the figure, not too far away.
    fn led(&self, from: usize, f: &Figure, of: Classes) -> bool {
        self.words.within(from.max(f.start.saturating_sub(NEAR)), f.start, of).next().is_some()
    }

    /// Where the clause of the figure begins, or the reach of words ends.
    fn clause(&self, piece: &Piece, f: &Figure) -> usize {
        let from = piece.start.max(f.start.saturating_sub(NEAR));
        let ends = |c: char| matches!(c, ',' | ';' | '。' | ':');
        (from..f.start).rev().find(|i| ends(self.get(*i)) && !self.is_grouping(*i)).map_or(from, |i| i + 1)
    }

    /// The comma of 3,600.
    fn is_grouping(&self, at: usize) -> bool {
        self.before(at).is_ascii_digit() && self.get(at + 1).is_ascii_digit()
    }

    /// Where the clause of the figure ends.
    fn clause_end(&self, piece: &Piece, f: &Figure) -> usize {
        let until = piece.end.min(f.end + NEAR);
        (f.end..until).find(|i| matches!(self.get(*i), ',' | ';' | '。' | ':')).unwrap_or(until)
    }

    /// Supposed, aimed at, granted, an example, a definition, a rule of thumb.
    fn is_thought(&self, piece: &Piece, f: &Figure) -> bool {
        let clause = self.clause(piece, f);
        let framed = class::AIM.or(class::INSTANCE).or(class::DEFINES);
        let rule = matches!(f.kind, Kind::Percent | Kind::Share | Kind::Multiple)
            && self
                .words
                .within(piece.start.max(f.start.saturating_sub(2 * NEAR)), piece.end.min(f.end + NEAR), class::MAXIM)
                .next()
                .is_some();
        let so = |c: &char| *c == '已';
        let granted = || self.led(clause, f, class::CONCEDE) && !self.slice(clause, f.start).iter().any(so);
        self.is_named_for_example(f)
            || self.led(piece.start, f, framed.or(class::MODAL))
            || granted()
            || rule
            || self.is_conditional(piece, f)
    }

    /// 比如512个字一段: any number would do.
    fn is_named_for_example(&self, f: &Figure) -> bool {
        let before = self.slice(f.start.saturating_sub(3), f.start);
        let before = before.strip_suffix(&['说']).unwrap_or(before);
        matches!(before, [.., '比' | '例' | '譬', '如'] | [.., '比', '方'])
    }

    /// 3600人的团队如果分流: the condition stands behind its subject.
    fn is_conditional(&self, piece: &Piece, f: &Figure) -> bool {
        let mut words = self.words.within(f.end, self.clause_end(piece, f), class::HYPOTHESIS);
        words.any(|w| {
            matches!(
                self.slice(w.start, w.end),
                ['如' | '若', '果' | '是'] | ['假', '如'] | ['要', '是'] | ['一', '旦']
            )
        })
    }

    /// 我花了3600元: who tells his own story is his own witness.
    fn is_own(&self, piece: &Piece, f: &Figure) -> bool {
        let from = f.start.saturating_sub(NEAR).max(piece.start);
        let own = |i: &usize| {
            self.get(*i) == '我'
                && !matches!(self.before(*i), '自' | '忘' | '小' | '大')
                && !"们國国省市县縣区區校院军軍方厂社队党部司".contains(self.get(i + 1))
        };
        (from..f.start).any(|i| own(&i))
    }

    /// 成百上千个, 数以亿计, 一万种方法: a manner of speaking, and no claim.
    pub(super) fn is_countless(&self, f: &Figure) -> bool {
        let before = self.slice(f.start.saturating_sub(2), f.start);
        let number = self.slice(f.start, f.unit);
        let round =
            matches!(number, ['一', '百' | '千' | '万' | '亿']) && matches!(self.get(f.unit), '种' | '遍' | '句');
        matches!(before, ['成', '百' | '千'] | ['数', '以'] | ['数', '千' | '百']) || round
    }

    /// 20万量级; 1亿美元是一道门槛: a size to think in.
    fn is_magnitude(&self, piece: &Piece, f: &Figure) -> bool {
        let at = f.end + usize::from(self.get(f.end) == ' ');
        let opens = f.start <= piece.start + 2 && f.kind != Kind::Count;
        let last = self.slice(piece.start, piece.end).strip_suffix(&['。']).unwrap_or_default();
        matches!((self.get(at), self.get(at + 1)), ('量', '级'))
            || opens && matches!(last, [.., '门', '槛'] | [.., '水', '岭'] | [.., '红' | '底' | '及' | '生', '线'])
    }

    /// 800V, 2.4GHz, 40核, 1750亿参数, 100 米: what a thing is built for, not how the world is. A latency, a rate and a
    /// time that was reached are more.
    fn is_specification(&self, f: &Figure) -> bool {
        let unit = self.slice(f.unit, f.end);
        let unit = unit.strip_prefix(&[' ']).unwrap_or(unit);
        let timed = matches!(unit.last(), Some('秒' | '钟' | '时' | '天' | '月' | '周'));
        let rated = matches!(unit, [.., '/' | 'p', 's'] | ['m' | 'μ' | 'u' | 'n', 's']);
        let counted = matches!(unit, ['核' | '键' | '帧' | '匹' | '层'] | ['线', '程'] | ['像', '素'] | ['参', '数']);
        let parts = unit == ['个'] && self.is_followed(f, ['参', '数']);
        let built = !timed && (!rated || unit == ['t', 'o', 'p', 's']);
        f.kind == Kind::Measure && !f.is_weighty() && built || f.kind == Kind::Count && (counted || parts)
    }

    /// 市值达到36亿元, 市盈率为25倍: the market says so every day.
    fn is_market_value(&self, piece: &Piece, f: &Figure) -> bool {
        let clause = self.slice(self.clause(piece, f), f.start);
        let valued = |w: &[char]| matches!(w, ['市', '值' | '盈' | '净' | '销']);
        match f.kind {
            Kind::Money => clause.windows(2).any(valued) || self.is_followed(f, ['市', '值']),
            Kind::Multiple => {
                let from = f.start.saturating_sub(NEAR).max(piece.start);
                self.slice(from, f.start).windows(3).any(|w| matches!(w, ['市', '盈' | '净' | '销', '率']))
            }
            _ => false,
        }
    }

    /// 44707颗星, 1300多个星标: a page shows it to everybody.
    fn is_counter(&self, f: &Figure) -> bool {
        let behind = self.slice(f.end, self.chars.len().min(f.end + 5));
        let behind = behind.strip_prefix(&[' ']).unwrap_or(behind);
        f.kind == Kind::Count
            && (matches!(behind, ['星', '标', ..] | ['s', 't', 'a', 'r', ..] | ['贡', '献', '者', ..])
                || self.before(f.end) == '颗' && matches!(behind, ['星', next, ..] if !matches!(next, '球' | '体')))
    }

    /// 11家企业,包括甲、乙、丙、丁…: counted by the list that follows.
    fn is_listed(&self, piece: &Piece, f: &Figure) -> bool {
        let behind = self.slice(f.end, piece.end.min(f.end + 24));
        let opens = |w: &[char]| matches!(w, ['包', '括'] | ['分', '别'] | ['即', '是'] | ['名', '单']);
        let Some(at) = behind.windows(2).position(opens) else { return false };
        let items = self.slice(f.end + at, piece.end.min(f.end + 400)).iter().filter(|c| **c == '、').count();
        f.kind == Kind::Count && f.value.hi <= 50.0 && items as f64 >= f.value.lo / 2.0
    }

    /// A tax that all pay, or how likely something is: given, not measured, unless it grows.
    fn is_rate(&self, piece: &Piece, f: &Figure) -> bool {
        if !matches!(f.kind, Kind::Percent | Kind::Share) {
            return false;
        }
        let clause = self.clause(piece, f);
        let from = f.end + usize::from(self.get(f.end) == ' ');
        let from = from + usize::from(self.get(from) == '的');
        let stops = |c: &char| matches!(c, ',' | '。' | '、' | ';');
        let behind = self.slice(from, self.chars.len().min(from + 5));
        let tax = behind.iter().take_while(|c| !stops(c)).any(|c| *c == '税');
        let given = class::LEVY.or(class::CHANCE);
        let before = self.led(clause, f, given) || self.led(piece.start, f, class::LEVY);
        tax || self.words.at(from, given).is_some() || before && !self.led(clause, f, class::GROW.or(class::SHRINK))
    }

    /// 10元店, 千元机: the price is the name of the kind.
    fn is_kind_of_goods(&self, f: &Figure) -> bool {
        f.kind == Kind::Money && f.value.hi <= GOODS && self.words.at(f.end, class::PRICEKIND).is_some()
    }

    /// 他花5.9元点了一份米线: a scene, not a price level.
    fn is_pocket_money(&self, piece: &Piece, f: &Figure) -> bool {
        let near = self.slice(f.start.saturating_sub(4).max(piece.start), f.start);
        let spent = near.iter().any(|c| matches!(c, '花' | '掏' | '付'));
        let clause = self.slice(self.clause(piece, f), f.start);
        let general = clause.iter().any(|c| matches!(c, '均' | '每' | '需' | '要' | '共'));
        f.kind == Kind::Money && f.value.hi <= POCKET && spent && !general
    }

    /// …投100万吧。 …叫小公司?): nothing is told.
    fn is_urged(&self, piece: &Piece) -> bool {
        let closing = |c: &&char| matches!(c, '。' | '!' | ')' | '”' | '」' | '』' | '"' | '~');
        let last = self.slice(piece.start, piece.end).iter().rev().take(6).find(|c| !closing(c));
        matches!(last, Some('吧' | '?'))
    }
}
