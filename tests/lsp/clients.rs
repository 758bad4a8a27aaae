//! Twelve real clients, by what they once sent: each is served with nothing that it did not declare.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, range};

fn recorded() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/clients");
    let mut found: Vec<(String, Value)> = std::fs::read_dir(folder)
        .expect("recorded clients")
        .flatten()
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("readable");
            (entry.file_name().to_string_lossy().into_owned(), serde_json::from_str(&text).expect("JSON"))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(found.len(), 12);
    found
}

#[test]
fn every_recorded_client_is_served() {
    for (name, mut params) in recorded() {
        // The process of that day may be anybody's today.
        params["processId"] = json!(std::process::id());
        let declared = params["capabilities"].clone();
        let mut client = Client::start(&[]);
        let result = client.request("initialize", params)["result"].clone();
        client.notify("initialized", json!({}));
        let offered = declared["general"]["positionEncodings"].as_array().cloned().unwrap_or_default();
        match &result["capabilities"]["positionEncoding"] {
            Value::Null => assert!(offered.is_empty(), "{name}"),
            chosen => assert!(offered.contains(chosen), "{name}: {chosen}"),
        }
        assert_eq!(result["capabilities"]["diagnosticProvider"], Value::Null, "{name}: push is the default");
        let uri = "file:///home/editor/ws/a.md";
        client.open_as(uri, "markdown", "代码放在 Github 上。\n");
        assert_eq!(client.diagnostics(uri, 1).len(), 1, "{name}");
        client.change(uri, 2, json!([{"range": range((0, 0), (0, 0)), "text": "新"}]));
        assert_eq!(client.diagnostics(uri, 2).len(), 1, "{name}");
        undeclared(&name, &declared, &client.drain());
        assert_eq!(client.end(), Some(0), "{name}");
    }
}

/// The server asks for nothing that the client did not say it can do.
fn undeclared(name: &str, declared: &Value, messages: &[Value]) {
    for message in messages.iter().filter(|m| m.get("id").is_some() && m.get("method").is_some()) {
        let needed = match message["method"].as_str() {
            Some("client/registerCapability") => "/workspace/didChangeWatchedFiles/dynamicRegistration",
            Some("workspace/configuration") => "/workspace/configuration",
            Some("workspace/diagnostic/refresh") => "/workspace/diagnostics/refreshSupport",
            Some("window/workDoneProgress/create") => "/window/workDoneProgress",
            method => panic!("{name}: {method:?}"),
        };
        assert_eq!(declared.pointer(needed), Some(&json!(true)), "{name}: {message}");
    }
    for message in messages.iter().filter(|m| m.get("method").is_some() && m.get("id").is_none()) {
        let method = message["method"].as_str().unwrap_or_default();
        assert!(["window/logMessage", "window/showMessage"].contains(&method), "{name}: {message}");
    }
}
