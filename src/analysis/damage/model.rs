//! How plausible a character is after another in Chinese text, in eighths of a bit: a bigram model of
//! characters, read in place, and classes for what it has not seen.
//!
//! Knows no damage. Cost is never negative, and grows as text gets stranger; sound sentences cost 6 to 13
//! bits a character, wreckage 21 to 29.

use std::sync::OnceLock;

use super::charset::is_han;
use crate::lexicon::fold;

/// Eighths of a bit.
pub type Cost = i32;

pub const BIT: Cost = 8;

/// Bytes at an address fit for numbers.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

static DATA: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../data/bigrams.bin"));

/// A character as the model knows it: the context of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the model; `UNSEEN` for others. And that of the same character in Simplified.
    id: u16,
    simple: u16,
    class: Class,
    raw: u32,
}

const UNSEEN: u16 = u16::MAX;

/// What a character is where the counts do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    None,
    Letter,
    Digit,
    Space,
    Ascii,
    Han,
    /// Letters beyond ASCII, by case.
    Latin,
    Cyrillic(bool),
    Greek(bool),
    Kana,
    HalfKana,
    Hangul,
    Box,
    Emoji,
    Mark,
    /// C0, C1, private use, unassigned, U+FFFD.
    Junk,
}

/// The tables of `bigrams.bin`; numbers of more than one byte begin with their low one.
pub struct Model {
    /// Indices of the basic plane: of the character, and of it in Simplified.
    ids: Vec<[u16; 2]>,
    starts: &'static [u32],
    alone: &'static [u8],
    offs: &'static [u8],
    seconds: &'static [u16],
    costs: &'static [u8],
}

impl Place {
    /// Before the first character of a line.
    pub const START: Self = Self { id: UNSEEN, simple: UNSEEN, class: Class::None, raw: 0 };
}

impl Model {
    pub fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(Self::load)
    }

    /// Cuts the file; a damaged one gives a model that has seen nothing.
    fn load() -> Self {
        let data = &DATA.0;
        let word =
            |at: usize| data.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
        let (n, m) = (word(4), word(8));
        let mut at = 12;
        let mut take = |len: usize| {
            let part = data.get(at..at + len).unwrap_or_default();
            at += len;
            part
        };
        let points = take(4 * n);
        let model = Self {
            ids: vec![[UNSEEN; 2]; 0x1_0000],
            starts: bytemuck::try_cast_slice(take(4 * (n + 1))).unwrap_or_default(),
            alone: take(n),
            offs: take(n),
            seconds: bytemuck::try_cast_slice(take(2 * m)).unwrap_or_default(),
            costs: take(m),
        };
        model.with_ids(points)
    }

    fn with_ids(mut self, points: &[u8]) -> Self {
        for (id, point) in points.chunks_exact(4).enumerate() {
            let point = point.try_into().map_or(0, u32::from_le_bytes);
            if let (Some(cell), Ok(id)) = (self.ids.get_mut(point as usize), u16::try_from(id)) {
                *cell = [id, id];
            }
        }
        for c in ('\u{3400}'..='\u{9FFF}').chain('\u{F900}'..='\u{FAFF}') {
            let simple = self.id(fold(c));
            self.ids.get_mut(c as usize).into_iter().for_each(|cell| cell[1] = simple);
        }
        self
    }

    /// Where a character leads.
    pub fn place(&self, c: char) -> Place {
        let class = class(c);
        let shown = match class {
            Class::Letter => 'a',
            Class::Digit => '0',
            Class::Space => ' ',
            _ => c,
        };
        let [id, simple] = match self.ids.get(shown as usize) {
            Some(ids) => *ids,
            None if class == Class::Han => [UNSEEN, self.id(fold(c))],
            None => [UNSEEN; 2],
        };
        Place { id, simple, class, raw: c as u32 }
    }

    fn id(&self, c: char) -> u16 {
        self.ids.get(c as usize).map_or(UNSEEN, |ids| ids[0])
    }

    /// What a text costs, from its first character to its last.
    pub fn whole(&self, text: &str) -> Cost {
        let (mut last, mut sum) = (Place::START, 0);
        for c in text.chars() {
            let next = self.place(c);
            sum += self.cost(last, next);
            last = next;
        }
        sum
    }

    /// What it costs that `next` stands behind `last`.
    pub fn cost(&self, last: Place, next: Place) -> Cost {
        if last.class == next.class && matches!(next.class, Class::Letter | Class::Digit | Class::Space) {
            return BIT / 2;
        }
        if next.class == Class::Junk {
            return 30 * BIT;
        }
        let by_class = by_class(last, next);
        if next.id == UNSEEN {
            return by_class;
        }
        let seen = self.pair(last.id, next.id).or_else(|| self.folded(last, next));
        seen.unwrap_or_else(|| self.backed_off(last.id, next.id)).min(by_class) + crossing(last, next)
    }

    /// What a character costs wherever it stands.
    pub fn alone(&self, c: char) -> Cost {
        const UNSEEN_HAN: Cost = 20 * BIT;
        let seen = self.alone.get(usize::from(self.id(c))).map(|cost| Cost::from(*cost));
        seen.unwrap_or(UNSEEN_HAN).min(UNSEEN_HAN)
    }

    fn backed_off(&self, last: u16, next: u16) -> Cost {
        let off = self.offs.get(usize::from(last)).copied().unwrap_or(0);
        Cost::from(off) + self.alone.get(usize::from(next)).map_or(30 * BIT, |c| Cost::from(*c))
    }

    /// The cost of a pair that was counted.
    fn pair(&self, last: u16, next: u16) -> Option<Cost> {
        let [low, high] = *self.starts.get(usize::from(last)..)?.first_chunk()?;
        let (low, high) = (u32::from_le(low) as usize, u32::from_le(high) as usize);
        let at = self.seconds.get(low..high)?.binary_search_by_key(&next, |second| u16::from_le(*second)).ok()?;
        self.costs.get(low + at).map(|cost| Cost::from(*cost))
    }

    /// The same two characters in Simplified: 中華 is as plausible as 中华, of which more was counted.
    fn folded(&self, last: Place, next: Place) -> Option<Cost> {
        if last.class != Class::Han || next.class != Class::Han {
            return None;
        }
        if last.simple == last.id && next.simple == next.id {
            return None;
        }
        let cost = self.pair(last.simple, next.simple)? + 3 * BIT;
        Some(cost.min(self.backed_off(last.id, next.id)))
    }
}

