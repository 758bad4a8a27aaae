//! A bar on standard error for people who wait; nothing in pipes, in CI, or for work that is soon done.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer files than this are done before a bar would be read.
const FEW: usize = 32;

/// How far a run over `files` articles is: count, rate and time left.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn new(files: usize, quiet: bool) -> Self {
        let shown = !quiet && files >= FEW && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(files as u64), target);
        let template = "{bar:30} {pos}/{len}  {per_sec}  {eta}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self(bar)
    }

    pub fn advance(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away while something else is printed.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
