//! `package`: the client crate as it is published.

use super::{Outcome, output};
use clap::Args;
use dingtalk_policy::one_line;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the crate of a client as it is published: without build script, generator and spec.
///
/// The crate is that of the manifest. Its sources hold what its build script would generate, and its manifest has neither the build script nor
/// anything that is inherited from a workspace. Examples, documents and licenses come along. Services depend on features if the manifest has a feature
/// for each.
///
/// Files of an earlier run are replaced or removed; no other file is touched, and a folder that holds other files is refused.
///
/// Exit codes: 1 if the spec has errors, the crate cannot be written, or with --check if the folder differs.
#[derive(Debug, Args)]
pub(super) struct PackageCommand {
    /// The folder of the spec.
    #[arg(default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
    /// The folder to write to. Created if missing.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write nothing; list the files that are stale, missing or extra, and exit with 1 if there is one.
    #[arg(long)]
    check: bool,
    /// The manifest of the package whose build script generates the client.
    #[arg(long, value_name = "FILE", default_value = "Cargo.toml")]
    manifest_path: PathBuf,
    /// The path of the crate dingtalk-runtime in the emitted code.
    #[arg(long, value_name = "PATH", default_value = "::dingtalk_runtime")]
    runtime: String,
}

impl PackageCommand {
    pub(super) fn run(self) -> Outcome {
        let model = dingtalk_codegen::load(&self.spec)?;
        let builder = dingtalk_codegen::configure().runtime(&self.runtime);
        let package = dingtalk_cli::package(&self.manifest_path, &builder, &model)?;
        if self.check {
            let differences = package.differences(&self.out)?;
            for difference in &differences {
                output::print(&format!("{}\n", one_line(difference)))?;
            }
            return Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        package.write(&self.out)?;
        let out = one_line(&self.out.display().to_string());
        output::print(&format!("{out}: {} files\n", package.files().len()))?;
        Ok(ExitCode::SUCCESS)
    }
}
