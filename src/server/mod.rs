//! The language server. Bytes come in through our filter of frames and the framework, and leave by one sender:
//!
//! `stdin → frames → inbound → transport → mailbox → worker (session) → outbox → transport → stdout`
//!
//! Invariant: every message is posted synchronously, in wire order; one thread owns all state and takes them so.
//! Knows no command line.

mod abilities;
mod actions;
mod asked;
mod changes;
mod commands;
mod complete;
mod configs;
mod configure;
mod convert;
mod disk;
mod edits;
mod everywhere;
mod figures;
mod format;
mod frames;
mod hover;
mod inbound;
mod library;
mod life;
mod mailbox;
mod message;
mod names;
mod offer;
mod open;
mod outbox;
mod paper;
mod protocol;
mod publish;
mod pull;
mod recover;
mod reopen;
mod scopes;
mod session;
mod settings;
mod sheets;
mod start;
mod status;
mod streams;
mod stub;
mod suppress;
mod surrogates;
mod sync;
mod transport;
mod uri;
mod worker;
mod workspace;

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use crate::message::Lang;
use crate::text::PositionEncoding;
use life::Life;
use mailbox::Mailbox;
use outbox::Outbox;
use session::Session;
use streams::{Input, Output};

/// What the command that starts the server decides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// For clients that cannot negotiate and count otherwise than UTF-16.
    pub encoding: Option<PositionEncoding>,
    /// Of messages, where neither client nor configuration says.
    pub lang: Lang,
}

/// Serves one client until it ends the session; the exit status the protocol wants.
pub fn run(input: impl Read + Send + 'static, output: impl Write + Send + 'static, options: Options) -> io::Result<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let (life, mailbox) = (Arc::new(Life::default()), Arc::new(Mailbox::default()));
    let (outbox, outgoing) = Outbox::new();
    let session = Session::new(options, outbox, Arc::clone(&mailbox), Arc::clone(&life));
    let posted = Arc::clone(&mailbox);
    std::thread::Builder::new().name("worker".to_owned()).spawn(move || worker::run(&posted, session))?;
    let output = Output::to(output, Arc::clone(&life));
    let input = Input::filtered(input, output.clone(), Arc::clone(&life));
    runtime.block_on(transport::serve(input, output.clone(), &mailbox, outgoing, &life));
    mailbox.close();
    output.finish(Duration::from_secs(1));
    Ok(life.status())
}
