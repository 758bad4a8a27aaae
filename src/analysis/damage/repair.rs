//! What undoing a chain gives for a piece of text, and how far it is to be trusted.
//!
//! Invariant: `Proven` and `Witnessed` only with a certificate: damaged again by the same chain, the text is
//! the input exactly; and no three characters of it are implausible together.

use ecow::EcoString;

use super::chain::Chain;
use super::charset::{common, is_cjk_mark, is_han, is_usual};
use super::codec::Codec;
use super::model::{BIT, Cost, Model, Place};
use super::paths::{Out, Piece};

/// What a claim must gain beyond its opening.
const GAIN: Cost = 14 * BIT;
/// Bits a character above which a repaired text is no text, and the bound for spans that may be words of
/// another script.
const MEAN: Cost = 19 * BIT;
const MEAN_WORD: Cost = 12 * BIT;
/// Bits a Han above which a text read from other pairs of bytes is none: sentences cost up to 14, lists of rare
/// names read wrongly 15 and more. Less for a few characters that may be a name or a line of an old poem.
const MEAN_PAIRS: Cost = 29 * BIT / 2;
const MEAN_NAME: Cost = 12 * BIT;
const MEAN_WORDS: Cost = 27 * BIT / 2;
/// Han from which on text is no name.
const LONG: usize = 8;
/// Bits a character above which a window of three is suspect.
const WINDOW: Cost = 33 * BIT / 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Damaged again, the text is the input exactly, it is plausible, and no loss could have gone unnoticed.
    Proven,
    /// The same, but the chain can hide losses: safe only when the article shows that nothing was dropped.
    Witnessed,
    /// Reads well; some characters are guessed, or damaging it again differs.
    Likely,
    /// Damage for certain, with characters that are lost for good.
    Unproven,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    pub chain: Chain,
    /// What the span should read; U+FFFD where a character is lost.
    pub text: EcoString,
    pub grade: Grade,
    /// Characters of `text` that are guessed.
    pub guessed: Box<[u32]>,
}

/// What became of a piece.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Repair(Repair),
    /// Too little to claim by itself; enough where the article shows the same damage beyond doubt.
    Weak(Repair),
    /// Several rounds of damage that nobody can undo.
    Rounds,
    /// Not worth a claim.
    Nothing,
}

/// Judges a piece. `damaged` is what stands there, `before` and `after` the characters beside it.
pub fn judge(piece: &Piece, damaged: &[char], before: Option<char>, after: Option<char>) -> Outcome {
    let sense = Sense::of(piece, damaged, before);
    let weak = || if sense.is_remnant(piece, damaged) { Outcome::Weak(likely(piece)) } else { Outcome::Nothing };
    if sense.gain < GAIN {
        return weak();
    }
    let rounds = matches!(piece.chain, Chain::Utf8AsGbk | Chain::Utf8AsGbkTwice);
    if sense.mean > MEAN && rounds && sense.gain > 4 * GAIN {
        return Outcome::Rounds;
    }
    if !sense.is_enough(piece, damaged) {
        return weak();
    }
    if piece.chain == Chain::Utf8AsGbkTwice {
        return Outcome::Rounds;
    }
    let repair = likely(piece);
    Outcome::Repair(Repair { grade: grade(piece, &repair.text, damaged, &sense, after), ..repair })
}

fn likely(piece: &Piece) -> Repair {
    let text: String = piece.text.iter().map(shown).collect();
    let guessed = (0u32..).zip(&piece.text).filter(|(_, out)| matches!(out, Out::Guess(_))).map(|(i, _)| i).collect();
    Repair { chain: piece.chain, text: text.into(), grade: Grade::Likely, guessed }
}

fn grade(piece: &Piece, text: &str, damaged: &[char], sense: &Sense, after: Option<char>) -> Grade {
    if sense.lost > 0 {
        return Grade::Unproven;
    }
    let ends_clean = [sense.before, after].into_iter().flatten().all(|c| !is_residue(piece.chain, c));
    let proven = sense.guessed == 0
        && sense.han >= 3
        && sense.odd == 0
        && sense.rare == 0
        && sense.window <= WINDOW
        && ends_clean
        && !lower_cased(piece.chain, damaged)
        && certificate(piece.chain, text, damaged);
    match (proven, piece.chain.is_utf8()) {
        (true, true) => Grade::Proven,
        (true, false) => Grade::Witnessed,
        _ => Grade::Likely,
    }
}

