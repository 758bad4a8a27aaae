//! Lists under a heading or a colon, and items without a full stop: who vouches for them stands, if anywhere, before
//! the list, in words that often fit no cue. Measured on texts of many houses, less than half of the findings in them
//! were right; in lists that follow a paragraph, four of five were.
//!
//! Works on finished rows. Knows no severity and no message. Linear.

use super::verdicts::{Row, Scope};
use super::{Flags, Sentence};

/// Marks what nobody vouches for in such a list. `rows` has one row for each of `sentences`, in the same order.
pub(super) fn settle(rows: &mut [Row], sentences: &[(u32, &Sentence)]) {
    // Whether the text before the list under way, or the next one, is a told sentence.
    let mut told = false;
    for (row, (_, s)) in rows.iter_mut().zip(sentences) {
        let f = s.flags;
        if !f.has(Flags::LIST) {
            told = f.has(Flags::STOPPED) && !f.has(Flags::HEADING);
        } else if !told || !f.has(Flags::STOPPED) {
            row.mark(Scope::Listed);
        }
    }
}
