//! The claim gate: which candidates assert a quantity, share, rank, growth or measured performance.
//!
//! Only the words right around the figure count here. Precision first: what is unclear is no claim.

use super::numeral::{Numeral, Value};
use super::scan::Text;
use super::words::{Classes, class};
use super::{Approx, Figure, Kind};

/// A numeral with what follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub start: usize,
    pub end: usize,
    /// Where the numeral ends, with 多, 余 or +: here the unit begins.
    pub number: usize,
    /// End of the unit, 0 without one.
    pub unit: usize,
    pub value: Value,
    pub form: Form,
    pub numeral: Option<Numeral>,
    /// 多, 余 or + stands in it.
    pub open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Plain,
    Unit(Classes),
    /// 第二.
    Ordinal,
    /// 前十.
    Leading,
    /// 六成.
    Tenths,
    /// 三分之一.
    Fraction,
    /// 一半, 半数, 过半.
    Half,
}

impl Form {
    pub fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Unit(a), Self::Unit(b)) => a.any(b),
            (a, b) => a == b,
        }
    }
}

impl Candidate {
    pub fn new(start: usize, end: usize, value: Value, form: Form) -> Self {
        Self { start, end, number: end, unit: 0, value, form, numeral: None, open: false }
    }

    pub fn is_plain(&self) -> bool {
        self.form == Form::Plain
    }
}

/// How far before a rank its word may stand.
const RANK_REACH: usize = 9;
/// How far before a time its word may stand: 缩短至约, 降到短短.
const NEAR_TIME: usize = 7;
/// Counts up to here are narration, not claims.
const SMALL: f64 = 10.0;

/// The figure, if the candidate claims one. `ranked`: a rank stands just before it.
pub(super) fn claim(text: &Text<'_>, c: &Candidate, floor: usize, ranked: bool) -> Option<Figure> {
    let kind = match c.form {
        Form::Plain => plain(text, c),
        Form::Unit(of) => unit(text, c, of),
        Form::Ordinal => rank(text, c, floor, ranked),
        Form::Leading => leading(text, c, floor),
        Form::Tenths => tenths(text, c),
        Form::Fraction => Some(Kind::Share),
        Form::Half => half(text, c),
    }?;
    Some(Figure {
        start: c.start,
        end: c.end,
        unit: c.number.min(c.end),
        value: c.value,
        kind,
        approx: approx(text, c),
        doubled: doubled(text, c),
    })
}

/// 超过 before, 左右 behind, 多 inside.
fn approx(text: &Text<'_>, c: &Candidate) -> Approx {
    let hedges = class::OVER.or(class::UNDER).or(class::ABOUT);
    let before = text.words.ending(spaceless(text, c.start), 0, hedges);
    let behind = text.words.at(c.end + usize::from(text.get(c.end) == ' '), hedges);
    match before.or(behind).map(|w| w.classes) {
        Some(of) if of.any(class::OVER) => Approx::Over,
        Some(of) if of.any(class::UNDER) => Approx::Under,
        Some(_) => Approx::About,
        None if c.open || text.get(c.start) == '上' => Approx::Over,
        None => Approx::Plain,
    }
}

/// 约 240 多, 近 30% 左右.
fn doubled(text: &Text<'_>, c: &Candidate) -> bool {
    let before = text.words.ending(spaceless(text, c.start), 0, class::ABOUT.or(class::UNDER)).map(|w| w.classes);
    let behind = text.words.at(c.end + usize::from(text.get(c.end) == ' '), class::ABOUT);
    let about = before.is_some_and(|of| of.any(class::ABOUT));
    about && c.open && text.before(c.number) != '+'
        || before.is_some() && behind.is_some_and(|w| matches!(text.get(w.start), '左' | '上'))
}

/// Before the space and the 了 that may stand between a figure and the word in front of it.
fn spaceless(text: &Text<'_>, start: usize) -> usize {
    let end = if text.before(start) == ' ' { start.saturating_sub(1) } else { start };
    if matches!(text.before(end), '了' | '着') { end.saturating_sub(1) } else { end }
}

fn unit(text: &Text<'_>, c: &Candidate, of: Classes) -> Option<Kind> {
    if of.any(class::SOFT) && !of.any(class::COUNT.or(class::MEASURE).or(class::MONEY).or(class::MULTIPLE)) {
        return None;
    }
    // A longer word that is only a look-alike hides the unit; one that is both is decided by size.
    if of.any(class::TIME) {
        return shortened(text, c);
    }
    if is_second_ordinal(text, c) || is_bits(text, c) {
        return None;
    }
    let bare = c.numeral.is_some_and(|n| n.bare);
    if bare && !approximated(text, c) && !scaled(text, c) {
        return None;
    }
    if of.any(class::PERCENT) {
        return percent(text, c);
    }
    if of.any(class::MONEY) {
        return money(text, c);
    }
    if of.any(class::MULTIPLE) {
        return multiple(text, c);
    }
    if is_storage(text, c) && !approximated(text, c) {
        return None;
    }
    if of.any(class::MEASURE) && !(of.any(class::COUNT) && c.value.hi <= SMALL) {
        return (c.value.hi > 0.0 && !is_small_han(c)).then_some(Kind::Measure);
    }
    (of.any(class::COUNT) && c.value.hi > SMALL).then_some(Kind::Count)
}

