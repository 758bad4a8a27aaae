//! Tags, source lines and links: they vouch for what stands before them.

use super::verdicts::{Outcome, Scope};
use super::walk::Walker;
use super::{Flags, Sentence, Vague};
use crate::text::Span;

impl Walker {
    /// Tags, source lines and links that vouch for what stands before them.
    pub(super) fn markers(&mut self, base: u32, s: &Sentence) {
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
            self.cure(from, end, Scope::Link, here, |o| {
                matches!(o, Outcome::Unsourced | Outcome::Vague(Vague::Ownerless))
            });
        }
        if f.has(Flags::LINK) && self.item == Some(self.line) {
            self.section_source = Some(Scope::Link);
        }
        if f.has(Flags::CREDIT) && !f.has(Flags::STOPPED) && s.claims.is_empty() {
            let section = self.section;
            let from = self.rows.iter().rposition(|r| r.section != section).map_or(0, |i| i + 1);
            self.cure(from, end, Scope::Tag, here, cures);
        }
        if let Some(from) = self.table.take_if(|_| f.has(Flags::SOURCE_LINE)) {
            self.cure(from, end, Scope::SourceLine, here, cures);
        }
        if f.has(Flags::SOURCE_LINE) && self.digest_of_sources && !self.pictured {
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

    pub(super) fn cure(
        &mut self,
        from: usize,
        to: usize,
        scope: Scope,
        cue: Option<Span>,
        cures: impl Fn(Outcome) -> bool,
    ) {
        for row in self.rows.iter_mut().take(to).skip(from) {
            row.sourced(scope, cue, &cures);
        }
    }
}
