//! Where in the page a block stands, which tells its kind.

use super::element::Class;
use super::tag::Tag;
use crate::document::BlockKind;

/// Counters, not a path: end tags that are missing or too many do little harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    heading: u8,
    quotes: u8,
    lists: u8,
    item: bool,
    caption: bool,
    pub cell: bool,
}

impl Context {
    /// The kind of a block here. `tabular` tells whether it looks like cells of a table; old pages
    /// are laid out in tables, whose cells hold the whole article.
    pub fn kind(&self, tabular: bool) -> BlockKind {
        if self.heading > 0 {
            BlockKind::Heading(self.heading)
        } else if self.caption {
            BlockKind::Caption
        } else if self.cell && tabular {
            BlockKind::TableRow
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else if self.lists > 0 || self.item {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        }
    }

    /// Takes note of a tag between blocks.
    pub fn apply(&mut self, tag: &Tag<'_>) {
        let opens = !tag.is_end;
        let count = |n: u8| if opens { n.saturating_add(1) } else { n.saturating_sub(1) };
        match tag.class {
            Class::Heading(level) => {
                self.heading = if opens { level } else { 0 };
                self.caption &= opens;
            }
            Class::Quote => self.quotes = count(self.quotes),
            Class::List => {
                self.lists = count(self.lists);
                self.item = false;
                self.heading = 0;
            }
            Class::Item => {
                self.item = opens && !tag.is("option");
                self.heading = 0;
            }
            Class::Caption => self.caption = opens,
            Class::Table | Class::Row => {
                self.cell = false;
                self.caption = false;
                self.heading = 0;
            }
            Class::Cell => {
                self.cell = opens;
                self.caption = false;
                self.heading = 0;
            }
            Class::Paragraph if opens => self.heading = 0,
            Class::Block => self.leave_or_enter(tag),
            _ => {}
        }
    }

    /// The larger parts of a page end what was left open before them.
    fn leave_or_enter(&mut self, tag: &Tag<'_>) {
        if tag.is("figure") {
            self.caption = false;
        }
        if ["article", "main", "body", "html", "footer"].iter().any(|name| tag.is(name)) {
            let quotes = if tag.is("footer") { self.quotes } else { 0 };
            *self = Self { quotes, ..Self::default() };
        }
    }
}
