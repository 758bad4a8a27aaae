//! Readings glued behind characters by scrapers: 聯(lián)網(wǎng), 场(chang)(chang), O(píng)racle.
//!
//! Observes every reading that stands directly behind the character it belongs to. Whether it is
//! noise or an author's gloss is told by the whole article: see [`super::verdict`].
//! Invariant: a note's span covers parentheses only, never the character.

use std::ops::Range;

use ecow::EcoString;

use super::charset::{gbk_bytes, is_han};
use super::readings::{self, Fit, Syllable};

/// One reading between parentheses, with its repeats.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The character that the reading stands behind.
    pub host: char,
    pub reading: EcoString,
    pub toned: bool,
    pub fit: Fit,
    /// The character right behind the note, when the word goes on there.
    pub follow: Option<char>,
    pub proof: Proof,
}

/// What a note tells by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Noise whatever the article says: no author repeats a reading or reads a Latin letter so.
    Certain,
    /// The article decides.
    Open,
    /// The sentence speaks of readings, or the character stands alone in quotes or a list.
    Lesson,
}

/// All notes of one stretch of text, in order.
pub fn find(text: &str, mut found: impl FnMut(Range<usize>, Note)) {
    let mut lessons = None;
    let mut from = 0;
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        if open < from {
            continue;
        }
        if let Some((len, mut note)) = note_at(text, open) {
            if note.proof == Proof::Open && lessons.get_or_insert_with(|| Lessons::of(text)).near(open) {
                note.proof = Proof::Lesson;
            }
            found(open..open + len, note);
            from = open + len;
        }
    }
}

/// Does a reading of the character stand right behind it, wherever that may be?
pub fn is_annotated(host: char, after: &str) -> bool {
    let inside = group(after).and_then(|len| after.get(1..len - 1));
    inside.and_then(readings::parse).is_some_and(|syllable| readings::fit(host, &syllable).is_some())
}

/// The note whose parenthesis opens at `open`, and its length in bytes.
fn note_at(text: &str, open: usize) -> Option<(usize, Note)> {
    let (before, tail) = text.split_at_checked(open)?;
    let host = before.chars().next_back().filter(|c| is_han(*c) || is_trail(*c))?;
    let first = group(tail)?;
    let syllable = readings::parse(tail.get(1..first - 1)?)?;
    let repeats = repeats(tail, first);
    let len = first * repeats;
    let follow = tail.get(len..)?.chars().next();
    let (fit, proof) = if is_han(host) {
        let fit = readings::fit(host, &syllable)?;
        let proof = match tail.get(len..)? {
            _ if repeats > 1 => Proof::Certain,
            after if stands_alone(before, host, after) => Proof::Lesson,
            _ => Proof::Open,
        };
        (fit, proof)
    } else {
        behind_a_letter(before, host, &syllable, follow)?
    };
    let follow = follow.filter(|c| is_han(*c) || c.is_ascii_alphanumeric());
    Some((len, Note { host, reading: EcoString::from(&*syllable.text), toned: syllable.toned, fit, follow, proof }))
}

/// How often the first `len` bytes stand there, one behind the other.
fn repeats(tail: &str, len: usize) -> usize {
    let one = tail.get(..len).unwrap_or_default();
    tail.as_bytes().chunks_exact(len.max(1)).take_while(|chunk| *chunk == one.as_bytes()).count().max(1)
}

/// Bytes of `(…)` at the start, when that is short enough for one syllable.
fn group(tail: &str) -> Option<usize> {
    tail.strip_prefix('(')?;
    let close = tail.char_indices().skip(1).take(readings::LONGEST + 1).find(|(_, c)| !c.is_lowercase())?;
    (close.1 == ')' && close.0 > 1).then_some(close.0 + 1)
}

/// ASCII that may be the second byte of a character in GBK.
const fn is_trail(c: char) -> bool {
    matches!(c, '@'..='~')
}

/// O(píng)racle: no Latin letter is read so, and the word goes on. 款A(yù)pp: the last byte of 款 and
/// the A are the two bytes of 預, so the noise was put between bytes, not between characters. 日記](méi) too.
fn behind_a_letter(before: &str, letter: char, syllable: &Syllable, follow: Option<char>) -> Option<(Fit, Proof)> {
    if !syllable.toned || !readings::exists(syllable) {
        return None;
    }
    let goes_on = letter.is_ascii_alphabetic() && follow.is_some_and(|c| c.is_ascii_alphabetic());
    let starts_word = before.chars().rev().nth(1).is_none_or(|c| !c.is_ascii_alphabetic());
    let proven = straddles(before, letter, syllable);
    (proven || goes_on && starts_word).then_some((Fit::First, Proof::Certain))
}

