//! Characters that nobody sees: where they are right, where they are left over, what deleting them risks.

use super::place::{Place, is_complex, is_east_asian, is_emoji, is_han, is_hangul, is_text};
use super::schema::Class;
use super::{Found, SignKind};

/// What is to be said of an unseen character at `place`; nothing where it is in good use.
pub(super) fn judge(class: Class, place: &Place<'_>) -> Option<Found> {
    match class {
        Class::ZeroWidth => zero_width(place),
        Class::ByteOrder => Some(Found::safe(SignKind::ByteOrder, "")),
        Class::Joiner => joiner(place),
        Class::Direction => direction(place),
        Class::DirectionMark => {
            let needed = place.scripts().right_to_left;
            (!needed).then(|| Found::safe(SignKind::DirectionMark, ""))
        }
        Class::SoftHyphen => soft_hyphen(place),
        Class::Control => control(place),
        Class::Separator => Some(separator(place)),
        Class::Space => space(place),
        Class::WideSpace => wide_space(place),
        Class::Selector => selector(place),
        Class::Filler => (!place.neighbours(is_hangul)).then(|| Found::suggested(SignKind::ZeroWidth, "")),
        Class::Object => Some(Found::bare(SignKind::Object)),
        Class::Combining => {
            let marked = place.before().is_some_and(is_han);
            marked.then(|| Found::safe(SignKind::Combining, ""))
        }
        Class::Tag => (place.before() != Some('\u{1F3F4}')).then(|| Found::suggested(SignKind::ZeroWidth, "")),
        _ => None,
    }
}

/// Beside markup it is the author's device (`**「甲」**` before Han is no emphasis without it), and so it
/// is behind `@` and `#`, which would make a link, and alone on a line, which it keeps open.
fn zero_width(place: &Place<'_>) -> Option<Found> {
    let device = |c: char| c.is_ascii_punctuation() && !is_text(c);
    let alone = place.both(|_| false);
    if place.neighbours(is_complex) || place.touches_mask() || place.neighbours(device) || alone {
        return None;
    }
    let plain = place.both(is_text);
    Some(if plain { Found::safe(SignKind::ZeroWidth, "") } else { Found::suggested(SignKind::ZeroWidth, "") })
}

fn joiner(place: &Place<'_>) -> Option<Found> {
    if place.neighbours(is_complex) || place.neighbours(is_emoji) {
        return None;
    }
    zero_width(place)
}

/// An override turns text around that a reader then cannot trust. In a paragraph with Hebrew or Arabic
/// it is right when every opening has its end.
fn direction(place: &Place<'_>) -> Option<Found> {
    let scripts = place.scripts();
    (!(scripts.right_to_left && scripts.balanced)).then(|| Found::suggested(SignKind::Direction, ""))
}

/// Inside a Latin word it says where the word may be divided.
fn soft_hyphen(place: &Place<'_>) -> Option<Found> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_east_asian(c));
    let divides = letter(place.before()) && letter(place.after());
    (!divides).then(|| Found::safe(SignKind::SoftHyphen, ""))
}

/// Control characters that only an accident puts into text may go. An escape sequence of a terminal
/// would leave its letters behind, and the rest may be what is left of a wrong decoding.
fn control(place: &Place<'_>) -> Option<Found> {
    let own = place.own();
    if own.chars().any(|c| c == '\u{1B}' || c > '\u{7F}') {
        return Some(Found::bare(SignKind::Control));
    }
    if own.contains('\u{B}') {
        return Some(Found::suggested(SignKind::Control, "\n"));
    }
    Some(Found::safe(SignKind::Control, ""))
}

fn separator(place: &Place<'_>) -> Found {
    let at_end = place.both(|_| false) || place.neighbours(|c| c == '\n' || c == '\r');
    if at_end || place.after().is_none() {
        return Found::safe(SignKind::Separator, "");
    }
    let plain = place.may_break() && !place.own().contains('\u{85}');
    if plain { Found::safe(SignKind::Separator, "\n") } else { Found::suggested(SignKind::Separator, " ") }
}

/// Beside Han it is never meant: what keeps a number and its unit together stands between Latin letters.
fn space(place: &Place<'_>) -> Option<Found> {
    // Dashes and curly quotes are of both worlds.
    if !place.neighbours(|c| is_han(c) || is_east_asian(c) && c > '\u{3000}') {
        return None;
    }
    let doubled = place.neighbours(|c| c == ' ' || c == '\n' || c == '\u{3000}');
    Some(Found::suggested(SignKind::Space, if doubled { "" } else { " " }))
}

/// It indents lines, sets the characters of a name apart (王　明), parts the items of a row. Only as a
/// space between Latin words, or behind a mark that has its own space, it is a slip.
fn wide_space(place: &Place<'_>) -> Option<Found> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let single = place.own().chars().nth(1).is_none();
    let between_words = latin(place.before()) && latin(place.after());
    let behind_mark = place.before().is_some_and(|c| "，、；".contains(c)) && place.after().is_some_and(is_han);
    let replacement = if between_words { " " } else { "" };
    (single && (between_words || behind_mark)).then(|| Found::suggested(SignKind::WideSpace, replacement))
}

/// It chooses the look of the picture before it. Behind Han or a space there is none.
fn selector(place: &Place<'_>) -> Option<Found> {
    let of_picture = place.own().chars().all(|c| c >= '\u{FE0E}');
    let nothing_to_change = match place.before() {
        None => true,
        Some(c) => (is_east_asian(c) || c.is_whitespace()) && !is_emoji(c),
    };
    (of_picture && nothing_to_change).then(|| Found::safe(SignKind::Selector, ""))
}
