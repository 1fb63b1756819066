//! The specs to compare: folders and revisions.

use super::git::{self, Revision};
use super::{Failure, output};
use dingtalk_cli::Diff;
use dingtalk_pages::SpecFacts;
use dingtalk_policy::one_line;
use std::path::{Path, PathBuf};

/// An argument: OLD or NEW.
#[derive(Debug)]
pub(super) enum DiffSource {
    Folder(PathBuf),
    Revision(Revision),
}

impl DiffSource {
    /// Takes the argument as a folder if it exists, and as a revision otherwise.
    pub(super) fn find(argument: &str) -> Result<Self, Failure> {
        let path = Path::new(argument);
        if path.is_dir() {
            Ok(Self::Folder(path.to_owned()))
        } else if path.exists() {
            Err(wrong(&format!("{argument} is a file: name the folder of its spec")))
        } else {
            Revision::find(argument)
                .map(Self::Revision)
                .map_err(|why| wrong(&format!("`{argument}` is neither a folder nor a revision of git: {why}")))
        }
    }

    /// Loads the spec, whose folder within a revision is `spec`. Prints the errors of an invalid one.
    fn load(&self, spec: &Path) -> Result<Option<SpecFacts>, Failure> {
        let (shown, loaded) = match self {
            Self::Folder(folder) => (folder.display().to_string(), SpecFacts::load(folder)),
            Self::Revision(revision) => {
                let shown = format!("{}:{}", revision.name, spec.display());
                let path = |name: &str| Path::new(&shown).join(name).display().to_string();
                let loaded = SpecFacts::load_texts(git::texts(revision, spec).map_err(|why| wrong(&why))?);
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

/// Names of a revision can have line breaks, and git prints what a remote says.
fn wrong(why: &str) -> Failure {
    Failure::wrong(one_line(why))
}

/// Two specs and their difference.
pub(super) struct ComparedSpecs {
    pub(super) old: SpecFacts,
    pub(super) new: SpecFacts,
    pub(super) diff: Diff,
}

impl ComparedSpecs {
    /// Loads and compares both. `spec` is the folder within a revision. `None` if one is invalid: its errors are printed.
    pub(super) fn load(old: &DiffSource, new: &DiffSource, spec: &Path) -> Result<Option<Self>, Failure> {
        let specs = old.load(spec)?.zip(new.load(spec)?);
        Ok(specs.and_then(|(old, new)| Some(Self { diff: diff(&old, &new)?, old, new })))
    }
}

/// The changes between two specs, which both have a model.
pub(super) fn diff(old: &SpecFacts, new: &SpecFacts) -> Option<Diff> {
    Some(dingtalk_cli::diff(old.model()?, new.model()?))
}
