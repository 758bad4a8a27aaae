//! Signatures against copying: 雷峰网雷峰网雷峰网 at the end of a line, 36氪36氪36氪, （北岸网北岸网北岸网）.
//!
//! Not: 不支持 不支持 不支持, a row of a table; 加油加油加油. Invariant: nothing else stands in the line behind
//! its last stop.

use std::ops::Range;

use crate::analysis::residue::is_han;

/// A signature has at least so many characters, and stands at least so many times.
const LEAST: usize = 3;
/// The longest signature.
const LONGEST: usize = 12;
/// A line is looked at so far from its end.
const REACH: usize = LONGEST * 5 + 1;
/// Names of sites end so. Others that stand apart may be cells of a row.
const SITES: &str = "网报社台刊志讯媒";

/// Some character stands three times near the end: a cheap look before lines are cut.
pub fn may_stand(chars: &[char]) -> bool {
    let end = chars.iter().rposition(|c| is_han(*c)).map_or(0, |i| i + 1);
    let Some(last) = end.checked_sub(1).and_then(|i| chars.get(i)) else { return false };
    let tail = chars.get(end.saturating_sub(2 * (LONGEST + 1) + 1)..end).unwrap_or_default();
    tail.iter().filter(|c| *c == last).count() >= LEAST || chars.contains(&'\n')
}

/// The signatures at the end of a line, and the first of them.
pub fn find(chars: &[char], line: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let closes = |c: &char| matches!(c, ')' | '】' | '」' | '”' | ']') || c.is_whitespace();
    let text = chars.get(line.clone())?;
    let end = line.start + text.iter().rposition(|c| !closes(c))? + 1;
    let signs = |c: &char| is_han(*c) || c.is_ascii_alphanumeric() || is_gap(*c);
    let run = chars.get(line.start..end)?.iter().rev().take(REACH).take_while(|c| signs(c)).count();
    let before = (end - run).checked_sub(1).filter(|i| *i >= line.start).and_then(|i| chars.get(i));
    let opens = before.is_none_or(|c| matches!(c, '。' | '!' | '?' | '」' | '”' | ')' | '(' | '【' | '“' | '「'));
    let letters: Vec<usize> = (end - run..end).filter(|i| chars.get(*i).is_some_and(|c| !is_gap(*c))).collect();
    let at = |i: usize| letters.get(i).and_then(|i| chars.get(*i)).copied();
    let count = letters.len();
    let unit = (LEAST..=LONGEST.min(count / 3)).find(|unit| {
        count.is_multiple_of(*unit)
            && (*unit..count).all(|i| at(i) == at(i - unit))
            && (1..*unit).any(|i| at(i) != at(0))
    })?;
    let (start, last) = (*letters.first()?, *letters.get(unit - 1)?);
    let parted = last + 1 - start != unit || end - start != count;
    let site = chars.get(last).is_some_and(|c| SITES.contains(*c));
    let han = (0..unit).filter_map(at).any(is_han);
    (opens && han && (site || !parted)).then_some((start..end, start..last + 1))
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '|' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn once(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        let found = find(&chars, 0..chars.len()).filter(|_| may_stand(&chars));
        found.map(|(_, once)| chars[once].iter().collect())
    }

    #[test]
    fn signatures_are_found_in_their_shapes() {
        for (text, wanted) in [
            ("公司发布了新版。北岸网北岸网北岸网", "北岸网"),
            ("公司发布了新版。36氪36氪36氪", "36氪"),
            ("价格没有变。(北岸网北岸网北岸网)", "北岸网"),
            ("价格没有变。北岸网 北岸网 北岸网 ", "北岸网"),
            ("北岸科技网北岸科技网北岸科技网", "北岸科技网"),
        ] {
            assert_eq!(once(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn rows_and_calls_are_none() {
        for text in [
            "不支持 不支持 不支持",
            "加油加油加油",
            "哈哈哈哈哈哈哈哈哈",
            "重要的事情说三遍:别删库别删库别删库",
            "北岸网北岸网",
            "abcabcabc",
            "",
        ] {
            assert_eq!(once(text), None, "{text}");
        }
    }
}
