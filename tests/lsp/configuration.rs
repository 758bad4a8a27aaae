//! `jiaodui.toml` and the client's own configuration, at the start and while the session runs.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::Client;

/// A folder that goes when the test ends.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        std::fs::create_dir(folder.path().join(".git")).expect("a repository");
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().canonicalize().expect("a real folder")
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path().join(name).display())
    }
}

const TEXT: &str = "代码放在 Github 上。\n";

fn watching() -> Value {
    json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}})
}

#[test]
fn the_nearest_configuration_is_in_force_and_read_again_when_it_changes() {
    let folder = Folder::new(&[("jiaodui.toml", "ignore = [\"names/spelling\"]\n"), ("a.md", TEXT)]);
    let uri = folder.uri("a.md");
    let mut client = Client::ready(json!({"debounce": 0}), watching());
    let registered = client.serve("client/registerCapability", Value::Null);
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.open_as(&uri, "markdown", TEXT);
    assert_eq!(client.diagnostics(&uri, 1).len(), 0);
    folder.write("jiaodui.toml", "language = \"zh-Hant\"\n");
    let changed = json!({"changes": [{"uri": folder.uri("jiaodui.toml"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changed);
    let found = client.diagnostics(&uri, 1);
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("應寫作")), "{found:?}");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_fault_is_shown_in_its_file_and_the_last_good_configuration_stays() {
    let folder = Folder::new(&[("jiaodui.toml", "ignore = [\"names/spelling\"]\n"), ("a.md", TEXT)]);
    let (uri, toml) = (folder.uri("a.md"), folder.uri("jiaodui.toml"));
    let mut client = Client::ready(json!({"debounce": 0}), watching());
    client.open_as(&uri, "markdown", TEXT);
    assert_eq!(client.diagnostics(&uri, 1).len(), 0);
    folder.write("jiaodui.toml", "# broken\nignroe = []\n");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let fault = client.wait("a fault", |m| m["params"]["uri"] == toml.as_str())["params"]["diagnostics"].clone();
    assert_eq!((&fault[0]["code"], &fault[0]["range"]["start"]["line"]), (&json!("config/invalid"), &json!(1)));
    assert!(fault[0]["message"].as_str().is_some_and(|m| m.contains("ignore")), "{fault}");
    assert_eq!(client.diagnostics(&uri, 1).len(), 0, "the last good one stays in force");
    folder.write("jiaodui.toml", "");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let mended = client.wait("no fault", |m| m["params"]["uri"] == toml.as_str())["params"]["diagnostics"].clone();
    assert_eq!(mended, json!([]));
    assert_eq!(client.diagnostics(&uri, 1).len(), 1);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_clients_configuration_is_asked_for_and_obeyed() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({"workspace": {"configuration": true}}));
    let uri = "untitled:a.md";
    let asked = client.serve("workspace/configuration", json!([{"ignore": ["names"]}]));
    assert_eq!(asked["items"][0]["section"], "jiaodui");
    client.open(uri, TEXT);
    assert_eq!(client.diagnostics(uri, 1).len(), 0);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.serve("workspace/configuration", json!([null]));
    assert_eq!(client.diagnostics(uri, 1).len(), 1, "what is unset is as at the start");
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.serve("workspace/configuration", json!([{"ignore": ["no/such-rule"], "language": "zh-cn", "debounce": []}]));
    assert!(client.expect("window/showMessage")["message"].as_str().is_some_and(|m| m.contains("no/such-rule")));
    assert!(client.diagnostics(uri, 1)[0]["message"].as_str().is_some_and(|m| m.contains("应写作")));
    assert_eq!(client.end(), Some(0));
}

/// Clients that cannot be asked push their configuration, whole or as our section.
#[test]
fn a_pushed_configuration_is_obeyed() {
    let mut client = Client::ready(json!({"debounce": 0}), json!({}));
    let uri = "untitled:a.md";
    client.open(uri, TEXT);
    assert_eq!(client.diagnostics(uri, 1).len(), 1);
    for (settings, expected) in [
        (json!({"jiaodui": {"ignore": ["names"]}}), 0),
        (json!({"jiaodui": {}}), 1),
        (json!({"ignore": ["names/spelling"]}), 0),
        (json!({"maxSize": 3}), 1),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        assert_eq!(client.diagnostics(uri, 1).len(), expected, "{settings}");
    }
    for garbage in [json!(null), json!([]), json!("x"), json!({"jiaodui": 7})] {
        client.notify("workspace/didChangeConfiguration", json!({"settings": garbage}));
    }
    assert_eq!(client.end(), Some(0));
}

/// Two folders with configurations of their own, one of which comes and goes.
#[test]
fn every_folder_has_its_own_configuration() {
    let quiet = Folder::new(&[("jiaodui.toml", "ignore = [\"names\"]\n")]);
    let loud = Folder::new(&[]);
    let mut client = Client::start(&[]);
    let folders = json!([{"uri": quiet.uri(""), "name": "quiet"}, {"uri": loud.uri(""), "name": "loud"}]);
    client.request(
        "initialize",
        json!({"workspaceFolders": folders, "capabilities": {},
        "initializationOptions": {"debounce": 0}}),
    );
    client.notify("initialized", json!({}));
    client.open("untitled:x", TEXT);
    assert_eq!(client.diagnostics("untitled:x", 1).len(), 0, "without a file the first folder counts");
    let (a, b) = (quiet.uri("a.md"), loud.uri("b.md"));
    client.open(&a, TEXT);
    client.open(&b, TEXT);
    assert_eq!(client.diagnostics(&a, 1).len(), 0);
    assert_eq!(client.diagnostics(&b, 1).len(), 1);
    let event = json!({"event": {"added": [], "removed": [{"uri": quiet.uri(""), "name": "quiet"}]}});
    client.notify("workspace/didChangeWorkspaceFolders", event);
    assert_eq!(client.diagnostics("untitled:x", 1).len(), 1);
    assert_eq!(client.end(), Some(0));
}

/// A fault in a file that others extend is shown there, and leaves in force what they last said with it.
#[test]
fn a_fault_in_an_extended_file_leaves_the_last_good_configuration() {
    let base = "ignore = [\"names/spelling\"]\n";
    let folder = Folder::new(&[("base.toml", base), ("jiaodui.toml", "extends = \"base.toml\"\n"), ("a.md", TEXT)]);
    let (uri, extended) = (folder.uri("a.md"), folder.uri("base.toml"));
    let mut client = Client::ready(json!({"debounce": 0}), watching());
    client.open_as(&uri, "markdown", TEXT);
    assert_eq!(client.diagnostics(&uri, 1).len(), 0);
    folder.write("base.toml", "ignroe = []\n");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let fault = client.wait("a fault", |m| m["params"]["uri"] == extended.as_str())["params"]["diagnostics"].clone();
    assert_eq!(fault[0]["code"], "config/invalid");
    assert_eq!(client.diagnostics(&uri, 1).len(), 0, "the last good one stays in force");
    folder.write("base.toml", base);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let mended = client.wait("no fault", |m| m["params"]["uri"] == extended.as_str())["params"]["diagnostics"].clone();
    assert_eq!(mended, json!([]));
    assert_eq!(client.end(), Some(0));
}

/// A folder's faults are told before any of its articles is opened.
#[test]
fn a_fault_is_shown_from_the_start() {
    let folder = Folder::new(&[("jiaodui.toml", "ignroe = []\n")]);
    let toml = folder.uri("jiaodui.toml");
    let mut client = Client::start(&[]);
    let params = json!({"capabilities": {}, "workspaceFolders": [{"uri": folder.uri(""), "name": "a"}]});
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    let fault = client.wait("a fault", |m| m["params"]["uri"] == toml.as_str())["params"]["diagnostics"].clone();
    assert_eq!(fault[0]["code"], "config/invalid");
    assert_eq!(client.end(), Some(0));
}

/// Clients that have settings for single folders are asked for them.
#[test]
fn every_folder_has_its_own_settings() {
    let (one, two) = (Folder::new(&[]), Folder::new(&[]));
    let mut client = Client::start(&[]);
    let folders = json!([{"uri": one.uri(""), "name": "one"}, {"uri": two.uri(""), "name": "two"}]);
    let declared = json!({"workspace": {"configuration": true}});
    let options = json!({"debounce": 0});
    let params = json!({"workspaceFolders": folders, "capabilities": declared, "initializationOptions": options});
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    let asked = client.serve("workspace/configuration", json!([{}, {}, {"ignore": ["names"]}]));
    assert_eq!(asked["items"][0]["scopeUri"], Value::Null);
    for (item, folder) in [(1, &one), (2, &two)] {
        let scope = asked["items"][item]["scopeUri"].as_str().expect("a folder");
        assert_eq!(scope.trim_end_matches('/'), folder.uri("").trim_end_matches('/'));
    }
    let (a, b) = (one.uri("a.md"), two.uri("b.md"));
    client.open(&a, TEXT);
    client.open(&b, TEXT);
    assert_eq!(client.diagnostics(&a, 1).len(), 1);
    assert_eq!(client.diagnostics(&b, 1).len(), 0);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client
        .serve("workspace/configuration", json!([{"ignore": ["names"]}, {"language": "zh-cn"}, {"ignore": ["names"]}]));
    let found = client.diagnostics(&a, 1);
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("应写作")), "{found:?}");
    assert_eq!(client.diagnostics(&b, 1).len(), 0);
    assert_eq!(client.end(), Some(0));
}

