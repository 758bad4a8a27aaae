//! The best reading of a stretch of one line: clean, or damaged by one chain or another from here to there.
//!
//! A Viterbi search. Each character is turned back into bytes, each chain's decoders take them, and the
//! model prices both worlds; to enter a damaged world costs bits, rarer ones more. Tokens that a fresh start
//! could overtake are dropped, so the cost a character is bounded.

use super::chain::{CHAINS, Chain};
use super::charset::{common, is_cjk_mark, is_han, is_usual};
use super::codec::{Bytes, Codec, Fed, Pending};
use super::fill;
use super::model::{BIT, Cost, Model, Place};
use super::paths::{Out, Paths, Piece, ROOT, What};
use super::prefilter;
use super::token::{Token, Twins};

/// Leaving a damaged world before the line ends.
const CLOSE: Cost = 10 * BIT;
/// A byte that fits nowhere; a mark that some decoder left for one.
const BROKEN: Cost = 22 * BIT;
const MARK: Cost = 12 * BIT;
/// The same where the bytes before it tell which characters it may have been.
const CUT: Cost = 22 * BIT;
/// A question mark that stands for a byte, not for itself.
const ASKED: Cost = 6 * BIT;
/// A second origin of a character: a folded full-width form, a rarer pair.
const SECOND: Cost = 4 * BIT;
/// The first character of a line that is not ASCII opens cheaper: whole lines are damaged together.
const FIRST: Cost = 14 * BIT;
/// A character that a repaired Chinese text hardly has: short sequences are often valid by chance.
const ODD: Cost = 12 * BIT;
const KANA: Cost = 6 * BIT;
const RARE: Cost = 3 * BIT;
/// A comma at the end of a line.
const COMMA: Cost = 5 * BIT;
/// How far a token may fall behind a fresh start, and behind a chain that has paid for itself: a mark of loss
/// and one character that the model has not seen.
const BEAM: Cost = 18 * BIT;
const LEAD: Cost = 44 * BIT;

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The only chain to consider, and bytes may be missing without a mark.
    pub loose: Option<Chain>,
    /// The stretch begins its line, and nothing but ASCII stands before.
    pub line_start: bool,
    /// The stretch ends its line.
    pub line_end: bool,
    pub before: Place,
}

#[derive(Clone, Copy, Debug)]
struct Clean {
    cost: Cost,
    last: Place,
    node: u32,
}

pub(super) struct Search {
    pub model: &'static Model,
    paths: Paths,
    live: Vec<Token>,
    next: Vec<Token>,
    /// What each codec makes of the character at hand: many tokens ask the same.
    origins: [Option<[Option<Bytes>; 2]>; CODECS],
    pub loose: bool,
}

/// Codecs that text is read in.
const CODECS: usize = Codec::Mixed as usize + 1;

/// The damaged pieces of a stretch.
pub fn search(chars: &[char], plan: Plan) -> Vec<Piece> {
    let mut search = Search {
        model: Model::get(),
        paths: Paths::default(),
        live: Vec::new(),
        next: Vec::new(),
        origins: [None; CODECS],
        loose: plan.loose.is_some(),
    };
    let mut clean = Clean { cost: 0, last: plan.before, node: ROOT };
    let mut first = plan.line_start;
    for (at, &c) in chars.iter().enumerate() {
        let place = search.model.place(c);
        search.origins = [None; CODECS];
        let before = clean;
        clean.cost += search.model.cost(clean.last, place);
        clean.last = place;
        let led = search.leads(before);
        search.step(c);
        if opens(c) && !led {
            let less = if first && !is_ordinary(c) { FIRST } else { 0 };
            search.open(c, at as u32, before, plan.loose, less);
            first = first && c.is_ascii();
        }
        let ends = plan.line_end && at + 1 == chars.len();
        if ends {
            search.end();
        }
        search.settle(&mut clean, at as u32 + 1, if ends { 0 } else { CLOSE });
    }
    search.paths.trace(clean.node)
}

