//! What careless clients send: the session goes on.

use serde_json::{Value, json};

use crate::client::Client;

fn still_alive(client: &mut Client) {
    assert_eq!(client.request("$/alive", json!({}))["error"]["code"], -32601);
}

#[test]
fn malformed_bodies_are_answered_and_skipped() {
    let mut client = Client::ready(json!({}), json!({}));
    for body in ["{", "", "nonsense", "{\"jsonrpc\":\"2.0\",\"method\":}"] {
        client.send_body(body.as_bytes());
        assert_eq!(client.wait("an error", |m| m.get("error").is_some())["error"]["code"], -32700, "{body}");
        still_alive(&mut client);
    }
    client.send_body(b"\xFF\xFE{}");
    assert_eq!(client.wait("an error", |m| m.get("error").is_some())["error"]["code"], -32700);
    for body in ["[]", "3", "{}", "{\"jsonrpc\":\"2.0\"}", "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"a\"}"] {
        client.send_body(body.as_bytes());
        assert_eq!(client.wait("an error", |m| m.get("error").is_some())["error"]["code"], -32600, "{body}");
        still_alive(&mut client);
    }
    // Answers to questions that nobody asked.
    client.send(&json!({"jsonrpc": "2.0", "id": 77, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "no", "more": 1}}));
    still_alive(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn malformed_headers_are_answered_and_skipped() {
    let mut client = Client::ready(json!({}), json!({}));
    for bytes in ["garbage\r\n\r\n", "Content-Length: many\r\n\r\n", "\u{0}\u{1}\r\nX\r\n\r\n"] {
        client.send_bytes(bytes.as_bytes());
        assert_eq!(client.wait("an error", |m| m.get("error").is_some())["error"]["code"], -32700, "{bytes:?}");
        still_alive(&mut client);
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn headers_come_in_any_case() {
    let mut client = Client::ready(json!({}), json!({}));
    let body = json!({"jsonrpc": "2.0", "id": "lower", "method": "$/x"}).to_string();
    for header in ["content-length", "CONTENT-LENGTH", "Content-Type: application/vscode-jsonrpc\r\nContent-Length"] {
        client.send_bytes(format!("{header}: {}\r\n\r\n{body}", body.len()).as_bytes());
        assert_eq!(client.wait("an answer", |m| m["id"] == "lower")["error"]["code"], -32601, "{header}");
    }
    assert_eq!(client.end(), Some(0));
}

#[test]
fn half_a_surrogate_pair_is_repaired() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    let body = r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":
        {"uri":"file:///a.txt","languageId":"plaintext","version":1,"text":"a\ud83d Github \ud83d\ude00"}}}"#;
    client.send_body(body.as_bytes());
    assert_eq!(client.text("file:///a.txt"), "a\u{FFFD} Github 😀");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_change_that_cannot_be_read_puts_its_document_out_of_step() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    let uri = "file:///a.txt";
    client.open(uri, "代码放在 Github 上。");
    assert_eq!(client.diagnostics(uri, 1).len(), 1);
    client.notify("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": 3}));
    assert_eq!(client.diagnostics(uri, 1).len(), 0);
    assert_eq!(client.text(uri), Value::Null);
    assert_eq!(client.end(), Some(0));
}
