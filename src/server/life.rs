//! How the process ends: by `exit`, by the end of its input, with its editor, or when nobody reads its output.
//! Invariant: status 0 only after `shutdown` was asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

#[derive(Debug, Default)]
pub struct Life {
    shutdown: AtomicBool,
    end: Notify,
}

/// Time for the last answers to leave once the end is near.
const GRACE: Duration = Duration::from_millis(1500);
/// Between two looks at the editor's process.
const WATCH: Duration = Duration::from_secs(2);

impl Life {
    /// The client asked for `shutdown`.
    pub fn shut_down(&self) {
        self.shutdown.store(true, Ordering::SeqCst);
    }

    /// Ends the process soon.
    pub fn end(&self) {
        self.end.notify_one();
    }

    /// Returns when the process has to end, answers sent or not.
    pub async fn ended(&self) {
        self.end.notified().await;
        tokio::time::sleep(GRACE).await;
    }

    pub fn status(&self) -> u8 {
        u8::from(!self.shutdown.load(Ordering::SeqCst))
    }

    /// Ends the process when the one with this id has ended. One that cannot be seen from here (another
    /// container's) is not watched.
    pub fn watch(self: &Arc<Self>, process: u32) {
        if !lives(process) {
            return;
        }
        let life = Arc::clone(self);
        std::thread::spawn(move || {
            while lives(process) {
                std::thread::sleep(WATCH);
            }
            life.end();
        });
    }
}

#[cfg(unix)]
fn lives(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| matches!(test_kill_process(pid), Ok(()) | Err(Errno::PERM)))
}

/// Elsewhere the end of the input has to tell.
#[cfg(not(unix))]
fn lives(_process: u32) -> bool {
    false
}
