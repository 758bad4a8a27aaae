//! `typography/punctuation`: half-width marks where a Chinese sentence wants full-width ones.
//!
//! Invariant: in a block that holds damage no edit is offered, and no `?`, `!` or `.` is flagged,
//! since such a mark may be what is left of lost text.

use super::damaged::Damaged;
use super::lines;
use super::literal::Literals;
use super::marks::{self, Fault, Mark as Kind};
use super::place::{is_name, is_plain};
use crate::analysis::damage::{Damage, DamageKind};
use crate::analysis::{Facts, Mark, Observe, Seen};
use crate::engine::{Change, Judge, Rule, SegmentAt};
use crate::finding::{Applicability, Certainty, Edit, Finding};
use crate::message::{Message, Title};
use crate::text::Span;

const ID: &str = "typography/punctuation";

/// From so many faults on, and if they outnumber the right marks, the article as a whole is set wrong:
/// one root cause, one finding.
const THROUGHOUT: u32 = 5;

/// Tallies: brackets and other marks, as they stand wrong (half-width) and right (full-width).
const HALF_MARKS: u32 = 0;
const FULL_MARKS: u32 = 1;
const HALF_BRACKETS: u32 = 2;
const FULL_BRACKETS: u32 = 3;
/// Tally: segments in which text was read with a wrong codec or lost.
const LOSSES: u32 = 4;

/// Flags in the tag of a mark.
const BRACKET: u32 = 1;
const UNSURE: u32 = 2;
/// A mark that lost text may have left behind.
const DOUBTFUL: u32 = 4;
/// Above the flags stands the full-width mark.
const FULL: u32 = 8;

pub struct Punctuation;

impl Rule for Punctuation {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        let literals = Literals::new(cx);
        for line in lines::lines_with(cx.view, marks::is_mark) {
            let faults = marks::faults(&line);
            let right = |f: &Fault| {
                let at = line.base + f.at.start..line.base + f.at.end;
                !literals.holds(at.start) && is_plain(cx, at)
            };
            for group in faults.chunk_by(|a, b| (a.full, b.full) == ('（', '）')) {
                // One bracket of a pair is not changed without the other.
                if group.iter().all(right) {
                    group.iter().for_each(|fault| note(cx, seen, line.base, fault));
                }
            }
        }
        if seen.damage.iter().any(is_loss) {
            seen.facts.tally(ID, LOSSES, 1);
        }
        let (mut marks, mut brackets) = (0, 0);
        for c in cx.view.raw() {
            marks += u32::from(matches!(c, '，' | '；' | '：' | '？' | '！' | '。'));
            brackets += u32::from(*c == '（');
        }
        for (tag, n) in [(FULL_MARKS, marks), (FULL_BRACKETS, brackets)].into_iter().filter(|(_, n)| *n > 0) {
            seen.facts.tally(ID, tag, n);
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let Setting { throughout, brackets, losses } = setting(cx.facts);
        let blocks = Damaged::new(cx);
        let mut faults = Vec::new();
        for at in cx.marked(ID) {
            let damaged = blocks.holds(at.index);
            let wrong = at.seen.marks_of(ID).filter(|m| {
                // Where text was lost, a ? may be what is left of it, and not in its own block only.
                let doubtful = damaged && m.tag & DOUBTFUL != 0 || losses && m.tag / FULL == '？' as u32;
                (brackets || m.tag & BRACKET == 0) && !doubtful && !is_name(&at, m.span)
            });
            faults.extend(wrong.filter_map(|m| Place::new(&at, m, damaged)));
        }
        if throughout {
            whole(cx, faults, out);
        } else {
            each(cx, &faults, out);
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let same = setting(cx.facts) == setting(change.facts);
        same && change.marks_stand(ID) && change.mentions_stand() && Damaged::stands(cx, change)
    }
}

/// How the article is set.
#[derive(PartialEq, Eq)]
struct Setting {
    /// With half-width marks as a whole.
    throughout: bool,
    /// So that half-width brackets are wrong.
    brackets: bool,
    /// Text was lost somewhere.
    losses: bool,
}

fn setting(facts: &Facts) -> Setting {
    let count = |tag| facts.count(ID, tag);
    let throughout = count(HALF_MARKS) >= THROUGHOUT && count(HALF_MARKS) > count(FULL_MARKS);
    let brackets = throughout || count(FULL_BRACKETS) >= count(HALF_BRACKETS);
    Setting { throughout, brackets, losses: count(LOSSES) > 0 }
}

/// Readings behind characters take nothing away; examples of garbled text are no loss.
fn is_loss(damage: &Damage) -> bool {
    !damage.quoted && !matches!(damage.kind, DamageKind::Note(_))
}

fn note(cx: &Observe<'_>, seen: &mut Seen, base: usize, fault: &Fault) {
    let at = base + fault.at.start..base + fault.at.end;
    let span = cx.view.span(at);
    let mut tag = if fault.sure { 0 } else { UNSURE };
    let tally = match fault.mark {
        Kind::Bracket => {
            tag |= BRACKET;
            HALF_BRACKETS
        }
        Kind::Question | Kind::Exclamation | Kind::Stop => {
            tag |= DOUBTFUL;
            HALF_MARKS
        }
        _ => HALF_MARKS,
    };
    if fault.full != '）' {
        seen.facts.tally(ID, tally, 1); // A pair of brackets counts once.
    }
    seen.marks.push(Mark { rule: ID, span, tag: tag | (fault.full as u32 * FULL), text: None });
}

/// One wrong mark in the article.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    full: char,
    bracket: bool,
    sure: bool,
    /// False in a damaged block.
    fixable: bool,
}

