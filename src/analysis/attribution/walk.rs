//! Walks all sentences of an article in order and gives each claim its verdict, with the rule of scope
//! that gave it. Linear: the state is a handful of live sources.
//!
//! Reads observations only, never text. Knows no severity and no message. What it reads of a sentence,
//! [`Sentence::is_moved`] compares.

use super::{Claim, Cue, Flags, Grade, Reach, Sentence, Vague};
use crate::text::Span;

/// How far sources carry; complete, made from the configuration elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knobs {
    /// Sentences after one in which somebody speaks.
    pub say: u8,
    pub announce: u8,
    pub vague: u8,
    /// A document carries its paragraph, but not a page that is one paragraph.
    pub document: u8,
    /// Paragraphs after the one with a product launch.
    pub launch: u8,
    /// Single-source stories carry over paragraphs.
    pub story: bool,
}

impl Default for Knobs {
    fn default() -> Self {
        Self { say: 3, announce: 2, vague: 1, document: 7, launch: 1, story: true }
    }
}

/// Why a claim has the verdict it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A cue of its own sentence.
    Sentence,
    /// A source of an earlier sentence.
    Carried,
    /// A document named in the paragraph.
    Document,
    /// Inside a quotation whose speaker is known.
    Quotation,
    Link,
    Tag,
    SourceLine,
    Launch,
    Lead,
    Restated,
    Story,
    /// No cue anywhere in reach.
    Nowhere,
    /// There is a cue in the sentence, but only behind the figure.
    Behind,
    /// A source stood before, but its reach has ended.
    Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sourced,
    Vague(Vague),
    Unsourced,
    /// Said and reported before.
    Repeated,
}

/// A claim with its verdict. Spans are bytes of the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claimed {
    pub span: Span,
    pub claim: Claim,
    pub outcome: Outcome,
    pub scope: Scope,
    /// The cue that decided, or the nearest one that did not reach.
    pub cue: Option<Span>,
}

/// One sentence with claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub span: Span,
    pub claims: Vec<Claimed>,
    line: u32,
    section: u32,
}

/// The verdicts of all sentences that hold claims, in order. `sentences` come with the byte of the article
/// at which their segment starts.
pub fn walk(sentences: &[(u32, &Sentence)], knobs: Knobs) -> Vec<Row> {
    let mut walker = Walker::new(sentences, knobs);
    for (i, (base, sentence)) in sentences.iter().enumerate() {
        walker.step(i, *base, sentence);
    }
    super::settle::lead(&mut walker.rows, sentences);
    super::settle::restated(&mut walker.rows);
    walker.rows.retain(|r| !r.claims.is_empty());
    walker.rows
}

impl Row {
    pub(super) fn sourced(&mut self, scope: Scope, cue: Option<Span>, cures: impl Fn(Outcome) -> bool) {
        for claim in self.claims.iter_mut().filter(|c| cures(c.outcome)) {
            (claim.outcome, claim.scope, claim.cue) = (Outcome::Sourced, scope, cue.or(claim.cue));
        }
    }
}

/// A source that still speaks.
#[derive(Clone, Copy, Debug)]
struct Live {
    vague: Option<Vague>,
    left: u8,
    cue: Span,
    reach: Reach,
    speaker: u32,
}

struct Walker {
    knobs: Knobs,
    rows: Vec<Row>,
    line: u32,
    section: u32,
    carry: Option<Live>,
    document: Option<Live>,
    speaker: Option<Live>,
    launch: Option<Live>,
    quote: Option<Live>,
    /// Source of the list items under a line that ended in a colon.
    list: Option<Live>,
    /// The nearest source whose reach has ended, for the message.
    ended: Option<Span>,
    /// First row of the quotation that is open or has just closed.
    quoted_from: Option<usize>,
    /// Row behind the last tag of this line.
    tagged: usize,
    section_source: Option<Scope>,
    previous: Flags,
    digest: bool,
    tail: bool,
    aliases: Vec<u32>,
    /// The one speaker of a single-source story, and whether he has spoken yet.
    story: Option<u32>,
    told: bool,
    digest_of_sources: bool,
}

