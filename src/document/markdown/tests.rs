use crate::document::{Declaration, Document, Format, MaskKind};
use crate::text::Span;

/// The text with `□` for every mask that leaves a place in the view.
fn prose(text: &str) -> String {
    let mut shown = String::new();
    for segment in Document::new(text, Format::Markdown).segments() {
        let mut at = 0;
        for mask in segment.masks.iter() {
            shown.push_str(&segment.text[at..mask.span.start as usize]);
            match mask.kind {
                MaskKind::Markup => {}
                MaskKind::Entity(c) => shown.push(c),
                _ => shown.push('□'),
            }
            at = mask.span.end as usize;
        }
        shown.push_str(&segment.text[at..]);
    }
    shown
}

#[test]
fn marks_inside_a_paragraph_are_no_prose() {
    for (text, expected) in [
        ("**注意：**后面*强调*，__重__，~~删~~", "注意：后面强调，重，删"),
        ("调用 `烫烫烫` 和 ``a`b``。", "调用 □ 和 □。"),
        ("见[文档](https://a.com/b_(c) \"题\")与![图](a.png)", "见文档□与图□"),
        ("[![图](a.png)](b)和[甲][a]、[乙][]", "图□□和甲□、乙□"),
        ("<https://a.com>与<b>粗</b><br>行<code>后</code>", "□与粗□行□"),
        ("甲&amp;乙&#x4e2d;\\*丙\\*", "甲&乙中*丙*"),
        ("注释[^1]与<!-- 注 -->后", "注释□与□后"),
        ("<span translate=no>后</span>面", "□面"),
        ("> 引用 `甲\n> 乙` 后\n懒", "引用 □ 后\n懒"),
        ("- [x] 做了", "做了"),
        ("<p>中文<kbd>K</kbd></p>", "□中文□□"),
        (":::tip 标题", "□标题"),
        ("!!! note \"标题\"", "□标题"),
    ] {
        assert_eq!(prose(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_markup_stays_prose() {
    for text in [
        "3~5 天，6~8 天",
        "2 * 3 与 4 * 5",
        "甲_乙_丙",
        "研究[1][2]表明[丙]",
        "a < b 且 c > d",
        "没有关上的 ` 与 [ 与 ** 后",
        "AT&T 与 &未知;",
        "#标题没有空格。",
        "他说：\"好\"",
        "import 是关键字",
    ] {
        assert_eq!(prose(text), text, "{text}");
    }
}

#[test]
fn front_matter_declares_and_shows_its_titles_alone() {
    let text = "---\ntitle: \"题目\"\nlang: zh-TW\ndate: 2026-11-24\ntags: [甲]\n---\n正文\n";
    assert_eq!(prose(text), "□题目□正文\n");
    let document = Document::new(text, Format::Markdown);
    let declared = [
        Declaration::Title("题目".into()),
        Declaration::Lang("zh-TW".into(), Span::new(26, 31)),
        Declaration::Date("2026-11-24".into()),
    ];
    assert_eq!(document.segments()[0].declarations, declared);
    // Not closed, and not at the start.
    assert!(prose("---\ntitle: 题目\n").contains("题目"));
    assert!(prose("甲\n\n---\ntags: 题目\n---\n").contains("tags"));
}

#[test]
fn comments_carry_directives() {
    for text in
        ["<!-- jiaodui-disable script 原因 -->\n", "正文 <!-- jiaodui-disable-line -->", "{/* jiaodui-disable */}\n"]
    {
        let document = Document::new(text, Format::Markdown);
        let count: usize = document.segments().iter().map(|s| s.directives.len()).sum();
        assert_eq!(count, 1, "{text}");
    }
}
