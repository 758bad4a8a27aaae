//! What is no prose inside one paragraph, heading or cell.
//!
//! A scanner of our own, not a parser's events: emphasis is read the way Chinese authors mean it
//! (`**注意：**后面` is bold to them, though not to CommonMark, whose rule for punctuation expects
//! spaces), containers' marks inside the text need no copy with another numbering, and an unfinished
//! edit never swallows what stands behind it. Whether `[text][label]` is a link depends on a
//! definition far away, which a block cannot know; it is read as one.
//! Invariant: linear in the length of the text; masks come out sorted and disjoint.

use std::borrow::Cow;
use std::ops::Range;

use super::emphasis::Emphasis;
use super::tag::{self, Markup, Missing};
use super::ticks::Ticks;
use super::{entity, html, link};
use crate::document::scan::{mask_of, offset, slice};
use crate::document::{Directive, Mask, MaskKind, directive};

/// Appends the masks of `content`; `prefixes` are the marks of containers at the start of its lines.
pub(super) fn scan(
    text: &str,
    content: Range<usize>,
    prefixes: &[Range<usize>],
    masks: &mut Vec<Mask>,
    directives: &mut Vec<Directive>,
) {
    let clean = clean(text, content.clone(), prefixes);
    let mut scanner = Scanner::new(&clean, content.start, directives);
    scanner.run();
    let mut found = scanner.masks;
    scanner
        .emphasis
        .finish(|range| found.push(mask_of(content.start + range.start..content.start + range.end, MaskKind::Markup)));
    found.sort_unstable_by_key(|m| m.span.start);
    let found = merge(found, prefixes);
    if masks.is_empty() {
        *masks = found;
    } else {
        masks.extend(found);
    }
}

/// The content with spaces in place of the containers' marks, so that places stay what they are.
pub(super) fn clean<'a>(text: &'a str, content: Range<usize>, prefixes: &[Range<usize>]) -> Cow<'a, str> {
    let source = slice(text, content.clone());
    let blank = |range: &Range<usize>| slice(text, range.clone()).bytes().all(|b| matches!(b, b' ' | b'\t'));
    if prefixes.iter().all(blank) {
        return Cow::Borrowed(source);
    }
    let mut copy = String::with_capacity(source.len());
    let mut at = content.start;
    for prefix in prefixes {
        copy.push_str(slice(text, at..prefix.start));
        copy.extend(std::iter::repeat_n(' ', prefix.len()));
        at = prefix.end;
    }
    copy.push_str(slice(text, at..content.end));
    Cow::Owned(copy)
}

/// Masks with those of the containers' marks, save where such a mark lies inside a mask.
pub(super) fn merge(masks: Vec<Mask>, prefixes: &[Range<usize>]) -> Vec<Mask> {
    if prefixes.is_empty() {
        return masks;
    }
    let mut merged = Vec::with_capacity(masks.len() + prefixes.len());
    let mut prefixes = prefixes.iter().filter(|p| !p.is_empty()).peekable();
    for mask in masks {
        while let Some(prefix) = prefixes.next_if(|p| p.end <= mask.span.start as usize) {
            merged.push(mask_of(prefix.clone(), MaskKind::Markup));
        }
        while prefixes.next_if(|p| p.start < mask.span.end as usize).is_some() {}
        merged.push(mask);
    }
    merged.extend(prefixes.map(|p| mask_of(p.clone(), MaskKind::Markup)));
    merged
}

struct Scanner<'a, 'd> {
    text: &'a str,
    base: usize,
    masks: Vec<Mask>,
    directives: &'d mut Vec<Directive>,
    emphasis: Emphasis,
    brackets: link::Brackets,
    ticks: Option<Ticks>,
    missing: Missing,
}