impl Walker {
    fn new(sentences: &[(u32, &Sentence)], knobs: Knobs) -> Self {
        let source_lines = sentences.iter().filter(|(_, s)| s.flags.has(Flags::SOURCE_LINE)).count();
        let mut aliases: Vec<u32> = sentences.iter().flat_map(|(_, s)| s.aliases.iter().copied()).collect();
        aliases.sort_unstable();
        let story = knobs.story.then(|| super::settle::single_source(sentences)).flatten();
        Self {
            knobs,
            rows: Vec::new(),
            line: 0,
            section: 0,
            carry: None,
            document: None,
            speaker: None,
            launch: None,
            quote: None,
            list: None,
            ended: None,
            quoted_from: None,
            tagged: 0,
            section_source: None,
            previous: Flags::default(),
            digest: false,
            tail: false,
            aliases,
            story: story.filter(|s| aliases_free(*s)),
            told: false,
            digest_of_sources: source_lines >= 2,
        }
    }

    fn step(&mut self, _index: usize, base: u32, s: &Sentence) {
        if s.flags.has(Flags::OPENS_LINE) {
            self.open_line(base, s);
        }
        if s.flags.has(Flags::NARRATOR) && !s.flags.has(Flags::QUOTED_START) {
            self.narrate();
        }
        let cues: Vec<(Cue, Live)> = s.cues.iter().map(|c| (*c, self.resolve(base, c))).collect();
        let mut row = Row { span: s.span.shifted(base), claims: Vec::new(), line: self.line, section: self.section };
        if !self.is_silent(s) {
            row.claims = s.claims.iter().map(|c| self.judge(base, s, &cues, c)).collect();
        }
        self.rows.push(row);
        self.quotation(base, s, &cues);
        self.update(s, &cues);
        self.markers(base, s);
        self.previous = s.flags;
    }

    /// Digest lines, residue and unreal sentences claim nothing.
    fn is_silent(&self, s: &Sentence) -> bool {
        let f = s.flags;
        f.has(Flags::NEVER)
            || f.has(Flags::UNREAL)
            || f.has(Flags::MARKET)
            || (self.digest && f.has(Flags::LIST))
            || (self.tail && (f.has(Flags::LIST) || is_short(s)))
    }

    fn open_line(&mut self, base: u32, s: &Sentence) {
        self.line += 1;
        self.tagged = self.rows.len();
        self.quote = None;
        self.quoted_from = None;
        let f = s.flags;
        self.digest = f.has(Flags::DIGEST) || (self.digest && f.has(Flags::LIST));
        self.tail = f.has(Flags::TAIL) || (self.tail && !f.has(Flags::STOPPED)) || (self.tail && is_short(s));
        if f.has(Flags::HEADING) && !f.has(Flags::SOURCE_LINE) {
            self.section += 1;
            self.section_source = f.has(Flags::LINK).then_some(Scope::Link);
            self.launch = None;
        }
        if let Some(live) = self.carry.or(self.document) {
            self.ended = Some(live.cue);
        }
        let list = f.has(Flags::LIST).then_some(self.list).flatten();
        if !f.has(Flags::LIST) {
            self.list = None;
        }
        if f.has(Flags::CONTINUES) && !f.has(Flags::HEADING) {
            self.carry = self.carry.or(self.document).map(|live| Live { left: live.left.min(1), ..live });
            self.document = None;
        } else {
            self.carry = list;
            self.document = list;
        }
        if !f.has(Flags::HEADING) {
            self.launch = self.launch.and_then(|l| l.left.checked_sub(1).map(|left| Live { left, ..l }));
        }
        let _ = base;
    }

    /// 然而, 事实上: what somebody said before does not vouch for the narrator's own words.
    fn narrate(&mut self) {
        if let Some(live) = self.carry.take_if(|l| matches!(l.reach, Reach::Say | Reach::Announce)) {
            self.ended = Some(live.cue);
        }
    }

    /// A cue as a live source: pronouns and bare evidence take what was named before.
    fn resolve(&self, base: u32, cue: &Cue) -> Live {
        let before = self.carry.or(self.document);
        let alias = cue.speaker != 0 && self.aliases.binary_search(&cue.speaker).is_ok();
        let vague = match cue.grade {
            _ if alias => Some(Vague::Person),
            Grade::Named => None,
            Grade::Vague(vague) => Some(vague),
            Grade::Anaphor => before.or(self.speaker).and_then(|l| l.vague).filter(|v| *v == Vague::Person),
            Grade::Bare => match before.or(self.document) {
                Some(live) if live.vague.is_none() && live.reach != Reach::Launch => None,
                _ => Some(Vague::Ownerless),
            },
        };
        let left = match (vague, cue.reach) {
            (Some(_), _) => self.knobs.vague,
            (None, Reach::Sentence | Reach::Launch) => 0,
            (None, Reach::Say) => self.knobs.say,
            (None, Reach::Announce) => self.knobs.announce,
            (None, Reach::Document) => self.knobs.document,
        };
        Live { vague, left, cue: cue.span.shifted(base), reach: cue.reach, speaker: cue.speaker }
    }

