//! What a sentence is, besides what it claims: where it stands, how it begins, what it must not be read as.

use super::label::is_interviewer;
use super::market::is_market;
use super::sentence::{Piece, closes, opens};
use super::shape::{
    closes_quote, is_bullet, is_caption, is_credit_line, is_header, is_item, is_junk, is_label, is_picture,
    is_quotation, is_row, is_tag, picture,
};
use super::{Text, subject};
use crate::analysis::figure::Sorts;
use crate::analysis::figure::words::{Classes, Word, class, is_han};
use crate::document::{BlockKind, MaskKind, PLACEHOLDER};

/// A set of facts about one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u64);

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
    /// A row of a table.
    pub const TABLE: Self = Self(1 << 31);
    /// A heading whose section the house leaves alone.
    pub const SKIPPED: Self = Self(1 << 32);
    pub const ASKS: Self = Self(1 << 33);
    /// Names a paper in which a company tells its results.
    pub const RESULTS: Self = Self(1 << 40);
    /// Speaks of what stands in such a paper.
    pub const ACCOUNT: Self = Self(1 << 41);
    /// Compares periods, or counts what was delivered and sold.
    pub const GROWTH: Self = Self(1 << 42);
    /// Claims something in English.
    pub const ENGLISH: Self = Self(1 << 44);
    /// Speaks of what no such paper settles: shares, users, values.
    pub const STANDING: Self = Self(1 << 43);
    /// Opens its line as somebody who asks: 问：.
    pub const INTERVIEWER: Self = Self(1 << 34);
    /// Says 我 or 我们 outside quotations.
    pub const FIRST: Self = Self(1 << 35);
    /// Says that the article renders another text: 译者：…, 本文编译自….
    pub const RENDERED: Self = Self(1 << 36);
    /// Says that a talk or another text follows: 以下为访谈实录.
    pub const FOLLOWS: Self = Self(1 << 37);
    /// A heading that calls the article a talk.
    pub const TALK: Self = Self(1 << 38);
    /// 二、…: a heading inside an item.
    pub const SUBHEAD: Self = Self(1 << 39);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(super) fn set(&mut self, other: Self, on: bool) {
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
    me: bool,
    you: bool,
}

impl Holds {
    /// 我们 and 你 count where the writer says them, not those whom he quotes.
    fn of(chars: &[char], mut quoted: bool) -> Self {
        let mut holds = Self::default();
        let mut before = (' ', ' ');
        for &c in chars {
            match c {
                PLACEHOLDER => holds.mask = true,
                '[' => holds.bracket = true,
                '们' if before.1 == '我' && !quoted => holds.us = true,
                '您' | '你' if !quoted => holds.you = true,
                '"' => quoted = !quoted,
                c if opens(c) => quoted = true,
                c if closes(c) => quoted = false,
                _ => {}
            }
            // 自我, 我国, 我市 are nobody who tells.
            let apart = matches!(c, '国' | '省' | '市' | '区' | '县' | '军' | '方');
            holds.me |= before.1 == '我' && before.0 != '自' && !apart && !quoted;
            before = (before.1, c);
        }
        holds
    }
}

/// Flags that a word of their class sets, wherever it stands.
const OF_CLASS: [(Flags, Classes); 4] = [
    (Flags::RESULTS, class::RESULTS),
    (Flags::ACCOUNT, class::ACCOUNT),
    (Flags::GROWTH, class::GROWTH),
    (Flags::STANDING, class::STANDING),
];

