//! figures/relative-date: 今年, 去年 in an article that names no year at all. Off by default.

use crate::analysis::figure::Sorts;
use crate::analysis::{Mark, Observe, Seen};
use crate::engine::{Change, Judge, Rule};
use crate::finding::Finding;
use crate::message::Message;
use crate::pages;

const ID: &str = "figures/relative-date";
/// Tally of absolute years.
const YEARS: u32 = 0;

/// One finding an article, at its first relative date.
pub struct RelativeDate;

impl Rule for RelativeDate {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        // Off unless somebody asks for it.
        let default = pages::page(ID).and_then(|page| page.severity);
        if cx.settings.severity(ID, default).is_none() {
            return;
        }
        let chars = cx.view.chars();
        let mut years = 0;
        let mut noted = false;
        let starts = |pair: &&[char]| pair.first().is_some_and(|c| Sorts::of(*c).any(Sorts::DATE));
        for (i, pair) in chars.windows(2).enumerate().filter(|(_, pair)| starts(pair)) {
            let relative = matches!(
                pair,
                ['今' | '去' | '明' | '前', '年'] | ['本' | '上' | '下', '月'] | ['今' | '昨' | '明', '日' | '天']
            );
            if relative && !noted && cx.lattice.stands_alone(i..i + 2) {
                noted = true;
                seen.marks.push(Mark { rule: ID, span: cx.view.span(i..i + 2), tag: 0, text: None });
            }
            years += u32::from(matches!(pair, ['1', '9'] | ['2', '0']) && is_year(chars, i));
        }
        if years > 0 {
            seen.facts.tally(ID, YEARS, years);
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        if cx.facts.count(ID, YEARS) > 0 || cx.verdict.date.is_some() {
            return;
        }
        let first = cx.marked(ID).find_map(|at| at.seen.marks_of(ID).next().map(|m| m.span.shifted(at.base)));
        if let Some(span) = first {
            let message = Message::new(ID, "default").text("date", span.of(cx.document.text()));
            out.push(Finding::new(ID, cx.severity(ID), message, vec![span]));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        let dated = |facts: &crate::analysis::Facts| facts.count(ID, YEARS) > 0;
        dated(cx.facts) == dated(change.facts) && cx.verdict.date == change.verdict.date && change.marks_stand(ID)
    }
}

/// 2024年, 2024-09, 2024/9: four digits that a year's mark follows.
fn is_year(chars: &[char], at: usize) -> bool {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let free = at.checked_sub(1).is_none_or(|i| !digit(i));
    free && digit(at + 2)
        && digit(at + 3)
        && matches!(chars.get(at + 4), Some('年' | '-' | '/' | '.' | ' ' | ',' | ')') | None)
}
