//! Bytes become text and text becomes bytes. Knows encodings, positions and spans; knows no rules.

mod buffer;
mod codec;
mod decode;
mod detect;
mod encode;
mod fnv;
mod map;
mod position;
mod reread;
mod slice;
mod source;
mod span;
mod utf8;

pub use buffer::{Buffer, LinePosition, PositionEncoding};
pub use codec::Codec;
pub use decode::{DecodeError, Decoded, decode};
pub use encode::{EncodeError, splice};
pub use fnv::Fnv;
pub use map::ByteMap;
pub use position::{Position, Positions};
pub use reread::reread;
pub use slice::{Slice, Text};
pub use source::SourceInfo;
pub use span::Span;