/// The facts about one piece of a view.
/// `classes` are those of all words in the piece.
pub(super) fn of(text: &Text<'_>, piece: &Piece, classes: Classes) -> Flags {
    let mut flags = Flags::default();
    let kind = kind_of(text, piece);
    let first = first_char(text, piece);
    let looked_for = Sorts::PLACEHOLDER.or(Sorts::BRACKET).or(Sorts::PERSON);
    let holds = match piece.sorts.any(looked_for) {
        true => Holds::of(text.slice(piece.start, piece.end), piece.quoted_at_start),
        false => Holds::default(),
    };
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
    for (flag, of) in OF_CLASS {
        flags.set(flag, classes.any(of));
    }
    flags.set(Flags::COLON, text.before(piece.end) == ':');
    let demands = || text.words.within(piece.start, piece.end, class::NORM).next().is_some();
    flags.set(Flags::DEMANDS, text.before(piece.end) == ':' && classes.any(class::NORM) && demands());
    lines(text, piece, first, classes, &mut flags);
    flags.set(Flags::ASKS, text.before(piece.end) == '?');
    flags.set(Flags::UNREAL, is_unreal(text, piece, first));
    flags.set(Flags::MARKET, !text.cx.settings.figures.market && is_market(text, piece, classes));
    flags.set(Flags::OURS, holds.us);
    flags.set(Flags::FIRST, holds.me);
    super::whole::flags(text, piece, classes, &mut flags);
    let code = has_code(text, piece, holds);
    flags.set(Flags::CODE, code);
    flags.set(Flags::MANUAL, code || holds.you);
    flags.set(Flags::TABLE, kind == BlockKind::TableRow || is_row(text, piece));
    flags.set(Flags::SKIPPED, is_skipped(text, piece, flags));
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
fn lines(text: &Text<'_>, piece: &Piece, first: usize, classes: Classes, flags: &mut Flags) {
    let kind = kind_of(text, piece);
    let heading = matches!(kind, BlockKind::Heading(_))
        || (kind != BlockKind::ListItem && (is_label(text, piece) || is_header(text, piece)));
    let heading = heading && !is_picture(text, piece);
    flags.set(Flags::HEADING, heading);
    flags.set(Flags::PICTURE, is_picture(text, piece));
    flags.set(Flags::ITEM, piece.opens_line && is_item(text, piece));
    flags.set(Flags::INTERVIEWER, is_interviewer(text, piece));
    flags.set(Flags::CREDIT, piece.opens_line && is_credit_line(text, piece));
    flags.set(Flags::TAG, is_tag(text, piece));
    let named = text.words.at(first, class::OUTLET).is_some_and(|w| text.get(w.end) == '】');
    flags.set(Flags::NAMED_HEADER, heading && is_header(text, piece) && named);
    flags.set(Flags::TITLE_SOURCE, heading && (is_title_source(text, piece, first) || names_report(text, piece)));
    let press = || text.words.within(piece.start, piece.end, class::PRESSLINE).next().is_some();
    flags.set(Flags::PRESS, classes.any(class::PRESSLINE) && press());
    let starts = |of| text.words.at(first, of).filter(|w| is_border(text, w.end));
    let source = text.words.at(first, class::SOURCELINE).filter(|w| is_colon(text, w.end));
    flags.set(Flags::SOURCE_LINE, piece.opens_line && source.is_some());
    flags.set(Flags::DIGEST, piece.opens_line && starts(class::DIGEST).is_some());
    flags.set(Flags::TAIL, piece.opens_line && starts(class::TAIL).is_some());
    let inline = || text.words.within(piece.start, piece.end, class::SOURCELINE).any(|w| is_colon(text, w.end));
    flags.set(Flags::INLINE_SOURCE, classes.any(class::SOURCELINE) && inline());
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

/// 人工智能指数报告: the title names the document that the text goes through.
fn names_report(text: &Text<'_>, piece: &Piece) -> bool {
    let papers = text.words.within(piece.start, piece.end, class::PAPER.or(class::EVIDENCE));
    let report = |w: Word| w.end - w.start >= 2 && matches!(text.before(w.end), '书' | '告');
    text.before(piece.end) != '?' && (papers.into_iter().any(report) || super::whole::is_ranking(text, piece))
}

/// The first char that is no bullet, bracket or space.
fn first_char(text: &Text<'_>, piece: &Piece) -> usize {
    let skip = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '*' | '•' | '·' | '●' | '■' | '►' | '【' | '[' | '(' | '#' | '丨' | '|')
    };
    (piece.start..piece.end).find(|i| !skip(text.get(*i))).unwrap_or(piece.start)
}

