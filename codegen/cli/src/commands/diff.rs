//! `diff`: what changed between two specs.

use super::spec_source::{ComparedSpecs, DiffSource};
use super::{Outcome, output};
use clap::{Args, ValueEnum};
use dingtalk_cli::Bump;
use std::path::PathBuf;
use std::process::ExitCode;

/// Show what changed between two specs, and the version bump that it requires.
///
/// OLD and NEW are folders of specs, or git revisions. A path that exists is not a revision.
///
/// Exit codes: 0 whatever changed, unless --fail-on is given; 1 if a spec has errors; 2 if there is nothing to compare.
#[derive(Debug, Args)]
pub(super) struct DiffCommand {
    /// The old spec: a folder or a revision.
    old: String,
    /// The new spec: a folder or a revision; the folder of --spec by default.
    new: Option<String>,
    /// The folder of the spec, also within a revision.
    #[arg(long, default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
    /// The output format.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    format: DiffFormat,
    /// Exit with 1 if the verdict is this bump or a greater one.
    #[arg(long, value_name = "STEP")]
    fail_on: Option<Bump>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DiffFormat {
    /// Lines for people.
    Text,
    /// A list for a changelog or a pull request.
    Markdown,
    /// A document for machines.
    Json,
}

impl DiffCommand {
    pub(super) fn run(self) -> Outcome {
        let old = DiffSource::find(&self.old)?;
        let new = self.new.as_deref().map_or_else(|| Ok(DiffSource::Folder(self.spec.clone())), DiffSource::find)?;
        let compared = ComparedSpecs::load(&old, &new, &self.spec)?;
        let Some(ComparedSpecs { diff, .. }) = compared else { return Ok(ExitCode::FAILURE) };
        output::print(&match self.format {
            DiffFormat::Text => diff.to_string(),
            DiffFormat::Markdown => diff.markdown(),
            DiffFormat::Json => diff.json(),
        })?;
        let fails = self.fail_on.is_some_and(|limit| diff.bump() >= Some(limit));
        Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
