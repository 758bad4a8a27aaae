//! A run: prose with the inline tags, references and comments in it. It is one block.

use std::ops::Range;

use super::element::Class;
use super::tag::Tag;
use super::token::Token;
use super::{Scanner, declare, entity};
use crate::document::scan::{Block, mask_of, slice};
use crate::document::{BlockKind, Declaration, Directive, Mask, MaskKind, directive, patterns};
use crate::text::Span;

/// A run that is longer ends behind the next tag, line or sentence, and goes on in the next step.
const LONG: usize = 16 << 10;
/// A cell of a table with so many bytes of prose is a paragraph: old pages are laid out in tables.
const LONG_CELL: usize = 300;

/// What is known of a run so far. Invariant: the text before `piece` is done; masks are sorted.
pub(super) struct Run {
    start: usize,
    continues: bool,
    /// Where the prose starts that is not yet searched for patterns.
    piece: usize,
    /// The `&amp;` in it, which are part of the addresses they stand in.
    ampersands: Vec<Mask>,
    masks: Vec<Mask>,
    closed: Option<Closed>,
    /// Bytes of prose, in all and in the last cell.
    prose: usize,
    in_cell: usize,
    cells: usize,
    pub declarations: Vec<Declaration>,
    directives: Vec<Directive>,
}

/// An end tag that no prose follows yet.
struct Closed {
    is_link: bool,
    /// Where it starts, and where the masks behind it end.
    range: Range<usize>,
}

/// Why a stretch of inline content ended.
enum Stop {
    /// Something stands at this place that is no part of the run.
    Border(usize),
    /// The run is long enough.
    Cut(usize),
}

impl Scanner<'_, '_> {
    /// Scans the run that starts at `run`, and the gap behind it.
    pub(super) fn run(&mut self, mut run: Run) -> usize {
        let mut at = run.start;
        loop {
            let context = self.state.context;
            let tabular = |run: &Run| run.cells > 0 || run.in_cell < LONG_CELL;
            let border = match self.inline(&mut run, at) {
                Stop::Border(border) => border,
                Stop::Cut(cut) => {
                    let kind = context.kind(tabular(&run));
                    self.state.continues = true;
                    self.out.extend(run.finish(self.text, cut, kind));
                    return cut;
                }
            };
            run.text(self.text, border);
            let gap = self.gap(border);
            let in_row = context.cell && gap.cell && !gap.row && self.state.frames.mask().is_none();
            let joins = in_row && (1..LONG_CELL).contains(&run.in_cell);
            if joins && let Some(block) = gap.block {
                run.join(self.text, block);
                at = gap.end;
                continue;
            }
            let kind = context.kind(tabular(&run));
            self.out.extend(run.finish(self.text, border, kind));
            self.out.extend(gap.block);
            return gap.end;
        }
    }

    fn inline(&mut self, run: &mut Run, mut at: usize) -> Stop {
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let next = memchr::memchr2(b'<', b'&', rest).map_or(bytes.len(), |i| at + i);
            if let Some(cut) = run.cut(self.text, at, next) {
                run.text(self.text, cut);
                return Stop::Cut(cut);
            }
            let cdata_end = if self.state.cdata {
                memchr::memmem::find(slice(self.text, at..next).as_bytes(), b"]]>")
            } else {
                None
            };
            if let Some(i) = cdata_end {
                return Stop::Border(at + i);
            }
            if next == bytes.len() {
                return Stop::Border(next);
            }
            if bytes.get(next) == Some(&b'&') {
                at = run.reference(self.text, next);
                continue;
            }
            at = match Token::read(self.text, next, self.state.xml) {
                Token::Prose => next + 1,
                Token::Comment(end) => run.comment(self.text, next..end),
                Token::Hidden(end) => run.mask(self.text, next..end, MaskKind::Tag),
                Token::CdataStart(_) => return Stop::Border(next),
                Token::Tag(tag) => match self.inline_tag(run, &tag) {
                    Some(end) => end,
                    None => return Stop::Border(next),
                },
            };
        }
    }

    /// Masks a tag inside the run, with its element where that is no prose. Nothing for a tag that ends the run.
    fn inline_tag(&mut self, run: &mut Run, tag: &Tag<'_>) -> Option<usize> {
        let span = tag.range.clone();
        if tag.class == Class::Raw {
            let end = self.raw_element_end(tag);
            let kind = if end > span.end { MaskKind::Code } else { MaskKind::Tag };
            return Some(run.mask(self.text, span.start..end, kind));
        }
        if tag.class.cuts() || (tag.class == Class::Break && self.ends_paragraph(span.end)) {
            return None;
        }
        run.declarations.extend(declare::by_tag(tag));
        self.state.frames.apply(tag, self.state.xml);
        if let Some(kind) = self.state.frames.mask() {
            let end = self.masked_end(span.end);
            return Some(run.mask(self.text, span.start..end, kind));
        }
        let is_formatting = matches!(tag.class, Class::Formatting | Class::Gloss);
        let joins = is_formatting && !run.is_apart(self.text, tag);
        let end = run.mask(self.text, span.clone(), if joins { MaskKind::Markup } else { MaskKind::Tag });
        if is_formatting && tag.is_end {
            run.close(span, tag.is("a"));
        }
        Some(end)
    }
}

