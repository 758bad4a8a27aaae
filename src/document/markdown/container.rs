//! Blocks that hold blocks: quotations, list items, footnotes and admonitions.

use super::leaf;
use super::line::Line;
use crate::document::BlockKind;

/// A block that is open and may hold the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    /// Lines that belong to it are indented by `width` columns; `bare` while it holds nothing.
    Item {
        width: u16,
        bare: bool,
    },
    /// A footnote or an admonition: lines are indented by four columns.
    Note,
}

/// Deeper nesting is read as text: no article needs it, and a line costs no more than this.
const DEEPEST: usize = 48;

/// Reads the marks of the open containers. Returns how many of them go on in this line.
pub(super) fn matched(containers: &[Container], line: &mut Line<'_>) -> usize {
    let mut count = 0;
    for container in containers {
        let width = match container {
            Container::Quote => {
                if !read_quote(line) {
                    break;
                }
                count += 1;
                continue;
            }
            Container::Item { width, .. } => usize::from(*width),
            Container::Note => 4,
        };
        let bare = matches!(container, Container::Item { bare: true, .. });
        let (columns, at) = line.indent();
        let blank = at == line.end;
        if !(columns >= width || blank) || (blank && bare) {
            break;
        }
        line.skip_columns(width);
        count += 1;
    }
    count
}

/// Reads the marks of new containers.
pub(super) fn open(containers: &mut Vec<Container>, line: &mut Line<'_>) {
    while containers.len() < DEEPEST {
        let Some((container, behind)) = start(line) else { break };
        *line = behind;
        containers.push(container);
    }
}

/// True when the line starts a container and may do so in the middle of a paragraph, all of whose
/// containers it continues (`inside`) or not.
pub(super) fn interrupts(line: &Line<'_>, inside: bool) -> bool {
    let Some((container, behind)) = start(line) else { return false };
    let Container::Item { bare, .. } = container else { return true };
    let marker = line.content().unwrap_or_default();
    let counts = marker.starts_with(|c: char| c.is_ascii_digit());
    let first = !counts || marker.trim_start_matches('0').starts_with(['1']) && is_one(marker);
    !inside || (!bare && first && !behind.is_blank())
}

fn is_one(marker: &str) -> bool {
    let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
    marker.get(..digits).is_some_and(|d| d.trim_start_matches('0') == "1")
}

/// The container that the line starts, and the line behind its marks.
fn start<'a>(line: &Line<'a>) -> Option<(Container, Line<'a>)> {
    let content = line.content()?;
    let mut behind = *line;
    match content.bytes().next()? {
        b'>' => read_quote(&mut behind).then_some((Container::Quote, behind)),
        b'[' => {
            let label = footnote(content)?;
            behind.skip_indent();
            behind.at += label;
            Some((Container::Note, behind))
        }
        b'-' | b'+' | b'*' | b'0'..=b'9' => item(line, content),
        _ => None,
    }
}

/// Reads `> `.
fn read_quote(line: &mut Line<'_>) -> bool {
    if !line.content().is_some_and(|c| c.starts_with('>')) {
        return false;
    }
    line.skip_indent();
    line.skip_bytes(1);
    line.skip_columns(1);
    true
}

/// Length of `[^label]:`.
fn footnote(content: &str) -> Option<usize> {
    let body = content.strip_prefix("[^")?;
    let len = body.find([']', '[', ' ', '\t'])?;
    (len > 0 && body.get(len..)?.starts_with("]:")).then_some(len + 4)
}

/// `- `, `* `, `+ `, `1. `, `1) `.
fn item<'a>(line: &Line<'a>, content: &'a str) -> Option<(Container, Line<'a>)> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let mark = content.as_bytes().get(digits)?;
    let fits = if digits == 0 { matches!(mark, b'-' | b'+' | b'*') } else { matches!(mark, b'.' | b')') };
    if !fits || digits > 9 || leaf::is_break(content) {
        return None;
    }
    let indent = line.indent().0;
    let mut behind = *line;
    behind.skip_indent();
    behind.skip_bytes(digits + 1);
    let spaces = behind.indent().0;
    let bare = behind.is_blank();
    if spaces == 0 && !bare {
        return None;
    }
    // Five columns and more are one, and code behind it.
    let padding = if bare || spaces > 4 { 1 } else { spaces };
    behind.skip_columns(padding);
    let width = u16::try_from(indent + digits + 1 + padding).ok()?;
    Some((Container::Item { width, bare }, behind))
}

/// What a paragraph in these containers is.
pub(super) fn kind(containers: &[Container]) -> BlockKind {
    if containers.contains(&Container::Quote) {
        return BlockKind::Quote;
    }
    let item = containers.iter().any(|c| matches!(c, Container::Item { .. }));
    if item { BlockKind::ListItem } else { BlockKind::Paragraph }
}
