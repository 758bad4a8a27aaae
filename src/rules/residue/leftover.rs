//! The shapes of what pages and chatbots leave behind, line by line and sentence by sentence.
//!
//! Invariant: a whole-line shape accounts for every letter and digit of its line.

use std::ops::Range;

use crate::analysis::residue::{Classes, Line, Sentence, Text, Word, class, is_han};

/// Everything that takes part.
pub const CUES: Classes = class::BUTTON
    .or(class::WIDGET)
    .or(class::FURTHER)
    .or(class::LABEL)
    .or(class::STAMP)
    .or(class::CLOSING)
    .or(class::FORMULA)
    .or(class::TOLD)
    .or(class::COUNTER)
    .or(class::BAR)
    .or(class::CRUMB)
    .or(class::CRUMB_END)
    .or(class::LLM_SELF)
    .or(class::LLM_OPEN)
    .or(class::LLM_CLOSE)
    .or(class::WORD_COUNT)
    .or(class::EDITOR)
    .or(class::LICENCE)
    .or(class::DISCLAIMED)
    .or(class::DISCLAIMS)
    .or(class::STANCE);

/// A part of a page is a short line.
const WHOLE: usize = 200;
/// A line with a label is at most so long; of a longer one only the label's sentence is flagged.
pub const LABELLED: usize = 80;
/// A sentence with a formula is at most so long.
const FORMULA: usize = 160;

/// What was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// A part of the page.
    Widget,
    Label,
    Formula,
    Counter,
    Chatbot,
    /// Words that authors write too.
    Further,
    /// A line with nothing but a date.
    Date,
    /// A line of random characters.
    Noise,
}

/// The key of its sentence in the page.
pub fn key(tag: u32) -> &'static str {
    match tag {
        t if t == Left::Label as u32 => "label",
        t if t == Left::Formula as u32 => "formula",
        t if t == Left::Counter as u32 => "counter",
        t if t == Left::Chatbot as u32 => "chatbot",
        t if t == Left::Date as u32 => "dates",
        t if t == Left::Noise as u32 => "noise",
        _ => "default",
    }
}

/// One segment's view with the words of the lexicon.
pub struct Page<'a> {
    pub chars: &'a [char],
    pub text: &'a Text,
    pub words: &'a [Word],
    /// The segment is a heading that its author marked as one.
    pub titled: bool,
}