/// 缩短至30分钟, 降到短短2个月: how long it takes is what was reached. All other times claim nothing.
fn shortened(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    let from = c.start.saturating_sub(NEAR_TIME);
    if matches!(text.before(c.end), '时' | '天') && lasts(text, c) {
        return Some(Kind::Measure);
    }
    let word = text.words.within(from, c.start, class::UPTO).last()?;
    let cut = matches!(text.get(word.start), '缩' | '降' | '减');
    let length = matches!(text.before(c.end), '秒' | '钟' | '时' | '天' | '月' | '周');
    let between = text.chars.get(word.end..c.start).unwrap_or_default();
    let each = between.iter().any(|c| matches!(c, '每' | '年' | '周' | '月' | '日'));
    let dated = matches!(text.get(c.number), '月' | '点' | '时') || each;
    let counted = c.numeral.is_some_and(|n| n.digits > 0);
    (cut && length && counted && !dated).then_some(Kind::Measure)
}

/// 续航最长可达23小时: what a battery is good for.
fn lasts(text: &Text<'_>, c: &Candidate) -> bool {
    let before = text.chars.get(c.start.saturating_sub(10)..c.start).unwrap_or_default();
    let clause = before.rsplit(|c| *c == ',').next().unwrap_or_default();
    clause.windows(2).any(|w| matches!(w, ['续', '航'] | ['待', '机']))
}

/// 16 位整数, 64 位系统, 24位色: bits, not people.
fn is_bits(text: &Text<'_>, c: &Candidate) -> bool {
    let whole = c.value.lo == c.value.hi && [8.0, 16.0, 24.0, 32.0, 64.0, 128.0, 256.0].contains(&c.value.hi);
    let noun = matches!(text.get(c.end), '整' | '浮' | '处' | '系' | '色' | '架' | '深' | '版' | '寄');
    whole && noun && text.before(c.end) == '位'
}

/// 第 47 条, 第49条及50条: the ordinal before it governs it too.
fn is_second_ordinal(text: &Text<'_>, c: &Candidate) -> bool {
    if text.before(c.start) == ' ' && text.before(c.start.saturating_sub(1)) == '第' {
        return true;
    }
    let joint = c.start.saturating_sub(1);
    if !matches!(text.get(joint), '及' | '和' | '与' | '、' | '至' | '到' | '-')
        || text.before(joint) != text.before(c.end)
    {
        return false;
    }
    let digits = (joint.saturating_sub(6)..joint.saturating_sub(1)).rev().find(|i| !text.get(*i).is_ascii_digit());
    digits.is_some_and(|i| text.get(i) == '第')
}

/// 3.6亿, 6000+: a magnitude or a plus sign is enough.
fn plain(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    let n = c.numeral?;
    let big = n.magnitude >= 1e4 && (!n.bare || is_hedged(text, c));
    let plus = c.open && n.digits > 0 && c.value.lo > SMALL;
    if n.digits >= 3 && is_scored(text, c) {
        return Some(Kind::Measure);
    }
    let named = matches!(text.get(c.end), '级' | '分' | '维' | '进' | '代' | '型' | '系' | '-');
    ((big || plus) && !named && !(n.han && n.value.hi < 1e4)).then_some(Kind::Count)
}

/// 得分为368219, 跑分达到21000: a result without a unit.
fn is_scored(text: &Text<'_>, c: &Candidate) -> bool {
    let before = text.chars.get(c.start.saturating_sub(6)..c.start).unwrap_or_default();
    let light = |c: &char| matches!(c, '为' | '达' | '到' | '了' | '约' | '超' | '过' | '是' | '有' | ' ' | ':');
    let end = before.iter().rposition(|c| !light(c)).map_or(0, |i| i + 1);
    let word = before.get(..end).unwrap_or_default();
    end < before.len() && matches!(word, [.., '得' | '跑' | '评' | '总', '分'] | [.., '分', '数'])
}

/// 100% and 0% alone are rhetoric unless something grows, or the figure is hedged.
fn percent(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    let exact = |n: f64| c.value.lo == n && c.value.hi == n;
    let is_whole = exact(100.0) || exact(1.0) && c.numeral.is_none();
    if exact(0.0) || (is_whole && !approximated(text, c) && text.words.at(c.end, class::APPROX_AFTER).is_none()) {
        return None;
    }
    Some(Kind::Percent)
}

