//! What a sentence is, besides what it claims: where it stands, how it begins, what it must not be read as.

use super::sentence::Piece;
use super::{Text, subject};
use crate::analysis::figure::words::{class, is_han};
use crate::document::{BlockKind, MaskKind, PLACEHOLDER};

/// A set of facts about one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u32);

impl Flags {
    /// First of its line.
    pub const OPENS_LINE: Self = Self(1);
    /// Begins with a word that keeps to the topic, even over a paragraph's end.
    pub const CONTINUES: Self = Self(1 << 1);
    pub const QUOTED_START: Self = Self(1 << 2);
    pub const QUOTED_END: Self = Self(1 << 3);
    /// Ends with a closing quotation mark.
    pub const CLOSES_QUOTE: Self = Self(1 << 4);
    /// Holds a link or a footnote.
    pub const LINK: Self = Self(1 << 5);
    /// Heading, caption, table, teaser: nothing here is a claim.
    pub const NEVER: Self = Self(1 << 6);
    pub const HEADING: Self = Self(1 << 7);
    pub const LIST: Self = Self(1 << 8);
    /// （财联社）: says where the text before it comes from.
    pub const TAG: Self = Self(1 << 9);
    /// 来源：…, 原文：URL as a line of its own.
    pub const SOURCE_LINE: Self = Self(1 << 10);
    /// Announces a digest.
    pub const DIGEST: Self = Self(1 << 11);
    /// After this line only residue stands.
    pub const TAIL: Self = Self(1 << 12);
    /// Opens with a condition, or asks.
    pub const UNREAL: Self = Self(1 << 13);
    /// Begins with a word that keeps to the topic inside its paragraph.
    pub const TOPIC: Self = Self(1 << 14);
    /// A market quote with a date.
    pub const MARKET: Self = Self(1 << 15);
    /// The writer's own house speaks: 我们.
    pub const OURS: Self = Self(1 << 16);
    /// Speaks to the reader as a manual does.
    pub const MANUAL: Self = Self(1 << 17);
    /// The whole line is a source line's item: 来源 inside the line.
    pub const INLINE_SOURCE: Self = Self(1 << 18);
    /// Has a full stop: a sentence, not a label.
    pub const STOPPED: Self = Self(1 << 19);
    /// Wholly inside quotation marks.
    pub const QUOTATION: Self = Self(1 << 20);
    /// A header that names an outlet in brackets: 【财联社】.
    pub const NAMED_HEADER: Self = Self(1 << 23);
    /// Holds code, a path or a placeholder.
    pub const CODE: Self = Self(1 << 24);
    /// A heading of the form X：…, where X can be a source.
    pub const TITLE_SOURCE: Self = Self(1 << 25);
    /// Opens a list of demands: 系统要求包括：….
    pub const DEMANDS: Self = Self(1 << 27);
    /// First line of a numbered item.
    pub const ITEM: Self = Self(1 << 28);
    /// -- 星河日报 under a quotation.
    pub const CREDIT: Self = Self(1 << 29);
    /// ![…](…) where Markdown is read as plain text.
    pub const PICTURE: Self = Self(1 << 30);
    /// Says that a house speaks of itself: 新闻稿, 讯息由…提供.
    pub const PRESS: Self = Self(1 << 26);
    /// Begins with a word by which the narrator takes over.
    pub const NARRATOR: Self = Self(1 << 22);
    /// Ends with a colon: what follows is its list.
    pub const COLON: Self = Self(1 << 21);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn set(&mut self, other: Self, on: bool) {
        if on {
            self.0 |= other.0;
        }
    }
}

/// Which characters a piece holds that facts turn on: one look for all of them.
#[derive(Clone, Copy, Default)]
struct Holds {
    mask: bool,
    bracket: bool,
    us: bool,
    you: bool,
}

impl Holds {
    fn of(chars: &[char]) -> Self {
        let mut holds = Self::default();
        for c in chars {
            match *c {
                PLACEHOLDER => holds.mask = true,
                '[' => holds.bracket = true,
                '我' => holds.us = true,
                '您' | '你' => holds.you = true,
                _ => {}
            }
        }
        holds
    }
}

