//! The command line: parse, run, exit status. Everything else lives in the library.

fn main() -> std::process::ExitCode {
    jiaodui::cli::run()
}
