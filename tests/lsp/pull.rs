//! Pull diagnostics, of a document and of the workspace; checks that show their progress and can be cancelled.

use serde_json::{Value, json};

use crate::client::{Client, range};
use crate::configuration::Folder;

const TEXT: &str = "代码放在 Github 上。\n";

fn pulling() -> Value {
    json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}})
}

fn pull(client: &mut Client, uri: &str, previous: Value) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": previous});
    client.request("textDocument/diagnostic", params)["result"].clone()
}

fn in_folder(folder: &Folder, options: Value, capabilities: Value) -> Client {
    let mut client = Client::start(&[]);
    let folders = json!([{"uri": folder.uri(""), "name": "folder"}]);
    client.request(
        "initialize",
        json!({"workspaceFolders": folders, "capabilities": capabilities,
        "initializationOptions": options}),
    );
    client.notify("initialized", json!({}));
    client
}

#[test]
fn a_session_that_pulls_is_pushed_nothing() {
    let mut client = Client::start(&[]);
    let result = client.initialize(json!({"diagnostics": "pull", "debounce": 0}), pulling());
    assert_eq!(result["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    let uri = "file:///a.md";
    client.open(uri, TEXT);
    let first = pull(&mut client, uri, Value::Null);
    assert_eq!((&first["kind"], first["items"].as_array().map(Vec::len)), (&json!("full"), Some(1)));
    assert_eq!(pull(&mut client, uri, first["resultId"].clone())["kind"], "unchanged");
    client.change(uri, 2, json!([{"range": range((0, 0), (0, 0)), "text": "新"}]));
    assert_eq!(pull(&mut client, uri, first["resultId"].clone())["kind"], "full");
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    let messages = client.drain();
    assert!(messages.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{messages:?}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_client_that_cannot_pull_is_pushed_to() {
    let mut client = Client::start(&[]);
    let result = client.initialize(json!({"diagnostics": "pull"}), json!({}));
    assert_eq!(result["capabilities"]["diagnosticProvider"], Value::Null);
    client.open("file:///a.md", TEXT);
    assert_eq!(client.diagnostics("file:///a.md", 1).len(), 1);
}

#[test]
fn what_was_held_back_is_pulled_later() {
    let mut client = Client::ready(json!({"diagnostics": "pull", "hold": 5000}), pulling());
    let uri = "file:///a.md";
    client.open(uri, "代码在 上。\n");
    client.change(uri, 2, json!([{"range": range((0, 4), (0, 4)), "text": "Github"}]));
    assert_eq!(pull(&mut client, uri, Value::Null)["items"], json!([]));
    client.serve("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(pull(&mut client, uri, Value::Null)["items"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_workspace_is_pulled_as_check_would_see_it() {
    let folder = Folder::new(&[
        ("jiaodui.toml", "exclude = [\"drafts/\"]\n"),
        ("a.md", TEXT),
        ("b/文.txt", TEXT),
        ("drafts/c.md", TEXT),
        ("ignored.md", TEXT),
        (".gitignore", "ignored.md\n"),
        ("code.rs", TEXT),
    ]);
    let mut client = in_folder(&folder, json!({"diagnostics": "pull", "debounce": 0}), pulling());
    let open = folder.uri("a.md");
    client.open(&open, "好。\n");
    let result = client.request("workspace/diagnostic", json!({"previousResultIds": []}))["result"].clone();
    let items = result["items"].as_array().expect("reports").clone();
    assert_eq!(items.len(), 2, "{items:#?}");
    assert_eq!((&items[0]["uri"], &items[0]["version"], &items[0]["items"]), (&json!(open), &json!(1), &json!([])));
    assert!(items[1]["uri"].as_str().is_some_and(|u| u.ends_with("/b/%E6%96%87.txt")));
    assert_eq!(items[1]["items"].as_array().map(Vec::len), Some(1));
    // A second time nothing has changed.
    let previous: Vec<Value> = items.iter().map(|i| json!({"uri": i["uri"], "value": i["resultId"]})).collect();
    let again = client.request("workspace/diagnostic", json!({"previousResultIds": previous}))["result"].clone();
    assert!(again["items"].as_array().is_some_and(|i| i.iter().all(|i| i["kind"] == "unchanged")), "{again}");
}

#[test]
fn a_long_pull_comes_in_parts_and_tells_how_far_it_is() {
    let names: Vec<String> = (0..40).map(|n| format!("{n:02}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), TEXT)).collect();
    let folder = Folder::new(&files);
    let mut client = in_folder(&folder, json!({"diagnostics": "pull"}), pulling());
    let params = json!({"previousResultIds": [], "partialResultToken": "part", "workDoneToken": 7});
    let answer = client.request("workspace/diagnostic", params);
    assert_eq!(answer["result"]["items"], json!([]), "all of it came in parts");
    let messages = client.drain();
    let told = |token: Value| -> Vec<Value> {
        let of = messages.iter().filter(|m| m["method"] == "$/progress" && m["params"]["token"] == token);
        of.map(|m| m["params"]["value"].clone()).collect()
    };
    let parts = told(json!("part"));
    assert_eq!(parts.iter().filter_map(|p| p["items"].as_array()).map(Vec::len).collect::<Vec<_>>(), [16, 16, 8]);
    let kinds: Vec<Value> = told(json!(7)).iter().map(|v| v["kind"].clone()).collect();
    assert_eq!(kinds, [json!("begin"), json!("report"), json!("report"), json!("report"), json!("end")]);
}

#[test]
fn requests_are_cancelled() {
    let names: Vec<String> = (0..400).map(|n| format!("{n:03}.md")).collect();
    let long = TEXT.repeat(50);
    let files: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), long.as_str())).collect();
    let folder = Folder::new(&files);
    let mut client = in_folder(&folder, json!({"diagnostics": "pull"}), pulling());
    let id = client.ask("workspace/diagnostic", json!({"previousResultIds": [], "workDoneToken": "w"}));
    client.wait("the beginning", |m| m["params"]["value"]["kind"] == "begin");
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    assert_eq!(client.wait("the end", |m| m["params"]["value"]["kind"] == "end")["params"]["token"], "w");
    let id = client.ask("workspace/diagnostic", json!({"previousResultIds": [], "workDoneToken": "x"}));
    client.wait("the beginning", |m| m["params"]["value"]["kind"] == "begin");
    client.notify("window/workDoneProgress/cancel", json!({"token": "x"}));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    // Cancelling what is answered, or never was, does nothing.
    for id in [json!(id), json!("never"), json!(null), json!({})] {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    let hover = json!({"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}});
    for _ in 0..50 {
        let id = client.ask("textDocument/hover", hover.clone());
        client.notify("$/cancelRequest", json!({"id": id}));
        let answer = client.answer(id);
        assert!(answer["error"]["code"] == -32800 || answer["result"].is_null(), "{answer}");
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_workspace_is_checked_and_pushed_on_command() {
    let folder = Folder::new(&[("a.md", TEXT), ("b.md", "好。\n"), ("c.md", TEXT)]);
    let mut client = in_folder(&folder, json!({"debounce": 0}), json!({"window": {"workDoneProgress": true}}));
    let open = folder.uri("c.md");
    client.open(&open, "好。\n");
    client.diagnostics(&open, 1);
    client.request("workspace/executeCommand", json!({"command": "jiaodui.checkWorkspace"}));
    let pushed = client.wait("findings", |m| m["params"]["uri"] == folder.uri("a.md").as_str());
    assert_eq!(pushed["params"]["diagnostics"].as_array().map(Vec::len), Some(1));
    assert_eq!(client.serve("window/workDoneProgress/create", Value::Null)["token"], "jiaodui/check");
    folder.write("a.md", "好。\n");
    client.request("workspace/executeCommand", json!({"command": "jiaodui.checkWorkspace"}));
    let pushed = client.wait("none", |m| m["params"]["uri"] == folder.uri("a.md").as_str());
    assert_eq!(pushed["params"]["diagnostics"], json!([]));
    let others = client.drain();
    assert!(others.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{others:?}");
}

#[test]
fn the_status_is_told_to_those_who_ask_for_it() {
    let uri = "file:///a.md";
    let mut client = Client::ready(json!({"status": true, "debounce": 0}), json!({}));
    client.open(uri, "我们这个团队的代码都放在 Github 上，说明书也写在那里。\n");
    let status = client.expect("jiaodui/status");
    assert_eq!((&status["uri"], &status["version"], &status["checked"]), (&json!(uri), &json!(1), &json!(true)));
    assert_eq!(status["counts"], json!({"error": 0, "warning": 1, "info": 0, "hint": 0}));
    assert_eq!(status["profile"]["script"], "hans");
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    client.open(uri, TEXT);
    client.diagnostics(uri, 1);
    assert!(client.drain().is_empty(), "others are told nothing that they do not know");
}
