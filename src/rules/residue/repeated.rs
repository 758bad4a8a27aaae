//! residue/repeated: a sentence, lead or paragraph said twice, and a signature set three times.
//!
//! Not: what a section repeats of another, or a long article of its own lead. Invariant: the first of two is
//! never flagged; it is the evidence.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use ecow::EcoString;

use super::{deletion, echo, is_titled, signature};
use crate::analysis::repeat::{BANDS, Part, Print};
use crate::analysis::{Mark, Observe, Seen};
use crate::document::{BlockKind, Format, MaskKind, Segment};
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt};
use crate::finding::{Applicability, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "residue/repeated";
/// Sentences so many blocks apart are near each other.
const NEAR: u32 = 2;
/// A sentence of the first blocks may come again in the body: the lead was taken from there.
const LEAD: u32 = 8;
/// The next sentence of a copy starts so many bytes behind it at most.
const FOLLOWS: u32 = 4;

/// The line of a release in a log of changes is no longer, in bytes.
const RELEASE: usize = 48;
/// A short line with fewer Han may be said twice in a row (加油加油).
const CAPTION: u32 = 8;

/// One finding for all copies of one text.
pub struct Repeated;

impl Rule for Repeated {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        let chars = cx.view.chars();
        if !matches!(cx.segment.kind, BlockKind::Paragraph | BlockKind::Heading(_)) || !signature::may_stand(chars) {
            return;
        }
        for line in &cx.text().lines {
            if let Some((range, once)) = signature::find(chars, line.range()) {
                let once = cx.view.span(once).of(&cx.segment.text).into();
                seen.marks.push(Mark { rule: ID, span: cx.view.span(range), tag: 0, text: Some(once) });
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for at in cx.marked(ID) {
            let marks = at.seen.marks_of(ID);
            out.extend(marks.filter_map(|mark| signed(cx, mark, mark.span.shifted(at.base))));
        }
        let mut said = Said::default();
        let full = cx.with(Kinds::PRINTS).map(|at| at.seen.prints.iter().filter(|p| p.is_full()).count()).sum();
        said.exact.reserve(full);
        said.bands.reserve(full * BANDS);
        let mut sections = Sections::default();
        for at in cx.with(Kinds::PRINTS) {
            let (section, block) = sections.of(cx, at.index);
            for print in &at.seen.prints {
                said.add(Place { print, span: print.span.shifted(at.base), section, block });
            }
        }
        out.extend(said.repeats.into_iter().map(|repeat| finding(cx, repeat)));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let long = |segments: &[SegmentAt<'_>]| segments.iter().map(|at| at.segment.len()).sum::<u32>() > FOLLOWS;
        change.is_free_of(Kinds::marks_of(ID))
            && change.counts_alike(|segment| divides(cx, segment))
            && change.counts_alike(opens_block)
            // Two copies on both sides of the edit may follow each other or not.
            && long(change.before())
            && long(change.after())
            && is_behind_lead(cx, change.first())
            && echo::is_absent(cx, change)
    }
}

/// True when so many blocks stand before the segment that leads are no matter any more.
fn is_behind_lead(cx: &Judge<'_>, segment: usize) -> bool {
    let before = cx.document.segments().get(..segment).unwrap_or_default();
    before.iter().filter(|segment| opens_block(segment)).nth(LEAD as usize + 1).is_some()
}

fn opens_block(segment: &Segment) -> bool {
    segment.has_prose() && !segment.continues
}

/// Counts the sections and blocks up to a segment, which is asked for in order.
#[derive(Default)]
struct Sections {
    next: usize,
    section: u32,
    block: u32,
}

impl Sections {
    fn of(&mut self, cx: &Judge<'_>, index: usize) -> (u32, u32) {
        for segment in cx.document.segments().get(self.next..=index).unwrap_or_default() {
            self.section += u32::from(divides(cx, segment));
            self.block += u32::from(opens_block(segment));
        }
        self.next = index + 1;
        (self.section, self.block)
    }
}

/// A text that stands somewhere.
#[derive(Clone, Copy)]
struct Place<'a> {
    print: &'a Print,
    span: Span,
    section: u32,
    block: u32,
}

struct Repeat {
    first: Span,
    copies: Vec<Span>,
    near: bool,
}

/// All texts so far, by their hashes, and what was said again.
#[derive(Default)]
struct Said<'a> {
    places: Vec<Place<'a>>,
    /// Numbers of places.
    exact: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    bands: HashMap<u32, u32, BuildHasherDefault<Hashed>>,
    /// The last short line, which may be the lead of what follows it.
    lead: Option<Place<'a>>,
    /// Short lines, which may be captions, by their hashes: the last of each.
    short: HashMap<u64, Place<'a>, BuildHasherDefault<Hashed>>,
    repeats: Vec<Repeat>,
    /// The repeats by where their first stands.
    known: HashMap<u64, usize, BuildHasherDefault<Hashed>>,
}

impl<'a> Said<'a> {
    fn add(&mut self, place: Place<'a>) {
        if !place.print.is_full() {
            return self.short(place);
        }
        let inside = |r: &Repeat| r.copies.last().is_some_and(|c| c.contains(place.span));
        if self.repeats.last().is_some_and(inside) {
            return;
        }
        let first = self.exact.get(&place.print.exact).and_then(|i| self.place(*i)).map(|first| (first, false));
        let first = first.or_else(|| self.near(&place).map(|first| (first, true)));
        match first.filter(|(first, _)| counts(first, &place)) {
            Some((first, near)) => self.repeat(first.span, place.span, near),
            None => {
                // A later one in another section is what comes after it is compared with.
                let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
                self.places.push(place);
                self.exact.insert(place.print.exact, number);
                for band in place.print.bands() {
                    self.bands.insert(band, number);
                }
            }
        }
    }

    /// A short line, or the short first sentence of one.
    fn short(&mut self, place: Place<'a>) {
        if let Some(first) = self.short.get(&place.print.exact).filter(|other| is_caption_of(other, &place)).copied() {
            self.lead = None;
            return self.repeat(first.span, place.span, false);
        }
        if place.print.part == Part::Opening {
            return self.opening(place);
        }
        self.lead = Some(place);
        self.short.insert(place.print.exact, place);
    }

    /// A short lead that the paragraph under it opens with.
    fn opening(&mut self, place: Place<'a>) {
        let below = |lead: &Place<'_>| lead.block + 1 == place.block && place.block <= LEAD;
        let same = |lead: &Place<'_>| lead.print.exact == place.print.exact && lead.section == place.section;
        if let Some(lead) = self.lead.take().filter(|lead| below(lead) && same(lead)) {
            self.repeat(lead.span, place.span, false);
        }
    }

    fn near(&self, place: &Place<'_>) -> Option<Place<'a>> {
        let mut bands = place.print.bands();
        bands.find_map(|band| {
            let other = self.place(*self.bands.get(&band)?)?;
            let apart = other.span.end <= place.span.start;
            (apart && other.print.is_near(place.print)).then_some(other)
        })
    }

    fn place(&self, number: u32) -> Option<Place<'a>> {
        self.places.get(number as usize).copied()
    }

    /// A copy, or the next sentence of one.
    fn repeat(&mut self, first: Span, copy: Span, near: bool) {
        let known = self.known.get(&u64::from(first.start)).and_then(|i| self.repeats.get_mut(*i));
        if let Some(known) = known.filter(|k| k.first == first && k.copies.len() < deletion::MOST) {
            known.copies.push(copy);
            return;
        }
        if let Some(last) = self.repeats.last_mut() {
            let follows = |a: Span, b: Span| a.end <= b.start && b.start - a.end <= FOLLOWS;
            if let Some(end) = last.copies.last_mut().filter(|c| follows(**c, copy) && follows(last.first, first)) {
                end.end = copy.end;
                last.first.end = first.end;
                last.near |= near;
                return;
            }
        }
        self.known.insert(u64::from(first.start), self.repeats.len());
        self.repeats.push(Repeat { first, copies: vec![copy], near });
    }
}

/// One of two short texts is a caption near the other, or both are lines of which one follows the other at once.
fn is_caption_of(first: &Place<'_>, again: &Place<'_>) -> bool {
    let same = first.print.exact == again.print.exact && first.section == again.section;
    let apart = !first.span.overlaps(again.span);
    let captioned = first.print.part == Part::Caption || again.print.part == Part::Caption;
    let follows = again.span.start.saturating_sub(first.span.end) <= FOLLOWS && again.print.part == Part::Line;
    let near = again.block - first.block <= NEAR;
    same && apart && near && (captioned || (follows && first.print.part == Part::Line)) && again.print.han >= CAPTION
}

/// Whether two places of one text are a fault.
fn counts(first: &Place<'_>, again: &Place<'_>) -> bool {
    if first.section != again.section || first.span.overlaps(again.span) {
        return false;
    }
    let is_whole = |place: &Place<'_>| matches!(place.print.part, Part::Line | Part::Caption);
    let whole = is_whole(first) && is_whole(again);
    whole || again.block - first.block <= NEAR || first.block > LEAD
}

/// A heading of the author, code or templating (tabs of a manual) stands between sections: documents repeat in each what holds for each.
fn divides(cx: &Judge<'_>, segment: &Segment) -> bool {
    let text = segment.text.trim_start();
    let code = segment.kind == BlockKind::Code || text.starts_with("```");
    let title = text.starts_with("# ") || segment.kind == BlockKind::Heading(1);
    let level = if let BlockKind::Heading(level) = segment.kind { level } else { 0 };
    // In HTML the tags of a heading stand before it.
    if is_release(text) || (cx.document.format == Format::Html && level > 1) {
        return true;
    }
    let templated = text.starts_with(':') || segment.masks.iter().any(|m| m.kind == MaskKind::Template);
    code || templated || (is_titled(segment) && !title)
}

/// v1.2 (2021-03-04): a log of changes may say the same of each release.
fn is_release(text: &str) -> bool {
    let bare = text.trim_start_matches(['*', '_', '[', 'v', 'V', ' ']);
    let bare = ["版本", "Version", "version"].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    let number = bare.trim_start();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let dotted = matches!(number.as_bytes().get(digits..), Some([b'.', b'0'..=b'9', ..]));
    (1..=3).contains(&digits) && dotted && text.trim_end().len() <= RELEASE
}

fn finding(cx: &Judge<'_>, repeat: Repeat) -> Finding {
    let text = deletion::shorten(repeat.first.of(cx.document.text()));
    let key = if repeat.near { "near" } else { "default" };
    let message = Message::new(ID, key).text("text", text.clone());
    let edits = repeat.copies.iter().map(|c| Edit::new(*c, "")).collect();
    Finding::new(ID, cx.severity(ID), message, repeat.copies)
        .with_related(repeat.first, Message::new(ID, "first"))
        .with_fix(Title::Delete(text.into()), Applicability::Suggested, edits)
}

fn signed(cx: &Judge<'_>, mark: &Mark, span: Span) -> Option<Finding> {
    let once = EcoString::from(mark.text.as_deref()?);
    let message = Message::new(ID, "signature").text("text", once.clone());
    let finding = Finding::new(ID, cx.severity(ID), message, vec![span]);
    Some(finding.with_fix(Title::Replace(once.clone()), Applicability::Suggested, vec![Edit::new(span, once)]))
}

/// Keys that are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
