//! Sentences with their figures and the cues that say who vouches for them.
//!
//! Observation only: what one segment holds. Whether a figure has a source is decided over the whole
//! article by [`walk`]. Knows no severity and no rule. Invariant: spans are bytes of the segment, in order.

mod among;
mod cue;
mod excused;
mod flags;
mod frame;
mod genre;
mod grey;
mod label;
mod lines;
mod lists;
mod markers;
mod market;
mod measured;
mod nouns;
mod phrase;
mod reach;
mod results;
mod sentence;
mod settle;
mod shape;
mod shares;
mod subject;
mod sums;
mod survey;
mod verb;
mod verdicts;
mod walk;
mod whole;

use thin_vec::ThinVec;

use super::figure::words::{self, Words, class};
use super::figure::{self, Approx, Figure, Kind, Sorts, Value};
use super::{Observe, Seen};
use crate::document::{BlockKind, MaskKind, PLACEHOLDER};
use crate::text::Span;

pub use flags::Flags;
pub use genre::{FigureFacts, genre};
pub use sums::{Fault, Sum};
pub use verdicts::{Claimed, Knobs, Outcome, Row, Scope};
pub use walk::walk;

/// One sentence with what matters to attribution; sentences without figure, cue or flag are kept too,
/// because the reach of a source is counted in sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub span: Span,
    pub flags: Flags,
    pub claims: ThinVec<Claim>,
    pub cues: ThinVec<Cue>,
    /// Hashes of names that the sentence discloses as pseudonyms.
    pub aliases: ThinVec<u32>,
    /// Where the narrator takes over from an announcement: 这一, 此举.
    pub breaks: ThinVec<u32>,
    /// Rates that the sentence itself disproves.
    pub sums: ThinVec<Sum>,
}

impl Sentence {
    /// Gives back the room that growing lists have taken ahead.
    pub fn shrink(&mut self) {
        self.claims.shrink_to_fit();
        self.cues.shrink_to_fit();
        self.aliases.shrink_to_fit();
        self.breaks.shrink_to_fit();
        self.sums.shrink_to_fit();
    }

    /// True when the walk reads of `new` what it reads of this one, whose words an edit elsewhere moved to it.
    /// `spans` and `points` tell whether places only moved.
    pub fn is_moved(&self, new: &Self, spans: &dyn Fn(Span, Span) -> bool, points: &dyn Fn(u32, u32) -> bool) -> bool {
        let claim = |(a, b): (&Claim, &Claim)| {
            Claim { span: b.span, unit: b.unit, subject: b.subject, ..*a } == *b
                && spans(a.span, b.span)
                && spans(a.unit, b.unit)
                && spans(a.subject, b.subject)
        };
        let cue = |(a, b): (&Cue, &Cue)| {
            let near = |cue: &Cue, sentence: &Self| walk::is_near(cue, sentence);
            Cue { span: b.span, covers: b.covers, from: b.from, ..*a } == *b
                && spans(a.span, b.span)
                && points(a.covers, b.covers)
                && points(a.from, b.from)
                && near(a, self) == near(b, new)
        };
        self.flags == new.flags
            && self.aliases == new.aliases
            && walk::is_short(self) == walk::is_short(new)
            && walk::is_linelike(self) == walk::is_linelike(new)
            && (self.claims.len(), self.cues.len(), self.breaks.len())
                == (new.claims.len(), new.cues.len(), new.breaks.len())
            && self.claims.iter().zip(&new.claims).all(claim)
            && self.cues.iter().zip(&new.cues).all(cue)
            && self.sums.len() == new.sums.len()
            && self.sums.iter().zip(&new.sums).all(|(a, b)| {
                Sum { rate: b.rate, base: b.base, result: b.result, ..*a } == *b
                    && spans(a.rate, b.rate)
                    && spans(a.base, b.base)
                    && spans(a.result, b.result)
            })
            && self.breaks.iter().zip(&new.breaks).all(|(a, b)| points(*a, *b))
    }
}

/// A figure that claims something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    pub span: Span,
    /// Inside `span`; empty for a figure without a unit.
    pub unit: Span,
    /// What is measured: the words before the figure in its clause, or those behind it.
    pub subject: Span,
    pub value: Value,
    pub kind: Kind,
    pub approx: Approx,
    /// The figure as it is written, with the two characters behind it: told twice, it is one claim.
    pub print: u32,
    /// What is measured, as a number; 0 where it has no name of its own.
    pub measure: u32,
    /// Hedged before and behind: 约 240 多.
    pub doubled: bool,
    /// Inside quotation marks.
    pub quoted: bool,
    /// A price or a specification, for which a launch vouches.
    pub spec: bool,
    pub weighty: bool,
    /// In the grey zone: supposed, told by the way or of oneself, or the head of a list that tells it in full.
    pub soft: bool,
}