/// Nothing that sound text would begin with.
fn is_ordinary(c: char) -> bool {
    is_cjk_mark(c) || is_han(c) && !prefilter::is_rare(c)
}

/// Where damage may begin.
fn opens(c: char) -> bool {
    !c.is_ascii() || c == '?'
}

impl Search {
    /// Every live token takes the next character.
    fn step(&mut self, c: char) {
        self.next.clear();
        let live = std::mem::take(&mut self.live);
        for token in &live {
            self.take(*token, c);
        }
        self.live = live;
    }

    /// One token takes a character, in all the ways it may have come about.
    fn take(&mut self, token: Token, c: char) {
        let Some(step) = CHAINS.get(usize::from(token.chain)).and_then(|s| s.steps.first()) else { return };
        let mark = c == '\u{FFFD}' || c == '?' && (step.read.is_pairs() || !token.pending[0].is_empty());
        if mark {
            let asked = if c == '?' { ASKED } else { 0 };
            self.mark(Token { cost: token.cost + asked, ..token }, step.was);
        }
        for (i, bytes) in self.origins(step.read, c).iter().enumerate() {
            let Some(bytes) = bytes else { continue };
            // EUC-KR has the full-width forms where GBK has them: whether a mark was folded, typography tells.
            if i > 0 && c.is_ascii() && step.was == Codec::EucKr {
                continue;
            }
            let cost = token.cost + if i == 0 { 0 } else { SECOND };
            self.run(Token { cost, ..token }, bytes.as_slice());
        }
        // A no-break space is often turned into a space.
        if c == ' ' && !token.pending[0].is_empty() && !step.read.is_pairs() {
            self.guessed_space(token);
        }
    }

    /// The bytes that were read as this character.
    fn origins(&mut self, read: Codec, c: char) -> [Option<Bytes>; 2] {
        match self.origins.get_mut(read as usize) {
            Some(known) => *known.get_or_insert_with(|| read.bytes(c)),
            None => [None, None],
        }
    }

    fn guessed_space(&mut self, token: Token) {
        let Some(codec) = codec(token.chain, 0).filter(|_| rounds(token.chain) == 1) else { return };
        if let Fed::Char(c) = codec.feed(token.pending[0], 0xA0) {
            let token = Token { cost: token.cost + SECOND, pending: Default::default(), ..token };
            self.keep_out(token, Out::Guess(c));
        } else if let Fed::More(pending) = codec.feed(token.pending[0], 0xA0) {
            let mut token = Token { cost: token.cost + SECOND + BIT, ..token };
            token.pending[0] = pending;
            self.next.push(token);
        }
    }

    /// Feeds bytes to the first decoder, then keeps the token.
    pub(super) fn run(&mut self, mut token: Token, bytes: &[u8]) {
        if self.loose && token.pending[0].len() == 2 {
            fill::at_boundary(self, token, bytes);
        }
        for (i, &byte) in bytes.iter().enumerate() {
            let rest = bytes.get(i..).unwrap_or_default();
            match self.feed(&mut token, 0, byte) {
                Step::Done => {}
                Step::Dead => return,
                Step::Broken if token.pending[0] == Pending::UNKNOWN => {
                    token.pending = Default::default();
                    self.out(&mut token, Out::Lost, BROKEN / 2);
                }
                Step::Broken if token.pending[0].is_empty() => self.out(&mut token, Out::Lost, BROKEN),
                Step::Broken => return self.recover(token, rest),
            }
        }
        self.next.push(token);
    }

    /// One byte into the decoder of one layer, and what comes out into the next.
    fn feed(&mut self, token: &mut Token, layer: usize, byte: u8) -> Step {
        let (Some(was), Some(pending)) = (codec(token.chain, layer), token.pending.get(layer)) else {
            return Step::Dead;
        };
        let c = match was.feed(*pending, byte) {
            Fed::More(more) => {
                token.pending[layer] = more;
                return Step::Done;
            }
            Fed::Broken if layer == 0 => return Step::Broken,
            Fed::Broken => {
                token.pending[layer] = Pending::default();
                self.out(token, Out::Lost, BROKEN);
                return Step::Done;
            }
            Fed::Char(c) => c,
        };
        token.pending[layer] = Pending::default();
        if layer + 1 >= rounds(token.chain) {
            self.out(token, Out::Read(c), 0);
            return Step::Done;
        }
        self.deeper(token, layer + 1, c)
    }

