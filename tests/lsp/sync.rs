//! The server's text is the client's text, or none.

use serde_json::{Value, json};

use jiaodui::document::Format;

use crate::client::{Client, range};
use crate::oracle::{self, Dice, Units};

const URI: &str = "file:///%E6%96%87.md";

fn positions(units: Units) -> Value {
    json!({"general": {"positionEncodings": [units.name()]}})
}

/// The text, and what is said of it, are those of a fresh check after every edit of random sessions.
#[test]
fn diagnostics_are_those_of_a_check_of_the_same_text() {
    for (seed, units) in (1..).zip(Units::ALL.into_iter().cycle().take(6)) {
        let mut client = Client::start(&["--position-encoding", units.name()]);
        client.initialize(json!({"debounce": 0, "maxDiagnostics": 1_000_000}), json!({}));
        let mut dice = Dice::new(seed);
        let mut text: String = (0..12).map(|_| dice.of(oracle::PIECES)).collect();
        client.open_as(URI, "markdown", &text);
        let seen = oracle::published(&client.diagnostics(URI, 1));
        assert_eq!(seen, oracle::checked(&text, Format::Markdown, units));
        for version in 2..40 {
            let mut changes = Vec::new();
            for _ in 0..=dice.below(3) {
                let (start, end, new) = oracle::edit(&mut dice, &text);
                let ends = (units.position(&text, start), units.position(&text, end));
                // A client cannot point between CR and LF.
                if splits_line_end(&text, start) || splits_line_end(&text, end) {
                    continue;
                }
                changes.push(json!({"range": range(ends.0, ends.1), "text": new}));
                text.replace_range(start..end, new);
            }
            client.change(URI, version, json!(changes));
            let seen = oracle::published(&client.diagnostics(URI, version));
            assert_eq!(client.text(URI), text.as_str(), "seed {seed}, version {version}");
            assert_eq!(seen, oracle::checked(&text, Format::Markdown, units), "seed {seed}, version {version}: {text}");
        }
        assert_eq!(client.end(), Some(0));
    }
}

fn splits_line_end(text: &str, at: usize) -> bool {
    text[..at].ends_with('\r') && text[at..].starts_with('\n')
}

#[test]
fn encodings_are_negotiated_and_can_be_forced() {
    for (offered, arguments, chosen) in [
        (json!(["utf-8", "utf-16", "utf-32"]), &[][..], json!("utf-8")),
        (json!(["utf-16"]), &[][..], json!("utf-16")),
        (json!(["utf-32"]), &[][..], json!("utf-32")),
        (json!(["utf-32", "utf-8", "utf-16"]), &[][..], json!("utf-8")),
        (json!(["ebcdic"]), &[][..], json!("utf-16")),
        (json!(null), &[][..], Value::Null),
        (json!(null), &["--position-encoding", "utf-8"][..], json!("utf-8")),
        (json!(["utf-16"]), &["--position-encoding", "utf-32"][..], json!("utf-32")),
    ] {
        let mut client = Client::start(arguments);
        let result = client.initialize(json!({}), json!({"general": {"positionEncodings": offered}}));
        assert_eq!(result["capabilities"]["positionEncoding"], chosen, "{offered} {arguments:?}");
    }
}

#[test]
fn a_column_past_its_line_is_the_end_of_the_line() {
    let mut client = Client::ready(json!({"debounce": 0}), positions(Units::Utf16));
    client.open(URI, "一\r\n二\r三\n");
    client.change(URI, 2, json!([{"range": range((0, 9), (0, 99)), "text": "甲"}]));
    client.change(URI, 3, json!([{"range": range((1, 9), (2, 0)), "text": "乙"}]));
    client.change(URI, 4, json!([{"range": range((2, 0), (2, 7)), "text": "丙"}]));
    assert_eq!(client.text(URI), "一甲\r\n二乙三\n丙");
}

#[test]
fn what_cannot_be_is_never_guessed() {
    let impossible = [
        json!([{"range": range((9, 0), (9, 0)), "text": "x"}]),
        json!([{"range": range((0, 0), (2, 0)), "text": "x"}]),
        json!([{"range": range((1, 0), (0, 0)), "text": "x"}]),
        json!([{"range": range((0, 3), (0, 1)), "text": "x"}]),
    ];
    for change in impossible {
        let mut client = Client::ready(json!({"debounce": 0}), json!({}));
        client.open(URI, "代码放在 Github 上。\n");
        assert_eq!(client.diagnostics(URI, 1).len(), 1);
        client.change(URI, 2, change.clone());
        assert_eq!(client.diagnostics(URI, 2).len(), 0, "{change}");
        assert!(client.expect("window/showMessage")["message"].as_str().is_some_and(|m| m.contains("lost step")));
        // Nothing more is said, nothing published, until the whole text comes.
        client.change(URI, 3, json!([{"range": range((0, 0), (0, 0)), "text": "Github "}]));
        assert_eq!(client.text(URI), Value::Null);
        assert!(client.drain().iter().all(|m| m["method"] == "window/logMessage"));
        client.change(URI, 4, json!([{"text": "仓库在 Github。"}]));
        assert_eq!(client.text(URI), "仓库在 Github。");
        assert_eq!(client.diagnostics(URI, 4).len(), 1);
    }
}

#[test]
fn an_old_version_is_out_of_step() {
    for version in [1, 0, -5] {
        let mut client = Client::ready(json!({"debounce": 0}), json!({}));
        client.open(URI, "代码放在 Github 上。\n");
        client.change(URI, version, json!([{"range": range((0, 0), (0, 0)), "text": "x"}]));
        assert_eq!(client.text(URI), Value::Null, "version {version}");
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
        client.open(URI, "新");
        assert_eq!(client.text(URI), "新");
    }
}

#[test]
fn a_change_of_nothing_is_none() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    client.open(URI, "代码放在 Github 上。\n");
    client.change(URI, 2, json!([{"range": range((0, 0), (0, 0)), "text": "新"}]));
    client.change(URI, 2, json!([]));
    assert_eq!(client.text(URI), "新代码放在 Github 上。\n");
    client.change(URI, 3, json!([]));
    assert_eq!(client.diagnostics(URI, 3).len(), 1);
    client.change(URI, 1, json!([]));
    assert_eq!(client.text(URI), Value::Null, "an old version is out of step, whatever it says");
}

#[test]
fn names_of_any_kind_are_documents() {
    for uri in ["file:///家/文章.md", "untitled:Untitled-1", "untitled:草稿", "file:///%CE%C4.txt", "git:/a?x#y", ""]
    {
        let mut client = Client::ready(json!({"debounce": 0}), json!({}));
        client.open(uri, "代码放在 Github 上。");
        assert_eq!(client.diagnostics(uri, 1).len(), 1, "{uri}");
        assert_eq!(client.end(), Some(0));
    }
}

/// Requests see every edit that was sent before them, whatever is under way.
#[test]
fn requests_see_the_edits_before_them() {
    let mut client = Client::ready(json!({}), json!({}));
    client.open(URI, "");
    let mut expected = String::new();
    let mut asked = Vec::new();
    for version in 2..2002 {
        client.change(URI, version, json!([{"range": range((0, 0), (0, 0)), "text": "后"}]));
        expected.push('后');
        if version % 40 == 0 {
            let id = client.ask("jiaodui/testText", json!({"textDocument": {"uri": URI}}));
            asked.push((id, expected.clone()));
        }
    }
    for (id, text) in asked {
        assert_eq!(client.answer(id)["result"], text.as_str());
    }
}
