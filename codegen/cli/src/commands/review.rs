//! `review`: the changes of a spec for a pull request.

use super::saved::Pages;
use super::spec_source::{self, DiffSource, LoadableSpec};
use super::{Outcome, output};
use clap::Args;
use dingtalk_cli::{Diff, Review};
use dingtalk_pages::SpecFacts;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the description of a pull request that changes a spec, as Markdown.
///
/// It starts with the required version bump. Facts that differ on saved pages of the documentation follow, ticked where the spec agrees
/// now, and the changes of each operation with the lines of the public API. Changes of documentation and layout are folded.
///
/// Exit codes: 0 whatever changed; 1 if a spec has errors; 2 if there is nothing to compare, or a page cannot be read.
#[derive(Debug, Args)]
pub(super) struct ReviewCommand {
    /// The old spec: a git revision, or a folder.
    base: String,
    /// Saved pages, and folders of them.
    #[arg(value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The folder of the new spec, and of the old one within a revision.
    #[arg(long, default_value = "spec", value_name = "PATH")]
    spec: PathBuf,
}

impl ReviewCommand {
    pub(super) fn run(self) -> Outcome {
        let new = Ok(DiffSource::Folder(self.spec.clone()));
        let [(_, old), (_, new)] = match LoadableSpec::load_both(DiffSource::find(&self.base), new, &self.spec) {
            Ok(specs) => specs,
            Err(code) => return Ok(code),
        };
        let Some(diff) = spec_source::diff(&old, &new) else { return Ok(ExitCode::FAILURE) };
        let pages = Pages::read(&self.pages);
        let compared = (!self.pages.is_empty()).then(|| (pages.against(&old), pages.against(&new)));
        let pages = compared.as_ref().map(|(before, after)| (before, after));
        let reformatted = reformatted(&old, &new, &diff);
        let base = Some(self.base.as_str());
        let review = Review { base, diff: &diff, pages, reformatted: &reformatted, left: &[] };
        output::print(&review.to_string())?;
        let all_read = pages.is_none_or(|(_, after)| after.all_read());
        Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(2) })
    }
}

/// The files whose text changed and whose facts did not.
pub(super) fn reformatted(old: &SpecFacts, new: &SpecFacts, diff: &Diff) -> Vec<String> {
    let changed: Vec<&str> = diff.files().collect();
    let is_reformatted = |(name, text): &(&String, &String)| {
        old.texts().get(*name).is_some_and(|old| old != *text) && !changed.contains(&name.as_str())
    };
    new.texts().iter().filter(is_reformatted).map(|(name, _)| name.clone()).collect()
}
