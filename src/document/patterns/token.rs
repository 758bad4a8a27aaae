//! Patterns that are one run of Latin letters, digits and marks: URLs, addresses, paths, names of
//! files, domains, identifiers, options, handles.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Found, Scope};
use crate::document::MaskKind;

/// Endings of domains and of files, one a line, under their headings.
static ENDINGS: LazyLock<Endings> = LazyLock::new(|| {
    let (domains, files) = include_str!("endings.txt").split_once("[files]").unwrap_or_default();
    let words = |part: &'static str| part.lines().filter(|l| !l.starts_with(['#', '['])).collect();
    Endings { domains: words(domains), files: words(files) }
});

struct Endings {
    domains: HashSet<&'static str>,
    files: HashSet<&'static str>,
}

/// The run of token characters around `trigger`, which starts at `from` at the earliest.
pub(super) fn around(scope: &Scope<'_>, from: usize, trigger: usize) -> Range<usize> {
    let before = scope.get(from..trigger).bytes().rev().take_while(|b| is_token(*b)).count();
    let behind = scope.rest(trigger).bytes().take_while(|b| is_token(*b)).count();
    trigger - before..trigger + behind
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'_' | b'.' | b'~' | b'/' | b'\\' | b':' | b'@' | b'%' | b'+' | b'#' | b'=' | b'&' | b'?' | b'-'
        )
}

/// What the token is, if it is no prose.
pub(super) fn classify(scope: &Scope<'_>, token: &Range<usize>) -> Found {
    let word = scope.get(token.clone());
    let trimmed = word.trim_end_matches(['.', ':', '?', '-', '#', '=', '&']);
    let inner = token.start..token.start + trimmed.len();
    if let Some(url) = url(scope, token) {
        return Some((url, MaskKind::Url));
    }
    if word.contains('@') {
        return mail_or_handle(scope, &inner);
    }
    if is_path(scope, &inner) {
        return Some((inner, MaskKind::Path));
    }
    if let Some(host) = host(trimmed) {
        return Some((token.start + host.start..token.start + host.end, MaskKind::Url));
    }
    identifier(scope, &inner).map(|span| (span, MaskKind::Code))
}

/// `https://…` or `www.…`, with the Chinese path segments that browsers show unescaped.
fn url(scope: &Scope<'_>, token: &Range<usize>) -> Option<Range<usize>> {
    let word = scope.get(token.clone());
    // A search for a byte costs less than one for a string, and most tokens hold neither.
    let colon = memchr::memchr_iter(b':', word.as_bytes()).find(|i| slashes_follow(word, *i));
    let (start, body) = match colon {
        Some(i) => {
            let head = word.get(..i)?;
            let scheme = head.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            (scheme >= 2).then_some((i - scheme, i + 3))?
        }
        None => {
            let i = memchr::memchr(b'w', word.as_bytes()).and_then(|_| word.find("www."))?;
            let bounded = word.get(..i)?.bytes().next_back().is_none_or(|b| !b.is_ascii_alphanumeric());
            bounded.then_some((i, i + 4))?
        }
    };
    let end = url_end(scope, token.start + body);
    (end > token.start + body).then_some(token.start + start..end)
}

fn slashes_follow(word: &str, colon: usize) -> bool {
    word.as_bytes().get(colon + 1..colon + 3) == Some(b"//")
}

/// Where the URL ends whose body starts at `from`.
fn url_end(scope: &Scope<'_>, from: usize) -> usize {
    let mut end = from;
    let mut previous = '/';
    let mut open = 0u32;
    for (i, c) in scope.rest(from).char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            _ if c.is_ascii_graphic()
                && !matches!(c, '<' | '>' | '"' | '|' | '^' | '`' | '{' | '}' | '[' | ']' | '\\') => {}
            _ if is_path_letter(c)
                && (matches!(previous, '/' | '=' | '_' | '-' | '#' | '%') && i > 0 || is_path_letter(previous)) => {}
            _ => break,
        }
        previous = c;
        end = from + i + c.len_utf8();
    }
    let body = scope.get(from..end);
    from + body.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '(']).len()
}

fn is_path_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !('\u{FF00}'..='\u{FFEF}').contains(&c)
}

