//! Lines of a page that are made of many small words: breadcrumbs, share bars, counters.
//!
//! Invariant: every letter of such a line belongs to one of its words.

use super::leftover::{LABELLED, Page};
use crate::analysis::residue::{Classes, Line, Word, class};

impl Page<'_> {
    /// `首页 > 科技 > 正文`.
    pub fn is_crumbs(&self, core: Line, words: &[Word]) -> bool {
        let arrows = || core.range().filter(|i| matches!(self.char(*i), '>' | '»' | '›' | '→')).count();
        let begins = words.first().is_some_and(|w| w.start == core.start && w.is(class::CRUMB));
        let ends = words.last().is_some_and(|w| w.end == core.end && w.is(class::CRUMB_END));
        let told = || core.range().any(|i| matches!(self.char(i), ',' | '。'));
        let framed = ends || (begins && self.char(core.end) != '」');
        framed && core.len() <= LABELLED && arrows() >= 2 && !told()
    }

    /// `微信 微博 QQ空间 复制链接`.
    pub fn is_bar(&self, core: Line, words: &[Word]) -> bool {
        let parts = words.iter().filter(|w| w.is(class::BAR)).count();
        let anchored = words.iter().any(|w| w.is(class::BAR_ANCHOR));
        parts >= 3 && anchored && self.fills(core, words, class::BAR.or(class::BAR_ANCHOR))
    }

    /// Every letter of the line belongs to a word of a class, or is a digit.
    fn fills(&self, core: Line, words: &[Word], of: Classes) -> bool {
        let mut at = core.start;
        for word in words.iter().filter(|w| w.is(of)).map(|w| (w.start, w.end)).chain([(core.end, core.end)]) {
            let told = |i: usize| {
                let c = self.char(i);
                (c.is_alphanumeric() && !c.is_ascii_digit()) || matches!(c, ',' | '。' | '、' | ';')
            };
            if (at..word.0).any(told) {
                return false;
            }
            at = word.1;
        }
        true
    }

    /// `阅读(123) 评论(4)`, `0人阅读`: one count in brackets or behind a colon, one before its word, or two.
    pub fn is_counters(&self, core: Line, words: &[Word]) -> bool {
        let counters: Vec<&Word> = words.iter().filter(|w| w.is(class::COUNTER)).collect();
        let after = |w: &Word| {
            let open = self.after_space(w.end);
            let marked = matches!(open, ':' | '(');
            let number = (w.end..core.end).find(|i| !matches!(self.char(*i), ' ' | ':' | '('));
            let counted = number.is_some_and(|i| self.char(i).is_ascii_digit());
            (counted && (marked || self.char(w.end) == ' '), marked)
        };
        let before = |w: &Word| {
            let at = (core.start..w.start).rev().find(|i| self.char(*i) != ' ');
            at.is_some_and(|i| self.char(i).is_ascii_digit())
        };
        let sure = counters.iter().any(|w| after(w) == (true, true) || (before(w) && w.end - w.start >= 3));
        let counted = counters.iter().filter(|w| after(w).0 || before(w)).count();
        // 阅读(123) 评论(4) 收藏: nobody has done that yet.
        let most = counted == counters.len() || (sure && counted >= 2 && counted + 1 == counters.len());
        (sure || counted >= 2) && most && self.fills_counts(core, &counters)
    }

    fn fills_counts(&self, core: Line, counters: &[&Word]) -> bool {
        let covered = |i: usize| counters.iter().any(|w| (w.start..w.end).contains(&i));
        let unit = |c: char| {
            matches!(c, '年' | '月' | '日' | '时' | '分' | '秒' | '万' | '次' | '人' | '条' | '则' | '个' | 'k' | 'w')
        };
        core.range().all(|i| {
            let c = self.char(i);
            covered(i) || unit(c) || !c.is_alphanumeric() && !matches!(c, ',' | '。' | '、') || c.is_ascii_digit()
        })
    }
}
