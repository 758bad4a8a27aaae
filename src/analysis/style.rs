//! How an article sets its marks: which quotation marks, and whether Han and Latin stand apart.
//!
//! One pass over a segment. It also says which signs stand in the segment at all, so that a rule looks at
//! none that has nothing for it. Invariant: a border is never inside a cited title, and never next to markup.

use std::ops::Range;

use super::{Observe, Seen};
use crate::document::{BlockKind, MaskKind, PLACEHOLDER, View};
pub use crate::settings::{Quotes, Spacing};
use crate::text::Span;

/// Occurrences in prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleFacts {
    pub curly: u32,
    pub corner: u32,
    pub straight: u32,
    pub spaced: u32,
    pub tight: u32,
    /// By [`Meet`]: spaced and tight.
    pub borders: [[u32; 2]; 4],
}

/// What meets a Han character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meet {
    /// 使用GPU
    Word,
    /// 共有20台
    Number,
    /// 2019年, 第3章: many who set numbers apart leave these together.
    Counted,
    /// A full-width mark; only those with a space are noted, the others are counted.
    Mark,
}

/// Where a Han character meets a Latin word or a number. Bytes of the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// Start of the character before.
    pub start: u32,
    /// Lengths: the character before, the spaces, the character after.
    pub left: u8,
    pub spaces: u8,
    pub right: u8,
    pub meet: Meet,
    /// The line is a sentence, not a label or a title.
    pub told: bool,
}

impl Border {
    /// Both characters and what stands between them.
    pub fn span(&self) -> Span {
        let len = u32::from(self.left) + u32::from(self.spaces) + u32::from(self.right);
        Span::new(self.start, self.start + len)
    }
}

/// A set of signs that stand in a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u8);

impl Signs {
    pub const QUOTE: Self = Self(1);
    pub const BRACKET: Self = Self(2);
    pub const DOTS: Self = Self(4);
    pub const DASHES: Self = Self(8);
    pub const WIDE: Self = Self(16);
    pub const DOUBLED: Self = Self(32);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Fewer borders between Han and Latin than this show no style.
const ENOUGH_BORDERS: u32 = 4;
/// Of a Latin run no more than this is looked at.
const LONGEST_RUN: usize = 24;

impl StyleFacts {
    pub fn merge(&mut self, next: &Self) {
        self.curly += next.curly;
        self.corner += next.corner;
        self.straight += next.straight;
        self.spaced += next.spaced;
        self.tight += next.tight;
        let mine = self.borders.iter_mut().flatten();
        mine.zip(next.borders.iter().flatten()).for_each(|(mine, next)| *mine += next);
    }

    /// The quotation marks of the article: those of more than half of its quotations.
    pub fn quotes(&self) -> Option<Quotes> {
        let all = self.curly + self.corner + self.straight;
        let counts = [(Quotes::Curly, self.curly), (Quotes::Corner, self.corner), (Quotes::Straight, self.straight)];
        counts.into_iter().find(|(_, n)| *n * 2 > all).map(|(style, _)| style)
    }

    /// The spacing of at least four borders in five.
    pub fn spacing(&self) -> Option<Spacing> {
        let all = self.spaced + self.tight;
        match all {
            n if n < ENOUGH_BORDERS => None,
            n if self.spaced * 5 >= n * 4 => Some(Spacing::Spaced),
            n if self.tight * 5 >= n * 4 => Some(Spacing::Tight),
            _ => None,
        }
    }
}

/// Counts one segment.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let strict = cx.settings.typography.spacing.is_some();
    let (titled, told, linked, labelled) = (false, false, false, false);
    let mut scan = Scan { view: cx.view, titled, told, linked, labelled, strict, first: 0, clause: 0, seen };
    let raw = cx.view.raw();
    for (i, &c) in raw.iter().enumerate() {
        let next = raw.get(i + 1).copied().unwrap_or('\n');
        if is_han(c) {
            if next == ' ' || next.is_ascii_alphanumeric() {
                scan.border(i, next, |c| c.is_ascii_alphanumeric());
            }
        } else if c.is_ascii_alphanumeric() {
            if next == ' ' || is_han(next) {
                scan.border(i, next, is_han);
            }
        } else {
            scan.sign(i, c, next);
        }
    }
    scan.line_ends();
    seen.facts.style.straight /= 2;
    let kana = seen.borders.first().map_or(0, |_| raw.iter().filter(|c| matches!(c, '\u{3041}'..='\u{30FA}')).count());
    match cx.segment.kind {
        BlockKind::FrontMatter => seen.borders.clear(),
        // Japanese.
        _ if kana * 8 > raw.len() => seen.borders.clear(),
        // Titles part their words by spaces.
        BlockKind::Heading(_) => seen.borders.iter_mut().for_each(|b| b.told = false),
        _ => {}
    }
    for border in &seen.borders {
        if let Some(count) = seen.facts.style.borders[border.meet as usize].get_mut(usize::from(border.spaces == 0)) {
            *count += 1;
        }
    }
}

