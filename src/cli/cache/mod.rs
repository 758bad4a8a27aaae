//! `check --cache`: what was found in an article, kept until the article, its settings or this program change.
//!
//! Invariant: a kept answer is given only to the same bytes, read the same way, under the same settings, by the
//! very program that gave it first. Anything else, a damaged entry among it, is looked at afresh.

mod entry;
mod place;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::Stop;
use super::run::Job;
use crate::document::Format;
use crate::engine::{Checked, Engine};
use crate::text::Codec;

type Hash = [u8; 32];

/// Answers of this program, in a folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// By engine: its settings.
    settings: BTreeMap<usize, Hash>,
    encoding: &'static str,
}

impl Cache {
    /// Opens the cache in `place`, or in the user's own. A folder with other things in it is refused.
    pub fn open<'a>(
        place: Option<PathBuf>,
        engines: impl Iterator<Item = &'a Arc<Engine>>,
        forced: Option<Codec>,
    ) -> Result<Self, Stop> {
        let folder = place::open(place)?;
        let mut settings = BTreeMap::new();
        for engine in engines {
            // Every derived `Debug` shows every field, so that no setting can be forgotten here.
            let print = || hash(&[format!("{:?}", engine.settings()).as_bytes()]);
            settings.entry(address(engine)).or_insert_with(print);
        }
        Ok(Self { folder, settings, encoding: forced.map_or("", Codec::name) })
    }

    /// What is known of the article, or what `check` says of it, which is known from then on.
    pub fn checked(&self, job: &Job, (bytes, text): (Vec<u8>, &str), check: impl FnOnce() -> Checked) -> Checked {
        let Some(settings) = self.settings.get(&address(&job.engine)) else { return check() };
        let format = match job.input.format() {
            Format::Plain => "plain",
            Format::Markdown => "markdown",
            Format::Html => "html",
        };
        let key = hash(&[settings.as_slice(), self.encoding.as_bytes(), format.as_bytes(), bytes.as_slice()]);
        drop(bytes);
        let path = self.path(&key);
        if let Some(known) = place::read(&path).and_then(|bytes| entry::read(&bytes, text)) {
            place::touch(&path);
            return known;
        }
        let checked = check();
        // A cache that cannot be written is a slow one, no fault.
        let _ = place::write(&path, &entry::write(&checked));
        checked
    }

    fn path(&self, key: &Hash) -> PathBuf {
        let name = hex(key);
        let (shelf, rest) = name.split_at(2);
        self.folder.join(shelf).join(rest)
    }
}

/// An engine goes by where it lies: the run keeps all of them.
fn address(engine: &Arc<Engine>) -> usize {
    Arc::as_ptr(engine) as usize
}

/// Of several parts, each with its length, so that no two lists of parts run together alike.
fn hash(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
