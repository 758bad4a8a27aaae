//! The damage that scrapers do with readings: a replacement of bytes, a lenient decoding, folded marks.

/// Puts readings behind the bytes of `keys` in GBK, one key after the other without a look at where
/// characters begin, and decodes what comes of it. `None` when GBK lacks a character.
pub fn damage(text: &str, keys: &[(char, &str)]) -> Option<String> {
    let mut bytes = gbk(text)?;
    for (key, reading) in keys {
        let (key, note) = (gbk(&key.to_string())?, gbk(&format!("({reading})"))?);
        let mut out = Vec::with_capacity(bytes.len() * 2);
        let mut rest = bytes.as_slice();
        while let Some(i) = memchr::memmem::find(rest, &key) {
            out.extend_from_slice(&rest[..i + key.len()]);
            out.extend_from_slice(&note);
            rest = &rest[i + key.len()..];
        }
        out.extend_from_slice(rest);
        bytes = out;
    }
    Some(decode(&bytes))
}

/// Full-width marks as upstream pipelines fold them.
pub fn fold(c: char) -> char {
    if "，？：；！（）".contains(c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c }
}

fn gbk(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, failed) = encoding_rs::GBK.encode(text);
    (!failed).then(|| bytes.into_owned())
}

/// A first byte takes what follows with it, whether or not the two are a character.
fn decode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let two = tail.first().map(|second| [*first, *second]);
        let (c, len) = match two {
            _ if first.is_ascii() => (char::from(*first), 1),
            Some(two) => (pair(two).unwrap_or('?'), 2),
            None => ('?', 1),
        };
        out.push(fold(c));
        rest = &rest[len..];
    }
    out
}

fn pair(bytes: [u8; 2]) -> Option<char> {
    let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