    /// A character of an inner layer is turned into bytes in its turn.
    fn deeper(&mut self, token: &mut Token, layer: usize, c: char) -> Step {
        if c == '\u{FFFD}' {
            token.pending[layer..].fill(Pending::default());
            self.out(token, Out::Lost, MARK);
            return Step::Done;
        }
        let read = CHAINS.get(usize::from(token.chain)).and_then(|s| s.steps.get(layer)).map(|s| s.read);
        let Some(bytes) = read.and_then(|read| read.bytes(c)[0]) else { return Step::Dead };
        for &byte in bytes.as_slice() {
            match self.feed(token, layer, byte) {
                Step::Done => {}
                other => return other,
            }
        }
        Step::Done
    }

    /// A mark that some decoder left for bytes it could not read.
    fn mark(&mut self, token: Token, was: Codec) {
        let first = token.pending[0];
        let mut lost = Token { pending: Default::default(), ..token };
        self.out(&mut lost, Out::Lost, if first.is_empty() { MARK } else { CUT });
        if was == Codec::Utf8 {
            if !first.is_empty() && rounds(token.chain) == 1 {
                fill::at_mark(self, token);
            }
        } else {
            let mut half = lost;
            half.pending[0] = Pending::UNKNOWN;
            self.next.push(half);
        }
        self.next.push(lost);
    }

    /// What is pending is no character: a byte is missing, or this is another damage.
    fn recover(&mut self, token: Token, rest: &[u8]) {
        if self.loose && rounds(token.chain) == 1 {
            fill::at_gap(self, token, rest);
        }
        let mut lost = Token { pending: Default::default(), ..token };
        self.out(&mut lost, Out::Lost, BROKEN);
        self.run(lost, rest);
    }

    /// A character comes out.
    pub(super) fn out(&mut self, token: &mut Token, out: Out, extra: Cost) {
        let place = match out {
            Out::Read(c) | Out::Guess(c) => self.model.place(c),
            Out::Lost => Place::START,
        };
        token.cost += extra
            + match out {
                Out::Lost => 0,
                Out::Read(c) | Out::Guess(c) if is_usual(c) => self.model.cost(token.last, place) + seldom(token, c),
                _ => self.model.cost(token.last, place) + ODD,
            };
        token.last = place;
        token.node = self.paths.push(token.node, What::Out(out));
    }

    pub(super) fn keep_out(&mut self, mut token: Token, out: Out) {
        self.out(&mut token, out, 0);
        self.next.push(token);
    }

    pub(super) fn chain(token: &Token) -> Option<Chain> {
        CHAINS.get(usize::from(token.chain)).map(|s| s.chain)
    }

    /// A chain that has paid for itself is ahead: to leave it for another at once is not worth a look.
    fn leads(&self, clean: Clean) -> bool {
        self.live.iter().any(|token| token.cost + CLOSE <= clean.cost)
    }

    /// Enters every chain that this character may begin.
    fn open(&mut self, c: char, at: u32, clean: Clean, only: Option<Chain>, less: Cost) {
        let mut known: [Option<bool>; 64] = [None; 64];
        for (i, spec) in CHAINS.iter().enumerate() {
            let Some(step) = spec.steps.first() else { continue };
            if only.is_some_and(|chain| chain != spec.chain) {
                continue;
            }
            let desync = spec.chain == Chain::GbkDesync;
            // Many chains begin with the same reading: what it makes of the character is asked once.
            let key = step.read as usize * 2 + usize::from(step.was == Codec::Utf8);
            let inner = spec.steps.get(1).is_some_and(|step| !step.read.is_pairs());
            let begun = || self.origins(step.read, c).iter().flatten().any(|b| begins(step.was, b, inner));
            let may = known.get_mut(key * 2 + usize::from(inner)).is_some_and(|k| *k.get_or_insert_with(begun));
            if !desync && !may {
                continue;
            }
            let paid = Cost::from(spec.open) * BIT - less;
            let mut pending = [Pending::default(); 3];
            if desync {
                pending[0] = Pending::UNKNOWN;
            }
            let node = self.paths.push(clean.node, What::Open { at, chain: i as u8, paid });
            let token = Token { cost: clean.cost + paid, last: clean.last, chain: i as u8, pending, node };
            self.take(token, c);
        }
    }

