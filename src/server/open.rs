//! One open document: the client's text, and what the engine says of it.
//!
//! Invariant: `text` is byte for byte what the client has at `version`, or it is absent: a document that fell out
//! of step is never guessed at.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::changes::Changes;
use super::disk::{Disk, Misread};
use super::protocol::{Change, OpenedDocument};
use super::settings::Preferences;
use super::uri;
use crate::document::{Document, Format};
use crate::engine::{Desk, Engine};
use crate::message::Lang;
use crate::text::{Buffer, PositionEncoding, SourceInfo, Span};

#[derive(Debug)]
pub struct Open {
    pub uri: String,
    pub path: Option<PathBuf>,
    pub format: Format,
    pub version: i32,
    pub engine: Arc<Engine>,
    pub preferences: Arc<Preferences>,
    pub lang: Lang,
    /// Absent when out of step with the client.
    text: Option<Buffer>,
    desk: Option<Desk>,
    changes: Changes,
    /// The version that the desk has judged.
    judged: Option<i32>,
    pub timing: Timing,
    /// Every finding is published, however many there are.
    pub uncapped: bool,
    /// Diagnostics stand in the editor.
    pub shown: bool,
    /// What is known of the file.
    disk: Disk,
}

/// What a document obeys.
#[derive(Debug)]
pub struct Obeys {
    pub engine: Arc<Engine>,
    pub preferences: Arc<Preferences>,
    pub lang: Lang,
}

/// When what is to happen.
#[derive(Debug, Default)]
pub struct Timing {
    /// To be judged and published.
    pub due: Option<Instant>,
    /// The first edit since the last publication.
    pub waiting_since: Option<Instant>,
    /// The last edit, and the text it put in.
    pub touched: Option<(Instant, Vec<Span>)>,
    /// To be published again, with what was held back.
    pub release: Option<Instant>,
}

/// Why a document is out of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfStep {
    OldVersion,
    Line,
    Order,
    Unreadable,
    Fault,
}

impl Open {
    pub fn new(opened: OpenedDocument, obeys: Obeys) -> Self {
        let Obeys { engine, preferences, lang } = obeys;
        let OpenedDocument { uri, language_id, version, text } = opened;
        Self {
            path: uri::to_path(&uri),
            format: format(&uri, &language_id),
            uri,
            version,
            engine,
            preferences,
            lang,
            text: Some(Buffer::new(&text)),
            desk: None,
            changes: Changes::default(),
            judged: None,
            timing: Timing::default(),
            uncapped: false,
            shown: false,
            disk: Disk::default(),
        }
    }

    /// The client's text; nothing when out of step.
    pub fn text(&self) -> Option<&Buffer> {
        self.text.as_ref()
    }

    /// Applies one notification's changes, in their order.
    pub fn change(&mut self, version: i32, changes: Vec<Change>, encoding: PositionEncoding) -> Result<(), OutOfStep> {
        if changes.is_empty() && version == self.version {
            // Neovim 0.7 says so when it has typed faster than it counts.
            return Ok(());
        }
        let whole = changes.iter().any(|c| c.range.is_none());
        if version <= self.version && !whole {
            return Err(OutOfStep::OldVersion);
        }
        self.version = version;
        let mut touched = Vec::new();
        for change in changes {
            let span = self.apply(change, encoding)?;
            touched.push(span);
        }
        self.timing.touched = Some((Instant::now(), touched));
        Ok(())
    }

    /// Nothing of the text is known any more.
    pub fn lose(&mut self) {
        self.text = None;
        self.forget();
    }

    /// The engine starts anew with this text, by other settings or after a fault.
    pub fn forget(&mut self) {
        self.desk = None;
        self.judged = None;
        self.changes.clear();
    }

    /// Brings what the engine says up to the text; false when out of step or too large to be checked.
    pub fn judge(&mut self) -> bool {
        let Some(text) = self.text.as_ref() else { return false };
        if text.len() > self.preferences.max_size {
            self.forget();
            return false;
        }
        if self.known().is_some() {
            return true;
        }
        // Taken out, so that a fault in the engine leaves no half-edited article behind.
        let desk = match self.desk.take() {
            Some(mut desk) => {
                for region in self.changes.take() {
                    desk.edit(&self.engine, region.old, &text.slice(region.new));
                }
                desk.judge(&self.engine);
                desk
            }
            None => {
                self.changes.clear();
                let document = Document::new(&text.to_string(), self.format).with_source(self.source());
                Desk::new(&self.engine, document)
            }
        };
        self.desk = Some(desk);
        self.judged = Some(self.version);
        true
    }

