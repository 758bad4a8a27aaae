//! What an article says of itself before it begins: YAML between `---`, TOML between `+++`.
//!
//! Values of titles and descriptions are prose, all else is masked. Invariant: front matter is
//! whole within [`MOST`] bytes or it is none, so that whether there is any depends on these alone.

use std::ops::Range;

use super::inline;
use crate::document::scan::{Block, line_at, mask_of, offset, slice};
use crate::document::{BlockKind, Declaration, MaskKind, patterns};
use crate::text::Span;

const MOST: usize = 16 * 1024;

/// Front matter at the start of the text: its lines, and where it ends.
struct Found {
    lines: Range<usize>,
    end: usize,
    toml: bool,
}

fn find(text: &str) -> Option<Found> {
    let (content, start) = line_at(text, 0);
    let mark = slice(text, 0..content).trim_end();
    let toml = mark == "+++";
    if !(toml || mark == "---") {
        return None;
    }
    let mut at = start;
    while at < text.len() {
        let (content, next) = line_at(text, at);
        if content > MOST {
            return None;
        }
        let line = slice(text, at..content).trim_end();
        if line == mark || (!toml && line == "...") {
            return Some(Found { lines: start..at, end: next, toml });
        }
        at = next;
    }
    None
}

/// True when an edit at `byte` may make front matter of the start of the text, or unmake it.
pub(super) fn depends_on(text: &str, byte: u32) -> bool {
    let byte = byte as usize;
    if byte < 3 {
        return true;
    }
    if !(text.starts_with("---") || text.starts_with("+++")) {
        return false;
    }
    // Two bytes more for the line's end.
    byte <= find(text).map_or(MOST + 2, |found| found.end)
}

/// The front matter, as one step.
pub(super) fn step(text: &str, out: &mut Vec<Block>) -> Option<usize> {
    let found = find(text)?;
    let mut block = Block::new(BlockKind::FrontMatter, 0..found.end);
    let values = Reader { text, toml: found.toml, block: &mut block }.read(found.lines);
    let mut at = 0;
    for value in values {
        // Lines of one value are one text.
        let folded = at > 0 && slice(text, at..value.start).trim().is_empty();
        let kind = if folded { MaskKind::Markup } else { MaskKind::Meta };
        block.masks.push(mask_of(at..value.start, kind));
        at = value.end;
        // Themes show titles and descriptions as Markdown.
        inline::scan(text, value, &[], &mut block.masks, &mut block.directives);
    }
    block.masks.push(mask_of(at..found.end, MaskKind::Meta));
    patterns::mask(text, 0..found.end, &mut block.masks);
    out.push(block);
    Some(found.end)
}

struct Reader<'a, 'b> {
    text: &'a str,
    toml: bool,
    block: &'b mut Block,
}

impl Reader<'_, '_> {
    /// The places of the values that are prose.
    fn read(mut self, lines: Range<usize>) -> Vec<Range<usize>> {
        let mut values = Vec::new();
        let mut at = lines.start;
        // The indentation of a key whose value may go on in deeper lines.
        let mut open: Option<usize> = None;
        while at < lines.end {
            let (content, next) = line_at(self.text, at);
            let line = slice(self.text, at..content);
            let indent = line.len() - line.trim_start_matches(' ').len();
            if open.is_some_and(|key| indent > key) && !line.trim().is_empty() {
                values.push(at + indent..at + line.trim_end().len());
            } else if !line.trim().is_empty() {
                open = None;
                if let Some((value, is_prose)) = self.entry(at, line) {
                    let goes_on = matches!(slice(self.text, value.clone()), ">" | "|" | ">-" | "|-" | ">+" | "|+");
                    if is_prose && !goes_on && !value.is_empty() {
                        values.push(value.clone());
                    }
                    open = (is_prose && !self.toml && (goes_on || self.is_plain(&value))).then_some(indent);
                }
            }
            at = next;
        }
        values
    }

    /// A value without quotation marks or brackets, which YAML folds over lines.
    fn is_plain(&self, value: &Range<usize>) -> bool {
        let before = slice(self.text, value.start.saturating_sub(1)..value.start);
        !value.is_empty() && !before.starts_with(['"', '\''])
    }

    /// The value of the line, and whether it is prose. Notes what it declares.
    fn entry(&mut self, at: usize, line: &str) -> Option<(Range<usize>, bool)> {
        let (name, value) = line.split_once(if self.toml { '=' } else { ':' })?;
        let start = at + name.len() + 1 + (value.len() - value.trim_start().len());
        let value = value.trim();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote.and_then(|q| value.strip_prefix(q)?.strip_suffix(q));
        let (start, value) = inner.map_or((start, value), |inner| (start + 1, inner));
        let name = name.trim().trim_start_matches("- ").trim_matches(['"', '\'']).to_ascii_lowercase();
        let top = !line.starts_with([' ', '\t', '-']);
        if top && !value.is_empty() {
            let span = Span::new(offset(start), offset(start + value.len()));
            self.block.declarations.extend(declaration(&name, value, span));
        }
        let is_prose = matches!(name.as_str(), "title" | "description" | "summary" | "subtitle");
        let listed = value.starts_with(['[', '{']);
        Some((start..start + value.len(), is_prose && !listed))
    }
}

fn declaration(name: &str, value: &str, span: Span) -> Option<Declaration> {
    Some(match name {
        "lang" | "language" | "locale" => Declaration::Lang(Box::from(value), span),
        "title" => Declaration::Title(Box::from(value)),
        "date" | "pubdate" | "publishdate" | "published" | "created" => Declaration::Date(Box::from(value)),
        _ => return None,
    })
}
