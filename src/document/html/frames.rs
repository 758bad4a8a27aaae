//! The elements that decide whether text is prose: code, `translate="no"`, other languages.
//!
//! Only such elements are remembered, not the whole path, and at most [`DEEPEST`] of them. Each
//! counts what is opened inside of it, so that it ends with its own end tag or, if that is
//! missing, with the end tag of the block around it. Inside code nothing becomes prose again.

use super::element::Class;
use super::tag::{Name, Tag};
use crate::document::MaskKind;

/// Elements beyond so many, one in the other, change nothing.
const DEEPEST: usize = 16;

/// What an element makes of the text inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Prose,
    Code,
    Math,
    Gloss,
    Untranslated,
    Foreign,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Frame {
    name: Name,
    class: Class,
    effect: Effect,
    /// Elements of this name that are open, this one counted.
    depth: u32,
    /// Blocks open inside.
    blocks: u32,
    /// Lists and tables among them.
    lists: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frames(Vec<Frame>);

impl Frames {
    /// How the text is masked here, if it is no prose.
    pub fn mask(&self) -> Option<MaskKind> {
        match self.0.last()?.effect {
            Effect::Prose => None,
            Effect::Code | Effect::Untranslated => Some(MaskKind::Code),
            Effect::Math => Some(MaskKind::Math),
            Effect::Gloss => Some(MaskKind::Markup),
            Effect::Foreign => Some(MaskKind::Tag),
        }
    }

    /// True in SVG and MathML, where `<title>` is an element like others.
    pub fn in_drawing(&self) -> bool {
        self.0.last().is_some_and(|f| f.effect == Effect::Math || f.name.as_bytes() == b"svg")
    }

    /// True when the start tag makes what follows no prose.
    pub fn would_mask(&self, tag: &Tag<'_>, xml: bool) -> bool {
        self.mask().is_none() && self.effect(tag, xml).is_some()
    }

    /// Leaves the masked element if the tag shows that it has ended without being its end tag.
    /// The tag is then no part of it.
    pub fn release(&mut self, tag: &Tag<'_>) -> bool {
        let Some(ended) = self.implied_end(tag) else {
            return false;
        };
        let below = self.0.get(..ended).unwrap_or_default().last();
        let is_prose = below.is_none_or(|f| f.effect == Effect::Prose);
        if is_prose {
            self.0.truncate(ended);
        }
        is_prose
    }

    /// Takes note of a tag.
    pub fn apply(&mut self, tag: &Tag<'_>, xml: bool) {
        if self.0.is_empty() {
            if let Some(effect) = self.effect(tag, xml) {
                self.push(tag, effect);
            }
            return;
        }
        if let Some(k) = self.implied_end(tag) {
            self.0.truncate(k);
        }
        if tag.is_end {
            self.close(tag);
        } else {
            self.open(tag, xml);
        }
    }

    fn push(&mut self, tag: &Tag<'_>, effect: Effect) {
        self.0.push(Frame { name: tag.name, class: tag.class, effect, depth: 1, blocks: 0, lists: 0 });
    }

    fn open(&mut self, tag: &Tag<'_>, xml: bool) {
        if self.holds_nothing(tag, xml) {
            return;
        }
        let effect = self.effect(tag, xml);
        if let Some(frame) = self.0.iter_mut().rfind(|f| f.name == tag.name) {
            frame.depth = frame.depth.saturating_add(1);
        }
        for frame in &mut self.0 {
            frame.blocks = frame.blocks.saturating_add(u32::from(tag.class.holds_blocks()));
            frame.lists = frame.lists.saturating_add(u32::from(tag.class.holds_items()));
        }
        if let Some(effect) = effect {
            self.push(tag, effect);
        }
    }

    fn close(&mut self, tag: &Tag<'_>) {
        let mut outer = self.0.len();
        if let Some(k) = self.0.iter().rposition(|f| f.name == tag.name) {
            let depth = self.0.get_mut(k).map_or(0, |frame| {
                frame.depth -= 1;
                frame.depth
            });
            if depth == 0 {
                self.0.truncate(k);
            }
            outer = self.0.len();
        }
        for frame in self.0.iter_mut().take(outer) {
            frame.blocks = frame.blocks.saturating_sub(u32::from(tag.class.holds_blocks()));
            frame.lists = frame.lists.saturating_sub(u32::from(tag.class.holds_items()));
        }
    }

    /// The first element that this tag ends although it is not its end tag.
    fn implied_end(&self, tag: &Tag<'_>) -> Option<usize> {
        if self.0.is_empty() || !tag.class.cuts() {
            return None;
        }
        let own = self.0.iter().rposition(|f| tag.is_end && f.name == tag.name);
        let ended = self.0.iter().position(|f| if tag.is_end { f.ends_at(tag) } else { f.ends_before(tag) })?;
        // An end tag that belongs to one of them ends nothing around that one.
        own.is_none_or(|own| own < ended).then_some(ended)
    }

    fn holds_nothing(&self, tag: &Tag<'_>, xml: bool) -> bool {
        let is_drawing = tag.class == Class::Math || tag.is("svg") || self.in_drawing();
        tag.class.is_void() || (tag.is_empty && (xml || is_drawing))
    }

    /// What the element would do that the tag opens.
    fn effect(&self, tag: &Tag<'_>, xml: bool) -> Option<Effect> {
        let is_element = !matches!(tag.class, Class::Raw | Class::Title);
        if tag.is_end || !is_element || self.0.len() >= DEEPEST || self.holds_nothing(tag, xml) {
            return None;
        }
        let now = self.0.last().map_or(Effect::Prose, |f| f.effect);
        let chinese = tag.lang.and_then(is_chinese);
        match (now, tag.class) {
            (Effect::Prose, Class::Code | Class::Pre) => Some(Effect::Code),
            (Effect::Prose, Class::Math) => Some(Effect::Math),
            (Effect::Prose, Class::Gloss) => Some(Effect::Gloss),
            (Effect::Prose, _) if tag.translate == Some(false) => Some(Effect::Untranslated),
            (Effect::Prose, _) if chinese == Some(false) && !is_page(tag) && !is_english_run(tag) => {
                Some(Effect::Foreign)
            }
            (Effect::Untranslated, _) if tag.translate == Some(true) => Some(Effect::Prose),
            (Effect::Foreign, _) if chinese == Some(true) => Some(Effect::Prose),
            _ => None,
        }
    }
}

impl Frame {
    /// True when an end tag of another name means that the element has ended.
    fn ends_at(&self, tag: &Tag<'_>) -> bool {
        match self.class {
            class if !class.is_item() => tag.class.holds_blocks() && self.blocks == 0,
            Class::Row if !self.is_tr() => self.lists == 0 && tag.class == Class::Table,
            Class::Item => self.lists == 0 && tag.class.holds_items(),
            _ => self.lists == 0 && matches!(tag.class, Class::Row | Class::Table),
        }
    }

    /// True when a start tag means that the element has ended.
    fn ends_before(&self, tag: &Tag<'_>) -> bool {
        match self.class {
            Class::Paragraph => true,
            Class::Item => self.lists == 0 && tag.class == Class::Item,
            Class::Cell => self.lists == 0 && matches!(tag.class, Class::Cell | Class::Row),
            Class::Row => self.lists == 0 && tag.class == Class::Row && (self.is_tr() || self.name == tag.name),
            _ => false,
        }
    }

    fn is_tr(&self) -> bool {
        self.name.as_bytes() == b"tr"
    }
}

/// The language of the page is what its characters tell.
fn is_page(tag: &Tag<'_>) -> bool {
    tag.is("html") || tag.is("body") || tag.is("head")
}

/// Word processors mark every number and Latin name in Chinese text as English; it is prose all the same.
fn is_english_run(tag: &Tag<'_>) -> bool {
    tag.class.is_inline() && tag.lang.is_some_and(|lang| primary(lang).eq_ignore_ascii_case("en"))
}

fn primary(lang: &str) -> &str {
    lang.trim().split(['-', '_']).next().unwrap_or_default()
}

/// Whether a language tag means Chinese; nothing where it says nothing. `cn` and `tw` are common mistakes.
fn is_chinese(lang: &str) -> Option<bool> {
    const CHINESE: [&str; 12] = ["zh", "cmn", "yue", "nan", "hak", "wuu", "lzh", "cn", "tw", "hk", "hans", "hant"];
    let primary = primary(lang);
    let says = (2..=3).contains(&primary.len()) && !primary.eq_ignore_ascii_case("und") || primary.len() == 4;
    says.then(|| CHINESE.iter().any(|c| primary.eq_ignore_ascii_case(c)))
}
