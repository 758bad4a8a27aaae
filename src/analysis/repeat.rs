//! Fingerprints of sentences and lines, by which an article finds what it says twice.
//!
//! Two sentences are the same when their Han, letters and digits are; spaces and marks do not count. Two are
//! nearly the same when nine in ten pairs of neighbouring characters are shared and all figures and Latin words
//! agree. Knows no article. Invariant: equal texts have equal prints, whatever stands around them.

use std::ops::Range;

use super::residue::{self, Word, class, is_han};
use super::{Observe, Seen};
use crate::document::{BlockKind, MaskKind, PLACEHOLDER, View};
use crate::text::Span;

/// Fewer Han than this may be said twice …
const FEWEST: u32 = 20;
/// … except by a lead of so many that the text under it opens with.
const SHORTEST: u32 = 6;
/// In a hundred bins so many agree when nine pairs of ten are shared; the estimate scatters by some bins.
const ENOUGH: u32 = 87;
/// Pairs of characters fall into so many bins, of which the smallest hash is kept.
pub const BINS: usize = 32;
/// A print has so many bands …
pub const BANDS: usize = BINS / BAND;
/// … of so many bins.
const BAND: usize = 6;

/// What of a line a print is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Line,
    /// The line of a figure, without the label that it begins with.
    Caption,
    /// The first of several sentences.
    Opening,
    Sentence,
}

/// A sentence or a whole line of prose with 20 Han or more; lines of one sentence, captions and openings may be
/// shorter.
#[derive(Clone, Debug, PartialEq)]
pub struct Print {
    /// Bytes of the segment.
    pub span: Span,
    pub part: Part,
    pub han: u32,
    /// Hash of everything that counts.
    pub exact: u64,
    /// Hash of all that is not Han.
    figures: u64,
    sketch: [u16; BINS],
}

impl Print {
    /// Long enough to be compared with the whole article.
    pub fn is_full(&self) -> bool {
        self.han >= FEWEST
    }

    /// About nine pairs of ten are shared, and nothing but Han differs.
    pub fn is_near(&self, other: &Self) -> bool {
        if self.figures != other.figures || self.han.abs_diff(other.han) * 10 > self.han.max(other.han) {
            return false;
        }
        // Without branches, so that many bins are compared at once.
        let bins = || self.sketch.iter().zip(&other.sketch);
        let equal: u32 = bins().map(|(a, b)| u32::from(a == b)).sum();
        let empty: u32 = bins().map(|(a, b)| u32::from(a & b == u16::MAX)).sum();
        (equal - empty) * 100 >= (BINS as u32 - empty) * ENOUGH
    }

    /// Keys of which two near prints share one: 4 in 5 times each when nine pairs of ten are shared.
    pub fn bands(&self) -> impl Iterator<Item = u32> + '_ {
        self.sketch.chunks_exact(BAND).zip(1u64..).filter_map(|(bins, band)| match bins {
            [a, b, ..] if (*a, *b) != (u16::MAX, u16::MAX) => Some(mix(mix(band, u64::from(*a)), u64::from(*b)) as u32),
            _ => None,
        })
    }
}

/// Takes the prints of one segment, unless lists, tables, headings or quotations are its kind.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let told = matches!(cx.segment.kind, BlockKind::Paragraph | BlockKind::Caption) || is_plain_heading(cx);
    if !told || cx.view.len() < SHORTEST as usize {
        return;
    }
    let text = cx.text();
    let words = residue::words(cx, class::CAPTION.or(class::POINTING));
    let mut sentences = text.sentences.iter().peekable();
    for line in &text.lines {
        let caption = caption(cx, line.range(), &words);
        // A table drawn in text: its cells repeat each other.
        let drawn = matches!(cx.view.chars().get(line.start), Some('|' | '#')) || is_alt(cx, line.start);
        let points = |range: &Range<usize>| words.iter().any(|w| w.start == range.start && w.is(class::POINTING));
        let take = |range, part| if drawn || points(&range) { None } else { print(cx, range, part) };
        let mut part = Part::Opening;
        while let Some(sentence) = sentences.next_if(|s| s.line == *line) {
            let last = sentences.peek().is_none_or(|s| s.line != *line);
            if part == Part::Opening {
                let whole = caption.clone().map_or((line.range(), Part::Line), |text| (text, Part::Caption));
                seen.prints.extend(take(whole.0, whole.1));
            }
            // A line of one sentence is told already.
            if !(last && part == Part::Opening) {
                seen.prints.extend(take(sentence.start..sentence.end, part));
            }
            part = Part::Sentence;
        }
    }
}

/// The line of a figure: a caption of its own, or a line that begins as one (▲, 图：, 图为). Its number stays, since
/// 图1 and 图2 may show the same.
fn caption(cx: &Observe<'_>, line: Range<usize>, words: &[Word]) -> Option<Range<usize>> {
    let char = |at: usize| cx.view.chars().get(at).copied().filter(|_| at < line.end).unwrap_or('\n');
    let skip = |mut at: usize, of: fn(char) -> bool| {
        while at < line.end && of(char(at)) {
            at += 1;
        }
        at
    };
    let start = skip(line.start, |c| matches!(c, '▲' | '△' | '▼' | '↑' | '(' | '【' | '[' | ' '));
    let decorated = matches!(char(line.start), '▲' | '△' | '▼' | '↑');
    let word = words.iter().find(|word| word.start == start && word.is(class::CAPTION));
    let behind = word.map_or(start, |word| skip(word.end, |c| matches!(c, ':' | '/' | '|' | '丨' | ' ')));
    let labelled = word.is_some_and(|word| behind > word.end || char(word.end - 1) == '为');
    match (labelled, decorated || cx.segment.kind == BlockKind::Caption) {
        (true, _) => Some(behind..line.end),
        (false, true) => Some(start..line.end),
        (false, false) => None,
    }
}

