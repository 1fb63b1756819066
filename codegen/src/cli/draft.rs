//! `draft`: a first spec file from a saved page.

use super::{Outcome, output, rewrite};
use clap::Args;
use dingtalk_codegen::Model;
use dingtalk_codegen::docs::{Draft as Drafted, Page};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder of a spec, unless the arguments say which.
const SPEC: &str = "spec";

/// Draft a spec file from a saved page of documentation.
///
/// The page is HTML as a browser saves it, Markdown, or text copied from the page. `check` accepts the draft. What a person has to look
/// at is marked with `# review:`, and every `doc` is left for a person to write. Identifiers and names that the spec has already are taken
/// into account. Exits with 2 if the page cannot be read.
#[derive(Debug, Args)]
pub(super) struct Draft {
    /// The saved page.
    page: PathBuf,
    /// Write it to this file, and not to standard output.
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
        let day = rewrite::day(self.date.as_deref())?;
        let shown = self.page.display().to_string();
        let read = fs::read(&self.page).map_err(|error| format!("it cannot be read: {}", error.kind()));
        let page = match read.and_then(|bytes| Page::read(&shown, &bytes).map_err(|why| why.to_string())) {
            Ok(page) => page,
            Err(why) => {
                output::complain(&format!("error: {shown}: {why}"));
                return Ok(ExitCode::from(2));
            }
        };
        let model = known(self.spec.as_deref().unwrap_or(Path::new(SPEC)));
        let draft = page.draft(&day, model.as_ref());
        let place = match (&self.spec, &self.out) {
            (Some(spec), _) => {
                let place = spec.join(draft.file());
                if let Err(error) = create(&place, draft.text()) {
                    output::complain(&format!("error: {}: {}", place.display(), refusal(&error)));
                    return Ok(ExitCode::FAILURE);
                }
                format!("written to {}", place.display())
            }
            (None, out) => {
                output::deliver(draft.text(), out.as_deref())?;
                format!("its place in a spec is {}", draft.file())
            }
        };
        output::complain(&format!("{place}; {}", reviews(&draft)));
        Ok(ExitCode::SUCCESS)
    }
}

/// The spec in a folder, if there is one without mistakes. A draft does without, so nothing is said of them.
fn known(folder: &Path) -> Option<Model> {
    folder.join("api.yaml").is_file().then(|| dingtalk_codegen::load(folder).ok()).flatten()
}

/// Writes a file that is not there yet, and its folder.
fn create(place: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(place)?.write_all(text.as_bytes())
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