/// True when the last byte of the character before the letter, in GBK, and the letter itself make a
/// character that is read so.
fn straddles(before: &str, letter: char, syllable: &Syllable) -> bool {
    let mut back = before.chars().rev().skip(1);
    let Some([_, trail]) = back.next().map(unfold).and_then(gbk_bytes) else { return false };
    let Ok(letter) = u8::try_from(letter) else { return false };
    let pair = [trail, letter];
    let straddled = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&pair);
    let key = straddled.and_then(|text| text.chars().next());
    key.is_some_and(|key| readings::fit(key, syllable).is_some())
}

/// Full-width forms are often folded after the damage: `,F(xiàn)lutter` was `，F(xiàn)lutter`.
fn unfold(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Is the character shown rather than used: alone between quotation marks or in a list?
fn stands_alone(before: &str, host: char, after: &str) -> bool {
    const QUOTES: &str = "“”‘’「」『』\"'、/《》";
    let word = before.strip_suffix(host).unwrap_or(before);
    let alone = word.chars().next_back().is_none_or(|c| QUOTES.contains(c));
    alone && after.chars().next().is_none_or(|c| QUOTES.contains(c))
}

/// Where a text speaks of readings, so that the notes near by may be its subject.
struct Lessons(Vec<usize>);

impl Lessons {
    /// Bytes: some sixty characters.
    const REACH: usize = 180;

    fn of(text: &str) -> Self {
        const WORDS: [&str; 22] = [
            "多音字",
            "拼音",
            "读音",
            "讀音",
            "读作",
            "讀作",
            "念作",
            "唸作",
            "读成",
            "讀成",
            "念成",
            "唸成",
            "发音",
            "發音",
            "声调",
            "聲調",
            "注音",
            "通假",
            "生僻字",
            "轻声",
            "輕聲",
            "谐音",
        ];
        let found = WORDS.iter().flat_map(|w| memchr::memmem::find_iter(text.as_bytes(), w.as_bytes()));
        let mut places: Vec<usize> = found.collect();
        places.sort_unstable();
        Self(places)
    }

    fn near(&self, at: usize) -> bool {
        let i = self.0.partition_point(|place| *place + Self::REACH < at);
        self.0.get(i).is_some_and(|place| *place < at + Self::REACH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(&str, Proof)> {
        let mut out = Vec::new();
        find(text, |range, note| out.push((&text[range], note.proof)));
        out
    }

    #[test]
    fn notes_are_found_with_their_repeats() {
        assert_eq!(all("聯(lián)網(wǎng)+"), [("(lián)", Proof::Open), ("(wǎng)", Proof::Open)]);
        assert_eq!(all("市场(chang)(chang)上"), [("(chang)(chang)", Proof::Certain)]);
        // The end of the stretch is not another repeat.
        assert_eq!(all("大小為(wèi)"), [("(wèi)", Proof::Open)]);
        assert_eq!(all("市场(chang)(chang)"), [("(chang)(chang)", Proof::Certain)]);
    }

    #[test]
    fn notes_inside_latin_words_are_found() {
        assert_eq!(all("使用O(píng)racle的"), [("(píng)", Proof::Certain)]);
        assert_eq!(all("一款A(yù)pp"), [("(yù)", Proof::Certain)]);
        assert_eq!(all(",F(xiàn)lutter"), [("(xiàn)", Proof::Certain)]);
        assert_eq!(all("[日記](méi)[2]"), [("(méi)", Proof::Certain)]);
        assert_eq!(all("[日历](méi)[2]"), []);
    }

    #[test]
    fn words_in_parentheses_are_not_notes() {
        for text in [
            "授权码(MA)",
            "李(Li)",
            "首頁(home)",
            "键（key）",
            "f(x)",
            "登入(login)",
            "银行（háng）",
            "()",
            "网(",
            "(wǎng)",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
    }

    #[test]
    fn lessons_are_told_apart() {
        for text in ["多音字“行(háng)、重(zhòng)”", "这里的“长(zhǎng)”", "银行的行读作行(háng)，别念错"]
        {
            assert!(all(text).iter().all(|(_, proof)| *proof == Proof::Lesson), "{text}");
        }
        assert_eq!(all("李(lǐ)飞飞"), [("(lǐ)", Proof::Open)]);
    }
}
