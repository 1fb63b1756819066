//! `review`: the changes of a spec for a pull request.

use super::saved::Pages;
use super::spec_source::{DiffSource, LoadableSpec};
use super::{Outcome, output};
use clap::Args;
use dingtalk_cli::Review;
use dingtalk_pages::{Drift, SpecFacts};
use std::collections::BTreeMap;
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
        let [(old, old_model), (new, new_model)] =
            match LoadableSpec::load_both(DiffSource::find(&self.base), new, &self.spec) {
                Ok(specs) => specs,
                Err(code) => return Ok(code),
            };
        let diff = dingtalk_cli::diff(&old_model, &new_model);
        let (old, new) = (old.texts()?, new.texts()?);
        let changed: Vec<&str> = diff.files().collect();
        let is_reformatted = |(name, text): &(&String, &String)| {
            old.get(*name).is_some_and(|old| old != *text) && !changed.contains(&name.as_str())
        };
        let reformatted: Vec<String> = new.iter().filter(is_reformatted).map(|(name, _)| name.clone()).collect();
        let pages = Pages::read(&self.pages);
        let against = |texts: &BTreeMap<String, String>| -> Result<Drift, Box<dyn std::error::Error>> {
            Ok(pages.against(&SpecFacts::load_texts(texts.clone())?))
        };
        let compared = if self.pages.is_empty() { None } else { Some((against(&old)?, against(&new)?)) };
        let pages = compared.as_ref().map(|(before, after)| (before, after));
        output::print(&Review { base: &self.base, diff: &diff, pages, reformatted: &reformatted }.to_string())?;
        let all_read = pages.is_none_or(|(_, after)| after.all_read());
        Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(2) })
    }
}
