//! Reads one numeral: 3,600 · 100 000+ · 四五千万 · 1千2百 · 十几 · 数亿 · 240 多万.
//!
//! Knows no unit and no claim. Invariant: a numeral that is returned is at least one char long,
//! and its value is an interval with `lo <= hi`.

/// A number, or the interval that an approximate one stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    pub lo: f64,
    pub hi: f64,
}

/// One numeral of the view: it ends before `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    pub end: usize,
    pub value: Value,
    /// Written with Han numerals only.
    pub han: bool,
    /// A magnitude stands without a number before it: 万(家), 百(个).
    pub bare: bool,
    /// The largest magnitude written in Han: 1, 10, …, 10^12.
    pub magnitude: f64,
    /// 多, 余, 几 or + inside.
    pub open: bool,
    /// How many chars of plain Arabic digits it starts with.
    pub digits: usize,
}

impl Value {
    pub const fn exact(n: f64) -> Self {
        Self { lo: n, hi: n }
    }

    fn scale(self, by: f64) -> Self {
        Self { lo: self.lo * by, hi: self.hi * by }
    }

    fn plus(self, other: Self) -> Self {
        Self { lo: self.lo + other.lo, hi: self.hi + other.hi }
    }

    /// The nearest value that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { lo: self.lo.min(other.lo), hi: self.hi.max(other.hi) }
    }
}

/// The numeral that starts at `at`, if one does.
pub fn read(chars: &[char], at: usize) -> Option<Numeral> {
    let mut sum = Sum::default();
    let mut i = at;
    loop {
        let step = match chars.get(i) {
            Some(c) if c.is_ascii_digit() && sum.open_for_number() => sum.arabic(chars, i),
            Some(' ') if i > at && sum.digits > 0 => magnitude_after_space(chars, i).map(|_| i + 1),
            Some(c) => sum.han(chars, i, *c),
            None => None,
        };
        let Some(next) = step else { break };
        i = next;
    }
    let i = without_trailing_space(chars, at, i);
    (i > at && sum.any).then(|| sum.numeral(i))
}

/// The value of a Han digit.
pub fn digit(c: char) -> Option<f64> {
    Some(match c {
        '零' | '〇' => 0.0,
        '一' => 1.0,
        '二' | '两' | '俩' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        '廿' => 20.0,
        '卅' => 30.0,
        _ => return None,
    })
}

/// The value of a Han magnitude.
pub fn magnitude(c: char) -> Option<f64> {
    Some(match c {
        '十' => 1e1,
        '百' => 1e2,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        '兆' => 1e12,
        _ => return None,
    })
}

/// 240 多万, 500 万: the magnitude that belongs to the number although a space stands between.
fn magnitude_after_space(chars: &[char], space: usize) -> Option<f64> {
    let next = *chars.get(space + 1)?;
    if matches!(next, '多' | '余' | '几') {
        return chars.get(space + 2).and_then(|c| magnitude(*c));
    }
    magnitude(next).filter(|m| *m >= 1e3)
}

fn without_trailing_space(chars: &[char], at: usize, mut end: usize) -> usize {
    while end > at && chars.get(end - 1) == Some(&' ') {
        end -= 1;
    }
    end
}

/// The numeral so far: `total` of closed parts (3亿), `section` below the next 万, `current` digit.
#[derive(Default)]
struct Sum {
    total: Option<Value>,
    section: Option<Value>,
    current: Option<Value>,
    /// 万, 亿 or 兆 last applied to `total`.
    last: f64,
    largest: f64,
    any: bool,
    bare: bool,
    open: bool,
    has_arabic: bool,
    digits: usize,
}

impl Sum {
    fn open_for_number(&self) -> bool {
        self.current.is_none() && !self.open
    }

    fn numeral(&self, end: usize) -> Numeral {
        let zero = Value::exact(0.0);
        let value = self.parts().unwrap_or(zero);
        Numeral {
            end,
            value: if self.open { Value { lo: value.lo, hi: value.hi * 1.5 } } else { value },
            han: !self.has_arabic,
            bare: self.bare,
            magnitude: self.largest.max(1.0),
            open: self.open,
            digits: self.digits,
        }
    }

