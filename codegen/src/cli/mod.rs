//! What the command line takes, and which subcommand does it.

mod check;
mod diff;
mod draft;
mod drift;
mod lock;
mod openapi;
mod output;
mod rewrite;
mod saved;
mod schema;
mod write;

use clap::{Parser, Subcommand};
use dingtalk_codegen::Model;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// Checks the description of an HTTP API in YAML, and makes other things of it.
///
/// Exits with 0 if all is well, with 1 if the spec has a mistake or a file cannot be written, and with 2 if the
/// arguments are wrong or a page cannot be read. Colours are used on a terminal alone, and never if NO_COLOR is set.
#[derive(Debug, Parser)]
#[command(name = "dingtalk-codegen", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Drift(drift::Drift),
    Draft(draft::Draft),
    Diff(diff::Diff),
    Write(write::Write),
    Schema(schema::Schema),
    Openapi(openapi::Openapi),
}

/// How a subcommand ends: with an exit code, or with why it could not do its work.
type Outcome = Result<ExitCode, Box<dyn Error>>;

/// Does what the arguments say. Wrong ones end the process here, with what is right.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check(check) => check.run(),
        Command::Drift(drift) => drift.run(),
        Command::Draft(draft) => draft.run(),
        Command::Diff(diff) => diff.run(),
        Command::Write(write) => write.run(),
        Command::Schema(schema) => schema.run(),
        Command::Openapi(openapi) => openapi.run(),
    };
    outcome.unwrap_or_else(|error| {
        output::complain(&format!("error: {error}"));
        ExitCode::FAILURE
    })
}

/// The model of the spec in a folder; without one, every mistake is shown.
fn load(spec: &Path) -> Result<Model, ExitCode> {
    dingtalk_codegen::load(spec).map_err(|diagnostics| {
        output::complain(&diagnostics.render(dingtalk_codegen::diag::Style::Colour));
        ExitCode::FAILURE
    })
}