/// Somebody who says so, or words that pretend it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// The words that decided.
    pub span: Span,
    /// Byte from which the cue covers what follows.
    pub covers: u32,
    /// Byte where its subject begins.
    pub from: u32,
    pub reach: Reach,
    pub grade: Grade,
    /// Who speaks, as a hash of the last characters of the name; 0 for nobody in particular.
    pub speaker: u32,
    /// Ends its sentence: what stands before it is covered too.
    pub trailing: bool,
}

/// How far a cue carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only its own sentence.
    Sentence,
    /// Somebody speaks: some sentences more.
    Say,
    /// An announcement: one sentence more, until the narrator comments.
    Announce,
    /// 宣布推出: an announcement that is a launch too.
    Unveil,
    /// A document: the rest of the paragraph.
    Document,
    /// A product launch: prices and specifications of this paragraph and the next.
    Launch,
    /// A name before the colon that opens a line: in a dialogue it speaks until the next one does.
    Turn,
}

/// How well the source can be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    Named,
    /// 他, 该公司: whoever was named before.
    Anaphor,
    /// 数据显示 without an owner: a document named before in the paragraph, else ownerless.
    Bare,
    /// 检测结果, 研究人员: the study that the article told of last, else ownerless.
    Recalled,
    Vague(Vague),
}

/// The kinds of sources that cannot be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vague {
    /// A quotation without a speaker.
    Quotation,
    /// Data or experts without an owner.
    Ownerless,
    Hearsay,
    /// People without a name: no agency's tag cures this.
    Person,
}

/// Finds the sentences of one segment.
pub fn observe(cx: &Observe<'_>, seen: &mut Seen) {
    let chars = cx.view.chars();
    let words = found(cx);
    let text = Text { cx, chars, words: &words, anchored: cx.segment.text.contains("</a>") };
    let pieces = sentence::split(chars);
    seen.sentences.reserve(pieces.len());
    for piece in pieces {
        let sentence = text.sentence(&piece);
        count(&sentence, &mut seen.facts.figures);
        seen.sentences.push(sentence);
    }
    if matches!(cx.segment.kind, BlockKind::Heading(_)) {
        seen.facts.figures.headings += 1;
    }
}

fn count(sentence: &Sentence, facts: &mut FigureFacts) {
    let flag = |f: Flags| u32::from(sentence.flags.has(f));
    facts.sentences += 1;
    facts.ours += flag(Flags::OURS);
    facts.manual += flag(Flags::MANUAL);
    facts.code += flag(Flags::CODE);
    facts.press += flag(Flags::PRESS);
    facts.tags += flag(Flags::TAG);
    let heading = sentence.flags.has(Flags::HEADING) && sentence.flags.has(Flags::OPENS_LINE);
    facts.linked += u32::from(heading && (sentence.flags.has(Flags::LINK) || sentence.flags.has(Flags::NAMED_HEADER)));
    facts.paragraphs += u32::from(sentence.flags.has(Flags::OPENS_LINE) && !sentence.flags.has(Flags::NEVER));
    facts.source_lines += flag(Flags::SOURCE_LINE);
    let voices =
        sentence.cues.iter().filter(|c| c.grade == Grade::Named && !matches!(c.reach, Reach::Launch | Reach::Turn));
    facts.voices += u32::from(voices.count() > 0);
}

/// One view with its words, for the modules that read it.
pub(super) struct Text<'a> {
    pub cx: &'a Observe<'a>,
    pub chars: &'a [char],
    pub words: &'a Words,
    /// The segment holds links of HTML, which leave nothing in the view.
    pub anchored: bool,
}