impl Page<'_> {
    /// What was left in the segment, in order, disjoint.
    pub fn find(&self) -> Vec<(Range<usize>, Left)> {
        let mut found: Vec<(Range<usize>, Left)> = Vec::new();
        let mut sentences = self.text.sentences.iter().peekable();
        for line in &self.text.lines {
            let whole = self.whole(*line);
            found.extend(whole.map(|left| (line.range(), left)));
            while let Some(sentence) = sentences.next_if(|s| s.line == *line) {
                found.extend(if whole.is_none() { self.part(sentence) } else { None });
            }
        }
        found
    }

    /// What a whole line is.
    fn whole(&self, line: Line) -> Option<Left> {
        if line.len() > WHOLE {
            return None;
        }
        let core = self.core(line);
        let words = self.within(core.start..core.end);
        if is_date(self.chars.get(core.range()).unwrap_or_default()) {
            return Some(Left::Date);
        }
        let first = words.first()?;
        if first.start == core.start && self.rest_is_count(first.end, core.end) {
            match first {
                // 相关文章： may lead the author's own list.
                w if w.is(class::WIDGET) && self.char(first.end) == ':' && !self.titled => return Some(Left::Further),
                w if w.is(class::BUTTON.or(class::WIDGET)) && !self.titled => return Some(Left::Widget),
                w if w.is(class::FURTHER) && !self.titled => return Some(Left::Further),
                _ => {}
            }
        }
        if self.hands_over(first, line) {
            return Some(Left::Chatbot);
        }
        if self.labels(first, core, line) {
            return Some(Left::Label);
        }
        if self.is_crumbs(core, words) || self.is_bar(core, words) {
            return Some(Left::Widget);
        }
        if self.is_counters(core, words) {
            return Some(Left::Counter);
        }
        // 关键词：共享充电宝, 关键词 >> 共享充电宝; but 推荐阅读：… is an editor's hint.
        let tags = matches!(self.char(first.end - 1), '签' | '词' | '字') && first.is(class::FURTHER);
        let further = tags && first.start == core.start && line.len() <= LABELLED && !self.titled;
        (further && matches!(self.after_space(first.end), ':' | '>')).then_some(Left::Further)
    }

    /// The line without bullets, brackets and arrows around it.
    fn core(&self, line: Line) -> Line {
        let decorates = |i: usize| {
            let c = self.char(i);
            c.is_whitespace()
                || matches!(c, '-' | '*' | '•' | '·' | '●' | '■' | '◆' | '▪' | '>' | '<' | '»' | '«' | '|')
                || matches!(
                    c,
                    '【' | '】' | '[' | ']' | '(' | ')' | '#' | '—' | '_' | '~' | '◎' | '○' | '★' | '☆' | '▶' | '►'
                )
                || matches!(
                    c,
                    '→' | '←'
                        | '▼'
                        | '▲'
                        | ':'
                        | '…'
                        | '.'
                        | '。'
                        | '!'
                        | '×'
                        | '《'
                        | '》'
                        | '+'
                        | '「'
                        | '」'
                        | '>'
                )
        };
        let (mut start, mut end) = (line.start, line.end);
        while start < end && decorates(start) {
            start += 1;
        }
        while end > start && decorates(end - 1) {
            end -= 1;
        }
        Line { start, end }
    }

    /// Nothing follows but a count in brackets.
    fn rest_is_count(&self, from: usize, to: usize) -> bool {
        (from..to)
            .all(|i| matches!(self.char(i), '(' | ')' | ':' | ' ' | '>' | '»' | '|') || self.char(i).is_ascii_digit())
    }

    /// 责任编辑：张凡, 上一篇 2023-11-17, 责任编辑 张凡.
    fn labels(&self, first: &Word, core: Line, line: Line) -> bool {
        if first.start != core.start || line.len() > LABELLED {
            return false;
        }
        let next = self.after_space(first.end);
        if first.is(class::STAMP) && self.has_clock(core) {
            return next == ':' || next.is_ascii_digit();
        }
        if !first.is(class::LABEL.or(class::EDITOR)) {
            return false;
        }
        let more = self.within(first.end..core.end);
        let again = more.iter().any(|w| w.is(class::LABEL) && self.char(w.start - 1) == ' ' && self.char(w.end) == ':');
        if first.is(class::EDITOR) && !first.is(class::LABEL) {
            return next == ':' && core.len() <= 24 && (again || self.char(line.start) == '(');
        }
        let named = matches!(next, '/' | '|' | '丨') && core.end - first.end <= 6 && self.names_editor(first);
        let bracketed = core.start > line.start && next == '《';
        let prose = core.range().any(|i| matches!(self.char(i), ',' | '。' | ';'));
        let pager = matches!(self.char(first.start), '上' | '下') && self.char(first.end) != next;
        let editor = self.char(first.end) == ' ' && core.len() <= 14 && !pager;
        next == ':'
            || named
            || bracketed
            || (pager && !prose && next.is_ascii_alphanumeric())
            || (editor && self.names_editor(first))
    }

    fn names_editor(&self, word: &Word) -> bool {
        (word.start..word.end).any(|i| self.char(i) == '编')
    }

    /// `15:14` stands in the line.
    fn has_clock(&self, core: Line) -> bool {
        let digit = |i: usize| self.char(i).is_ascii_digit();
        core.range().any(|i| self.char(i) == ':' && i > 0 && digit(i - 1) && digit(i + 1) && digit(i + 2))
    }

    /// What of a sentence was left.
    fn part(&self, sentence: &Sentence) -> Option<(Range<usize>, Left)> {
        let words = self.within(sentence.start..sentence.end);
        if words.is_empty() {
            return None;
        }
        if let Some(range) = words.iter().find_map(|w| self.word_count(w)) {
            return Some((range, Left::Chatbot));
        }
        let free = |w: &&Word| !self.text.is_quoted(w.start);
        let chatbot = words.iter().filter(free).any(|w| self.is_chatbot(w, sentence));
        if chatbot {
            return Some((sentence.start..sentence.end, Left::Chatbot));
        }
        if let Some(range) = words.iter().filter(free).find_map(|w| self.inner_label(w, sentence)) {
            return Some((range, Left::Label));
        }
        let whole = sentence.start..sentence.end;
        if whole.len() > FORMULA {
            return None;
        }
        if self.is_last_button(sentence, words) {
            return Some((whole, Left::Widget));
        }
        let told = words.iter().any(|w| w.is(class::TOLD) && free(&w));
        let closes = |w: &Word| w.is(class::CLOSING) && w.end == self.core(sentence.line).end;
        let numbered = |w: &Word| w.is(class::LICENCE) && self.after_space(w.end).is_ascii_digit();
        let formula = words.iter().filter(free).any(|w| w.is(class::FORMULA) || closes(w) || numbered(w));
        (!told && (formula || self.disclaims(words))).then_some((whole, Left::Formula))
    }

    /// 返回腾讯网首页>> behind the last sentence of a paragraph.
    fn is_last_button(&self, sentence: &Sentence, words: &[Word]) -> bool {
        let core = self.core(Line { start: sentence.start, end: sentence.end });
        let fills = |w: &Word| (w.start, w.end) == (core.start, core.end) && core.len() >= 4;
        sentence.start > sentence.line.start && words.iter().any(|w| w.is(class::BUTTON) && fills(w))
    }

    /// 本文…不代表…立场.
    fn disclaims(&self, words: &[Word]) -> bool {
        words.iter().filter(|w| w.is(class::DISCLAIMS) && !self.text.is_quoted(w.start)).any(|w| {
            let whose = words.iter().any(|s| s.end <= w.start && s.is(class::DISCLAIMED));
            let stance = words
                .iter()
                .any(|s| s.start >= w.end && s.start - w.end <= 12 && s.is(class::STANCE) && !is_han(self.char(s.end)));
            whose && stance
        })
    }

    fn is_chatbot(&self, word: &Word, sentence: &Sentence) -> bool {
        if word.is(class::LLM_CLOSE) {
            return true;
        }
        if word.is(class::LLM_SELF) {
            let rest = (word.end..(word.end + 12).min(sentence.end)).map(|i| self.char(i));
            return rest.into_iter().any(|c| c == '我');
        }
        false
    }

    /// 好的，以下是根据您的要求改写后的文章：
    fn hands_over(&self, first: &Word, line: Line) -> bool {
        let opens = first.is(class::LLM_OPEN) && first.start == line.start && line.len() <= FORMULA / 2;
        opens && matches!(self.char(line.end - 1), ':' | '。') && self.names_work(line)
    }

    /// 改写, 润色, 您: a work that was ordered, not the next example.
    fn names_work(&self, line: Line) -> bool {
        let text: String = line.range().map(|i| self.char(i)).collect();
        [
            "您",
            "你的要求",
            "改写",
            "润色",
            "翻译",
            "扩写",
            "缩写",
            "续写",
            "重写",
            "优化后",
            "修改后",
            "整理后",
            "文章",
            "摘要",
            "稿",
        ]
        .iter()
        .any(|w| text.contains(w))
    }

    /// （责任编辑：张凡） at the end of a paragraph.
    fn inner_label(&self, word: &Word, sentence: &Sentence) -> Option<Range<usize>> {
        if !word.is(class::LABEL.or(class::EDITOR)) || word.start == sentence.line.start {
            return None;
        }
        let before = self.char(word.start - 1);
        let next = self.after_space(word.end);
        let opens = matches!(before, '(' | '[' | '【');
        if !opens || !(next == ':' || next == '《') {
            return None;
        }
        let closes = |i: &usize| matches!(self.char(*i), ')' | ']' | '】');
        let end = (word.end..(word.end + LABELLED).min(sentence.line.end)).find(closes)?;
        Some(word.start - 1..end + 1)
    }

    /// （全文约3287字）.
    fn word_count(&self, word: &Word) -> Option<Range<usize>> {
        let open = word.start.checked_sub(1).filter(|i| word.is(class::WORD_COUNT) && self.char(*i) == '(')?;
        let mut at = word.end;
        while matches!(self.char(at), ' ' | ':') || self.char(at).is_ascii_digit() {
            at += 1;
        }
        let counted = at > word.end && self.char(at - 1) != ':';
        (counted && self.char(at) == '字' && self.char(at + 1) == ')').then_some(open..at + 2)
    }

    fn within(&self, range: Range<usize>) -> &[Word] {
        let from = self.words.partition_point(|w| w.start < range.start);
        let to = self.words.partition_point(|w| w.start < range.end);
        self.words.get(from..to).unwrap_or_default()
    }

    pub fn after_space(&self, mut at: usize) -> char {
        while self.char(at) == ' ' || self.char(at) == '\u{A0}' {
            at += 1;
        }
        self.char(at)
    }

    pub fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }
}

/// True when a line of the view may be nothing but a date: it starts with a year.
pub fn may_be_date(chars: &[char]) -> bool {
    let digits = chars.iter().skip_while(|c| c.is_whitespace()).take_while(|c| c.is_ascii_digit());
    digits.count() == 4 && chars.len() <= 4096
}

/// `2025-04-21`, `2025年4月21日`.
fn is_date(line: &[char]) -> bool {
    let mut parts = line.split(|c| matches!(c, '-' | '/' | '.' | '年' | '月' | '日'));
    let mut number = |least: usize, most: usize| {
        parts.next().is_some_and(|p| (least..=most).contains(&p.len()) && p.iter().all(char::is_ascii_digit))
    };
    let date = number(4, 4) && number(1, 2) && number(1, 2);
    date && parts.next().is_none_or(<[char]>::is_empty) && parts.next().is_none()
}
