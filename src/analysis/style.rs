//! How an article sets its marks: counts of quotation marks and of spaces between Han and Latin.

use super::{Observe, Seen};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Quotes {
    /// “ ”
    Curly,
    /// 「 」
    Corner,
    /// " "
    Straight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spacing {
    /// 使用 GPU 訓練
    Spaced,
    /// 使用GPU訓練
    Tight,
}

/// Occurrences in prose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleFacts {
    pub curly: u32,
    pub corner: u32,
    pub straight: u32,
    pub spaced: u32,
    pub tight: u32,
}

/// Fewer borders between Han and Latin than this show no style.
const ENOUGH_BORDERS: u32 = 4;

impl StyleFacts {
    pub fn merge(&mut self, next: &Self) {
        self.curly += next.curly;
        self.corner += next.corner;
        self.straight += next.straight;
        self.spaced += next.spaced;
        self.tight += next.tight;
    }

    /// The quotation marks of the article: those of more than half of its quotations.
    pub fn quotes(&self) -> Option<Quotes> {
        let all = self.curly + self.corner + self.straight;
        let counts = [(Quotes::Curly, self.curly), (Quotes::Corner, self.corner), (Quotes::Straight, self.straight)];
        counts.into_iter().find(|(_, n)| *n * 2 > all).map(|(style, _)| style)
    }

    /// The spacing of at least four borders in five.
    pub fn spacing(&self) -> Option<Spacing> {
        let all = self.spaced + self.tight;
        match all {
            n if n < ENOUGH_BORDERS => None,
            n if self.spaced * 5 >= n * 4 => Some(Spacing::Spaced),
            n if self.tight * 5 >= n * 4 => Some(Spacing::Tight),
            _ => None,
        }
    }
}

/// Counts one segment.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let facts = &mut seen.facts.style;
    let raw = cx.view.raw();
    for (i, &c) in raw.iter().enumerate() {
        match c {
            '“' | '‘' => facts.curly += 1,
            '「' | '『' => facts.corner += 1,
            '"' => facts.straight += 1,
            _ if is_han(c) => border(raw, i, facts, |c| c.is_ascii_alphanumeric()),
            _ if c.is_ascii_alphanumeric() => border(raw, i, facts, is_han),
            _ => {}
        }
    }
    facts.straight /= 2;
}

/// Counts the border between the character at `at` and one on the `other` side of it.
fn border(raw: &[char], at: usize, facts: &mut StyleFacts, other: impl Fn(char) -> bool) {
    match raw.get(at + 1) {
        Some(' ') => facts.spaced += u32::from(raw.get(at + 2).is_some_and(|c| other(*c))),
        Some(next) => facts.tight += u32::from(other(*next)),
        None => {}
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}
