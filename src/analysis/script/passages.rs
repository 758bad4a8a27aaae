//! A segment's prose cut at sentence ends and quotation marks, and the script of each piece.
//!
//! Invariant: pieces are disjoint and in order; marks belong to none.

use std::collections::HashMap;
use std::ops::Range;

use super::{Letters, TELLING};
use crate::document::{MaskKind, PLACEHOLDER, View};
use crate::lexicon::{Class, fold};
use crate::settings::Script;
use crate::text::Span;

/// A cited piece in the other script needs so many telling characters to pass as a quotation.
const QUOTATION: u32 = 2;
/// A Japanese name or term in quotation marks is no longer than so many characters.
const JAPANESE: usize = 12;
/// A word that is spoken of, in its two shapes, is no longer than so many characters.
const WORD: usize = 6;
/// The name of a script or language stands so many characters from a word that is spoken of.
const NEAR: usize = 16;

/// What stands between two marks.
#[derive(Debug)]
pub(crate) struct Piece {
    /// View positions.
    pub range: Range<usize>,
    /// Inside quotation marks or a cited title.
    cited: bool,
    /// The text of a link: the title of another page.
    linked: bool,
    /// What tells the script in the words before that text.
    lead: Letters,
    kana: bool,
    facts: Letters,
    /// The bits of all its Han characters.
    pub classes: Class,
    /// A word that is spoken of: its other shape is cited beside it.
    mentioned: bool,
    /// Every character of this piece that tells Simplified is used in Japanese too.
    jis: bool,
}

/// How a piece stands to the script of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Part of the article: its characters are judged one by one.
    Own,
    /// Another voice: a quotation, Japanese, a character that is spoken of.
    Silent,
    /// A sentence of the article, as a whole in the other script.
    Other,
}

#[derive(Debug, Default)]
pub(crate) struct Passages(Vec<Piece>);

impl Passages {
    /// `text` is what the view is of.
    pub fn new(view: &View, text: &str) -> Self {
        let (raw, classes) = (view.raw(), view.classes());
        let mut pieces: Vec<Piece> = Vec::new();
        let mut depth = 0usize;
        let mut straight = false;
        let mut start = 0;
        let mut close = |start: usize, end: usize, cited: bool| {
            if let (Some(chars), Some(classes)) = (raw.get(start..end), classes.get(start..end))
                && !chars.is_empty()
            {
                pieces.push(Piece::new(start, chars, classes, cited));
            }
        };
        for (i, c) in raw.iter().enumerate() {
            let cited = depth > 0 || straight;
            match *c {
                '「' | '『' | '“' | '‘' | '《' | '〈' => depth += 1,
                '」' | '』' | '”' | '’' | '》' | '〉' => depth = depth.saturating_sub(1),
                '"' => straight = !straight,
                '。' | '！' | '？' | '!' | '?' | '；' | '\n' | '（' | '）' | PLACEHOLDER if ends(view, i) => {}
                _ => continue,
            }
            let is_link = view.placeholder(i) == Some(MaskKind::LinkTarget);
            if let Some(opened) = Some(start..i).filter(|_| is_link).and_then(|piece| link_start(view, text, piece)) {
                close(start, opened, cited);
                start = opened;
            }
            close(start, i, cited);
            start = i + 1;
        }
        close(start, raw.len(), depth > 0 || straight);
        let mut before = None;
        for piece in &mut pieces {
            piece.linked = view.placeholder(piece.range.end) == Some(MaskKind::LinkTarget);
            let (end, facts) = before.take().unwrap_or_default();
            piece.lead = if end == piece.range.start { facts } else { Letters::default() };
            before = Some((piece.range.end, piece.facts));
        }
        mark_mentions(raw, &mut pieces);
        Self(pieces)
    }

    /// Cited words of the other script are spoken of where a script or language is named near by.
    pub fn speak_of(&mut self, named: impl Fn(&Range<usize>) -> bool) {
        for piece in self.0.iter_mut().filter(|piece| piece.cited && piece.range.len() <= WORD) {
            let facts = &piece.facts;
            let one = (facts.hans == 0) != (facts.hant == 0);
            let near = piece.range.start.saturating_sub(NEAR)..piece.range.end + NEAR;
            piece.mentioned |= one && named(&near);
        }
    }

    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.0.iter()
    }

    /// The characters that tell the script, without what is quoted, titles of linked pages, Japanese.
    pub fn letters(&self) -> Letters {
        let mut letters = Letters::default();
        let own = |piece: &&Piece| !piece.cited && !piece.is_title() && !piece.is_japanese();
        self.0.iter().filter(own).for_each(|piece| letters.tell(&piece.facts));
        letters
    }
}

impl Piece {
    fn new(start: usize, chars: &[char], classes: &[Class], cited: bool) -> Self {
        let mut piece = Self {
            range: start..start + chars.len(),
            cited,
            linked: false,
            lead: Letters::default(),
            kana: false,
            facts: Letters::default(),
            classes: Class::default(),
            mentioned: false,
            jis: true,
        };
        for (c, &class) in chars.iter().zip(classes).filter(|(c, _)| **c >= '\u{2E80}') {
            piece.kana |= is_kana(*c);
            piece.classes = piece.classes.with(class);
            if class.has(Class::EXCLUSIVE) {
                piece.facts.add(class);
                piece.jis &= class.has(Class::JIS) || class.has(Class::T_ONLY);
            }
        }
        piece
    }