    fn parts(&self) -> Option<Value> {
        [self.total, self.section, self.current].into_iter().flatten().reduce(Value::plus)
    }

    /// Arabic digits with thousands by comma or single space, and decimals.
    fn arabic(&mut self, chars: &[char], at: usize) -> Option<usize> {
        let mut end = at + run(chars, at);
        let first = end - at;
        let mut text: String = chars.get(at..end)?.iter().collect();
        let groups = first <= 3 && (chars.get(at) != Some(&'0'));
        for separator in [',', ' '] {
            while groups && chars.get(end) == Some(&separator) && run(chars, end + 1) == 3 {
                if separator == ' ' && !spaced_group(chars, at, end) {
                    break;
                }
                text.extend(chars.get(end + 1..end + 4)?);
                end += 4;
            }
        }
        if matches!(chars.get(end), Some('.')) && run(chars, end + 1) > 0 {
            let decimals = run(chars, end + 1);
            text.push('.');
            text.extend(chars.get(end + 1..end + 1 + decimals)?);
            end += 1 + decimals;
        }
        self.current = Some(Value::exact(text.parse().ok()?));
        self.any = true;
        self.has_arabic = true;
        self.digits = end - at;
        Some(end)
    }

    fn han(&mut self, chars: &[char], at: usize, c: char) -> Option<usize> {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        if let Some(value) = digit(c) {
            return self.digit(chars, at, value);
        }
        if let Some(by) = magnitude(c) {
            return self.apply(by).then_some(at + 1);
        }
        match c {
            '几' if self.open_for_number() => self.few(2.0, at),
            '数' if !self.any && magnitude(next).is_some() => self.few(2.0, at),
            '上' if !self.any && magnitude(next).is_some_and(|m| m >= 1e2) => Some(at + 1),
            '多' | '余' | '几' | '来' if self.any && magnitude(next).is_some() => {
                self.open = true;
                Some(at + 1)
            }
            '点' | '.' if self.any && self.total.is_none() && self.section.is_none() && digit(next).is_some() => {
                self.decimals(chars, at + 1)
            }
            _ => None,
        }
    }

    fn few(&mut self, lo: f64, at: usize) -> Option<usize> {
        self.current = Some(Value { lo, hi: 9.0 });
        self.any = true;
        Some(at + 1)
    }

    /// One Han digit, two neighbouring ones as an interval (四五), or a row of them (九八九九).
    fn digit(&mut self, chars: &[char], at: usize, first: f64) -> Option<usize> {
        if !self.open_for_number() {
            return None;
        }
        let row: Vec<f64> = chars.get(at..)?.iter().map_while(|c| digit(*c)).take(12).collect();
        self.any = true;
        if let [a, b] = row[..]
            && b == a + 1.0
            && a > 0.0
        {
            self.current = Some(Value { lo: a, hi: b });
            return Some(at + 2);
        }
        // 唯一一家: two digits beside each other are two words, unless a magnitude makes them one.
        if row.len() == 2 && chars.get(at + 2).is_none_or(|c| magnitude(*c).is_none()) && !row.contains(&0.0) {
            self.current = Some(Value::exact(first));
            return Some(at + 1);
        }
        let value = row.iter().skip(1).fold(first, |sum, d| sum * 10.0 + d);
        self.current = Some(Value::exact(value));
        Some(at + row.len())
    }

    fn decimals(&mut self, chars: &[char], at: usize) -> Option<usize> {
        let row: Vec<f64> = chars.get(at..)?.iter().map_while(|c| digit(*c)).take(12).collect();
        let fraction = row.iter().rev().fold(0.0, |sum, d| (sum + d) / 10.0);
        self.current = Some(self.current?.plus(Value::exact(fraction)));
        Some(at + row.len())
    }

