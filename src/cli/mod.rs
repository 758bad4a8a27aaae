//! The command line: one file a command. Thin: it reads, asks the engine, and reports.
//! Invariant: a run that looked at nothing, or failed to look at a file, never ends in success.

mod args;
mod backup;
mod cache;
mod changed;
mod check;
mod completions;
mod config;
mod convert;
mod explain;
mod figures;
mod fix;
mod init;
mod input;
mod locale;
#[cfg(feature = "lsp")]
mod lsp;
mod names;
mod news;
#[cfg(feature = "opencc")]
mod opencc;
mod packs;
mod progress;
mod rules;
mod run;
mod source;
mod stop;
mod verify;
mod write;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

/// How a command ended. `Failed` goes before `Found`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Clean,
    Found,
    Failed,
}

/// What stops a command before it has looked at anything, in words for people.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("{0}")]
    Config(#[from] crate::config::ConfigFault),
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Runs the command of this process's arguments and returns its exit status.
pub fn run() -> ExitCode {
    let arguments = match args::Cli::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let status = if error.use_stderr() { Status::Failed } else { Status::Clean };
            let _ = error.print();
            return status.code();
        }
    };
    match dispatch(arguments.command) {
        Ok(code) => code,
        // Whoever reads our output has seen enough.
        Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(stop) => {
            let _ = writeln!(io::stderr(), "jiaodui: {stop}");
            Status::Failed.code()
        }
    }
}

fn dispatch(command: args::Command) -> Result<ExitCode, Stop> {
    let status = match command {
        #[cfg(feature = "lsp")]
        args::Command::Lsp(args) => return lsp::run(&args),
        args::Command::Check(args) => check::run(&args),
        args::Command::Fix(args) => fix::run(&args),
        args::Command::Convert(args) => convert::run(&args),
        args::Command::Figures(args) => figures::run(&args),
        args::Command::Names(args) => names::run(&args),
        args::Command::Rules(args) => rules::run(&args),
        args::Command::Init(args) => init::run(&args),
        args::Command::Config(args) => config::run(&args),
        args::Command::Completions(args) => completions::run(&args),
    };
    status.map(Status::code)
}

impl Status {
    fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Failed => 2,
        })
    }
}
