//! What a new line ends and what it begins: sections, items, tables, lists, and the sources that go on into it.

use super::verdicts::Scope;
use super::walk::{Live, Walker, is_linelike, is_short};
use super::{Flags, Reach, Sentence};
use crate::settings::FigureScope;

impl Walker {
    /// Ends what reaches further than the house lets it.
    pub(super) fn confine(&mut self, s: &Sentence) {
        let over = match self.knobs.scope {
            FigureScope::Sentence => true,
            FigureScope::Paragraph => s.flags.has(Flags::OPENS_LINE),
            FigureScope::Story => false,
        };
        if over {
            self.ended = self.carry.or(self.document).map(|live| live.cue).or(self.ended);
            (self.carry, self.document, self.launch, self.list, self.latest) = (None, None, None, None, None);
        }
    }

    /// Where tables begin and end.
    fn table(&mut self, f: Flags) {
        if !f.has(Flags::TABLE) {
            self.table = self.table.filter(|_| f.has(Flags::SOURCE_LINE));
        } else if !self.previous.has(Flags::TABLE) {
            self.table = Some(self.rows.len());
            self.table_sourced = self.previous.has(Flags::SOURCE_LINE) || self.previous.has(Flags::INLINE_SOURCE);
        }
    }

    pub(super) fn open_line(&mut self, s: &Sentence) {
        self.pictured = s.flags.has(Flags::PICTURE) || self.pictured && !s.flags.has(Flags::STOPPED);
        if s.flags.has(Flags::PICTURE) {
            return;
        }
        self.line += 1;
        self.tagged = self.rows.len();
        self.quote = None;
        self.quoted_from = None;
        let f = s.flags;
        self.table(f);
        self.digest = f.has(Flags::DIGEST) || (self.digest && f.has(Flags::LIST));
        self.demands = f.has(Flags::DEMANDS) || (self.demands && f.has(Flags::LIST));
        self.tail = f.has(Flags::TAIL) || (self.tail && !f.has(Flags::STOPPED)) || (self.tail && is_short(s));
        if f.has(Flags::HEADING) && !f.has(Flags::SOURCE_LINE) {
            self.section += 1;
            // The address of the page itself, right under its title, leads nowhere else.
            let own = self.section == 2 && self.previous.has(Flags::HEADING);
            self.section_source = match () {
                () if f.has(Flags::LINK) && !own => Some(Scope::Link),
                () if f.has(Flags::NAMED_HEADER) => Some(Scope::SourceLine),
                () => None,
            };
            (self.launch, self.turn) = (None, None);
            self.skipped = f.has(Flags::SKIPPED);
        } else if f.has(Flags::ITEM)
            || self.section > 1
                && self.previous.has(Flags::HEADING)
                && !self.previous.has(Flags::LINK)
                && is_bare_link(s)
        {
            // A numbered item, or a link that stands alone under its title, opens a section of its own.
            self.section += 1;
            self.section_source = is_bare_link(s).then_some(Scope::Link);
            self.item = f.has(Flags::ITEM).then_some(self.line);
        }
        if let Some(live) = self.carry.or(self.document) {
            self.ended = Some(live.cue);
        }
        // Nobody has spoken since the document did.
        let before = self.carry.filter(|l| l.left > 0 && l.reach == Reach::Document && l.vague.is_none());
        if !f.has(Flags::HEADING) {
            self.faded = before.map(|l| l.cue);
        }
        let listing = self.previous.has(Flags::LIST);
        self.led = before.filter(|_| !listing).or(self.led.filter(|_| listing));
        let listed = f.has(Flags::LIST) || f.has(Flags::TABLE);
        // What a colon announces is the next line, or a list; a list goes on with the document right before it.
        let after = self.previous;
        let announced = listed || after.has(Flags::COLON) && !f.has(Flags::HEADING);
        if listed && self.list.is_none() && (after.has(Flags::COLON) || after.has(Flags::SUBHEAD)) {
            self.list = self.paper;
        }
        let list = announced.then_some(self.list.or(self.led.filter(|_| listed))).flatten();
        if f.has(Flags::HEADING) && !f.has(Flags::SUBHEAD) || f.has(Flags::ITEM) {
            self.paper = None;
        }
        if !listed {
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
    }
}

/// A line that is a link and little else: [文章链接][2].
fn is_bare_link(s: &Sentence) -> bool {
    s.flags.has(Flags::LINK) && !s.flags.has(Flags::STOPPED) && s.claims.is_empty() && is_linelike(s)
}
