//! Code actions, commands and hovers: every repair does what its title says, and nothing else.

use serde_json::{Value, json};

use crate::client::{Client, range};

const MD: &str = "file:///a.md";

/// Capabilities of a client that can do all of it.
fn able() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8"]},
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
        },
        "workspace": {"workspaceEdit": {"documentChanges": true}, "applyEdit": true},
        "window": {"showDocument": {"support": true}},
    })
}

/// One that can do nothing but show literals.
fn plain() -> Value {
    json!({"general": {"positionEncodings": ["utf-8"]}, "textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}})
}

fn ask(client: &mut Client, uri: &str, at: Value, only: Value) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": uri}, "range": at, "context": {"diagnostics": [], "only": only}});
    client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone()
}

pub fn titled<'a>(actions: &'a [Value], part: &str) -> &'a Value {
    let found = actions.iter().find(|a| a["title"].as_str().is_some_and(|t| t.contains(part)));
    found.unwrap_or_else(|| panic!("no action “{part}” in {actions:#?}"))
}

/// The text after an edit of one document; positions count bytes.
pub fn edited(text: &str, edit: &Value) -> String {
    let edits = match edit.get("changes") {
        Some(changes) => changes.as_object().and_then(|c| c.values().next()).cloned(),
        None => edit.pointer("/documentChanges/0/edits").cloned(),
    };
    let mut edits = edits.expect("edits").as_array().expect("a list").clone();
    edits.sort_by_key(|e| (e["range"]["start"]["line"].as_u64(), e["range"]["start"]["character"].as_u64()));
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let byte = |at: &Value| {
            let line = at["line"].as_u64().expect("a line") as usize;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            start + at["character"].as_u64().expect("a column") as usize
        };
        let (start, end) = (byte(&edit["range"]["start"]), byte(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().expect("a text"));
    }
    text
}

