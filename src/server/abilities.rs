//! What the client declared, and nothing more is ever used.

use serde_json::Value;

use crate::text::PositionEncoding;

#[derive(Clone, Debug, Default)]
pub struct Abilities {
    pub encodings: Vec<String>,
    pub code_description: bool,
    pub related_information: bool,
    /// The tag for text that is better gone.
    pub unnecessary_tag: bool,
    /// Hands the data of diagnostics back.
    pub diagnostic_data: bool,
    pub pull: bool,
    pub refresh: bool,
    pub code_action_literals: bool,
    pub preferred: bool,
    /// An action may come without its edit, which is asked for later.
    pub resolve_edit: bool,
    pub document_changes: bool,
    pub apply_edit: bool,
    pub configuration: bool,
    pub watch_files: bool,
    /// May be told later where there are completions.
    pub completion: bool,
    pub progress: bool,
    pub show_document: bool,
    pub markdown: bool,
    /// Wants `jiaodui/status`.
    pub status: bool,
    /// Reads a file again in another encoding when told to by `jiaodui/reopen`.
    pub reopen: bool,
}

impl Abilities {
    pub fn new(capabilities: &Value) -> Self {
        let at = |path: &str| capabilities.pointer(path);
        let yes = |path: &str| at(path).and_then(Value::as_bool).unwrap_or_default();
        let there = |path: &str| at(path).is_some_and(|v| !v.is_null() && *v != Value::Bool(false));
        let lists = |path: &str, item: Value| at(path).and_then(Value::as_array).is_some_and(|l| l.contains(&item));
        let encodings = at("/general/positionEncodings").and_then(Value::as_array);
        let resolves = lists("/textDocument/codeAction/resolveSupport/properties", "edit".into());
        Self {
            encodings: encodings.into_iter().flatten().filter_map(|e| e.as_str().map(str::to_owned)).collect(),
            code_description: yes("/textDocument/publishDiagnostics/codeDescriptionSupport")
                || yes("/textDocument/diagnostic/codeDescriptionSupport"),
            related_information: yes("/textDocument/publishDiagnostics/relatedInformation")
                || yes("/textDocument/diagnostic/relatedInformation"),
            unnecessary_tag: lists("/textDocument/publishDiagnostics/tagSupport/valueSet", 1.into()),
            diagnostic_data: yes("/textDocument/publishDiagnostics/dataSupport")
                || yes("/textDocument/diagnostic/dataSupport"),
            pull: there("/textDocument/diagnostic"),
            // One client writes the singular.
            refresh: yes("/workspace/diagnostics/refreshSupport") || yes("/workspace/diagnostic/refreshSupport"),
            code_action_literals: there("/textDocument/codeAction/codeActionLiteralSupport"),
            preferred: yes("/textDocument/codeAction/isPreferredSupport"),
            resolve_edit: resolves && yes("/textDocument/codeAction/dataSupport"),
            document_changes: yes("/workspace/workspaceEdit/documentChanges"),
            apply_edit: yes("/workspace/applyEdit"),
            configuration: yes("/workspace/configuration"),
            watch_files: yes("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            completion: yes("/textDocument/completion/dynamicRegistration"),
            progress: yes("/window/workDoneProgress"),
            show_document: yes("/window/showDocument/support"),
            markdown: lists("/textDocument/hover/contentFormat", "markdown".into()),
            status: yes("/experimental/jiaoduiStatus"),
            reopen: yes("/experimental/jiaoduiReopen"),
        }
    }

    /// What characters of positions count: UTF-8 where the client can, else UTF-16, else what it can at all.
    pub fn encoding(&self) -> PositionEncoding {
        let offers = |name: &str| self.encodings.iter().any(|e| e.eq_ignore_ascii_case(name));
        if offers("utf-8") {
            PositionEncoding::Utf8
        } else if offers("utf-32") && !offers("utf-16") {
            PositionEncoding::Utf32
        } else {
            PositionEncoding::Utf16
        }
    }
}

/// The protocol's name of an encoding.
pub fn name(encoding: PositionEncoding) -> &'static str {
    match encoding {
        PositionEncoding::Utf8 => "utf-8",
        PositionEncoding::Utf16 => "utf-16",
        PositionEncoding::Utf32 => "utf-32",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn encodings_are_chosen_from_what_is_offered() {
        for (offered, chosen) in [
            (json!(null), "utf-16"),
            (json!([]), "utf-16"),
            (json!(["utf-16"]), "utf-16"),
            (json!(["utf-16", "utf-8"]), "utf-8"),
            (json!(["utf-32"]), "utf-32"),
            (json!(["utf-32", "utf-16"]), "utf-16"),
            (json!(["utf-7"]), "utf-16"),
        ] {
            let abilities = Abilities::new(&json!({"general": {"positionEncodings": offered}}));
            assert_eq!(name(abilities.encoding()), chosen, "{offered}");
        }
    }
}
