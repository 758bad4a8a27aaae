//! A client of our own: starts the real server, speaks raw frames over its pipes, and waits for answers.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a test waits before it says that nothing came. Machines that build are slow.
pub const PATIENCE: Duration = Duration::from_secs(300);

pub struct Client {
    pub process: Child,
    pub input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Came while something else was waited for.
    waiting: VecDeque<Value>,
    next: i64,
}

impl Client {
    /// A server, nothing said to it yet.
    pub fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_jiaodui"))
            .arg("lsp")
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            // Where the server puts the rules' pages.
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let output = process.stdout.take().expect("piped");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_frame(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let input = process.stdin.take();
        Self { process, input, messages, waiting: VecDeque::new(), next: 1 }
    }

    /// A server after the handshake, with these options and capabilities.
    pub fn ready(options: Value, capabilities: Value) -> Self {
        let mut client = Self::start(&[]);
        client.initialize(options, capabilities);
        client
    }

    /// The handshake; the result of `initialize`.
    pub fn initialize(&mut self, options: Value, capabilities: Value) -> Value {
        let params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "locale": "en",
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer["result"].clone()
    }

    pub fn send(&mut self, message: &Value) {
        self.send_body(message.to_string().as_bytes());
    }

    pub fn send_body(&mut self, body: &[u8]) {
        let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        frame.extend_from_slice(body);
        self.send_bytes(&frame);
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("open input");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request; its number.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Sends a request and waits for the whole answer.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id)
    }

    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(&format!("an answer to {id}"), |m| m["id"] == id && m.get("method").is_none())
    }

    /// The parameters of the next message of this method.
    pub fn expect(&mut self, method: &str) -> Value {
        self.wait(method, |m| m["method"] == method)["params"].clone()
    }

    /// The next request of the server with this method, answered with `result`.
    pub fn serve(&mut self, method: &str, result: Value) -> Value {
        let request = self.wait(method, |m| m["method"] == method && m.get("id").is_some());
        self.send(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
        request["params"].clone()
    }

    /// Diagnostics of this document at this version; older ones on the way are passed over.
    pub fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let wanted = |m: &Value| {
            let p = &m["params"];
            m["method"] == "textDocument/publishDiagnostics" && p["uri"] == uri && p["version"] == version
        };
        let message = self.wait(&format!("diagnostics of {uri} at {version}"), wanted);
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The next message that is wanted. Others are kept.
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(i) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(i).expect("found");
        }
        let until = Instant::now() + PATIENCE;
        loop {
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.waiting.push_back(message),
                Err(error) => panic!("no {what}: {error}; waiting: {:?}", self.waiting),
            }
        }
    }

    /// Everything that was sent and not waited for, in order. Asks the server something first, so that all that
    /// stood before is here.
    pub fn drain(&mut self) -> Vec<Value> {
        let id = self.ask("jiaodui/nothing", json!({}));
        self.answer(id);
        self.waiting.drain(..).collect()
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "plaintext", text);
    }

    pub fn open_as(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The text as the server has it; null when out of step. Test builds only.
    pub fn text(&mut self, uri: &str) -> Value {
        self.request("jiaodui/testText", json!({"textDocument": {"uri": uri}}))["result"].clone()
    }

    /// The exit status; `None` when the process does not end.
    pub fn status(&mut self) -> Option<i32> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.process.try_wait().expect("a child of ours") {
                return status.code();
            }
            // Until the server has closed its output there is nothing to wait for but messages.
            if let Err(RecvTimeoutError::Disconnected) = self.messages.recv_timeout(Duration::from_millis(20)) {
                std::thread::yield_now();
            }
        }
        None
    }

    /// Ends by the book; the exit status.
    pub fn end(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.status()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn range(start: (u32, u32), end: (u32, u32)) -> Value {
    json!({"start": {"line": start.0, "character": start.1}, "end": {"line": end.0, "character": end.1}})
}

fn read_frame(output: &mut impl BufRead) -> Option<Value> {
    Some(serde_json::from_str(&read_body(output)?).expect("JSON"))
}

/// The next frame's body as it came; nothing at the end.
pub fn read_body(output: &mut impl BufRead) -> Option<String> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => length = line.strip_prefix("Content-Length: ").expect("our own header").parse().expect("a number"),
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(String::from_utf8(body).expect("UTF-8"))
}
