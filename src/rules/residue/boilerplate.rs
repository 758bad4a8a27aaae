//! residue/boilerplate: what portals, reprints and chatbots left behind.
//!
//! Not: source lines (来源：36kr), which vouch for figures. Invariant: words that authors write too are flagged
//! only in an article in which something surer stands.

use std::ops::Range;

use super::leftover::{self, Left, Page};
use super::{deletion, is_titled, noise};
use crate::analysis::residue;
use crate::analysis::{Facts, Mark, Observe, Seen};
use crate::document::{BlockKind, Segment};
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt};
use crate::finding::{Edit, Finding};
use crate::text::Span;

const ID: &str = "residue/boilerplate";
/// The article's count of sure marks.
const SURE: u32 = 0;
/// … and of lines of random characters.
const NOISE: u32 = 1;
/// So many dates in a column are one.
const COLUMN: usize = 3;

/// One finding for what stands together.
pub struct Boilerplate;

impl Rule for Boilerplate {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if matches!(cx.segment.kind, BlockKind::FrontMatter | BlockKind::TableRow) {
            return;
        }
        let mut found: Vec<(Range<usize>, Left)> = Vec::new();
        if matches!(cx.segment.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
            found.extend(noise::lines(cx.view.raw()).into_iter().map(|line| (line, Left::Noise)));
        }
        let words = residue::words(cx, leftover::CUES);
        if !words.is_empty() || leftover::may_be_date(cx.view.chars()) {
            let text = cx.text();
            let page = Page { chars: cx.view.chars(), text, words: &words, titled: is_titled(cx.segment) };
            found.extend(page.find());
            found.sort_by_key(|(range, _)| range.start);
        }
        for (range, left) in found {
            let tally = match left {
                Left::Noise => Some(NOISE),
                Left::Further | Left::Date => None,
                _ => Some(SURE),
            };
            tally.into_iter().for_each(|tally| seen.facts.tally(ID, tally, 1));
            let span = cx.view.span(range);
            seen.marks.push(Mark { rule: ID, span, tag: left as u32, text: None });
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let (sure, noisy) = shares(cx.facts);
        let mut open = Group::default();
        let mut next = 0;
        for at in cx.marked(ID) {
            let places = deletion::runs(&at, ID, |m| match m.tag {
                t if t == Left::Further as u32 => sure,
                t if t == Left::Noise as u32 => noisy,
                _ => true,
            });
            let mut between = cx.document.segments().get(next..at.index).unwrap_or_default().iter();
            if places.is_empty() && ends_group(at.segment) || between.any(ends_group) {
                open.close(cx, out);
            }
            for (span, tag) in places {
                open.add(cx, span, tag, out);
            }
            next = at.index + 1;
        }
        open.close(cx, out);
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let ends = |segments: &[SegmentAt<'_>]| segments.iter().any(|at| ends_group(at.segment));
        let apart = ends(change.before()) == ends(change.after());
        change.is_free_of(Kinds::marks_of(ID)) && apart && shares(cx.facts) == shares(change.facts)
    }
}

/// Whether the article holds something sure, and more than one line of noise: one may be a password.
fn shares(facts: &Facts) -> (bool, bool) {
    (facts.count(ID, SURE) > 0, facts.count(ID, NOISE) > 1)
}

/// Without places, anything but blank lines ends a group.
fn ends_group(segment: &Segment) -> bool {
    segment.kind != BlockKind::Blank
}

/// More than white space and tags stands between two places.
fn is_told(cx: &Judge<'_>, before: Span, after: Span) -> bool {
    let between = Span::new(before.end, after.start.max(before.end)).of(cx.document.text());
    let mut tagged = false;
    between.chars().any(|c| {
        tagged = (tagged || c == '<') && c != '>';
        !tagged && c != '>' && c.is_alphanumeric()
    })
}

/// Places of one sort in neighbouring blocks.
#[derive(Default)]
struct Group {
    tag: u32,
    places: Vec<Span>,
}

impl Group {
    fn add(&mut self, cx: &Judge<'_>, span: Span, tag: u32, out: &mut Vec<Finding>) {
        // Between dates that have their headlines still, these stand.
        let told = tag == Left::Date as u32 && self.places.last().is_some_and(|last| is_told(cx, *last, span));
        if told || leftover::key(tag) != leftover::key(self.tag) || self.places.len() >= deletion::MOST {
            self.close(cx, out);
        }
        self.tag = tag;
        self.places.push(span);
    }

    fn close(&mut self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let places = std::mem::take(&mut self.places);
        let lines = |span: &Span| span.of(cx.document.text()).lines().count();
        let is_column = self.tag != Left::Date as u32 || places.iter().map(lines).sum::<usize>() >= COLUMN;
        let Some(first) = places.first().filter(|_| is_column) else { return };
        let mut finding = deletion::finding(cx, ID, leftover::key(self.tag), *first);
        if let Some(fix) = finding.fixes.first_mut() {
            fix.edits = places.iter().map(|p| Edit::new(*p, "")).collect();
        }
        finding.places = places;
        out.push(finding);
    }
}
