//! How blocks of text begin, apart from their containers.

use super::line::Line;
use super::tag;
use super::verbatim::Until;

/// A block that its first line announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// `## `, with the length of the marks.
    Heading(u8),
    /// `---`
    Break,
    Verbatim(Until),
    /// HTML up to the next blank line.
    Html,
    /// `:::tip 标题` and `:::`
    Colons,
    /// `!!! note "标题"`
    Admonition,
}

/// The block that the line starts, in the middle of a paragraph or not.
pub(super) fn start(line: &Line<'_>) -> Option<Leaf> {
    let content = line.content()?;
    match content.bytes().next()? {
        b'#' => heading(content).map(Leaf::Heading),
        b'`' | b'~' => fence(content).map(Leaf::Verbatim),
        b'-' | b'_' | b'*' => is_break(content).then_some(Leaf::Break),
        b'<' => html(content),
        b':' => content.starts_with(":::").then_some(Leaf::Colons),
        b'!' => content.starts_with("!!! ").then_some(Leaf::Admonition),
        b'?' => (content.starts_with("??? ") || content.starts_with("???+ ")).then_some(Leaf::Admonition),
        b'$' => math(content).map(Leaf::Verbatim),
        b'{' => template(content).map(Leaf::Verbatim),
        _ => None,
    }
}

/// `# ` to `###### `.
fn heading(content: &str) -> Option<u8> {
    let level = content.bytes().take_while(|b| *b == b'#').count();
    let behind = content.as_bytes().get(level);
    let apart = behind.is_none_or(|b| matches!(b, b' ' | b'\t'));
    (apart && level <= 6).then(|| u8::try_from(level).unwrap_or(6))
}

/// Three or more of `-`, `_` or `*`, and white space.
pub(super) fn is_break(content: &str) -> bool {
    let Some(mark) = content.bytes().next().filter(|b| matches!(b, b'-' | b'_' | b'*')) else { return false };
    let mut count = 0;
    for byte in content.bytes() {
        match byte {
            b' ' | b'\t' => {}
            b if b == mark => count += 1,
            _ => return false,
        }
    }
    count >= 3
}