impl Run {
    pub fn new(start: usize, continues: bool) -> Self {
        Self {
            start,
            continues,
            piece: start,
            ampersands: Vec::new(),
            masks: Vec::new(),
            closed: None,
            prose: 0,
            in_cell: 0,
            cells: 0,
            declarations: Vec::new(),
            directives: Vec::new(),
        }
    }

    /// Masks a range behind the prose so far; returns its end.
    pub fn mask(&mut self, text: &str, range: Range<usize>, kind: MaskKind) -> usize {
        self.text(text, range.start);
        let end = range.end;
        self.piece = end;
        if range.is_empty() {
            return end;
        }
        self.closed = self.closed.take().filter(|closed| closed.range.end == range.start);
        if let Some(closed) = &mut self.closed {
            closed.range.end = end;
        }
        let mask = mask_of(range, kind);
        match self.masks.last_mut() {
            Some(last) if kind == MaskKind::Markup && last.kind == kind && last.span.end == mask.span.start => {
                last.span.end = mask.span.end;
            }
            _ => self.masks.push(mask),
        }
        end
    }

    fn close(&mut self, tag: Range<usize>, is_link: bool) {
        let closed = self.closed.take();
        let start = closed.as_ref().map_or(tag.start, |closed| closed.range.start);
        let is_link = is_link || closed.is_some_and(|closed| closed.is_link);
        self.closed = Some(Closed { is_link, range: start..tag.end });
    }

    /// True for a start tag right behind an end tag where a browser shows two things side by side:
    /// links are entries of a menu, and `<i>7</i><i>10</i>` is not the number 710.
    fn is_apart(&self, text: &str, tag: &Tag<'_>) -> bool {
        let Some(closed) = self.closed.as_ref().filter(|c| !tag.is_end && c.range.end == tag.range.start) else {
            return false;
        };
        let is_digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
        let before = slice(text, self.start..closed.range.start).as_bytes().last();
        let figures = is_digit(before) && is_digit(text.as_bytes().get(tag.range.end));
        figures || (closed.is_link && tag.is("a"))
    }

    /// Closes the piece of prose that ends at `end`.
    pub fn text(&mut self, text: &str, end: usize) {
        if self.piece >= end {
            return;
        }
        let range = self.piece..end;
        self.piece = end;
        self.count(slice(text, range.clone()).trim().len());
        let mut found = indentations(text, range.clone());
        patterns::mask(text, range, &mut found);
        if self.ampersands.is_empty() {
            self.masks.append(&mut found);
        } else {
            let ampersands = std::mem::take(&mut self.ampersands);
            self.masks.extend(overlay(ampersands, found));
        }
    }

    /// Takes in text up to `end` in which no tags count, but references do.
    pub fn plain(&mut self, text: &str, end: usize) {
        let mut at = self.piece;
        while let Some(i) = memchr::memchr(b'&', slice(text, at..end).as_bytes()) {
            at = self.reference(text, at + i).min(end);
        }
        self.text(text, end);
    }