struct Scan<'a> {
    view: &'a View,
    /// Inside 《》.
    titled: bool,
    told: bool,
    linked: bool,
    labelled: bool,
    /// The configuration names a style.
    strict: bool,
    /// The first border of the line.
    first: usize,
    /// The first border of the clause.
    clause: usize,
    seen: &'a mut Seen,
}

impl Scan<'_> {
    fn sign(&mut self, at: usize, c: char, next: char) {
        let facts = &mut self.seen.facts.style;
        let signs = &mut self.seen.style;
        match c {
            '“' | '‘' => {
                facts.curly += 1;
                signs.add(Signs::QUOTE);
            }
            '「' | '『' => {
                facts.corner += 1;
                signs.add(Signs::QUOTE);
            }
            '"' => {
                facts.straight += 1;
                signs.add(Signs::QUOTE);
            }
            '”' | '’' | '」' | '』' => signs.add(Signs::QUOTE),
            '（' | '）' | '(' | ')' | '【' | '】' | '〔' | '〕' | '〈' | '〉' => signs.add(Signs::BRACKET),
            '《' | '》' => {
                self.titled = c == '《';
                signs.add(Signs::BRACKET);
            }
            '.' if next == '.' => signs.add(Signs::DOTS),
            '-' if next == '-' => signs.add(Signs::DASHES),
            '\n' | '\r' => self.line_ends(),
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => signs.add(Signs::WIDE),
            // What a link is set on may be somebody else's title.
            PLACEHOLDER => {
                if self.view.placeholder(at) == Some(MaskKind::LinkTarget) {
                    self.seen.borders.truncate(self.clause);
                }
                self.clause = self.seen.borders.len();
            }
            c if is_stop(c) => {
                self.told = true;
                self.clause = self.seen.borders.len();
                self.mark(at, c, next);
                let signs = &mut self.seen.style;
                if is_stop(next) {
                    signs.add(if c == '。' && next == '。' { Signs(4 | 32) } else { Signs::DOUBLED });
                }
            }
            ',' => self.told = true,
            // The label of a link, which its definition repeats.
            '[' => self.labelled = true,
            ']' => {
                // A link written in plain text, whose target may hold Han.
                self.linked |= next == '(';
                self.labelled = false;
            }
            // What stands beside a full-width mark is as wide as the mark.
            ' ' if is_stop(next) => self.gap(at),
            _ => {}
        }
    }

    fn line_ends(&mut self) {
        let told = std::mem::take(&mut self.told);
        if std::mem::take(&mut self.linked) {
            self.seen.borders.truncate(self.first);
        }
        let borders = self.seen.borders.get_mut(self.first..).unwrap_or_default();
        borders.iter_mut().for_each(|b| b.told = told);
        self.first = self.seen.borders.len();
        self.clause = self.first;
        self.titled = false;
        self.labelled = false;
    }

    /// A full-width mark and what follows it: 好。 他.
    fn mark(&mut self, at: usize, c: char, next: char) {
        if next != ' ' {
            let tight = is_han(next) || next.is_ascii_alphanumeric();
            self.seen.facts.style.borders[Meet::Mark as usize][1] += u32::from(tight);
            return;
        }
        let after = self.view.raw().get(at + 2).copied().unwrap_or('\n');
        // 一、 and 例： begin a line that the author sets apart.
        let begins = self.view.raw().get(at.saturating_sub(5)..at).is_none_or(|r| r.len() < 5 || r.contains(&'\n'));
        // 吗？ 评论 36: between titles such a space parts them. 。 1. begins an item.
        let parts = !self.strict && matches!(c, '！' | '？');
        let item = after.is_ascii_digit() && self.view.raw().get(at + 3) == Some(&'.');
        let begins = begins && c == '、';
        if c != '：' && !begins && !parts && !item && (is_han(after) || after.is_ascii_alphanumeric()) {
            self.push(at..at + 3, Meet::Mark);
        }
    }

    /// A space before a full-width mark: 好 。
    fn gap(&mut self, at: usize) {
        let before = at.checked_sub(1).and_then(|i| self.view.raw().get(i)).copied().unwrap_or('\n');
        if is_han(before) || before.is_ascii_alphanumeric() {
            self.push(at - 1..at + 2, Meet::Mark);
        }
    }

    /// Notes a border of one space between two chars, if nothing else stands there.
    fn push(&mut self, range: Range<usize>, meet: Meet) {
        let raw = self.view.raw().get(range.clone()).unwrap_or_default();
        let (Some(before), Some(after)) = (raw.first(), raw.last()) else { return };
        let (left, spaces, right) = (before.len_utf8(), raw.len() - 2, after.len_utf8());
        let span = self.view.span(range);
        if !self.titled && !self.labelled && span.len() as usize == left + spaces + right {
            let (left, spaces, right) = (left as u8, spaces as u8, right as u8);
            self.seen.borders.push(Border { start: span.start, left, spaces, right, meet, told: false });
        }
    }

    /// A border between the character at `at` and one on the `other` side of it.
    fn border(&mut self, at: usize, next: char, other: fn(char) -> bool) {
        let raw = self.view.raw();
        let (spaces, after) = match next {
            ' ' => (1, raw.get(at + 2).copied().unwrap_or('\n')),
            _ => (0, next),
        };
        if !other(after) {
            return;
        }
        let facts = &mut self.seen.facts.style;
        facts.spaced += u32::from(spaces == 1);
        facts.tight += u32::from(spaces == 0);
        let behind = at + spaces + 1;
        if let Some(meet) = meet(raw, at, behind) {
            self.push(at..behind + 1, meet);
        }
    }
}