    /// At the end of a line: hardly any ends in a comma.
    fn end(&mut self) {
        let comma = [self.model.place('，'), self.model.place('、')];
        self.next.iter_mut().filter(|t| comma.contains(&t.last)).for_each(|t| t.cost += COMMA);
    }

    /// Leaves chains where that is best, drops what fell behind, keeps the best of equal tokens.
    fn settle(&mut self, clean: &mut Clean, at: u32, close: Cost) {
        let mut best: Option<(Cost, Token)> = None;
        let ahead = self.next.iter().map(|token| token.cost).min().filter(|cost| *cost + CLOSE <= clean.cost);
        let behind = ahead.map_or(Cost::MAX, |cost| cost + LEAD);
        for token in &self.next {
            let half = token.pending.iter().any(|p| !p.is_empty());
            let cost = token.cost + close + if half { BROKEN } else { 0 };
            if cost < clean.cost && best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, *token));
            }
        }
        if let Some((cost, token)) = best {
            let half = token.pending.iter().any(|p| !p.is_empty());
            let prev = if half { self.paths.push(token.node, What::Out(Out::Lost)) } else { token.node };
            let node = self.paths.push(prev, What::Close { at });
            *clean = Clean { cost, last: token.last, node };
        }
        let mut next = std::mem::take(&mut self.next);
        let mut twins = Twins::default();
        self.live.clear();
        for token in next.drain(..) {
            let open = CHAINS.get(usize::from(token.chain)).map_or(0, |s| Cost::from(s.open));
            let aligned = token.chain == Chain::GbkDesync as u8 && token.pending[0].is_empty();
            if aligned || token.cost > behind || token.cost > clean.cost + open * BIT + BEAM {
                continue;
            }
            twins.keep(&mut self.live, token);
        }
        self.next = next;
    }
}

/// What the model knows too little of: kana in a text that was not Japanese, Han that neither script is mostly
/// written with.
fn seldom(token: &Token, c: char) -> Cost {
    let kana = matches!(c, '\u{3041}'..='\u{30FF}');
    let source = CHAINS.get(usize::from(token.chain)).and_then(|s| s.steps.last()).map(|s| s.was);
    match c {
        _ if kana && source != Some(Codec::ShiftJis) => KANA,
        _ if is_han(c) && !common().contains(c) => RARE,
        _ => 0,
    }
}

/// What a byte did to a token.
enum Step {
    Done,
    /// The first decoder cannot go on.
    Broken,
    Dead,
}

fn codec(chain: u8, layer: usize) -> Option<Codec> {
    CHAINS.get(usize::from(chain)).and_then(|s| s.steps.get(layer)).map(|s| s.was)
}

fn rounds(chain: u8) -> usize {
    CHAINS.get(usize::from(chain)).map_or(0, |s| s.steps.len())
}

/// True when a character of the codec can begin with these bytes: of UTF-8, a Chinese one, a mark or an emoji;
/// or, where what comes out was read as single bytes before (`inner`), a Latin letter or a sign.
fn begins(codec: Codec, bytes: &Bytes, inner: bool) -> bool {
    let first = bytes.as_slice().first().copied().unwrap_or(0);
    match codec {
        Codec::Utf8 if inner => matches!(first, 0xC2..=0xC6 | 0xCB | 0xE2),
        Codec::Utf8 => matches!(first, 0xC2 | 0xE2..=0xE9 | 0xEF | 0xF0),
        _ => first >= 0x81,
    }
}