/// The facts about one piece of a view.
pub(super) fn of(text: &Text<'_>, piece: &Piece) -> Flags {
    let mut flags = Flags::default();
    let kind = kind_of(text, piece);
    let first = first_char(text, piece);
    let holds = Holds::of(text.slice(piece.start, piece.end));
    let opens_block = piece.opens_line && !(text.cx.segment.continues && piece.start == 0);
    flags.set(Flags::OPENS_LINE, opens_block);
    flags.set(Flags::CONTINUES, text.words.at(first, class::CONTINUE).is_some());
    flags.set(Flags::TOPIC, text.words.at(first, class::TOPIC.or(class::CONTINUE)).is_some());
    flags.set(Flags::NARRATOR, text.words.at(first, class::BREAK).is_some());
    flags.set(Flags::QUOTED_START, piece.quoted_at_start);
    flags.set(Flags::QUOTED_END, piece.quoted_at_end);
    flags.set(Flags::CLOSES_QUOTE, closes_quote(text, piece));
    flags.set(Flags::LINK, has_link(text, piece, holds));
    flags.set(Flags::LIST, kind == BlockKind::ListItem || is_bullet(text, piece));
    flags.set(Flags::STOPPED, matches!(text.before(piece.end), '。' | '!' | '?' | '.') || closes_quote(text, piece));
    flags.set(Flags::QUOTATION, is_quotation(text, piece));
    flags.set(Flags::COLON, text.before(piece.end) == ':');
    let demands = text.words.within(piece.start, piece.end, class::NORM).next().is_some();
    flags.set(Flags::DEMANDS, demands && text.before(piece.end) == ':');
    lines(text, piece, first, &mut flags);
    flags.set(Flags::UNREAL, is_unreal(text, piece, first));
    flags.set(Flags::MARKET, is_market(text, piece));
    let mut pairs = text.slice(piece.start, text.chars.len().min(piece.end + 1)).windows(2);
    let ours = holds.us && pairs.any(|pair| matches!(pair, ['我', '们']));
    flags.set(Flags::OURS, ours && !piece.quoted_at_start);
    let code = has_code(text, piece, holds);
    flags.set(Flags::CODE, code);
    flags.set(Flags::MANUAL, code || holds.you);
    flags.set(Flags::NEVER, is_never(text, piece, kind, flags));
    flags
}

/// The kind of the block; a "heading" that holds a full stop is a paragraph.
fn kind_of(text: &Text<'_>, piece: &Piece) -> BlockKind {
    let kind = text.cx.segment.kind;
    let line = text.slice(piece.line.0, piece.line.1);
    let stopped = || line.len() > 12 && line.contains(&'。');
    if matches!(kind, BlockKind::Heading(_)) && stopped() { BlockKind::Paragraph } else { kind }
}

/// What the line as a whole is.
fn lines(text: &Text<'_>, piece: &Piece, first: usize, flags: &mut Flags) {
    let kind = kind_of(text, piece);
    let heading = matches!(kind, BlockKind::Heading(_))
        || (kind != BlockKind::ListItem && (is_label(text, piece) || is_header(text, piece)));
    let heading = heading && !is_picture(text, piece);
    flags.set(Flags::HEADING, heading);
    flags.set(Flags::PICTURE, is_picture(text, piece));
    flags.set(Flags::ITEM, piece.opens_line && is_item(text, piece));
    flags.set(Flags::CREDIT, piece.opens_line && is_credit_line(text, piece));
    flags.set(Flags::TAG, is_tag(text, piece));
    let named = text.words.at(first, class::OUTLET).is_some_and(|w| text.get(w.end) == '】');
    flags.set(Flags::NAMED_HEADER, heading && is_header(text, piece) && named);
    flags.set(Flags::TITLE_SOURCE, heading && is_title_source(text, piece, first));
    flags.set(Flags::PRESS, text.words.within(piece.start, piece.end, class::PRESSLINE).next().is_some());
    let starts = |of| text.words.at(first, of).filter(|w| is_border(text, w.end));
    let source = text.words.at(first, class::SOURCELINE).filter(|w| is_colon(text, w.end));
    flags.set(Flags::SOURCE_LINE, piece.opens_line && source.is_some());
    flags.set(Flags::DIGEST, piece.opens_line && starts(class::DIGEST).is_some());
    flags.set(Flags::TAIL, piece.opens_line && starts(class::TAIL).is_some());
    let inline = text.words.within(piece.start, piece.end, class::SOURCELINE).any(|w| is_colon(text, w.end));
    flags.set(Flags::INLINE_SOURCE, inline);
}

