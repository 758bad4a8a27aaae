//! Frames of the base protocol: headers, a blank line, a body. Reads what a careless client writes and
//! skips what is none. Knows no JSON. Invariant: after a malformed frame reading goes on at the next header.

use std::io::{self, BufRead, Read as _};

/// What stood in the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    Body(Vec<u8>),
    /// Bytes that are no frame, or a frame that is too large; they were skipped.
    Malformed,
}

/// Longer bodies are skipped.
const LARGEST: u64 = 256 << 20;
/// Longer lines of a header are read in parts.
const LINE: u64 = 64 << 10;
const LENGTH: &[u8] = b"content-length";

/// The frames of a stream.
#[derive(Debug)]
pub struct Frames<R> {
    input: R,
    /// A body that stood behind something malformed.
    waiting: Option<Vec<u8>>,
}

impl<R: BufRead> Frames<R> {
    pub fn new(input: R) -> Self {
        Self { input, waiting: None }
    }

    /// The next frame; nothing at the end of the stream, even inside a frame.
    pub fn read(&mut self) -> io::Result<Option<Frame>> {
        if let Some(body) = self.waiting.take() {
            return Ok(Some(Frame::Body(body)));
        }
        let (mut length, mut malformed) = (None, false);
        loop {
            let mut line = Vec::new();
            if (&mut self.input).take(LINE).read_until(b'\n', &mut line)? == 0 {
                return Ok(malformed.then_some(Frame::Malformed));
            }
            // A line that nothing ends, and that was not cut because of its length, is the stream's last.
            if !line.ends_with(b"\n") && (line.len() as u64) < LINE {
                return Ok(malformed.then_some(Frame::Malformed));
            }
            match header(&line) {
                Header::End if length.is_none() && malformed => return Ok(Some(Frame::Malformed)),
                Header::End => {
                    let Some(length) = length.take() else { continue };
                    return self.body(length, malformed);
                }
                Header::Length { value, clean } => {
                    malformed |= !clean || value.is_none();
                    length = value;
                }
                Header::Other => {}
                Header::Garbage => malformed = true,
            }
        }
    }

    fn body(&mut self, length: u64, malformed: bool) -> io::Result<Option<Frame>> {
        if length > LARGEST {
            io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
            return Ok(Some(Frame::Malformed));
        }
        let mut body = Vec::new();
        (&mut self.input).take(length).read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            return Ok(None);
        }
        if malformed {
            self.waiting = Some(body);
            return Ok(Some(Frame::Malformed));
        }
        Ok(Some(Frame::Body(body)))
    }
}

/// What a line before a body is.
enum Header {
    End,
    /// `clean` when nothing stood before it.
    Length {
        value: Option<u64>,
        clean: bool,
    },
    /// Content-Type and the like.
    Other,
    Garbage,
}

fn header(line: &[u8]) -> Header {
    let line = line.trim_ascii_end();
    if line.is_empty() {
        return Header::End;
    }
    // A body that was cut short runs into the header behind it.
    let found = line.windows(LENGTH.len()).rposition(|w| w.eq_ignore_ascii_case(LENGTH));
    if let Some(at) = found {
        let rest = line.get(at + LENGTH.len()..).unwrap_or_default().trim_ascii_start();
        if let Some(value) = rest.strip_prefix(b":") {
            let value = std::str::from_utf8(value.trim_ascii()).ok().and_then(|v| v.parse().ok());
            return Header::Length { value, clean: at == 0 };
        }
    }
    let name = line.iter().position(|b| *b == b':').and_then(|i| line.get(..i)).unwrap_or_default();
    let is_name = !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    if is_name { Header::Other } else { Header::Garbage }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(stream);
        let mut found = Vec::new();
        while let Some(frame) = frames.read().expect("memory can be read") {
            found.push(match frame {
                Frame::Body(body) => String::from_utf8(body).expect("UTF-8"),
                Frame::Malformed => "!".to_owned(),
            });
        }
        found
    }

    #[test]
    fn headers_are_read_in_any_case_and_order() {
        for stream in [
            "Content-Length: 2\r\n\r\n{}",
            "content-length:2\r\n\r\n{}",
            "CONTENT-LENGTH : 2\n\n{}",
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
            "X-Trace: 1\r\ncontent-length: 2\r\nContent-Type: none\r\n\r\n{}",
            "\r\n\r\nContent-Length: 2\r\n\r\n{}",
        ] {
            assert_eq!(read(stream.as_bytes()), ["{}"], "{stream:?}");
        }
    }

    #[test]
    fn reading_goes_on_behind_what_is_malformed() {
        for stream in [
            "garbage\r\n\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Length: many\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}",
            "{\"cut\":\"shoContent-Length: 2\r\n\r\n{}",
            "Content-Length: -5\r\n\r\nContent-Length: 2\r\n\r\n{}",
            "\u{0}\u{1}\u{2}\nContent-Length: 2\r\n\r\n{}",
        ] {
            assert_eq!(read(stream.as_bytes()).last().map(String::as_str), Some("{}"), "{stream:?}");
            assert_eq!(read(stream.as_bytes()).first().map(String::as_str), Some("!"), "{stream:?}");
        }
    }

    #[test]
    fn a_stream_that_ends_inside_a_frame_gives_none() {
        for stream in ["Content-Length: 20\r\n\r\n{}", "Content-Length: 2\r\n", "Content-Le", ""] {
            assert_eq!(read(stream.as_bytes()), [""; 0], "{stream:?}");
        }
    }

    #[test]
    fn an_endless_header_is_read_in_parts() {
        let mut stream = vec![b'x'; 1 << 20];
        stream.extend_from_slice(b"\r\n\r\nContent-Length: 2\r\n\r\n{}");
        assert_eq!(read(&stream), ["!", "{}"]);
    }
}
