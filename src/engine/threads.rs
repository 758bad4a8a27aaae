//! One function over many items on several threads, where there are any.
//!
//! Not: a pool; files are spread over threads elsewhere. Where no thread can be started (wasm32) the caller
//! does it all. Invariant: the results are those of a plain `map`, in order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Less work than this is done sooner than a second thread is there.
const WORTH: usize = 64 * 1024;
/// Threads take so much work at a time.
const SHARE: usize = 16 * 1024;

/// `work` tells how much an item is; `each` gets room that a thread uses again and again.
pub(super) fn map<T: Sync, R: Send, S: Default>(
    items: &[T],
    work: impl Fn(&T) -> usize,
    each: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let shares = shares(items, &work);
    let threads = processors.min(shares.len());
    if threads < 2 || shares.len() * SHARE < WORTH {
        let mut room = S::default();
        return items.iter().map(|item| each(&mut room, item)).collect();
    }
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(shares.len())));
    let help = || {
        let mut room = S::default();
        while let Some((number, share)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, shares.get(n)?)))
        {
            let results: Vec<R> = share.iter().map(|item| each(&mut room, item)).collect();
            if let Ok(mut done) = done.lock() {
                done.push((number, results));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, help).is_err() {
                break;
            }
        }
        help();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

/// The items in stretches of about one share each.
fn shares<T>(items: &[T], work: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut shares = Vec::new();
    let (mut rest, mut start, mut sum) = (items, 0, 0);
    for item in items {
        start += 1;
        sum += work(item);
        if sum >= SHARE {
            let (share, behind) = rest.split_at_checked(start).unwrap_or((rest, &[]));
            shares.push(share);
            (rest, start, sum) = (behind, 0, 0);
        }
    }
    shares.extend((!rest.is_empty()).then_some(rest));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_threads_give_what_one_gives() {
        for (count, size) in [(0, 1), (1, 1 << 20), (1000, 1), (1000, 1000), (5000, 100), (7, 20_000)] {
            let items: Vec<usize> = (0..count).collect();
            let doubled = map(&items, |_| size, |(): &mut (), n| n * 2);
            assert_eq!(doubled, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
    }
}
