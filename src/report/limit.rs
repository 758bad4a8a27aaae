//! Platforms take only so many remarks: the severest stay.

use crate::finding::Severity;

/// The severest of `items`, at most `limit`, in their old order; and how many were left out.
pub(super) fn severest<T>(items: Vec<(Severity, T)>, limit: usize) -> (Vec<(Severity, T)>, usize) {
    let sum = items.len();
    let mut order: Vec<usize> = (0..sum).collect();
    order.sort_by_key(|i| std::cmp::Reverse(items.get(*i).map(|(severity, _)| *severity)));
    order.truncate(limit);
    order.sort_unstable();
    let mut wanted = order.into_iter().peekable();
    let kept: Vec<(Severity, T)> =
        items.into_iter().enumerate().filter_map(|(i, item)| wanted.next_if_eq(&i).map(|_| item)).collect();
    let cut = sum - kept.len();
    (kept, cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_severest_stay_in_their_order() {
        let items = vec![(Severity::Info, 1), (Severity::Error, 2), (Severity::Hint, 3), (Severity::Error, 4)];
        let severest = |limit| {
            let (kept, cut) = severest(items.clone(), limit);
            (kept.into_iter().map(|(_, item)| item).collect::<Vec<i32>>(), cut)
        };
        assert_eq!(severest(3), (vec![1, 2, 4], 1));
        assert_eq!(severest(9), (vec![1, 2, 3, 4], 0));
    }
}
