//! Standard input and output as the framework wants them, each behind a thread of its own: reading never holds
//! up writing, and neither holds up the end. Between the input and the framework stands our filter of frames.

use std::io::{self, BufReader, Read, Write};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc as threads;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::mpsc;

use super::frames::{Frame, Frames};
use super::inbound::{self, Inbound};
use super::life::Life;

/// Frames that may wait for the framework before reading pauses.
const AHEAD: usize = 64;

/// The filtered input.
#[derive(Debug)]
pub struct Input {
    frames: mpsc::Receiver<Vec<u8>>,
    /// A frame under way, and how much of it has been read.
    current: (Vec<u8>, usize),
}

impl Input {
    /// Reads `source` to its end on a thread. Answers to what is no message go straight to `output`.
    pub fn filtered(source: impl Read + Send + 'static, output: Output, life: Arc<Life>) -> Self {
        let (sender, frames) = mpsc::channel(AHEAD);
        std::thread::spawn(move || {
            filter(source, &output, &sender);
            drop(sender);
            life.end();
        });
        Self { frames, current: (Vec::new(), 0) }
    }
}

/// Hands on every message up to `exit` or the end.
fn filter(source: impl Read, output: &Output, sender: &mpsc::Sender<Vec<u8>>) {
    let mut frames = Frames::new(BufReader::with_capacity(64 << 10, source));
    while let Ok(Some(frame)) = frames.read() {
        let inbound = match frame {
            Frame::Body(body) => inbound::classify(&body),
            Frame::Malformed => inbound::malformed(),
        };
        match inbound {
            Inbound::Answer(answer) => output.write(framed(&answer.to_string())),
            Inbound::Pass { body, exit } => {
                if sender.blocking_send(framed(&body)).is_err() || exit {
                    return;
                }
            }
        }
    }
}

fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

impl AsyncRead for Input {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.current.1 >= self.current.0.len() {
            match ready!(self.frames.poll_recv(cx)) {
                Some(frame) => self.current = (frame, 0),
                None => return Poll::Ready(Ok(())),
            }
        }
        let (frame, read) = &mut self.current;
        let rest = frame.get(*read..).unwrap_or_default();
        let part = rest.get(..rest.len().min(into.remaining())).unwrap_or_default();
        into.put_slice(part);
        *read += part.len();
        Poll::Ready(Ok(()))
    }
}

/// The output. Invariant: what one call writes is whole frames, so frames of two writers never mix.
#[derive(Clone, Debug)]
pub struct Output {
    parts: threads::Sender<Part>,
    backlog: Arc<Backlog>,
}

/// What was handed over and is not yet written.
#[derive(Debug, Default)]
struct Backlog {
    bytes: AtomicUsize,
    waker: Mutex<Option<Waker>>,
}

/// With more than this unwritten, what can wait does.
const ROOM: usize = 1 << 20;

#[derive(Debug)]
enum Part {
    Frames(Vec<u8>),
    /// Everything before is out: say so and end.
    End(threads::Sender<()>),
}

impl Output {
    /// Writes to `target` on a thread. A target that takes nothing any more ends the process.
    pub fn to(mut target: impl Write + Send + 'static, life: Arc<Life>) -> Self {
        let (parts, receiver) = threads::channel();
        let backlog: Arc<Backlog> = Arc::default();
        let written = Arc::clone(&backlog);
        std::thread::spawn(move || {
            for part in receiver {
                match part {
                    Part::Frames(bytes) => {
                        if target.write_all(&bytes).and_then(|()| target.flush()).is_err() {
                            life.end();
                            return;
                        }
                        written.shrink(bytes.len());
                    }
                    Part::End(done) => {
                        let _ = done.send(());
                        return;
                    }
                }
            }
        });
        Self { parts, backlog }
    }

    fn write(&self, frames: Vec<u8>) {
        self.backlog.bytes.fetch_add(frames.len(), Ordering::SeqCst);
        let _ = self.parts.send(Part::Frames(frames));
    }

    /// Ready while the reader keeps up.
    pub fn poll_room(&self, cx: &Context<'_>) -> Poll<()> {
        if self.backlog.bytes.load(Ordering::SeqCst) <= ROOM {
            return Poll::Ready(());
        }
        *self.backlog.waker() = Some(cx.waker().clone());
        // Written meanwhile, before anybody could be woken.
        if self.backlog.bytes.load(Ordering::SeqCst) <= ROOM { Poll::Ready(()) } else { Poll::Pending }
    }

    /// Waits until everything is out, or the reader has had time enough.
    pub fn finish(&self, patience: Duration) {
        let (done, receiver) = threads::channel();
        let _ = self.parts.send(Part::End(done));
        let _ = receiver.recv_timeout(patience);
    }
}

impl Backlog {
    fn shrink(&self, bytes: usize) {
        let before = self.bytes.fetch_sub(bytes, Ordering::SeqCst);
        if before.saturating_sub(bytes) <= ROOM {
            self.waker().take().into_iter().for_each(Waker::wake);
        }
    }

    fn waker(&self) -> MutexGuard<'_, Option<Waker>> {
        self.waker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsyncWrite for Output {
    /// Takes all there is: the framework's buffer holds whole frames.
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.write(bytes.to_vec());
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
