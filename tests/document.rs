//! Properties of documents: segments tile the text, and editing equals scanning anew.

use jiaodui::document::{Document, Format, View};
use jiaodui::text::Span;
use proptest::prelude::*;

const FORMATS: [Format; 3] = [Format::Plain, Format::Markdown, Format::Html];

/// Pieces from which texts and edits are made: every construct that changes a scanner's state,
/// with enough prose to need cuts now and then.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "  ",
    "# ",
    "## 标题\n",
    "---\n",
    "===\n",
    "```\n",
    "```rust\n",
    "~~~\n",
    "`",
    "``",
    "**",
    "*",
    "_",
    "[",
    "](https://example.com/a)",
    "![",
    "<!-- 注 -->",
    "<!--",
    "-->",
    "<!-- jiaodui-disable script/stray 原因 -->",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<p lang=\"zh\">",
    "</p>",
    "<b>",
    "</b>",
    "<br>",
    "<script>",
    "</script>",
    "<li>",
    "<td>",
    "<html lang=\"zh-TW\">",
    "<title>题</title>",
    "&amp;",
    "&lt;",
    "&#x4e2d;",
    "<span translate=no>",
    "</span>",
    "| 甲 | 乙 |\n",
    "|---|---|\n",
    "|",
    "[^1]: ",
    "[^1]",
    "[a]: b\n",
    "title: 题目\n",
    "date: 2026-11-24\n",
    "+++\n",
    ":::tip\n",
    ":::\n",
    "{{ x }}",
    "{% raw %}",
    "import a from 'b'\n",
    "$x^2$",
    "https://example.com",
    "a_b",
    "@b ",
    "字节跳动发布了新模型。",
    "去年增长30%！",
    "\u{3000}\u{3000}他说：「好」",
    "English words, too. ",
    "聯(lián)網",
    "\u{FFFD}",
    "这家公司在去年的第三个季度里一共交付了五百二十台服务器其中大部分去了南方",
];

fn text_of(picks: &[usize]) -> String {
    picks.iter().filter_map(|i| PIECES.get(i % PIECES.len())).copied().collect()
}

fn texts(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(any::<usize>(), 0..most).prop_map(|picks| text_of(&picks))
}

/// Texts in which one piece comes so often that blocks are cut.
fn long_texts() -> impl Strategy<Value = String> {
    (texts(12), any::<usize>(), 0..300usize, texts(12)).prop_map(|(head, piece, times, tail)| {
        let piece = PIECES[piece % PIECES.len()];
        format!("{head}{}{tail}", format!("{piece}更长的一段文字，").repeat(times))
    })
}

/// Checks what must hold of every document.
fn assert_sound(document: &Document) {
    let joined: String = document.segments().iter().map(|s| &*s.text).collect();
    assert_eq!(joined, document.text(), "segments tile the text");
    let mut start = 0;
    for (i, segment) in document.segments().iter().enumerate() {
        assert!(!segment.text.is_empty());
        assert!(segment.text.len() <= 4096, "a segment has {} bytes", segment.text.len());
        assert_eq!(document.start_of(i), start);
        assert_eq!(document.segment_at(start), i);
        let mut end = 0;
        for mask in segment.masks.iter() {
            assert!(
                mask.span.start >= end && !mask.span.is_empty(),
                "masks are sorted, disjoint, not empty: {segment:?}"
            );
            assert!(!mask.span.of(&segment.text).is_empty(), "masks lie on character boundaries: {segment:?}");
            end = mask.span.end;
        }
        let view = View::new(&segment.text, &segment.masks);
        assert_eq!(view.chars().len(), view.raw().len());
        start += segment.len();
    }
}

fn assert_same(edited: &Document, format: Format) {
    let fresh = Document::new(edited.text(), format);
    for (i, (a, b)) in edited.segments().iter().zip(fresh.segments()).enumerate() {
        assert_eq!(a, b, "segment {i} of {:?}", edited.text());
    }
    assert_eq!(edited.segments().len(), fresh.segments().len(), "{:?}", edited.text());
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn edit_randomly(text: &str, format: Format, edits: &[(u32, u32, String)]) {
    let mut document = Document::new(text, format);
    assert_sound(&document);
    for (at, len, replacement) in edits {
        let size = document.text().len();
        let start = floor(document.text(), *at as usize % (size + 1));
        let end = floor(document.text(), (start + *len as usize % 40).min(size));
        let before = document.segments().to_vec();
        let span = Span::new(start as u32, end as u32);
        let rescan = document.edit(span, replacement);
        assert_sound(&document);
        assert_same(&document, format);
        let kept = document.segments().len() - rescan.inserted;
        assert_eq!(kept, before.len() - rescan.removed.len());
        assert_eq!(document.segments()[..rescan.removed.start], before[..rescan.removed.start]);
        let tail = &document.segments()[rescan.removed.start + rescan.inserted..];
        assert_eq!(tail, &before[rescan.removed.end..]);
    }
}

fn edits() -> impl Strategy<Value = Vec<(u32, u32, String)>> {
    prop::collection::vec((any::<u32>(), any::<u32>(), texts(3)), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn editing_equals_scanning_anew(text in texts(60), edits in edits()) {
        for format in FORMATS {
            edit_randomly(&text, format, &edits);
        }
    }

    #[test]
    fn editing_long_blocks_equals_scanning_anew(text in long_texts(), edits in edits()) {
        for format in FORMATS {
            edit_randomly(&text, format, &edits);
        }
    }
}

#[test]
fn an_edit_in_a_large_document_touches_few_segments() {
    for format in FORMATS {
        let text = "<p>第一段文字，后面还有。</p>\n\n".repeat(20_000);
        let mut document = Document::new(&text, format);
        let rescan = document.edit(Span::new(600_003, 600_003), "字");
        assert!(rescan.inserted <= 8, "{format:?}: {rescan:?}");
    }
}

#[test]
fn a_long_line_is_cut_at_sentence_ends() {
    let text = "他说：「今年的销量比去年好了很多，明年还会更好。」".repeat(400);
    let document = Document::new(&text, Format::Plain);
    assert!(document.segments().len() > 5);
    for (i, segment) in document.segments().iter().enumerate() {
        assert!(segment.text.ends_with("。」"), "{}", &*segment.text);
        assert_eq!(segment.continues, i > 0);
    }
}

#[test]
fn no_input_is_too_odd() {
    for piece in [
        ">", "> ", "- ", "[", "](", "*", "`", "<", "<a ", "<!--", "{{", "$", "&", "|", "\n", "1. ", "<code>", "<div>",
        "\u{3000}",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        for format in FORMATS {
            assert_sound(&Document::new(&text, format));
        }
    }
}
