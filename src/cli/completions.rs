//! `jiaodui completions`: completions for a shell, from the same declaration as the parser.

use std::io;

use clap::CommandFactory as _;

use super::args::{Cli, CompletionsArgs};
use super::{Status, Stop};

pub fn run(args: &CompletionsArgs) -> Result<Status, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "jiaodui", &mut script);
    io::Write::write_all(&mut io::stdout(), &script)?;
    Ok(Status::Clean)
}
