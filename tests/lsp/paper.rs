//! `jiaodui.toml` as it is typed: its faults at once and in their places, and what is in force all the while.

use serde_json::{Value, json};

use super::actions::{edited, titled};
use super::client::{Client, range};
use super::configuration::Folder;

const TEXT: &str = "代码放在 Github 上。\n";

fn declared(encoding: &str) -> Value {
    json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {"codeActionLiteralSupport": {}, "isPreferredSupport": true},
            "completion": {"dynamicRegistration": true},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    })
}

fn started(encoding: &str, folder: &Folder) -> Client {
    let mut client = Client::start(&[]);
    let folders = json!([{"uri": folder.uri(""), "name": "a"}]);
    let options = json!({"debounce": 0});
    let params =
        json!({"workspaceFolders": folders, "capabilities": declared(encoding), "initializationOptions": options});
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client
}

fn whole(client: &mut Client, uri: &str, version: i64, text: &str) {
    client.change(uri, version, json!([{"text": text}]));
}

fn action(client: &mut Client, uri: &str, told: &Value) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": uri}, "range": told["range"], "context": {"diagnostics": [told]}});
    client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone()
}

#[test]
fn a_wrong_key_is_shown_as_it_is_typed_and_mended_by_its_quick_fix() {
    let good = "ignore = [\"names/spelling\"]\n";
    let folder = Folder::new(&[("jiaodui.toml", good), ("a.md", TEXT)]);
    let (uri, toml) = (folder.uri("a.md"), folder.uri("jiaodui.toml"));
    let mut client = started("utf-8", &folder);
    client.open_as(&uri, "markdown", TEXT);
    assert_eq!(client.diagnostics(&uri, 1).len(), 0);
    client.open_as(&toml, "toml", good);
    assert_eq!(client.diagnostics(&toml, 1), [] as [Value; 0]);
    // As one types, a character at a time.
    let end = json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}});
    client.change(&toml, 2, json!([{"range": end, "text": "regoin = \"tw\"\n"}]));
    let told = client.diagnostics(&toml, 2);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&told[0]["code"], &told[0]["range"]), (&json!("config/invalid"), &range((1, 0), (1, 6))));
    assert_eq!(told[0]["message"], "unknown key “regoin”\ndid you mean region?");
    let actions = action(&mut client, &toml, &told[0]);
    let fix = titled(&actions, "change to “region”");
    assert_eq!((&fix["isPreferred"], &fix["diagnostics"]), (&json!(true), &json!(told)));
    let text = format!("{good}regoin = \"tw\"\n");
    assert_eq!(edited(&text, &fix["edit"]), text.replace("regoin", "region"));
    // Nothing of it is in force before it is saved, and the last good one is.
    client.change(&uri, 2, json!([{"text": format!("{TEXT}{TEXT}")}]));
    assert_eq!(client.diagnostics(&uri, 2).len(), 0);
    client.change(&toml, 3, json!([{"range": range((1, 2), (1, 6)), "text": "gion"}]));
    assert_eq!(client.diagnostics(&toml, 3), [] as [Value; 0]);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn faults_stand_where_the_client_counts() {
    let folder = Folder::new(&[("jiaodui.toml", "")]);
    let toml = folder.uri("jiaodui.toml");
    for (encoding, emoji) in [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)] {
        let mut client = started(encoding, &folder);
        client.open_as(&toml, "toml", "select = [\"😀\", \"nams\"]\n");
        let told = client.diagnostics(&toml, 1);
        let start = 14 + emoji;
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[1]["range"], range((0, start), (0, start + 6)), "{encoding}: {told:?}");
        assert_eq!(told[1]["message"], "unknown value “nams”\ndid you mean \"names\"?");
        assert_eq!(client.end(), Some(0));
    }
}

