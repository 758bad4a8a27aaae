//! What the server says on its own, to be sent in this order by the one sender there is. Never waits for the client.

use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A notification, or a request when it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    pub id: Option<i64>,
    pub method: &'static str,
    pub params: Value,
}

/// The worker's end.
#[derive(Debug)]
pub struct Outbox {
    sender: UnboundedSender<Outgoing>,
    next: i64,
}

/// How loud a message to the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loud {
    Error = 1,
    Warning = 2,
    Info = 3,
}

impl Outbox {
    pub fn new() -> (Self, UnboundedReceiver<Outgoing>) {
        let (sender, receiver) = unbounded_channel();
        (Self { sender, next: 1 }, receiver)
    }

    pub fn tell(&self, method: &'static str, params: impl Serialize) {
        self.send(None, method, params);
    }

    /// Asks the client; its answer comes through the mailbox under the number returned.
    pub fn ask(&mut self, method: &'static str, params: impl Serialize) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(Some(id), method, params);
        id
    }

    /// Shows a message to the person.
    pub fn show(&self, loud: Loud, message: &str) {
        self.tell("window/showMessage", json!({"type": loud as u8, "message": message}));
    }

    /// Writes a line to the client's log.
    pub fn log(&self, message: &str) {
        self.tell("window/logMessage", json!({"type": 4, "message": message}));
    }

    fn send(&self, id: Option<i64>, method: &'static str, params: impl Serialize) {
        // Our own types cannot fail to be written, and nobody listens once the client has gone.
        let params = serde_json::to_value(params).unwrap_or_default();
        let _ = self.sender.send(Outgoing { id, method, params });
    }
}
