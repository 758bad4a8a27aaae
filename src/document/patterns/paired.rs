//! Patterns between two marks, which may hold any letters: formulas, templates, `:emoji:`, tags.

use std::ops::Range;

use super::{Found, Scope};
use crate::document::MaskKind;

/// A template ends within so many bytes …
const TEMPLATE: usize = 400;
/// … a formula within so many …
const FORMULA: usize = 200;
/// … and a tag between two `#` within so many characters.
const TAG: usize = 30;

/// The pattern that the byte at `at` opens.
pub(super) fn at(scope: &Scope<'_>, at: usize) -> Found {
    match scope.text.as_bytes().get(at)? {
        b'{' => template(scope, at),
        b'$' => formula(scope, at).map(|span| (span, MaskKind::Math)),
        b':' => emoji(scope, at).map(|span| (span, MaskKind::Template)),
        b'#' => tag(scope, at).map(|span| (span, MaskKind::Hashtag)),
        b'@' => han_handle(scope, at).map(|span| (span, MaskKind::Handle)),
        _ => None,
    }
}

/// `{{ … }}` with Hugo's `{{< … >}}`, Liquid's `{% … %}`, MDX's `{/* … */}`, heading ids `{#id}`.
fn template(scope: &Scope<'_>, at: usize) -> Found {
    let window = scope.window(at, TEMPLATE);
    let (closing, kind) = match window.as_bytes().get(1)? {
        b'{' => ("}}", MaskKind::Template),
        b'%' => ("%}", MaskKind::Template),
        b'/' if window.starts_with("{/*") => ("*/}", MaskKind::Meta),
        b'#' => ("}", MaskKind::Meta),
        _ => return None,
    };
    let end = window.find(closing)? + closing.len();
    let inner = window.get(2..end - closing.len()).unwrap_or_default();
    let id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if closing == "}" && !inner.chars().all(id) {
        return None;
    }
    Some((at..at + end, kind))
}

/// `$E = mc^2$`, `$$…$$`, `${VALUE}`; prices stay prose.
fn formula(scope: &Scope<'_>, at: usize) -> Option<Range<usize>> {
    if scope.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '\\' || c == '$') {
        return None;
    }
    let window = scope.window(at, FORMULA);
    let (mark, closing) = if window.starts_with("${") {
        ("${", "}")
    } else if window.starts_with("$$") {
        ("$$", "$$")
    } else {
        ("$", "$")
    };
    let body = window.get(mark.len()..)?;
    let inner = body.get(..body.find(closing)?)?;
    let end = at + mark.len() + inner.len() + closing.len();
    let ends_apart = mark != "$" || scope.after(end).is_none_or(|c| !c.is_ascii_digit());
    let foreign = inner.chars().any(|c| c > '\u{2E7F}' || (c == '\n' && mark == "$"));
    let loose = mark == "$" && (inner.starts_with(' ') || inner.ends_with(' '));
    (ends_apart && !foreign && !loose && is_formula(inner, mark)).then_some(at..end)
}

fn is_formula(inner: &str, mark: &str) -> bool {
    if mark != "$" {
        return !inner.is_empty();
    }
    let marked = inner.contains(['\\', '^', '_', '=', '{']);
    let variable = inner.len() <= 3 && inner.starts_with(|c: char| c.is_ascii_alphabetic());
    !inner.is_empty() && (marked || variable)
}

/// `:smile:` between spaces or Chinese characters.
fn emoji(scope: &Scope<'_>, at: usize) -> Option<Range<usize>> {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_graphic());
    let body = scope.window(at + 1, 32);
    let len = body
        .bytes()
        .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-'))
        .count();
    let end = at + 1 + len;
    let named = len >= 2 && body.starts_with(|c: char| c.is_ascii_lowercase() || c == '+');
    let closed = named && scope.after(end) == Some(':');
    (closed && apart(scope.before(at)) && apart(scope.after(end + 1))).then_some(at..end + 1)
}

/// `#tag`, `#标签`, `#话题#`; not `C#`, `#1`, `&#x4e2d;` or the stub `#xff0c;`.
fn tag(scope: &Scope<'_>, at: usize) -> Option<Range<usize>> {
    let before = scope.before(at);
    if before.is_some_and(|c| c.is_ascii_graphic() && !matches!(c, '(' | '"' | '#')) {
        return None;
    }
    let body = scope.window(at + 1, TAG * 4);
    let word = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '·');
    let len: usize = body.chars().take(TAG + 1).take_while(word).map(char::len_utf8).sum();
    let end = at + 1 + len;
    let name = body.get(..len)?;
    let next = scope.after(end);
    if name.is_empty() || name.chars().count() > TAG || name.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if next == Some('#') {
        return Some(at..end + 1);
    }
    let opens = before.is_none_or(char::is_whitespace);
    let closes = next.is_none_or(char::is_whitespace);
    (opens && closes).then_some(at..end)
}

/// `@某某日报` when a space, a colon or the end of the line tells where the name ends.
fn han_handle(scope: &Scope<'_>, at: usize) -> Option<Range<usize>> {
    let body = scope.window(at + 1, 64);
    let word = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '·');
    let (mut len, mut count) = (0, 0);
    for c in body.chars().take_while(word) {
        len += c.len_utf8();
        count += 1;
    }
    let end = at + 1 + len;
    let apart = scope.before(at).is_none_or(|c| !c.is_ascii_alphanumeric());
    let ends = scope.after(end).is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '：'));
    // `@` is also what a wrong reading leaves of a byte; Cyrillic or Greek behind it are no name of an account here.
    let han = body.starts_with(|c: char| matches!(c, '\u{3041}'..='\u{D7A3}'));
    (apart && ends && han && (2..=12).contains(&count)).then_some(at..end)
}