fn is_border(text: &Text<'_>, at: usize) -> bool {
    matches!(text.get(at), ':' | ' ' | '\n' | ',' | '】' | ')' | ']' | '|' | '*' | '丨') || at >= text.chars.len()
}

/// A colon, perhaps behind emphasis or a space.
fn is_colon(text: &Text<'_>, at: usize) -> bool {
    (at..at + 3).find(|i| !matches!(text.get(*i), '*' | ' ')).is_some_and(|i| text.get(i) == ':')
}

fn has_link(text: &Text<'_>, piece: &Piece, holds: Holds) -> bool {
    holds.mask && has_address(text, piece)
        || holds.bracket && has_note_mark(text, piece)
        || text.anchored && has_anchor(text, piece)
}

/// An address, a footnote or the target of a link; that of a picture leads to no source.
fn has_address(text: &Text<'_>, piece: &Piece) -> bool {
    let leads = |i: usize| match text.cx.view.placeholder(i) {
        Some(MaskKind::Url | MaskKind::Footnote) => true,
        Some(MaskKind::LinkTarget) => picture(text, i).is_none(),
        _ => false,
    };
    (piece.start..piece.end).any(|i| text.get(i) == PLACEHOLDER && leads(i))
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
            // (王力等,2018[1]): behind a year too.
            let year = text.before(i).is_ascii_digit() && text.get(i + 2 + digits) == ')';
            digits > 0 && text.get(i + 1 + digits) == ']' && (year || !text.before(i).is_ascii_alphanumeric())
        })
}

/// Nothing is asserted: the sentence opens with 如果, 假设, or asks.
fn is_unreal(text: &Text<'_>, piece: &Piece, first: usize) -> bool {
    text.words.at(first, class::HYPOTHESIS).is_some() || text.before(piece.end) == '?'
}

/// Code, a path or a template stands in it.
fn has_code(text: &Text<'_>, piece: &Piece, holds: Holds) -> bool {
    // What stands behind the first Han letter of an address looks like a path.
    let has = |kind: MaskKind| text.masked(piece.start, piece.end, &[kind]);
    // Tags that scraping left in plain text make no manual either.
    let tag = || {
        let raw = text.cx.view.span(piece.start..piece.end).of(&text.cx.segment.text);
        raw.trim_start().starts_with('<')
    };
    holds.mask && (has(MaskKind::Code) && !tag() || has(MaskKind::Path) && !has(MaskKind::Url))
}

fn is_never(text: &Text<'_>, piece: &Piece, kind: BlockKind, flags: Flags) -> bool {
    let asked = &text.cx.settings.figures;
    let caption = kind == BlockKind::Caption || is_caption(text, piece);
    let table = kind == BlockKind::TableRow || is_row(text, piece);
    if table || caption {
        return !(if table { asked.tables } else { asked.captions });
    }
    flags.has(Flags::HEADING) && !asked.headings
        || matches!(kind, BlockKind::FrontMatter | BlockKind::Code)
        || flags.has(Flags::TAIL)
        || flags.has(Flags::DIGEST)
        || flags.has(Flags::TAG) && text.get(piece.start) == '('
        || is_picture(text, piece)
        || is_linked_title(text, piece, flags)
        || is_junk(text, piece)
}

/// A heading that holds one of the words by which the house names the sections it leaves alone.
fn is_skipped(text: &Text<'_>, piece: &Piece, flags: Flags) -> bool {
    let words = &text.cx.settings.figures.sections;
    flags.has(Flags::HEADING) && words.iter().any(|word| text.holds(piece.line.0, piece.line.1, word))
}
