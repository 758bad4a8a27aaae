//! The grammar of solicitation in one sentence: a verb, a channel, and an id or a call.
//!
//! Invariant: nothing is found that a third person does (用户扫码关注), that is told (要求他加微信), or that
//! stands in a quotation.

use std::ops::Range;

use super::id::Id;
use crate::analysis::residue::{Classes, Sentence, Text, Word, class};
use crate::document::{PLACEHOLDER, View};

/// Everything that takes part.
pub const CUES: Classes = STARTERS
    .or(class::JOIN)
    .or(class::ADD)
    .or(class::FOLLOW)
    .or(class::INVITE)
    .or(class::INTEREST)
    .or(class::BENEFIT)
    .or(class::ACT)
    .or(class::LURE)
    .or(class::THIRD)
    .or(class::RELAY)
    .or(class::PROSE)
    .or(class::LATIN);

/// Without one of these a text solicits nothing.
pub const STARTERS: Classes = class::CHANNEL
    .or(class::ACCOUNT)
    .or(class::GROUP)
    .or(class::ENTER)
    .or(class::QR)
    .or(class::SALE)
    .or(class::SOLICIT)
    .or(class::BUSINESS)
    .or(class::SCAN)
    .or(class::SAME_NUMBER);

/// How far a verb may stand from its channel, in chars.
const REACH: usize = 24;
/// A sentence up to this length goes as a whole; of a longer one only the clauses that solicit.
const WHOLE: usize = 70;
/// What runs on longer without an end is no sentence, and words in it are no neighbours.
const LONGEST: usize = 1000;
/// A caption or a contact line is at most so long.
const CAPTION: usize = 24;

/// What the reader is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Contact,
    Follow,
    Group,
    Qr,
    Sale,
}

/// The key of a kind's sentence in the page.
pub fn key(tag: u32) -> &'static str {
    match tag {
        t if t == Kind::Contact as u32 => "contact",
        t if t == Kind::Follow as u32 => "follow",
        t if t == Kind::Group as u32 => "group",
        t if t == Kind::Qr as u32 => "qr",
        _ => "sale",
    }
}

/// The words that lie in a sentence.
pub fn inside<'a>(words: &'a [Word], sentence: &Sentence) -> &'a [Word] {
    let from = words.partition_point(|w| w.start < sentence.start);
    let to = words.partition_point(|w| w.start < sentence.end);
    words.get(from..to).unwrap_or_default()
}

/// One sentence and its words.
pub struct Ask<'a> {
    pub view: &'a View,
    pub text: &'a Text,
    pub words: &'a [Word],
    pub sentence: &'a Sentence,
}