    /// What the engine said last, if of this version.
    pub fn known(&self) -> Option<&Desk> {
        self.desk.as_ref().filter(|_| self.judged == Some(self.version))
    }

    /// The document that was judged last, if it is this version's.
    pub fn document(&self) -> Option<&Document> {
        self.known().map(Desk::document)
    }

    /// How the file is encoded, where the text is what stands in it.
    pub fn source(&self) -> SourceInfo {
        self.disk.source()
    }

    /// Looks at the file, of which the text has just been read or into which it has just been written.
    pub fn look_at_disk(&mut self) {
        let Some(text) = &self.text else { return };
        let most = self.preferences.max_size.saturating_mul(2);
        let disk = self.path.as_deref().map(|path| Disk::look(path, text, self.version, most)).unwrap_or_default();
        if disk.source() != self.disk.source() {
            self.forget();
        }
        self.disk = disk;
    }

    /// The name of the file's encoding, where it is known.
    pub fn encoding(&self) -> Option<&'static str> {
        self.disk.encoding()
    }

    /// What the file says, when the text lost characters in reading it and has not got them back.
    pub fn misread(&self) -> Option<&Misread> {
        self.disk.misread().filter(|_| self.text.as_ref().is_some_and(Misread::stands_in))
    }

    /// Applies one change; tells where its text stands now.
    fn apply(&mut self, change: Change, encoding: PositionEncoding) -> Result<Span, OutOfStep> {
        let Some(range) = change.range else {
            return Ok(self.replace_all(&change.text));
        };
        let Some(text) = self.text.as_mut() else { return Err(OutOfStep::Unreadable) };
        if range.start > range.end {
            return Err(OutOfStep::Order);
        }
        if range.end.line as usize >= text.lines() {
            return Err(OutOfStep::Line);
        }
        let span = Span::new(text.byte_of(range.start.into(), encoding), text.byte_of(range.end.into(), encoding));
        if !text.apply(span, &change.text) {
            return Err(OutOfStep::Order);
        }
        let inserted = length(&change.text);
        self.changes.record(span, inserted);
        Ok(Span::new(span.start, span.start.saturating_add(inserted)))
    }

    /// A whole new text, of which the engine sees what differs.
    fn replace_all(&mut self, new: &str) -> Span {
        let old = self.text.as_ref().map(Buffer::to_string);
        self.text = Some(Buffer::new(new));
        let Some(old) = old else { return Span::new(0, length(new)) };
        let (start, end_old, end_new) = difference(&old, new);
        let inserted = end_new.saturating_sub(start);
        self.changes.record(Span::new(start, end_old), inserted);
        Span::new(start, end_new)
    }
}

/// How to read a document: by the ending of its name, as `check` does, else by what the editor calls it.
fn format(uri: &str, language: &str) -> Format {
    let named = uri::extension(uri).and_then(Format::from_extension);
    named.unwrap_or_else(|| match language.to_ascii_lowercase().as_str() {
        "markdown" | "mdx" | "quarto" | "rmd" => Format::Markdown,
        "html" | "xhtml" | "xml" => Format::Html,
        _ => Format::Plain,
    })
}

/// Where two texts begin to differ, and where they end to.
fn difference(old: &str, new: &str) -> (u32, u32, u32) {
    let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=same).rev().find(|i| old.is_char_boundary(*i) && new.is_char_boundary(*i)).unwrap_or(0);
    let room = old.len().min(new.len()) - start;
    let tail = old.bytes().rev().zip(new.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
    let fits = |t: &usize| old.is_char_boundary(old.len() - t) && new.is_char_boundary(new.len() - t);
    let tail = (0..=tail).rev().find(fits).unwrap_or(0);
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (narrow(start), narrow(old.len() - tail), narrow(new.len() - tail))
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_difference_leads_from_one_text_to_the_other(old in "[发發a😀\r\n]{0,8}", new in "[发發a😀\r\n]{0,8}") {
            let (start, end_old, end_new) = difference(&old, &new);
            let mut text = old;
            text.replace_range(start as usize..end_old as usize, &new[start as usize..end_new as usize]);
            prop_assert_eq!(text, new);
        }
    }

    #[test]
    fn documents_are_read_by_their_names_first() {
        for (uri, language, expected) in [
            ("file:///a.txt", "markdown", Format::Plain),
            ("file:///a.html", "plaintext", Format::Html),
            ("untitled:Untitled-1", "markdown", Format::Markdown),
            ("file:///README", "", Format::Plain),
        ] {
            assert_eq!(format(uri, language), expected, "{uri} {language}");
        }
    }
}
