//! UTF-8 read as Latin-1 or Windows-1252, once or several times over: ä½\u{a0}å¥½, Ã¤Â½Â…
//!
//! Works on characters that stand for single bytes; ASCII stands for itself and never breaks a span.
//! Invariant: a repair with a certificate, damaged again in the same way, is the input exactly.

use std::ops::Range;
use std::sync::OnceLock;

use super::charset::{self, is_cjk_mark, is_han};
use super::repair::{Chain, Grade, Repair};

/// Rounds that are tried; wild text shows two, rarely three.
const ROUNDS: usize = 3;
/// ASCII that may stand between two damaged runs of one span.
const GAP: usize = 16;

/// How a byte from 80 to 9F was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// As a control character.
    Latin1,
    /// As Windows-1252 has it, with the five bytes it leaves open as control characters.
    Cp1252,
}

/// All damaged spans of one stretch of text, in order.
pub fn find(text: &str, mut found: impl FnMut(Range<usize>, Repair)) {
    let mut from = 0;
    while let Some(run) = next_run(text, from) {
        let joined = with_neighbours(text, run);
        from = joined.end;
        let span = trimmed(text, joined);
        if let Some(repair) = text.get(span.clone()).and_then(repair) {
            found(span, repair);
        }
    }
}

/// The next run of characters that stand for high bytes.
fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.char_indices().find(|(_, c)| high_byte(*c).is_some())?.0;
    Some(start..run_end(text, start))
}

fn run_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices().find(|(_, c)| high_byte(*c).is_none()).map_or(text.len(), |(i, _)| start + i)
}

/// Joins runs that only a little ASCII of the same line parts.
fn with_neighbours(text: &str, mut span: Range<usize>) -> Range<usize> {
    loop {
        let rest = text.get(span.end..).unwrap_or_default();
        let gap = rest.bytes().take_while(|b| matches!(b, b' '..=b'~')).count();
        let next = span.end + gap;
        let end = run_end(text, next);
        if gap > GAP || end == next || !damaged(text.get(next..end).unwrap_or_default()) {
            return span;
        }
        span.end = end;
    }
}

/// Without the marks of undamaged text at its ends: “ä½\u{a0}” stands in sound quotation marks.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let run = text.get(span.clone()).unwrap_or_default();
    let sound = |c: char| "“”‘’…—–•·×÷°«»©®™€£¥".contains(c);
    let head = run.find(|c| !sound(c)).unwrap_or(run.len());
    let mut end = run.len();
    // A mark at the end may be the last byte of a sequence; without it the sequence would be cut.
    while let Some(c) = run.get(head..end).and_then(|r| r.chars().next_back()).filter(|c| sound(*c)) {
        let shorter = end - c.len_utf8();
        let strays = |end: usize| run.get(head..end).and_then(undo).map_or(0, |u| u.stray);
        if strays(shorter) >= strays(end) {
            break;
        }
        end = shorter;
    }
    span.start + head..span.start + end
}

/// True when some sequence of the run can be read as UTF-8.
fn damaged(run: &str) -> bool {
    undo(run).is_some_and(|u| u.read > 0)
}

/// Undoes round after round while that yields sense; judges the result.
fn repair(damaged: &str) -> Option<Repair> {
    let mut text = damaged.to_owned();
    let (mut rounds, mut stray, mut pages) = (0, 0, Vec::new());
    while rounds < ROUNDS {
        let Some(undone) = undo(&text).filter(|u| u.read > 0) else { break };
        rounds += 1;
        stray += undone.stray;
        pages.extend(undone.page);
        text = undone.text;
        if undone.page.is_none() && undone.mixed {
            stray += 1;
        }
    }
    let sense = Sense::of(&text);
    if rounds == 0 || !sense.is_chinese(damaged) {
        return None;
    }
    let chain = if rounds == 1 { Chain::Utf8AsLatin } else { Chain::Utf8AsLatinTwice };
    let proven = stray == 0 && certificate(&text, damaged, rounds);
    let plausible = sense.han >= 3 && sense.rare == 0 && sense.other == 0 && !lower_cased(damaged);
    let grade = match (proven, plausible) {
        (true, true) => Grade::Proven,
        (true, false) if sense.other == 0 => Grade::Likely,
        _ => Grade::Unproven,
    };
    Some(Repair { chain, text: text.into(), grade })
}

/// What one round of undoing gives.
struct Undone {
    text: String,
    /// Sequences of UTF-8 that were read, and high bytes that belong to none.
    read: usize,
    stray: usize,
    page: Option<Page>,
    mixed: bool,
}

/// Reads high bytes as UTF-8 wherever they are.
fn undo(text: &str) -> Option<Undone> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut latin1, mut cp1252) = (0, 0);
    for c in text.chars() {
        let byte = if c.is_ascii() { c as u8 } else { high_byte(c)? };
        match c {
            '\u{80}'..='\u{9F}' if !matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D) => latin1 += 1,
            '\u{100}'.. => cp1252 += 1,
            _ => {}
        }
        bytes.push(byte);
    }
    let page = match (latin1, cp1252) {
        (_, 0) if latin1 > 0 => Some(Page::Latin1),
        (0, _) => Some(Page::Cp1252),
        _ => None,
    };
    let mut undone =
        Undone { text: String::with_capacity(bytes.len()), read: 0, stray: 0, page, mixed: page.is_none() };
    for chunk in bytes.utf8_chunks() {
        undone.text.push_str(chunk.valid());
        undone.read += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        undone.stray += chunk.invalid().len();
        undone.text.extend(chunk.invalid().iter().map(|b| as_read(*b, page.unwrap_or(Page::Cp1252))));
    }
    Some(undone)
}

