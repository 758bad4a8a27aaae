//! The language server as a client sees it: the real binary over pipes.

mod client;
mod clients;
mod diagnostics;
mod framing;
mod lifecycle;
mod oracle;
mod sync;
