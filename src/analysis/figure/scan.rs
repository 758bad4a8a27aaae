//! Finds the candidates: numerals, their ranges and their units.
//!
//! Decides nothing about claims (see `gate`), but refuses numerals that belong to a name, an id or
//! a fixed expression. Linear: every char is read a bounded number of times.

use super::gate::{self, Candidate, Form};
use super::numeral::{self, Numeral, Value};
use super::words::{Classes, Word, Words, class, is_han};
use super::{Figure, Sorts, english, letter};

/// Units and what only looks like one.
const UNITS: Classes = class::MONEY
    .or(class::PERCENT)
    .or(class::MULTIPLE)
    .or(class::COUNT)
    .or(class::MEASURE)
    .or(class::TIME)
    .or(class::SOFT);

/// The figures of the view chars `start..end` (one sentence).
pub fn scan(chars: &[char], words: &Words, start: usize, end: usize) -> Vec<Figure> {
    let text = Text { chars: chars.get(..end).unwrap_or(chars), words };
    if english::is_english(chars.get(start..end).unwrap_or_default()) {
        return english::scan(text.chars, start);
    }
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = start;
    while at < text.chars.len() {
        let Some(ahead) = text.chars.get(at..).and_then(|rest| rest.iter().position(|c| starts_figure(*c))) else {
            break;
        };
        at += ahead;
        let (next, found) = text.step(at);
        if let Some(candidate) = found {
            let ranked = figures.last().is_some_and(|f| f.kind == super::Kind::Rank && candidate.start - f.end < 10);
            figures.extend(gate::claim(&text, &candidate, start, ranked));
        }
        at = next.max(at + 1);
    }
    figures
}

/// The view up to the end of the sentence, and its words.
pub(super) struct Text<'a> {
    pub chars: &'a [char],
    pub words: &'a Words,
}

