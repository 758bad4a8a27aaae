//! What can be done for a text that an editor has read in the wrong encoding.

use serde_json::{Value, json};

use super::disk::CODE;
use super::mailbox::Fault;
use super::offer::{QUICK_FIX, wants};
use super::protocol::{CodeActionParams, TextEdit};
use super::session::Session;
use crate::pages::phrase;
use crate::text::Span;

impl Session {
    /// The actions for a document that was misread, instead of all others; nothing for any other document.
    pub(super) fn reread_actions(&self, params: &CodeActionParams) -> Option<Vec<Value>> {
        let open = self.documents.get(&params.text_document.uri)?;
        let (misread, eyes) = (open.misread()?, self.eyes(open)?);
        if !wants(params, QUICK_FIX) {
            return Some(Vec::new());
        }
        let title = |key| phrase(key, eyes.lang).replace("{encoding}", misread.encoding);
        let diagnostics: Vec<&Value> = params.context.diagnostics.iter().filter(|d| d["code"] == CODE).collect();
        let mut actions = Vec::new();
        if self.abilities.reopen {
            let arguments = json!([open.uri, misread.encoding]);
            let command = json!({"title": title("lsp.reopen"), "command": "jiaodui.reopen", "arguments": arguments});
            actions.push(self.offered(title("lsp.reopen"), QUICK_FIX, command));
        }
        // What was typed since is not in the file.
        if misread.version == open.version {
            let end = u32::try_from(eyes.text.len()).unwrap_or(u32::MAX);
            let edit = TextEdit { range: eyes.range(Span::new(0, end)), new_text: misread.text.clone() };
            let mut action = json!({"title": title("lsp.reread"), "kind": QUICK_FIX, "diagnostics": diagnostics});
            action["edit"] = self.workspace_edit(&open.uri, open.version, &[edit]);
            actions.push(self.made(action));
        }
        Some(actions)
    }

    /// Tells the client to read a file again in another encoding: arguments are document and encoding.
    pub(super) fn reopen(&self, arguments: &[Value]) -> Result<(), Fault> {
        let (Some(uri), Some(encoding)) = (arguments.first(), arguments.get(1)) else {
            return Err(Fault::new(-32602, "a document and an encoding are needed"));
        };
        if !self.abilities.reopen {
            return Err(Fault::new(-32803, "this client cannot read a file again"));
        }
        self.outbox.tell("jiaodui/reopen", json!({"uri": uri, "encoding": encoding}));
        Ok(())
    }
}