/// How the two characters meet; nothing where the run is one letter (A股, B站, T恤), begins its line (2 安装),
/// is the time of a clock, the number of a list, the next of two numbers (100亿 9月) or the start of a date.
fn meet(raw: &[char], at: usize, behind: usize) -> Option<Meet> {
    let char = |i: usize| raw.get(i).copied().unwrap_or('\n');
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '#' | '/' | '%' | ',');
    let han_first = is_han(char(at));
    let (edge, han) = if han_first { (behind, char(at)) } else { (at, char(behind)) };
    let (mut run, mut letters) = (1, char(edge).is_ascii_alphabetic());
    let step = |i: usize| if han_first { i.checked_add(1) } else { i.checked_sub(1) };
    let mut next = step(edge);
    while let Some(i) = next.filter(|i| *i < raw.len() && joined(char(*i)) && run < LONGEST_RUN) {
        run += 1;
        letters |= char(i).is_ascii_alphabetic();
        next = step(i);
    }
    let end = next.map_or('\n', char);
    // The number of a name, USB 3.0 标准, or of a unit, 每 GB 0.5美元: nobody knows which.
    let named = !han_first && end == ' ' && next.is_some_and(|i| i > 0 && char(i - 1).is_ascii_alphanumeric());
    let begins = !han_first && matches!(end, '\n' | '\r' | ':');
    let gap = behind > at + 1 && han_first;
    let apart = gap && ("亿億万萬千百元年月日号號期".contains(han) || matches!(end, '年' | '月')) || named;
    let listed = han_first && matches!(end, ')' | '）');
    let digit = char(edge).is_ascii_digit();
    // 蜀ICP备16002016号 is written so.
    let from = if han_first { edge } else { edge.saturating_sub(2) };
    let icp = run == 3 && raw.get(from..from + 3) == Some(&['I', 'C', 'P'][..]);
    let licence = icp || digit && matches!(han, '备' | '備');
    match () {
        () if begins || licence || (digit && !letters && (apart || listed)) || (letters && run == 1) => None,
        () if letters => Some(Meet::Word),
        () if "年月日号號时時分秒点點第".contains(han) => Some(Meet::Counted),
        () => Some(Meet::Number),
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
