//! `jiaodui completions`: completions for a shell, and the manual pages, from the one declaration of all options.

use std::io;

use clap::CommandFactory as _;

use super::args::{Cli, CompletionsArgs};
use super::{Status, Stop};

pub fn run(args: &CompletionsArgs) -> Result<Status, Stop> {
    let mut command = Cli::command();
    if let Some(shell) = args.shell {
        // Into memory first: it takes a reader who leaves for a fault of the program.
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command, "jiaodui", &mut script);
        io::Write::write_all(&mut io::stdout(), &script)?;
    }
    if let Some(folder) = &args.man {
        let fault = |e: io::Error| Stop::Usage(format!("{}: {e}", folder.display()));
        std::fs::create_dir_all(folder).map_err(fault)?;
        clap_mangen::generate_to(command, folder).map_err(fault)?;
    }
    Ok(Status::Clean)
}
