//! `review`: the changes of a spec for a pull request.

use super::failure::{Failure, WRONG};
use super::saved::Pages;
use super::settings::Settings;
use super::spec_source::{ComparedSpecs, DiffSource};
use super::{Outcome, git, output};
use clap::Args;
use dingtalk_cli::{ChangedSnapshots, Diff, Review};
use dingtalk_pages::SpecFacts;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the description of a pull request that changes a spec, as Markdown.
///
/// It starts with the required version bump. Facts that differ on saved pages of the documentation follow, ticked where the spec agrees
/// now, and the changes of each operation with the lines of the public API. Changes of documentation and layout are folded.
///
/// Where the manifest names the snapshots of emitted code and of the public API, as `update --help` shows, those that changed since a
/// revision are listed: a change of the generator that leaves the public API alone is named.
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
        let (base, new) = (DiffSource::find(&self.base)?, DiffSource::Folder(self.spec.clone()));
        let emitted = changed_snapshots(&base).map_err(Failure::wrong)?;
        let compared = ComparedSpecs::load(&base, &new, &self.spec)?;
        let Some(ComparedSpecs { old, new, diff }) = compared else { return Ok(ExitCode::FAILURE) };
        let pages = Pages::read(&self.pages);
        let compared = (!self.pages.is_empty()).then(|| (pages.against(&old), pages.against(&new)));
        let pages = compared.as_ref().map(|(before, after)| (before, after));
        let reformatted = reformatted(&old, &new, &diff);
        let base = Some(self.base.as_str());
        let (emitted, reformatted) = (emitted.as_ref(), reformatted.as_slice());
        let review = Review { base, diff: &diff, pages, reformatted, emitted, left: &[] };
        output::print(&review.to_string())?;
        let all_read = pages.is_none_or(|(_, after)| after.unreadable.is_empty());
        Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::from(WRONG) })
    }
}

/// The snapshots that changed since a revision, if the settings name them.
fn changed_snapshots(base: &DiffSource) -> Result<Option<ChangedSnapshots>, String> {
    let DiffSource::Revision(revision) = base else { return Ok(None) };
    let settings = Settings::find()?;
    let changed = |path: &Option<String>| match path {
        Some(path) => git::changed_files(revision, &settings.folder.join(path)),
        None => Ok(Vec::new()),
    };
    if settings.emitted.is_none() || settings.surface.is_none() {
        return Ok(None);
    }
    Ok(Some(ChangedSnapshots { emitted: changed(&settings.emitted)?, surface: changed(&settings.surface)? }))
}

/// The files whose text changed and whose facts did not.
pub(super) fn reformatted(old: &SpecFacts, new: &SpecFacts, diff: &Diff) -> Vec<String> {
    let changed: Vec<&str> = diff.files().collect();
    let is_reformatted = |(name, text): &(&String, &String)| {
        old.texts().get(*name).is_some_and(|old| old != *text) && !changed.contains(&name.as_str())
    };
    new.texts().iter().filter(is_reformatted).map(|(name, _)| name.clone()).collect()
}
