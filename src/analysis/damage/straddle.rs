//! Readings that a scraper put between the bytes of two characters: 因?yàn)樗… for 因為她….
//!
//! The scraper searches GBK bytes for its characters without a look at where characters begin. Where the
//! last byte of one and the first of the next make a character it annotates, the reading lands inside the
//! second, `(` is swallowed by its lone first byte, and everything behind is read one byte off until
//! something brings it back into step. Nothing is lost but that byte, and the reading names it.
//! Invariant: a repair, damaged again in the same way, is the input.

use std::ops::Range;

use super::charset::gbk_bytes;
use super::readings::{self, Syllable};
use super::step::{Step, Token, pair, plausible, tokens};
use crate::lexicon::fold;

/// A run of text one byte off.
#[derive(Clone, Debug, PartialEq)]
pub struct Straddle {
    /// What the run may have been, the most plausible first; empty when more than the reading tells was lost.
    pub texts: Vec<Reread>,
    /// The first reading, as evidence.
    pub reading: Box<str>,
    /// Every byte is accounted for.
    pub whole: bool,
}

impl Straddle {
    /// The likeliest text, and whether nothing else could have stood there: `known` are the characters
    /// that carry readings elsewhere in the article, and a scraper annotates the same ones throughout.
    pub fn choose(&self, known: &[char]) -> Option<(&Reread, bool)> {
        let support = |text: &Reread| text.keys.chars().filter(|key| known.binary_search(key).is_ok()).count();
        let most = self.texts.iter().map(support).max()?;
        let mut fitting = self.texts.iter().filter(|text| support(text) == most);
        let best = fitting.next()?;
        let alone = fitting.next().is_none_or(|next| best.score - next.score >= MARGIN);
        let reads_well = best.score >= best.text.chars().count() as i32;
        Some((best, self.whole && alone && reads_well))
    }
}

/// By so much the best way to read a run must beat the next.
const MARGIN: i32 = 6;

/// One way to read a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Reread {
    pub text: Box<str>,
    /// The characters that the readings belong to.
    pub keys: Box<str>,
    pub score: i32,
}

/// Steps that one stretch of text may cost: keeps wreckage of any shape linear.
const BUDGET: usize = 20_000;
/// Ways to read that are followed at once, and characters of a run.
const WIDTH: usize = 12;
const LONGEST: usize = 160;

/// All runs of one stretch of text, in order.
pub fn find(text: &str, mut found: impl FnMut(Range<usize>, Straddle)) {
    let mut budget = BUDGET;
    let mut from = 0;
    for mark in memchr::memchr_iter(b'?', text.as_bytes()) {
        if mark < from || budget == 0 {
            continue;
        }
        let hit = run(text, mark, &mut budget).or_else(|| orphan(text, mark));
        if let Some((end, straddle)) = hit {
            from = end;
            found(mark..end, straddle);
        }
    }
}

/// One byte is all that is kept of a character: its first one is due, and this way to read has got so far.
#[derive(Clone)]
struct Way {
    lead: u8,
    text: String,
    keys: String,
    score: i32,
    /// A byte was filled in that nothing tells.
    guessed: bool,
}