impl Place {
    fn new(at: &SegmentAt<'_>, mark: &Mark, damaged: bool) -> Option<Self> {
        Some(Self {
            span: mark.span.shifted(at.base),
            full: char::from_u32(mark.tag / FULL)?,
            bracket: mark.tag & BRACKET != 0,
            sure: mark.tag & UNSURE == 0,
            fixable: !damaged,
        })
    }

    fn edit(&self) -> Option<Edit> {
        self.fixable.then(|| Edit::new(self.span, &*self.full.encode_utf8(&mut [0; 4])))
    }
}

/// One finding a mark; the two brackets of a pair are one.
fn each(cx: &Judge<'_>, faults: &[Place], out: &mut Vec<Finding>) {
    let mut rest = faults;
    while let Some(first) = rest.first() {
        let paired = rest.get(1).is_some_and(|next| (first.full, next.full) == ('（', '）'));
        let Some((group, tail)) = rest.split_at_checked(if paired { 2 } else { 1 }) else {
            break;
        };
        rest = tail;
        if first.bracket && !paired {
            continue; // Its mate belongs to a name.
        }
        let text = cx.document.text();
        let found: String = group.iter().map(|p| p.span.of(text).trim()).collect();
        let full: String = group.iter().map(|p| p.full).collect();
        let message = Message::new(ID, "default").text("found", found).text("expected", full.clone());
        out.push(finding(cx, message, Title::Replace(full.into()), group));
    }
}

/// The article is set with half-width marks: one finding over all that are sure, and the others one by one.
fn whole(cx: &Judge<'_>, mut sure: Vec<Place>, out: &mut Vec<Finding>) {
    let unsure: Vec<Place> = sure.iter().filter(|p| !p.sure).copied().collect();
    sure.retain(|p| p.sure);
    each(cx, &unsure, out);
    if !sure.is_empty() {
        let message = Message::new(ID, "throughout").number("count", sure.len() as u64);
        out.push(finding(cx, message, Title::Page(Message::new(ID, "all")), &sure));
    }
}

fn finding(cx: &Judge<'_>, message: Message, title: Title, places: &[Place]) -> Finding {
    let sure = places.iter().all(|p| p.sure);
    let (certainty, applicability) =
        if sure { (Certainty::Certain, Applicability::Safe) } else { (Certainty::Probable, Applicability::Suggested) };
    let spans = places.iter().map(|p| p.span).collect();
    let edits = places.iter().filter_map(Place::edit).collect();
    Finding::new(ID, cx.severity(ID), message, spans).with_certainty(certainty).with_fix(title, applicability, edits)
}
