//! When an article was written, and of what time a sentence tells. Reads years and months, no clock.

use std::ops::Range;

use super::super::Observe;
use super::Time;
use super::cues::{class, inside};
use crate::lexicon::is_han;

/// A year, and its month where it is known. Ordered by time; an unknown month is the year's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub year: u16,
    pub month: Option<u8>,
}

/// A line with more Han characters is no line of a date.
const FEW_HAN: usize = 24;
/// As far as a sentence is searched.
const REACH: usize = 80;

impl Month {
    /// True when this is surely later than a renaming in `year`, `month` (0: unknown).
    pub fn is_after(self, (year, month): (u16, u8)) -> bool {
        self.year > year || (self.year == year && month > 0 && self.month.is_some_and(|m| m > month))
    }
}

/// Reads `2024-05-06`, `2024/5`, `2024年5月`, `20240506`, `2024`.
pub fn parse(text: &str) -> Option<Month> {
    let chars: Vec<char> = text.trim().chars().collect();
    let found = dates(&chars).next().map(|(_, month)| month);
    found.or_else(|| match digits(&chars, 0) {
        4 => year(&chars, 0).map(|year| Month { year, month: None }),
        8 => Some(Month { year: year(&chars, 0)?, month: number(&chars, 4..6).filter(is_month) }),
        _ => None,
    })
}

/// The date of a short line that holds a whole one: 发布时间：2024-05-06 10:30.
pub(super) fn dateline(cx: &Observe<'_>) -> Option<Month> {
    let chars = cx.view.chars();
    if chars.len() > 2 * REACH || chars.iter().filter(|c| is_han(**c)).count() > FEW_HAN {
        return None;
    }
    let mut found = dates(chars).filter(|(whole, _)| *whole);
    found.next().map(|(_, month)| month)
}

/// What the sentence around a name tells of the time.
pub(super) fn time(cx: &Observe<'_>, range: &Range<usize>) -> Time {
    let chars = cx.view.chars();
    let ends = |c: &char| matches!(c, '。' | '!' | '?' | ';' | '\n');
    let before = chars.get(range.start.saturating_sub(REACH)..range.start).unwrap_or_default();
    let start = range.start - before.iter().rev().take_while(|c| !ends(c)).count();
    let after = chars.get(range.end..).unwrap_or_default();
    let end = range.end + after.iter().take(REACH).take_while(|c| !ends(c)).count();
    let sentence = chars.get(start..end).unwrap_or_default();
    let years = (0..sentence.len()).filter(|i| digits(sentence, *i) == 4).filter_map(|i| year(sentence, i));
    Time { history: inside(cx, &(start..end), class::HISTORY).next().is_some(), year: years.min() }
}

/// Years with a month; true where a day follows.
fn dates(chars: &[char]) -> impl Iterator<Item = (bool, Month)> + '_ {
    (0..chars.len()).filter(|i| digits(chars, *i) == 4).filter_map(|i| {
        let year = year(chars, i)?;
        let mark = *chars.get(i + 4)?;
        let from = i + 5 + chars.iter().skip(i + 5).take_while(|c| **c == ' ').count();
        let length = digits(chars, from);
        if !matches!(mark, '-' | '/' | '.' | '年') || !(1..=2).contains(&length) {
            return None;
        }
        let month = number(chars, from..from + length).filter(is_month)?;
        let day =
            chars.get(from + length).is_some_and(|c| *c == mark || *c == '月') && digits(chars, from + length + 1) > 0;
        Some((day, Month { year, month: Some(month) }))
    })
}

/// How many digits stand from `at` on, where a run of them starts there.
fn digits(chars: &[char], at: usize) -> usize {
    if !chars.get(at).is_some_and(char::is_ascii_digit) {
        return 0;
    }
    let starts = at.checked_sub(1).and_then(|i| chars.get(i)).is_none_or(|c| !c.is_ascii_digit());
    if starts { chars.iter().skip(at).take(9).take_while(|c| c.is_ascii_digit()).count() } else { 0 }
}

fn year(chars: &[char], at: usize) -> Option<u16> {
    let year = chars.get(at..at + 4)?.iter().try_fold(0u16, |n, c| Some(n * 10 + c.to_digit(10)? as u16))?;
    (1980..2100).contains(&year).then_some(year)
}

fn number(chars: &[char], range: Range<usize>) -> Option<u8> {
    chars.get(range)?.iter().try_fold(0u8, |n, c| n.checked_mul(10)?.checked_add(c.to_digit(10)? as u8))
}

fn is_month(month: &u8) -> bool {
    (1..=12).contains(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, year, month) in [
            ("2024-05-06", 2024, Some(5)),
            ("2024年5月6日", 2024, Some(5)),
            ("2024/11", 2024, Some(11)),
            ("20230708", 2023, Some(7)),
            ("2021", 2021, None),
            ("2024-05-06T10:30:00+08:00", 2024, Some(5)),
        ] {
            assert_eq!(parse(text), Some(Month { year, month }), "{text}");
        }
        assert!(["", "昨天", "20", "9999", "1024-3", "第2024号"].iter().all(|t| parse(t).is_none()));
    }

    #[test]
    fn later_is_surely_later() {
        let date = |year, month| Month { year, month };
        assert!(date(2022, None).is_after((2021, 0)) && date(2021, Some(11)).is_after((2021, 10)));
        assert!(!date(2021, Some(11)).is_after((2021, 0)) && !date(2021, None).is_after((2021, 10)));
    }
}
