//! The one way into the worker. Posting never waits; messages are taken in the order in which they were posted.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;

use super::message::{Ask, Tell};

/// What the worker is handed.
#[derive(Debug)]
pub enum Message {
    Tell(Tell),
    Ask(Ask, Reply),
    /// A notification that cannot be read; the text of its document may have changed unseen.
    Garbled {
        method: String,
        uri: Option<String>,
        why: String,
    },
    /// The client's answer to a request of ours; nothing where it refused.
    Answer {
        id: i64,
        result: Option<Value>,
    },
}

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: i64,
    pub message: String,
}

impl Fault {
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Where an answer goes. Dropped unanswered (a fault of ours), the client hears of an internal error.
#[derive(Debug)]
pub struct Reply(oneshot::Sender<Result<Value, Fault>>);

impl Reply {
    pub fn new() -> (Self, oneshot::Receiver<Result<Value, Fault>>) {
        let (sender, receiver) = oneshot::channel();
        (Self(sender), receiver)
    }

    pub fn send(self, result: Result<Value, Fault>) {
        // Whoever cancelled does not listen any more.
        let _ = self.0.send(result);
    }

    /// True when the client has cancelled its request.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_closed()
    }
}

/// What came of waiting for a message.
#[derive(Debug)]
pub enum Taken {
    Message(Message),
    /// Nothing came in time.
    Nothing,
    /// Nothing will come any more.
    Closed,
}

#[derive(Debug, Default)]
pub struct Mailbox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Message>,
    closed: bool,
}

impl Mailbox {
    pub fn post(&self, message: Message) {
        self.state().queue.push_back(message);
        self.changed.notify_one();
    }

    /// Lets the worker end once it has taken what was posted.
    pub fn close(&self) {
        self.state().closed = true;
        self.changed.notify_one();
    }

    /// The next message; waits no longer than `patience`, for ever without one.
    pub fn take(&self, patience: Option<Duration>) -> Taken {
        let mut state = self.state();
        let is_idle = |s: &mut State| s.queue.is_empty() && !s.closed;
        state = match patience {
            None => self.changed.wait_while(state, is_idle).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                let waited = self.changed.wait_timeout_while(state, patience, is_idle);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        match state.queue.pop_front() {
            Some(message) => Taken::Message(message),
            None if state.closed => Taken::Closed,
            None => Taken::Nothing,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.state().queue.is_empty()
    }

    /// True when a text of this document waits that the worker has not seen: what it knows is stale.
    pub fn holds_text_of(&self, uri: &str) -> bool {
        let is_text = |m: &Message| match m {
            Message::Tell(tell @ (Tell::Open(_) | Tell::Change(_) | Tell::Close(_))) => tell.uri() == Some(uri),
            _ => false,
        };
        self.state().queue.iter().any(is_text)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(uri: &str, version: i32) -> Message {
        let params = serde_json::json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": []});
        Message::Tell(Tell::read("textDocument/didChange", Some(params)).expect("valid"))
    }

    #[test]
    fn messages_come_out_as_they_went_in() {
        let mailbox = Mailbox::default();
        (0..100).for_each(|n| mailbox.post(change("a", n)));
        for n in 0..100 {
            let Taken::Message(Message::Tell(Tell::Change(p))) = mailbox.take(None) else { panic!("a change") };
            assert_eq!(p.text_document.version, n);
        }
        assert!(matches!(mailbox.take(Some(Duration::ZERO)), Taken::Nothing));
        mailbox.close();
        assert!(matches!(mailbox.take(None), Taken::Closed));
    }

    #[test]
    fn a_waiting_text_is_seen() {
        let mailbox = Mailbox::default();
        mailbox.post(change("a", 1));
        assert!(mailbox.holds_text_of("a") && !mailbox.holds_text_of("b"));
        let _ = mailbox.take(None);
        assert!(!mailbox.holds_text_of("a"));
    }

    #[test]
    fn a_cancelled_request_is_known() {
        let (reply, receiver) = Reply::new();
        assert!(!reply.is_cancelled());
        drop(receiver);
        assert!(reply.is_cancelled());
    }
}