/// The text of the editor and the file never speak at once, and the one follows the other.
#[test]
fn faults_of_the_file_and_of_its_open_text_are_never_doubled() {
    let folder = Folder::new(&[("jiaodui.toml", "extends = \"gone.toml\"\n"), ("a.md", TEXT)]);
    let toml = folder.uri("jiaodui.toml");
    let mut client = started("utf-8", &folder);
    let of_toml = |m: &Value| m["params"]["uri"] == toml.as_str();
    let told = client.wait("a fault of the file", of_toml);
    assert_eq!(told["params"]["version"], Value::Null);
    client.open_as(&toml, "toml", "extends = \"gone.toml\"\n");
    let told = client.diagnostics(&toml, 1);
    assert_eq!(told.len(), 1, "what only the loader knows is told of the text that is in the file: {told:?}");
    whole(&mut client, &toml, 2, "extends = 3\n");
    let told = client.diagnostics(&toml, 2);
    assert_eq!((told.len(), &told[0]["range"]), (1, &range((0, 10), (0, 11))), "{told:?}");
    // Closed without saving: the file's own fault is back.
    let of_file = |m: &Value| of_toml(m) && m["params"]["version"].is_null();
    let count = |m: &Value| m["params"]["diagnostics"].as_array().map(Vec::len);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": toml}}));
    // That the text's fault has gone may never be sent: of what waits to be sent, the newest stands for the rest.
    client.wait("the file's fault", |m| of_file(m) && count(m) == Some(1));
    // Opened again, mended and saved.
    client.open_as(&toml, "toml", "extends = \"gone.toml\"\n");
    assert_eq!(client.diagnostics(&toml, 1).len(), 1);
    whole(&mut client, &toml, 2, "region = \"tw\"\n");
    assert_eq!(client.diagnostics(&toml, 2).len(), 0);
    folder.write("jiaodui.toml", "region = \"tw\"\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": toml}}));
    assert_eq!(client.diagnostics(&toml, 2).len(), 0);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": toml}}));
    client.wait("no fault of the file", |m| of_file(m) && count(m) == Some(0));
    let left = client.drain();
    assert!(left.iter().filter(|m| of_file(m)).all(|m| count(m) == Some(0)), "{left:?}");
    assert_eq!(client.end(), Some(0));
}

/// Text that articles would be blamed for is no concern of ours in a configuration, or in any other TOML.
#[test]
fn no_rule_for_articles_looks_at_toml() {
    let folder = Folder::new(&[]);
    let wrong = format!("# {TEXT}# 爆髮\n");
    let mut client = started("utf-8", &folder);
    for name in ["jiaodui.toml", "Cargo.toml", "sources.toml"] {
        let uri = folder.uri(name);
        client.open_as(&uri, "toml", &wrong);
        let params =
            json!({"textDocument": {"uri": uri}, "range": range((0, 0), (2, 0)), "context": {"diagnostics": []}});
        assert_eq!(client.request("textDocument/codeAction", params)["result"], json!([]));
        let at = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 18}});
        assert_eq!(client.request("textDocument/hover", at)["result"], Value::Null);
        client.change(&uri, 2, json!([{"range": range((0, 0), (0, 0)), "text": "#"}]));
        assert_eq!(client.text(&uri), format!("#{wrong}"));
        client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }
    let told = client.drain();
    let told = told.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics");
    assert!(told.clone().all(|m| m["params"]["diagnostics"] == json!([])), "{told:?}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn keys_have_a_hover_and_what_may_be_written_is_proposed() {
    let folder = Folder::new(&[]);
    let toml = folder.uri("jiaodui.toml");
    let mut client = started("utf-8", &folder);
    let told = client.expect("client/registerCapability")["registrations"].clone();
    assert_eq!(
        (&told[0]["method"], &told[0]["registerOptions"]["documentSelector"][0]["pattern"]),
        (&json!("textDocument/completion"), &json!("**/jiaodui.toml"))
    );
    client.open_as(&toml, "toml", "[figures]\ngenre = \"p\"\n[rules]\n\"script/stray\" = \"off\"\n");
    let at = |line: u32, character: u32| json!({"textDocument": {"uri": toml}, "position": {"line": line, "character": character}});
    let hover = client.request("textDocument/hover", at(1, 2))["result"].clone();
    assert_eq!(hover["range"], range((1, 0), (1, 5)));
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.starts_with("Genre of articles")), "{hover}");
    let hover = client.request("textDocument/hover", at(3, 4))["result"].clone();
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("script/stray")), "{hover}");
    let list = client.request("textDocument/completion", at(1, 10))["result"]["items"].clone();
    let item = list.as_array().expect("a list").iter().find(|item| item["label"] == "press").expect("a genre");
    assert_eq!(item["textEdit"], json!({"range": range((1, 8), (1, 11)), "newText": "\"press\""}));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_client_that_pulls_is_answered() {
    let folder = Folder::new(&[]);
    let toml = folder.uri("jiaodui.toml");
    let declared = json!({"textDocument": {"diagnostic": {}}});
    let mut client = Client::ready(json!({"diagnostics": "pull"}), declared);
    client.open_as(&toml, "toml", "regoin = \"tw\"\n");
    let params = json!({"textDocument": {"uri": toml}});
    let items = client.request("textDocument/diagnostic", params)["result"]["items"].clone();
    assert_eq!((items.as_array().map(Vec::len), &items[0]["range"]), (Some(1), &range((0, 0), (0, 6))), "{items}");
    assert_eq!(client.end(), Some(0));
}
