//! An open article that is edited and judged again and again says what a fresh check of its text says:
//! sessions of random edits over texts that touch every family, in every format, with every line end.

use jiaodui::document::{Document, Format};
use jiaodui::engine::{Desk, Engine};
use jiaodui::rules;
use jiaodui::settings::{Region, Script, Settings};
use jiaodui::text::Span;
use proptest::prelude::*;

/// Paragraphs of which articles are made. Each wakes some rule.
const PARAGRAPHS: &[&str] = &[
    "公司發布后,大家都很高興，業務爆髮式增長。軟體和網絡都換新，屋裡和屋裏都有人。",
    "阿里云與騰訊云宣布合作，市占率達 32%。據財報，營收增長 45 億元。",
    "据知情人士透露，该公司裁员 3000 人。分析师张伟说，明年还会增长 30%。他认为这是好事。",
    "聯(lián)網(wǎng)設備的數據顯示增長50%。",
    "Github 上的 Open AI 项目有100万用户, 增长很快。苹果发布了新手机。",
    "é˜¿é‡Œäº‘发布了新产品。锟斤拷\u{FFFD}",
    "添加作者微信 xf123a 备注，进群领取资料。",
    "分享到：微信 微博 QQ空间",
    "责任编辑：王小明",
    "相关阅读",
    "这家公司在过去的两年里陆续关闭了设在南方几座城市的客服中心，把员工转到了新成立的支持团队。",
    "这家公司在过去的两年里陆续关闭了设在南方几座城市的客服中心，把员工都转到了新成立的支持团队。",
    "根據、的說法，這是一個新的開始。，其中一句沒有頭。",
    "這一段話整個都是用繁體字寫成的，為的是讓人們看見兩種文字混在一起的樣子，這樣才會有發現。",
    "这一段话整个都是用简体字写成的，为的是让人们看见两种文字混在一起的样子，这样才会有发现。",
    "```\ncode 后\n```",
    "# 标题 12%",
    "## 第二节",
    "- 列表 `code` [链接](http://a.b/后)\n- 阿里云 20 亿元",
    "> 引用「发布后」的原文,他說過。",
    "| 表 | 格 |\n|---|---|\n| 1 | 2 |",
    "---\ntitle: 标题\nlang: zh-TW\n---",
    "<!-- jiaodui-disable-next-line -->",
    "<!-- jiaodui-disable script -->",
    "<!-- jiaodui-enable -->",
    "<p>段落&nbsp;&amp;說明</p><pre>x</pre>",
    "雷峰网雷峰网雷峰网",
    "图：北岸软件在海边启用的新数据中心",
    "北岸软件在海边启用的新数据中心",
    "北岸软件在海边启用的新数据中心。工程师花了三个月搬家。",
    "时时彩平台|北京赛车pk10|注册送彩金",
    "这家公司今年卖出的新手机已经超过120\n万台，比去年多了一倍。",
    "njB^OP1\n价格没有变\nxK8qPz2Lw",
    "v1.2 (2021-03-04)",
    "程序打印“错误:找不到文件”,然后退出(真的)。“前后不一,",
    "𠮷😀e\u{301}",
    "看不見的\u{200B}空格與\u{AD}連字號，⽤部首⼈寫的字，nbsp; 和 #xff0c; 以及 \\u4e2d。",
];

/// What somebody types, key by key or pasted.
const TYPED: &[&str] = &[
    "", "", "", "，", "。", ",", "(", ")", "？", "\n", "\n\n", "\r\n", "\r", " ", "字", "说", "說", "后", "30%", "a",
    "Github", "(lián)", "`", "```", "#", ">", "「", "」", "<!--", "-->", "\u{FFFD}", "據", "\u{200B}", "⽤",
];

