//! Interrupts: a run that writes finishes the file it is at, reaches for no other, and says how far it came.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static LISTENS: OnceLock<bool> = OnceLock::new();

/// From now on SIGINT, SIGTERM and SIGHUP (Ctrl-C elsewhere) are heard instead of ending the process at once;
/// a second one ends it. Where the system refuses, the process just ends, and every file is whole all the same.
pub fn listen() {
    LISTENS.get_or_init(|| {
        let heard = || {
            if ASKED.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(heard).is_ok()
    });
}

pub fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
