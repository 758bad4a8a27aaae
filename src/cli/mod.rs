//! The command line: one file a command. Thin: it reads, asks the engine, and reports.

use std::process::ExitCode;

/// Runs the command of this process's arguments and returns its exit status.
pub fn run() -> ExitCode {
    ExitCode::from(2)
}
