//! The compiled tables made from `rules/` and the one walk over them.

/// Folds one character for matching: full-width to half-width, simple lower case,
/// Traditional to Simplified. One character in, one out, so that offsets map one to one.
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c).to_ascii_lowercase(),
        _ => c.to_ascii_lowercase(),
    }
}

/// Everything the lexicons hold of one view.
#[derive(Clone, Debug, Default)]
pub struct Hits {}

/// Walks the lexicons over a view's folded chars, once.
pub fn walk(_chars: &[char]) -> Hits {
    Hits::default()
}
