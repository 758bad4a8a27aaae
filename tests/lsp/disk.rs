//! What the file says that the editor's text cannot: its encoding, and what was lost in reading it.

use serde_json::{Value, json};

use crate::actions::{edited, titled};
use crate::client::{Client, range};
use crate::configuration::Folder;

const TEXT: &str = "第一行是旧文件，代码放在 Github 上。\n第二行也是旧文件。\n";

fn old_file(folder: &Folder, name: &str) -> (String, String) {
    let (bytes, _, _) = encoding_rs::GB18030.encode(TEXT);
    std::fs::write(folder.path().join(name), &bytes).expect("written");
    (folder.uri(name), String::from_utf8_lossy(&bytes).into_owned())
}

fn ready(experimental: Value) -> Client {
    let declared = json!({"experimental": experimental, "general": {"positionEncodings": ["utf-8"]},
        "textDocument": {"codeAction": {"codeActionLiteralSupport": {}}, "publishDiagnostics": {"dataSupport": true}}});
    Client::ready(json!({"debounce": 0}), declared)
}

fn actions(client: &mut Client, uri: &str, diagnostics: &[Value]) -> Vec<Value> {
    let context = json!({"diagnostics": diagnostics});
    let params = json!({"textDocument": {"uri": uri}, "range": range((0, 0), (0, 0)), "context": context});
    client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone()
}

/// An editor that took the file for UTF-8 is told what it is, and how to get its text back.
#[test]
fn a_file_read_in_the_wrong_encoding_is_told_and_read_again() {
    let folder = Folder::new(&[]);
    let (uri, misread) = old_file(&folder, "a.md");
    let mut client = ready(json!({"jiaoduiReopen": true, "jiaoduiStatus": true}));
    client.open_as(&uri, "markdown", &misread);
    let found = client.diagnostics(&uri, 1);
    let [notice] = found.as_slice() else { panic!("one notice: {found:#?}") };
    assert_eq!((&notice["code"], &notice["severity"]), (&json!("encoding/charset"), &json!(1)));
    assert!(notice["message"].as_str().is_some_and(|m| m.contains("gb18030")), "{notice}");
    assert_eq!(notice["data"]["reopen"], "gb18030");
    let status = client.expect("jiaodui/status");
    assert_eq!((&status["encoding"], &status["misread"]), (&json!("gb18030"), &json!(true)));
    let offered = actions(&mut client, &uri, &found);
    assert_eq!(edited(&misread, &titled(&offered, "what the file says")["edit"]), TEXT);
    let open_again = titled(&offered, "open again as gb18030")["command"].clone();
    client.request("workspace/executeCommand", open_again);
    assert_eq!(client.expect("jiaodui/reopen"), json!({"uri": uri, "encoding": "gb18030"}));
    // Typing does not bring back what was lost, and the file does not know what was typed.
    client.change(&uri, 2, json!([{"range": range((0, 0), (0, 0)), "text": "新"}]));
    assert_eq!(client.diagnostics(&uri, 2).len(), 1);
    let offered = actions(&mut client, &uri, &found);
    assert_eq!(offered.len(), 1, "{offered:?}");
    client.change(&uri, 3, json!([{"text": TEXT}]));
    let found = client.diagnostics(&uri, 3);
    assert!(found.iter().any(|d| d["code"] == "names/spelling"), "{found:?}");
    assert_eq!(client.end(), Some(0));
}

/// Read in its own encoding it is what `check` says it is, until it is saved in another.
#[test]
fn a_file_in_another_encoding_is_told_of_as_check_tells_of_it() {
    let folder = Folder::new(&[]);
    let (uri, _) = old_file(&folder, "a.md");
    let mut client = ready(json!({"jiaoduiStatus": true}));
    client.open_as(&uri, "markdown", TEXT);
    let has = |found: &[Value]| found.iter().any(|d| d["code"] == "encoding/charset");
    assert!(has(&client.diagnostics(&uri, 1)));
    let status = client.expect("jiaodui/status");
    assert_eq!((&status["encoding"], &status["misread"]), (&json!("gb18030"), &json!(false)));
    folder.write("a.md", TEXT);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert!(!has(&client.diagnostics(&uri, 1)));
    assert_eq!(client.expect("jiaodui/status")["encoding"], "UTF-8");
    // Characters that the file has lost as well are its own fault.
    folder.write("b.md", "三方将分别发\u{FFFD}挥优势\n");
    let other = folder.uri("b.md");
    client.open_as(&other, "markdown", "三方将分别发\u{FFFD}挥优势\n");
    assert!(client.diagnostics(&other, 1).iter().any(|d| d["code"] == "encoding/lost"));
    assert_eq!(client.end(), Some(0));
}