    /// False when the magnitude cannot stand here (十 after 百 without a digit is fine: 一百十).
    fn apply(&mut self, by: f64) -> bool {
        if !self.any {
            self.bare = by > 10.0;
        }
        self.any = true;
        self.open = false;
        self.largest = if by >= 1e4 { by * self.largest_below(by) } else { self.largest.max(by) };
        let number = self.current.take();
        if by < 1e4 {
            let part = number.unwrap_or(Value::exact(1.0)).scale(by);
            self.section = Some(self.section.map_or(part, |s| s.plus(part)));
            return true;
        }
        let below = [self.section.take(), number].into_iter().flatten().reduce(Value::plus);
        let part = match (self.total.take(), below) {
            (Some(total), below) if by > self.last => below.map_or(total, |b| total.plus(b)).scale(by),
            (Some(total), below) => total.plus(below.unwrap_or(Value::exact(1.0)).scale(by)),
            (None, below) => below.unwrap_or(Value::exact(1.0)).scale(by),
        };
        self.total = Some(part);
        self.last = by;
        true
    }

    /// 百万 and 千亿 are magnitudes of their own when no number stands before them.
    fn largest_below(&self, by: f64) -> f64 {
        if self.bare && self.largest > 1.0 && self.largest < by { self.largest } else { 1.0 }
    }
}

fn run(chars: &[char], at: usize) -> usize {
    chars.get(at..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count()
}

/// A spaced thousand: not part of a phone number (+86 …), not two numbers beside each other.
fn spaced_group(chars: &[char], at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    let after = chars.get(end + 4);
    let apart = |c: Option<&char>| c.is_none_or(|c| !matches!(c, '+' | '-' | '/' | '.' | ':'));
    before.is_none_or(|c| !c.is_ascii_alphanumeric())
        && apart(before)
        && after.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '/' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(String, f64, f64)> {
        let chars: Vec<char> = text.chars().collect();
        let n = read(&chars, 0)?;
        Some((chars[..n.end].iter().collect(), n.value.lo, n.value.hi))
    }

    #[test]
    fn numerals_have_values() {
        for (text, read, lo, hi) in [
            ("3,600家", "3,600", 3600.0, 3600.0),
            ("100 000用户", "100 000", 1e5, 1e5),
            ("2.61亿元", "2.61亿", 2.61e8, 2.61e8),
            ("四五千万美元", "四五千万", 4e7, 5e7),
            ("四五十名", "四五十", 40.0, 50.0),
            ("十几笔", "十几", 12.0, 19.0),
            ("数亿元", "数亿", 2e8, 9e8),
            ("上千万次", "上千万", 1e7, 1e7),
            ("1千2百人", "1千2百", 1200.0, 1200.0),
            ("500 万,", "500 万", 5e6, 5e6),
            ("一万五千美元", "一万五千", 15000.0, 15000.0),
            ("五十万部", "五十万", 5e5, 5e5),
            ("二点五兆", "二点五兆", 2.5e12, 2.5e12),
            ("九八九九亿", "九八九九亿", 9899e8, 9899e8),
            ("3亿5千万", "3亿5千万", 3.5e8, 3.5e8),
            ("万亿GDP", "万亿", 1e12, 1e12),
            ("一百二十三", "一百二十三", 123.0, 123.0),
            ("两千零五", "两千零五", 2005.0, 2005.0),
        ] {
            let got = value(text);
            let close = got
                .as_ref()
                .is_some_and(|(r, l, h)| r == read && (l / lo - 1.0).abs() < 1e-9 && (h / hi - 1.0).abs() < 1e-9);
            assert!(close, "{text}: {got:?}");
        }
    }

    #[test]
    fn open_numerals_reach_upwards() {
        assert_eq!(value("240 多万元").map(|v| (v.0, v.1)), Some(("240 多万".into(), 2.4e6)));
        assert_eq!(value("四十万余部").map(|v| v.0), Some("四十万".into()));
    }

    #[test]
    fn what_is_no_numeral() {
        for text in ["数据", "上海", "多家", "点击", "余额", "abc", ""] {
            assert_eq!(value(text), None, "{text}");
        }
        assert_eq!(value("07453 372 351").map(|v| v.0), Some("07453".into()));
    }
}
