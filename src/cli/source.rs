//! Reads one article: bytes, text, or the reason why there is none.

use std::fs;
use std::io::{self, Read as _};

use super::input::Input;
use crate::report::Skipped;
use crate::text::{Codec, Decoded, decode};

/// An article's bytes and what they say.
#[derive(Debug)]
pub struct Source {
    pub bytes: Vec<u8>,
    pub decoded: Decoded,
}

impl Source {
    pub fn read(input: &Input, forced: Option<Codec>) -> Result<Self, Skipped> {
        let skip = |code, reason: String| Skipped { path: input.shown(), code, reason };
        if let Input::File { path, .. } = input
            && let Ok(metadata) = fs::metadata(path)
        {
            if metadata.len() > LARGEST {
                return Err(skip("too-large", format!("{} MB; the limit is {}", metadata.len() >> 20, LARGEST >> 20)));
            }
            // A pipe without a writer would never answer; those of a shell's `<(…)` have one.
            if !metadata.is_file() && !path.starts_with("/dev") && !path.starts_with("/proc") {
                return Err(skip("no-file", "not a file that could be read to its end".to_owned()));
            }
        }
        let bytes = bytes_of(input).map_err(|e| {
            let missing = e.kind() == io::ErrorKind::NotFound;
            skip(if missing { "missing" } else { "unreadable" }, e.to_string())
        })?;
        match decode(&bytes, forced) {
            Ok(decoded) => Ok(Self { bytes, decoded }),
            Err(error) => Err(skip(error.code(), error.to_string())),
        }
    }
}

/// Larger files are no articles; places in them could not be told by the numbers used for that.
const LARGEST: u64 = 512 << 20;

fn bytes_of(input: &Input) -> io::Result<Vec<u8>> {
    match input {
        Input::File { path, .. } => fs::read(path),
        Input::Stdin(_) => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}
