//! The command line and its subcommands.

mod check;
mod diff;
mod draft;
mod drift;
mod failure;
mod git;
mod lock;
mod openapi;
mod output;
mod package;
mod review;
mod rewrite;
mod saved;
mod schema;
mod settings;
mod spec_source;
mod update;
mod write;

use clap::{Parser, Subcommand};
use dingtalk_policy::is_invisible;
use failure::Failure;
use std::process::ExitCode;

/// Checks the description of an HTTP API in YAML, and generates code and documents from it.
///
/// Exits with 0 on success, with 1 if the spec has an error or a file cannot be written, and with 2 if the
/// arguments are wrong or a page cannot be read. Colours are used on a terminal alone, and never if NO_COLOR is set.
#[derive(Debug, Parser)]
#[command(name = "dingtalk-codegen", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckCommand),
    Drift(drift::DriftCommand),
    Update(update::UpdateCommand),
    Draft(draft::DraftCommand),
    Diff(diff::DiffCommand),
    Review(review::ReviewCommand),
    Write(write::WriteCommand),
    Schema(schema::SchemaCommand),
    Openapi(openapi::OpenapiCommand),
    Package(package::PackageCommand),
}

/// The result of a subcommand.
type Outcome = Result<ExitCode, Failure>;

/// Does what the arguments say.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return wrong(&error),
    };
    let outcome = match arguments.command {
        Command::Check(check) => check.run(),
        Command::Drift(drift) => drift.run(),
        Command::Update(update) => update.run(),
        Command::Draft(draft) => draft.run(),
        Command::Diff(diff) => diff.run(),
        Command::Review(review) => review.run(),
        Command::Write(write) => write.run(),
        Command::Schema(schema) => schema.run(),
        Command::Openapi(openapi) => openapi.run(),
        Command::Package(package) => package.run(),
    };
    outcome.unwrap_or_else(Failure::report)
}

/// Prints the usage after wrong arguments, or the requested help; without colours if an argument has invisible characters.
fn wrong(error: &clap::Error) -> ExitCode {
    let arguments = || std::env::args_os().any(|argument| argument.to_string_lossy().contains(is_invisible));
    if error.use_stderr() && arguments() {
        output::print_message(error.render().to_string().trim_end());
    } else {
        // Standard error is closed: there is nowhere else to report it.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
