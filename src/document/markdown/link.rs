//! Links and images: brackets, targets, titles; footnotes, tasks and alerts that look like them.

/// Brackets that are open.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    open: Vec<Bracket>,
    /// Openers of links before this one are dead, since a link holds no link.
    dead: usize,
}

/// `[` or `![`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub at: usize,
    image: bool,
}

impl Bracket {
    /// Where the text of the link starts.
    pub fn inner(&self) -> usize {
        self.at + 1 + usize::from(self.image)
    }
}

impl Brackets {
    pub fn open(&mut self, at: usize, image: bool) {
        self.open.push(Bracket { at, image });
    }

    /// The bracket that the next `]` closes, if that may make a link.
    pub fn close(&mut self) -> Option<Bracket> {
        let bracket = self.open.pop()?;
        let dead = self.open.len() < self.dead && !bracket.image;
        self.dead = self.dead.min(self.open.len());
        (!dead).then_some(bracket)
    }

    /// A link was made of the bracket.
    pub fn linked(&mut self, bracket: &Bracket) {
        if !bracket.image {
            self.dead = self.open.len();
        }
    }
}

/// Parentheses in a target are nested so deep at most.
const DEEPEST: usize = 32;

/// The end of `(target "title")`, `[label]` or `[]` that starts at `at`, behind a bracket's `inner` text.
pub(super) fn target(text: &str, at: usize, inner: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'(' => inline(text, at + 1),
        b'[' => {
            let label = text.get(at + 1..)?;
            let len = label.bytes().take(1000).position(|b| matches!(b, b'[' | b']'))?;
            let closed = label.as_bytes().get(len) == Some(&b']');
            // `[1][2]` are two references to sources.
            let number = !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit());
            (closed && !number && !label.starts_with('^')).then_some(at + len + 2)
        }
        _ => None,
    }
}

/// The end of `target "title")`.
fn inline(text: &str, at: usize) -> Option<usize> {
    let start = skip_space(text, at);
    let target = match text.as_bytes().get(start)? {
        b'<' => {
            let body = text.get(start + 1..)?;
            let len = body.bytes().position(|b| matches!(b, b'>' | b'<' | b'\n' | b'\r'))?;
            (body.as_bytes().get(len) == Some(&b'>')).then_some(start + len + 2)?
        }
        _ => bare(text, start)?,
    };
    let behind = skip_space(text, target);
    if text.as_bytes().get(behind) == Some(&b')') {
        return Some(behind + 1);
    }
    if behind == target {
        return None;
    }
    let title = title(text, behind)?;
    let end = skip_space(text, title);
    (text.as_bytes().get(end) == Some(&b')')).then_some(end + 1)
}

/// The end of a target without angle brackets.
fn bare(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (i, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped && byte.is_ascii_punctuation() => {}
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(i),
            b')' => depth -= 1,
            0..=b' ' => return (depth == 0).then_some(i),
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
        escaped = !escaped && byte == b'\\';
    }
    None
}

/// The end of `"…"`, `'…'` or `(…)`.
fn title(text: &str, at: usize) -> Option<usize> {
    let (open, close) = match text.as_bytes().get(at)? {
        b'"' => (b'"', b'"'),
        b'\'' => (b'\'', b'\''),
        b'(' => (b'(', b')'),
        _ => return None,
    };
    let mut escaped = false;
    for (i, byte) in text.bytes().enumerate().skip(at + 1) {
        if !escaped && byte == close {
            return Some(i + 1);
        }
        if !escaped && byte == open {
            return None;
        }
        escaped = !escaped && byte == b'\\';
    }
    None
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take_while(|b| b.is_ascii_whitespace()).count()
}

/// Length of `[^1]`.
pub(super) fn footnote(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("[^")?;
    let len = body.bytes().take(100).position(|b| matches!(b, b']' | b'[' | b' ' | b'\t' | b'\n'))?;
    (len > 0 && body.as_bytes().get(len) == Some(&b']')).then_some(len + 3)
}

/// `[ ] ` and `[x] `, the boxes of tasks.
pub(super) fn is_task(rest: &str) -> bool {
    let body = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| rest.strip_prefix(mark));
    body.is_some_and(|b| b.starts_with([' ', '\t', '\n']))
}

/// Length of `[!NOTE]`, with which a quotation becomes an alert.
pub(super) fn alert(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("[!")?;
    let len = body.bytes().take(20).take_while(u8::is_ascii_alphabetic).count();
    (len > 0 && body.as_bytes().get(len) == Some(&b']')).then_some(len + 3)
}
