//! What the server says on its own, to be sent in this order by the one sender there is. Never waits for the client.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use serde::Serialize;
use serde_json::{Value, json};

/// A notification, or a request when it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    pub id: Option<i64>,
    pub method: &'static str,
    pub params: Value,
}

/// What waits to be sent. Invariant: of what only tells how things stand, the newest of each document alone waits, so
/// a client that reads nothing costs no more memory the longer it types.
#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Outgoing>,
    closed: bool,
    waker: Option<Waker>,
}

/// The worker's end.
#[derive(Debug)]
pub struct Outbox {
    queue: Arc<Mutex<Queue>>,
    next: i64,
}

/// The sender's end.
#[derive(Debug)]
pub struct Outgoings(Arc<Mutex<Queue>>);

/// Tell how a document stands.
const STATES: [&str; 2] = ["textDocument/publishDiagnostics", "jiaodui/status"];
/// Behind so many messages nothing more is logged.
const MOST: usize = 4096;

/// How loud a message to the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loud {
    Error = 1,
    Warning = 2,
    Info = 3,
}

impl Outbox {
    pub fn new() -> (Self, Outgoings) {
        let queue: Arc<Mutex<Queue>> = Arc::default();
        (Self { queue: Arc::clone(&queue), next: 1 }, Outgoings(queue))
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

    /// True when a request of this method waits to be sent.
    pub fn holds(&self, method: &str) -> bool {
        locked(&self.queue).waiting.iter().any(|waiting| waiting.method == method)
    }

    fn send(&self, id: Option<i64>, method: &'static str, params: impl Serialize) {
        // Our own types cannot fail to be written.
        let params = serde_json::to_value(params).unwrap_or_default();
        locked(&self.queue).put(Outgoing { id, method, params });
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        let mut queue = locked(&self.queue);
        queue.closed = true;
        queue.wake();
    }
}

impl Queue {
    fn put(&mut self, new: Outgoing) {
        if STATES.contains(&new.method) {
            let is_older = |old: &Outgoing| old.method == new.method && old.params.get("uri") == new.params.get("uri");
            self.waiting.retain(|old| !is_older(old));
        }
        if new.method == "window/logMessage" && self.waiting.len() >= MOST {
            return;
        }
        self.waiting.push_back(new);
        self.wake();
    }

    fn wake(&mut self) {
        self.waker.take().into_iter().for_each(Waker::wake);
    }
}

impl Outgoings {
    /// The next message; nothing once the worker has gone.
    pub fn poll(&self, cx: &Context<'_>) -> Poll<Option<Outgoing>> {
        let mut queue = locked(&self.0);
        match queue.waiting.pop_front() {
            None if !queue.closed => {
                queue.waker = Some(cx.waker().clone());
                Poll::Pending
            }
            next => Poll::Ready(next),
        }
    }
}

fn locked(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(outgoings: &Outgoings) -> Option<Outgoing> {
        match outgoings.poll(&Context::from_waker(Waker::noop())) {
            Poll::Ready(next) => next,
            Poll::Pending => None,
        }
    }

    #[test]
    fn what_nobody_reads_does_not_pile_up() {
        let (outbox, outgoings) = Outbox::new();
        for version in 0..100_000 {
            for uri in ["a", "b"] {
                outbox.tell("textDocument/publishDiagnostics", json!({"uri": uri, "version": version}));
            }
            outbox.log("again");
        }
        let mut kept = Vec::new();
        while let Some(message) = next(&outgoings) {
            kept.push(message);
        }
        assert!(kept.len() <= MOST + 2, "{}", kept.len());
        let published: Vec<&Outgoing> = kept.iter().filter(|m| m.method == STATES[0]).collect();
        assert_eq!(published.len(), 2);
        assert!(published.iter().all(|m| m.params["version"] == 99_999), "the newest of each document");
    }

    #[test]
    fn what_was_said_comes_out_in_order_and_ends_with_the_worker() {
        let (mut outbox, outgoings) = Outbox::new();
        outbox.log("one");
        assert_eq!(outbox.ask("two", json!({})), 1);
        drop(outbox);
        assert_eq!(next(&outgoings).map(|m| m.method), Some("window/logMessage"));
        assert_eq!(next(&outgoings).map(|m| m.id), Some(Some(1)));
        let ended = outgoings.poll(&Context::from_waker(Waker::noop()));
        assert!(matches!(ended, Poll::Ready(None)));
    }
}
