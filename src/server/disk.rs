//! The file under a document, which knows what the editor's text cannot say: how it is encoded, and what stood where
//! an editor that took it for UTF-8 has put U+FFFD.
//!
//! Looked at when a document is opened or saved, never while somebody types.

use std::path::Path;

use serde_json::json;

use super::convert::Eyes;
use super::protocol::Diagnostic;
use super::publish::notice;
use crate::pages::phrase;
use crate::text::{Buffer, SourceInfo, Span, decode, reread};

/// What is known of a file.
#[derive(Debug, Default)]
pub struct Disk {
    encoding: Option<&'static str>,
    source: SourceInfo,
    misread: Option<Misread>,
}

/// An editor's text that lost characters which the file has.
#[derive(Debug)]
pub struct Misread {
    /// Of the file, by its WHATWG name.
    pub encoding: &'static str,
    /// What the file says.
    pub text: String,
    /// The version of the document that was read wrongly.
    pub version: i32,
}

/// The code of the notice: it speaks of what that rule speaks of.
pub(super) const CODE: &str = "encoding/charset";

impl Disk {
    /// `most` bytes are read, and no file that is larger.
    pub fn look(path: &Path, open: &Buffer, version: i32, most: usize) -> Self {
        let size = std::fs::metadata(path).map_or(u64::MAX, |data| data.len());
        if size > most as u64 {
            return Self::default();
        }
        let Ok(bytes) = std::fs::read(path) else { return Self::default() };
        if !bytes.starts_with(&[0xFF]) && !bytes.starts_with(&[0xFE]) && std::str::from_utf8(&bytes).is_ok() {
            return Self { encoding: Some(SourceInfo::default().encoding), ..Self::default() };
        }
        let open = open.to_string();
        if let Some(decoded) = reread(&open, &bytes) {
            let (encoding, text) = (decoded.source.encoding, decoded.text);
            return Self {
                encoding: Some(encoding),
                misread: Some(Misread { encoding, text, version }),
                ..Self::default()
            };
        }
        let Ok(decoded) = decode(&bytes, None) else { return Self::default() };
        // Places in the text would not move with it: of these the editor's text knows nothing.
        let SourceInfo { encoding, bom, sure, .. } = decoded.source;
        let same = decoded.text == open;
        let source =
            if same { SourceInfo { encoding, bom, sure, ..SourceInfo::default() } } else { SourceInfo::default() };
        Self { encoding: Some(encoding), source, misread: None }
    }

    pub fn encoding(&self) -> Option<&'static str> {
        self.encoding
    }

    /// How the file is encoded, where the text is what stands in it.
    pub fn source(&self) -> SourceInfo {
        self.source.clone()
    }

    pub fn misread(&self) -> Option<&Misread> {
        self.misread.as_ref()
    }
}

impl Misread {
    /// True while such a text lacks what its file has.
    pub fn stands_in(text: &Buffer) -> bool {
        first_loss(text).is_some()
    }

    /// The one thing to be said of such a text: all else would speak of what nobody wrote.
    pub fn notice(&self, eyes: &Eyes<'_>) -> Diagnostic {
        let place = first_loss(eyes.text).unwrap_or_default();
        let message = phrase("lsp.misread", eyes.lang).replace("{encoding}", self.encoding);
        let data = eyes.abilities.diagnostic_data.then(|| json!({"reopen": self.encoding}));
        Diagnostic { severity: 1, data, ..notice(eyes.range(place), CODE, message) }
    }
}

fn first_loss(text: &Buffer) -> Option<Span> {
    let at = u32::try_from(text.find(char::REPLACEMENT_CHARACTER)?).ok()?;
    Some(Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8() as u32))
}
