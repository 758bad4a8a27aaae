//! Where a segment cites somebody else: quotation marks and titles.
//!
//! Invariant: the ranges (view positions) are disjoint and in order; a mark without its mate cites
//! everything to the end of the segment.

use std::ops::Range;

/// The cited ranges of a segment, marks included.
#[derive(Debug, Default)]
pub(super) struct Cited(Vec<Range<usize>>);

impl Cited {
    pub fn new(raw: &[char]) -> Self {
        let mut ranges = Vec::new();
        let (mut depth, mut straight, mut start) = (0usize, false, 0);
        for (at, c) in raw.iter().enumerate() {
            let before = depth > 0 || straight;
            match *c {
                '「' | '『' | '“' | '‘' | '《' | '〈' => depth += 1,
                '」' | '』' | '”' | '’' | '》' | '〉' => depth = depth.saturating_sub(1),
                '"' => straight = !straight,
                _ => continue,
            }
            match (before, depth > 0 || straight) {
                (false, true) => start = at,
                (true, false) => ranges.push(start..at + 1),
                _ => {}
            }
        }
        if depth > 0 || straight {
            ranges.push(start..raw.len());
        }
        Self(ranges)
    }

    pub fn holds(&self, at: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= at);
        self.0.get(next).is_some_and(|range| range.contains(&at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_and_titles_are_cited() {
        let raw: Vec<char> = "他說「軟件『很好』用」，《軟件》\"軟件\"軟件".chars().collect();
        let cited = Cited::new(&raw);
        let held: String = raw.iter().enumerate().filter(|(at, _)| !cited.holds(*at)).map(|(_, c)| c).collect();
        assert_eq!(held, "他說，軟件");
    }

    #[test]
    fn a_mark_without_its_mate_cites_the_rest() {
        let raw: Vec<char> = "他說「軟件」好，「軟件".chars().collect();
        let cited = Cited::new(&raw);
        assert!(!cited.holds(6) && cited.holds(9) && !cited.holds(99));
    }
}
