//! What the HTML scanner makes of pages: blocks, their prose, declarations, directives.

use jiaodui::document::{
    BlockKind, Declaration, DirectiveKind, Document, Format, MaskKind, PLACEHOLDER, Segment, View,
};
use jiaodui::text::Span;

/// The prose of a segment as rules see it, unfolded; a mask shows as the first letter of its kind in braces.
fn prose(segment: &Segment) -> String {
    let view = View::new(&segment.text, &segment.masks);
    let mut shown = String::new();
    for (i, c) in view.raw().iter().enumerate() {
        match view.placeholder(i) {
            Some(kind) if *c == PLACEHOLDER => shown.push_str(&format!("{{{kind:?}}}")),
            _ => shown.push(*c),
        }
    }
    shown
}

/// Kind and prose of every block that rules may judge.
fn blocks(html: &str) -> Vec<(BlockKind, String)> {
    let document = Document::new(html, Format::Html);
    let joined: String = document.segments().iter().map(|s| &*s.text).collect();
    assert_eq!(joined, html);
    let spoken = document.segments().iter().filter(|s| s.has_prose());
    spoken.map(|s| (s.kind, prose(s).trim().to_owned())).collect()
}

fn texts(html: &str) -> Vec<String> {
    blocks(html).into_iter().map(|(_, text)| text).collect()
}

fn kinds(html: &str) -> Vec<BlockKind> {
    blocks(html).into_iter().map(|(kind, _)| kind).collect()
}

fn declarations(html: &str) -> Vec<Declaration> {
    Document::new(html, Format::Html).segments().iter().flat_map(|s| s.declarations.clone()).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (html, expected) in cases {
        assert_eq!(texts(html), *expected, "{html}");
    }
}

