//! Bytes that claim to be UTF-8, cut where they are not; and CESU-8, which some databases and virtual machines
//! write: a character beyond the basic plane as two surrogates of three bytes each.
//!
//! Invariant: the chunks cover all bytes, in order. A lone surrogate is a fault like any other.

/// What ends a valid stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// So many bytes that are no character.
    Bad(usize),
    /// [`PAIR`] bytes that are one character in CESU-8.
    Pair(char),
}

/// Bytes of a character in CESU-8.
pub(super) const PAIR: usize = 6;

/// Valid stretches, and what ends each.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&str, Fault)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let chunk = rest.utf8_chunks().next()?;
        let (valid, bad) = (chunk.valid(), chunk.invalid().len());
        let tail = rest.get(valid.len()..).unwrap_or_default();
        let (fault, len) = match pair(tail) {
            _ if bad == 0 => (Fault::None, 0),
            Some(c) => (Fault::Pair(c), PAIR),
            None => (Fault::Bad(bad), bad),
        };
        rest = tail.get(len..).unwrap_or_default();
        Some((valid, fault))
    })
}

fn pair(bytes: &[u8]) -> Option<char> {
    let &[0xED, a @ 0xA0..=0xAF, b @ 0x80..=0xBF, 0xED, c @ 0xB0..=0xBF, d @ 0x80..=0xBF] = bytes.get(..PAIR)? else {
        return None;
    };
    let unit = |high: u8, low: u8| 0xD000 | u16::from(high & 0x3F) << 6 | u16::from(low & 0x3F);
    char::decode_utf16([unit(a, b), unit(c, d)]).next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_surrogates_are_one_character() {
        let cut = |bytes| chunks(bytes).map(|(valid, fault)| (valid.to_owned(), fault)).collect::<Vec<_>>();
        let some = |text: &str, fault| (text.to_owned(), fault);
        let smile = b"a\xED\xA0\xBD\xED\xB8\x80b";
        assert_eq!(cut(smile), [some("a", Fault::Pair('\u{1F600}')), some("b", Fault::None)]);
        assert_eq!(cut(b"a\xED\xA0\xBDb").len(), 4, "a lone surrogate is three faults");
        assert_eq!(cut(b"\xE4\xB8\xAD"), [some("中", Fault::None)]);
        assert_eq!(cut(b"\xE4\xB8"), [some("", Fault::Bad(2))]);
        assert_eq!(cut(b""), []);
    }
}
