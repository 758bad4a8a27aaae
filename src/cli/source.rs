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
