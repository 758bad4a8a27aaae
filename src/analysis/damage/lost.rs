//! Text that nobody can bring back: what stands in its place.
//!
//! Not a repairer, and not for text that is merely read with the wrong codec.

use super::charset::{is_cjk_mark, is_han};

/// Characters at which the scan stops.
pub const MARKS: [char; 7] = ['\u{FFFD}', '锟', '錕', '烫', '燙', '屯', '□'];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Loss {
    /// U+FFFD, put in by a decoder for bytes it could not read.
    Replacement,
    /// 锟斤拷: U+FFFD itself, saved as UTF-8 and read as GBK; 嚙踝蕭 as Big5, ï¿½ as Latin-1.
    ReadReplacement,
    /// 烫烫烫, 屯屯屯: memory that a debugger filled and nobody wrote to, read as GBK.
    DebugFill,
    /// Question marks in place of characters the target encoding lacked.
    Questions,
    /// Boxes drawn for characters the font lacked, then copied as text.
    Boxes,
    /// 闂傚倸鍊搁崐: UTF-8 read as GBK and saved, several times over.
    Rounds,
}

impl Loss {
    /// Key of the sentences in the rule's page.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Replacement => "replacement",
            Self::ReadReplacement => "read-replacement",
            Self::DebugFill => "debug-fill",
            Self::Questions => "questions",
            Self::Boxes => "boxes",
            Self::Rounds => "rounds",
        }
    }
}

/// All losses of one stretch of text: byte ranges in order, disjoint.
pub fn find(text: &str, mut found: impl FnMut(std::ops::Range<usize>, Loss)) {
    let mut free = 0;
    for (start, c) in text.char_indices() {
        if start < free || !may_begin(c) {
            continue;
        }
        let tail = text.get(start..).unwrap_or_default();
        let before = text.get(..start).unwrap_or_default();
        let hit = match c {
            '\u{FFFD}' => Some((run(tail, '\u{FFFD}').0, Loss::Replacement)),
            '?' => questions(before, tail).or_else(|| row_of_questions(before, tail)),
            '烫' | '燙' | '屯' => debug_fill(before, tail, c),
            '口' => blanks(before, tail),
            '□' => boxes(before, tail),
            '锟' | '錕' | '嚙' | '占' | 'ï' | 'Ã' | 'п' | 'ď' | 'Ô' | '∩' => read_replacement(tail),
            _ => None,
        };
        if let Some((len, loss)) = hit {
            free = start + len;
            found(start..free, loss);
        }
    }
}

/// Whether some loss may begin with a character, told without a look at what follows.
#[inline]
fn may_begin(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '?' | '烫' | '燙' | '屯' | '口' | '□' | '锟' | '錕' | '嚙' | '占')
        || matches!(c, 'ï' | 'Ã' | 'п' | 'ď' | 'Ô' | '∩')
}

/// Bytes and number of the repeated characters at the start.
fn run(tail: &str, c: char) -> (usize, usize) {
    let n = tail.chars().take_while(|x| *x == c).count();
    (n * c.len_utf8(), n)
}

/// What the bytes of U+FFFD, in UTF-8, are read as in GBK, Big5 and EUC-KR, two of them at a time; and, each by
/// itself, in windows-1252 (once and twice), 1251 and 1250, on the Macintosh and in DOS.
const FORMS: [&str; 10] = ["锟斤拷", "錕斤拷", "嚙踝蕭", "占쏙옙", "ï¿½", "Ã¯Â¿Â½", "пїЅ", "ďż˝", "ÔøΩ", "∩┐╜"];

/// One of those as a whole, with its repeats and a cut one at the end.
fn read_replacement(tail: &str) -> Option<(usize, Loss)> {
    const CUT: [&str; 6] = ["锟斤", "锟", "錕斤", "錕", "嚙踝", "嚙"];
    let starts = |len: usize, form: &str| tail.get(len..).is_some_and(|t| t.starts_with(form));
    let mut len = 0;
    while let Some(form) = FORMS.iter().find(|f| starts(len, f)) {
        len += form.len();
    }
    if len == 0 {
        return None;
    }
    len += CUT.iter().find(|f| starts(len, f)).map_or(0, |cut| cut.len());
    Some((len, Loss::ReadReplacement))
}

/// Three or more: 烫烫的芯片 is hot. Speech stretches a word too (好烫烫烫), after an adverb.
fn debug_fill(before: &str, tail: &str, c: char) -> Option<(usize, Loss)> {
    let (len, n) = run(tail, c);
    let spoken = before.ends_with(['好', '太', '真', '很', '超', '都', '又', '别', '哇', '啊']);
    (n >= 3 && !(spoken && n < 6)).then_some((len, Loss::DebugFill))
}

/// Two or more question marks with Han right on both sides where nothing was asked, or a row of them
/// where a sentence should begin.
fn questions(before: &str, tail: &str) -> Option<(usize, Loss)> {
    let (len, n) = run(tail, '?');
    let prev = before.chars().next_back();
    let next = tail.get(len..)?.chars().next();
    let inside = n >= 2 && prev.is_some_and(is_han) && next.is_some_and(is_han) && !asks(before);
    let heads = prev.is_none_or(|c| c == '\n' || is_cjk_mark(c) && !"”’」』）》】！？…".contains(c));
    let opens = n >= 4 && heads && next.is_some_and(|c| is_han(c) || is_cjk_mark(c));
    (inside || opens).then_some((len, Loss::Questions))
}