#[test]
fn a_page_is_cut_into_its_blocks() {
    use BlockKind::{Caption, FrontMatter, Heading, ListItem, Paragraph, Quote, TableRow};
    let page = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=utf-8>\n<title>新芯片 &amp; 新工艺</title>\n\
        <style>p { content: \"样式\" }</style><script>if (a < b) say('脚本</p>')</script></head>\n<body>\n\
        <nav><ul><li><a href=\"/\">首页</a></li><li><a href=\"/news\">新闻</a></li></ul></nav>\n\
        <h1>新芯片<small>发布</small></h1>\n<p class=\"lead\">公司<b>今天</b>发布了<a href='/x?a=1>2'>新芯片</a>。</p>\n\
        <blockquote><p>他说很好。</p></blockquote>\n<figure><img src=a.png alt=\"图\"><figcaption>图一：样片</figcaption></figure>\n\
        <table><caption>表一</caption><tr><th>型号</th><th>价格</th></tr>\n<tr><td>甲</td>\n<td><p>一百元</p></td></tr></table>\n\
        <ol>\n<li>先关机<li>再开机</ol>\n<dl><dt>晶圆</dt><dd>圆形的硅片。</dd></dl>\n<p>完\n</body></html>\n";
    let expected = [
        (FrontMatter, "新芯片 & 新工艺"),
        (ListItem, "首页"),
        (ListItem, "新闻"),
        (Heading(1), "新芯片发布"),
        (Paragraph, "公司今天发布了新芯片。"),
        (Quote, "他说很好。"),
        (Caption, "图一：样片"),
        (Caption, "表一"),
        (TableRow, "型号{Cell}价格"),
        (TableRow, "甲{Cell}一百元"),
        (ListItem, "先关机"),
        (ListItem, "再开机"),
        (ListItem, "晶圆"),
        (ListItem, "圆形的硅片。"),
        (Paragraph, "完"),
    ];
    assert_eq!(blocks(page), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn formatting_leaves_nothing_and_other_tags_a_mask() {
    check(&[
        ("<p>字节<b>跳</b>动，<i>x</i><sup>2</sup><wbr>。</p>", &["字节跳动，x2。"]),
        ("<p>看<img src=a>图，<button>按</button>", &["看{Tag}图，{Tag}按{Tag}"]),
        ("<p>甲<br>乙<br/>丙</p>", &["甲{Tag}乙{Tag}丙"]),
        ("<div>甲。<br><br>乙。<BR>\n<br />丙。</div>", &["甲。", "乙。", "丙。"]),
        ("<div>\u{3000}\u{3000}甲。<br>\u{3000}\u{3000}乙。<br>&nbsp;&nbsp;丙。</div>", &["甲。", "乙。", "丙。"]),
        ("<p>甲<!-- 注 < > -->乙<!---->丙<!-->丁</p>", &["甲{Meta}乙{Meta}丙{Meta}丁"]),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", &["漢字"]),
        ("<a>产品</a><a>服务</a><span><a>字</a></span><b>节</b>", &["产品{Tag}服务{Tag}字节"]),
        ("<b>跟贴<span>7</span></b><i><span>10</span></i>楼", &["跟贴7{Tag}10楼"]),
        ("<p>第一行\n    第二行\r\n\t第三行</p>", &["第一行\n第二行\r\n第三行"]),
        ("<p>{{\n  page\n}}</p>", &["{Template}"]),
        ("<my-card>卡片</my-card>之外", &["{Tag}卡片{Tag}之外"]),
    ]);
}

#[test]
fn code_and_scripts_are_no_prose() {
    check(&[
        ("<p>运行<code>rm <b>-rf</b></code>即可</p>", &["运行{Code}即可"]),
        ("<p>按<kbd>甲</kbd>，得<samp>乙</samp>。", &["按{Code}，得{Code}。"]),
        ("<pre>后台\n<code>数据</pre>正文", &["正文"]),
        ("<pre>前<pre>中</pre>后</pre>正文", &["正文"]),
        ("<script>'<p>甲</p>'</SCRIPT >正文<style>乙</style>", &["正文{Code}"]),
        ("<p>甲<script>乙</scripts></script>丙", &["甲{Code}丙"]),
        ("<textarea><p>甲</p></textarea>乙", &["乙"]),
        ("<p>甲<textarea><p>乙</textarea>丙", &["甲{Code}丙"]),
        ("<p>图<svg><title>题</title><text>乙</text><path/></svg>丙", &["图{Code}丙"]),
        ("<p>式<math><mi>甲</mi></math>丙", &["式{Math}丙"]),
        ("<template><p>甲</p></template><noscript>乙</noscript>", &["乙"]),
        ("<p>甲<svg/>乙", &["甲{Tag}乙"]),
        ("<p><code>甲</code></p>", &[]),
        ("<script src=a.js/><p>甲<iframe src='a'/>乙", &["甲{Tag}乙"]),
        ("<xmp><b>甲</b></xmp><iframe>乙</iframe>丙", &["丙"]),
    ]);
}

#[test]
fn code_that_nobody_closed_ends_with_its_block() {
    check(&[
        ("<p>甲<code>乙</p><p>丙</p>", &["甲{Code}", "丙"]),
        ("<ul><li>甲<kbd>乙</li><li>丙</li></ul>", &["甲{Code}", "丙"]),
        ("<p>甲<code><div>乙</div></code>丙</p>", &["甲{Code}丙"]),
        ("<div><pre>甲</div>乙", &["乙"]),
        ("<p>甲<code>乙", &["甲{Code}"]),
    ]);
}

#[test]
fn what_must_not_be_translated_is_no_prose() {
    check(&[
        ("<p translate=no>简体</p><p>正文</p>", &["正文"]),
        ("<p>甲<span class=\"a notranslate\">乙<span>丙</span>丁</span>戊", &["甲{Code}戊"]),
        ("<p class=notranslated>甲</p>", &["甲"]),
        ("<p translate>甲</p><p translate=yes>乙</p>", &["甲", "乙"]),
        ("<div translate='no'><div>甲</div><p>乙</p>丙</div>丁", &["丁"]),
        ("<div translate=no>甲<p translate=yes>乙</p>丙</div>丁", &["乙", "丁"]),
        ("<p>甲<i translate=no>乙<b translate=yes>丙</b>丁</i>戊", &["甲{Code}丙{Code}戊"]),
        ("<p translate=no>甲<p>乙", &["乙"]),
        ("<p translate=no>甲<pre>乙</pre>丙", &["丙"]),
        ("<ul><li translate=no>甲<ul><li>乙</ul>丙<li>丁</ul>", &["丁"]),
        ("<table><tr translate=no><td>甲</td></tr><tr><td translate=no>乙<td>丙</table>丁", &["丙", "丁"]),
        ("<table><tbody translate=no><tr><td>甲</td></tr><tr><td>乙</table>丁", &["丁"]),
        ("<li translate=no>甲<p translate>乙</h2><li translate=no>丙<li>丁", &["乙", "丁"]),
        ("<section><div translate=no>甲</section>乙", &["乙"]),
        ("<br translate=no>甲<hr class=notranslate>乙", &["甲", "乙"]),
    ]);
}

#[test]
fn other_languages_are_no_prose() {
    check(&[
        ("<p>甲</p><p lang=ja>日本語です</p><p>乙</p>", &["甲", "乙"]),
        ("<p>他说<q lang=\"ja-JP\">発表</q>了", &["他说{Tag}了"]),
        ("<div lang=en><p>Words</p></div><p lang=zh-Hant>甲</p>", &["甲"]),
        ("<div lang=ja>発<p xml:lang=zh>中<code>文</code></p>表</div>丁", &["中{Code}", "丁"]),
        ("<p>去年增长<span lang=EN-US>30%</span>，<em lang=en>GitHub</em>。", &["去年增长30%，GitHub。"]),
        ("<html lang=en><body lang=ja><p>甲", &["甲"]),
        ("<p lang=''>甲<p lang=cn>乙<p lang=und>丙", &["甲", "乙", "丙"]),
    ]);
}

#[test]
fn references_are_characters() {
    check(&[
        ("<p>&ldquo;甲&rdquo;&#65292;&#x4e2d;&hellip;</p>", &["“甲”，中…"]),
        ("<p>甲&nbsp;乙&unknown;&fjlig;&amp;nbsp;</p>", &["甲\u{A0}乙&unknown;&fjlig;&nbsp;"]),
        ("<p>&nbsp;</p><p>&nbsp;&#12288; <br></p>", &[]),
        ("<p>见https://example.com/?a=1&amp;b=2。</p>", &["见{Url}。"]),
        ("<p>见&quot;https://example.com/a&quot;，AT&amp;T</p>", &["见\"{Url}\"，AT&T"]),
    ]);
    let document = Document::new("甲&nbsp;乙&amp;", Format::Html);
    let masks: Vec<_> = document.segments()[0].masks.iter().map(|m| (m.span, m.kind)).collect();
    let expected = [(Span::new(3, 9), MaskKind::Entity('\u{A0}')), (Span::new(12, 17), MaskKind::Entity('&'))];
    assert_eq!(masks, expected);
}

#[test]
fn patterns_are_masked_in_prose_and_not_in_tags() {
    check(&[
        ("<p>写信到<a href='mailto:a@b.com'>li@example.com</a>", &["写信到{Email}"]),
        ("<p>编辑src/main.rs，{{ page.title }}", &["编辑{Path}，{Template}"]),
        ("<p title='a>b' data-x=\"{{\">甲}}</p>", &["甲}}"]),
    ]);
}

#[test]
fn broken_markup_hides_little() {
    check(&[
        ("<p>1 < 2，a<b的值，<某某>，a<=b", &["1 < 2，a<b的值，<某某>，a<=b"]),
        ("甲</结束>乙</>丙<!乙>丁<?乙>戊", &["甲{Tag}乙{Tag}丙{Tag}丁{Tag}戊"]),
        ("<p>甲<b 乙<i>丙</i>", &["甲丙"]),
        ("<p class=\"a\"\">甲</p>", &["甲"]),
        ("<p class=\"a>甲</p>\n<p class=\"b\">乙</p>", &["乙"]),
        ("甲<!-- 乙", &["甲{Meta}"]),
        ("甲<script>乙", &["甲{Code}"]),
        ("甲<b", &["甲"]),
        ("甲<", &["甲<"]),
        ("甲</", &["甲</"]),
        ("</p></div></li>甲</table>", &["甲"]),
        ("<title>甲<body><p>乙", &["甲", "乙"]),
        ("<title>用 <template> 写</title>乙", &["用 <template> 写", "乙"]),
        ("<b><p>甲</b>乙</p>", &["甲乙"]),
        ("<H1>甲</H1><P>乙", &["甲", "乙"]),
        ("<h2>甲<p>乙", &["甲", "乙"]),
    ]);
    let unclosed = format!("<p class=\"a>甲</p>\n{}<p>末段", "<p>中间的一段文字。</p>\n".repeat(200));
    assert_eq!(texts(&unclosed).last().map(String::as_str), Some("末段"), "an open quotation mark hides a part only");
}

#[test]
fn xml_is_read_too() {
    let feed = "<?xml version=\"1.0\"?>\n<rss><channel><title>某站</title><item><title>新闻</title>\
        <description><![CDATA[<p>第一段。</p><p>第二段]]]]></description><a/><script/><author>张三</author></item></channel></rss>";
    assert_eq!(texts(feed), ["某站", "新闻", "第一段。", "第二段]]", "张三"]);
    let bomb = "<!DOCTYPE a [<!ENTITY b \"哈\"><!ENTITY c \"&b;&b;\">]><p>&c;&c;</p>";
    assert_eq!(texts(bomb), ["&c;&c;"]);
    assert_eq!(texts("<?php echo $a->b > '甲' ?>乙"), ["乙"]);
}

#[test]
fn pages_declare_language_title_and_dates() {
    use Declaration::{Date, Lang, Title};
    let page = "<html lang='zh-TW'><head><meta http-equiv=Content-Language content='zh-HK, en'>\
        <meta property=\"article:published_time\" content=\"2026-11-24T08:00:00+08:00\"><meta NAME=PubDate content=2026-11-23>\
        <meta name=description content='2020-01-01'><title>\n 甲&amp;乙 丙\n</title></head>\
        <p><time datetime='2026-11-22'>昨天</time>";
    let expected = [
        Lang("zh-TW".into(), Span::new(0, 19)),
        Lang("zh-HK".into(), Span::new(25, 79)),
        Date("2026-11-24T08:00:00+08:00".into()),
        Date("2026-11-23".into()),
        Title("甲&乙 丙".into()),
        Date("2026-11-22".into()),
    ];
    assert_eq!(declarations(page), expected);
    assert_eq!(
        declarations("<html xml:lang=zh-Hant><title></title><svg><title>图</title></svg>"),
        [Lang("zh-Hant".into(), Span::new(0, 23))]
    );
    assert_eq!(declarations("<p lang=ja>甲<time>昨天</time><meta name=date>"), []);
}

#[test]
fn comments_carry_directives() {
    let html = "<!-- jiaodui-disable script/stray 原文如此 -->\n<p>甲<!-- jiaodui-enable -->乙</p><pre><!-- jiaodui-disable --></pre>";
    let document = Document::new(html, Format::Html);
    let mut found = Vec::new();
    for (i, segment) in document.segments().iter().enumerate() {
        let start = document.start_of(i);
        found.extend(segment.directives.iter().map(|d| (d.kind, d.span.shifted(start).of(html).to_owned())));
    }
    let expected = [
        (DirectiveKind::Disable, "<!-- jiaodui-disable script/stray 原文如此 -->".to_owned()),
        (DirectiveKind::Enable, "<!-- jiaodui-enable -->".to_owned()),
    ];
    assert_eq!(found, expected);
}

#[test]
fn rows_of_data_and_tables_of_layout_are_told_apart() {
    use BlockKind::{Paragraph, TableRow};
    assert_eq!(kinds("<table><tr><td>甲<td>乙<tr><td>丙</table>丁"), [TableRow, TableRow, Paragraph]);
    let long = "这是一段很长的正文，写在用表格排版的旧网页里面。".repeat(8);
    assert_eq!(kinds(&format!("<table><tr><td>栏目</td><td>{long}</td><td>{long}")), [TableRow, Paragraph]);
    assert_eq!(kinds(&format!("<table><tr><td><p>{long}</p><p>短</p>")), [Paragraph, TableRow]);
}

#[test]
fn a_long_run_goes_on_in_the_next_step() {
    let sentence = "今年的销量比去年<b>好</b>了很多，明年还会更好。";
    let html = format!("<p>{}</p>", sentence.repeat(2000));
    let document = Document::new(&html, Format::Html);
    let runs: Vec<_> = document.segments().iter().filter(|s| s.has_prose()).collect();
    assert!(runs.len() > 20 && !runs[0].continues && runs[1..].iter().all(|s| s.continues));
    assert!(runs.iter().all(|s| s.text.ends_with('。')));
}
