//! Regional vocabulary: which region's words stand in a segment.
//!
//! Says whose word each is, never that it is wrong. Invariant: terms are disjoint and in order, and no
//! ambiguous word, cited word or word that is spoken of is among them.

use std::ops::Range;

use super::cited::Cited;
use super::votes::{RegionFacts, bits, has_word, regions, tells};
use crate::analysis::Observe;
use crate::document::{BlockKind, MaskKind};
use crate::lexicon::{Hit, Kind, Regional, Regions, Role, Trait, regional, role};
use crate::settings::{Region, Script};
use crate::text::Span;

/// A regional word. Spans are bytes of the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub span: Span,
    id: u32,
}

/// A word of so many characters counts only where words begin and end.
const SHORT: usize = 3;
/// A word that says that others are spoken of stands so many characters from them.
const NEAR: usize = 12;
/// Between two names of one thing that explain each other there are at most so many characters.
const GLOSS: usize = 3;
impl Term {
    /// True when both are the same word.
    pub fn is(&self, other: &Self) -> bool {
        self.id == other.id
    }

    /// Whether the word tells a region in articles of this script.
    pub fn tells(&self, script: Script) -> bool {
        tells(regional(self.id), script)
    }

    /// The regions that say it so.
    pub fn regions(&self) -> Regions {
        regions(regional(self.id))
    }

    /// Another word is said in `region`.
    pub fn is_against(&self, region: Region) -> bool {
        let (entry, region) = (regional(self.id), bits(region));
        has_word(entry).has(region) && !regions(entry).has(region)
    }

    /// What the word stands for: each a number of its own.
    pub fn concepts(&self) -> impl Iterator<Item = u32> {
        regional(self.id).senses().map(|sense| sense.concept)
    }
}
/// The terms of one segment, and their votes.
pub(super) fn observe(cx: &Observe<'_>, cited: &Cited, facts: &mut RegionFacts) -> Vec<Term> {
    if matches!(cx.segment.kind, BlockKind::Quote | BlockKind::FrontMatter) {
        return Vec::new();
    }
    let (words, spoken) = standing(cx);
    let mut terms = Vec::new();
    for (i, (hit, entry)) in words.iter().enumerate() {
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|n| words.get(n));
        let explained = beside.into_iter().any(|other| is_gloss(cx, (hit, *entry), other));
        let near = hit.range().start.saturating_sub(NEAR)..hit.range().end + NEAR;
        if cited.holds(hit.range().start) || explained || spoken.iter().any(|at| near.contains(at)) {
            continue;
        }
        facts.vote(*entry);
        if tells(*entry, Script::Hant) {
            terms.push(Term { span: cx.view.span(hit.range()), id: hit.id });
        }
    }
    terms
}

/// The regional words that stand in the segment, the longest first at each place, and where words say that
/// others are spoken of. A longer word, or a text that is kept, hides those inside it.
fn standing(cx: &Observe<'_>) -> (Vec<(Hit, Regional)>, Vec<usize>) {
    let named = cx.hits.of(Kind::Script).iter().filter(|hit| role(hit.id).has(Role::LANGUAGE));
    let mut spoken: Vec<usize> = named.map(|hit| hit.range().start).collect();
    let (mut words, mut end) = (Vec::new(), 0);
    for hit in cx.hits.of(Kind::Region) {
        let entry = regional(hit.id);
        if entry.has(Trait::SPOKEN) {
            spoken.push(hit.range().start);
        }
        let is_word = entry.senses().next().is_some() || entry.hints().1 > 0;
        let kept = entry.has(Trait::KEEP);
        let alone = || hit.range().len() > SHORT || cx.lattice.stands_alone(hit.range());
        if hit.range().start < end || !(kept || (is_word && alone())) {
            continue;
        }
        end = hit.range().end;
        if is_word {
            words.push((*hit, entry));
        }
    }
    (words, spoken)
}

/// Two words for one thing with hardly anything between them explain each other: 軟體（軟件）, 軟體/軟件.
fn is_gloss(cx: &Observe<'_>, (hit, entry): (&Hit, Regional), (other, its): &(Hit, Regional)) -> bool {
    let between: Range<usize> = if hit.start < other.start {
        hit.range().end..other.range().start
    } else {
        other.range().end..hit.range().start
    };
    let marks =
        |c: &char| matches!(c, '（' | '(' | '/' | '／' | '=' | '＝' | '即' | '或' | '「' | '｜' | '|' | '→' | ' ');
    let cell = |at: usize| cx.view.placeholder(at) == Some(MaskKind::Cell);
    let joined = cx
        .view
        .raw()
        .get(between.clone())
        .is_some_and(|chars| chars.len() <= GLOSS && chars.iter().zip(between).all(|(c, at)| marks(c) || cell(at)));
    joined && entry.senses().any(|sense| its.senses().any(|same| same.concept == sense.concept))
}
#[cfg(test)]
mod tests {
    use crate::document::{Document, Format};
    use crate::engine::{Article, Engine};
    use crate::settings::Settings;

    fn article(text: &str) -> Article {
        Article::new(&Engine::new(Settings::default(), &[]), Document::new(text, Format::Markdown))
    }

    fn terms(text: &str) -> Vec<String> {
        let article = article(text);
        let segments = article.document().segments().iter().zip(article.seen());
        segments.flat_map(|(s, seen)| seen.terms.iter().map(|t| t.span.of(&s.text).to_owned())).collect()
    }

    #[test]
    fn the_longest_word_stands_alone() {
        assert_eq!(terms("請更新作業系統和防毒軟體。"), ["作業系統", "防毒軟體"]);
        assert_eq!(terms("軟體動物沒有脊椎，軟體有漏洞。"), ["軟體"]);
    }

    #[test]
    fn parts_of_other_words_are_no_terms() {
        for text in ["我們相信息息相關的議題。", "他有軍人的士氣。", "這是國內核定的預算。", "監視頻道有十六個。"]
        {
            assert_eq!(terms(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn cited_explained_and_spoken_words_are_no_terms() {
        for text in [
            "他說「軟件很好」。",
            "《軟件工程》",
            "> 軟件很好。",
            "大陸稱軟件。",
            "| 軟體 | 軟件 |\n|---|---|\n| 網路 | 網絡 |",
        ] {
            assert_eq!(terms(text), [""; 0], "{text}");
        }
        assert_eq!(terms("軟體用了三年，軟件要換。"), ["軟體", "軟件"]);
    }
}
