//! Shares of one whole that add up to more than it: A、B、C 分别占总收入的 50%、40% 和 30%.
//!
//! Only in the frame 分别占, only where the shares stand side by side, and only where nothing says that they are
//! of several wholes: years, groups (在男性和女性中), answers of which several may be chosen.

use super::sentence::Piece;
use super::sums::{Fault, Sum};
use super::{Text, figure::Figure};
use crate::analysis::figure::Kind;

/// Chars before the frame in which another whole would be named.
const BEFORE: usize = 40;
/// Chars between the frame and the first share.
const NEAR: usize = 10;

/// The fault of the sentence, if its shares are too many.
pub(super) fn find(text: &Text<'_>, piece: &Piece, figures: &[Figure]) -> Option<Sum> {
    let first = figures.iter().position(|f| f.kind == Kind::Percent && is_framed(text, piece, f))?;
    let rest = figures.get(first..)?;
    let joined = rest.windows(2).take_while(|w| matches!(w, [a, b] if are_joined(text, a, b))).count();
    let shares = rest.get(..joined + 1)?;
    let total: f64 = shares.iter().map(|f| f.value.lo).sum();
    let (from, to) = (shares.first()?, shares.last()?);
    let over = shares.len() >= 2 && total > 100.0 + 0.5 * shares.len() as f64;
    let span = text.cx.view.span(from.start..to.end);
    over.then_some(Sum {
        rate: span,
        base: text.cx.view.span(from.start..from.end),
        result: text.cx.view.span(to.start..to.end),
        fault: Fault::Shares,
        kind: Kind::Percent,
        ratio: total / 100.0,
    })
}

/// 分别占, 占比分别为, perhaps with the name of the whole, right before the share.
fn is_framed(text: &Text<'_>, piece: &Piece, f: &Figure) -> bool {
    let from = f.start.saturating_sub(NEAR + 4).max(piece.start);
    let before = text.slice(from, f.start);
    let Some(at) = before.windows(2).rposition(|w| matches!(w, ['分', '别'])) else { return false };
    let frame = before.get(at + 2..).unwrap_or_default();
    let share = frame.first() == Some(&'占') || before.get(..at).is_some_and(|b| b.ends_with(&['占', '比']));
    let whole = frame.iter().any(|c| matches!(c, '总' | '全' | '整'));
    let light = frame.iter().all(|c| matches!(c, '占' | '比' | '为' | '到' | '了' | '约' | '达' | ' '));
    share && (whole || light) && frame.len() <= NEAR && !has_other_wholes(text, piece, from + at)
}

/// Two years, two groups, or a choice of several answers: the shares are of different wholes.
fn has_other_wholes(text: &Text<'_>, piece: &Piece, frame: usize) -> bool {
    let before = text.slice(frame.saturating_sub(BEFORE).max(piece.start), frame);
    let sentence = text.slice(piece.start, piece.end);
    let years = before.iter().filter(|c| matches!(c, '年' | '季' | '月' | '周')).count();
    let within = matches!(text.before(frame), '中' | '里' | '内' | '上' | '年') || before.contains(&'各');
    let many = sentence.windows(2).any(|w| matches!(w, ['多', '选'] | ['重', '复' | '叠' | '合'] | ['交', '叉']));
    years >= 2 || within || many
}

/// Nothing but 、, 和 or a comma between them.
fn are_joined(text: &Text<'_>, a: &Figure, b: &Figure) -> bool {
    let between = text.slice(a.end, b.start);
    b.kind == Kind::Percent
        && between.len() <= 3
        && between.iter().all(|c| matches!(c, '、' | ',' | '和' | '及' | '与' | '以' | '约' | ' '))
}