const fn shown(out: &Out) -> char {
    match out {
        Out::Read(c) | Out::Guess(c) => *c,
        Out::Lost => '\u{FFFD}',
    }
}

/// What a repaired text is made of.
struct Sense {
    han: usize,
    marks: usize,
    guessed: usize,
    lost: usize,
    /// Neither ASCII nor what Chinese text is made of: two bytes read as ҕ by chance.
    odd: usize,
    /// Han that neither script is mostly written with.
    rare: usize,
    /// Neither Han nor a mark of Chinese text nor ASCII: kana, pieces of boxes.
    foreign: usize,
    gain: Cost,
    /// Per character.
    mean: Cost,
    /// Per Han.
    mean_han: Cost,
    window: Cost,
    before: Option<char>,
}

impl Sense {
    fn of(piece: &Piece, damaged: &[char], before: Option<char>) -> Self {
        let model = Model::get();
        let start = before.map_or(Place::START, |c| model.place(c));
        let (mut last, mut sum, mut window) = (start, 0, 0);
        let mut recent = [0; 3];
        let mut sense = Self {
            han: 0,
            marks: 0,
            guessed: 0,
            lost: 0,
            odd: 0,
            rare: 0,
            foreign: 0,
            gain: 0,
            mean: 0,
            mean_han: 0,
            window: 0,
            before,
        };
        for out in &piece.text {
            let c = shown(out);
            let place = if *out == Out::Lost { Place::START } else { model.place(c) };
            let cost = if *out == Out::Lost { 16 * BIT } else { model.cost(last, place) };
            last = place;
            sum += cost;
            sense.mean_han += if is_han(c) { cost } else { 0 };
            recent = [recent[1], recent[2], cost];
            window = window.max(recent.iter().sum::<Cost>() / 3);
            sense.han += usize::from(is_han(c));
            sense.marks += usize::from(is_cjk_mark(c));
            sense.guessed += usize::from(matches!(out, Out::Guess(_)));
            sense.rare += usize::from(is_han(c) && !common().contains(c));
            sense.odd += usize::from(!is_usual(c));
            sense.foreign += usize::from(!is_han(c) && !is_cjk_mark(c) && !c.is_ascii());
            sense.lost += usize::from(*out == Out::Lost);
        }
        let mut clean = 0;
        let mut last = start;
        for c in damaged {
            let place = model.place(*c);
            clean += model.cost(last, place);
            last = place;
        }
        sense.gain = clean - sum - piece.paid;
        sense.mean = sum / Cost::try_from(piece.text.len().max(1)).unwrap_or(Cost::MAX);
        sense.mean_han /= Cost::try_from(sense.han.max(1)).unwrap_or(Cost::MAX);
        sense.window = window;
        sense
    }

    /// Enough Chinese came out, and what stands there is no word of another script.
    fn is_enough(&self, piece: &Piece, damaged: &[char]) -> bool {
        let least = match piece.chain {
            chain if chain.is_utf8() => 2,
            Chain::GbkDesync => 2,
            _ => 3,
        };
        let (least, mean) = if is_one_script(damaged) { (4, MEAN_WORD) } else { (least, MEAN) };
        if piece.chain.is_pairs() && !self.is_plain(piece, damaged) {
            return false;
        }
        let marks_only = piece.chain.is_utf8() && self.han == 0 && self.marks >= 1 && damaged.len() >= 3;
        (self.han >= least || marks_only || self.han == 1 && self.marks >= 1 && least == 2)
            && self.mean <= mean
            && self.lost <= 2 * (self.han + self.marks)
    }

    /// What stays of damage that is proven elsewhere in the article: there its claim costs next to nothing.
    fn is_remnant(&self, piece: &Piece, damaged: &[char]) -> bool {
        const OPEN: Cost = 10 * BIT;
        let least = if piece.chain.is_pairs() { 2 } else { 1 };
        let whole = self.lost + self.guessed + self.odd + self.rare == 0 && self.han >= least;
        let apart = !matches!(piece.chain, Chain::GbkDesync | Chain::Utf8AsGbkTwice) && !is_one_script(damaged);
        whole && apart && self.mean <= MEAN && self.gain + piece.paid - OPEN >= GAIN
    }

