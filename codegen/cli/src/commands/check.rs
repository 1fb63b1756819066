//! `check`: all errors and warnings of a spec.

use super::{Outcome, output};
use clap::Args;
use dingtalk_policy::one_line;
use std::path::PathBuf;
use std::process::ExitCode;

/// Show the errors and warnings of a spec.
///
/// Errors and warnings are printed to standard error. The exit code is 1 if there is an error, or with --deny-warnings a warning.
#[derive(Debug, Args)]
pub(super) struct CheckCommand {
    /// The folder of the spec.
    #[arg(default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
    /// Exit with 1 if there is a warning.
    #[arg(long)]
    deny_warnings: bool,
}

impl CheckCommand {
    pub(super) fn run(self) -> Outcome {
        let model = dingtalk_codegen::load(&self.spec)?;
        if !model.warnings().is_empty() {
            output::print_diagnostics(model.warnings());
            if self.deny_warnings {
                return Ok(ExitCode::FAILURE);
            }
        }
        let operations = match model.operation_count() {
            1 => "1 operation".to_owned(),
            count => format!("{count} operations"),
        };
        let spec = one_line(&self.spec.display().to_string());
        output::print(&format!("{spec}: {operations}, no errors\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}
