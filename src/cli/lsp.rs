//! `jiaodui lsp`: the language server over standard input and output.

use std::io;
use std::process::ExitCode;

use super::args::LspArgs;
use super::{Stop, locale};
use crate::server::{self, Options};

pub fn run(args: &LspArgs) -> Result<ExitCode, Stop> {
    let options = Options { encoding: args.position_encoding.map(Into::into), lang: locale::lang() };
    Ok(ExitCode::from(server::run(io::stdin(), io::stdout(), options)?))
}
