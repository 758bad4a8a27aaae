//! Which kind of text an article is, told by its sentences and blocks.
//!
//! Only what attribution needs: a manual owes nobody a source, a house writing of itself is its own, newswire
//! names its source once an item, and a newsletter links what it tells.

use crate::settings::Genre;

/// The genre that the facts tell, `None` when nothing stands out.
pub fn genre(facts: &FigureFacts) -> Option<Genre> {
    let of = |n: u32| f64::from(n) / f64::from(facts.sentences.max(1));
    let speaks = of(facts.voices);
    if is_manual(facts) && speaks < 0.12 {
        return Some(Genre::Documentation);
    }
    let own = facts.ours >= 4 && of(facts.ours) > 0.1;
    if speaks < 0.12 && own || facts.press >= 1 && speaks < 0.4 {
        return Some(Genre::Press);
    }
    if facts.source_lines >= 3 || facts.linked >= 4 {
        return Some(Genre::Newsletter);
    }
    if is_wire(facts) {
        return Some(Genre::Newswire);
    }
    (facts.sentences >= 6).then_some(Genre::Feature)
}

/// Code in the text or beside it, or headings and a reader who is spoken to.
fn is_manual(facts: &FigureFacts) -> bool {
    let of = |n: u32| f64::from(n) / f64::from(facts.sentences.max(1));
    let coded = of(facts.code) > 0.1 || (facts.code_blocks >= 2 && of(facts.code) > 0.02) || facts.code_blocks >= 4;
    coded || facts.headings >= 3 && of(facts.manual) > 0.3
}

/// Short, and somebody speaks in most of its paragraphs.
fn is_wire(facts: &FigureFacts) -> bool {
    facts.sentences >= 2 && facts.sentences <= 30 && facts.voices * 2 >= facts.paragraphs && facts.voices >= 2
        || facts.tags >= 3 && facts.tags * 3 >= facts.paragraphs
}

/// What the article's segments say together about its genre.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureFacts {
    pub sentences: u32,
    /// Sentences in which the writer says 我们 outside quotations.
    pub ours: u32,
    /// Sentences that speak to the reader (您, 你) or hold code.
    pub manual: u32,
    /// Sentences that hold code, a path or a template.
    pub code: u32,
    /// Lines that say a house writes of itself.
    pub press: u32,
    /// Lines that an agency has signed.
    pub tags: u32,
    /// Headings that are links, or name an outlet.
    pub linked: u32,
    /// Named people or papers that speak.
    pub voices: u32,
    pub source_lines: u32,
    pub code_blocks: u32,
    pub headings: u32,
    /// Lines that are no headings, labels or tables.
    pub paragraphs: u32,
}

impl FigureFacts {
    pub fn merge(&mut self, next: &Self) {
        self.sentences += next.sentences;
        self.ours += next.ours;
        self.manual += next.manual;
        self.voices += next.voices;
        self.source_lines += next.source_lines;
        self.code += next.code;
        self.press += next.press;
        self.tags += next.tags;
        self.linked += next.linked;
        self.code_blocks += next.code_blocks;
        self.headings += next.headings;
        self.paragraphs += next.paragraphs;
    }
}
