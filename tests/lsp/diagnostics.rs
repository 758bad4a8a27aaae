//! What is published, when, and how much.

use serde_json::{Value, json};

use crate::client::{Client, range};

const URI: &str = "file:///a.txt";

fn versions(messages: &[Value]) -> Vec<i64> {
    let published = messages.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics");
    published.filter_map(|m| m["params"]["version"].as_i64()).collect()
}

#[test]
fn a_diagnostic_tells_place_rule_and_reason() {
    let mut client = Client::ready(json!({}), json!({}));
    client.open(URI, "😀代码放在 Github 上。");
    let found = client.diagnostics(URI, 1);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["range"], range((0, 7), (0, 13)));
    assert_eq!((&found[0]["code"], &found[0]["source"]), (&json!("names/spelling"), &json!("jiaodui")));
    assert_eq!(found[0]["severity"], 2);
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("“GitHub”")));
    for undeclared in ["codeDescription", "relatedInformation", "tags", "data"] {
        assert_eq!(found[0][undeclared], Value::Null, "{undeclared}");
    }
}

/// Where this build knows no address on the web, the page is a file that stands there.
#[test]
fn a_diagnostic_leads_to_the_page_of_its_rule() {
    let able = json!({"textDocument": {"publishDiagnostics": {"codeDescriptionSupport": true}}});
    let mut client = Client::ready(json!({}), able);
    client.open(URI, "代码放在 Github 上。");
    let found = client.diagnostics(URI, 1);
    let link = found[0]["codeDescription"]["href"].as_str().expect("a link");
    match link.strip_prefix("file://") {
        Some(path) => assert!(std::fs::read_to_string(path).is_ok_and(|page| page.contains("Github")), "{link}"),
        None => assert!(link.ends_with("rules/names/spelling.md"), "{link}"),
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn messages_are_in_the_language_of_the_client() {
    for (locale, word) in [("zh-cn", "应写作"), ("zh-TW", "應寫作"), ("en", "is written"), ("fr", "is written")] {
        let mut client = Client::start(&[]);
        client.request("initialize", json!({"locale": locale, "capabilities": {}}));
        client.notify("initialized", json!({}));
        client.open(URI, "代码放在 Github 上。");
        let message = client.diagnostics(URI, 1)[0]["message"].clone();
        assert!(message.as_str().is_some_and(|m| m.contains(word)), "{locale}: {message}");
    }
}

#[test]
fn a_burst_is_published_once_and_in_order() {
    let mut client = Client::ready(json!({}), json!({}));
    client.open(URI, "");
    client.diagnostics(URI, 1);
    for version in 2..102 {
        client.change(URI, version, json!([{"range": range((0, 0), (0, 0)), "text": "代码放在 Github 上。"}]));
    }
    let last = client.diagnostics(URI, 101);
    let messages = client.drain();
    let seen = versions(&messages);
    assert!(seen.is_sorted() && seen.len() < 60, "{seen:?}");
    assert!(last.len() <= 100);
}

/// What was just typed may be letters on their way to being characters.
#[test]
fn findings_at_the_last_edit_wait() {
    let mut client = Client::ready(json!({"debounce": 1, "hold": 5000}), json!({}));
    client.open(URI, "我们用 Github 托管。\n代码在这里。");
    assert_eq!(client.diagnostics(URI, 1).len(), 1);
    client.change(URI, 2, json!([{"range": range((1, 2), (1, 2)), "text": "Redhat"}]));
    let first = client.diagnostics(URI, 2);
    assert_eq!(first.len(), 1, "the finding elsewhere stays");
    assert_eq!(first[0]["range"]["start"]["line"], 0);
    assert_eq!(client.diagnostics(URI, 2).len(), 2, "the new one follows, at the same version");
}

#[test]
fn without_debounce_nothing_waits() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    client.open(URI, "代码在");
    client.diagnostics(URI, 1);
    client.change(URI, 2, json!([{"range": range((0, 3), (0, 3)), "text": " Redhat"}]));
    assert_eq!(client.diagnostics(URI, 2).len(), 1);
}

#[test]
fn the_cap_is_honest_and_keeps_the_worst() {
    let mut client = Client::ready(json!({"maxDiagnostics": 10}), json!({}));
    let text = format!("{}锟斤拷锟斤拷。", "代码放在 Github 上。".repeat(30));
    client.open(URI, &text);
    let found = client.diagnostics(URI, 1);
    assert_eq!(found.len(), 11);
    let more: Vec<&Value> = found.iter().filter(|d| d["code"] == "and-more").collect();
    assert_eq!(more.len(), 1);
    assert!(more[0]["message"].as_str().is_some_and(|m| m.starts_with("21 more")), "{}", more[0]["message"]);
    assert!(found.iter().any(|d| d["code"] == "encoding/lost"), "the error at the end is shown");
}

#[test]
fn closing_takes_diagnostics_away() {
    let mut client = Client::ready(json!({}), json!({}));
    client.open(URI, "代码放在 Github 上。");
    assert_eq!(client.diagnostics(URI, 1).len(), 1);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    let published = client.expect("textDocument/publishDiagnostics");
    assert_eq!((&published["uri"], &published["diagnostics"]), (&json!(URI), &json!([])));
    client.change(URI, 9, json!([{"range": range((0, 0), (0, 0)), "text": "x"}]));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn an_article_that_is_too_large_says_so() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    let large = "代码放在 Github 上。\n".repeat((10 << 20) / 28);
    client.open(URI, &large);
    let found = client.diagnostics(URI, 1);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["code"], "too-large");
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("maxSize")));
    // Its text is kept all the same: cut to size it is checked.
    let lines = large.lines().count() as u32;
    client.change(URI, 2, json!([{"range": range((1, 0), (lines, 0)), "text": ""}]));
    assert_eq!(client.diagnostics(URI, 2).len(), 1);
    assert_eq!(client.text(URI), "代码放在 Github 上。\n");
}

#[test]
fn a_fault_of_ours_costs_one_document_its_findings() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    let other = "file:///b.txt";
    client.open(URI, "代码放在 Github 上。");
    client.open(other, "代码放在 Github 上。");
    client.diagnostics(URI, 1);
    client.diagnostics(other, 1);
    client.notify("jiaodui/testPanic", json!({"textDocument": {"uri": URI}}));
    assert_eq!(client.diagnostics(URI, 1).len(), 0);
    assert_eq!(client.text(URI), Value::Null);
    client.change(other, 2, json!([{"range": range((0, 0), (0, 0)), "text": "x"}]));
    assert_eq!(client.diagnostics(other, 2).len(), 1);
    client.change(URI, 2, json!([{"text": "仓库在 Github。"}]));
    assert_eq!(client.diagnostics(URI, 2).len(), 1);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn two_hundred_articles_are_open_at_once() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    let uri = |n: usize| format!("file:///{n}.txt");
    (0..200).for_each(|n| client.open(&uri(n), "代码放在 Github 上。"));
    (0..200).for_each(|n| assert_eq!(client.diagnostics(&uri(n), 1).len(), 1));
    let change = json!([{"range": range((0, 0), (0, 0)), "text": "Redhat 的"}]);
    (0..200).for_each(|n| client.change(&uri(n), 2, change.clone()));
    (0..200).for_each(|n| assert_eq!(client.diagnostics(&uri(n), 2).len(), 2));
    assert_eq!(client.end(), Some(0));
}