/// 柳叶刀：味觉丧失…: who stands before the colon of a title says what stands behind it.
fn is_title_source(text: &Text<'_>, piece: &Piece, first: usize) -> bool {
    let Some(colon) = (first..piece.end.min(first + 12)).find(|i| text.get(*i) == ':') else { return false };
    let name = text.slice(first, colon);
    let plain = name.iter().all(|c| is_han(*c) || c.is_ascii_alphabetic() || matches!(c, ' ' | '·'));
    let label = text.words.at(first, class::COLUMN.or(class::DIGEST).or(class::TAIL).or(class::SOURCELINE)).is_some();
    let known = text.words.at(first, class::OUTLET).is_some_and(|w| w.end == colon);
    let house = name.last().is_some_and(|c| "部局院社报委署厅行会".contains(*c)) && name.len() >= 3;
    plain && !label && (known || house && !subject::is_bare(text, first, colon))
}

/// The first char that is no bullet, bracket or space.
fn first_char(text: &Text<'_>, piece: &Piece) -> usize {
    let skip =
        |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '·' | '●' | '■' | '►' | '【' | '[' | '(' | '#');
    (piece.start..piece.end).find(|i| !skip(text.get(*i))).unwrap_or(piece.start)
}

fn is_border(text: &Text<'_>, at: usize) -> bool {
    matches!(text.get(at), ':' | ' ' | '\n' | ',' | '】' | ')' | ']' | '|') || at >= text.chars.len()
}

/// A colon, perhaps behind emphasis or a space.
fn is_colon(text: &Text<'_>, at: usize) -> bool {
    (at..at + 3).find(|i| !matches!(text.get(*i), '*' | ' ')).is_some_and(|i| text.get(i) == ':')
}

fn is_bullet(text: &Text<'_>, piece: &Piece) -> bool {
    let start = (piece.line.0..piece.line.1).find(|i| !text.get(*i).is_whitespace()).unwrap_or(piece.start);
    let digits = (start..start + 3).take_while(|i| text.get(*i).is_ascii_digit()).count();
    let numbered =
        digits > 0 && matches!((text.get(start + digits), text.get(start + digits + 1)), ('.', ' ') | ('、', _));
    numbered || matches!(text.get(start), '-' | '*' | '•' | '●' | '■' | '►' | '▲' | '◆')
}

fn closes_quote(text: &Text<'_>, piece: &Piece) -> bool {
    matches!(text.before(piece.end), '”' | '」' | '』' | '"')
}

fn is_quotation(text: &Text<'_>, piece: &Piece) -> bool {
    let opened = piece.quoted_at_start || matches!(text.get(piece.start), '“' | '「' | '『' | '"');
    opened && (piece.quoted_at_end || closes_quote(text, piece))
}

fn has_link(text: &Text<'_>, piece: &Piece, holds: Holds) -> bool {
    let kinds = [MaskKind::Url, MaskKind::LinkTarget, MaskKind::Footnote];
    holds.mask && text.masked(piece.start, piece.end, &kinds)
        || holds.bracket && has_note_mark(text, piece)
        || text.anchored && has_anchor(text, piece)
}

/// A link of HTML ends inside the sentence, or right behind it.
fn has_anchor(text: &Text<'_>, piece: &Piece) -> bool {
    let span = text.cx.view.span(piece.start..piece.end);
    let raw = text.cx.segment.text.get(span.start as usize..).unwrap_or_default();
    raw.find("</a>").is_some_and(|at| at <= span.len() as usize)
}

