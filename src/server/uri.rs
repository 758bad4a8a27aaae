//! Files as URIs and back. A URI of another scheme (`untitled:`) is a document without a file.

use std::path::{Path, PathBuf};

/// The file that a URI names. Han may stand in it raw; escapes are bytes of any encoding.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.get(..5).filter(|s| s.eq_ignore_ascii_case("file:")).and_then(|_| uri.get(5..))?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => rest.find('/').and_then(|i| rest.get(i..))?,
        None => rest,
    };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    Some(native(unescaped(path)))
}

/// The URI of a file, which is made absolute.
pub fn from_path(path: &Path) -> Option<String> {
    let path = std::path::absolute(path).ok()?;
    let mut uri = String::from("file://");
    let bytes = bytes(&path);
    if !bytes.starts_with(b"/") {
        uri.push('/');
    }
    for byte in bytes {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(uri)
}

/// The ending of the name in a URI of any scheme.
pub fn extension(uri: &str) -> Option<&str> {
    let name = uri.rsplit(['/', '\\', ':']).next()?;
    name.split(['?', '#']).next()?.rsplit_once('.').map(|(_, ending)| ending)
}

fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|d| *byte == b'%' && d.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|d| u8::from_str_radix(std::str::from_utf8(d).ok()?, 16).ok());
        out.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(unix)]
fn native(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

/// `/c:/a.md` is `c:/a.md`.
#[cfg(not(unix))]
fn native(bytes: Vec<u8>) -> PathBuf {
    let text = String::from_utf8_lossy(&bytes);
    let has_drive = text.as_bytes().get(2) == Some(&b':');
    PathBuf::from(if has_drive { text.trim_start_matches('/') } else { &text })
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_behind_uris() {
        for (uri, path) in [
            ("file:///a/%E6%96%87.md", "/a/文.md"),
            ("file:///a/文章.md", "/a/文章.md"),
            ("file://localhost/a%20b", "/a b"),
            ("FILE:///a#top", "/a"),
            ("file:/a", "/a"),
            ("file:///a%", "/a%"),
        ] {
            assert_eq!(to_path(uri), Some(PathBuf::from(path)), "{uri}");
        }
        for uri in ["untitled:Untitled-1", "vscode-notebook-cell:/a", "", "文", "file://host"] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }

    #[test]
    fn names_that_are_no_utf8_come_back() {
        let uri = "file:///a/%CE%C4.md";
        assert_eq!(to_path(uri).and_then(|p| from_path(&p)).as_deref(), Some(uri));
        assert_eq!(from_path(Path::new("/a b/文.md")).as_deref(), Some("file:///a%20b/%E6%96%87.md"));
    }

    #[test]
    fn endings_are_those_of_the_name() {
        for (uri, ending) in [
            ("file:///a.d/b.MD", Some("MD")),
            ("untitled:x.txt", Some("txt")),
            ("untitled:Untitled-1", None),
            ("file:///a.d/b", None),
        ] {
            assert_eq!(extension(uri), ending, "{uri}");
        }
    }
}