/// The run that starts with the cut reading at `mark`.
fn run(text: &str, mark: usize, budget: &mut usize) -> Option<(usize, Straddle)> {
    // At the head of a run a reading without a tone mark might be a word.
    let (syllable, len) = cut(text.get(mark..)?).filter(|(s, _)| s.toned)?;
    let last = last_byte(text.get(..mark)?)?;
    let mut ways: Vec<Way> = keys(last, &syllable)
        .filter(|(byte, _)| *byte >= 0x81)
        .map(|(lead, key)| Way { lead, text: String::new(), keys: key.to_string(), score: likely(key), guessed: false })
        .collect();
    let mut done: Vec<(usize, Way)> = Vec::new();
    let mut open_end = None;
    let mut at = mark + len;
    for (token, len) in tokens(text, at).take(LONGEST) {
        if ways.is_empty() {
            break;
        }
        *budget = budget.saturating_sub(ways.len());
        at += len;
        let mut next = Vec::new();
        for way in &ways {
            for (way, in_step) in way.advance(&token) {
                if in_step { done.push((at, way)) } else { next.push(way) }
            }
        }
        if matches!(token, Token::Loss | Token::LastLoss) {
            open_end = open_end.or(Some(at));
        }
        next.sort_by_key(|way| std::cmp::Reverse(way.score));
        next.truncate(WIDTH);
        ways = next;
        if *budget == 0 {
            break;
        }
    }
    let best = done.iter().map(|(_, way)| way.score).max();
    let Some(best) = best.filter(|best| *best > 0) else {
        let end = open_end?;
        return Some((end, Straddle { texts: Vec::new(), reading: syllable.text, whole: false }));
    };
    let end = done.iter().filter(|(_, way)| way.score == best).map(|(end, _)| *end).min()?;
    done.retain(|(at, _)| *at == end);
    done.sort_by_key(|(_, way)| std::cmp::Reverse(way.score));
    done.dedup_by(|(_, a), (_, b)| a.text == b.text);
    let whole = done.first().is_some_and(|(_, way)| !way.guessed);
    let read = |way: Way| Reread { text: way.text.into(), keys: way.keys.into(), score: way.score };
    let texts = done.into_iter().map(|(_, way)| read(way)).collect();
    Some((end, Straddle { texts, reading: syllable.text, whole }))
}

impl Way {
    /// All ways to go on over a token, and whether each is back in step behind it.
    fn advance(&self, token: &Token) -> Vec<(Self, bool)> {
        let mut ways = Vec::new();
        match token {
            Token::Note => ways.push((self.clone(), false)),
            // The reading of the character that these two bytes make: the second one is told by it.
            Token::Cut(syllable) => {
                for (_, key) in keys(self.lead, syllable) {
                    let mut way = self.with(key);
                    way.keys.push(key);
                    way.score += likely(key);
                    ways.push((way, true));
                }
            }
            // Perhaps no loss but a question mark, once full-width.
            Token::Loss => ways.extend(self.over(&[0xA3, 0xBF]).map(|(way, in_step)| (way.guessing(), in_step))),
            // A lone first byte took the end of the line with it. Sentences end in 。, hardly ever in another
            // mark of its row.
            Token::LastLoss => {
                let mark = match self.lead {
                    0xA1 => Some('。'),
                    0xA3 => Some('！'),
                    _ => None,
                };
                ways.extend(mark.map(|c| (self.with(c).guessing(), true)));
            }
            Token::Char(c) => {
                for step in Step::of(*c) {
                    ways.extend(self.over(step.bytes()));
                }
            }
        }
        ways
    }

    fn over(&self, bytes: &[u8]) -> Option<(Self, bool)> {
        let mut way = self.with(pair([self.lead, *bytes.first()?])?);
        match bytes.get(1) {
            None => Some((way, true)),
            Some(byte) if byte.is_ascii() => {
                way.text.push(char::from(*byte));
                Some((way, true))
            }
            Some(byte) => {
                way.lead = *byte;
                Some((way, false))
            }
        }
    }

    fn guessing(mut self) -> Self {
        self.guessed = true;
        self
    }

    fn with(&self, c: char) -> Self {
        let mut way = self.clone();
        way.text.push(c);
        way.score += plausible(c);
        way
    }
}

/// `?,F(xiàn)在` for 。現在: the first byte of 。 was replaced, and the rest stayed one byte off up to the
/// letter, which is the second byte of the character that is read so.
fn orphan(text: &str, mark: usize) -> Option<(usize, Straddle)> {
    let tail = text.get(mark + 1..)?;
    let mut chars = tail.chars();
    let (sign, letter) = (chars.next()?, chars.next()?);
    let full = if matches!(sign, ',' | '!' | ':' | ';') { sign as u8 + 0x80 } else { gbk_bytes(sign)?[1] };
    let in_row = matches!(sign, ',' | '!' | ':' | ';' | '，' | '！' | '：' | '；');
    let key = pair([full, u8::try_from(letter).ok().filter(u8::is_ascii_alphabetic)?]).filter(|_| in_row)?;
    let start = mark + 1 + sign.len_utf8() + 1;
    let rest = text.get(start..)?;
    let (syllable, len) = note(rest).filter(|(s, _)| s.toned)?;
    readings::fit(key, &syllable)?;
    if rest.get(len..)?.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let reread = Reread { text: format!("。{key}").into(), keys: key.to_string().into(), score: 0 };
    Some((start + len, Straddle { texts: vec![reread], reading: syllable.text, whole: false }))
}

