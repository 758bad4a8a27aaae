//! What a client may say, typed. A message that does not fit its type is refused here, before it reaches the worker.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::protocol as p;

/// Said without waiting for an answer.
#[derive(Clone, Debug)]
pub enum Tell {
    Initialized,
    Open(p::DidOpen),
    Change(p::DidChange),
    Save(p::OfDocument),
    Close(p::OfDocument),
    Configuration(p::DidChangeConfiguration),
    Files,
    Folders(p::DidChangeFolders),
    CancelProgress(Value),
    /// Test builds only: what a fault of ours would do.
    #[cfg(debug_assertions)]
    Panic(p::OfDocument),
}

/// Asked: every one is answered once.
#[derive(Clone, Debug)]
pub enum Ask {
    Initialize(Box<p::InitializeParams>),
    Shutdown,
    Hover(p::HoverParams),
    Actions(p::CodeActionParams),
    Resolve(Value),
    Command(p::CommandParams),
    Formatting(p::FormattingParams),
    Completion(p::HoverParams),
    Pull(p::PullParams),
    PullWorkspace(p::PullWorkspaceParams),
    /// Test builds only: the text as the server has it.
    #[cfg(debug_assertions)]
    Text(p::OfDocument),
}

/// Why a message is no message of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    UnknownMethod,
    Params(String),
}

impl Tell {
    pub fn read(method: &str, params: Option<Value>) -> Result<Self, Refusal> {
        Ok(match method {
            "initialized" => Self::Initialized,
            "textDocument/didOpen" => Self::Open(read(params)?),
            "textDocument/didChange" => Self::Change(read(params)?),
            "textDocument/didSave" => Self::Save(read(params)?),
            "textDocument/didClose" => Self::Close(read(params)?),
            "workspace/didChangeConfiguration" => Self::Configuration(read(params).unwrap_or_default()),
            "workspace/didChangeWatchedFiles" => Self::Files,
            "workspace/didChangeWorkspaceFolders" => Self::Folders(read(params)?),
            "window/workDoneProgress/cancel" => Self::CancelProgress(params.unwrap_or_default()),
            #[cfg(debug_assertions)]
            "jiaodui/testPanic" => Self::Panic(read(params)?),
            _ => return Err(Refusal::UnknownMethod),
        })
    }

    /// The document that the message is about.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Open(p) => Some(&p.text_document.uri),
            Self::Change(p) => Some(&p.text_document.uri),
            Self::Save(p) | Self::Close(p) => Some(&p.text_document.uri),
            #[cfg(debug_assertions)]
            Self::Panic(p) => Some(&p.text_document.uri),
            _ => None,
        }
    }
}

impl Ask {
    pub fn read(method: &str, params: Option<Value>) -> Result<Self, Refusal> {
        Ok(match method {
            "initialize" => Self::Initialize(Box::new(read(params)?)),
            "shutdown" => Self::Shutdown,
            "textDocument/hover" => Self::Hover(read(params)?),
            "textDocument/codeAction" => Self::Actions(read(params)?),
            "codeAction/resolve" => Self::Resolve(read(params)?),
            "workspace/executeCommand" => Self::Command(read(params)?),
            "textDocument/formatting" | "textDocument/rangeFormatting" => Self::Formatting(read(params)?),
            "textDocument/completion" => Self::Completion(read(params)?),
            "textDocument/diagnostic" => Self::Pull(read(params)?),
            "workspace/diagnostic" => Self::PullWorkspace(read(params)?),
            #[cfg(debug_assertions)]
            "jiaodui/testText" => Self::Text(read(params)?),
            _ => return Err(Refusal::UnknownMethod),
        })
    }

    /// The document that the message is about.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Hover(p) | Self::Completion(p) => Some(&p.text_document.uri),
            Self::Actions(p) => Some(&p.text_document.uri),
            Self::Formatting(p) => Some(&p.text_document.uri),
            Self::Pull(p) => Some(&p.text_document.uri),
            _ => None,
        }
    }
}

fn read<T: DeserializeOwned>(params: Option<Value>) -> Result<T, Refusal> {
    serde_json::from_value(params.unwrap_or_default()).map_err(|e| Refusal::Params(e.to_string()))
}