impl Ask<'_> {
    /// What of the sentence solicits, and how.
    pub fn find(&self) -> Option<(Range<usize>, Kind)> {
        let long = self.sentence.end - self.sentence.start > LONGEST;
        if long || !self.words.iter().any(|w| w.is(STARTERS)) {
            return None;
        }
        let (first, kind) = self
            .contact()
            .or_else(|| self.phrase())
            .or_else(|| self.group())
            .or_else(|| self.follow())
            .or_else(|| self.qr())
            .or_else(|| self.scan())
            .or_else(|| self.business())
            .or_else(|| self.sale())?;
        Some((self.extent(first), kind))
    }

    /// 添加作者微信 xf123a, QQ：10086421.
    fn contact(&self) -> Option<(usize, Kind)> {
        let channels = self.having(class::CHANNEL.or(class::GROUP).or(class::ACCOUNT).or(class::SOLICIT));
        for (i, channel) in channels {
            let Some(id) = self.id_behind(channel.end) else { continue };
            let verb = self.before(i, class::ADD.or(class::ENTER).or(class::BUSINESS).or(class::JOIN), REACH);
            let asked = verb.is_some() || self.is_called(&channel) || channel.is(class::SOLICIT.or(class::ADD));
            let called = asked || self.has(class::INTEREST.or(class::BUSINESS));
            let weak = id == Id::Letters && !called;
            let alone = self.sentence.end - self.sentence.start <= CAPTION && id.is_labelled();
            if (called || alone) && !weak && self.is_free(verb.unwrap_or(channel).start) {
                return Some((verb.map_or(i, |v| self.index(v)), Kind::Contact));
            }
        }
        let (i, _) = self.having(class::CHANNEL).find(|(_, channel)| self.is_lure(channel))?;
        Some((i, Kind::Contact))
    }

    /// 加微信，备注“报告”领取资料: who adds the contact is given something.
    fn is_lure(&self, channel: &Word) -> bool {
        let near =
            |w: &&Word| (channel.end..channel.end + REACH).contains(&w.start) && w.is(class::BENEFIT.or(class::ACT));
        let given = |w: &Word| (w.start..w.end).any(|i| self.char(i) == '领');
        let free = self.is_free(channel.start) && !self.is_noun(channel.end);
        free && self.is_called(channel) && self.words.iter().filter(near).any(given)
    }

    /// 加微信 has its verb in itself, 请加微信 right before it, and a clause opens with it.
    fn is_called(&self, channel: &Word) -> bool {
        let adds = |w: &Word| w.end == channel.start && w.is(class::ADD) && self.char(w.end - 1) == '加';
        let carries = self.char(channel.start) == '加' || self.words.iter().any(adds);
        carries && self.opens_call(*channel)
    }

    /// 扫码进群, 点击上方蓝字: phrases that only solicit.
    fn phrase(&self) -> Option<(usize, Kind)> {
        let (i, word) = self.having(class::SOLICIT).find(|(_, w)| {
            let opens =
                w.start - self.clause_start(w.start) <= 2 || self.before_any(w.start) || w.end + 1 >= self.sentence.end;
            opens && self.is_free(w.start) && !self.is_noun(w.end)
        })?;
        let kind = if word.is(class::ENTER) { Kind::Group } else { Kind::Follow };
        Some((i, kind))
    }

    /// 欢迎加入我们的交流群, 加群请加小助手.
    fn group(&self) -> Option<(usize, Kind)> {
        let called = class::INVITE.or(class::INTEREST);
        for (i, group) in self.having(class::GROUP) {
            let Some(verb) = self.before(i, class::JOIN, REACH) else { continue };
            let near = self.same_clause(verb.start, group.start) && !self.is_noun(group.end);
            let asked = self.any_before(verb.start, class::INTEREST)
                || (self.any_before(verb.start, called) && self.has(class::BENEFIT.or(class::QR).or(class::SCAN)))
                || self.opens_call(verb);
            if near && asked && self.is_free(verb.start) {
                return Some((self.index(verb), Kind::Group));
            }
        }
        let (i, enter) = self.having(class::ENTER).next()?;
        let means = class::ADD.or(class::QR).or(class::SCAN).or(class::CHANNEL);
        let asked = self.has(means) && (self.has(called) || self.opens_call(enter));
        (asked && self.is_free(enter.start)).then_some((i, Kind::Group))
    }

    /// 欢迎关注我们的公众号.
    fn follow(&self) -> Option<(usize, Kind)> {
        for (i, account) in self.having(class::ACCOUNT) {
            let Some(verb) = self.follow_verb(i, account) else { continue };
            let past = matches!(self.char(verb.end), '了' | '过' | '着');
            if past || self.is_noun(account.end) || !self.is_free(verb.start) {
                continue;
            }
            let called = self.any_before(verb.start, class::INTEREST)
                || (self.any_before(verb.start, class::INVITE) && (self.is_named(verb, account) || self.is_ours(verb)))
                || (self.opens_call(verb) && (self.is_named(verb, account) || self.is_ours(verb)))
                || (self.opens_call(verb) && self.has(class::BENEFIT));
            if called {
                return Some((self.index(verb), Kind::Follow));
            }
        }
        None
    }

    /// The verb before an account, or the one that scans to it: 关注…公众号, 扫码…公众号.
    fn follow_verb(&self, account: usize, word: Word) -> Option<Word> {
        let verb = self.before(account, class::FOLLOW.or(class::SCAN), REACH)?;
        self.same_clause(verb.start, word.start).then_some(verb)
    }

    /// 扫描下方二维码，免费领取.
    fn qr(&self) -> Option<(usize, Kind)> {
        for (i, code) in self.having(class::QR) {
            let Some(verb) = self.before(i, class::SCAN, REACH).filter(|v| self.same_clause(v.start, code.start))
            else {
                continue;
            };
            let aim = class::FOLLOW.or(class::ENTER).or(class::JOIN).or(class::ACT).or(class::BENEFIT);
            let rest = self.words.iter().filter(|w| w.start >= code.end || w.end <= verb.start);
            let aims = rest.filter(|w| w.is(aim)).count() > 0;
            let called = self.opens_call(verb) || self.any_before(verb.start, class::INTEREST.or(class::INVITE));
            let caption = self.sentence.end - self.sentence.start <= CAPTION && self.fills(verb, code);
            if (aims && called || caption) && self.is_free(verb.start) && !self.is_noun(code.end) {
                return Some((self.index(verb), Kind::Qr));
            }
        }
        None
    }

    /// 扫码添加顾问，领取资料: the code is in the verb.
    fn scan(&self) -> Option<(usize, Kind)> {
        let coded = |w: &Word| self.char(w.end - 1) == '码' && w.is(class::SCAN);
        let (i, verb) = self.having(class::SCAN).find(|(_, w)| coded(w) && self.is_free(w.start))?;
        let joins = class::ADD.or(class::FOLLOW).or(class::JOIN).or(class::ENTER);
        let next = self.words.get(i + 1).filter(|w| w.start - verb.end <= 2 && w.is(joins))?;
        let gains = self.words.iter().any(|w| w.start >= next.end && w.is(class::BENEFIT.or(class::ACT)));
        (gains && self.opens_call(verb)).then_some((i, Kind::Qr))
    }

    /// 商务合作请联系…, 咨询热线：400-….
    fn business(&self) -> Option<(usize, Kind)> {
        if let Some((i, word)) = self.having(class::SAME_NUMBER).next() {
            let digits = (self.sentence.start..word.start).filter(|i| self.char(*i).is_ascii_digit()).count();
            return (digits >= 7 && self.is_free(word.start)).then_some((i, Kind::Contact));
        }
        let (i, word) = self.having(class::BUSINESS).next()?;
        let opens = word.start - self.clause_start(word.start) <= 4;
        let number = self.number_behind(word.end);
        (opens && number && self.is_free(word.start)).then_some((i, Kind::Contact))
    }

    /// 限时优惠，立即报名.
    fn sale(&self) -> Option<(usize, Kind)> {
        let (i, sale) = self.having(class::SALE).find(|(_, w)| self.is_free(w.start) && !self.is_noun(w.end))?;
        let lured =
            self.words.iter().any(|w| w.is(class::LURE) && w.start != sale.start && !self.text.is_quoted(w.start));
        lured.then_some((i, Kind::Sale))
    }

    /// From the sentence's start, or in a long one from the clause where soliciting begins.
    fn extent(&self, first: usize) -> Range<usize> {
        let Sentence { start, end, .. } = *self.sentence;
        if end - start <= WHOLE {
            return start..end;
        }
        let from = self.words.get(first).map_or(start, |w| w.start);
        let led = self.words.iter().find(|w| {
            w.start <= from && from - w.start <= REACH && w.is(class::INTEREST.or(class::INVITE).or(class::BENEFIT))
        });
        let clause = self.clause_start(led.map_or(from, |w| w.start));
        if clause == start {
            return start..end;
        }
        // The comma before goes with the clause, the full stop stays with what is left.
        let stop = usize::from(matches!(self.char(end - 1), '。' | '!' | '?'));
        clause - 1..end - stop
    }

    fn having(&self, of: Classes) -> impl Iterator<Item = (usize, Word)> + '_ {
        self.words.iter().copied().enumerate().filter(move |(_, w)| w.is(of))
    }

    fn has(&self, of: Classes) -> bool {
        self.words.iter().any(|w| w.is(of) && !self.text.is_quoted(w.start))
    }

    fn index(&self, word: Word) -> usize {
        self.words.iter().position(|w| w.start == word.start).unwrap_or(0)
    }

    /// The nearest word of a class before the word `i`, at most `reach` chars away.
    fn before(&self, i: usize, of: Classes, reach: usize) -> Option<Word> {
        let at = self.words.get(i)?.start;
        let earlier = self.words.get(..i).unwrap_or_default().iter().rev();
        earlier.take_while(|w| at - w.end <= reach).find(|w| w.is(of)).copied()
    }

    fn any_before(&self, at: usize, of: Classes) -> bool {
        self.words.iter().any(|w| w.end <= at && w.is(of))
    }

    fn before_any(&self, at: usize) -> bool {
        self.any_before(at, class::INVITE.or(class::INTEREST).or(class::BENEFIT))
    }

    /// Nobody else does it, and nobody tells of it.
    fn is_free(&self, at: usize) -> bool {
        if self.text.is_quoted(at) {
            return false;
        }
        let spoken_of = |w: &Word| w.end <= at && !self.text.is_quoted(w.start);
        // 想看到更多报道，欢迎关注: a clause that asks anew is free of what stands before it.
        let clause = self.clause_start(at);
        let last = |of: Classes| self.words.iter().rev().find(|w| w.end <= at && w.is(of));
        let asks_anew = last(class::INTEREST).filter(|i| i.start >= clause);
        let over = |w: &Word| w.end <= clause && asks_anew.is_some();
        let blocks = |w: &Word| match w.is(class::RELAY) {
            true => !over(w),
            false => w.is(class::THIRD) && !over(w) && !self.any_before(w.start, class::INTEREST),
        };
        !self.words.iter().any(|w| spoken_of(w) && blocks(w))
    }

    /// The verb opens its clause, so that it asks.
    fn opens_call(&self, verb: Word) -> bool {
        let start = self.clause_start(verb.start);
        self.words.iter().any(|w| w.start == start && w.is(class::INVITE.or(class::INTEREST)))
            || verb.start - start <= 2
    }

    fn clause_start(&self, at: usize) -> usize {
        let clause = |i: &usize| matches!(self.char(i - 1), ',' | ';' | ':' | '、' | '。' | '!' | '?' | '~');
        let marks = (self.sentence.start + 1..=at).rev();
        let start = marks.into_iter().find(clause).unwrap_or(self.sentence.start);
        (start..=at).find(|i| !self.char(*i).is_whitespace()).unwrap_or(at)
    }

    fn same_clause(&self, from: usize, to: usize) -> bool {
        !(from..to).any(|i| matches!(self.char(i), ',' | ';' | '。'))
    }

    /// What follows makes a noun of it: 公众号的用户, 进群之后, 关注人数.
    fn is_noun(&self, end: usize) -> bool {
        matches!(
            self.char(end),
            '的' | '之' | '后' | '时' | '人' | '数' | '率' | '功' | '按' | '上' | '里' | '中' | '是'
        ) || (self.char(end) == '以' && self.char(end + 1) == '后')
    }

    /// The account has a name: in quotation marks, brackets, or behind a colon.
    fn is_named(&self, verb: Word, account: Word) -> bool {
        let opens =
            |c: char| matches!(c, '“' | '「' | '『' | '"' | '(' | '【' | '《' | '[' | '@' | '#' | ':' | PLACEHOLDER);
        let between = (verb.end..account.start).any(|i| opens(self.char(i)));
        between || (account.end..account.end + 3).any(|i| i < self.sentence.end && opens(self.char(i)))
    }

    fn is_ours(&self, verb: Word) -> bool {
        let ours = |i: usize| self.char(i) == '我' || self.char(i) == '本';
        (verb.end..(verb.end + 2).min(self.sentence.end)).any(ours)
    }

    /// Nothing but marks stands in the sentence beside `from..to` and what words cover.
    fn fills(&self, from: Word, to: Word) -> bool {
        let covered =
            |i: usize| (from.start..to.end).contains(&i) || self.words.iter().any(|w| (w.start..w.end).contains(&i));
        (self.sentence.start..self.sentence.end).all(|i| covered(i) || !self.char(i).is_alphanumeric())
    }

    pub fn char(&self, at: usize) -> char {
        self.view.chars().get(at).copied().unwrap_or(' ')
    }
}
