//! The language server as a client sees it: the real binary over pipes.

mod actions;
mod burst;
mod client;
mod clients;
mod configuration;
mod diagnostics;
mod disk;
mod framing;
mod lifecycle;
mod oracle;
mod paper;
mod project;
mod pull;
mod replay;
mod shape;
mod sheets;
mod sync;
