//! What an editor is offered beside a figure without a source: the text as it stands after each offer.

use jiaodui::document::{Document, Format};
use jiaodui::finding::Finding;
use jiaodui::rules;
use jiaodui::rules::figures::{Action, actions};
use jiaodui::settings::{Script, Settings};

const FIRST: &str = "市场变了很多。星河科技去年的营收增长了30%，员工超过3600名。大家都很高兴。";

fn finding(text: &str, format: Format) -> Finding {
    let settings = Settings { select: vec!["figures".into()], ..Settings::default() };
    let findings = rules::engine(settings).check(Document::new(text, format)).findings;
    findings.into_iter().find(|f| f.rule.ends_with("source") || f.rule.ends_with("unsourced")).expect("a finding")
}

fn offered(text: &str, format: Format, script: Option<Script>) -> Vec<Action> {
    actions(text, format, script, &finding(text, format))
}

/// The text with one action's edits made, from the last to the first.
fn made(text: &str, action: &Action) -> String {
    let mut edits: Vec<_> = action.edits.iter().collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.span.start));
    edits.into_iter().fold(text.to_owned(), |mut text, edit| {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        text
    })
}

fn after(text: &str, format: Format, script: Option<Script>, title: &str) -> String {
    let actions = offered(text, format, script);
    made(text, actions.iter().find(|a| a.title == title).unwrap_or_else(|| panic!("no {title}")))
}

#[test]
fn a_mark_stands_behind_the_full_stop_in_the_article_s_script() {
    let marked = after(FIRST, Format::Plain, Some(Script::Hans), "figures.action.mark");
    assert_eq!(marked, FIRST.replace("3600名。", "3600名。[来源请求]"));
    let hant = "星河科技去年的營收增長了30%。大家都很高興。";
    let marked = after(hant, Format::Plain, Some(Script::Hant), "figures.action.mark");
    assert_eq!(marked, "星河科技去年的營收增長了30%。[來源請求]大家都很高興。");
}

#[test]
fn a_source_is_begun_at_the_sentence_s_first_letter() {
    let begun = after(FIRST, Format::Plain, None, "figures.action.source");
    assert_eq!(begun, FIRST.replace("星河科技去年", "据〔来源〕，星河科技去年"));
    let list = "- 星河科技去年的营收增长了30%。\n- 一切都好。\n";
    let begun = after(list, Format::Markdown, Some(Script::Hant), "figures.action.source");
    assert_eq!(begun, list.replace("- 星河", "- 據〔來源〕，星河"));
}

#[test]
fn a_footnote_gets_a_name_that_is_free_and_a_line_at_the_end() {
    let noted = after(FIRST, Format::Markdown, None, "figures.action.note");
    assert_eq!(noted, FIRST.replace("3600名。", "3600名。[^src1]") + "\n\n[^src1]: \n");
    let taken = "一切都好。[^src1]\n\n星河科技去年的营收增长了30%。\n\n[^src1]: 书\n";
    let noted = after(taken, Format::Markdown, None, "figures.action.note");
    assert_eq!(noted, taken.replace("30%。", "30%。[^src2]") + "\n[^src2]: \n");
}

#[test]
fn a_comment_is_for_formats_that_have_comments() {
    let comment = after(FIRST, Format::Markdown, None, "figures.action.comment");
    assert_eq!(comment, FIRST.replace("3600名。", "3600名。<!-- jiaodui:source url=\"\" -->"));
    let html = "<p>星河科技去年的营收增长了30%。大家都很高兴。</p>";
    assert!(
        after(html, Format::Html, None, "figures.action.comment").contains("30%。<!-- jiaodui:source url=\"\" -->大家")
    );
    let titles = |format| offered(FIRST, format, None).iter().map(|a| a.title).collect::<Vec<_>>();
    assert_eq!(titles(Format::Plain), ["figures.action.mark", "figures.action.source"]);
    assert_eq!(titles(Format::Markdown).len(), 4);
}

#[test]
fn every_action_has_a_title_in_every_language_and_other_rules_have_none() {
    for action in offered(FIRST, Format::Markdown, None) {
        for lang in [jiaodui::message::Lang::Hans, jiaodui::message::Lang::Hant, jiaodui::message::Lang::En] {
            let title = jiaodui::pages::phrase(action.title, lang);
            assert!(!title.is_empty() && title != action.title, "{} in {lang:?}", action.title);
        }
    }
    let other = Finding { rule: "names/spelling", ..finding(FIRST, Format::Plain) };
    assert_eq!(actions(FIRST, Format::Plain, None, &other), Vec::new());
}

#[test]
fn a_sentence_without_a_full_stop_ends_with_its_line() {
    let line = "据说，星河科技去年的营收增长了30%，".to_owned() + &"街上的人来来往往，".repeat(8) + "大家";
    let text = format!("一切都好。\n\n{line}\n\n一切都好。");
    let marked = after(&text, Format::Plain, None, "figures.action.mark");
    assert_eq!(marked, text.replace("大家", "大家[来源请求]"));
}

#[test]
fn a_mark_stands_outside_of_the_quotation_that_its_sentence_closes() {
    let text = "“去年的营收增长了30%。”大家都很高兴。";
    let engine = rules::engine(Settings { select: vec!["figures".into()], ..Settings::default() });
    let findings = engine.check(Document::new(text, Format::Plain)).findings;
    let told = findings.iter().find(|f| f.rule == "figures/vague-source").expect("a quotation without a speaker");
    let mark = actions(text, Format::Plain, None, told).into_iter().next().expect("a mark");
    assert_eq!(made(text, &mark), "“去年的营收增长了30%。”[来源请求]大家都很高兴。");
}
