//! What must hold of every page: editing equals scanning anew, and no input is too odd.

use jiaodui::document::{Document, Format};
use jiaodui::text::Span;
use proptest::prelude::*;

#[test]
fn odd_input_is_read_in_linear_time() {
    for piece in [
        "<div>",
        "<p translate=no>",
        "<div translate=no><b translate=yes>",
        "<code>",
        "<blockquote>",
        "&amp;",
        "&#x4e2d;",
        "<!--",
        "<!---->",
        "-",
        "<a b=\"",
        "<a b='>",
        "<a =",
        "<title>",
        "<script>",
        "<br>",
        "<br> ",
        "<td>甲",
        "</",
        "<!DOCTYPE [",
        "<![CDATA[",
        "]]>",
        "<?php",
        "<![",
        "<svg><title>",
        "&",
        "<div lang=ja><p lang=zh>",
        "<a\n",
        "<a ",
        "< ",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        for head in ["", "<!--", "<a b=\"", "<?xml", "<![CDATA["] {
            let text = format!("{head}{text}");
            let document = Document::new(&text, Format::Html);
            assert_eq!(document.segments().iter().map(|s| s.text.len()).sum::<usize>(), text.len());
        }
    }
}

/// Every construct of the scanner, in pieces.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<p translate=no>",
    "<p lang=ja>",
    "<p lang=zh>",
    "<div>",
    "</div>",
    "<div translate=no>",
    "<div lang=en>",
    "<span translate=yes>",
    "<span lang=ja>",
    "<span>",
    "</span>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<li translate=no>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<td translate=no>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<svg>",
    "</svg>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<textarea>",
    "</textarea>",
    "<!--",
    "-->",
    "-",
    ">",
    "<!-- jiaodui-disable -->",
    "<![CDATA[",
    "]]>",
    "<?php",
    "?>",
    "<!DOCTYPE html>",
    "<!",
    "</",
    "<",
    "<a href=\"",
    "\"",
    "'",
    "<a b='",
    "=",
    "/",
    "<br>",
    "<br/>",
    "&nbsp;",
    "&amp;",
    "&",
    ";",
    "#x4e2d",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<caption>",
    "</caption>",
    "<html lang=zh-TW>",
    "<meta name=date content=2026>",
    "<time datetime=2026>",
    "<rt>",
    "</rt>",
    "<b>",
    "</b>",
    "<img>",
    "\n",
    "  ",
    "\u{3000}",
    "甲",
    "文字。",
    "https://example.com/",
    "{{",
    "}}",
    "<?xml version='1.0'?>",
    "\u{FEFF}",
    "<plaintext>",
    "<x-y>",
    "br",
    "td",
    "p",
];

fn text_of(picks: &[usize]) -> String {
    picks.iter().map(|i| PIECES[i % PIECES.len()]).collect()
}

fn pieces(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(any::<usize>(), 0..most).prop_map(|picks| text_of(&picks))
}

proptest! {
    #[test]
    fn editing_equals_scanning_anew(
        text in pieces(40),
        long in (any::<usize>(), prop_oneof![9 => Just(0), 1 => Just(600usize)]),
        tail in pieces(20),
        edits in prop::collection::vec((any::<u32>(), 0..20u32, pieces(3)), 1..8),
    ) {
        let middle = format!("{}这一段文字，", PIECES[long.0 % PIECES.len()]).repeat(long.1);
        let mut document = Document::new(&format!("{text}{middle}{tail}"), Format::Html);
        for (at, len, replacement) in edits {
            let text = document.text();
            let floor = |at: usize| (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
            let start = floor(at as usize % (text.len() + 1));
            let end = floor((start + len as usize).min(text.len())).max(start);
            document.edit(Span::new(start as u32, end as u32), &replacement);
            let fresh = Document::new(document.text(), Format::Html);
            prop_assert_eq!(document.segments(), fresh.segments(), "{:?}", document.text());
        }
    }
}