/// Damaged again as often, through either page in every round, the repair must be the input.
fn certificate(repaired: &str, damaged: &str, rounds: usize) -> bool {
    [Page::Cp1252, Page::Latin1].into_iter().any(|page| {
        let mut text = repaired.to_owned();
        for _ in 0..rounds {
            text = text.bytes().map(|b| as_read(b, page)).collect();
        }
        text == damaged
    })
}

/// What the repaired text is made of.
#[derive(Default)]
struct Sense {
    han: usize,
    /// Han outside of what prose of either script is written with.
    rare: usize,
    marks: usize,
    /// Neither Chinese nor ASCII nor a Latin letter or sign.
    other: usize,
}

impl Sense {
    fn of(text: &str) -> Self {
        let mut sense = Self::default();
        for c in text.chars() {
            match c {
                c if is_han(c) => {
                    sense.han += 1;
                    sense.rare += usize::from(!charset::common().contains(c));
                }
                c if is_cjk_mark(c) => sense.marks += 1,
                ' '..='~' | '\u{A0}'..='\u{FF}' => {}
                _ => sense.other += 1,
            }
        }
        sense
    }

    /// Worth reporting: Han came out, or a mark of which the wreck (â€œ) is no word of any language.
    fn is_chinese(&self, damaged: &str) -> bool {
        let mostly = (self.han + self.marks) > self.other && self.rare * 4 <= self.han;
        let wreck_of_mark = ["â€", "ï¼", "ã€"].iter().any(|w| damaged.contains(w));
        mostly && (self.han > 0 || self.marks > 0 && wreck_of_mark)
    }
}

/// Lower-casing turns Š into š, which is another byte: the text reads well and is wrong.
fn lower_cased(damaged: &str) -> bool {
    let lowered = damaged.chars().any(|c| matches!(c, 'š' | 'œ' | 'ž' | 'ÿ'));
    let upper = damaged.chars().any(char::is_uppercase);
    lowered && !upper
}

/// The byte from 80 to FF that a character stands for in Windows-1252 or Latin-1.
fn high_byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{FF}' => u8::try_from(c).ok(),
        '\u{152}'..='\u{2122}' => (0x80..=0x9F).find(|b| as_read(*b, Page::Cp1252) == c),
        _ => None,
    }
}

/// The character that a byte is read as.
fn as_read(byte: u8, page: Page) -> char {
    match (byte, page) {
        (0x80..=0x9F, Page::Cp1252) => {
            static READ: OnceLock<Vec<char>> = OnceLock::new();
            let read = READ.get_or_init(|| {
                let open: Vec<u8> = (0x80..=0x9F).collect();
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&open).0.chars().collect()
            });
            read.get(usize::from(byte - 0x80)).copied().unwrap_or(char::from(byte))
        }
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damage(text: &str, page: Page) -> String {
        text.bytes().map(|b| as_read(b, page)).collect()
    }

    fn all(text: &str) -> Vec<(String, String, Grade)> {
        let mut out = Vec::new();
        find(text, |range, r| out.push((text[range].to_owned(), r.text.to_string(), r.grade)));
        out
    }

    #[test]
    fn whole_lines_come_back_exactly() {
        let text = "我们在 2024 年发布了“新一代”云平台，性能提升 30%——远超预期……";
        for page in [Page::Cp1252, Page::Latin1] {
            let once = damage(text, page);
            let twice = damage(&once, page);
            for wreck in [once, twice] {
                let joined: Vec<_> = all(&wreck);
                let mut repaired = wreck.clone();
                for (from, to, grade) in joined.iter().rev() {
                    assert_eq!(*grade, Grade::Proven, "{from} {to}");
                    repaired = repaired.replace(from.as_str(), to);
                }
                assert_eq!(repaired, text);
            }
        }
    }

    #[test]
    fn a_damaged_word_in_sound_quotes_is_cut_out_exactly() {
        let wreck = damage("数据中心", Page::Cp1252);
        let text = format!("今年的“{wreck}”·大会");
        assert_eq!(all(&text), [(wreck, "数据中心".to_owned(), Grade::Proven)]);
    }

    #[test]
    fn what_lost_bytes_is_never_proven() {
        let wreck: String = damage("数据中心的规模很大", Page::Latin1).chars().filter(|c| !c.is_control()).collect();
        assert!(all(&wreck).iter().all(|(_, _, grade)| *grade == Grade::Unproven));
        let lowered = damage("云计算的发展趋势很好", Page::Cp1252).to_lowercase();
        assert!(all(&lowered).iter().all(|(_, _, grade)| *grade != Grade::Proven));
    }

    #[test]
    fn other_languages_are_silent() {
        for text in [
            "café naïve Ünïted",
            "«¡Hola!»",
            "NÃO é",
            "5 µm · 3 × 4 °C",
            "Ça va… “très” bien — oui",
            "È vero",
            "ß»«",
            "Ã",
            "£100 – €200",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
