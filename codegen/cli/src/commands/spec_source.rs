//! The specs to compare: folders and revisions.

use super::git::{self, Revision};
use super::output;
use dingtalk_cli::Diff;
use dingtalk_pages::SpecFacts;
use dingtalk_policy::one_line;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// An argument: OLD or NEW.
#[derive(Debug)]
pub(super) enum DiffSource {
    Folder(PathBuf),
    Revision(Revision),
}

impl DiffSource {
    /// Takes the argument as a folder if it exists, and as a revision otherwise.
    pub(super) fn find(argument: &str) -> Result<Self, String> {
        let path = Path::new(argument);
        if path.is_dir() {
            Ok(Self::Folder(path.to_owned()))
        } else if path.exists() {
            Err(format!("{argument} is a file: name the folder of its spec"))
        } else {
            Revision::find(argument)
                .map(Self::Revision)
                .map_err(|why| format!("`{argument}` is neither a folder nor a revision of git: {why}"))
        }
    }

    /// Loads the spec, whose folder within a revision is `spec`. Prints the errors of an invalid one.
    fn load(&self, spec: &Path) -> Result<Option<SpecFacts>, String> {
        let (shown, loaded) = match self {
            Self::Folder(folder) => (folder.display().to_string(), SpecFacts::load(folder)),
            Self::Revision(revision) => {
                let shown = format!("{}:{}", revision.name, spec.display());
                let path = |name: &str| Path::new(&shown).join(name).display().to_string();
                let loaded = SpecFacts::load_texts(git::texts(revision, spec)?);
                (shown.clone(), loaded.map_err(|diagnostics| diagnostics.with_files(path)))
            }
        };
        let loaded = loaded.inspect_err(|diagnostics| {
            output::print_message(&format!("error: {shown} has errors"));
            output::print_diagnostics(diagnostics);
        });
        Ok(loaded.ok())
    }
}

/// Loads both specs. `spec` is the folder within a revision. Otherwise prints why, and returns the exit code.
pub(super) fn load_both(
    old: Result<DiffSource, String>,
    new: Result<DiffSource, String>,
    spec: &Path,
) -> Result<[SpecFacts; 2], ExitCode> {
    let loaded = old.and_then(|old| Ok((old.load(spec)?, new?.load(spec)?)));
    match loaded {
        Ok((Some(old), Some(new))) => Ok([old, new]),
        Ok(_) => Err(ExitCode::FAILURE),
        Err(error) => {
            // Names of a revision can have line breaks, and git prints what a remote says.
            output::print_message(&format!("error: {}", one_line(&error)));
            Err(ExitCode::from(2))
        }
    }
}

/// The changes between two specs, which both have a model.
pub(super) fn diff(old: &SpecFacts, new: &SpecFacts) -> Option<Diff> {
    Some(dingtalk_cli::diff(old.model()?, new.model()?))
}
