//! A recorded session replays byte for byte. What the client says was sent by Neovim 0.7.2 while an article was
//! typed, corrected and repaired in it; what the server says is recorded by `UPDATE=1 cargo test --test lsp replay`.
//!
//! Lines of the recording: `>` to the server, `<` from it, each a body.

use std::fmt::Write as _;
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use serde_json::Value;

use crate::client::{PATIENCE, read_body};

struct Server {
    process: std::process::Child,
    bodies: Receiver<String>,
}

impl Server {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_jiaodui"))
            .arg("lsp")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = process.stdout.take().expect("piped");
        let (sender, bodies) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(body) = read_body(&mut output) {
                if sender.send(body).is_err() {
                    return;
                }
            }
        });
        Self { process, bodies }
    }

    fn send(&mut self, body: &str) {
        let input = self.process.stdin.as_mut().expect("piped");
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| input.flush()).expect("read");
    }
}

#[test]
fn a_session_in_neovim_replays_byte_for_byte() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/sessions/neovim-0.7.2.txt");
    let recorded = std::fs::read_to_string(&path).expect("a recording");
    let edits = recorded.lines().filter(|l| l.starts_with('>') && l.contains("textDocument/didChange")).count();
    let actions = recorded.lines().filter(|l| l.starts_with('>') && l.contains("textDocument/codeAction")).count();
    assert!(edits >= 500 && actions >= 3, "{edits} edits, {actions} code actions");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, record(&recorded)).expect("written");
    }
    let recorded = std::fs::read_to_string(&path).expect("a recording");
    let mut server = Server::start();
    for (i, line) in recorded.lines().enumerate() {
        if let Some(body) = line.strip_prefix("> ") {
            server.send(body);
        } else if let Some(expected) = line.strip_prefix("< ") {
            let body = server.bodies.recv_timeout(PATIENCE).unwrap_or_else(|e| panic!("line {}: {e}", i + 1));
            assert_eq!(body, expected, "line {}", i + 1);
        }
    }
    // The last message was `exit`: nothing more comes, and all is well.
    assert_eq!(server.bodies.recv_timeout(PATIENCE).ok(), None);
    assert_eq!(server.process.wait().expect("a child of ours").code(), Some(0));
}

/// Says the client's part again and notes what comes of each message. What is owed is known: an answer to a request,
/// diagnostics for a text; anything else that came would be out of place when it is replayed.
fn record(recorded: &str) -> String {
    let (mut server, mut out, mut shown) = (Server::start(), String::new(), false);
    for body in recorded.lines().filter_map(|l| l.strip_prefix("> ")) {
        server.send(body);
        let _ = writeln!(out, "> {body}");
        let message: Value = serde_json::from_str(body).expect("JSON");
        let owed = match message["method"].as_str() {
            Some("textDocument/didOpen" | "textDocument/didChange" | "textDocument/didSave") => true,
            Some("textDocument/didClose") => shown,
            _ => message.get("id").is_some(),
        };
        if owed {
            let body = server.bodies.recv_timeout(PATIENCE).expect("what is owed");
            let answer: Value = serde_json::from_str(&body).expect("JSON");
            if answer["method"] == "textDocument/publishDiagnostics" {
                shown = answer["params"]["diagnostics"] != Value::Array(Vec::new());
            }
            let _ = writeln!(out, "< {body}");
        }
    }
    let _ = server.process.wait();
    out
}
