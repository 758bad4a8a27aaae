//! Characters of which bytes are missing, guessed from what is left and from the text around.
//!
//! Only for UTF-8 read wrongly once, where a missing byte shows. Never for a safe repair.

use std::sync::OnceLock;

use super::chain::{Chain, codec, rounds};
use super::codec::{Codec, Fed, Pending};
use super::model::{BIT, Cost, Place};
use super::paths::Out;
use super::search::{SECOND, Search};
use super::token::Token;

/// How many candidates go on: the text behind decides among them.
const KEPT: usize = 4;
/// One of 64 bytes behind a mark; a byte that is gone without one.
const AT_MARK: Cost = 6 * BIT;
const AT_GAP: Cost = 10 * BIT;
const PAIR_GAP: Cost = 14 * BIT;
/// What a character costs at most that needs no other explanation.
const PLAUSIBLE: Cost = 9 * BIT;

/// A space stands where a no-break space may have been, a byte of the character that has begun.
pub(super) fn at_space(search: &mut Search, token: Token) {
    let Some(codec) = codec(token.chain, 0).filter(|_| rounds(token.chain) == 1) else { return };
    match codec.feed(token.pending[0], 0xA0) {
        Fed::Char(c) => {
            let token = Token { cost: token.cost + SECOND, pending: Default::default(), ..token };
            search.keep_out(token, Out::Guess(c));
        }
        Fed::More(pending) => {
            let mut token = Token { cost: token.cost + SECOND + BIT, ..token };
            token.pending[0] = pending;
            search.keep(token);
        }
        Fed::Broken => {}
    }
}

/// A mark stands behind the first bytes of a character.
pub(super) fn at_mark(search: &mut Search, token: Token) {
    let pending = token.pending[0];
    if missing(pending) == 1 && may_go_on(search, &token, AT_MARK) {
        let all = (0x80..=0xBFu8).filter_map(|x| read(pending, &[x]));
        let best = Best::of(search, &token, all);
        fill(search, token, best, AT_MARK, &[]);
    }
    if search.loose && Search::chain(&token) == Some(Chain::Utf8AsGbk) {
        let cost = AT_MARK + 4 * BIT;
        if missing(pending) == 2 && may_go_on(search, &token, cost) {
            let best = Best::private(search, &token);
            fill(search, token, best, cost, &[]);
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
    if missing(pending) == 1 && may_go_on(search, &token, AT_GAP) {
        let last = dropped().filter_map(|x| read(pending, &[x]));
        let front = Pending::default().with(pending.first());
        let middle = (pending.len() == 2).then_some(pending.byte(1));
        let inner = middle.into_iter().flat_map(|b| dropped().filter_map(move |x| read(front, &[x, b])));
        let best = Best::of(search, &token, last.chain(inner));
        fill(search, token, best, AT_GAP, rest);
    }
    let is_gbk = Search::chain(&token) == Some(Chain::Utf8AsGbk);
    if missing(pending) == 2 && is_gbk && may_go_on(search, &token, PAIR_GAP) {
        let best = Best::private(search, &token);
        fill(search, token, best, PAIR_GAP, rest);
    }
}

/// A pair of private use is gone that ended one character and began the next.
fn straddle(search: &mut Search, token: Token, cost: Cost, rest: &[u8]) {
    let (pending, cost) = (token.pending[0], cost + 3 * BIT);
    // A character of which the first byte is guessed needs its others.
    let begins = rest.iter().take(2).all(|byte| matches!(byte, 0x80..=0xBF));
    if missing(pending) != 1 || !begins || !may_go_on(search, &token, cost) {
        return;
    }
    let all = (0xAA..=0xAFu8).filter_map(|x| read(pending, &[x]));
    let best = Best::of(search, &token, all);
    let filled: Vec<Token> = best.chars().take(2).map(|c| filled(search, token, c, cost)).collect();
    for lead in 0xE3..=0xE9u8 {
        for token in &filled {
            let mut token = *token;
            token.pending[0] = Pending::default().with(lead);
            search.run(token, rest);
        }
    }
}

/// Whether a guess of this price is worth making.
fn may_go_on(search: &Search, token: &Token, cost: Cost) -> bool {
    !search.is_behind(&Token { cost: token.cost + cost, ..*token })
}

/// Goes on with each of some characters, and the bytes that come next.
fn fill(search: &mut Search, token: Token, best: Best, cost: Cost, rest: &[u8]) {
    for c in best.chars() {
        let token = filled(search, token, c, cost);
        search.run(token, rest);
    }
}

/// The token with a guessed character, and nothing pending.
fn filled(search: &mut Search, token: Token, c: char, cost: Cost) -> Token {
    let mut token = Token { cost: token.cost + cost, pending: Default::default(), ..token };
    search.out(&mut token, Out::Guess(c), 0);
    token
}

/// The likeliest of some characters behind what the token has, in order, and how many those are.
#[derive(Default)]
struct Best([(Cost, char); KEPT], usize);

impl Best {
    fn of(search: &Search, token: &Token, chars: impl Iterator<Item = char>) -> Self {
        let mut best = Self::default();
        chars.for_each(|c| best.add((search.model.cost(token.last, search.model.place(c)), c)));
        best
    }

    /// Of the characters that a pair of private use can make whole.
    fn private(search: &Search, token: &Token) -> Self {
        static ALL: OnceLock<[Vec<(char, Place)>; 16]> = OnceLock::new();
        let pending = token.pending[0];
        let read = |pending: Pending| private_pairs().filter_map(move |(x, y)| read(pending, &[x, y]));
        if pending.len() != 1 {
            return Self::of(search, token, read(pending));
        }
        let begun = |low: usize| Pending::default().with(0xE0 | low as u8);
        let places = |low: usize| read(begun(low)).map(|c| (c, search.model.place(c))).collect();
        let all = ALL.get_or_init(|| std::array::from_fn(places));
        let mut best = Self::default();
        for (c, place) in all.get(usize::from(pending.first() & 0x0F)).into_iter().flatten() {
            best.add((search.model.cost(token.last, *place), *c));
        }
        best
    }

    fn add(&mut self, new: (Cost, char)) {
        let Self(all, len) = self;
        let at = all.iter().take(*len).position(|known| *known >= new).unwrap_or(*len);
        let Some(tail) = all.get_mut(at..).filter(|tail| !tail.is_empty()) else { return };
        if at < *len && tail.first() == Some(&new) {
            return;
        }
        tail.rotate_right(1);
        tail.first_mut().into_iter().for_each(|first| *first = new);
        *len = KEPT.min(*len + 1);
    }

    fn chars(&self) -> impl Iterator<Item = char> {
        self.0.iter().take(self.1).map(|(_, c)| *c)
    }
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
