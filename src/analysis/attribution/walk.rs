//! Walks all sentences of an article in order and gives each claim its verdict, with the rule of scope
//! that gave it. Linear: the state is a handful of live sources.
//!
//! Reads observations only, never text. Knows no severity and no message.

use super::verdicts::{Claimed, Knobs, Outcome, Row, Scope};
use super::{Claim, Cue, Flags, Grade, Reach, Sentence, Vague};
use crate::settings::FigureScope;
use crate::text::Span;

/// The verdicts of all sentences that hold claims, in order. `sentences` come with the byte of the article
/// at which their segment starts.
pub fn walk(sentences: &[(u32, &Sentence)], knobs: Knobs) -> Vec<Row> {
    let mut walker = Walker::new(sentences, knobs);
    for (i, (base, sentence)) in sentences.iter().enumerate() {
        walker.step(i, *base, sentence);
    }
    if knobs.scope == FigureScope::Story {
        super::settle::lead(&mut walker.rows, sentences);
        super::results::settle(&mut walker.rows, sentences);
    }
    super::settle::restated(&mut walker.rows);
    super::settle::derived(&mut walker.rows);
    if knobs.scope == FigureScope::Story {
        super::lists::settle(&mut walker.rows, sentences);
        super::among::settle(&mut walker.rows, sentences);
    }
    walker.rows.retain(|r| !r.claims.is_empty() || r.vague.is_some());
    walker.rows.shrink_to_fit();
    walker.rows
}

/// A source that still speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Live {
    pub vague: Option<Vague>,
    pub left: u8,
    pub cue: Span,
    pub reach: Reach,
    pub speaker: u32,
}

pub(super) struct Walker {
    pub knobs: Knobs,
    pub rows: Vec<Row>,
    pub line: u32,
    pub section: u32,
    pub carry: Option<Live>,
    pub document: Option<Live>,
    pub speaker: Option<Live>,
    pub launch: Option<Live>,
    pub quote: Option<Live>,
    /// Source of the list items under a line that ended in a colon.
    pub list: Option<Live>,
    /// The nearest source whose reach has ended, for the message.
    pub ended: Option<Span>,
    /// First row of the quotation that is open or has just closed.
    pub quoted_from: Option<usize>,
    /// Row behind the last tag of this line.
    pub tagged: usize,
    pub section_source: Option<Scope>,
    /// The line that opened a numbered item: a link in it vouches for the item.
    pub item: Option<u32>,
    pub previous: Flags,
    pub digest: bool,
    /// The list under way says what is demanded.
    pub demands: bool,
    pub tail: bool,
    /// The house leaves this section alone.
    pub skipped: bool,
    /// First row of the table under way or just ended, and whether a source line stood right before it.
    pub table: Option<usize>,
    pub table_sourced: bool,
    pub aliases: Vec<u32>,
    /// The one speaker of a single-source story, and whether he has spoken yet.
    pub story: Option<u32>,
    /// The title or the lead, where it names who says the whole.
    pub title: Option<Span>,
    /// The line behind which a talk or another text follows.
    pub announced: Option<Span>,
    /// The writer tells it all in the first person.
    pub own: bool,
    /// The document under which the paragraph before ended.
    pub faded: Option<Span>,
    /// The document under which the line before a list ended.
    pub led: Option<Live>,
    /// The document named last under this heading.
    pub paper: Option<Live>,
    /// The named source heard last, and in which line.
    pub latest: Option<(Live, u32)>,
    pub told: bool,
    /// The names that take turns, and whose turn it is.
    pub turns: Vec<u32>,
    pub turn: Option<Live>,
    pub digest_of_sources: bool,
    /// A picture stands above, with nothing but captions between: a source named here is the picture's.
    pub pictured: bool,
}

