//! What a figure that was checked is known by: its numbers and the characters around them.
//!
//! Invariant: the fingerprint of a passage changes when one of its figures or the words beside them change, and
//! not when other parts of the article do.

use crate::lexicon::fold;
use crate::text::{Fnv, Span};

/// Han characters before the first figure, and behind the last, that take part.
const NEIGHBOURS: usize = 6;

/// The fingerprint of figures at `places` of `text`, as sixteen hexadecimal digits.
pub fn fingerprint(text: &str, places: &[Span]) -> String {
    let (first, last) = (places.first().copied().unwrap_or_default(), places.last().copied().unwrap_or_default());
    let mut hash = Fnv::default();
    let mut add = |c: char| hash.add(u64::from(u32::from(c)));
    for place in places {
        place.of(text).chars().map(fold).filter(|c| !c.is_whitespace() && *c != ',').for_each(&mut add);
        add('\n');
    }
    let before = text.get(..first.start as usize).unwrap_or_default().chars().rev().filter(|c| is_han(*c));
    before.take(NEIGHBOURS).map(fold).for_each(&mut add);
    let behind = text.get(last.end as usize..).unwrap_or_default().chars().filter(|c| is_han(*c));
    behind.take(NEIGHBOURS).map(fold).for_each(&mut add);
    format!("{:016x}", hash.finish())
}

fn is_han(c: char) -> bool {
    crate::analysis::figure::words::is_han(c)
}
