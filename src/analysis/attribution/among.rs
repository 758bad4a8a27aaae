//! Texts that are full of figures and name their sources for most of them: a figure that no source reaches there is
//! more often told by one of them, in words nobody listed, than by the writer. Measured on texts of many houses,
//! such a finding was right one time in five; of English nothing is known.
//!
//! Works on finished rows. Knows no severity and no message. Linear.

use super::verdicts::{Outcome, Row, Scope};
use super::{Flags, Sentence};

/// Sentences for each figure, at most.
const SPARSE: usize = 4;

/// Marks what nobody vouches for in such a text. `rows` has one row for each of `sentences`, in the same order.
pub(super) fn settle(rows: &mut [Row], sentences: &[(u32, &Sentence)]) {
    let count = |row: &Row| (row.claims.len(), row.claims.iter().filter(|c| c.outcome == Outcome::Sourced).count());
    let (claims, sourced) = rows.iter().map(count).fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1));
    let english = sentences.iter().filter(|(_, s)| s.flags.has(Flags::ENGLISH)).map(|(_, s)| s.claims.len());
    if claims * SPARSE < rows.len() || english.sum::<usize>() * 2 > claims {
        return;
    }
    for row in rows.iter_mut().filter(|row| !row.claims.is_empty()) {
        let own = count(row);
        if is_most(sourced - own.1, claims - own.0) {
            row.mark(Scope::Among);
        }
    }
}

/// More than half of the others have a source; a few of them prove little.
fn is_most(sourced: usize, others: usize) -> bool {
    (sourced * 2 + 1) * 10 >= (others + 2) * 11
}

#[cfg(test)]
mod tests {
    use super::is_most;

    #[test]
    fn few_figures_prove_little() {
        assert!(is_most(5, 6) && is_most(12, 20) && is_most(60, 100));
        assert!(!is_most(0, 0) && !is_most(1, 1) && !is_most(2, 3) && !is_most(11, 20) && !is_most(50, 100));
    }
}