impl Text<'_> {
    pub fn get(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    /// The char before `at`, or a space.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(' ', |i| self.get(i))
    }

    /// Where to go on from `at`, where a figure may start, and the candidate that does.
    fn step(&self, at: usize) -> (usize, Option<Candidate>) {
        let c = self.get(at);
        if let Some(idiom) = self.idiom(at) {
            return (idiom.end, None);
        }
        match c {
            '第' => self.ordinal(at),
            '$' | '¥' | '€' | '£' => self.currency(at),
            '前' => self.leading(at),
            '半' | '过' | '大' => self.half(at),
            '负' => (at + 1, None),
            _ if c.is_ascii_digit() && self.is_glued(at) => (self.skip_token(at), None),
            _ => self.quantity(at, at),
        }
    }

    /// A fixed expression that starts here. 十一 in 十一万 and 618 in 16180 are none.
    fn idiom(&self, at: usize) -> Option<Word> {
        let word = self.words.at(at, class::IDIOM.or(class::RHETORIC))?;
        let (before, first) = (self.before(at), self.get(at));
        let (last, after) = (self.before(word.end), self.get(word.end));
        let ascii = |a: char, b: char| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
        let han = |c: char| numeral::digit(c).is_some() || numeral::magnitude(c).is_some();
        let cut =
            ascii(before, first) || ascii(last, after) || (han(first) && (han(before) || before.is_ascii_digit()));
        let longer = (han(last) || last.is_ascii_digit())
            && (han(after) || matches!(after, '%' | '.' | '多' | '余' | '个' | '元') || after.is_ascii_digit());
        (!cut && !longer).then_some(word)
    }

    /// Digits inside a name, a version, a date, an id.
    fn is_glued(&self, at: usize) -> bool {
        let before = self.before(at);
        if before.is_ascii_alphabetic() {
            return !self.money_prefix(at);
        }
        let beyond = at.checked_sub(2).map_or(' ', |i| self.get(i));
        match before {
            '_' | '#' | '@' | '\\' | '=' | '^' | '/' | '\'' | '’' => true,
            '-' | '.' | ':' => beyond.is_ascii_alphanumeric(),
            '[' => true,
            '·' => beyond.is_ascii_digit(),
            '×' | 'x' | '*' => beyond.is_ascii_digit(),
            _ => false,
        }
    }

    /// rmb100亿, us$5: letters before digits that are a currency.
    fn money_prefix(&self, at: usize) -> bool {
        let mut from = at;
        while from > 0 && self.before(from).is_ascii_alphabetic() {
            from -= 1;
        }
        let prefix = self.chars.get(from..at).unwrap_or_default();
        let codes = ["rmb", "usd", "hkd", "cny", "twd", "eur", "jpy"];
        codes.iter().any(|code| code.chars().eq(prefix.iter().copied()))
    }

    fn skip_token(&self, at: usize) -> usize {
        let token = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':' | '\\');
        at + self.chars.get(at..).unwrap_or_default().iter().take_while(|c| token(c)).count()
    }

    fn currency(&self, at: usize) -> (usize, Option<Candidate>) {
        let digits = if self.get(at + 1) == ' ' { at + 2 } else { at + 1 };
        let Some(n) = self.get(digits).is_ascii_digit().then(|| numeral::read(self.chars, digits)).flatten() else {
            return (at + 1, None);
        };
        if self.get(at) == '$' && self.is_formula(n.end) {
            return (n.end + 1, None);
        }
        let mut candidate = Candidate::new(at, n.end, n.value, Form::Unit(class::MONEY));
        candidate.numeral = Some(n);
        if let Some(unit) = self.unit(at, n.end, n).filter(|u| u.classes.any(class::MONEY)) {
            candidate.end = unit.end;
        }
        (candidate.end, Some(candidate))
    }

    /// $6$, $0.167$, $2j+1$: a formula, closed by a second dollar sign with no word between.
    fn is_formula(&self, end: usize) -> bool {
        let inner = |c: &char| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '+' | '-'
                        | '*'
                        | '/'
                        | '='
                        | '^'
                        | '_'
                        | '{'
                        | '}'
                        | '\\'
                        | '('
                        | ')'
                        | '.'
                        | ','
                        | ' '
                        | '|'
                        | '<'
                        | '>'
                )
        };
        let rest = self.chars.get(end..).unwrap_or_default();
        rest.iter().take(60).take_while(|c| inner(c)).count() < rest.len().min(60)
            && rest.iter().take(60).find(|c| !inner(c)) == Some(&'$')
    }

    /// 第二, 第2大: a rank if the words before it say so.
    fn ordinal(&self, at: usize) -> (usize, Option<Candidate>) {
        match numeral::read(self.chars, at + 1) {
            Some(n) => {
                let unit = self.words.at(n.end, UNITS).map_or(n.end, |u| u.end);
                // 第200行-210行: the far end of a range of places.
                if matches!(self.get(unit), '-' | '–' | '~' | '～' | '至' | '到') && starts_numeral(self.get(unit + 1))
                {
                    return (self.skip_token(unit + 1).max(unit + 2), None);
                }
                let mut candidate = Candidate::new(at, n.end, n.value, Form::Ordinal);
                candidate.unit = unit;
                (n.end, Some(candidate))
            }
            None => (at + 1, None),
        }
    }

    /// 前十, 前三名: a rank after 排名, 位居, 跻身.
    fn leading(&self, at: usize) -> (usize, Option<Candidate>) {
        let number = numeral::read(self.chars, at + 1).filter(|n| n.value.hi <= 100.0 && !n.bare);
        let Some(n) = number else { return (at + 1, None) };
        if self.words.at(n.end, class::TIME.or(class::MONEY).or(class::MEASURE).or(class::PERCENT)).is_some() {
            return (n.end, None);
        }
        (n.end, Some(Candidate::new(at, n.end, n.value, Form::Leading)))
    }

    /// 一半 starts with 一; here stand 半数, 过半, 大半.
    fn half(&self, at: usize) -> (usize, Option<Candidate>) {
        let is = |a: char, b: char| self.get(at) == a && self.get(at + 1) == b;
        if is('半', '数') || is('过', '半') || is('大', '半') {
            let value = Value { lo: 0.5, hi: 0.99 };
            return (at + 2, Some(Candidate::new(at, at + 2, value, Form::Half)));
        }
        match self.get(at) {
            '过' | '大' | '半' => (at + 1, None),
            _ => self.quantity(at, at),
        }
    }

    /// A numeral with its unit, perhaps a range or a fraction.
    fn quantity(&self, start: usize, at: usize) -> (usize, Option<Candidate>) {
        if self.get(at) == '一' && self.get(at + 1) == '半' {
            return (at + 2, Some(Candidate::new(at, at + 2, Value::exact(0.5), Form::Half)));
        }
        let Some(n) = numeral::read(self.chars, at) else { return (at + 1, None) };
        if let Some(found) = self.fraction(start, &n) {
            return found;
        }
        let candidate = self.with_unit(start, n);
        match self.range(&candidate) {
            Some(whole) => (whole.end.max(whole.unit), Some(whole)),
            None if self.is_id(&candidate) => (self.skip_token(candidate.end), None),
            None => (candidate.end.max(n.end), Some(candidate)),
        }
    }

    /// 三分之一, 百分之四十: the denominator stands first.
    fn fraction(&self, start: usize, n: &Numeral) -> Option<(usize, Option<Candidate>)> {
        if self.get(n.end) != '分' || self.get(n.end + 1) != '之' {
            return None;
        }
        let top = numeral::read(self.chars, n.end + 2)?;
        let parts = n.value.hi.max(1.0);
        let value = Value { lo: top.value.lo / parts, hi: top.value.hi / parts };
        let form = if parts == 100.0 { Form::Unit(class::PERCENT) } else { Form::Fraction };
        let candidate = Candidate::new(start, top.end, value, form);
        let whole = match self.range(&candidate) {
            Some(range) => range,
            None => candidate,
        };
        Some((whole.end, Some(whole)))
    }

    fn with_unit(&self, start: usize, n: Numeral) -> Candidate {
        let n = letter::ten_thousands(self, start, n).unwrap_or(n);
        let mut candidate = Candidate::new(start, n.end, n.value, Form::Plain);
        candidate.numeral = Some(n);
        let (after, open) = self.infix(n.end);
        candidate.number = after;
        candidate.open = open || n.open;
        if let Some(tenths) = self.tenths(after) {
            candidate.end = tenths;
            candidate.form = Form::Tenths;
            candidate.value = Value { lo: n.value.lo / 10.0, hi: n.value.hi / 10.0 };
        } else if let Some(unit) = self.unit(start, after, n) {
            candidate.end = unit.end;
            candidate.unit = unit.end;
            candidate.form = Form::Unit(unit.classes);
        } else {
            candidate.end = after;
        }
        candidate
    }

    /// 多, 余, 来, +, 级 between numeral and unit, with the spaces around them.
    fn infix(&self, end: usize) -> (usize, bool) {
        let at = if self.get(end) == ' ' { end + 1 } else { end };
        match self.get(at) {
            '+' if !self.get(at + 1).is_ascii_digit() && at == end => (at + 1, true),
            '多' | '余' | '来' if self.unit_at(at + 1) => (at + 1, true),
            '级' if self.words.at(at + 1, class::MONEY).is_some() => (at + 1, true),
            _ => (end, false),
        }
    }

    fn unit_at(&self, at: usize) -> bool {
        let at = if self.get(at) == ' ' { at + 1 } else { at };
        self.words.at(at, UNITS).is_some()
    }

    /// The longest unit right here or behind one space. A Latin unit ends where the letters end.
    fn unit(&self, start: usize, at: usize, n: Numeral) -> Option<Word> {
        let spaced = self.get(at) == ' ';
        let at = if spaced { at + 1 } else { at };
        if self.get(at) == '个' && matches!(self.get(at + 1), '亿') {
            return Some(Word { start: at, end: at + 2, classes: class::MONEY });
        }
        let unit = self.words.at(at, UNITS)?;
        let (last, next) = (self.before(unit.end), self.get(unit.end));
        if last.is_ascii_alphabetic() && next.is_ascii_alphanumeric() {
            return None;
        }
        let noun = self.chars.get(unit.start..unit.end).unwrap_or_default();
        if unit.classes.any(class::COUNT) && letter::is_numbered_name(self, start, &n, noun) {
            return None;
        }
        let single = unit.end - unit.start == 1 && last.is_ascii_alphabetic();
        if single && (spaced || n.han || n.magnitude >= 1e4 || letter::is_name(self, start, last, n.value)) {
            return None;
        }
        Some(unit)
    }

    /// 八成, 6成: tenths, where 成 does not begin a word (成本, 成立).
    fn tenths(&self, at: usize) -> Option<usize> {
        (self.get(at) == '成' && self.words.at(at, class::SOFT).is_none() && !is_han_word(self.get(at + 1)))
            .then_some(if self.get(at + 1) == '半' { at + 2 } else { at + 1 })
    }

    /// 10%~20%, 2元到3元, 95% 到 102%: one figure with an interval.
    fn range(&self, first: &Candidate) -> Option<Candidate> {
        let mut at = first.end;
        let spaced = self.get(at) == ' ';
        at += usize::from(spaced);
        let dash = |c: char| matches!(c, '-' | '–' | '—' | '~' | '～' | '至' | '到' | '−' | '－' | '〜');
        if !dash(self.get(at)) {
            return None;
        }
        at += if self.get(at) == '—' && self.get(at + 1) == '—' { 2 } else { 1 };
        at += usize::from(self.get(at) == ' ');
        if !starts_numeral(self.get(at)) || (self.get(first.end) == '-' && self.is_date(first)) {
            return None;
        }
        let n = numeral::read(self.chars, at)?;
        let second = self.fraction(at, &n).and_then(|(_, c)| c).unwrap_or_else(|| self.with_unit(at, n));
        let alike = !matches!(second.form, Form::Plain) && (first.is_plain() || first.form.same(second.form));
        let whole = Candidate { start: first.start, value: first.value.to(second.value), ..second };
        alike.then_some(whole)
    }

    fn is_date(&self, first: &Candidate) -> bool {
        first.numeral.is_some_and(|n| n.digits == 4) && first.is_plain()
    }

    /// 2019-09-07, 15:14, 1.2.3, 24/7: a row of numbers without a unit is an id.
    fn is_id(&self, candidate: &Candidate) -> bool {
        let next = self.get(candidate.end);
        candidate.is_plain()
            && !candidate.open
            && self.before(candidate.end).is_ascii_digit()
            && (next.is_ascii_alphabetic()
                || (matches!(next, '-' | '/' | ':' | '.' | '_' | '*' | '×')
                    && self.get(candidate.end + 1).is_ascii_alphanumeric()))
    }
}

fn starts_numeral(c: char) -> bool {
    c.is_ascii_digit() || numeral::digit(c).is_some() || numeral::magnitude(c).is_some() || matches!(c, '几' | '数')
}

fn starts_figure(c: char) -> bool {
    Sorts::of(c).any(Sorts::FIGURE)
        && (starts_numeral(c) || matches!(c, '第' | '$' | '¥' | '€' | '£' | '上' | '半' | '过' | '大' | '前'))
}

/// A Han char that makes 成 the start of a word.
fn is_han_word(c: char) -> bool {
    is_han(c) && "为了本立功品员果长都绩熟交就人分型份语效因群套片像婚名年才亲家色见器衣药".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_beginning_of_a_figure_is_overlooked() {
        let first = |c: &char| {
            starts_numeral(*c) || matches!(c, '第' | '$' | '¥' | '€' | '£' | '上' | '半' | '过' | '大' | '前')
        };
        assert!(('\0'..=char::MAX).filter(first).all(starts_figure));
    }
}
