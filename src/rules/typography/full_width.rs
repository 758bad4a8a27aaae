//! `typography/full-width`: full-width letters and digits in an article that sets them half-width.
//!
//! Not: Ａ股 and other single letters before Han, articles of which full-width is the style.
//! Invariant: only letters and digits change, each to its half-width form.

use super::place::{self, Cause};
use crate::analysis::style::Signs;
use crate::analysis::{Facts, Observe, Seen};
use crate::engine::{Change, Judge, Rule};
use crate::finding::{Applicability, Finding};
use crate::message::{Message, Title};

const ID: &str = "typography/full-width";

/// Tally: runs of full-width letters and digits.
const WIDE: u32 = 0;

/// Half-width is the style when its runs meet Han so many times as often as there are full-width runs.
const TIMES: u32 = 3;
/// So many characters on either side tell the language.
const NEAR: usize = 16;

/// One finding an article.
pub struct FullWidth;

impl Rule for FullWidth {
    fn id(&self) -> &'static str {
        ID
    }

    fn observe(&self, cx: &Observe<'_>, seen: &mut Seen) {
        if !seen.style.has(Signs::WIDE) {
            return;
        }
        let raw = cx.view.raw();
        let mut at = 0;
        while at < raw.len() {
            let run = raw.get(at..).unwrap_or_default();
            let narrow: String = run.iter().map_while(|c| half(*c)).collect();
            let len = narrow.len();
            // Ａ股, ＱＱ and ＸＤ as faces.
            let first = narrow.chars().next().filter(char::is_ascii_alphabetic);
            let lone = first.is_some_and(|first| narrow.chars().all(|c| c == first)) || narrow == "XD";
            seen.facts.tally(ID, WIDE, u32::from(len > 0));
            if len > 0 && !lone && !is_japanese(raw, at, len) {
                place::note(cx, seen, ID, (at..at + len, 0), &narrow);
            }
            at += len.max(1);
        }
    }

    fn judge(&self, cx: &Judge<'_>, out: &mut Vec<Finding>) {
        if is_style(cx.facts) {
            return;
        }
        let places = place::places(cx, ID);
        let found = places.first().map_or("", |p| p.found);
        let message = Message::new(ID, "default").text("found", found).number("count", places.len() as u64);
        let title = Title::Page(Message::new(ID, "all"));
        let cause = Cause { message, title, severity: cx.severity(ID), applicability: Applicability::Safe };
        out.extend(cause.finding(ID, &places));
    }

    fn holds(&self, cx: &Judge<'_>, change: &Change<'_>) -> bool {
        is_style(cx.facts) == is_style(change.facts) && place::stand(cx, change, ID)
    }
}

/// Full-width letters and digits are the style of the article, or there are none.
fn is_style(facts: &Facts) -> bool {
    let (wide, plain) = (facts.count(ID, WIDE), facts.style.spaced + facts.style.tight);
    wide == 0 || plain < TIMES * wide
}

/// Kana stand near: a Japanese title or address is set so.
fn is_japanese(raw: &[char], at: usize, len: usize) -> bool {
    let near = raw.get(at.saturating_sub(NEAR)..(at + len + NEAR).min(raw.len())).unwrap_or_default();
    near.iter().any(|c| matches!(c, '\u{3041}'..='\u{30FA}'))
}

/// The half-width form of a full-width letter or digit.
fn half(c: char) -> Option<char> {
    match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}
