//! Edits of the text go back into the bytes. Only the replacements are encoded; every byte outside
//! an edit is copied, because decoding and encoding again would not give the same bytes.

use super::Span;
use super::decode::Decoded;

/// Why an edit cannot be written. Nothing is written then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    #[error("{character:?} has no bytes in {encoding}")]
    Unencodable { at: Span, character: char, encoding: &'static str },
    #[error("the bytes at this place are damaged or in more than one encoding")]
    Damaged { at: Span },
    #[error("the edits overlap or do not fit the text")]
    Misplaced { at: Span },
}

impl EncodeError {
    /// The edit that was refused.
    pub fn at(&self) -> Span {
        match self {
            Self::Unencodable { at, .. } | Self::Damaged { at } | Self::Misplaced { at } => *at,
        }
    }
}

/// Puts edits (disjoint, in order, spans of the decoded text) into the bytes the text was decoded from.
pub fn splice<'a>(
    original: &[u8],
    decoded: &Decoded,
    edits: impl IntoIterator<Item = (Span, &'a str)>,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(original.len() + 64);
    let mut cursor = decoded.map.cursor(original);
    let (mut copied, mut text_end) = (0, 0);
    for (at, replacement) in edits {
        if at.start < text_end || at.end < at.start || decoded.text.get(at.range()).is_none() {
            return Err(EncodeError::Misplaced { at });
        }
        text_end = at.end;
        let damaged = EncodeError::Damaged { at };
        let (start, end) = (at.start as usize, at.end as usize);
        let Some(codec) = cursor.codec(start, end) else {
            return Err(damaged);
        };
        let (Some(from), Some(to)) = (cursor.seek(start), cursor.seek(end)) else {
            return Err(damaged);
        };
        let encoded = codec.encode(replacement).map_err(|character| EncodeError::Unencodable {
            at,
            character,
            encoding: codec.name(),
        })?;
        out.extend_from_slice(original.get(copied..from).unwrap_or_default());
        out.extend_from_slice(&encoded);
        copied = to;
    }
    out.extend_from_slice(original.get(copied..).unwrap_or_default());
    Ok(out)
}
