//! The attributes of a tag. Values may stand in quotes, or in braces as JSX has them.

/// Braces reach so far.
const BRACES: usize = 600;

/// Reads attributes from `at` to the end of the tag. Returns where it ends, and whether they say
/// `translate=no`.
pub(super) fn read_all(text: &str, mut at: usize) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut untranslated = false;
    loop {
        let space = skip_space(bytes, at);
        match *bytes.get(space)? {
            b'>' => return Some((space + 1, untranslated)),
            b'/' if bytes.get(space + 1) == Some(&b'>') => return Some((space + 2, untranslated)),
            b'{' => at = braces(bytes, space)?,
            b if space > at && is_name(b) => {
                let (end, refuses) = read(text, space)?;
                untranslated |= refuses;
                at = end;
            }
            _ => return None,
        }
    }
}

/// Reads one attribute. Returns its end, and whether it is `translate=no`.
fn read(text: &str, at: usize) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let name = at + bytes.get(at..)?.iter().take_while(|b| is_name(**b)).count();
    let equals = skip_space(bytes, name);
    if bytes.get(equals) != Some(&b'=') {
        return Some((name, false));
    }
    let value = skip_space(bytes, equals + 1);
    let (inner, end) = match *bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let close = value + 1 + memchr::memchr(quote, bytes.get(value + 1..)?)?;
            (value + 1..close, close + 1)
        }
        b'{' => {
            let end = braces(bytes, value)?;
            (value..end, end)
        }
        _ => {
            let len = bytes.get(value..)?.iter().take_while(|b| is_bare(**b)).count();
            (value..value + len, value + len)
        }
    };
    let refuses = bytes.get(at..name)? == b"translate" && bytes.get(inner.clone())? == b"no";
    (end > value).then_some((end, refuses))
}

/// The end of the braces that open at `at`.
fn braces(bytes: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (i, byte) in bytes.get(at..)?.iter().take(BRACES).enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at + i + 1);
        }
    }
    None
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_whitespace()).count()
}

/// `href`, `v-if`, `:key`, `@click`, `#default`.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-' | b'@' | b'#')
}

fn is_bare(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`')
}
