//! One way to read a run of text that is one byte off, and how far it has got.
//!
//! Scores are bits in which the text read so far is likelier than noise; the model of characters tells. What
//! no byte tells is guessed from it, and the way says so.

use super::charset::{common, frequent};
use super::model::{BIT, Model, Place};
use super::readings::{self, Syllable};
use super::step::{Step, Token, pair};
use crate::lexicon::fold;

/// Bits a character from which on text is more likely noise, and the most that one character may tell.
const NOISE: i32 = 14;
const MOST: i32 = 12;
/// Bits that a guess costs: the byte before a blank that a lone first byte took along, before the end of the
/// line, and in the middle of the text.
const BLANK: i32 = 9;
const END: i32 = 4;
const INNER: i32 = 12;
/// What hardly any line ends in.
const OPEN: [char; 8] = ['，', '、', '（', '「', '『', '《', '“', '【'];
/// Candidates of a guess that go on.
const KEPT: usize = 4;
/// How likely a scraper annotates a character: those that a converter put there before all others.
const CONVERTED: i32 = 4;

/// One byte is all that is kept of a character: its first one is due, and this way to read has got so far.
#[derive(Clone)]
pub(super) struct Way {
    /// `None`: it is not known either.
    lead: Option<u8>,
    last: Place,
    pub text: String,
    pub keys: String,
    pub score: i32,
    /// A byte was filled in that nothing tells.
    pub guessed: bool,
}

impl Way {
    /// Behind a reading that belongs to `key`, whose second byte is the first of what comes; `before` stands
    /// before the reading.
    pub fn of(lead: u8, key: char, before: Option<char>) -> Self {
        let last = before.map_or(Place::START, |c| Model::get().place(c));
        Self { lead: Some(lead), last, text: String::new(), keys: key.to_string(), score: likely(key), guessed: false }
    }

    /// All ways to go on over a token, and whether each is back in step behind it. `rest` is what follows.
    pub fn advance(&self, token: &Token, rest: &str) -> Vec<(Self, bool)> {
        let mut ways = Vec::new();
        match token {
            Token::Note => ways.push((self.clone(), false)),
            // The reading of the character that these two bytes make: the second one is told by it.
            Token::Cut(syllable) => {
                for (_, key) in self.lead.into_iter().flat_map(|lead| keys(lead, syllable)) {
                    let mut way = self.with(key);
                    way.keys.push(key);
                    way.score += likely(key);
                    ways.push((way, true));
                }
            }
            Token::Loss => {
                // Perhaps no loss but a question mark, once full-width.
                ways.extend(self.over(&[0xA3, 0xBF]).into_iter().map(|(way, in_step)| (way.guessing(0), in_step)));
                self.lost(rest, &mut ways);
            }
            // A lone first byte took the end of the line with it.
            Token::LastLoss => {
                let ends = |way: &Self| !way.text.ends_with(OPEN);
                ways.extend(self.best().into_iter().filter(ends).map(|way| (way.guessing(END), true)));
            }
            Token::Char(c) => {
                for step in Step::of(*c) {
                    ways.extend(self.over(step.bytes()));
                }
            }
        }
        ways
    }

    /// A lone first byte took what stood behind it along: a blank before Latin text, half of a mark of two, or,
    /// since 0x80 begins no character, the first byte of the next one.
    fn lost(&self, rest: &str, ways: &mut Vec<(Self, bool)>) {
        let mut chars = rest.chars();
        let (next, behind) = (chars.next(), chars.next());
        // `B線` was 連線, `Git` is a word.
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let trail = next.is_some_and(|c| matches!(c, '@'..='~' if c != '`'));
        let halved = (trail || letter(next)) && behind.is_some_and(|c| !c.is_ascii());
        if let Some(next) = next.filter(char::is_ascii_graphic) {
            let taken = match next {
                '*' => '*',
                '/' => '<',
                _ => ' ',
            };
            let zero = self.lead.filter(|_| halved).and_then(|lead| pair([lead, 0x80]));
            let best = self.best().into_iter().filter(|way| zero.is_none_or(|zero| !way.text.ends_with(zero)));
            ways.extend(best.map(|mut way| {
                way.text.push(taken);
                (way.guessing(BLANK), true)
            }));
        }
        if let Some(c) = self.lead.filter(|_| halved || !letter(next)).and_then(|lead| pair([lead, 0x80])) {
            let way = Self { lead: None, ..self.with(c) };
            ways.push((way.guessing(INNER), false));
        }
    }

    /// The likeliest characters that begin with the lead.
    fn best(&self) -> Vec<Self> {
        kept((0x80..=0xFE).filter_map(|byte| Some(self.with(pair([self.lead?, byte])?))).collect())
    }

    fn over(&self, bytes: &[u8]) -> Vec<(Self, bool)> {
        let Some(&first) = bytes.first() else { return Vec::new() };
        let read: Vec<Self> = match self.lead {
            Some(lead) => pair([lead, first]).map(|c| self.with(c)).into_iter().collect(),
            None => kept((0x81..=0xFE).filter_map(|lead| Some(self.with(pair([lead, first])?))).collect()),
        };
        let on = |mut way: Self| match bytes.get(1) {
            None => (way, true),
            Some(byte) if byte.is_ascii() => {
                way.text.push(char::from(*byte));
                (way, true)
            }
            Some(byte) => {
                way.lead = Some(*byte);
                (way, false)
            }
        };
        read.into_iter().map(on).collect()
    }

    fn guessing(mut self, cost: i32) -> Self {
        self.guessed = true;
        self.score -= cost;
        self
    }

    fn with(&self, c: char) -> Self {
        let mut way = self.clone();
        let place = Model::get().place(c);
        way.text.push(c);
        way.score += told(way.last, place);
        way.last = place;
        way
    }
}

/// The best of many.
fn kept(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by_key(|way| std::cmp::Reverse(way.score));
    ways.truncate(KEPT);
    ways
}

/// What a character tells by standing there.
pub(super) fn told(last: Place, next: Place) -> i32 {
    (NOISE - Model::get().cost(last, next) / BIT).clamp(-MOST, MOST)
}

/// Second bytes that make, behind `lead`, a character that is read so.
pub(super) fn keys(lead: u8, syllable: &Syllable) -> impl Iterator<Item = (u8, char)> {
    (0x40..=0xFE).filter_map(move |byte| {
        let key = pair([lead, byte])?;
        readings::fit(key, syllable).map(|_| (byte, key))
    })
}

fn likely(key: char) -> i32 {
    let usual = match key {
        _ if frequent().contains(key) => 3,
        _ if common().contains(key) => 1,
        _ => -4,
    };
    usual + if fold(key) == key { 0 } else { CONVERTED }
}