impl Walker {
    fn new(sentences: &[(u32, &Sentence)], knobs: Knobs) -> Self {
        let source_lines = sentences.iter().filter(|(_, s)| s.flags.has(Flags::SOURCE_LINE)).count();
        let mut aliases: Vec<u32> = sentences.iter().flat_map(|(_, s)| s.aliases.iter().copied()).collect();
        aliases.sort_unstable();
        let whole = knobs.scope == FigureScope::Story;
        let story = whole.then(|| super::settle::single_source(sentences)).flatten();
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
            item: None,
            previous: Flags::default(),
            digest: false,
            demands: false,
            tail: false,
            skipped: false,
            table: None,
            table_sourced: false,
            aliases,
            story: story.filter(|s| *s != 0),
            latest: None,
            faded: None,
            led: None,
            paper: None,
            title: whole
                .then(|| super::settle::title(sentences).or_else(|| super::whole::rendered(sentences)))
                .flatten(),
            announced: whole.then(|| super::whole::announced(sentences)).flatten(),
            own: whole && super::whole::is_own(sentences),
            told: false,
            turns: if whole { super::label::turns(sentences) } else { Vec::new() },
            turn: None,
            digest_of_sources: source_lines >= 2,
            pictured: false,
        }
    }

    fn step(&mut self, _index: usize, base: u32, s: &Sentence) {
        self.confine(s);
        if s.flags.has(Flags::OPENS_LINE) {
            self.open_line(s);
        }
        if s.flags.has(Flags::NARRATOR) && !s.flags.has(Flags::QUOTED_START) {
            self.narrate();
        }
        if self.announced == Some(s.span.shifted(base)) {
            self.title = self.title.or(self.announced);
        }
        let turns = &self.turns;
        let taken = |c: &Cue| c.reach == Reach::Turn && turns.binary_search(&c.speaker).is_ok();
        let counts = |c: &&Cue| c.reach != Reach::Turn || c.grade == Grade::Named || taken(c);
        let cues: Vec<(Cue, Live)> = s.cues.iter().filter(counts).map(|c| (*c, self.resolve(base, c))).collect();
        let turn = cues.iter().find(|(c, _)| taken(c) || super::label::heads(c, s));
        // What is asked, nobody has answered for.
        let before = self.turn.filter(|_| !s.flags.has(Flags::INTERVIEWER));
        self.turn = turn.map(|(_, live)| *live).or(before);
        let mut row =
            Row { span: s.span.shifted(base), claims: Vec::new(), vague: None, line: self.line, section: self.section };
        if !self.is_silent(s) {
            row.vague = heard(s, &cues);
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
            || self.skipped
            || f.has(Flags::UNREAL)
            || f.has(Flags::MARKET)
            || ((self.digest || self.demands) && f.has(Flags::LIST))
            || (self.tail && (f.has(Flags::LIST) || is_short(s)))
    }

    fn judge(&self, base: u32, s: &Sentence, cues: &[(Cue, Live)], claim: &Claim) -> Claimed {
        let span = claim.span.shifted(base);
        let verdict = |outcome, scope, cue| Claimed { span, claim: *claim, outcome, scope, speaker: 0, cue };
        let by = |live: Live, scope| match live.vague {
            None => Claimed { speaker: live.speaker, ..verdict(Outcome::Sourced, scope, Some(live.cue)) },
            Some(vague) => verdict(Outcome::Vague(vague), scope, Some(live.cue)),
        };
        if let Some(live) = counted(cues, claim) {
            return by(live, Scope::Sentence);
        }
        // 有数据显示…[5]: the note says whose data.
        let noted =
            |live: &Live| s.flags.has(Flags::LINK) && matches!(live.vague, Some(Vague::Hearsay | Vague::Ownerless));
        if let Some(live) = self.own(s, cues, claim).filter(|live| !noted(live)) {
            return by(live, Scope::Sentence);
        }
        if s.flags.has(Flags::TABLE) && self.table_sourced {
            return verdict(Outcome::Sourced, Scope::SourceLine, None);
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
        if let Some(live) = self.launch.filter(|_| claim.spec) {
            return by(live, Scope::Launch);
        }
        if let Some(live) = self.turn {
            return by(live, Scope::Carried);
        }
        if self.told {
            return verdict(Outcome::Sourced, Scope::Story, self.speaker.map(|l| l.cue));
        }
        if s.flags.has(Flags::QUOTATION) && claim.quoted {
            return verdict(Outcome::Vague(Vague::Quotation), Scope::Quotation, None);
        }
        if let Some(title) = self.title {
            return verdict(Outcome::Unsourced, Scope::Title, Some(title));
        }
        if self.own || s.flags.has(Flags::FIRST) {
            return verdict(Outcome::Unsourced, Scope::Own, None);
        }
        if let Some(cue) = self.faded {
            return verdict(Outcome::Unsourced, Scope::Faded, Some(cue));
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
            let interrupted = matches!(cue.reach, Reach::Announce | Reach::Unveil | Reach::Launch)
                && s.breaks.iter().any(|b| cue.covers <= *b && *b < at);
            let fits = cue.reach != Reach::Launch || claim.spec;
            cue.covers <= at && !interrupted && fits && (live.vague != Some(Vague::Quotation))
        };
        let outer = cues.iter().filter(reaches).find(|(_, l)| l.vague == Some(Vague::Person));
        let last = cues.iter().rev().find(reaches);
        // 王力说,不少客人表示…,王力说:“…”: who is quoted last says what stands in his quotation.
        let quoted = last.filter(|(c, l)| claim.quoted && c.speaker != 0 && l.vague.is_none() && c.reach == Reach::Say);
        let told = super::reach::teller(cues, last);
        let nearest = quoted.or(told).or(outer).or(last);
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
}

/// 数十位高管表示, 有58%农民表示: those who speak are counted with what they say.
fn counted(cues: &[(Cue, Live)], claim: &Claim) -> Option<Live> {
    use crate::analysis::figure::Kind;
    let inside = |(cue, _): &&(Cue, Live)| cue.span.start <= claim.span.start && claim.span.end <= cue.span.end;
    let asked = cues.iter().filter(|(c, _)| c.reach == Reach::Say).find(inside)?;
    // 调查显示,有57%的工人预计…: whoever asked them says so.
    let (_, live) = super::reach::teller(cues, Some(asked)).unwrap_or(asked);
    match claim.kind {
        Kind::Count => Some(Live { vague: None, ..*live }),
        Kind::Percent | Kind::Share => Some(*live),
        _ => None,
    }
}

/// The first cue of the sentence that is vague in itself: people, or rumour.
fn heard(s: &Sentence, cues: &[(Cue, Live)]) -> Option<(Span, Vague)> {
    let plain = !s.flags.has(Flags::QUOTED_START) && s.flags.has(Flags::STOPPED);
    let vague = |(cue, live): &(Cue, Live)| match cue.grade {
        Grade::Vague(vague @ (Vague::Person | Vague::Hearsay)) => Some((live.cue, vague)),
        _ => None,
    };
    cues.iter().find_map(vague).filter(|_| plain)
}

/// No longer than a title with its address.
pub(super) fn is_linelike(s: &Sentence) -> bool {
    s.span.len() < 240
}

/// Behind an article's end, a short line is residue.
pub(super) fn is_short(s: &Sentence) -> bool {
    s.span.len() < 100
}

/// The cue stands where its sentence begins.
pub(super) fn is_near(cue: &Cue, s: &Sentence) -> bool {
    cue.from <= s.span.start + 45
}
