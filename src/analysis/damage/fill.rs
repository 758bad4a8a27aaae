//! Characters of which bytes are missing, guessed from what is left and from the text around.
//!
//! Only for UTF-8 read wrongly once, where a missing byte shows. Never for a safe repair.

use super::chain::Chain;
use super::codec::{Codec, Fed, Pending};
use super::model::{BIT, Cost};
use super::paths::Out;
use super::search::Search;
use super::token::Token;

/// How many candidates go on: the text behind decides among them.
const KEPT: usize = 4;
/// One of 64 bytes behind a mark; a byte that is gone without one.
const AT_MARK: Cost = 6 * BIT;
const AT_GAP: Cost = 10 * BIT;
const PAIR_GAP: Cost = 14 * BIT;
/// What a character costs at most that needs no other explanation.
const PLAUSIBLE: Cost = 9 * BIT;

/// A mark stands behind the first bytes of a character.
pub(super) fn at_mark(search: &mut Search, token: Token) {
    let pending = token.pending[0];
    if missing(pending) == 1 {
        let all = (0x80..=0xBFu8).filter_map(|x| read(pending, &[x]));
        let best = best(search, &token, all);
        keep(search, token, &best, AT_MARK, (Pending::default(), &[]));
    }
    if search.loose && Search::chain(&token) == Some(Chain::Utf8AsGbk) {
        let cost = AT_MARK + 4 * BIT;
        if missing(pending) == 2 {
            let pairs = private_pairs().filter_map(|(x, y)| read(pending, &[x, y]));
            let best = best(search, &token, pairs);
            keep(search, token, &best, cost, (Pending::default(), &[]));
        }
        straddle(search, token, cost, &[]);
    }
}

/// Between two characters of GBK a pair may be gone that ended one character and began the next.
pub(super) fn at_boundary(search: &mut Search, token: Token, bytes: &[u8]) {
    if Search::chain(&token) == Some(Chain::Utf8AsGbk) && matches!(bytes.first(), Some(0x80..=0xBF)) {
        // Where the bytes make a plausible character as they are, nothing is gone.
        let whole = bytes.first().and_then(|byte| read(token.pending[0], &[*byte]));
        if whole.is_some_and(|c| search.model.cost(token.last, search.model.place(c)) < PLAUSIBLE) {
            return;
        }
        straddle(search, token, PAIR_GAP, bytes);
    }
}

/// A byte came that does not fit behind the first bytes of a character: what pipelines drop is missing.
pub(super) fn at_gap(search: &mut Search, token: Token, rest: &[u8]) {
    let pending = token.pending[0];
    let mut kept = Vec::new();
    if missing(pending) == 1 {
        let last = dropped().filter_map(|x| read(pending, &[x]));
        let front = Pending::default().with(pending.first());
        let middle = (pending.len() == 2).then_some(pending.byte(1));
        let inner = middle.into_iter().flat_map(|b| dropped().filter_map(move |x| read(front, &[x, b])));
        kept.extend(best(search, &token, last.chain(inner)).into_iter().map(|c| (c, AT_GAP)));
    }
    if missing(pending) == 2 && Search::chain(&token) == Some(Chain::Utf8AsGbk) {
        let pairs = private_pairs().filter_map(|(x, y)| read(pending, &[x, y]));
        kept.extend(best(search, &token, pairs).into_iter().map(|c| (c, PAIR_GAP)));
    }
    for (c, cost) in kept {
        let mut filled = Token { cost: token.cost + cost, pending: Default::default(), ..token };
        search.out(&mut filled, Out::Guess(c), 0);
        search.run(filled, rest);
    }
}

/// A pair of private use is gone that ended one character and began the next.
fn straddle(search: &mut Search, token: Token, cost: Cost, rest: &[u8]) {
    let pending = token.pending[0];
    if missing(pending) == 1 {
        let all = (0xAA..=0xAFu8).filter_map(|x| read(pending, &[x]));
        let best = best(search, &token, all);
        for lead in 0xE3..=0xE9u8 {
            let then = (Pending::default().with(lead), rest);
            keep(search, token, best.get(..2).unwrap_or(&best), cost + 3 * BIT, then);
        }
    }
}

/// The token with each of some characters, what is pending then, and the bytes that come next.
fn keep(search: &mut Search, token: Token, chars: &[char], cost: Cost, (pending, rest): (Pending, &[u8])) {
    for &c in chars {
        let mut token = Token { cost: token.cost + cost, ..token };
        token.pending = Default::default();
        token.pending[0] = pending;
        search.out(&mut token, Out::Guess(c), 0);
        search.run(token, rest);
    }
}

/// The likeliest of some characters behind what the token has.
fn best(search: &Search, token: &Token, chars: impl Iterator<Item = char>) -> Vec<char> {
    let cost = |c: char| search.model.cost(token.last, search.model.place(c));
    let mut all: Vec<(Cost, char)> = chars.map(|c| (cost(c), c)).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().take(KEPT).map(|(_, c)| c).collect()
}

fn read(mut pending: Pending, bytes: &[u8]) -> Option<char> {
    for &byte in bytes {
        match Codec::Utf8.feed(pending, byte) {
            Fed::More(more) => pending = more,
            Fed::Char(c) => return Some(c),
            Fed::Broken => return None,
        }
    }
    None
}

/// Bytes that the character still needs.
fn missing(pending: Pending) -> usize {
    let all = match pending.first() {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return 0,
    };
    usize::saturating_sub(all, pending.len())
}

/// Soft hyphen, no-break space and the control characters.
fn dropped() -> impl Iterator<Item = u8> {
    (0x80..=0x9F).chain([0xA0, 0xAD])
}

/// Pairs of UTF-8 trail bytes that GBK reads as private use.
fn private_pairs() -> impl Iterator<Item = (u8, u8)> {
    let low = (0xA1..=0xA7u8).flat_map(|x| (0x80..=0xA0u8).map(move |y| (x, y)));
    low.chain((0xAA..=0xAFu8).flat_map(|x| (0xA1..=0xBFu8).map(move |y| (x, y))))
}