fn article() -> impl Strategy<Value = String> {
    let ends = proptest::sample::select(&["\n", "\n\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\r\r"][..]);
    let piece = (proptest::sample::select(PARAGRAPHS), ends).prop_map(|(text, end)| format!("{text}{end}"));
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn format() -> impl Strategy<Value = Format> {
    proptest::sample::select(&[Format::Plain, Format::Markdown, Format::Markdown, Format::Html][..])
}

fn settings() -> impl Strategy<Value = Settings> {
    let script = proptest::sample::select(&[None, None, Some(Script::Hans), Some(Script::Hant)][..]);
    let region = proptest::sample::select(&[None, None, Some(Region::Tw), Some(Region::Cn)][..]);
    (script, region).prop_map(|(script, region)| Settings { script, region, ..Settings::default() })
}

/// Where, how much is replaced, by what, and whether it is judged at once or with the next edit.
#[derive(Clone, Debug)]
struct Key {
    /// A new place as a share of the text; else it goes on where the last edit ended.
    at: Option<f64>,
    removed: usize,
    typed: String,
    judged: bool,
}

fn key() -> impl Strategy<Value = Key> {
    let at = prop_oneof![2 => (0.0f64..=1.0).prop_map(Some), 3 => Just(None)];
    let removed = prop_oneof![6 => Just(0usize), 3 => 1usize..4, 1 => 4usize..200];
    let typed = prop_oneof![8 => proptest::sample::select(TYPED), 1 => proptest::sample::select(PARAGRAPHS)];
    (at, removed, typed.prop_map(str::to_owned), proptest::bool::weighted(0.8))
        .prop_map(|(at, removed, typed, judged)| Key { at, removed, typed, judged })
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn replay(engine: &Engine, text: &str, format: Format, keys: &[Key]) -> Result<(), TestCaseError> {
    let mut desk = Desk::new(engine, Document::new(text, format));
    let (mut text, mut caret) = (text.to_owned(), 0);
    for key in keys {
        let start = floor(&text, key.at.map_or(caret, |share| (text.len() as f64 * share) as usize));
        let end = floor(&text, start + key.removed).max(start);
        desk.edit(engine, Span::new(start as u32, end as u32), &key.typed);
        text.replace_range(start..end, &key.typed);
        caret = start + key.typed.len();
        if key.judged {
            desk.judge(engine);
            prop_assert_eq!(desk.document().text(), text.as_str());
            let fresh = engine.check(Document::new(&text, format));
            prop_assert_eq!(desk.len(), fresh.findings.len(), "{:?}", key);
            prop_assert_eq!(desk.checked(), fresh, "{:?}", key);
        }
    }
    Ok(())
}

/// `JIAODUI_SESSIONS=6000 cargo test --release --test desk` looks longer.
fn sessions() -> u32 {
    std::env::var("JIAODUI_SESSIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(160)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(sessions()))]

    #[test]
    fn a_desk_says_what_a_fresh_check_says(
        text in article(),
        format in format(),
        settings in settings(),
        keys in proptest::collection::vec(key(), 1..16),
    ) {
        replay(&rules::engine(settings), &text, format, &keys)?;
    }
}

#[test]
fn a_quotation_that_becomes_a_paragraph_is_judged_as_one() {
    let settings = Settings { script: Some(Script::Hant), ..Settings::default() };
    let company = PARAGRAPHS.iter().find(|p| p.starts_with("这家公司")).expect("a paragraph");
    for end in ["\r", "\n"] {
        let text = format!("公司發佈新的編譯器。\n\n> 引用「发布后」的原文,他說過。{end}{company}\n");
        let at = text.find('>').map(|at| at as f64 / text.len() as f64);
        let key = |typed: &str| Key { at, removed: 0, typed: typed.to_owned(), judged: true };
        replay(&rules::engine(settings.clone()), &text, Format::Markdown, &[key("30%"), key("> ")]).expect("the same");
    }
}

#[test]
fn an_edit_that_does_not_fit_changes_nothing() {
    let engine = rules::engine(Settings::default());
    let mut desk = Desk::new(&engine, Document::new("公司發布后。", Format::Plain));
    let before = desk.checked();
    for span in [Span::new(1, 2), Span::new(100, 200), Span::new(9, 3)] {
        desk.edit(&engine, span, "字");
        desk.judge(&engine);
    }
    assert_eq!(desk.checked(), before);
    assert_eq!(desk.document().text(), "公司發布后。");
}

#[test]
fn what_a_block_of_code_swallowed_comes_back() {
    let engine = rules::engine(Settings::default());
    let text = "阿里云與騰訊云宣布合作,市占率達 32%。公司發布后的第一句話。\n\n".repeat(300);
    let mut desk = Desk::new(&engine, Document::new(&text, Format::Markdown));
    let (before, seen) = (desk.checked(), desk.article().seen().to_vec());
    desk.edit(&engine, Span::new(0, 0), "```\n");
    desk.judge(&engine);
    assert_eq!(desk.checked(), engine.check(Document::new(desk.document().text(), Format::Markdown)));
    desk.edit(&engine, Span::new(0, 4), "");
    desk.judge(&engine);
    assert_eq!(desk.checked(), before);
    let kept = desk.article().seen().iter().zip(&seen).filter(|(a, b)| std::sync::Arc::ptr_eq(a, b)).count();
    assert!(kept > seen.len() / 2, "{kept} of {} observations came back", seen.len());
}
