//! The engine of jiaodui (校对), the proofreader for Chinese tech articles.
//!
//! Bytes flow one way: `bytes → decoded text → blocks of prose → findings → edits → report`.
//! Nothing flows back up: a module may use those listed above it here, never those below.

pub mod text;

pub mod settings;

pub mod finding;
pub mod message;
pub mod pages;

pub mod lexicon;

pub mod document;

pub mod analysis;

pub mod engine;

pub mod rules;

pub mod fix;

pub mod baseline;

pub mod convert;

pub mod config;

pub mod report;

// These two never know each other, but for the command that starts the server.

#[cfg(feature = "lsp")]
pub mod server;

#[cfg(feature = "cli")]
pub mod cli;