/// 二元, 三元 are words; 零元 is an offer.
fn money(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    let one_char = c.numeral.is_some_and(|n| n.han && n.end - c.start == 1);
    let short = one_char && text.before(c.end) == '元' && text.get(c.start) != '十';
    // 每一块钱, 一分钱: a coin stands for all money.
    let coin = one_char && text.get(c.start) == '一' && text.before(c.end) == '钱';
    let short = short || coin;
    let small_coin = one_char && matches!(text.before(c.end), '毛' | '镑' | '马');
    (c.value.hi > 0.0 && !(short || small_coin)).then_some(Kind::Money)
}

/// 一番 needs 翻 before it.
fn multiple(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    if text.before(c.end) != '番' {
        return (c.value.hi > 0.0).then_some(Kind::Multiple);
    }
    let turned = (1..=4).any(|back| c.start.checked_sub(back).is_some_and(|i| text.get(i) == '翻'));
    turned.then_some(Kind::Multiple)
}

/// 六成五 is a share; 八成是 is "probably", 几成 asks.
fn tenths(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    let whole = c.value.hi <= 1.0 && c.value.lo > 0.0;
    let guess = text.get(c.start) == '几' || text.get(c.end) == '是';
    let spaced = text.get(c.end.saturating_sub(2)) == ' ';
    (whole && !guess && !spaced).then_some(Kind::Share)
}

/// 一半 counts where something is measured: 占一半, 超过一半, 半数企业.
fn half(text: &Text<'_>, c: &Candidate) -> Option<Kind> {
    let at = c.start.saturating_sub(1);
    // 进行到一半: how far somebody has come.
    let midway =
        text.get(at) == '到' && !matches!(text.before(at), '降' | '减' | '缩' | '跌' | '落' | '少' | '低' | '升');
    let passed = text.before(c.start) == '了' && matches!(text.before(at), '过' | '去' | '走' | '完');
    let rival = matches!(text.before(c.start), '另' | '这' | '那' | '前' | '后') || midway || passed;
    let measured = approximated(text, c) || text.words.at(c.end, class::APPROX_AFTER).is_some();
    (!rival && measured).then_some(Kind::Share)
}

/// An ordinal is a rank after 排名, 份额, 全球; not 第二次, 第三代, and a first of its kind is praise.
fn rank(text: &Text<'_>, c: &Candidate, floor: usize, ranked: bool) -> Option<Kind> {
    if text.words.at(c.end, class::TIME).is_some()
        || matches!(text.get(c.end), '次' | '代' | '届' | '批' | '步' | '课' | '集' | '讲' | '关' | '题' | '回' | '枪')
    {
        return None;
    }
    let counted = c.unit > c.end && !matches!(text.get(c.end), '名' | '位' | '大');
    let from = c.start.saturating_sub(RANK_REACH).max(floor);
    let clause = (from..c.start).rev().find(|i| matches!(text.get(*i), ',' | '。' | ';' | ':')).map_or(from, |i| i + 1);
    let word = text.words.within(clause, c.start, class::RANK).last();
    let near = word.is_some_and(|w| c.start - w.end <= 4) || (ranked && !counted);
    (near && !counted && c.value.hi <= 200.0).then_some(Kind::Rank)
}

fn leading(text: &Text<'_>, c: &Candidate, floor: usize) -> Option<Kind> {
    let from = c.start.saturating_sub(5).max(floor);
    let near = text.words.within(from, c.start, class::RANK).last().is_some_and(|w| w.end == c.start);
    (near && c.value.hi >= 3.0).then_some(Kind::Rank)
}

/// 超过, 约, 占 … stand right before the figure, or the numeral itself is approximate.
fn approximated(text: &Text<'_>, c: &Candidate) -> bool {
    text.get(c.start) == '上' || text.words.ending(spaceless(text, c.start), 0, class::APPROX).is_some()
}

/// 超过, 约, 近 right before it: 突破百万 counts, 亿 in a name does not.
fn is_hedged(text: &Text<'_>, c: &Candidate) -> bool {
    let hedges = class::OVER.or(class::UNDER).or(class::ABOUT);
    text.get(c.start) == '上' || text.words.ending(spaceless(text, c.start), 0, hedges).is_some()
}

/// 16GB 内存: a size told by the way; it claims only where it is reached, exceeded or made.
fn is_storage(text: &Text<'_>, c: &Candidate) -> bool {
    let unit: String = text.chars.get(c.number..c.end).unwrap_or_default().iter().filter(|u| **u != ' ').collect();
    matches!(
        unit.as_str(),
        "k" | "g" | "t" | "kb" | "mb" | "gb" | "tb" | "kib" | "mib" | "gib" | "tib" | "bit" | "bits"
    )
}

/// 万人规模, 百亿级.
fn scaled(text: &Text<'_>, c: &Candidate) -> bool {
    matches!((text.get(c.end), text.get(c.end + 1)), ('规', '模') | ('级', '别') | ('量', '级'))
        || text.before(c.end) == '模'
}

/// 一米, 两斤 in narration.
fn is_small_han(c: &Candidate) -> bool {
    c.numeral.is_some_and(|n| n.han) && c.value.hi <= SMALL
}
