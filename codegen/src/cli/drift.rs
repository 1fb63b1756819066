//! `drift`: saved pages against a spec, or against each other.

use super::{Outcome, output};
use clap::{Args, ValueEnum};
use dingtalk_codegen::diag::Style;
use dingtalk_codegen::docs::{self, Drift as Found, Page, SpecFacts};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fmt, fs, io};

/// How a file name of a page ends.
const ENDINGS: [&str; 4] = ["html", "htm", "md", "txt"];

/// Compare saved pages of the documentation with a spec.
///
/// A page is HTML as a browser saves it, Markdown, or text that was copied; of a folder, every file that ends with .html, .htm, .md
/// or .txt. Which file of the spec describes it is found by the page's address or title, by method and path, or by the nearest path.
///
/// Exits with 0 if the facts agree, with 1 if they do not or the spec does not describe a page, and with 2 if a page cannot be
/// read.
#[derive(Debug, Args)]
pub(super) struct Drift {
    /// Saved pages, and folders of them.
    #[arg(value_name = "PAGE", required_unless_present = "between")]
    pages: Vec<PathBuf>,
    /// The folder of the spec.
    #[arg(long, value_name = "PATH", default_value = "spec")]
    spec: PathBuf,
    /// How to print what is found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if the text of a row changed, too.
    #[arg(long)]
    strict: bool,
    /// Compare two saves of a page, without a spec.
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["pages", "spec"])]
    between: Option<Vec<PathBuf>>,
}

/// How something is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Exit codes, beside that of success.
const DIFFERS: u8 = 1;
const UNREADABLE: u8 = 2;

impl Drift {
    pub(super) fn run(self) -> Outcome {
        let (found, unread) = match &self.between {
            Some(pair) => match between(pair) {
                Ok(found) => (found, false),
                Err(error) => return Ok(unreadable(error.as_ref())),
            },
            None => {
                let spec = match SpecFacts::load(&self.spec) {
                    Ok(spec) => spec,
                    Err(diagnostics) => {
                        output::complain(&diagnostics.render(Style::Colour));
                        return Ok(ExitCode::from(DIFFERS));
                    }
                };
                match against(&self.pages, &spec) {
                    Ok(found) => found,
                    Err(error) => return Ok(unreadable(error.as_ref())),
                }
            }
        };
        output::print(&match self.format {
            Format::Text => found.to_string(),
            Format::Json => found.json(),
        })?;
        let agrees = if self.strict { found.agrees_in_words() } else { found.agrees() };
        Ok(match (unread, agrees) {
            (true, _) => ExitCode::from(UNREADABLE),
            (false, false) => ExitCode::from(DIFFERS),
            (false, true) => ExitCode::SUCCESS,
        })
    }
}

fn unreadable(error: &dyn Error) -> ExitCode {
    output::complain(&format!("error: {error}"));
    ExitCode::from(UNREADABLE)
}

fn between(pair: &[PathBuf]) -> Result<Found, Box<dyn Error>> {
    let [old, new] = pair else { return Err("--between takes two pages".into()) };
    Ok(docs::between(&page(old)?, &page(new)?))
}

/// What was found, and whether a file could not be read.
fn against(paths: &[PathBuf], spec: &SpecFacts) -> Result<(Found, bool), Box<dyn Error>> {
    let (mut pages, mut refused) = (Vec::new(), Vec::new());
    for path in files(paths)? {
        match page(&path) {
            Ok(page) => pages.push(page),
            Err(error) => refused.push((path, error.why)),
        }
    }
    if pages.is_empty() && refused.is_empty() {
        return Err("there is no page here: no file ends with .html, .htm, .md or .txt".into());
    }
    let mut found = docs::drift(&pages, spec);
    let unread = !refused.is_empty();
    for (path, why) in refused {
        found.add_unreadable(path.display().to_string(), why.to_string());
    }
    Ok((found, unread))
}

fn page(path: &Path) -> Result<Page, Refused> {
    let refused = |why: Box<dyn Error>| Refused { path: path.to_owned(), why };
    let bytes = fs::read(path).map_err(|error| refused(error.into()))?;
    Page::read(&path.display().to_string(), &bytes).map_err(|error| refused(error.into()))
}

/// The files that are meant, in order, each once.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Refused> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut below = Vec::new();
            collect(path, &mut below).map_err(|error| Refused { path: path.clone(), why: error.into() })?;
            below.sort();
            files.extend(below);
        } else {
            files.push(path.clone());
        }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Ok(files)
}

/// The pages in a folder and those below it. Links to folders are not followed, since they can lead in circles.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|own| ENDINGS.iter().any(|ending| own.eq_ignore_ascii_case(ending))) {
            files.push(path);
        }
    }
    Ok(())
}

/// A file that is not read as a page, and why.
#[derive(Debug)]
struct Refused {
    path: PathBuf,
    why: Box<dyn Error>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.why)
    }
}

impl Error for Refused {}