/// The text that stands for an image in Markdown, which readers of the image do not see.
fn is_alt(cx: &Observe<'_>, at: usize) -> bool {
    let start = cx.view.span(at..at + 1).start as usize;
    cx.segment.text.get(..start).is_some_and(|head| head.ends_with("!["))
}

/// A line of plain text that merely stands alone: a lead or a title that may be repeated.
fn is_plain_heading(cx: &Observe<'_>) -> bool {
    let marked = cx.segment.masks.iter().any(|m| matches!(m.kind, MaskKind::Markup | MaskKind::Tag));
    matches!(cx.segment.kind, BlockKind::Heading(_)) && !marked && !cx.segment.text.starts_with('#')
}

fn print(cx: &Observe<'_>, range: Range<usize>, part: Part) -> Option<Print> {
    let mut print =
        Print { span: cx.view.span(range.clone()), part, han: 0, exact: 0, figures: 0, sketch: [u16::MAX; BINS] };
    let fewest = if part == Part::Sentence { FEWEST } else { SHORTEST };
    // 请运行以下命令： leads to something else each time.
    let introduces = range.end.checked_sub(1).and_then(|i| cx.view.chars().get(i)) == Some(&':');
    let mut last = None;
    for at in range {
        let c = cx.view.chars().get(at).copied().unwrap_or(' ');
        match c {
            PLACEHOLDER if cx.view.placeholder(at) == Some(MaskKind::Damage) => return None,
            PLACEHOLDER => print.take_masked(cx, cx.view, at),
            c if is_han(c) => {
                print.han += 1;
                print.take_pair(last, c);
                last = Some(c);
            }
            c if is_letter(c) => {
                print.figures = mix(print.figures, u64::from(c));
                print.take_pair(last, c);
                last = Some(c);
            }
            _ => {}
        }
    }
    (print.han >= fewest && !introduces).then_some(print)
}

/// A letter or digit. Most of what is none lies in two blocks of marks, which are told without a table.
fn is_letter(c: char) -> bool {
    !matches!(c, '\u{2000}'..='\u{206F}' | '\u{3008}'..='\u{3020}' | '\u{3000}'..='\u{3004}') && c.is_alphanumeric()
}

impl Print {
    /// Code and links are compared as they stand.
    fn take_masked(&mut self, cx: &Observe<'_>, view: &View, at: usize) {
        for byte in view.span(at..at + 1).of(&cx.segment.text).bytes() {
            self.figures = mix(self.figures, u64::from(byte));
            self.exact = mix(self.exact, u64::from(byte));
        }
    }

    fn take_pair(&mut self, last: Option<char>, c: char) {
        self.exact = mix(self.exact, u64::from(c));
        let Some(last) = last else { return };
        let hash = mix(u64::from(last), u64::from(c));
        if let Some(bin) = self.sketch.get_mut(hash as usize % BINS) {
            *bin = (*bin).min((hash >> 48) as u16);
        }
    }
}

/// One step of a hash that is the same on every machine.
fn mix(state: u64, value: u64) -> u64 {
    let mixed = (state ^ value.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::engine::Article;
    use crate::rules;
    use crate::settings::Settings;

    fn prints(text: &str) -> Vec<Print> {
        let engine = rules::engine(Settings::default());
        let article = Article::new(&engine, Document::new(text, Format::Plain));
        article.seen().iter().flat_map(|s| s.prints.clone()).collect()
    }

    const LONG: &str = "这家公司在过去的两年里陆续关闭了设在南方几座城市的客服中心，把员工转到了新成立的支持团队。";

    #[test]
    fn marks_spaces_and_script_do_not_count() {
        let other = "這家公司在過去的兩年裡，陸續關閉了設在南方幾座城市的客服中心 把員工轉到了新成立的支持團隊";
        assert_eq!(prints(LONG)[0].exact, prints(other)[0].exact);
    }

    #[test]
    fn one_character_more_is_near_and_another_clause_is_not() {
        let long = LONG.replace('。', "，并且承诺不会因此裁减任何一个岗位，也不会降低任何一位客户已经买下的服务标准。");
        let (base, more) = (&prints(&long)[0], &prints(&long.replace("员工", "员工都"))[0]);
        assert!(base.exact != more.exact && base.is_near(more));
        assert!(base.bands().any(|band| more.bands().any(|b| b == band)));
        assert!(!base.is_near(&prints(&long.replace("把员工转到了", "然后裁掉了一半的"))[0]));
    }

    #[test]
    fn figures_and_code_keep_sentences_apart() {
        let (one, two) = (LONG.replace("两年", "2年"), LONG.replace("两年", "3年"));
        assert!(!prints(&one)[0].is_near(&prints(&two)[0]));
    }

    #[test]
    fn short_sentences_tables_and_introductions_have_no_print() {
        for text in ["公司发布了。", &format!("| {LONG} |"), &LONG.replace('。', "："), &format!("- {LONG}")] {
            assert_eq!(prints(text), [], "{text}");
        }
    }

    #[test]
    fn a_line_of_several_sentences_has_a_print_of_its_own() {
        let parts: Vec<Part> = prints(&format!("{LONG}{LONG}")).iter().map(|p| p.part).collect();
        assert_eq!(parts, [Part::Line, Part::Opening, Part::Sentence]);
    }
}