/// `?yàn)` at the start of `tail`: the reading and its length.
pub(super) fn cut(tail: &str) -> Option<(Syllable, usize)> {
    closed(tail.strip_prefix('?')?)
}

/// `(yàn)` at the start of `tail`.
pub(super) fn note(tail: &str) -> Option<(Syllable, usize)> {
    closed(tail.strip_prefix('(')?)
}

/// A reading up to `)`.
fn closed(inside: &str) -> Option<(Syllable, usize)> {
    let close = inside.char_indices().take(readings::LONGEST + 1).find(|(_, c)| *c == ')')?.0;
    let syllable = readings::parse(inside.get(..close)?)?;
    Some((syllable, close + 2))
}

/// The last byte, in GBK, of what stands before a cut reading; readings between are no text.
fn last_byte(before: &str) -> Option<u8> {
    let mut text = before;
    // A reading has no more characters than that.
    let opening = |t: &str| t.char_indices().rev().take(readings::LONGEST + 1).find(|(_, c)| *c == '(').map(|(i, _)| i);
    while let Some(open) = text.strip_suffix(')').and_then(opening) {
        let inside = text.get(open..)?;
        note(inside).filter(|(_, len)| *len == inside.len())?;
        text = text.get(..open)?;
    }
    Step::of(text.chars().next_back()?).last().map(|step| step.bytes().last().copied())?
}

/// Second bytes that make, behind `lead`, a character that is read so.
fn keys(lead: u8, syllable: &Syllable) -> impl Iterator<Item = (u8, char)> {
    (0x40..=0xFE).filter_map(move |byte| {
        let key = pair([lead, byte])?;
        readings::fit(key, syllable).map(|_| (byte, key))
    })
}

/// How likely a scraper annotates a character: those that a converter put there before all others.
fn likely(key: char) -> i32 {
    plausible(key) + if fold(key) == key { 0 } else { CONVERTED }
}

const CONVERTED: i32 = 4;

#[cfg(test)]
#[path = "../../../tests/common/scraper.rs"]
mod scraper;

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        let first = |s: &Straddle| s.texts.first().map_or(String::new(), |t| t.text.to_string());
        find(text, |range, s| out.push((text[range].to_owned(), first(&s))));
        out
    }

    fn repaired(text: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        find(text, |range, s| {
            out.push_str(&text[at..range.start]);
            out.push_str(s.texts.first().map_or(&text[range.clone()], |t| &t.text));
            at = range.end;
        });
        out + &text[at..]
    }

    #[test]
    fn runs_come_back_into_step() {
        // 為 stands in 因為, 務 in no character of the text but between two of them.
        for (text, keys) in [
            ("因為他們在談論大市場的問題", &[('驗', "yàn"), ('場', "chǎng")][..]),
            ("專門談論大市場", &[('務', "wù"), ('場', "chǎng")][..]),
            ("專門談論Big市場", &[('務', "wù")][..]),
        ] {
            let damaged = scraper::damage(text, keys).expect("GBK has them");
            assert!(damaged.contains('?'), "{damaged}");
            let notes: Vec<String> = keys.iter().map(|(c, py)| format!("{c}({py})")).collect();
            let mut back = repaired(&damaged);
            for (note, (key, _)) in notes.iter().zip(keys) {
                back = back.replace(note, &key.to_string());
            }
            assert_eq!(back, text, "{damaged}");
        }
    }

    #[test]
    fn questions_are_no_cuts() {
        for text in ["你要哪个?a)甲 b)乙", "真的?(yàn)的", "什么?好)的", "因?yan)樗", "?wù)", "是吗?,F在"]
        {
            assert_eq!(all(text), [], "{text}");
        }
    }

    #[test]
    fn an_orphan_gives_its_mark_back() {
        assert_eq!(all("已经发布?,F(xiàn)在可以"), [("?,F(xiàn)".to_owned(), "。現".to_owned())]);
    }
}
