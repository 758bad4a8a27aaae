//! What an editor's menu offers: pages, ledgers, another script, repairs everywhere, and settings of the person.

use serde_json::{Value, json};

use crate::client::Client;
use crate::configuration::Folder;

const MD: &str = "file:///article.md";

fn command(client: &mut Client, name: &str, arguments: Value) -> Value {
    client.request("workspace/executeCommand", json!({"command": name, "arguments": arguments}))
}

fn able() -> Value {
    json!({"workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}}})
}

#[test]
fn pages_and_ledgers_are_texts_to_be_opened() {
    let mut client = Client::ready(json!({"debounce": 0}), able());
    let rules = command(&mut client, "jiaodui.rules", json!([]))["result"].clone();
    assert!(rules.as_array().is_some_and(|r| r.iter().any(|r| r["rule"] == "script/stray")), "{rules}");
    let page = command(&mut client, "jiaodui.rulePage", json!(["script/stray"]))["result"].clone();
    assert_eq!(page["language"], "markdown");
    assert!(page["text"].as_str().is_some_and(|t| t.starts_with("# script/stray\n")), "{page}");
    assert_eq!(command(&mut client, "jiaodui.rulePage", json!(["no/such"]))["error"]["code"], -32602);
    client.open_as(MD, "markdown", "根据公司财报，营收增长 35%。\n\n市场规模已达 1200 亿元。\n");
    let ledger = command(&mut client, "jiaodui.figures", json!([MD]))["result"]["text"].clone();
    let ledger = ledger.as_str().expect("a ledger");
    for (line, figure) in [(1, "35"), (3, "1200")] {
        let row = ledger.lines().find(|row| row.starts_with(&format!("| {line} |"))).expect("a row");
        assert!(row.contains(figure), "{row}");
    }
    assert_eq!(command(&mut client, "jiaodui.figures", json!(["file:///closed.md"]))["result"], Value::Null);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn an_article_is_put_into_another_script_by_the_client() {
    let mut client = Client::ready(json!({"debounce": 0}), able());
    client.open_as(MD, "markdown", "软件发布后，`软件` 不变。\n");
    let answer = command(&mut client, "jiaodui.convertScript", json!([MD, "tw"]))["result"].clone();
    let edit = client.serve("workspace/applyEdit", json!({"applied": true}))["edit"].clone();
    let edits = edit["documentChanges"][0]["edits"].as_array().expect("edits").clone();
    assert_eq!(answer["changes"], edits.len());
    let words: String = edits.iter().filter_map(|e| e["newText"].as_str()).collect();
    assert_eq!(words, "軟發佈後變", "code stays");
    assert_eq!(command(&mut client, "jiaodui.convertScript", json!([MD, "jp"]))["error"]["code"], -32602);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_workspace_is_repaired_by_one_edit_and_what_is_left_alone_is_named() {
    let folder = Folder::new(&[
        ("closed.md", "代码放在 Github 上。\n"),
        ("open.md", "代码放在 Github 上。\n"),
        ("clean.md", "代码放在 GitHub 上。\n"),
        ("jiaodui.toml", "exclude = [\"skip.md\"]\n"),
        ("skip.md", "代码放在 Github 上。\n"),
    ]);
    // 这是一篇用 GBK 保存的文章，代码放在 Github 上。
    let gbk = b"\xd5\xe2\xca\xc7\xd2\xbb\xc6\xaa\xd3\xc3 GBK \xb1\xa3\xb4\xe6\xb5\xc4\xce\xc4\xd5\xc2\xa3\xac\xb4\xfa\xc2\xeb\xb7\xc5\xd4\xda Github \xc9\xcf\xa1\xa3\n";
    std::fs::write(folder.path().join("legacy.txt"), gbk).expect("written");
    let mut client = Client::start(&[]);
    let params = json!({
        "processId": null, "locale": "en", "capabilities": able(), "initializationOptions": {"debounce": 0},
        "workspaceFolders": [{"uri": folder.uri(""), "name": "x"}],
    });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client.open_as(&folder.uri("open.md"), "markdown", "代码放在 Github、Github 上。\n");
    let ask = |client: &mut Client| client.ask("workspace/executeCommand", json!({"command": "jiaodui.fixWorkspace"}));
    let refused = ask(&mut client);
    client.serve("workspace/applyEdit", json!({"applied": false}));
    assert_eq!(client.answer(refused)["error"]["code"], -32803);
    let asked = ask(&mut client);
    let edit = client.serve("workspace/applyEdit", json!({"applied": true}))["edit"].clone();
    let answer = client.answer(asked)["result"].clone();
    assert_eq!((&answer["files"], &answer["places"]), (&json!(2), &json!(3)), "{answer}");
    let mut changed = vec![folder.uri("closed.md"), folder.uri("open.md")];
    changed.sort();
    let mut told: Vec<_> = answer["changed"].as_array().expect("URIs").iter().filter_map(Value::as_str).collect();
    told.sort_unstable();
    assert_eq!(told, changed, "{answer}");
    assert_eq!(answer["left"].as_array().map(Vec::len), Some(1), "{answer}");
    assert_eq!(answer["left"][0]["uri"], folder.uri("legacy.txt"));
    let changes = edit["documentChanges"].as_array().expect("changes").clone();
    let version = |name: &str| {
        let change = changes.iter().find(|c| c["textDocument"]["uri"] == folder.uri(name)).expect("a change");
        change["textDocument"]["version"].clone()
    };
    assert_eq!((version("closed.md"), version("open.md")), (Value::Null, json!(1)));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn settings_of_the_person_go_over_severities_and_under_the_region() {
    let text = "代码放在 Github 上。\n";
    let folder = Folder::new(&[("jiaodui.toml", "[rules]\n\"names/spelling\" = \"info\"\n"), ("a.md", text)]);
    let uri = folder.uri("a.md");
    let severities = |options: Value| {
        let mut client = Client::ready(options, json!({}));
        client.open_as(&uri, "markdown", text);
        let found = client.diagnostics(&uri, 1);
        found.iter().map(|d| d["severity"].as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(severities(json!({"debounce": 0})), [Some(3)]);
    assert_eq!(severities(json!({"debounce": 0, "severity": {"names": "error"}})), [Some(1)]);
    assert_eq!(severities(json!({"debounce": 0, "severity": {"names/spelling": "off", "no/such": "error"}})), []);

    // A region is only a default: 谷歌 is what Taiwan does not write.
    let text = "谷歌發布新產品。\n";
    let found = |config: &str| {
        folder.write("jiaodui.toml", config);
        let mut client = Client::ready(json!({"debounce": 0, "region": "tw"}), json!({}));
        client.open_as(&uri, "markdown", text);
        client.diagnostics(&uri, 1).iter().any(|d| d["code"] == "names/region")
    };
    assert!(found(""));
    assert!(!found("region = \"cn\"\n"));
}

#[test]
fn who_wants_checks_on_save_is_left_alone_while_typing() {
    let mut client = Client::ready(json!({"debounce": 0, "run": "onSave"}), json!({}));
    client.open_as(MD, "markdown", "代码放在 GitHub 上。\n");
    assert_eq!(client.diagnostics(MD, 1).len(), 0);
    client.change(MD, 2, json!([{"text": "代码放在 Github 上。\n"}]));
    client.text(MD);
    assert!(client.drain().iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "nothing while typing");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": MD}}));
    assert_eq!(client.diagnostics(MD, 2).len(), 1);
    assert_eq!(client.end(), Some(0));
}
