//! `draft`: a first spec file from a saved page.

use super::lock::Lock;
use super::{Outcome, output, rewrite, saved};
use clap::Args;
use dingtalk_codegen::Model;
use dingtalk_pages::{Draft as Drafted, Page};
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
/// The page is HTML as a browser saves it, Markdown, or text copied from the page. `check` accepts the draft. What a person has to look
/// at is marked with `# review:`, and every `doc` is left for a person to write. Identifiers and names that the spec has already are taken
/// into account. Exits with 2 if the page cannot be read,
/// and with 1 if a file stands in its place, or the spec describes the page already.
#[derive(Debug, Args)]
pub(super) struct Draft {
    /// The saved page.
    page: PathBuf,
    /// Write it to this file, if there is none, and not to standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    out: Option<PathBuf>,
    /// Write it to its place in this spec, if nothing stands there.
    #[arg(long, value_name = "FOLDER")]
    spec: Option<PathBuf>,
    /// The day of the review, such as 2026-11-22; today if left out.
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
}

impl Draft {
    pub(super) fn run(self) -> Outcome {
        match self.draft() {
            Ok(()) => Ok(ExitCode::SUCCESS),
            Err(Failure::Wrong(why)) => Ok(refuse(&why, ExitCode::from(2))),
            Err(Failure::Refused(why)) => Ok(refuse(&why, ExitCode::FAILURE)),
            Err(Failure::Unprinted(error)) => Err(error.into()),
        }
    }

    fn draft(&self) -> Result<(), Failure> {
        let day = rewrite::day(self.date.as_deref()).map_err(|why| Failure::Wrong(why.to_string()))?;
        let page = self.page()?;
        let _lock = self.spec.as_deref().map(Lock::of).transpose().map_err(Failure::Refused)?;
        let folder = self.spec.as_deref().unwrap_or(Path::new(SPEC));
        let model = self.known(folder)?;
        let draft = page.draft(&day, model.as_ref());
        if let (Some(_), Some(file)) = (&self.spec, draft.described()) {
            let file = folder.join(file);
            let why = format!("{} describes this page already: compare it with `drift`", file.display());
            return Err(Failure::Refused(why));
        }
        let place = match self.spec.as_ref().map(|spec| spec.join(draft.file())).or_else(|| self.out.clone()) {
            Some(place) => {
                create(&place, draft.text())
                    .map_err(|error| Failure::Refused(format!("{}: {}", place.display(), refusal(&error))))?;
                format!("written to {}", place.display())
            }
            None => {
                output::print(draft.text()).map_err(Failure::Unprinted)?;
                format!("its place in a spec is {}", draft.file())
            }
        };
        output::complain(&format!("{place}; {}", reviews(&draft)));
        if let Some(line) = draft.service_line() {
            output::complain(&format!(
                "its service is new: say in {} what it is\nservices:\n{line}",
                folder.join(API).display()
            ));
        }
        Ok(())
    }

    fn page(&self) -> Result<Page, Failure> {
        saved::page(&self.page).map_err(|error| Failure::Wrong(error.to_string()))
    }

    /// The spec in a folder, if there is one without mistakes. A draft does without.
    fn known(&self, folder: &Path) -> Result<Option<Model>, Failure> {
        if !folder.join(API).is_file() {
            return match self.spec {
                Some(_) => Err(Failure::Wrong(format!("{0} is no spec: there is no {0}/{API}", folder.display()))),
                None => Ok(None),
            };
        }
        let model = dingtalk_codegen::load(folder).ok();
        if model.is_none() {
            output::complain(&format!(
                "{} has mistakes, so that nothing of it is known to the draft: see `check`",
                folder.display()
            ));
        }
        Ok(model)
    }
}

/// Why there is no draft.
enum Failure {
    /// The arguments are wrong, or the page cannot be read.
    Wrong(String),
    /// There is no place for it.
    Refused(String),
    /// Nobody can read it.
    Unprinted(io::Error),
}

fn refuse(why: &str, code: ExitCode) -> ExitCode {
    output::complain(&format!("error: {why}"));
    code
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

fn reviews(draft: &Drafted) -> String {
    match draft.marks() {
        1 => "1 place wants a review".to_owned(),
        marks => format!("{marks} places want a review"),
    }
}
