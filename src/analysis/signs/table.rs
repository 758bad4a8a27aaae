//! What `build.rs` made of `rules/encoding/characters.toml` and `ideographs.toml`, read in place.

use super::schema::{Class, INDEX, PAGE, PAIR, RANGE};

include!(concat!(env!("OUT_DIR"), "/sign_words.rs"));
include!(concat!(env!("OUT_DIR"), "/sign_entities.rs"));

static CLASSES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sign_classes.bin"));
static RANGES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sign_ranges.bin"));
static PAIRS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sign_pairs.bin"));

/// The class of one character. One look tells whether its page holds any that is not ordinary.
pub(super) fn class(c: char) -> Class {
    let code = c as usize;
    if code > 0xFFFF {
        return class_of(beyond(c as u32));
    }
    let (index, pages) = CLASSES.split_at_checked(INDEX).unwrap_or_default();
    class_of(paged(index, pages, code / PAGE, code % PAGE))
}

/// The classes of a page, as numbers; none where all are ordinary.
pub(super) fn classes_of(page: usize) -> impl Iterator<Item = u8> {
    let (index, pages) = CLASSES.split_at_checked(INDEX).unwrap_or_default();
    let at = index.get(page).filter(|at| **at != 0).map(|at| usize::from(*at) * PAGE);
    at.and_then(|at| pages.get(at..at + PAGE)).unwrap_or_default().iter().copied()
}

/// What a look-alike looks like.
pub(super) fn twin(c: char) -> Option<char> {
    let find = |n: usize| number(PAIRS, n * PAIR);
    let (mut low, mut high) = (0, PAIRS.len() / PAIR);
    while low < high {
        let middle = low.midpoint(high);
        if find(middle)? < c as u32 { low = middle + 1 } else { high = middle }
    }
    (find(low)? == c as u32).then(|| number(PAIRS, low * PAIR + 4).and_then(char::from_u32))?
}

/// The character that a well-known entity stands for.
pub(super) fn entity(name: &str) -> Option<&'static str> {
    ENTITIES.binary_search_by(|(known, _)| (*known).cmp(name)).ok().and_then(|i| ENTITIES.get(i)).map(|(_, c)| *c)
}

#[inline]
fn paged(index: &[u8], pages: &[u8], page: usize, low: usize) -> u8 {
    match index.get(page) {
        None | Some(0) => 0,
        Some(page) => pages.get(usize::from(*page) * PAGE + low).copied().unwrap_or(0),
    }
}

fn beyond(code: u32) -> u8 {
    let ranges = RANGES.chunks_exact(RANGE);
    let holds = |r: &&[u8]| number(r, 0).is_some_and(|a| a <= code) && number(r, 4).is_some_and(|b| code <= b);
    ranges.filter(holds).find_map(|r| number(r, 8)).map_or(0, |class| class as u8)
}

fn class_of(number: u8) -> Class {
    Class::ALL.get(usize::from(number)).map_or(Class::Ordinary, |(class, _)| *class)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_found_in_every_plane() {
        let found: Vec<Class> = "文\u{200B}a;\u{A0}\u{2F864}\u{1F600}\u{E0041}Ａ".chars().map(class).collect();
        let expected = [
            Class::Ordinary,
            Class::ZeroWidth,
            Class::Ordinary,
            Class::Escape,
            Class::Space,
            Class::Compatibility,
            Class::Ordinary,
            Class::Tag,
            Class::FullWidth,
        ];
        assert_eq!(found, expected);
        assert!("这是普通的文字，\u{1F468}。\t\n".chars().all(|c| class(c) == Class::Ordinary));
    }

    #[test]
    fn twins_are_those_of_the_standard() {
        assert_eq!("⽤⻓⺁\u{F967}\u{2FA1D}".chars().filter_map(twin).collect::<String>(), "用长厂不𪘀");
        assert_eq!(twin('а'), Some('a'));
        assert_eq!((twin('用'), twin('\u{FA0E}'), twin('⺀')), (None, None, None));
    }
}
