//! The command line of the generator, `cargo codegen` in the project's own workspace.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
