//! What the engine promises whatever the rules: observing after an edit equals observing afresh,
//! facts add up in any grouping, fixing is idempotent, and no text makes it panic.

use std::sync::Arc;

use jiaodui::analysis::Facts;
use jiaodui::document::{Document, Format};
use jiaodui::engine::{Article, Engine};
use jiaodui::finding::Applicability;
use jiaodui::settings::Settings;
use jiaodui::text::{SourceInfo, Span};
use jiaodui::{fix, rules};
use proptest::prelude::*;

fn engine() -> Engine {
    rules::engine(Settings::default())
}

/// Fragments that touch every family, so that random texts are not merely random.
const FRAGMENTS: &[&str] = &[
    "公司發布后,大家都很高興。",
    "阿里云與騰訊云宣布合作，市占率達 32%。",
    "据知情人士透露，该公司裁员 3000 人。",
    "聯(lián)網(wǎng)設備的數據顯示增長50%。",
    "Github 上的 Open AI 项目有100万用户。",
    "é˜¿é‡Œäº‘发布了新产品。",
    "锟斤拷\u{FFFD}",
    "添加作者微信 xf123a 备注",
    "爆髮式增長，專注云會議",
    "```\ncode 后\n```\n",
    "# 标题 12%\n\n",
    "- 列表 `code` [链接](http://a.b/后)\n",
    "> 引用「发布后」\n",
    "| 表 | 格 |\n|---|---|\n| 1 | 2 |\n",
    "---\ntitle: 标题\nlang: zh-TW\n---\n",
    "<!-- jiaodui-disable-line -->",
    "<p>段落&nbsp;&amp;</p><pre>x</pre>",
    "\n\n",
    "\r\n",
    "\r",
    "𠮷😀e\u{301}",
    " ",
];

fn article() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => proptest::sample::select(FRAGMENTS).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn format() -> impl Strategy<Value = Format> {
    proptest::sample::select(&[Format::Plain, Format::Markdown, Format::Html][..])
}

/// The nearest character boundary at or before a share of the text.
fn boundary(text: &str, share: f64) -> usize {
    let mut at = ((text.len() as f64) * share) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn incremental_equals_fresh(
        text in article(),
        format in format(),
        edits in proptest::collection::vec((0.0f64..1.0, 0.0f64..1.0, article()), 1..4),
    ) {
        let engine = engine();
        let mut article = Article::new(&engine, Document::new(&text, format));
        for (a, b, replacement) in edits {
            let now = article.document().text().to_owned();
            let (a, b) = (boundary(&now, a.min(b)), boundary(&now, a.max(b)));
            article.edit(&engine, Span::new(a as u32, b as u32), &replacement);
            let mut wanted = now;
            wanted.replace_range(a..b, &replacement);
            prop_assert_eq!(article.document().text(), wanted.as_str());
            let fresh = Article::new(&engine, Document::new(&wanted, format));
            prop_assert_eq!(article.document().segments(), fresh.document().segments());
            prop_assert_eq!(article.seen(), fresh.seen());
            prop_assert_eq!(engine.judge(&article), engine.judge(&fresh));
        }
    }

    #[test]
    fn facts_add_up_in_any_grouping(text in article(), format in format(), cut in 0.0f64..1.0) {
        let engine = engine();
        let article = Article::new(&engine, Document::new(&text, format));
        let all: Vec<Facts> = article.seen().iter().map(|s| (*s.facts).clone()).collect();
        let cut = ((all.len() as f64) * cut) as usize;
        let sum = |facts: &[Facts]| facts.iter().fold(Facts::default(), |mut sum, f| { sum.merge(f); sum });
        let mut grouped = sum(&all[..cut]);
        grouped.merge(&sum(&all[cut..]));
        prop_assert_eq!(grouped, article.facts());
    }

    #[test]
    fn fixing_twice_is_fixing_once(text in article(), format in format()) {
        let engine = engine();
        let source = SourceInfo::default();
        let once = fix::repair(&engine, &text, format, &source, Applicability::Safe);
        prop_assert_eq!(&fix::apply(&text, &once.edits), &once.text);
        let twice = fix::repair(&engine, &once.text, format, &source, Applicability::Safe);
        prop_assert_eq!(twice.text, once.text);
    }

    #[test]
    fn findings_keep_their_shape(text in article(), format in format()) {
        let checked = engine().check(Document::new(&text, format));
        for finding in &checked.findings {
            prop_assert!(!finding.places.is_empty(), "{} without a place", finding.rule);
            prop_assert!(finding.places.iter().all(|p| text.get(p.range()).is_some()), "{} off the text", finding.rule);
            prop_assert!(finding.places.windows(2).all(|p| p[0] < p[1]), "{}: places out of order", finding.rule);
            for edit in finding.fixes.iter().flat_map(|f| &f.edits) {
                prop_assert!(text.get(edit.span.range()).is_some(), "{}: edit off the text", finding.rule);
                prop_assert!(finding.places.iter().any(|p| p.contains(edit.span)), "{}: edit outside", finding.rule);
            }
        }
        prop_assert!(checked.findings.windows(2).all(|f| f[0].first() <= f[1].first()));
    }
}

#[test]
fn an_unchanged_segment_keeps_its_observation() {
    let engine = engine();
    let text = "第一段发布后。\n\n第二段发布后。\n\n第三段发布后。\n";
    let mut article = Article::new(&engine, Document::new(text, Format::Markdown));
    let before: Vec<_> = article.seen().to_vec();
    article.edit(&engine, Span::new(0, 3), "头");
    let kept = article.seen().iter().filter(|s| before.iter().any(|b| Arc::ptr_eq(s, b))).count();
    assert!(kept >= 2, "only {kept} of {} observations were kept", article.seen().len());
}

/// What `rule` flags, and what `fix` makes of the text; a second run changes nothing.
fn flagged_and_fixed(text: &str, rule: &str) -> (Vec<String>, String) {
    let checked = engine().check(Document::new(text, Format::Plain));
    let of_rule = checked.findings.iter().filter(|f| f.rule == rule);
    let flagged = of_rule.flat_map(|f| f.places.iter().map(|p| p.of(text).to_owned())).collect();
    let repair = |text: &str| fix::repair(&engine(), text, Format::Plain, &SourceInfo::default(), Applicability::Safe);
    let once = repair(text);
    assert!(once.settled);
    assert_eq!(repair(&once.text).text, once.text);
    (flagged, once.text)
}

#[test]
fn damage_keeps_marks_silent() {
    let text = "公司发布锟斤拷,锟斤拷后,大家都很高兴。";
    let lost = flagged_and_fixed(text, "encoding/lost").0;
    assert!(!lost.is_empty());
    let marks = engine().check(Document::new(text, Format::Plain));
    let damage: Vec<Span> =
        marks.findings.iter().filter(|f| f.rule.starts_with("encoding")).flat_map(|f| f.places.clone()).collect();
    let typo = marks.findings.iter().filter(|f| f.rule.starts_with("typography")).flat_map(|f| &f.places);
    assert!(typo.into_iter().all(|p| damage.iter().all(|d| !d.overlaps(*p))));
}
