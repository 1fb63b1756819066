//! The command line of the generator, `cargo codegen` in the project's own workspace.

mod commands;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run()
}