/// Nothing but a link: the title of another text.
fn is_linked_title(text: &Text<'_>, piece: &Piece, flags: Flags) -> bool {
    if !text.anchored || flags.has(Flags::STOPPED) {
        return false;
    }
    let span = text.cx.view.span(piece.start..piece.end);
    let raw = text.cx.segment.text.get(span.end as usize..).unwrap_or_default();
    raw.starts_with("</a>")
}

/// [3] behind a word is a reference.
fn has_note_mark(text: &Text<'_>, piece: &Piece) -> bool {
    let targets = text.slice(piece.start, piece.end).windows(3).any(|w| matches!(w, [']', '(', '#']));
    let brackets = text.slice(piece.start, piece.end).iter().zip(piece.start..).skip(1).filter(|(c, _)| **c == '[');
    targets
        || brackets.map(|(_, i)| i).any(|i| {
            let digits = (i + 1..i + 4).take_while(|k| text.get(*k).is_ascii_digit()).count();
            digits > 0 && text.get(i + 1 + digits) == ']' && !text.before(i).is_ascii_alphanumeric()
        })
}

/// A line without any stop: heading, caption, byline, menu entry.
fn is_label(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    let line = text.chars.get(start..end).unwrap_or_default();
    let long = || line.len() > 70 && line.iter().filter(|c| !c.is_whitespace()).count() > 70;
    let last = line.iter().rev().find(|c| !c.is_whitespace() && !matches!(c, '”' | '」' | ')' | '"' | '』'));
    let stops = line.iter().any(|c| matches!(c, '。' | ';'));
    let ended = last.is_some_and(|c| matches!(c, '。' | '!' | '?' | '…' | '.' | ':' | ';' | ','));
    let stub = text.cx.segment.continues || stops || long();
    !stub && (!ended || (line.len() < 30 && !stops && !matches!(last, Some('.' | ':'))))
}

/// 【财联社】A股走强！: a line that opens with a bracketed name and tells nothing to its end.
fn is_header(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    let line = text.slice(start, end);
    line.first() == Some(&'【') && line.len() < 80 && line.contains(&'】') && !line.contains(&'。')
}

/// 。（财联社）: a short bracket behind the last stop of the line, naming an agency.
fn is_tag(text: &Text<'_>, piece: &Piece) -> bool {
    let close = (piece.start..piece.end).rev().find(|i| !text.get(*i).is_whitespace()).unwrap_or(piece.start);
    if text.get(close) != ')' {
        return false;
    }
    let Some(open) = (piece.start..close).rev().find(|i| text.get(*i) == '(') else { return false };
    let inner = text.chars.get(open + 1..close).unwrap_or_default();
    let known = text.words.at(open + 1, class::OUTLET).is_some_and(|w| w.end == close);
    let own_piece = open == piece.start && !piece.opens_line;
    let name = |c: &char| is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, ' ' | '《' | '》' | '·');
    let credit = ["完", "编辑", "编译", "责编", "记者", "作者", "图", "注", "见", "实习", "文"];
    let inner_text: String = inner.iter().collect();
    let plain = (2..=14).contains(&inner.len()) && inner.iter().all(name) && !inner.iter().any(char::is_ascii_digit);
    known || (own_piece && plain && !credit.iter().any(|w| inner_text.starts_with(w) || inner_text.ends_with("图")))
}

/// Nothing is asserted: the sentence opens with 如果, 假设, or asks.
fn is_unreal(text: &Text<'_>, piece: &Piece, first: usize) -> bool {
    text.words.at(first, class::HYPOTHESIS).is_some() || text.before(piece.end) == '?'
}