impl<'a, 'd> Scanner<'a, 'd> {
    fn new(text: &'a str, base: usize, directives: &'d mut Vec<Directive>) -> Self {
        let emphasis = Emphasis::default();
        let brackets = link::Brackets::default();
        Self { text, base, masks: Vec::new(), directives, emphasis, brackets, ticks: None, missing: Missing::default() }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(i) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| MARKS[usize::from(*b)])) {
            let place = at + i;
            at = self.mark(place, bytes.get(place).copied().unwrap_or_default()).max(place + 1);
        }
    }

    /// Reads what the mark at `at` begins. Returns where to go on.
    fn mark(&mut self, at: usize, byte: u8) -> usize {
        match byte {
            b'`' => self.code(at),
            b'\\' => self.escape(at),
            b'&' => match entity::at(self.text, at) {
                Some((c, end)) => self.push(at..end, MaskKind::Entity(c)),
                None => at + 1,
            },
            b'<' => self.html(at),
            b'[' | b'!' => self.open(at),
            b']' => self.close(at),
            b'*' | b'_' | b'~' => self.emphasis.run(self.text, at, byte),
            b'{' => self.braces(at),
            _ => at + 1,
        }
    }

    fn push(&mut self, range: Range<usize>, kind: MaskKind) -> usize {
        let end = range.end;
        self.masks.push(Mask { span: mask_of(self.base + range.start..self.base + end, kind).span, kind });
        end
    }

    fn code(&mut self, at: usize) -> usize {
        let text = self.text;
        let (end, closed) = self.ticks.get_or_insert_with(|| Ticks::new(text)).at(text, at);
        if closed { self.push(at..end, MaskKind::Code) } else { end }
    }

    /// A backslash before a mark, or at the end of a line, is itself a mark.
    fn escape(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(b) if b.is_ascii_punctuation() => {
                self.push(at..at + 1, MaskKind::Markup);
                at + 2
            }
            Some(b'\n' | b'\r') => self.push(at..at + 1, MaskKind::Markup),
            _ => at + 1,
        }
    }

    fn html(&mut self, at: usize) -> usize {
        let Some((markup, end)) = tag::at(self.text, at, &mut self.missing) else { return at + 1 };
        let (kind, end) = html::mask_for(self.text, &markup, end, &mut self.missing);
        if markup == Markup::Comment {
            self.direct(at..end);
        }
        self.push(at..end, kind)
    }

    /// `{/* … */}` of MDX and `{: .class }` of kramdown.
    fn braces(&mut self, at: usize) -> usize {
        let rest = slice(self.text, at..self.text.len());
        let near = |mark: &str| {
            let window = rest.as_bytes().get(..rest.len().min(400)).unwrap_or_default();
            memchr::memmem::find(window, mark.as_bytes()).map(|i| at + i + mark.len())
        };
        let end = match rest.as_bytes().get(1) {
            Some(b'/') => near("*/}"),
            Some(b':') => near("}"),
            _ => None,
        };
        let Some(end) = end else { return at + 1 };
        self.direct(at..end);
        self.push(at..end, MaskKind::Meta)
    }

    fn direct(&mut self, range: Range<usize>) {
        let mask = mask_of(self.base + range.start..self.base + range.end, MaskKind::Meta);
        self.directives.extend(directive::parse(slice(self.text, range), mask));
    }

    /// `[`, `![`, `[^1]`, `[x]` of tasks, `[!NOTE]` of alerts.
    fn open(&mut self, at: usize) -> usize {
        let rest = slice(self.text, at..self.text.len());
        if rest.starts_with("![") {
            self.brackets.open(at, true);
            return at + 2;
        }
        if rest.starts_with('!') {
            return at + 1;
        }
        if let Some(len) = link::footnote(rest) {
            return self.push(at..at + len, MaskKind::Footnote);
        }
        if at == 0 && link::is_task(rest) {
            return self.push(0..4, MaskKind::Markup);
        }
        if let Some(len) = link::alert(rest).filter(|_| at == 0) {
            return self.push(0..len, MaskKind::Template);
        }
        self.brackets.open(at, false);
        at + 1
    }

    fn close(&mut self, at: usize) -> usize {
        let Some(opened) = self.brackets.close() else { return at + 1 };
        let inner = slice(self.text, opened.inner()..at);
        let Some(end) = link::target(self.text, at + 1, inner) else { return at + 1 };
        self.brackets.linked(&opened);
        self.push(opened.at..opened.inner(), MaskKind::Markup);
        debug_assert!(offset(end) as usize == end);
        self.push(at..end, MaskKind::LinkTarget)
    }
}

/// Bytes at which the scanner stops.
const MARKS: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"`\\&<[!]*_~{";
    let mut i = 0;
    while i < marks.len() {
        table[marks[i] as usize] = true;
        i += 1;
    }
    table
};
