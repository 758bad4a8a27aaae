//! How far a source carries: what each cue makes live, and what ends it.

use super::verdicts::Outcome;
use super::verdicts::Scope;
use super::walk::{Live, Walker, is_near};
use super::{Cue, Flags, Grade, Reach, Sentence, Vague};

/// Paragraphs back in which a study may have been told of.
const RECALL: u32 = 4;

impl Walker {
    /// 然而, 事实上: what somebody said before does not vouch for the narrator's own words.
    pub(super) fn narrate(&mut self) {
        if let Some(live) = self.carry.take_if(|l| matches!(l.reach, Reach::Say | Reach::Announce | Reach::Unveil)) {
            self.ended = Some(live.cue);
        }
    }

    /// A cue as a live source: pronouns and bare evidence take what was named before.
    pub(super) fn resolve(&self, base: u32, cue: &Cue) -> Live {
        let before = self.carry.or(self.document);
        let alias = cue.speaker != 0 && self.aliases.binary_search(&cue.speaker).is_ok();
        let vague = match cue.grade {
            _ if alias => Some(Vague::Person),
            _ if cue.reach == Reach::Turn => None,
            Grade::Named => None,
            Grade::Vague(vague) => Some(vague),
            Grade::Anaphor => before.or(self.speaker).and_then(|l| l.vague).filter(|v| *v == Vague::Person),
            Grade::Recalled => match before.or(self.document).or(self.recent()) {
                Some(live) => live.vague,
                // 62%的受访者, under the title of a survey: those whom it asked.
                None => self.title.is_none().then_some(Vague::Ownerless),
            },
            Grade::Bare => match before.or(self.document) {
                Some(live) if live.vague.is_none() && live.reach != Reach::Launch => None,
                // 研究显示, in an article that goes through a study.
                _ => self.title.is_none().then_some(Vague::Ownerless),
            },
        };
        let left = match (vague, cue.reach) {
            (Some(_), Reach::Sentence) => 0,
            (Some(_), _) => self.knobs.vague,
            (None, Reach::Sentence | Reach::Launch) => 0,
            (None, Reach::Say | Reach::Turn) => self.knobs.say,
            (None, Reach::Announce | Reach::Unveil) => self.knobs.announce,
            (None, Reach::Document) => self.knobs.document,
        };
        Live { vague, left, cue: cue.span.shifted(base), reach: cue.reach, speaker: cue.speaker }
    }

    /// Who was heard last, some paragraphs ago at most: 检测结果 and 研究人员 mean a study that was told of.
    fn recent(&self) -> Option<Live> {
        self.latest.filter(|(_, line)| self.line - line <= RECALL).map(|(live, _)| live)
    }

    /// Keeps who speaks inside a quotation, and gives a closed one to the speaker named right behind it.
    pub(super) fn quotation(&mut self, base: u32, s: &Sentence, cues: &[(Cue, Live)]) {
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

    pub(super) fn update(&mut self, s: &Sentence, cues: &[(Cue, Live)]) {
        let over = self.carry.filter(|l| l.left > 0).or(self.document);
        for (_, live) in cues {
            match live.reach {
                Reach::Launch => self.launch = Some(Live { left: self.knobs.launch, ..*live }),
                Reach::Unveil => self.launch = Some(Live { left: self.knobs.launch, ..*live }),
                Reach::Document if live.vague.is_none() => {
                    self.document = Some(*live);
                    self.paper = if s.flags.has(Flags::LIST) { self.paper } else { Some(*live) };
                }
                _ => {}
            }
            if live.vague.is_none() && !matches!(live.reach, Reach::Launch | Reach::Sentence) {
                self.latest = Some((*live, self.line));
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
            self.list = self.carry.filter(|l| l.left > 0).or(self.document).or(over);
        }
    }

    /// A sentence without a cue brings the carried source nearer to its end.
    pub(super) fn age(&mut self, s: &Sentence) {
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
}

/// Who tells what `last`, somebody vague, is said to have said: 王力在书中回忆:听说…, 据星河日报报道,知情人士透露….
pub(super) fn teller<'a>(cues: &'a [(Cue, Live)], last: Option<&(Cue, Live)>) -> Option<&'a (Cue, Live)> {
    let (inner, live) = last?;
    let named = |c: &Cue, l: &Live| l.vague.is_none() && c.grade == Grade::Named && c.covers <= inner.from;
    // 研究所的调查显示,有57%的工人预计…: those whom it asked.
    if live.vague == Some(Vague::Ownerless) && matches!(inner.grade, Grade::Bare | Grade::Recalled) {
        return cues.iter().find(|(c, l)| named(c, l) && c.reach == Reach::Document);
    }
    let (near, rumour) = match live.vague? {
        Vague::Hearsay | Vague::Ownerless => (RUMOUR, true),
        Vague::Person => (COMMA, false),
        Vague::Quotation => return None,
    };
    let tells = |c: &Cue| c.reach == Reach::Document || rumour && c.reach == Reach::Say;
    cues.iter().find(|(c, l)| named(c, l) && tells(c) && inner.from <= c.covers + near)
}

/// Bytes between somebody and the rumour that he tells.
const RUMOUR: u32 = 12;
/// Bytes of a comma, and of a quotation mark.
const COMMA: u32 = 6;
