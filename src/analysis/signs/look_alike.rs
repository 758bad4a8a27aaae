//! Characters that look like others: radicals for ideographs, Cyrillic for Latin letters, full-width
//! letters among half-width ones, and private characters that look like nothing.

use super::place::{Place, is_east_asian, is_han};
use super::schema::Class;
use super::{Found, SignKind, table};

/// What is to be said of a look-alike at `place`; nothing where it means itself.
pub(super) fn judge(class: Class, place: &Place<'_>) -> Option<Found> {
    match class {
        Class::Kangxi | Class::Component => radical(class, place),
        Class::Compatibility | Class::JapaneseForm => compatibility(class, place),
        Class::Private => private(place),
        Class::FullWidth => mixed_width(place),
        Class::Letter => letter(place),
        _ => None,
    }
}

/// Inside a word it stands for the ideograph. Alone it may be shown for what it is.
fn radical(class: Class, place: &Place<'_>) -> Option<Found> {
    let twins: String = place.own().chars().map(|c| table::twin(c).unwrap_or(c)).collect();
    if twins == place.own() || !place.neighbours(is_han) {
        return None;
    }
    let found = match class {
        Class::Kangxi => Found::safe(SignKind::Kangxi, twins),
        _ => Found::suggested(SignKind::Component, twins),
    };
    Some(Found { shown: !place.both(is_han), ..found })
}

/// Korean and Japanese text has them in good use.
fn compatibility(class: Class, place: &Place<'_>) -> Option<Found> {
    let foreign = place.scripts().kana_or_hangul;
    let twins: String = place.own().chars().map(|c| table::twin(c).unwrap_or(c)).collect();
    if foreign || twins == place.own() || !place.neighbours(is_east_asian) {
        return None;
    }
    let kind = if class == Class::Compatibility { SignKind::Compatibility } else { SignKind::JapaneseForm };
    Some(Found::suggested(kind, twins))
}

/// Icons stand apart; a private character between characters of text was once one of them.
fn private(place: &Place<'_>) -> Option<Found> {
    let inside = place.before().is_some_and(is_east_asian) && place.after().is_some_and(is_east_asian);
    if !inside {
        return None;
    }
    let public: String = place.own().chars().map(public).collect();
    Some(if public == place.own() {
        Found::bare(SignKind::Private)
    } else {
        Found::suggested(SignKind::Private, public)
    })
}

/// GB 18030 moved characters from private to public places; the bytes stayed.
fn public(c: char) -> char {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = encoding_rs::GB18030.encode(c.encode_utf8(&mut buffer));
    let back = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes);
    let one = back.and_then(|text| text.chars().next().filter(|_| !failed));
    one.filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)).unwrap_or(c)
}

/// A word that is set partly full-width, letters among letters or digits among digits.
fn mixed_width(place: &Place<'_>) -> Option<Found> {
    let span = place.word(|c| c.is_ascii_alphanumeric() || is_full(c));
    let word = place.text().get(span.clone())?;
    let has = |test: fn(char) -> bool| word.chars().any(test);
    let letters = has(|c| c.is_ascii_alphabetic()) && has(|c| is_full(c) && half(c).is_ascii_alphabetic());
    let digits = has(|c| c.is_ascii_digit()) && has(|c| is_full(c) && half(c).is_ascii_digit());
    let narrow: String = word.chars().map(half).collect();
    (letters || digits).then(|| Found::safe(SignKind::MixedWidth, narrow).over(span))
}

const fn is_full(c: char) -> bool {
    matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}

fn half(c: char) -> char {
    if is_full(c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c }
}

/// A Latin word with letters of another script in it, all of which have a Latin twin.
fn letter(place: &Place<'_>) -> Option<Found> {
    let span = place.word(|c| c.is_alphabetic() && (c as u32) < 0x530);
    let word = place.text().get(span.clone())?;
    let latin = word.chars().filter(|c| (*c as u32) < 0x250).count();
    let twins = word.chars().filter(|c| table::twin(*c).is_some()).count();
    let all = word.chars().count();
    let spelled: String = word.chars().map(|c| table::twin(c).unwrap_or(c)).collect();
    let is_word = latin >= 2 && latin + twins == all;
    is_word.then(|| Found::suggested(SignKind::Letter, spelled).over(span))
}