/// `mail@example.com`, `@handle`, `@scope/package`.
fn mail_or_handle(scope: &Scope<'_>, token: &Range<usize>) -> Found {
    let word = scope.get(token.clone());
    let at = word.find('@')?;
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'+' | b'-');
    let (local, host) = (word.get(..at)?, word.get(at + 1..)?);
    let local = local.bytes().rev().take_while(is_local).count();
    let is_host = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let host_len = host.bytes().take_while(is_host).count();
    let start = token.start + at;
    if local > 0 {
        let dotted = host.get(..host_len)?.trim_end_matches(['.', '-']);
        let span = start - local..start + 1 + dotted.len();
        return dotted.contains('.').then_some((span, MaskKind::Email));
    }
    let package = host.bytes().take_while(|b| is_host(b) || *b == b'/').count();
    (package > 0).then_some((start..start + 1 + package, MaskKind::Handle))
}

/// `/etc/hosts`, `./run`, `~/.ssh`, `C:\Windows`, `src/main.rs`.
fn is_path(scope: &Scope<'_>, token: &Range<usize>) -> bool {
    let word = scope.get(token.clone());
    let drive = word.as_bytes();
    if let [letter, b':', b'\\', rest @ ..] = drive {
        return letter.is_ascii_alphabetic() && !rest.is_empty();
    }
    let Some((_, last)) = word.rsplit_once('/') else {
        return has_file_ending(word);
    };
    let rooted = word.strip_prefix(['.', '~']).unwrap_or(word);
    let rooted = rooted.strip_prefix('.').unwrap_or(rooted).strip_prefix('/');
    let stands_apart = scope.before(token.start).is_none_or(|c| !c.is_alphanumeric());
    if let Some(rooted) = rooted {
        let letters = rooted.bytes().take_while(u8::is_ascii_lowercase).count();
        return stands_apart && (letters >= 2 || rooted.contains('/')) && !rooted.starts_with('/');
    }
    let lower = !word.bytes().any(|b| b.is_ascii_uppercase());
    has_file_ending(last) || (lower && last.ends_with(".js"))
}

/// `main.rs`, `Cargo.toml`; not `Node.js` or `ASP.NET`, whose endings are not on the list.
fn has_file_ending(word: &str) -> bool {
    let Some((stem, ending)) = word.rsplit_once('.') else {
        return false;
    };
    let named = !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    named && ENDINGS.files.contains(ending)
}

/// A domain in lower case. `Booking.com` is a company.
fn host(word: &str) -> Option<Range<usize>> {
    let is_host = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    let len = word.bytes().take_while(is_host).count();
    let host = word.get(..len)?.trim_end_matches(['.', '-']);
    let (name, ending) = host.rsplit_once('.')?;
    let whole = !word.get(len..)?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let named = name.bytes().any(|b| b.is_ascii_lowercase()) && !name.starts_with(['.', '-']);
    if !(whole && named && ENDINGS.domains.contains(ending)) {
        return None;
    }
    // The port and the path belong to it.
    let tail = word.get(host.len()..)?;
    let end = if tail.starts_with(['/', ':']) { word.len() } else { host.len() };
    Some(0..end)
}

/// `snake_case`, `std::io`, `--flag`, `method()`.
fn identifier(scope: &Scope<'_>, token: &Range<usize>) -> Option<Range<usize>> {
    let word = scope.get(token.clone());
    let option = word.strip_prefix("--").is_some_and(|w| w.starts_with(|c: char| c.is_ascii_lowercase()));
    let holds = |byte: u8| memchr::memchr(byte, word.as_bytes()).is_some();
    if option || (holds(b':') && has_inner(word, "::")) || (holds(b'_') && has_inner(word, "_")) {
        return Some(token.clone());
    }
    let called = scope.rest(token.end).starts_with("()");
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    (called && lower).then_some(token.start..token.end + 2)
}

/// True when `mark` stands between two letters or digits of the word, or leads it.
fn has_inner(word: &str, mark: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    word.match_indices(mark).any(|(i, _)| {
        let before = word.get(..i).unwrap_or_default().chars().next_back();
        let behind = word.get(i + mark.len()..).unwrap_or_default().chars().next();
        (letter(before) || before.is_none()) && letter(behind)
    })
}