    fn count(&mut self, bytes: usize) {
        self.prose += bytes;
        self.in_cell += bytes;
    }

    /// Reads what an `&` starts; returns where to go on.
    fn reference(&mut self, text: &str, at: usize) -> usize {
        let Some((c, end)) = entity::read(text, at) else {
            return at + 1;
        };
        if c == '&' {
            self.ampersands.push(mask_of(at..end, MaskKind::Entity(c)));
            return end;
        }
        self.count(if c.is_whitespace() { 0 } else { c.len_utf8() });
        self.mask(text, at..end, MaskKind::Entity(c))
    }

    fn comment(&mut self, text: &str, range: Range<usize>) -> usize {
        let mask = mask_of(range.clone(), MaskKind::Meta);
        self.directives.extend(directive::parse(slice(text, range.clone()), mask));
        self.mask(text, range, MaskKind::Meta)
    }

    /// Takes in the gap before the next cell of the row.
    fn join(&mut self, text: &str, gap: Block) {
        self.mask(text, gap.range, MaskKind::Cell);
        self.directives.extend(gap.directives);
        self.declarations.extend(gap.declarations);
        self.in_cell = 0;
        self.cells += 1;
    }

    /// Where the run may end between `at` and `next` because it is long.
    fn cut(&self, text: &str, at: usize, next: usize) -> Option<usize> {
        let due = self.start + LONG;
        if next <= due {
            return None;
        }
        if at >= due && self.piece == at {
            return Some(at);
        }
        let from = crate::document::scan::floor(text, at.max(due));
        let rest = slice(text, from..next);
        let line = memchr::memchr(b'\n', rest.as_bytes()).map(|i| i + 1);
        let line = line.filter(|i| *i < rest.len());
        let before = line.map_or(rest, |line| slice(rest, 0..line));
        let sentence = before.find('。').map(|i| i + '。'.len_utf8()).filter(|i| *i < rest.len());
        sentence.or(line).map(|i| from + i)
    }

    /// The block, if there is any text in it.
    pub fn finish(mut self, text: &str, end: usize, kind: BlockKind) -> Option<Block> {
        self.text(text, end);
        let is_code = |m: &Mask| matches!(m.kind, MaskKind::Code | MaskKind::Math);
        let kind = match self.prose {
            0 if self.masks.iter().any(is_code) => BlockKind::Code,
            0 => BlockKind::Blank,
            _ => kind,
        };
        let block = Block {
            kind,
            range: self.start..end,
            continues: self.continues,
            masks: self.masks,
            declarations: self.declarations,
            directives: self.directives,
        };
        (end > self.start).then_some(block)
    }
}

/// The spaces that lines of source start with: a browser shows none of them.
fn indentations(text: &str, range: Range<usize>) -> Vec<Mask> {
    let bytes = slice(text, range.clone()).as_bytes();
    let mut found = Vec::new();
    for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let from = i + 1;
        let len = bytes.get(from..).unwrap_or_default().iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        if len > 0 {
            found.push(mask_of(range.start + from..range.start + from + len, MaskKind::Markup));
        }
    }
    found
}

/// Patterns with the `&amp;` that no pattern covers. A pattern that would divide one goes.
fn overlay(ampersands: Vec<Mask>, mut patterns: Vec<Mask>) -> Vec<Mask> {
    let divides = |pattern: Span| {
        let i = ampersands.partition_point(|a| a.span.end <= pattern.start);
        let j = ampersands.partition_point(|a| a.span.end <= pattern.end);
        let cut = |k: usize| ampersands.get(k).is_some_and(|a| a.span.overlaps(pattern) && !pattern.contains(a.span));
        cut(i) || cut(j)
    };
    patterns.retain(|p| !divides(p.span));
    let mut kept = Vec::with_capacity(ampersands.len() + patterns.len());
    let mut patterns = patterns.into_iter().peekable();
    for ampersand in ampersands {
        while let Some(pattern) = patterns.next_if(|p| p.span.end <= ampersand.span.start) {
            kept.push(pattern);
        }
        if !patterns.peek().is_some_and(|p| p.span.contains(ampersand.span)) {
            kept.push(ampersand);
        }
    }
    kept.extend(patterns);
    kept
}
