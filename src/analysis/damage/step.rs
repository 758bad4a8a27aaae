//! Text as the GBK bytes it came from, token by token, and the damage of readings done anew.

use super::charset::gbk_bytes;
use super::readings::{Syllable, fit};
use super::straddle::{cut, note};

/// What stands next in a run that is one byte off.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    Char(char),
    /// A reading that is whole: noise between the bytes.
    Note,
    /// A reading whose parenthesis a lone byte swallowed.
    Cut(Syllable),
    /// A question mark, of which nobody knows what it swallowed.
    Loss,
    /// The same at the end of the line.
    LastLoss,
}

/// The tokens from `at` to the end of the line, with their lengths.
pub(super) fn tokens(text: &str, at: usize) -> impl Iterator<Item = (Token, usize)> {
    let mut rest = text.get(at..).unwrap_or_default();
    let mut host = None;
    std::iter::from_fn(move || {
        let c = rest.chars().next().filter(|c| *c != '\n')?;
        let (token, len) = match c {
            '?' => match cut(rest) {
                Some((syllable, len)) => (Token::Cut(syllable), len),
                None if rest.get(1..).is_none_or(|r| r.is_empty() || r.starts_with(['\n', '\r'])) => {
                    (Token::LastLoss, 1)
                }
                None => (Token::Loss, 1),
            },
            '(' => match note(rest).filter(|(syllable, _)| host.is_some_and(|c| fit(c, syllable).is_some())) {
                Some((_, len)) => (Token::Note, len),
                None => (Token::Char(c), 1),
            },
            c => (Token::Char(c), c.len_utf8()),
        };
        host = Some(c);
        rest = rest.get(len..).unwrap_or_default();
        Some((token, len))
    })
}

/// Bytes that a character may have had.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pair: [u8; 2],
    len: usize,
}

impl Step {
    /// Marks are often folded after the damage: `,` was ， or itself. The likelier last.
    pub fn of(c: char) -> impl DoubleEndedIterator<Item = Self> {
        let own = u8::try_from(c).ok().filter(u8::is_ascii).map(|byte| Self { pair: [byte, 0], len: 1 });
        let folded = matches!(c, ',' | '?' | ':' | ';' | '!' | '(' | ')');
        let full = folded.then_some(Self { pair: [0xA3, c as u8 | 0x80], len: 2 });
        let two = gbk_bytes(c).map(|pair| Self { pair, len: 2 });
        [own, full, two].into_iter().flatten()
    }

    pub fn bytes(&self) -> &[u8] {
        self.pair.get(..self.len).unwrap_or_default()
    }
}

/// The character of two bytes of GBK.
pub(super) fn pair(bytes: [u8; 2]) -> Option<char> {
    let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|c| chars.next().is_none() && !c.is_ascii())
}
