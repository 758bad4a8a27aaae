//! `typography/ellipsis-dash`: dots and hyphens that stand for …… and ——.
//!
//! Not: `..`, `--fix`, `2019--2020`, `...args`, rules of hyphens, a single … or —, which are house styles.
//! Invariant: what is flagged stands directly behind Han.

use super::lines::{self, Line, Side};
use super::place::{self, Cause};
use crate::analysis::style::Signs;
use crate::analysis::{Observe, Seen};
use crate::document::BlockKind;
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Applicability, Finding};
use crate::message::{Message, Title};

const ID: &str = "typography/ellipsis-dash";

const ELLIPSIS: u32 = 0;
const DASH: u32 = 1;

/// One finding for the ellipses and one for the dashes of an article.
pub struct EllipsisDash;

impl Rule for EllipsisDash {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        let signed = seen.style.has(Signs::DOTS) || seen.style.has(Signs::DASHES);
        if !signed || matches!(cx.segment.kind, BlockKind::FrontMatter | BlockKind::TableRow) {
            return;
        }
        for line in lines::lines_with(cx.view, |c| matches!(c, '.' | '。' | '-')).filter(Line::is_chinese) {
            let mut at = 0;
            while let Some(&c) = line.raw.get(at) {
                let run = line.raw.get(at..).unwrap_or_default().iter().take_while(|d| **d == c).count();
                if let Some((tag, instead)) = fault(&line, at, c, run) {
                    place::note(cx, seen, ID, (line.base + at..line.base + at + run, tag), instead);
                }
                at += run;
            }
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        let all = place::places(cx, ID);
        for (key, tag, instead) in [("ellipsis", ELLIPSIS, "……"), ("dash", DASH, "——")] {
            let wrong: Vec<_> = all.iter().filter(|p| p.tag == tag).cloned().collect();
            let found = wrong.first().map_or("", |p| p.found);
            let message = Message::new(ID, key).text("found", found).number("count", wrong.len() as u64);
            let title = Title::Replace(instead.into());
            let cause = Cause { message, title, severity: cx.severity(ID), applicability: Applicability::Safe };
            out.extend(cause.finding(ID, &wrong));
        }
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        place::stand(cx, change, ID)
    }
}

fn fault(line: &Line<'_>, at: usize, c: char, run: usize) -> Option<(u32, &'static str)> {
    let (left, right) = (line.left(at), line.right(at + run - 1));
    if left.side != Side::Han || left.spaces > 0 {
        return None;
    }
    let dots = matches!((c, run), ('.', 3..=6) | ('。', 3..=6));
    if dots && matches!(right.side, Side::Han | Side::Edge | Side::Close | Side::Open) {
        return Some((ELLIPSIS, "……"));
    }
    (c == '-' && (2..=4).contains(&run) && right.side == Side::Han && right.spaces == 0).then_some((DASH, "——"))
}
