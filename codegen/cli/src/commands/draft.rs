//! `draft`: a first spec file from a saved page.

use super::lock::Lock;
use super::{Failure, Outcome, output, rewrite, saved};
use clap::Args;
use dingtalk_pages::{Draft, SpecFacts};
use dingtalk_spec::files;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder of a spec, unless the arguments say which.
const SPEC: &str = "spec";

/// The file that every spec has.
const API: &str = "api.yaml";

/// Draft a spec file from a saved page of documentation.
///
/// The page is HTML saved by a browser, Markdown, or copied text. `check` accepts the draft, and `drift` finds no difference to the
/// page: for each contradiction within the page, the draft has an exception. What needs a person's judgement is marked
/// with `# review:`, and each `doc` is left to write. Identifiers and names of the spec are reused.
///
/// Exit codes: 1 if the file exists, or the spec already describes the page; 2 if the page cannot be read.
#[derive(Debug, Args)]
pub(super) struct DraftCommand {
    /// The saved page.
    page: PathBuf,
    /// Write it to this file, if there is none, and not to standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    out: Option<PathBuf>,
    /// Write it to its place in this spec, unless the file exists.
    #[arg(long, value_name = "FOLDER")]
    spec: Option<PathBuf>,
    /// The day of the review, such as 2026-11-22; today if left out.
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
}

impl DraftCommand {
    pub(super) fn run(self) -> Outcome {
        let day = rewrite::day(self.date.as_deref()).map_err(Failure::wrong)?;
        let page = saved::page(&self.page).map_err(Failure::wrong)?;
        let _lock = self.spec.as_deref().map(Lock::of).transpose()?;
        let folder = self.spec.as_deref().unwrap_or(Path::new(SPEC));
        let spec = self.known(folder)?;
        let draft = page.draft(&day, spec.as_ref());
        if let (Some(_), Some(file)) = (&self.spec, &draft.described) {
            let file = folder.join(file);
            let why = format!("{} describes this page already: compare it with `drift`", file.display());
            return Err(Failure::other(why));
        }
        let place = match self.spec.as_ref().map(|spec| spec.join(draft.file())).or_else(|| self.out.clone()) {
            Some(place) => {
                create(&place, &draft.text)
                    .map_err(|error| Failure::other(format!("{}: {}", place.display(), refusal(&error))))?;
                format!("written to {}", place.display())
            }
            None => {
                output::print(&draft.text)?;
                format!("its place in a spec is {}", draft.file())
            }
        };
        output::print_message(&format!("{place}; {}", reviews(&draft)));
        if let Some(line) = draft.service_line() {
            output::print_message(&format!(
                "its service is new: describe it in {}\nservices:\n{line}",
                folder.join(API).display()
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The spec in a folder, if it exists and is valid. A draft needs none.
    fn known(&self, folder: &Path) -> Result<Option<SpecFacts>, Failure> {
        if !folder.join(API).is_file() {
            return match self.spec {
                Some(_) => Err(Failure::wrong(format!("{0} is not a spec: there is no {0}/{API}", folder.display()))),
                None => Ok(None),
            };
        }
        let spec = SpecFacts::load(folder).ok();
        if spec.is_none() {
            output::print_message(&format!(
                "{} has errors, so the draft does not use it: see `check`",
                folder.display()
            ));
        }
        Ok(spec)
    }
}

/// Writes a file that is not there yet, and its folder.
fn create(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    files::create(place, text)
}

fn refusal(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "the file is there already; compare the page with it: `drift`".to_owned(),
        kind => format!("cannot be written: {kind}"),
    }
}

fn reviews(draft: &Draft) -> String {
    match draft.marks {
        1 => "1 place wants a review".to_owned(),
        marks => format!("{marks} places want a review"),
    }
}