/// In `.txt` a comment would be text: the entry goes into `jiaodui.toml`, made where there is none.
#[test]
fn places_of_plain_text_are_ignored_in_the_configuration() {
    for (before, whole) in
        [(None, false), (None, true), (Some("language = \"en\"\nignore = [\"typography\"]\n"), false)]
    {
        let folder = Folder::new(&[("文 [1].txt", TEXT), ("b.txt", TEXT)]);
        before.iter().for_each(|text| folder.write("jiaodui.toml", text));
        let literals = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}});
        let mut client = Client::ready(json!({"debounce": 0}), literals);
        let (uri, other) = (folder.uri("文 [1].txt"), folder.uri("b.txt"));
        client.open(&uri, TEXT);
        let found = client.diagnostics(&uri, 1);
        let params =
            json!({"textDocument": {"uri": uri}, "range": found[0]["range"], "context": {"diagnostics": found}});
        let actions = client.request("textDocument/codeAction", params)["result"].as_array().expect("a list").clone();
        let title = if whole { "in this file" } else { "here" };
        let is_it = |a: &&Value| a["title"].as_str().is_some_and(|t| t.starts_with("ignore") && t.contains(title));
        let action = actions.iter().find(is_it).expect("an action");
        assert_eq!(client.request("workspace/executeCommand", action["command"].clone())["result"], Value::Null);
        assert_eq!(client.diagnostics(&uri, 1).len(), 0);
        client.open(&other, TEXT);
        assert_eq!(client.diagnostics(&other, 1).len(), 1, "other files are not meant");
        client.change(&uri, 2, json!([{"text": "代码在 Redhat 上，也在 Github 上。"}]));
        assert_eq!(client.diagnostics(&uri, 2).len(), usize::from(!whole), "nor other texts");
        let written = std::fs::read_to_string(folder.path().join("jiaodui.toml")).expect("written");
        assert!(
            written.starts_with(before.unwrap_or("[[ignore]]").split("ignore").next().unwrap_or_default()),
            "{written}"
        );
        assert!(written.contains("looked at"), "{written}");
        assert_eq!(client.end(), Some(0));
    }
}