/// Korean stands apart from Chinese: in parentheses, behind a space. Syllables among Han are wreckage.
fn crossing(last: Place, next: Place) -> Cost {
    if last.class == Class::Hangul && next.class == Class::Han { 8 * BIT } else { 0 }
}

/// What is known without counts.
fn by_class(last: Place, next: Place) -> Cost {
    if last.raw == next.raw {
        return if next.class == Class::Han { 10 * BIT } else { 4 * BIT };
    }
    if next.class == Class::Han {
        return if last.class == Class::Kana { 14 * BIT } else { 27 * BIT };
    }
    let word = matches!(last.class, Class::Letter | Class::Latin);
    let bits = match (last.class, next.class) {
        (_, Class::Letter) if word => 2,
        (Class::Letter, Class::Latin) => 9,
        (Class::Latin, Class::Latin) => 13,
        (_, Class::Latin) => 19,
        (Class::Cyrillic(_), Class::Cyrillic(false)) | (Class::Greek(_), Class::Greek(false)) => 5,
        (Class::Cyrillic(true), Class::Cyrillic(true)) | (Class::Greek(true), Class::Greek(true)) => 9,
        (Class::Cyrillic(_), Class::Cyrillic(_)) | (Class::Greek(_), Class::Greek(_)) => 17,
        (Class::Kana, Class::Kana) => 6,
        (Class::Han, Class::Kana) => 14,
        (Class::Hangul, Class::Hangul) => 14,
        (Class::Space, Class::Hangul) => 12,
        (Class::HalfKana, Class::HalfKana) => 11,
        (Class::Box, Class::Box) => 8,
        (Class::Emoji, Class::Emoji) => 10,
        (Class::Han, Class::Hangul) => 21,
        (_, Class::Letter | Class::Digit | Class::Space | Class::Ascii) => 12,
        (_, Class::Cyrillic(_) | Class::Greek(_) | Class::Kana | Class::Hangul) => 17,
        (_, Class::Junk) => 30,
        _ => 19,
    };
    bits * BIT
}

fn class(c: char) -> Class {
    match c {
        // Most by far, so it is asked first.
        '\u{4E00}'..='\u{9FFF}' => Class::Han,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        ' ' | '\t' => Class::Space,
        '!'..='~' => Class::Ascii,
        '\n' | '\r' => Class::None,
        '\0'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}'.. => astral(c),
        'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Class::Latin,
        '\u{370}'..='\u{3FF}' => Class::Greek(c.is_uppercase()),
        '\u{400}'..='\u{52F}' => Class::Cyrillic(c.is_uppercase()),
        '\u{3041}'..='\u{30FF}' => Class::Kana,
        '\u{FF61}'..='\u{FF9F}' => Class::HalfKana,
        '\u{AC00}'..='\u{D7A3}' | '\u{3131}'..='\u{318E}' => Class::Hangul,
        '\u{2500}'..='\u{259F}' => Class::Box,
        _ if is_han(c) => Class::Han,
        _ => Class::Mark,
    }
}

fn astral(c: char) -> Class {
    match c {
        '\u{1F000}'..='\u{1FAFF}' => Class::Emoji,
        '\u{20000}'..='\u{323AF}' => Class::Han,
        '\u{10000}'..='\u{EFFFF}' => Class::Mark,
        _ => Class::Junk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits a character.
    fn mean(text: &str) -> f64 {
        f64::from(Model::get().whole(text)) / 8.0 / text.chars().count() as f64
    }

    #[test]
    fn sentences_are_cheap_and_wreckage_is_dear() {
        for text in ["团队在周三发布了新的编译器，构建速度提升一倍。", "團隊在週三發布了新的編譯器，建置速度提升一倍。"]
        {
            assert!(mean(text) < 12.0, "{text} {}", mean(text));
        }
        for text in ["鏁版嵁涓績鐨勫缓璁", "縩筿材﹗犁Μ", "ÀïÔÆÐû²¼", "陝爵堁哫票ㄛ", "각쟁暾忌꼈"]
        {
            assert!(mean(text) > 14.0, "{text} {}", mean(text));
        }
    }

    #[test]
    fn words_of_other_languages_are_not_wreckage() {
        for text in ["crème brûlée", "Привет мир", "삼성전자 발표", "トヨタじどうしゃ", "═══════"]
        {
            assert!(mean(text) < 15.0, "{text} {}", mean(text));
        }
    }
}
