//! `schema`: the JSON Schema of the spec language.

use super::{Outcome, output};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the JSON Schema of the files of a spec, for editors.
///
/// It is the same for every spec. Editors with yaml-language-server use it for files that begin with
/// `# yaml-language-server: $schema=../schema.json`.
#[derive(Debug, Args)]
pub(super) struct SchemaCommand {
    /// Write it to this file, such as spec/schema.json, and not to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl SchemaCommand {
    pub(super) fn run(self) -> Outcome {
        output::write(&dingtalk_cli::schema(), self.out.as_deref())?;
        Ok(ExitCode::SUCCESS)
    }
}