    fn judge(&self, base: u32, s: &Sentence, cues: &[(Cue, Live)], claim: &Claim) -> Claimed {
        let span = claim.span.shifted(base);
        let verdict = |outcome, scope, cue| Claimed { span, claim: *claim, outcome, scope, cue };
        let by = |live: Live, scope| match live.vague {
            None => verdict(Outcome::Sourced, scope, Some(live.cue)),
            Some(vague) => verdict(Outcome::Vague(vague), scope, Some(live.cue)),
        };
        if let Some(live) = self.own(s, cues, claim) {
            return by(live, Scope::Sentence);
        }
        if s.flags.has(Flags::LINK) || self.section_source.is_some() {
            return verdict(Outcome::Sourced, self.section_source.unwrap_or(Scope::Link), None);
        }
        if claim.quoted
            && s.flags.has(Flags::QUOTED_START)
            && let Some(live) = self.quote
        {
            return by(live, Scope::Quotation);
        }
        if let Some(live) = self.carry.filter(|l| l.left > 0 && l.reach != Reach::Launch) {
            return by(live, Scope::Carried);
        }
        if let Some(live) = self.document {
            return by(live, Scope::Document);
        }
        if let Some(live) = self.launch.filter(|_| fits_launch(claim)) {
            return by(live, Scope::Launch);
        }
        if self.told {
            return verdict(Outcome::Sourced, Scope::Story, self.speaker.map(|l| l.cue));
        }
        if s.flags.has(Flags::QUOTATION) && claim.quoted {
            return verdict(Outcome::Vague(Vague::Quotation), Scope::Quotation, None);
        }
        match (cues.first(), self.ended) {
            (Some((_, live)), _) => verdict(Outcome::Unsourced, Scope::Behind, Some(live.cue)),
            (None, Some(cue)) => verdict(Outcome::Unsourced, Scope::Ended, Some(cue)),
            (None, None) => verdict(Outcome::Unsourced, Scope::Nowhere, None),
        }
    }

    /// The cue of the claim's own sentence: the nearest before it, an unnamed outer one, or one that closes it.
    fn own(&self, s: &Sentence, cues: &[(Cue, Live)], claim: &Claim) -> Option<Live> {
        let at = claim.span.start;
        let reaches = |(cue, live): &&(Cue, Live)| {
            let interrupted = matches!(cue.reach, Reach::Announce | Reach::Launch)
                && s.breaks.iter().any(|b| cue.covers <= *b && *b < at);
            let fits = cue.reach != Reach::Launch || fits_launch(claim);
            cue.covers <= at && !interrupted && fits && (live.vague != Some(Vague::Quotation))
        };
        let outer = cues.iter().filter(reaches).find(|(_, l)| l.vague == Some(Vague::Person));
        let nearest = outer.or_else(|| cues.iter().rev().find(reaches));
        let nearest = match nearest {
            // A launch vouches for the product; a speaker before it vouches for more.
            Some((cue, _)) if cue.reach == Reach::Launch => {
                cues.iter().rev().filter(reaches).find(|(c, _)| c.reach != Reach::Launch).or(nearest)
            }
            other => other,
        };
        if let Some((_, live)) = nearest {
            return Some(*live);
        }
        let behind = |(cue, _): &&(Cue, Live)| {
            cue.from >= claim.span.end && cue.reach != Reach::Launch && (cue.trailing || claim.quoted)
        };
        cues.iter().find(behind).map(|(_, live)| *live)
    }

    /// Keeps who speaks inside a quotation, and gives a closed one to the speaker named right behind it.
    fn quotation(&mut self, base: u32, s: &Sentence, cues: &[(Cue, Live)]) {
        let _ = base;
        let row = self.rows.len() - 1;
        let starts_outside = !s.flags.has(Flags::QUOTED_START);
        if starts_outside && self.previous.has(Flags::CLOSES_QUOTE) && !s.flags.has(Flags::OPENS_LINE) {
            let first = cues.first().filter(|(c, _)| is_near(c, s) && c.reach == Reach::Say);
            if let (Some((_, live)), Some(from)) = (first, self.quoted_from) {
                let outcome = live.vague.map_or(Outcome::Sourced, Outcome::Vague);
                for claim in self.rows.iter_mut().take(row).skip(from).flat_map(|r| &mut r.claims) {
                    if claim.claim.quoted
                        && matches!(claim.outcome, Outcome::Unsourced | Outcome::Vague(Vague::Quotation))
                    {
                        (claim.outcome, claim.scope, claim.cue) = (outcome, Scope::Quotation, Some(live.cue));
                    }
                }
            }
        }
        if starts_outside {
            self.quoted_from = (s.flags.has(Flags::QUOTED_END) || s.flags.has(Flags::CLOSES_QUOTE)).then_some(row);
        }
        if !s.flags.has(Flags::QUOTED_END) {
            self.quote = None;
        } else if starts_outside {
            self.quote = cues.last().map(|(_, l)| *l).filter(|l| l.reach != Reach::Launch);
        }
    }

