//! Variants of glyphs: which of several right shapes a character or word is written with.
//!
//! Never says that one is wrong. Invariant: no cited character and no part of a word in which the
//! shape means something else is among them.

use super::cited::Cited;
use super::votes::RegionFacts;
use crate::analysis::Observe;
use crate::document::BlockKind;
use crate::lexicon::{Hit, Kind, Regions, Trait, group, letters, regional, ways};
use crate::text::Span;

/// A character or word that is printed in several ways. Spans are bytes of the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    pub span: Span,
    /// What is written, as a number of its own; the lexicon knows its ways by it.
    pub group: u32,
    /// Which of the ways stands here.
    pub way: u8,
}

/// The variants of one segment; shapes that tell the region are counted.
pub(super) fn observe(cx: &Observe<'_>, cited: &Cited, facts: &mut RegionFacts) -> Vec<Variant> {
    if matches!(cx.segment.kind, BlockKind::Quote | BlockKind::FrontMatter) {
        return Vec::new();
    }
    let (mut variants, mut kept) = (Vec::new(), 0);
    for hit in cx.hits.of(Kind::Region) {
        let entry = regional(hit.id);
        if entry.has(Trait::KEEP_GLYPH) && cx.lattice.stands_alone(hit.range()) {
            kept = kept.max(hit.range().end);
        }
        if hit.range().start < kept || cited.holds(hit.range().start) {
            continue;
        }
        for id in entry.groups() {
            let (_, telling, in_word) = group(id);
            let Some((way, regions)) = stands(cx, hit, id) else { continue };
            let word = cx.lattice.word_at(hit.range().start);
            let whole = hit.range().len() == 1 || cx.lattice.stands_alone(hit.range());
            if whole && (!in_word || word.len() > 1) {
                facts.glyph(telling, regions);
                variants.push(Variant { span: cx.view.span(hit.range()), group: id, way });
            }
        }
    }
    variants
}

/// Which way of a group the text at `hit` is written.
fn stands(cx: &Observe<'_>, hit: &Hit, id: u32) -> Option<(u8, Regions)> {
    let raw = cx.view.raw().get(hit.range())?;
    let way = ways(id).enumerate().find(|(_, (way, _))| letters(way).eq(raw.iter().copied()))?;
    let (at, (_, regions)) = way;
    Some((u8::try_from(at).ok()?, regions))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Format};
    use crate::engine::{Article, Engine};
    use crate::settings::Settings;

    fn variants(text: &str) -> Vec<String> {
        let article = Article::new(&Engine::new(Settings::default(), &[]), Document::new(text, Format::Markdown));
        let segments = article.document().segments().iter().zip(article.seen());
        segments.flat_map(|(s, seen)| seen.variants.iter().map(|v| v.span.of(&s.text).to_owned())).collect()
    }

    #[test]
    fn characters_and_words_are_found() {
        assert_eq!(variants("因爲屋裡沒有人。"), ["爲", "裡"]);
        assert_eq!(variants("公司發佈新品，臺灣上市。"), ["發佈", "臺灣"]);
    }

    #[test]
    fn shapes_of_other_words_are_none() {
        for text in ["這部著作很著名。", "離這公里。", "客服回覆了。", "講者是王羣。", "> 因爲", "《因爲》", "因为屋里"]
        {
            assert_eq!(variants(text), [""; 0], "{text}");
        }
    }
}
