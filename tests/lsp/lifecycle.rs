//! From the first message to the exit status.

use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn a_session_by_the_book_ends_with_zero_while_input_is_open() {
    let client = Client::ready(json!({}), json!({}));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn exit_without_shutdown_is_one() {
    let mut client = Client::ready(json!({}), json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), Some(1));
    let mut client = Client::start(&[]);
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), Some(1));
}

#[test]
fn the_end_of_input_ends_the_process() {
    let mut client = Client::ready(json!({}), json!({}));
    client.input = None;
    assert_eq!(client.status(), Some(1));
    let mut client = Client::ready(json!({}), json!({}));
    client.request("shutdown", Value::Null);
    client.input = None;
    assert_eq!(client.status(), Some(0));
    let mut client = Client::ready(json!({}), json!({}));
    client.send_bytes(b"Content-Length: 100\r\n\r\n{");
    client.input = None;
    assert_eq!(client.status(), Some(1));
}

#[test]
fn requests_before_initialize_and_after_shutdown_are_refused() {
    let mut client = Client::start(&[]);
    let hover = json!({"textDocument": {"uri": "file:///a.txt"}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.request("textDocument/hover", hover.clone())["error"]["code"], -32002);
    assert_eq!(client.request("shutdown", Value::Null)["error"]["code"], -32002);
    client.open("file:///a.txt", "Github");
    client.initialize(json!({}), json!({}));
    assert_eq!(client.text("file:///a.txt"), Value::Null, "what came before initialize is not heard");
    assert_eq!(client.request("initialize", json!({"capabilities": {}}))["error"]["code"], -32600);
    assert_eq!(client.request("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(client.request("textDocument/hover", hover)["error"]["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.status(), Some(0));
}

#[test]
fn unknown_methods_and_wrong_parameters_are_answered() {
    let mut client = Client::ready(json!({}), json!({}));
    for method in ["textDocument/unknown", "$/unknown", "workspace/symbol"] {
        assert_eq!(client.request(method, json!({}))["error"]["code"], -32601, "{method}");
        client.notify(method, json!({}));
    }
    for params in [json!({}), json!([]), json!({"textDocument": 3, "position": {"line": -1, "character": "x"}})] {
        assert_eq!(client.request("textDocument/hover", params.clone())["error"]["code"], -32602, "{params}");
    }
    assert_eq!(client.end(), Some(0));
}

/// The editor dies and its pipes stay open, held by somebody else.
#[cfg(unix)]
#[test]
fn the_server_ends_with_its_editor() {
    let mut editor = std::process::Command::new("sleep").arg("600").spawn().expect("a process to watch");
    let mut client = Client::start(&[]);
    client.request("initialize", json!({"processId": editor.id(), "capabilities": {}}));
    client.notify("initialized", json!({}));
    editor.kill().and_then(|()| editor.wait()).expect("a child of ours");
    assert_eq!(client.status(), Some(1));
}

#[test]
fn an_editor_that_cannot_be_seen_is_not_waited_for() {
    let mut client = Client::start(&[]);
    client.request("initialize", json!({"processId": 999_999_999, "capabilities": {}}));
    client.notify("initialized", json!({}));
    assert_eq!(client.end(), Some(0));
}

/// Nobody reads what the server writes.
#[test]
fn a_client_that_vanishes_leaves_no_process() {
    let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_jiaodui"))
        .arg("lsp")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the server starts");
    drop(server.stdout.take());
    let mut input = server.stdin.take().expect("piped");
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    std::io::Write::write_all(&mut input, format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes())
        .expect("the server reads");
    // The input stays open: only the broken output tells.
    assert_eq!(server.wait().expect("a child of ours").code(), Some(1));
    drop(input);
}