    fn update(&mut self, s: &Sentence, cues: &[(Cue, Live)]) {
        for (_, live) in cues {
            match live.reach {
                Reach::Launch => self.launch = Some(Live { left: self.knobs.launch, ..*live }),
                Reach::Document if live.vague.is_none() => self.document = Some(*live),
                _ => {}
            }
            if live.speaker != 0 {
                self.speaker = Some(*live);
                self.told |= self.story == Some(live.speaker);
            }
        }
        match cues.iter().rev().find(|(c, _)| c.reach != Reach::Launch) {
            Some((_, live)) => self.carry = Some(*live),
            None => self.age(s),
        }
        if s.flags.has(Flags::COLON) {
            self.list = self.carry.or(self.document);
        }
    }

    /// A sentence without a cue brings the carried source nearer to its end.
    fn age(&mut self, s: &Sentence) {
        self.document = self.document.and_then(|l| l.left.checked_sub(1).map(|left| Live { left, ..l }));
        let Some(live) = self.carry else { return };
        let held = s.flags.has(Flags::TOPIC) || s.flags.has(Flags::QUOTED_START);
        if held && live.left > 0 {
            return;
        }
        self.carry = live.left.checked_sub(1).map(|left| Live { left, ..live });
        if self.carry.is_none_or(|l| l.left == 0) {
            self.ended = Some(live.cue);
        }
    }

    /// Tags, source lines and links that vouch for what stands before them.
    fn markers(&mut self, base: u32, s: &Sentence) {
        let f = s.flags;
        let here = Some(s.span.shifted(base));
        let end = self.rows.len();
        let cures = |o: Outcome| !matches!(o, Outcome::Vague(Vague::Person));
        if f.has(Flags::TAG) || f.has(Flags::INLINE_SOURCE) && !f.has(Flags::SOURCE_LINE) {
            self.cure(self.tagged, end, Scope::Tag, here, cures);
            self.tagged = end;
        }
        if f.has(Flags::LINK) && f.has(Flags::LIST) {
            let line = self.line;
            let from = self.rows.iter().rposition(|r| r.line != line).map_or(0, |i| i + 1);
            self.cure(from, end, Scope::Link, here, |o| o == Outcome::Unsourced);
        }
        if f.has(Flags::SOURCE_LINE) && self.digest_of_sources {
            if self.previous.has(Flags::HEADING) && !self.previous.has(Flags::SOURCE_LINE) {
                self.section_source = Some(Scope::SourceLine);
            } else {
                let section = self.section;
                let from = self.rows.iter().rposition(|r| r.section != section).map_or(0, |i| i + 1);
                self.cure(from, end, Scope::SourceLine, here, cures);
                self.section += 1;
                self.section_source = None;
            }
        }
    }

    fn cure(&mut self, from: usize, to: usize, scope: Scope, cue: Option<Span>, cures: impl Fn(Outcome) -> bool) {
        for row in self.rows.iter_mut().take(to).skip(from) {
            row.sourced(scope, cue, &cures);
        }
    }
}

/// Behind an article's end, a short line is residue.
pub(super) fn is_short(s: &Sentence) -> bool {
    s.span.len() < 100
}

/// The cue stands where its sentence begins.
pub(super) fn is_near(cue: &Cue, s: &Sentence) -> bool {
    cue.from <= s.span.start + 45
}

fn aliases_free(speaker: u32) -> bool {
    speaker != 0
}

/// Prices and specifications belong to a launch; ranks and large sums do not.
fn fits_launch(claim: &Claim) -> bool {
    use crate::analysis::figure::Kind;
    match claim.kind {
        Kind::Rank | Kind::Share => false,
        Kind::Money => claim.value.hi < 1e7,
        _ => true,
    }
}