/// A whole line of nothing but question marks, in two words or more, or very long: `?????? ????`.
fn row_of_questions(before: &str, tail: &str) -> Option<(usize, Loss)> {
    const LEAST: usize = 6;
    const LONG: usize = 12;
    if !before.is_empty() && !before.ends_with('\n') {
        return None;
    }
    let line = tail.split(['\n', '\r']).next()?.trim_end();
    let marks = line.bytes().filter(|b| *b == b'?').count();
    let words = line.split(' ').filter(|word| word.contains("??")).count();
    let only = line.chars().all(|c| c == '?' || c == ' ' || ",.!:;()-0123456789".contains(c) || is_cjk_mark(c));
    (only && (marks >= LEAST && words >= 2 || marks >= LONG)).then_some((line.len(), Loss::Questions))
}

/// True when the clause before a question mark is a question or an exclamation of doubt.
fn asks(before: &str) -> bool {
    const WORDS: &str = "吗嗎么麼呢吧啊呀哦喔嘛啥谁誰怎哪几幾何否真咋難难啦哈呵嗯欸诶咦吓嚇";
    let clause = before.chars().rev().take_while(|c| is_han(*c) || c.is_alphanumeric()).take(16);
    let clause: Vec<char> = clause.collect();
    let a_not_a = clause.windows(3).any(|w| matches!(w, [a, '不' | '没' | '沒', b] if a == b));
    a_not_a || clause.len() <= 3 || clause.iter().any(|c| WORDS.contains(*c))
}

/// Two or more boxes inside a run of text: a box to tick has a space or a line's start before it,
/// a blank to fill a colon, and a scale is drawn with ■.
fn boxes(before: &str, tail: &str) -> Option<(usize, Loss)> {
    let (len, n) = run(tail, '□');
    let prev = before.chars().next_back();
    let next = tail.get(len..)?.chars().next();
    let inside = prev.is_some_and(is_han) && next.is_some_and(|c| is_han(c) || "，。、；".contains(c));
    (n >= 2 && inside).then_some((len, Loss::Boxes))
}

/// 口口口 between Han: boxes that were read as the character of that shape. 人口口口相传 has two at most that
/// belong together.
fn blanks(before: &str, tail: &str) -> Option<(usize, Loss)> {
    let (len, n) = run(tail, '口');
    let prev = before.chars().next_back();
    let next = tail.get(len..)?.chars().next();
    let word = tail.get(len..)?.starts_with(['相', '声', '聲', '皆', '碑', '述', '传', '傳']);
    let inside = prev.is_some_and(|c| is_han(c) || is_cjk_mark(c)) && next.is_some_and(|c| is_han(c) || is_cjk_mark(c));
    (n >= 3 && inside && !word).then_some((len, Loss::Boxes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(&str, Loss)> {
        let mut out = Vec::new();
        find(text, |range, loss| out.push((&text[range], loss)));
        out
    }

    #[test]
    fn losses_are_found_whole() {
        assert_eq!(all("分\u{FFFD}\u{FFFD}挥"), [("\u{FFFD}\u{FFFD}", Loss::Replacement)]);
        assert_eq!(all("标题锟斤拷锟斤拷锟斤"), [("锟斤拷锟斤拷锟斤", Loss::ReadReplacement)]);
        for form in FORMS {
            assert_eq!(all(&format!("标题{form}{form}")), [(&*form.repeat(2), Loss::ReadReplacement)]);
        }
        assert_eq!(all("標題嚙踝蕭嚙踝蕭嚙踝"), [("嚙踝蕭嚙踝蕭嚙踝", Loss::ReadReplacement)]);
        assert_eq!(all("输出烫烫烫烫"), [("烫烫烫烫", Loss::DebugFill)]);
        assert_eq!(all("这家公司????发布"), [("????", Loss::Questions)]);
        assert_eq!(all("??????，提升明显"), [("??????", Loss::Questions)]);
        assert_eq!(all("??? ????: ??"), [("??? ????: ??", Loss::Questions)]);
        assert_eq!(all("作者王□□说"), [("□□", Loss::Boxes)]);
        assert_eq!(all("作者王口口口口说"), [("口口口口", Loss::Boxes)]);
    }

    #[test]
    fn ordinary_text_is_not_lost() {
        for text in [
            "烫烫的芯片",
            "好烫烫烫！",
            "北大荒屯屯有路",
            "你说什么??",
            "你说什么??我没听清",
            "真的???不信",
            "□同意 □不同意",
            "姓名：□□□□",
            "□ 灰色",
            "进度■■□□□",
            "等等??",
            "他来不来??我不知道",
            "斤斤计较",
            "a ?? b",
            "这样???",
            "拷贝",
            "城镇人口口口相传",
            "他口口口声声说",
            "????",
            "占쏙",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
