//! `diff`: what changed between two specs.

use super::spec_source::{self, DiffSource, LoadableSpec};
use super::{Outcome, output};
use clap::{Args, ValueEnum};
use dingtalk_cli::{Bump, Diff};
use std::path::PathBuf;
use std::process::ExitCode;

/// Show what changed between two specs, and the version bump that it requires.
///
/// OLD and NEW are folders of specs, files of single operations, or git revisions. A path that exists is not a revision.
///
/// Two files are compared as two versions of one operation, with the shared types that they use. The rest of the spec comes from the folder that contains the file,
/// otherwise from the folder that contains the other file, otherwise from --spec.
///
/// Exit codes: 0 whatever changed, unless --fail-on is given; 1 if a spec has errors; 2 if there is nothing to compare.
#[derive(Debug, Args)]
pub(super) struct DiffCommand {
    /// The old spec: a folder, a file or a revision.
    old: String,
    /// The new spec: a folder, a file or a revision; the folder of --spec by default.
    new: Option<String>,
    /// The folder of the spec, also within a revision.
    #[arg(long, default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
    /// The output format.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    format: DiffFormat,
    /// Exit with 1 if the verdict is this bump or a greater one.
    #[arg(long, value_name = "STEP")]
    fail_on: Option<FailLevel>,
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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailLevel {
    Patch,
    Minor,
    Major,
}

impl FailLevel {
    const fn bump(self) -> Bump {
        match self {
            Self::Patch => Bump::Patch,
            Self::Minor => Bump::Minor,
            Self::Major => Bump::Major,
        }
    }
}

/// The changes of files, and of the types that they share with others.
fn with_what_they_use(diff: Diff, files: &[&str]) -> Diff {
    let types = files.iter().filter_map(|file| Some(format!("{}/types.yaml", file.split_once('/')?.0)));
    let types: Vec<String> = types.collect();
    let files: Vec<&str> = files.iter().copied().chain(types.iter().map(String::as_str)).collect();
    if diff.changes().any(|(place, _)| place == "api") {
        output::print_message(
            "the facts that all endpoints share changed as well: compare the folders to see the changes",
        );
    }
    diff.of_files(&files)
}

impl DiffCommand {
    pub(super) fn run(self) -> Outcome {
        let new =
            self.new.as_ref().map_or_else(|| Ok(DiffSource::Folder(self.spec.clone())), |new| DiffSource::find(new));
        let [(old, old_facts), (new, new_facts)] =
            match LoadableSpec::load_both(DiffSource::find(&self.old), new, &self.spec) {
                Ok(specs) => specs,
                Err(code) => return Ok(code),
            };
        let Some(mut diff) = spec_source::diff(&old_facts, &new_facts) else { return Ok(ExitCode::FAILURE) };
        let files: Vec<&str> = [&old, &new].into_iter().filter_map(|spec| spec.file.as_deref()).collect();
        if !files.is_empty() {
            diff = with_what_they_use(diff, &files);
        }
        output::print(&match self.format {
            DiffFormat::Text => diff.to_string(),
            DiffFormat::Markdown => diff.markdown(),
            DiffFormat::Json => diff.json(),
        })?;
        let fails = self.fail_on.is_some_and(|limit| diff.bump() >= Some(limit.bump()));
        Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}
