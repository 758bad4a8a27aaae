//! The framework, and the only place that knows its types. It frames, reads and writes JSON-RPC, nothing else.
//!
//! Invariant: `call` runs once a message, in wire order, and has posted the message when it returns; what it
//! returns only waits for the answer. So no executor can put a request before an edit that was sent before it.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::{Future, pending};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures::future::{Either, select};
use futures::{Stream, sink};
use tokio::sync::oneshot;
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp_server::{Loopback, Server};
use tower_service::Service;

use super::life::Life;
use super::mailbox::{Mailbox, Message, Reply};
use super::message::{Ask, Refusal, Tell};
use super::outbox::{Outgoing, Outgoings};
use super::streams::{Input, Output};

/// Requests that may wait for their answers at one time.
const CONCURRENCY: usize = 64;

/// Carries messages until the client ends the session.
pub async fn serve(input: Input, output: Output, mailbox: &Arc<Mailbox>, outgoing: Outgoings, life: &Arc<Life>) {
    let requests = Requests { outgoing, output: output.clone() };
    let socket = Socket { requests, mailbox: Arc::clone(mailbox) };
    let service =
        Posting { mailbox: Arc::clone(mailbox), life: Arc::clone(life), phase: Phase::Fresh, waiting: Arc::default() };
    let server = Server::new(input, output, socket).concurrency_level(CONCURRENCY).serve(service);
    select(pin!(server), pin!(life.ended())).await;
}

/// Posts every message; answers only what never reaches the worker.
struct Posting {
    mailbox: Arc<Mailbox>,
    life: Arc<Life>,
    phase: Phase,
    /// How to cancel the requests that wait.
    waiting: Arc<Mutex<HashMap<Id, oneshot::Sender<()>>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Before `initialize`.
    Fresh,
    Running,
    /// After `shutdown`.
    Down,
}

type Answering = Pin<Box<dyn Future<Output = Result<Option<Response>, Infallible>> + Send>>;

impl Service<Request> for Posting {
    type Response = Option<Response>;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Answering {
        let (method, id, params) = request.into_parts();
        let Some(id) = id else {
            self.tell(&method, params);
            return Box::pin(async { Ok(None) });
        };
        match self.ask(&method, params, &id) {
            Ok(answer) => Box::pin(async move { Ok(Some(Response::from_parts(id, answer.await))) }),
            Err(error) => Box::pin(async move { Ok(Some(Response::from_error(id, error))) }),
        }
    }
}

impl Posting {
    fn tell(&self, method: &str, params: Option<serde_json::Value>) {
        if method == "$/cancelRequest" {
            return self.cancel(params);
        }
        if self.phase != Phase::Running {
            return;
        }
        let uri = params.as_ref().and_then(|p| p.pointer("/textDocument/uri")?.as_str()).map(str::to_owned);
        match Tell::read(method, params) {
            Ok(tell) => self.mailbox.post(Message::Tell(tell)),
            // A notification has no answer: one that nobody knows is passed over, as the protocol asks.
            Err(Refusal::UnknownMethod) => {}
            Err(Refusal::Params(why)) => self.mailbox.post(Message::Garbled { method: method.to_owned(), uri, why }),
        }
    }

    fn cancel(&self, params: Option<serde_json::Value>) {
        let id = params.and_then(|mut p| p.get_mut("id").map(serde_json::Value::take));
        let Some(id) = id.and_then(|id| serde_json::from_value::<Id>(id).ok()) else { return };
        let cancel = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        // One that has its answer already needs no cancelling.
        let _ = cancel.map(|cancel| cancel.send(()));
    }

    fn ask(
        &mut self,
        method: &str,
        params: Option<serde_json::Value>,
        id: &Id,
    ) -> Result<impl Future<Output = Result<serde_json::Value, Error>> + use<>, Error> {
        match (self.phase, method) {
            (Phase::Fresh, "initialize") | (Phase::Running, _) => {}
            (Phase::Fresh, _) => return Err(error(-32002, "not initialized")),
            (Phase::Down, _) => return Err(error(-32600, "the server was shut down")),
        }
        let ask = Ask::read(method, params).map_err(|refusal| match refusal {
            Refusal::UnknownMethod => Error::method_not_found(),
            Refusal::Params(why) => Error::invalid_params(why),
        })?;
        match (&ask, self.phase) {
            (Ask::Initialize(_), Phase::Fresh) => self.phase = Phase::Running,
            (Ask::Initialize(_), _) => return Err(error(-32600, "initialized already")),
            (Ask::Shutdown, _) => {
                self.phase = Phase::Down;
                self.life.shut_down();
            }
            _ => {}
        }
        let (reply, answer) = Reply::new();
        let (cancel, cancelled) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), cancel);
        self.mailbox.post(Message::Ask(ask, reply));
        let (waiting, id) = (Arc::clone(&self.waiting), id.clone());
        Ok(async move {
            let cancelled = async {
                if cancelled.await.is_err() {
                    pending::<()>().await;
                }
            };
            let result = match select(answer, pin!(cancelled)).await {
                Either::Left((Ok(result), _)) => result.map_err(|fault| error(fault.code, &fault.message)),
                Either::Left((Err(_), _)) => Err(Error::internal_error()),
                Either::Right(_) => return Err(Error::request_cancelled()),
            };
            waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            result
        })
    }
}

fn error(code: i64, message: &str) -> Error {
    Error { code: ErrorCode::from(code), message: message.to_owned().into(), data: None }
}

/// What the server says on its own, and the client's answers to it.
struct Socket {
    requests: Requests,
    mailbox: Arc<Mailbox>,
}

/// The worker's messages in the framework's form. While the client reads nothing they wait where the newest alone
/// are kept.
struct Requests {
    outgoing: Outgoings,
    output: Output,
}

impl Stream for Requests {
    type Item = Request;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Request>> {
        ready!(self.output.poll_room(cx));
        self.outgoing.poll(cx).map(|outgoing| {
            let Outgoing { id, method, params } = outgoing?;
            let request = Request::build(method).params(params);
            Some(match id {
                Some(id) => request.id(id).finish(),
                None => request.finish(),
            })
        })
    }
}

impl Loopback for Socket {
    type RequestStream = Requests;
    type ResponseSink = Pin<Box<dyn futures::Sink<Response, Error = Infallible>>>;

    fn split(self) -> (Self::RequestStream, Self::ResponseSink) {
        let mailbox = self.mailbox;
        let post = move |mailbox: Arc<Mailbox>, response: Response| -> Posted {
            let (id, result) = response.into_parts();
            if let Id::Number(id) = id {
                mailbox.post(Message::Answer { id, result: result.ok() });
            }
            std::future::ready(Ok(mailbox))
        };
        (self.requests, Box::pin(sink::unfold(mailbox, post)))
    }
}

type Posted = std::future::Ready<Result<Arc<Mailbox>, Infallible>>;