/// The level that a line of `=` or `-` gives the paragraph before it.
pub(super) fn underline(line: &Line<'_>) -> Option<u8> {
    let content = line.content()?.trim_end_matches([' ', '\t']);
    let mark = content.bytes().next()?;
    let level = match mark {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    content.bytes().all(|b| b == mark).then_some(level)
}

/// ```` ``` ```` and `~~~`, with what is said of the code.
fn fence(content: &str) -> Option<Until> {
    let mark = content.bytes().next()?;
    let len = content.bytes().take_while(|b| *b == mark).count();
    let info = content.get(len..)?;
    let whole = mark == b'~' || !info.contains('`');
    (len >= 3 && whole).then(|| Until::Fence { mark, len: u32::try_from(len).unwrap_or(u32::MAX) })
}

/// `$$` that the line does not close, or closes at its end.
fn math(content: &str) -> Option<Until> {
    let body = content.strip_prefix("$$")?;
    body.find("$$").is_none_or(|i| body.get(i + 2..).is_some_and(|rest| rest.trim().is_empty())).then_some(Until::Math)
}

/// Hexo's and Liquid's, then Hugo's marks of code.
fn template(content: &str) -> Option<Until> {
    if let Some(body) = content.strip_prefix("{%") {
        let name = body.trim_start_matches(['-', ' ']).split([' ', '%', '-']).next();
        return matches!(name, Some("codeblock" | "highlight" | "code")).then_some(Until::Codeblock);
    }
    let body = content.strip_prefix("{{<").or_else(|| content.strip_prefix("{{%"))?;
    body.trim_start().starts_with("highlight ").then_some(Until::Highlight)
}

/// The kinds of HTML that may interrupt a paragraph.
fn html(content: &str) -> Option<Leaf> {
    let body = content.get(1..)?;
    if body.starts_with("!--") {
        return Some(Leaf::Verbatim(Until::Comment));
    }
    if body.starts_with('?') {
        return Some(Leaf::Verbatim(Until::Instruction));
    }
    if body.starts_with("![CDATA[") {
        return Some(Leaf::Verbatim(Until::Cdata));
    }
    if body.starts_with('!') {
        let letter = body.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
        return letter.then_some(Leaf::Verbatim(Until::Declaration));
    }
    let closing = body.starts_with('/');
    let name = tag::name(body.strip_prefix('/').unwrap_or(body))?;
    let behind = body.get(name.len() + usize::from(closing)..)?;
    let ends = behind.is_empty() || behind.starts_with([' ', '\t', '>']) || behind.starts_with("/>");
    if !ends {
        return None;
    }
    if tag::is_raw(name) {
        return (!closing && !behind.starts_with('/')).then_some(Leaf::Verbatim(Until::Raw));
    }
    tag::is_block(name).then_some(Leaf::Html)
}

/// A tag alone in its line: HTML, but never in the middle of a paragraph.
pub(super) fn is_lone_tag(line: &Line<'_>) -> bool {
    let Some(content) = line.content().filter(|c| c.starts_with('<')) else { return false };
    let Some((name, end)) = tag::element(content, 0).map(|e| (e.name, e.end)) else { return false };
    !tag::is_raw(name) && content.get(end..).is_some_and(|rest| rest.trim().is_empty())
}

/// `import … from '…'` and `export …`, as MDX has them.
pub(super) fn is_module(line: &Line<'_>) -> bool {
    let rest = line.rest();
    if let Some(body) = rest.strip_prefix("import ") {
        let body = body.trim_end_matches([' ', '\t', ';']);
        let quoted = body.ends_with(['\'', '"']);
        let opens = body.starts_with('{') && !body.contains('}');
        return opens || (quoted && (body.contains(" from ") || body.starts_with(['\'', '"'])));
    }
    let Some(body) = rest.strip_prefix("export ") else { return false };
    let words = ["const ", "let ", "var ", "default ", "function ", "async ", "class ", "{ ", "* from "];
    words.iter().any(|w| body.starts_with(w)) && body.contains(['=', '(', '{', '\'', '"', ';'])
}

/// A definition that links refer to, as far as one line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Definition {
    /// `[label]: target "title"`
    Whole,
    /// `[label]:`, its target in the next line.
    Label,
}

/// The definition that the line starts.
pub(super) fn definition(line: &Line<'_>) -> Option<Definition> {
    let body = line.content()?.strip_prefix('[')?;
    let mut escaped = false;
    let close = body.bytes().take(1000).position(|b| {
        let found = !escaped && matches!(b, b']' | b'[');
        escaped = !escaped && b == b'\\';
        found
    })?;
    let named = body.get(..close).is_some_and(|label| !label.trim().is_empty());
    let target = body.get(close..)?.strip_prefix("]:").filter(|_| named)?.trim_matches([' ', '\t']);
    if target.is_empty() {
        return Some(Definition::Label);
    }
    is_target(target).then_some(Definition::Whole)
}

/// The label of the definition that the line starts.
pub(super) fn label<'t>(line: &Line<'t>) -> Option<&'t str> {
    let body = line.content()?.strip_prefix('[')?;
    body.split_once("]:").map(|(label, _)| label)
}

/// A target, and a title behind it perhaps.
pub(super) fn is_target(text: &str) -> bool {
    let len = match text.strip_prefix('<') {
        Some(body) => body.find('>').map(|i| i + 2),
        None => text.find([' ', '\t']).or(Some(text.len())),
    };
    let Some(title) = len.filter(|len| *len > 0).and_then(|len| text.get(len..)) else { return false };
    title.is_empty() || is_title(title.trim_start())
}

/// `"…"`, `'…'` or `(…)`.
pub(super) fn is_title(text: &str) -> bool {
    let closing = match text.bytes().next() {
        Some(b'(') => ')',
        Some(b'"') => '"',
        Some(b'\'') => '\'',
        _ => return false,
    };
    let inner = text.get(1..).and_then(|t| t.trim_end().strip_suffix(closing));
    inner.is_some_and(|t| !t.contains(closing))
}