/// A quote of the market: an index or a close, and a day.
fn is_market(text: &Text<'_>, piece: &Piece) -> bool {
    let quotes = text.words.within(piece.start, piece.end, class::MARKET).count();
    if quotes == 0 {
        return false;
    }
    let dated = (piece.start..piece.end).any(|i| {
        matches!((text.before(i), text.get(i)), (c, '日') if c.is_ascii_digit()) || {
            let word: String = text.chars.get(i..(i + 2).min(piece.end)).unwrap_or_default().iter().collect();
            [
                "今日", "昨日", "周一", "周二", "周三", "周四", "周五", "截至", "收盘", "开盘", "盘前", "盘后", "早盘",
                "午后", "尾盘",
            ]
            .contains(&word.as_str())
        }
    });
    dated || quotes >= 2
}

/// Code, a path or a template stands in it.
fn has_code(text: &Text<'_>, piece: &Piece, holds: Holds) -> bool {
    holds.mask && text.masked(piece.start, piece.end, &[MaskKind::Code, MaskKind::Path, MaskKind::Template])
}

fn is_never(text: &Text<'_>, piece: &Piece, kind: BlockKind, flags: Flags) -> bool {
    let block = matches!(
        kind,
        BlockKind::Heading(_) | BlockKind::Caption | BlockKind::TableRow | BlockKind::FrontMatter | BlockKind::Code
    );
    let credit = flags.has(Flags::TAG) && text.get(piece.start) == '(' || is_caption(text, piece);
    block
        || flags.has(Flags::HEADING)
        || flags.has(Flags::TAIL)
        || flags.has(Flags::DIGEST)
        || credit
        || is_picture(text, piece)
        || is_row(text, piece)
        || is_linked_title(text, piece, flags)
        || is_junk(text, piece)
}

/// ![alt](url), where Markdown is read as plain text.
fn is_picture(text: &Text<'_>, piece: &Piece) -> bool {
    text.get(piece.line.0) == '!' && text.get(piece.line.0 + 1) == '['
}

/// | a | b |, where a table is read as plain text.
fn is_row(text: &Text<'_>, piece: &Piece) -> bool {
    let line = text.slice(piece.line.0, piece.line.1);
    let last = line.iter().rev().find(|c| !c.is_whitespace());
    line.len() > 3 && line.first() == Some(&'|') && last == Some(&'|')
}

/// （2）, 3、: the first line of a numbered item.
fn is_item(text: &Text<'_>, piece: &Piece) -> bool {
    let start = piece.line.0;
    let open = usize::from(matches!(text.get(start), '('));
    let digits = (start + open..start + open + 3).take_while(|i| text.get(*i).is_ascii_digit()).count();
    let mark = text.get(start + open + digits);
    digits > 0 && (if open == 1 { mark == ')' } else { mark == '、' })
}

/// -- 星河日报: the line under a quotation that says where it is from.
fn is_credit_line(text: &Text<'_>, piece: &Piece) -> bool {
    let (start, end) = piece.line;
    let dashes = matches!((text.get(start), text.get(start + 1)), ('-', '-') | ('—', '—'));
    dashes && end - start < 60 && end - start > 4 && is_han_or_link(text, start + 2, end)
}

fn is_han_or_link(text: &Text<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|i| is_han(text.get(i)) || text.get(i).is_alphabetic() || text.get(i) == PLACEHOLDER)
}

/// ▲ and ▼ point at the picture that the line tells of.
fn is_caption(text: &Text<'_>, piece: &Piece) -> bool {
    matches!(text.get(piece.line.0), '▲' | '▼' | '△' | '▽')
}

/// Rows of links with dates and counters, glued by scraping.
fn is_junk(text: &Text<'_>, piece: &Piece) -> bool {
    let chars = text.chars.get(piece.start..piece.end).unwrap_or_default();
    if chars.iter().filter(|c| is_han(**c) || c.is_ascii_alphabetic()).nth(3).is_none() {
        return true;
    }
    let date =
        |w: &[char]| w.iter().enumerate().all(|(i, c)| if i == 4 || i == 7 { *c == '-' } else { c.is_ascii_digit() });
    let dates = chars.windows(10).filter(|w| date(w)).count();
    let counters = chars.windows(4).filter(|w| matches!(w, ['评', '论', ' ', d] if d.is_ascii_digit())).count();
    dates >= 2 || counters >= 1
}
