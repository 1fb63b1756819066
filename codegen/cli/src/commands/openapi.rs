//! `openapi`: a spec as an OpenAPI document.

use super::{Outcome, output};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print a spec as an OpenAPI 3.0.3 document in JSON, for other tools.
///
/// Extensions whose names begin with `x-` hold what OpenAPI cannot express. Two operations with the same method and path do not fit in one
/// document: they are reported, and nothing is printed.
#[derive(Debug, Args)]
pub(super) struct OpenapiCommand {
    /// The folder of the spec.
    #[arg(default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
    /// Write it to this file, and not to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl OpenapiCommand {
    pub(super) fn run(self) -> Outcome {
        let model = dingtalk_codegen::load(&self.spec)?;
        output::write(&dingtalk_cli::openapi(&model)?, self.out.as_deref())?;
        Ok(ExitCode::SUCCESS)
    }
}
