//! `drift`: saved pages against a spec, or against each other.

use super::{Outcome, output, rewrite};
use clap::{Args, ValueEnum};
use dingtalk_codegen::Diagnostics;
use dingtalk_codegen::diag::Style;
use dingtalk_codegen::docs::{self, Drift as Found, Page, Rewrite, SpecFacts};
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
    /// Keep the rows of each page that agrees in the spec, and the day, so that later changes of any row are seen.
    #[arg(long)]
    accept: bool,
    /// The day to keep, such as 2026-11-22; today if left out.
    #[arg(long, value_name = "DAY", requires = "accept")]
    date: Option<String>,
    /// Add to the spec what the pages have beside it and what asks for no judgement: error rows, and optional members of a plain
    /// type.
    #[arg(long)]
    fix: bool,
    /// Compare two saves of a page, without a spec.
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["pages", "spec", "accept", "fix"])]
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
        let compared = match &self.between {
            Some(pair) => between(pair),
            None => self.against(),
        };
        let found = match compared {
            Ok(found) => found,
            Err(Failure::Unreadable(error)) => {
                output::complain(&format!("error: {error}"));
                return Ok(ExitCode::from(UNREADABLE));
            }
            Err(Failure::Spec(diagnostics)) => {
                output::complain(&diagnostics.render(Style::Colour));
                return Ok(ExitCode::from(DIFFERS));
            }
            Err(Failure::Other(error)) => return Err(error),
        };
        output::print(&match self.format {
            Format::Text => found.to_string(),
            Format::Json => found.json(),
        })?;
        let agrees = if self.strict { found.agrees_in_words() } else { found.agrees() };
        Ok(match (found.all_read(), agrees) {
            (false, _) => ExitCode::from(UNREADABLE),
            (true, false) => ExitCode::from(DIFFERS),
            (true, true) => ExitCode::SUCCESS,
        })
    }

    /// Compares the pages with the spec; where that changes the spec, once more with what it then is.
    fn against(&self) -> Result<Found, Failure> {
        let pages = Pages::read(&self.pages).map_err(Failure::Unreadable)?;
        let mut spec = SpecFacts::load(&self.spec).map_err(Failure::Spec)?;
        let mut found = pages.against(&spec);
        if self.fix && self.write(&docs::fix(&found, &pages.read, &spec))? {
            spec = SpecFacts::load(&self.spec).map_err(Failure::Spec)?;
            found = pages.against(&spec);
        }
        if self.accept {
            let day = rewrite::day(self.date.as_deref()).map_err(Failure::Unreadable)?;
            if self.write(&docs::accept(&found, &spec, &day))? {
                spec = SpecFacts::load(&self.spec).map_err(Failure::Spec)?;
                found = pages.against(&spec);
            }
        }
        Ok(found)
    }

    fn write(&self, changes: &Rewrite) -> Result<bool, Failure> {
        rewrite::write(&self.spec, changes).map_err(Failure::Other)
    }
}

/// Why there is nothing to print.
enum Failure {
    /// No page can be read, or an argument is wrong.
    Unreadable(Box<dyn Error>),
    /// The spec is faulty.
    Spec(Diagnostics),
    Other(Box<dyn Error>),
}

fn between(pair: &[PathBuf]) -> Result<Found, Failure> {
    let read = |path: &PathBuf| page(path).map_err(|error| Failure::Unreadable(error.into()));
    match pair {
        [old, new] => Ok(docs::between(&read(old)?, &read(new)?)),
        _ => Err(Failure::Unreadable("--between takes two pages".into())),
    }
}

/// The files that were given.
struct Pages {
    read: Vec<Page>,
    refused: Vec<Refused>,
}

impl Pages {
    fn read(paths: &[PathBuf]) -> Result<Self, Box<dyn Error>> {
        let mut pages = Self { read: Vec::new(), refused: Vec::new() };
        for path in files(paths)? {
            match page(&path) {
                Ok(page) => pages.read.push(page),
                Err(refused) => pages.refused.push(refused),
            }
        }
        if pages.read.is_empty() && pages.refused.is_empty() {
            return Err("there is no page here: no file ends with .html, .htm, .md or .txt".into());
        }
        Ok(pages)
    }

    fn against(&self, spec: &SpecFacts) -> Found {
        let mut found = docs::drift(&self.read, spec);
        for refused in &self.refused {
            found.add_unreadable(refused.path.display().to_string(), refused.why.to_string());
        }
        found
    }
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
