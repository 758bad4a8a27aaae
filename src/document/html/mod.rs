//! HTML, and XML that holds articles: a tag scanner of our own with entry and exit states.
//!
//! No tokenizer of the standard is used, since one can neither start in the middle of a page nor
//! tell where an edit stops to matter, and since broken markup should cost as little prose as
//! possible: an unclosed quotation mark or a `<` in a sentence must not hide the rest of a page.
//! There is no tree either. Block tags cut; what lies between them is either a *run* of prose with
//! inline tags (`run`), or a *gap* (`gap`) of tags, comments and white space, which is a blank
//! block. Scripts and whole elements that are no prose (`frames`) are blocks of code. A step is
//! one of these with the gap that follows.
//!
//! Languages: `lang` of the page is a declaration. On other elements a language that is not
//! Chinese masks the content, so that no rule judges Japanese by Chinese rules, until an element
//! inside says `zh` again. English inline elements stay prose, because word processors mark every
//! number and Latin name in Chinese text so.
//!
//! Invariants: a step ends where something starts whose first bytes alone tell what it is, or
//! behind a place in prose that nothing later can change; the cost is linear.

mod context;
mod declare;
mod element;
mod entity;
mod frames;
mod gap;
mod run;
mod tag;
mod token;

use super::scan::{Block, slice};
use super::{BlockKind, MaskKind};
use context::Context;
use element::Class;
use frames::Frames;
use run::Run;
use tag::Tag;
use token::Token;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    frames: Frames,
    context: Context,
    /// The step before was cut inside a block.
    continues: bool,
    /// The text starts with an XML declaration: unknown elements are blocks, `<a/>` is empty.
    xml: bool,
    cdata: bool,
}

pub(super) fn step(state: &mut State, text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    if at == 0 {
        state.xml = slice(text, 0..text.len().min(8)).trim_start_matches('\u{FEFF}').starts_with("<?xml");
    }
    let end = Scanner { text, state, out }.step(at);
    debug_assert!(end > at);
    if end > at { end } else { skip(text, at, out) }
}

/// No state is known in which a step finds nothing; if there were one, a hang would be the worst answer.
fn skip(text: &str, at: usize, out: &mut Vec<Block>) -> usize {
    let end = at + slice(text, at..text.len()).chars().next().map_or(1, char::len_utf8);
    out.push(Block::new(BlockKind::Blank, at..end));
    end
}

/// One step at work.
struct Scanner<'a, 'b> {
    text: &'a str,
    state: &'b mut State,
    out: &'b mut Vec<Block>,
}

impl<'a> Scanner<'a, '_> {
    fn step(&mut self, at: usize) -> usize {
        // Steps end behind a gap, with these exceptions.
        let mut in_gap = at == 0;
        if let Some(kind) = self.state.frames.mask() {
            let end = self.masked_end(at);
            if end > at {
                return self.code(at, end, kind);
            }
            in_gap = true;
        }
        if std::mem::take(&mut self.state.continues) {
            let end = self.run(Run::new(at, true));
            if end > at {
                return end;
            }
            in_gap = true;
        }
        if in_gap {
            let end = self.gap_behind(at);
            if end > at {
                return end;
            }
        }
        let class = Tag::class_at(self.text, at, self.state.xml).filter(|class| !class.is_inline());
        match class.and_then(|_| self.tag_at(at)) {
            Some(tag) if tag.class == Class::Title => self.title(&tag),
            Some(tag) if tag.class == Class::Raw => self.code(at, self.raw_element_end(&tag), MaskKind::Code),
            Some(tag) if tag.class.cuts() => {
                self.take(&tag);
                let kind = self.state.frames.mask();
                let end = self.masked_end(tag.range.end);
                self.code(at, end, kind.unwrap_or(MaskKind::Tag))
            }
            _ => self.run(Run::new(at, false)),
        }
    }

    /// A block without prose, and the gap behind it.
    fn code(&mut self, at: usize, end: usize, mask: MaskKind) -> usize {
        self.out.push(Block::masked(BlockKind::Code, at..end, mask));
        self.gap_behind(end)
    }

    fn gap_behind(&mut self, at: usize) -> usize {
        if self.state.frames.mask().is_some() {
            return at;
        }
        let gap = self.gap(at);
        self.out.extend(gap.block);
        gap.end
    }

    /// The tag at a place, if there is one.
    fn tag_at(&self, at: usize) -> Option<Tag<'a>> {
        let opens = self.text.as_bytes().get(at) == Some(&b'<');
        opens.then(|| Tag::read(self.text, at, self.state.xml)).flatten()
    }

    /// Takes note of a tag between blocks. What lies inside of a masked element is no part of the page.
    fn take(&mut self, tag: &Tag<'_>) {
        let before = self.state.frames.mask().is_some();
        self.state.frames.apply(tag, self.state.xml);
        let hidden = if tag.is_end { self.state.frames.mask().is_some() } else { before };
        if !hidden {
            self.state.context.apply(tag);
        }
    }

    /// Where prose begins again behind `at`, where it is masked. Only at the end of the text it is masked still.
    fn masked_end(&mut self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let xml = self.state.xml;
        while self.state.frames.mask().is_some() {
            let Some(i) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) else {
                return bytes.len();
            };
            at += i;
            at = match Token::read(self.text, at, xml) {
                Token::Tag(tag) if self.state.frames.release(&tag) => return at,
                Token::Tag(tag) if self.is_raw(&tag) => self.raw_element_end(&tag),
                Token::Tag(tag) => {
                    self.state.frames.apply(&tag, xml);
                    tag.range.end
                }
                Token::Comment(end) | Token::CdataStart(end) | Token::Hidden(end) => end,
                Token::Prose => at + 1,
            };
        }
        at
    }

    /// True for the start of content in which no tag counts.
    fn is_raw(&self, tag: &Tag<'_>) -> bool {
        // Browsers take `<script src="…"/>` for a start tag, whoever writes it does not.
        let opens = matches!(tag.class, Class::Raw | Class::Title) && !tag.is_end && !tag.is_empty;
        opens && (!self.state.frames.in_drawing() || tag.is("script") || tag.is("style"))
    }

    /// Where a raw element ends, with its end tag.
    fn raw_element_end(&self, tag: &Tag<'_>) -> usize {
        if !self.is_raw(tag) {
            return tag.range.end;
        }
        let content = token::raw_end(self.text, tag);
        match self.tag_at(content) {
            Some(end) if end.is_end && end.name == tag.name => end.range.end,
            _ => content,
        }
    }

    /// `<title>…</title>`: prose that stands apart from the body, like front matter.
    fn title(&mut self, tag: &Tag<'_>) -> usize {
        let mut run = Run::new(tag.range.start, false);
        let mut end = tag.range.end;
        run.mask(self.text, tag.range.clone(), MaskKind::Markup);
        if self.is_raw(tag) {
            let content = token::raw_end(self.text, tag);
            end = self.raw_element_end(tag);
            run.plain(self.text, content);
            run.mask(self.text, content..end, MaskKind::Markup);
            run.declarations.extend(declare::title(slice(self.text, tag.range.end..content)));
        }
        self.out.extend(run.finish(self.text, end, BlockKind::FrontMatter));
        self.gap_behind(end)
    }
}