    /// How the piece stands to an article in `script`.
    pub fn standing(&self, script: Script) -> Standing {
        let other = match script {
            Script::Hans => self.facts.hant,
            Script::Hant => self.facts.hans,
        };
        let foreign = self.facts.count(script) == 0;
        let quotation = self.cited && foreign && other >= QUOTATION;
        let title = self.linked && foreign && other > 0 && self.lead.count(script) == 0;
        if self.mentioned || quotation || title || self.is_japanese() {
            return Standing::Silent;
        }
        if foreign && other >= TELLING { Standing::Other } else { Standing::Own }
    }

    /// Cantonese is written with words of its own.
    pub fn is_cantonese(&self) -> bool {
        self.classes.has(Class::CANTONESE)
    }

    /// How many of its characters only this script has.
    pub fn count(&self, script: Script) -> u32 {
        self.facts.count(script)
    }

    /// What nobody may convert: a word that is spoken of, cited Japanese.
    pub fn is_another_voice(&self) -> bool {
        self.mentioned || (self.cited && self.is_japanese())
    }

    /// A link with nothing before it: the piece is the title of another page.
    fn is_title(&self) -> bool {
        self.linked && self.lead.is_empty()
    }

    fn is_japanese(&self) -> bool {
        let mixed = self.facts.hans >= QUOTATION && self.facts.hant > 0;
        self.kana || (self.cited && mixed && self.jis && self.range.len() <= JAPANESE)
    }
}

/// Where the text of the link that ends a piece begins: 參考：[教學文件](…). Its bracket is not in the view.
fn link_start(view: &View, text: &str, piece: Range<usize>) -> Option<usize> {
    let gap = |at: usize| Span::new(view.span(at - 1..at).end, view.span(at..at + 1).start);
    piece.skip(1).rev().find(|at| gap(*at).of(text).contains('['))
}

/// Of the placeholders, only the target of a link ends a piece.
fn ends(view: &View, at: usize) -> bool {
    view.placeholder(at).is_none_or(|kind| kind == MaskKind::LinkTarget)
}

/// Words that are cited in two shapes, 「后」與「後」, “乾净”和“干净”, are spoken of.
fn mark_mentions(raw: &[char], pieces: &mut [Piece]) {
    let mut shapes: HashMap<Vec<char>, (&[char], bool)> = HashMap::new();
    let word = |piece: &Piece| raw.get(piece.range.clone()).filter(|chars| piece.cited && chars.len() <= WORD);
    if !pieces.iter().any(|piece| piece.cited) {
        return;
    }
    let folded = |chars: &[char]| chars.iter().map(|c| fold(*c)).collect::<Vec<char>>();
    for chars in pieces.iter().filter_map(word) {
        let (first, twofold) = shapes.entry(folded(chars)).or_insert((chars, false));
        *twofold |= *first != chars;
    }
    for piece in pieces.iter_mut() {
        piece.mentioned =
            word(piece).is_some_and(|chars| shapes.get(&folded(chars)).is_some_and(|(_, twofold)| *twofold));
    }
}

pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Mask;

    fn standings(text: &str, script: Script) -> Vec<(String, Standing)> {
        let view = View::new(text, &[]);
        let passages = Passages::new(&view, text);
        passages.pieces().map(|p| (view.raw()[p.range.clone()].iter().collect(), p.standing(script))).collect()
    }

    fn standing(text: &str, part: &str, script: Script) -> Standing {
        let all = standings(text, script);
        all.iter().find(|(t, _)| t == part).unwrap_or_else(|| panic!("{part} in {all:?}")).1
    }

    #[test]
    fn quotations_and_titles_in_the_other_script_are_silent() {
        let text = "他引用原文「这个产品还没发布」，又提到《云计算实战》一書。";
        assert_eq!(standing(text, "这个产品还没发布", Script::Hant), Standing::Silent);
        assert_eq!(standing(text, "云计算实战", Script::Hant), Standing::Silent);
        assert_eq!(standing(text, "他引用原文", Script::Hant), Standing::Own);
    }

    #[test]
    fn words_before_a_link_are_the_articles_own() {
        let text = "参考：[官方教学](https://example.com)";
        let bracket = Mask { span: Span::new(9, 10), kind: MaskKind::Markup };
        let from = text.find("](").unwrap() as u32;
        let masks = [bracket, Mask { span: Span::new(from, text.len() as u32), kind: MaskKind::LinkTarget }];
        let view = View::new(text, &masks);
        let passages = Passages::new(&view, text);
        let standings: Vec<Standing> = passages.pieces().map(|p| p.standing(Script::Hant)).collect();
        assert_eq!(standings, [Standing::Own, Standing::Silent]);
    }

    #[test]
    fn sentences_in_the_other_script_are_told() {
        let text = "這一段是繁體。这一句忘记转换过来了。";
        assert_eq!(standing(text, "这一句忘记转换过来了", Script::Hant), Standing::Other);
        assert_eq!(standing(text, "這一段是繁體", Script::Hant), Standing::Own);
    }

    #[test]
    fn japanese_is_silent() {
        for (text, part) in
            [("他在「国際会議」上發言", "国際会議"), ("原文是『クラウドに関する国際規格』", "クラウドに関する国際規格")]
        {
            assert_eq!(standing(text, part, Script::Hant), Standing::Silent);
            assert_eq!(standing(text, part, Script::Hans), Standing::Silent);
        }
    }

    #[test]
    fn characters_that_are_spoken_of_are_silent() {
        assert_eq!(standing("「后」與「後」不同", "后", Script::Hant), Standing::Silent);
    }
}
