//! `typography/spacing`: borders between Han and Latin that are set otherwise than the article sets them.
//!
//! Not: B站, A股, cited titles, names, and articles that are undecided. Invariant: words, numbers and counted
//! numbers (2019年) are measured each for itself; what is measured is all that is flagged.

use super::damaged::Damaged;
use crate::analysis::Facts;
use crate::analysis::style::{Border, Meet, Spacing};
use crate::engine::{Change, Judge, Kinds, Rule, SegmentAt, Shift};
use crate::finding::{Applicability, Edit, Finding};
use crate::message::{Message, Title};
use crate::settings::Settings;
use crate::text::Span;

const ID: &str = "typography/spacing";
/// A style shows in so many borders …
const ENOUGH: u32 = 10;
/// … of which so many in a hundred agree.
const MAJORITY: u32 = 90;

const MEETS: [Meet; 4] = [Meet::Word, Meet::Number, Meet::Counted, Meet::Mark];

/// One finding for the words and one for the numbers of an article.
pub struct SpacingRule;

impl Rule for SpacingRule {
    fn id(&self) -> &'static str {
        ID
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        for meet in MEETS {
            if let Some((style, percent)) = wanted(cx.facts, cx.settings, meet) {
                out.extend(finding(cx, meet, style, percent));
            }
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let own = |facts| MEETS.map(|meet| wanted(facts, cx.settings, meet));
        let wanted = own(cx.facts);
        let same = |old: &Border, new: &Border, to: &Shift| {
            (old.spaces, old.meet, old.told) == (new.spaces, new.meet, new.told) && to.spans(old.span(), new.span())
        };
        wanted == own(change.facts)
            && (wanted.iter().all(Option::is_none)
                || change.stands(|seen| seen.borders.iter(), same)
                    && change.mentions_stand()
                    && Damaged::stands(cx, change))
    }
}

/// The style of these borders, and the share of them that agree; nothing where all do.
fn wanted(facts: &Facts, settings: &Settings, meet: Meet) -> Option<(Spacing, u64)> {
    let [spaced, tight] = facts.style.borders.get(meet as usize).copied()?;
    let (style, percent) = style(settings, meet, [spaced, tight])?;
    let others = if style == Spacing::Spaced { tight } else { spaced };
    (others > 0).then_some((style, percent))
}

fn style(settings: &Settings, meet: Meet, [spaced, tight]: [u32; 2]) -> Option<(Spacing, u64)> {
    let all = spaced + tight;
    let percent = |n: u32| u64::from(n) * 100 / u64::from(all.max(1));
    match settings.typography.spacing {
        // A full-width mark brings its own space, whatever stands apart.
        Some(_) if meet == Meet::Mark => return Some((Spacing::Tight, percent(tight))),
        // Who wants words apart may well want 2019年 together.
        Some(Spacing::Spaced) if meet != Meet::Counted => return Some((Spacing::Spaced, percent(spaced))),
        Some(Spacing::Tight) => return Some((Spacing::Tight, percent(tight))),
        _ => {}
    }
    match all {
        n if n < ENOUGH || (meet == Meet::Mark && spaced > tight) => None,
        n if spaced * 100 >= n * MAJORITY => Some((Spacing::Spaced, percent(spaced))),
        n if tight * 100 >= n * MAJORITY => Some((Spacing::Tight, percent(tight))),
        _ => None,
    }
}

fn finding(cx: &Judge<'_>, meet: Meet, style: Spacing, percent: u64) -> Option<Finding> {
    let damaged = Damaged::new(cx);
    let (mut places, mut edits) = (Vec::new(), Vec::new());
    for at in cx.with(Kinds::BORDERS) {
        for border in at.seen.borders.iter().filter(|b| b.meet == meet && deviates(&at, b, style)) {
            let base = at.base + border.start;
            let middle = base + u32::from(border.left);
            let gap = Span::new(middle, middle + u32::from(border.spaces));
            places.push(Span::new(base, gap.end + u32::from(border.right)));
            if !damaged.holds(at.index) {
                edits.push(Edit::new(gap, if style == Spacing::Spaced { " " } else { "" }));
            }
        }
    }
    places.first()?;
    let key = if style == Spacing::Spaced { "add" } else { "remove" };
    let kind = match meet {
        Meet::Word => "spacing.word",
        Meet::Mark => "spacing.mark",
        Meet::Number | Meet::Counted => "spacing.number",
    };
    let message = Message::new(ID, key).number("count", places.len() as u64).number("percent", percent);
    let finding = Finding::new(ID, cx.severity(ID), message.term("kind", kind), places);
    Some(finding.with_fix(Title::Page(Message::new(ID, key)), Applicability::Safe, edits))
}

/// Set otherwise than the style, outside names. Between the parts of a label a space is no slip.
fn deviates(at: &SegmentAt<'_>, border: &Border, style: Spacing) -> bool {
    let wrong = match style {
        Spacing::Spaced => border.spaces == 0,
        Spacing::Tight => border.spaces > 0 && (border.told || border.meet == Meet::Mark),
    };
    let middle = border.start + u32::from(border.left);
    let next = at.seen.mentions.partition_point(|m| m.span.end <= middle);
    wrong && at.seen.mentions.get(next).is_none_or(|m| m.span.start >= middle)
}