#[test]
fn a_quick_fix_repairs_its_place_only() {
    let text = "代码放在 Github 上，镜像也在 Github 上。\n";
    for (capabilities, has_version) in [(able(), true), (plain(), false)] {
        let mut client = Client::ready(json!({"debounce": 0}), capabilities);
        client.open_as(MD, "markdown", text);
        let diagnostics = client.diagnostics(MD, 1);
        let params = json!({"textDocument": {"uri": MD}, "range": diagnostics[1]["range"],
            "context": {"diagnostics": [diagnostics[1]]}});
        let actions = client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone();
        let fix = &actions[0];
        assert_eq!((&fix["title"], &fix["kind"]), (&json!("change to “GitHub”"), &json!("quickfix")));
        assert_eq!(fix["isPreferred"], if has_version { json!(true) } else { Value::Null });
        assert_eq!(fix["diagnostics"], json!([diagnostics[1]]));
        assert_eq!(fix["edit"].get("documentChanges").is_some(), has_version);
        assert_eq!(edited(text, &fix["edit"]), "代码放在 Github 上，镜像也在 GitHub 上。\n");
        let all = titled(&actions, "throughout");
        assert_eq!(edited(text, &all["edit"]), "代码放在 GitHub 上，镜像也在 GitHub 上。\n");
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn actions_are_of_the_kind_that_was_asked_for() {
    let mut client = Client::ready(json!({}), able());
    client.open_as(MD, "markdown", "代码放在 Github 上。\n");
    let here = range((0, 14), (0, 14));
    let kinds = |actions: &[Value]| -> Vec<String> {
        let mut kinds: Vec<String> = actions.iter().filter_map(|a| a["kind"].as_str().map(str::to_owned)).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    for (only, expected) in [
        (Value::Null, &["quickfix", "source.fixAll.jiaodui"][..]),
        (json!(["quickfix"]), &["quickfix"][..]),
        (json!(["source"]), &["source.fixAll.jiaodui"][..]),
        (json!(["source.fixAll"]), &["source.fixAll.jiaodui"][..]),
        (json!(["source.fixAll.eslint", "refactor", "source.fix", "quick"]), &[][..]),
        (json!([""]), &["quickfix", "source.fixAll.jiaodui"][..]),
    ] {
        assert_eq!(kinds(&ask(&mut client, MD, here.clone(), only.clone())), expected, "{only}");
    }
    assert!(ask(&mut client, MD, range((0, 0), (0, 2)), json!(["quickfix"])).is_empty(), "nothing stands there");
    assert!(ask(&mut client, "file:///unknown", here, Value::Null).is_empty());
}

#[test]
fn everything_safe_is_fixed_at_once() {
    let text = "代码放在 Github 上,镜像在 Redhat 上。\n";
    let fixed = "代码放在 GitHub 上，镜像在 Red Hat 上。\n";
    // By resolving.
    let mut client = Client::ready(json!({}), able());
    client.open_as(MD, "markdown", text);
    let actions = ask(&mut client, MD, range((0, 0), (0, 0)), json!(["source.fixAll"]));
    assert_eq!(actions[0]["edit"], Value::Null);
    let resolved = client.request("codeAction/resolve", actions[0].clone());
    assert_eq!(edited(text, &resolved["result"]["edit"]), fixed);
    // A text that has changed since is not edited.
    client.change(MD, 2, json!([{"range": range((0, 0), (0, 0)), "text": "新"}]));
    assert_eq!(client.request("codeAction/resolve", actions[0].clone())["error"]["code"], -32801);
    // At once.
    let mut client = Client::ready(json!({}), plain());
    client.open_as(MD, "markdown", text);
    let actions = ask(&mut client, MD, range((0, 0), (0, 0)), json!(["source.fixAll"]));
    assert_eq!(edited(text, &actions[0]["edit"]), fixed);
    client.change(MD, 2, json!([{"text": fixed}]));
    assert!(ask(&mut client, MD, range((0, 0), (0, 0)), json!(["source.fixAll"])).is_empty(), "nothing is left");
}

#[test]
fn all_of_one_rule_and_no_other() {
    let text = "代码放在 Github 上,镜像在 Redhat 上。\n";
    for capabilities in [able(), plain()] {
        let mut client = Client::ready(json!({}), capabilities);
        client.open_as(MD, "markdown", text);
        let actions = ask(&mut client, MD, range((0, 14), (0, 14)), Value::Null);
        let mut action = titled(&actions, "fix all of names/spelling").clone();
        if action["edit"].is_null() {
            action = client.request("codeAction/resolve", action)["result"].clone();
        }
        assert_eq!(edited(text, &action["edit"]), "代码放在 GitHub 上,镜像在 Red Hat 上。\n");
    }
}

/// The finding is gone with the comment in, whatever stands around it, and nothing new comes of it.
#[test]
fn suppressing_silences_the_place() {
    for (uri, language, text, scopes) in [
        (MD, "markdown", "# 标题\n\n代码放在 Github 上，\n镜像在 Github 上。\n", 3),
        (MD, "markdown", "---\ntitle: 放在 Github 上\n---\n\n正文。\n", 1),
        (MD, "markdown", "| 库 | 地方 |\n|---|---|\n| 甲 | Github |\n", 3),
        (MD, "markdown", "- 列出代码放在 Github 上。\r\n\r\n正文。\r\n", 3),
        ("file:///a.html", "html", "<!doctype html>\n<p>代码放在 Github 上。</p>", 3),
        ("untitled:a.txt", "plaintext", "代码放在 Github 上。\n", 0),
    ] {
        let mut client = Client::ready(json!({"debounce": 0}), plain());
        client.open_as(uri, language, text);
        let before = client.diagnostics(uri, 1);
        let flagged = before.iter().find(|d| d["code"] == "names/spelling");
        let place = flagged.unwrap_or_else(|| panic!("nothing flagged in {text}"))["range"].clone();
        let actions = ask(&mut client, uri, place, Value::Null);
        let ignores: Vec<&Value> =
            actions.iter().filter(|a| a["title"].as_str().is_some_and(|t| t.starts_with("ignore"))).collect();
        assert_eq!(ignores.len(), scopes, "{uri}: {text}: {ignores:?}");
        for (version, action) in (2..).zip(ignores) {
            let changed = edited(text, &action["edit"]);
            assert!(changed.contains("because looked at"), "{changed}");
            client.change(uri, version, json!([{"text": changed}]));
            let after = client.diagnostics(uri, version);
            assert!(after.len() < before.len(), "{}: {changed}: {after:?}", action["title"]);
        }
    }
}

#[test]
fn a_hover_tells_what_why_and_which_rule() {
    let mut client = Client::ready(json!({}), able());
    client.open_as(MD, "markdown", "代码放在 Github 上。\n");
    let at = |character: u32| json!({"textDocument": {"uri": MD}, "position": {"line": 0, "character": character}});
    let hover = client.request("textDocument/hover", at(15))["result"].clone();
    assert_eq!(hover["range"], range((0, 13), (0, 19)));
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"].as_str().expect("a text");
    for part in ["**“Github” is written “GitHub”", "how the name writes itself", "names/spelling"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(client.request("textDocument/hover", at(1))["result"], Value::Null);
    let mut client = Client::ready(json!({}), plain());
    client.open_as(MD, "markdown", "代码放在 Github 上。\n");
    assert_eq!(client.request("textDocument/hover", at(15))["result"]["contents"]["kind"], "plaintext");
}

#[test]
fn commands_live_in_the_server() {
    let mut client = Client::start(&[]);
    let result = client.initialize(json!({"debounce": 0, "maxDiagnostics": 2}), able());
    let commands = result["capabilities"]["executeCommandProvider"]["commands"].clone();
    assert!(commands.as_array().is_some_and(|c| c.contains(&json!("jiaodui.fixAll"))), "{commands}");
    client.open_as(MD, "markdown", "代码放在 Github、Github、Github、Github 上。\n");
    let capped = client.diagnostics(MD, 1);
    assert_eq!(capped.len(), 3);
    // “and N more” runs the full list.
    let more = capped.iter().find(|d| d["code"] == "and-more").expect("a notice").clone();
    let params = json!({"textDocument": {"uri": MD}, "range": more["range"], "context": {"diagnostics": [more]}});
    let actions = client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone();
    let show = titled(&actions, "show all")["command"].clone();
    client.request("workspace/executeCommand", show);
    assert_eq!(client.diagnostics(MD, 1).len(), 4);
    // An edit is asked for; refused, nothing changes.
    client.request("workspace/executeCommand", json!({"command": "jiaodui.fixAll", "arguments": [MD]}));
    let asked = client.serve("workspace/applyEdit", json!({"applied": false}));
    assert!(
        edited("代码放在 Github、Github、Github、Github 上。\n", &asked["edit"])
            .contains("GitHub、GitHub、GitHub、GitHub")
    );
    assert_eq!(client.text(MD), "代码放在 Github、Github、Github、Github 上。\n");
    // The rule's page is reached without any link: as a document, or in short where none can be shown.
    let page = json!({"command": "jiaodui.openRule", "arguments": ["names/spelling"]});
    client.request("workspace/executeCommand", page.clone());
    let shown = client.serve("window/showDocument", json!({"success": true}));
    let path = shown["uri"].as_str().and_then(|uri| uri.strip_prefix("file://")).expect("a file");
    assert!(std::fs::read_to_string(path).is_ok_and(|text| text.contains("Github")), "{shown}");
    let mut humble = Client::ready(json!({}), plain());
    humble.request("workspace/executeCommand", page);
    assert!(humble.expect("window/showMessage")["message"].as_str().is_some_and(|m| m.contains("names/spelling")));
    for wrong in [json!({"command": "rm"}), json!({"command": "jiaodui.openRule", "arguments": ["no/such"]})] {
        assert_eq!(client.request("workspace/executeCommand", wrong)["error"]["code"], -32602);
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn formatting_and_completion_are_off_unless_configured() {
    let text = "我们用 Linux,再用 MySQL。\n";
    let document = json!({"textDocument": {"uri": MD}, "options": {}, "position": {"line": 0, "character": 0}});
    let mut client = Client::start(&[]);
    let result = client.initialize(json!({}), able());
    for provider in ["documentFormattingProvider", "documentRangeFormattingProvider", "completionProvider"] {
        assert_eq!(result["capabilities"][provider], Value::Null, "{provider}");
    }
    client.open_as(MD, "markdown", text);
    assert_eq!(client.request("textDocument/formatting", document.clone())["result"], Value::Null);
    assert_eq!(client.request("textDocument/completion", document.clone())["result"], Value::Null);

    let mut client = Client::start(&[]);
    let result = client.initialize(json!({"formatting": true, "completion": true, "debounce": 0}), able());
    assert_eq!(result["capabilities"]["documentFormattingProvider"], true);
    let text = "代码放在 Github 上,很快,很好。\n";
    client.open_as(MD, "markdown", text);
    let edits = client.request("textDocument/formatting", document.clone())["result"].clone();
    let formatted = edited(text, &json!({"changes": {MD: edits}}));
    assert_eq!(formatted, "代码放在 Github 上，很快，很好。\n", "style only");
    let part = json!({"textDocument": {"uri": MD}, "options": {}, "range": range((0, 20), (0, 25))});
    let edits = client.request("textDocument/rangeFormatting", part)["result"].clone();
    assert_eq!(edited(text, &json!({"changes": {MD: edits}})), "代码放在 Github 上，很快,很好。\n");
    client.change(MD, 2, json!([{"text": formatted}]));
    assert_eq!(client.request("textDocument/formatting", document)["result"], json!([]), "nothing is left to do");

    client.change(MD, 3, json!([{"text": "代码放在gith"}]));
    let at = json!({"textDocument": {"uri": MD}, "position": {"line": 0, "character": 16}});
    let names = client.request("textDocument/completion", at)["result"]["items"].clone();
    let github = names.as_array().and_then(|n| n.iter().find(|n| n["label"] == "GitHub")).expect("GitHub");
    assert_eq!(github["textEdit"]["range"], range((0, 12), (0, 16)));
}
