//! What is known of single characters: fold, class, and the shapes they take in other scripts.
//!
//! Knows no article: whether a shape is wrong somewhere is for the script rules to judge.

use super::char_schema::{Choice, Class, Form, unpack_info};
use super::schema::{HEADER, PAGES};
use super::tables;

/// Folds one character for matching: full-width to half-width, simple lower case,
/// Traditional to Simplified. One character in, one out, so that offsets map one to one.
pub fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match cell(c).0 {
        0 => c,
        folded => char::from_u32(folded).unwrap_or(c),
    }
}

/// The class of a character as it stands in the article (not folded).
pub fn class(c: char) -> Class {
    unpack_info(cell(c).1).0
}

/// The shapes that a folded character may take, OpenCC's first candidate first, the Simplified
/// ones last. Empty when it is the same everywhere.
pub fn forms(folded: char) -> impl Iterator<Item = Form> + Clone {
    let (_, start) = unpack_info(cell(folded).1);
    let list = if start == 0 { &[] } else { tables::forms().get(start as usize..).unwrap_or_default() };
    let mut ended = false;
    list.iter().map_while(move |packed| {
        let (form, last) = Form::unpack(*packed).filter(|_| !ended)?;
        ended = last;
        Some(form)
    })
}

/// What a phrase (id of a hit of `Kind::Trad` or `Kind::Simp`) says about its characters.
/// Positions that it does not name follow their characters' own forms.
pub fn choices(id: u32) -> impl Iterator<Item = Choice> + Clone {
    let mut ended = false;
    tables::phrases().get(id as usize..).unwrap_or_default().iter().map_while(move |packed| {
        let (choice, last) = Some(Choice::unpack(*packed)).filter(|_| !ended)?;
        ended = last;
        Some(choice)
    })
}

/// The forms that a phrase allows for its character at `at`; `None` when it says nothing about it.
pub fn allowed(id: u32, at: usize, folded: char) -> Option<impl Iterator<Item = Form>> {
    let choice = choices(id).find(|choice| choice.at == at)?;
    Some(forms(folded).enumerate().filter(move |(i, _)| choice.allowed & (1 << i) != 0).map(|(_, form)| form))
}

/// Fold (0: not in the table) and packed info of a character.
fn cell(c: char) -> (u32, u32) {
    let (table, c) = (tables::chars(), c as usize);
    let pages = table.first().copied().unwrap_or(0) as usize;
    let page = table.get(HEADER + (c >> 8)).copied().unwrap_or(0) as usize;
    let at = HEADER + PAGES + page * 256 + (c & 255);
    let number = |at: usize| table.get(at).copied().unwrap_or(0);
    (number(at), number(at + pages * 256))
}
