//! Ten thousand edits as fast as the pipe takes them: the text, the findings and the order are right at the end.
//! `cargo bench --bench server -- burst` does it twenty times over 100 KB.

use serde_json::{Value, json};

use jiaodui::document::Format;

use crate::client::{Client, range};
use crate::oracle::{self, Dice, Units};

const URI: &str = "file:///burst.txt";

#[test]
fn ten_thousand_edits_end_in_the_right_text() {
    let mut client = Client::ready(json!({"debounce": 0, "maxDiagnostics": 1_000_000}), json!({}));
    let mut dice = Dice::new(11);
    let mut text: String = (0..20).map(|_| dice.of(oracle::PIECES).replace('\r', "\n")).collect();
    client.open(URI, &text);
    let mut asked = Vec::new();
    for version in 2..10_002 {
        let (start, end, new) = oracle::edit(&mut dice, &text);
        // Line ends of two characters are cut in two by edits like these, which no client can express.
        let new = new.replace('\r', "\n");
        let ends = (Units::Utf16.position(&text, start), Units::Utf16.position(&text, end));
        client.change(URI, version, json!([{"range": range(ends.0, ends.1), "text": new}]));
        text.replace_range(start..end, &new);
        if version % 500 == 0 {
            let id = client.ask("jiaodui/testText", json!({"textDocument": {"uri": URI}}));
            asked.push((id, text.clone()));
        }
    }
    let last = oracle::published(&client.diagnostics(URI, 10_001));
    for (id, text) in asked {
        assert_eq!(client.answer(id)["result"], text.as_str(), "a request sees the edits before it");
    }
    assert_eq!(client.text(URI), text.as_str());
    assert_eq!(last, oracle::checked(&text, Format::Plain, Units::Utf16));
    let versions: Vec<i64> = client
        .drain()
        .iter()
        .filter(|m| m["method"] == "textDocument/publishDiagnostics")
        .filter_map(|m| m["params"]["version"].as_i64())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert_eq!(client.end(), Some(0));
}

/// Conditions (b) and (c): answers that the client owes us hold up nothing.
#[test]
fn a_client_that_answers_nothing_holds_up_nothing() {
    let able = json!({"workspace": {"configuration": true, "applyEdit": true,
        "didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::ready(json!({"debounce": 0}), able);
    client.open(URI, "代码放在 Github 上。");
    for version in 2..202 {
        client.notify("workspace/didChangeConfiguration", Value::Null);
        let fix = json!({"command": "jiaodui.fixAll", "arguments": [URI]});
        client.ask("workspace/executeCommand", fix);
        client.change(URI, version, json!([{"range": range((0, 0), (0, 0)), "text": "新"}]));
    }
    assert_eq!(client.diagnostics(URI, 201).len(), 1);
    assert_eq!(client.end(), Some(0));
}