impl Text<'_> {
    pub fn get(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(' ', |i| self.get(i))
    }

    fn sentence(&self, piece: &sentence::Piece) -> Sentence {
        let classes = self.words.classes(piece.start, piece.end);
        let mut flags = flags::of(self, piece, classes);
        let silent = flags.has(Flags::NEVER);
        let figures = if silent { Vec::new() } else { self.figures(piece) };
        let english = !figures.is_empty() && figure::is_english(self.slice(piece.start, piece.end));
        flags.set(Flags::ENGLISH, english);
        let quotes = if figures.is_empty() { Vec::new() } else { quotes(self.chars, piece) };
        Sentence {
            span: self.cx.view.span(piece.start..piece.end),
            flags,
            claims: figures
                .iter()
                .filter(|f| !self.is_norm(piece.start, f) && !self.is_reckoned(piece.start, f))
                .filter(|f| !self.is_supposed(piece.start, f) && !self.is_pointed(f) && !self.is_countless(f))
                .filter(|f| {
                    !self.is_of_itself(f) && !self.is_excused(piece, f) && !excused::is_title(self.chars, f, &quotes)
                })
                .map(|f| self.claim(piece, f, &quotes))
                .filter(|c| !(c.quoted && self.cx.settings.figures.skip_quotes))
                .collect(),
            cues: cue::find(self, piece, classes).into(),
            aliases: if classes.any(class::ANONYMOUS) { subject::aliases(self, piece).into() } else { ThinVec::new() },
            breaks: cue::breaks(self, piece, classes).into(),
            sums: if figures.is_empty() { ThinVec::new() } else { sums::find(self, piece, &figures).into() },
        }
    }

    fn figures(&self, piece: &sentence::Piece) -> Vec<Figure> {
        if !piece.sorts.any(Sorts::FIGURE.or(Sorts::LATIN)) {
            return Vec::new();
        }
        let english = self.cx.settings.figures.skip_english && figure::is_english(self.slice(piece.start, piece.end));
        if english { Vec::new() } else { figure::scan(self.chars, self.words, piece.start, piece.end) }
    }

    fn claim(&self, piece: &sentence::Piece, f: &Figure, quotes: &[(usize, usize)]) -> Claim {
        let quoted = quotes.iter().any(|(a, b)| *a <= f.start && f.end <= *b);
        Claim {
            span: self.cx.view.span(f.start..f.end),
            unit: self.cx.view.span(f.unit..f.end),
            subject: measured::of(self, piece, f),
            value: f.value,
            kind: f.kind,
            approx: f.approx,
            print: self.print(f),
            measure: self.measure(piece, f),
            doubled: f.doubled,
            quoted,
            spec: self.is_spec(piece, f),
            weighty: f.is_weighty(),
            soft: self.is_grey(piece, f, quotes),
        }
    }

    /// The phrase that is measured and the unit, where the sentence holds no date.
    fn measure(&self, piece: &sentence::Piece, f: &Figure) -> u32 {
        let sentence = self.slice(piece.start, piece.end);
        if sentence.iter().any(|c| matches!(c, '年' | '月' | '季' | '日' | '周' | '期')) {
            return 0;
        }
        let (start, end) = measured::phrase(self, piece, f);
        let named = self.slice(start, end).iter().filter(|c| words::is_han(**c) || c.is_ascii_alphanumeric());
        if named.clone().count() < 6 { 0 } else { subject::hash(named.chain(self.slice(f.unit, f.end))) }
    }

    fn print(&self, f: &Figure) -> u32 {
        let behind = self.slice(f.end, f.end + 8).iter().filter(|c| words::is_han(**c)).take(2);
        let written = self.slice(f.start, f.end).iter().filter(|c| !c.is_whitespace());
        subject::hash(written.chain(behind))
    }

    /// Byte where the char at `at` starts.
    pub fn byte(&self, at: usize) -> u32 {
        self.cx.view.span(at..at).start
    }

    /// True when a masked span of one of these kinds stands in `start..end`.
    pub fn masked(&self, start: usize, end: usize, kinds: &[MaskKind]) -> bool {
        let is_kind = |i: usize| self.cx.view.placeholder(i).is_some_and(|k| kinds.contains(&k));
        let inside = self.slice(start, end).iter().zip(start..);
        inside.filter(|(c, _)| **c == PLACEHOLDER).any(|(_, i)| is_kind(i))
    }

    /// The chars `start..end`, nothing where they go beyond the view.
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        self.chars.get(start..end).unwrap_or_default()
    }
}

/// The quotations of a sentence, as ranges of chars.
fn quotes(chars: &[char], piece: &sentence::Piece) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut open = piece.quoted_at_start.then_some(piece.start);
    for (&c, at) in chars.get(piece.start..piece.end).unwrap_or_default().iter().zip(piece.start..) {
        let closing = sentence::closes(c) || (c == '"' && open.is_some());
        if closing && let Some(from) = open.take() {
            ranges.push((from, at));
        } else if sentence::opens(c) || c == '"' {
            open = open.or(Some(at));
        }
    }
    ranges.extend(open.map(|from| (from, piece.end)));
    ranges
}

/// The family's words in the view.
fn found(cx: &Observe<'_>) -> Words {
    Words::of(cx.view.chars(), cx.hits, |start, end| cx.lattice.stands_alone(start..end))
}