    /// A name of rare characters (郭榮鏗, 劉愷寧), a list of names, or a rare word said twice (忐忐忑忑) can be
    /// read as other Han, but not as plain ones.
    fn is_plain(&self, piece: &Piece, damaged: &[char]) -> bool {
        if self.han >= LONG {
            return self.rare * LONG <= self.han && self.mean_han <= MEAN_PAIRS;
        }
        let han_only = damaged.iter().all(|c| is_han(*c) || c.is_ascii() || is_cjk_mark(*c));
        // A name at the head of a line is no more likely damaged than elsewhere.
        let discount = Cost::from(piece.chain.spec().open) * BIT - piece.paid;
        let gained = self.gain - if han_only { discount } else { 0 };
        let (gain, mean) = match self.han {
            _ if !han_only => (GAIN, MEAN_PAIRS),
            ..=3 => (5 * GAIN / 2, MEAN_NAME),
            4..=5 => (3 * GAIN / 2, MEAN_WORDS),
            _ => (GAIN, MEAN_WORDS),
        };
        // 睇哂…睇哂: one rare word said twice is no evidence either, unless there is plenty of it.
        let twice = han_only
            && gained < GAIN * 2
            && damaged.iter().enumerate().any(|(i, c)| is_han(*c) && damaged.iter().take(i).any(|d| d == c));
        self.rare + self.foreign == 0 && gained >= gain && self.mean_han <= mean && !twice
    }
}

/// Letters of one natural script and blanks only: a word, not wreckage, unless much comes of it.
fn is_one_script(damaged: &[char]) -> bool {
    let script = |c: char| match c {
        '\u{400}'..='\u{52F}' => Some(1),
        '\u{370}'..='\u{3FF}' => Some(2),
        '\u{3041}'..='\u{30FF}' => Some(3),
        '\u{AC00}'..='\u{D7A3}' => Some(4),
        _ => None,
    };
    let mut letters = damaged.iter().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).map(|c| script(*c));
    let Some(Some(first)) = letters.next() else { return false };
    letters.all(|s| s == Some(first))
}

/// True for a character beside the repair that looks like more of the same damage.
fn is_residue(chain: Chain, c: char) -> bool {
    if c.is_ascii() || is_cjk_mark(c) || super::charset::common().contains(c) {
        return false;
    }
    c == '\u{FFFD}' || chain.read().first(c).is_some()
}

/// Lower-casing turns Š into š, which is another byte of the same kind: the text reads well and is wrong.
fn lower_cased(chain: Chain, damaged: &[char]) -> bool {
    let read = chain.read();
    // Leads stay leads and trails trails: only then the wrong text is valid.
    let kind = |c: char| match *read.first(c)?.as_slice() {
        [byte] => Some(byte >> 6 | (byte >> 5 & 1) << 4),
        _ => Some(0xFF),
    };
    let same = |c: char, o: char| kind(c).is_some_and(|k| kind(o) == Some(k));
    let lower = damaged.iter().any(|c| other(*c, single(c.to_uppercase())).is_some_and(|o| same(*c, o)));
    let upper = damaged.iter().any(|c| !c.is_ascii() && c.is_uppercase());
    lower && !upper
}

/// The one character of a change of case.
fn single(mut changed: impl Iterator<Item = char>) -> Option<char> {
    changed.next().filter(|_| changed.next().is_none())
}

fn other(c: char, changed: Option<char>) -> Option<char> {
    changed.filter(|o| *o != c && !c.is_ascii())
}

/// Damaged again by the same chain, the text must be the input exactly.
fn certificate(chain: Chain, text: &str, damaged: &[char]) -> bool {
    let mut now = text.to_owned();
    for step in chain.spec().steps.iter().rev() {
        let mut bytes = Vec::with_capacity(now.len() * 2);
        if now.chars().try_for_each(|c| step.was.encode(c, &mut bytes)).is_none() || step.read == Codec::Mixed {
            return false;
        }
        now.clear();
        if step.read.decode(&bytes, &mut now).is_none() {
            return false;
        }
    }
    now.chars().eq(damaged.iter().copied())
}
