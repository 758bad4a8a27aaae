//! The shapes of the protocol that we read and write, as we need them. Our own rather than a crate's: a URI stays
//! the text that the client sent (raw Han and all), and no unknown value of an enumeration refuses a message.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::LinePosition;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    pub line: u32,
    pub character: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    pub start: Position,
    pub end: Position,
}

impl From<LinePosition> for Position {
    fn from(at: LinePosition) -> Self {
        Self { line: at.line, character: at.character }
    }
}

impl From<Position> for LinePosition {
    fn from(at: Position) -> Self {
        Self { line: at.line, character: at.character }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextEdit {
    pub range: Range,
    pub new_text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    pub range: Range,
    pub severity: u8,
    pub code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_description: Option<Link>,
    pub source: &'static str,
    pub message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_information: Vec<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    pub href: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    pub location: Location,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Location {
    pub uri: String,
    pub range: Range,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Folder {
    pub uri: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitializeParams {
    pub process_id: Option<u32>,
    pub locale: Option<String>,
    pub root_uri: Option<String>,
    pub root_path: Option<String>,
    pub workspace_folders: Option<Vec<Folder>>,
    #[serde(default)]
    pub capabilities: Value,
    #[serde(default)]
    pub initialization_options: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    pub uri: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Versioned {
    pub uri: String,
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenedDocument {
    pub uri: String,
    #[serde(default)]
    pub language_id: String,
    pub version: i32,
    pub text: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidOpen {
    pub text_document: OpenedDocument,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidChange {
    pub text_document: Versioned,
    pub content_changes: Vec<Change>,
}

/// Without a range, the text is the whole text.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    pub range: Option<Range>,
    pub text: String,
}

/// Parameters that name a document and nothing else of use: closed, saved.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfDocument {
    pub text_document: Document,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct DidChangeConfiguration {
    #[serde(default)]
    pub settings: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub struct DidChangeFolders {
    pub event: FolderChange,
}

#[derive(Clone, Debug, Deserialize)]
pub struct FolderChange {
    #[serde(default)]
    pub added: Vec<Folder>,
    #[serde(default)]
    pub removed: Vec<Folder>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoverParams {
    pub text_document: Document,
    pub position: Position,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeActionParams {
    pub text_document: Document,
    pub range: Range,
    #[serde(default)]
    pub context: ActionContext,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub struct ActionContext {
    /// Kept as they came, to be handed back with the actions that repair them.
    #[serde(default)]
    pub diagnostics: Vec<Value>,
    pub only: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct CommandParams {
    pub command: String,
    #[serde(default)]
    pub arguments: Vec<Value>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormattingParams {
    pub text_document: Document,
    /// Only when a part is to be formatted.
    pub range: Option<Range>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PullParams {
    pub text_document: Document,
    pub previous_result_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PullWorkspaceParams {
    #[serde(default)]
    pub previous_result_ids: Vec<PreviousResult>,
    pub partial_result_token: Option<Value>,
    pub work_done_token: Option<Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct PreviousResult {
    pub uri: String,
    pub value: String,
}
