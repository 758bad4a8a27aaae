//! The one thread that owns all state. Messages first, in order; what is due once none waits.
//! Invariant: a fault in one message or document costs that one its answer, never the process.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::mailbox::{Mailbox, Message, Taken};
use super::session::Session;

/// What is due waits no longer than this for a pause between messages.
const PATIENCE: Duration = Duration::from_secs(1);

/// Works until the mailbox is closed.
pub fn run(mailbox: &Arc<Mailbox>, mut session: Session) {
    loop {
        let wait = match session.has_jobs() {
            true => Some(Duration::ZERO),
            false => session.next_due().map(|at| at.saturating_duration_since(Instant::now())),
        };
        match mailbox.take(wait) {
            Taken::Message(message) => handle(&mut session, message),
            Taken::Nothing => {}
            Taken::Closed => return,
        }
        work(mailbox, &mut session);
    }
}

fn handle(session: &mut Session, message: Message) {
    let about = match &message {
        Message::Tell(tell) => tell.uri().map(str::to_owned),
        Message::Ask(ask, _) => ask.uri().map(str::to_owned),
        Message::Answer { .. } | Message::Garbled { .. } => None,
    };
    let is_text = matches!(message, Message::Tell(_));
    let handled = catch_unwind(AssertUnwindSafe(|| session.handle(message, Instant::now())));
    if handled.is_err() {
        session.recover(about.as_deref(), is_text);
    }
}

/// Does what is due, one thing at a time, while no message waits.
fn work(mailbox: &Mailbox, session: &mut Session) {
    loop {
        let now = Instant::now();
        let overdue = session.due(now.checked_sub(PATIENCE).unwrap_or(now)).is_some();
        if !overdue && !mailbox.is_empty() {
            return;
        }
        let Some(uri) = session.due(now) else {
            if catch_unwind(AssertUnwindSafe(|| session.work_on_jobs())).is_err() {
                session.recover(None, false);
            }
            return;
        };
        if catch_unwind(AssertUnwindSafe(|| session.publish(&uri, now))).is_err() {
            session.recover(Some(&uri), false);
        }
        if overdue {
            return;
        }
    }
}
