//! Whole articles from one script to another: Simplified, Traditional, and the glyphs of Taiwan and Hong Kong.
//!
//! Knows no files and no vocabulary of regions (軟件 stays 軟件). What is no prose (code, URLs, tags), damaged
//! text, Japanese, and words that are spoken of stay as they are; so does a passage that is in the wanted
//! script already, but for the glyphs of its region. Invariant: an edit replaces one character, or one name.

mod names;
mod shapes;

use std::sync::Arc;

use crate::analysis::lattice::Lattice;
use crate::analysis::script::{Piece, is_kana, passages};
use crate::analysis::{self, Observe, Seen, Shared};
use crate::document::{Document, Segment, View};
use crate::engine::undamaged;
use crate::finding::Edit;
use crate::lexicon::{self, Class, Glyphs, Hits, Usage, class, is_han};
use crate::settings::{Script, Settings};

/// What an article is converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Simplified.
    Hans,
    /// Traditional in OpenCC's own standard, which is no region's.
    Hant,
    /// Traditional as Taiwan writes it.
    Taiwan,
    /// Traditional as Hong Kong writes it.
    HongKong,
}

impl Target {
    pub const ALL: [Self; 4] = [Self::Hans, Self::Hant, Self::Taiwan, Self::HongKong];

    pub fn script(self) -> Script {
        if self == Self::Hans { Script::Hans } else { Script::Hant }
    }

    /// Whose shapes are wanted.
    fn usage(self) -> Usage {
        match self {
            Self::Hans => Usage::MAINLAND,
            Self::Hant => Usage::OPENCC,
            Self::Taiwan => Usage::TAIWAN,
            Self::HongKong => Usage::HONG_KONG,
        }
    }
}

/// Another converter of plain text, to be compared with our tables; it must keep the number of characters.
pub type Tables<'a> = &'a dyn Fn(&str) -> String;

/// The edits that convert an article: disjoint, in order, spans of its text.
pub fn convert(document: &Document, target: Target) -> Vec<Edit> {
    convert_by(document, target, None)
}

/// The same by other tables than ours. What stays as it is, stays; names are still written our way.
pub fn convert_by(document: &Document, target: Target, tables: Option<Tables<'_>>) -> Vec<Edit> {
    let source = Source::of(document.text());
    let article = Article { target, source, settings: Settings::default(), project: Arc::default(), tables };
    let mut edits = Vec::new();
    for (i, segment) in document.segments().iter().enumerate().filter(|(_, s)| s.has_prose()) {
        let base = document.start_of(i);
        let own = article.segment(segment).into_iter();
        edits.extend(own.map(|edit| Edit { span: edit.span.shifted(base), ..edit }));
    }
    edits
}

/// What the tables alone make of a text: no format, no names, no passage that stays as it is.
/// This is what other converters do, and what ours is compared with them by.
pub fn by_tables(text: &str, target: Target) -> String {
    let chars: Vec<char> = text.chars().collect();
    let folded: Vec<char> = chars.iter().map(|c| lexicon::fold(*c)).collect();
    shapes::converted(&chars, &lexicon::walk(&folded), target, Source::of(text).glyphs).into_iter().collect()
}

/// What the whole article says of a passage that says nothing itself.
struct Source {
    script: Option<Script>,
    glyphs: Glyphs,
}

impl Source {
    fn of(text: &str) -> Self {
        let (mut hans, mut hant, mut particle, mut either) = (0usize, 0usize, false, false);
        for c in text.chars().filter(|c| *c >= '\u{2E80}') {
            let class = class(c);
            if class.has(Class::EXCLUSIVE) {
                hans += usize::from(class.has(Class::S_ONLY));
                hant += usize::from(class.has(Class::T_ONLY));
            }
            particle |= c == '着';
            either |= c == '著' || c == '裡';
        }
        let script = match (hans, hant) {
            (s, t) if s.max(t) < 2 || s.max(t) < 2 * s.min(t) => None,
            (s, t) => Some(if s > t { Script::Hans } else { Script::Hant }),
        };
        Self { script, glyphs: if either && !particle { Glyphs::Taiwan } else { Glyphs::Any } }
    }
}

struct Article<'a> {
    target: Target,
    source: Source,
    settings: Settings,
    project: Arc<analysis::names::ProjectNames>,
    tables: Option<Tables<'a>>,
}

/// What is to be done with a piece of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Nothing,
    /// The script is right: only the region's glyphs are wanted.
    Glyphs,
    Convert,
}

impl Article<'_> {
    /// The edits of one segment, spans of its text.
    fn segment(&self, segment: &Segment) -> Vec<Edit> {
        let mut seen = Seen::default();
        let mut view = View::default();
        undamaged(segment, &mut seen, &mut view);
        if !view.raw().iter().any(|c| is_han(*c)) {
            return Vec::new();
        }
        let hits = lexicon::walk(view.chars());
        let lattice = Lattice::new(&view, &hits);
        let cx = Observe {
            segment,
            view: &view,
            hits: &hits,
            lattice: &lattice,
            settings: &self.settings,
            project: &self.project,
            shared: &Shared::default(),
        };
        analysis::names::observe(&cx, &mut seen);
        let converted = self.converted(view.raw(), &hits);
        let mut names = names::edits(&cx, &seen, self.target).into_iter().peekable();
        let mut edits = Vec::new();
        for piece in passages(&cx).pieces() {
            let work = self.work(piece, view.raw().get(piece.range.clone()).unwrap_or_default());
            let mut at = piece.range.start;
            while at < piece.range.end {
                while names.next_if(|name| name.range.start < at).is_some() {}
                if let Some(name) = names.next_if(|name| name.range.start == at && work == Work::Convert) {
                    at = name.range.end;
                    edits.extend(name.edits);
                    continue;
                }
                let (Some(raw), Some(new)) = (view.raw().get(at).copied(), converted.get(at).copied()) else { break };
                let new = match work {
                    Work::Nothing => raw,
                    Work::Glyphs => shapes::glyph(raw, self.target),
                    Work::Convert => new,
                };
                if new != raw {
                    edits.push(Edit::new(view.span(at..at + 1), new.to_string()));
                }
                at += 1;
            }
        }
        edits
    }

    fn converted(&self, raw: &[char], hits: &Hits) -> Vec<char> {
        let Some(tables) = self.tables else {
            return shapes::converted(raw, hits, self.target, self.source.glyphs);
        };
        let theirs: Vec<char> = tables(&raw.iter().collect::<String>()).chars().collect();
        if theirs.len() == raw.len() { theirs } else { raw.to_vec() }
    }

    fn work(&self, piece: &Piece, chars: &[char]) -> Work {
        let script = self.target.script();
        let other = if script == Script::Hans { Script::Hant } else { Script::Hans };
        let kana = chars.iter().filter(|c| is_kana(**c)).count();
        if piece.is_another_voice() || kana * JAPANESE > chars.len() {
            return Work::Nothing;
        }
        let least = if self.source.script == Some(script) { 0 } else { QUOTATION };
        if piece.count(other) == 0 && piece.count(script) >= least { Work::Glyphs } else { Work::Convert }
    }
}

/// A passage needs so many telling characters, and none against, to be in the wanted script already.
const QUOTATION: u32 = 2;
/// More kana than one character in so many is Japanese.
const JAPANESE: usize = 6;
