//! Which kind of text an article is, told by its sentences and blocks.
//!
//! Only what attribution needs: a manual owes nobody a source, a house writing of itself is its own.

use super::FigureFacts;
use crate::settings::Genre;

/// The genre that the facts tell, `None` when nothing stands out.
pub fn genre(facts: &FigureFacts) -> Option<Genre> {
    let of = |n: u32| f64::from(n) / f64::from(facts.sentences.max(1));
    if facts.sentences < 6 {
        return None;
    }
    let speaks = of(facts.voices);
    let technical = facts.code_blocks >= 2 || (facts.headings >= 3 && of(facts.manual) > 0.05);
    if speaks < 0.08 && (of(facts.manual) > 0.12 || technical) {
        return Some(Genre::Documentation);
    }
    if speaks < 0.12 && facts.ours >= 4 && of(facts.ours) > 0.1 {
        return Some(Genre::Press);
    }
    if facts.source_lines >= 3 {
        return Some(Genre::Newsletter);
    }
    None
}
