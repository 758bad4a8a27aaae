//! Quotations that show what a program reads or writes: 程序打印“错误:找不到文件”.
//!
//! Knows one view. Invariant: a literal opens and closes on one line, directly behind a word of
//! `rules/typography/output.toml`.

use std::ops::Range;

use crate::analysis::Observe;
use crate::lexicon::{Classes, Hit, Kind};

/// The classes of the family's lexicon, one constant each.
#[allow(missing_docs)]
pub mod class {
    use crate::lexicon::Classes;

    include!(concat!(env!("OUT_DIR"), "/typography_classes.rs"));
}

/// The quotation opens so many characters behind the word at most.
const NEAR: usize = 8;
/// What a program writes in one quotation is no longer.
const FAR: usize = 200;

/// The literals of a view, in order.
#[derive(Default)]
pub struct Literals(Vec<Range<usize>>);

impl Literals {
    pub fn new(cx: &Observe<'_>) -> Self {
        let raw = cx.view.raw();
        let words = cx.hits.of(Kind::Typography).iter().filter(|hit| is(hit, class::OUTPUT));
        let mut found: Vec<Range<usize>> = Vec::new();
        for word in words {
            let start = word.end as usize;
            if found.last().is_some_and(|last| last.end > start) {
                continue;
            }
            let mut next = literal(raw, start, NEAR);
            while let Some(range) = next {
                let more = raw.get(range.end..).unwrap_or_default();
                let joined = more
                    .iter()
                    .take(3)
                    .take_while(|c| matches!(c, '、' | '或' | '和' | '与' | '與' | ' ' | ','))
                    .count();
                next = if joined > 0 { literal(raw, range.end + joined, 1) } else { None };
                found.push(range);
            }
        }
        Self(found)
    }

    /// True for a character inside of one, or one of its quotation marks.
    pub fn holds(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.start <= at)
    }
}

/// True when the lexicon gives the form a class of `of`.
pub fn is(hit: &Hit, of: Classes) -> bool {
    Classes::of(include_bytes!(concat!(env!("OUT_DIR"), "/typography.bin")), hit.id).any(of)
}

/// The quotation that opens within so many characters behind `from`, before the clause ends.
fn literal(raw: &[char], from: usize, near: usize) -> Option<Range<usize>> {
    let near = raw.get(from..)?.iter().take(near);
    let ends = |c: &char| matches!(c, '，' | '。' | '；' | '！' | '？' | '、' | ',' | ';' | '\n' | '\r' | '”' | '」');
    let open = from + near.take_while(|c| !ends(c)).position(|c| closer(*c).is_some())?;
    let mark = raw.get(open).copied()?;
    // 点击"返回"按钮: the mark closes what it stands behind.
    let line = raw.get(..open)?.iter().rev().take_while(|c| **c != '\n');
    if mark == '"' && line.filter(|c| **c == '"').count() % 2 == 1 {
        return None;
    }
    let rest = raw.get(open + 1..)?.iter().take(FAR).take_while(|c| **c != '\n');
    let close = rest.enumerate().find(|(_, c)| Some(**c) == closer(mark))?.0;
    Some(open..open + 1 + close + 1)
}

fn closer(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '"' => '"',
        '\'' => '\'',
        _ => return None,
    })
}
