//! `write`: the sources that a build script would make.

use super::{Outcome, output};
use clap::Args;
use dingtalk_policy::one_line;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the client's sources to a folder, as a build script would.
///
/// These are Rust modules; include `mod.rs`. There is no manifest, and the crate that includes them needs
/// `dingtalk-runtime`. Emitted files that are out of date are replaced or removed; no other file is touched.
#[derive(Debug, Args)]
pub(super) struct WriteCommand {
    /// The folder of the spec.
    #[arg(default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
    /// The folder to write to; it is made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The module path under which mod.rs is included, for the examples in the documentation.
    #[arg(long, value_name = "MODULE", default_value = "my_crate")]
    module: String,
    /// The path of the crate dingtalk-runtime in the emitted code.
    #[arg(long, value_name = "PATH", default_value = "::dingtalk_runtime")]
    runtime: String,
    /// Make each service depend on a feature with its name.
    #[arg(long)]
    service_features: bool,
}

impl WriteCommand {
    pub(super) fn run(self) -> Outcome {
        let model = dingtalk_codegen::load(&self.spec)?;
        let builder = dingtalk_codegen::configure().module(self.module).runtime(self.runtime);
        let files = builder.service_features(self.service_features).generate(&model)?;
        dingtalk_codegen::write(&self.out, &files)?;
        let out = one_line(&self.out.display().to_string());
        output::print(&format!("{out}: {} files\n", files.len()))?;
        Ok(ExitCode::SUCCESS)
    }
}
