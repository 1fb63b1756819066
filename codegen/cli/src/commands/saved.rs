//! Saved pages: which files are meant by the arguments, and what is in them.

use dingtalk_pages::{Drift, Page, SpecFacts};
use dingtalk_spec::files::ReadError;
use std::collections::HashSet;
use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The file name extensions of pages.
const ENDINGS: [&str; 4] = ["html", "htm", "md", "txt"];

/// The suffix of the folder that a browser saves beside a page, after the page's name.
const PARTS: &str = "_files";

/// A file that is not read as a page, and why.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) path: PathBuf,
    pub(super) why: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.why)
    }
}

impl Error for Refused {}

/// The files that were given.
pub(super) struct Pages {
    pub(super) read: Vec<Page>,
    refused: Vec<Refused>,
}

impl Pages {
    pub(super) fn read(paths: &[PathBuf]) -> Self {
        let mut pages = Self { read: Vec::new(), refused: Vec::new() };
        for file in files(paths) {
            match file.and_then(|file| page(&file)) {
                Ok(page) => pages.read.push(page),
                Err(refused) => pages.refused.push(refused),
            }
        }
        pages
    }

    /// The pages, or the first file that is none.
    pub(super) fn checked(self) -> Result<Vec<Page>, Refused> {
        match self.refused.into_iter().next() {
            Some(refused) => Err(refused),
            None => Ok(self.read),
        }
    }

    /// Compares the pages with a spec.
    pub(super) fn against(&self, spec: &SpecFacts) -> Drift {
        let mut found = dingtalk_pages::drift(&self.read, spec);
        for refused in &self.refused {
            found.unreadable.push((refused.path.display().to_string(), refused.why.clone()));
        }
        found
    }
}

/// The page in a file.
pub(super) fn page(path: &Path) -> Result<Page, Refused> {
    let refused = |why: String| Refused { path: path.to_owned(), why };
    if path == Path::new("-") {
        return Err(refused("standard input is not read: save the page in a file, and name that".to_owned()));
    }
    if path.is_dir() {
        return Err(refused("this is a folder: name one page in it".to_owned()));
    }
    Page::open(path).map_err(|error| refused(error.to_string()))
}

/// The files that are meant, in order, each once; and the folders that have none.
pub(super) fn files(paths: &[PathBuf]) -> Vec<Result<PathBuf, Refused>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(Ok(path.clone()));
            continue;
        }
        let mut below = Vec::new();
        let refused = |why: String| Refused { path: path.clone(), why };
        match collect(path, &mut below) {
            Err(error) => files.push(Err(refused(ReadError::from(error).to_string()))),
            Ok(()) if below.is_empty() => {
                files.push(Err(refused("no file in this folder ends with .html, .htm, .md or .txt".to_owned())));
            }
            Ok(()) => {
                below.sort();
                files.extend(below.into_iter().map(Ok));
            }
        }
    }
    let mut seen = HashSet::new();
    files.retain(|file| file.as_ref().map_or(true, |file| seen.insert(file.clone())));
    files
}

/// The pages in a folder and those below it. Links to folders are not followed, since they can lead in circles.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let (mut pages, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        } else if is_page(&entry.path()) {
            pages.push(entry.path());
        }
    }
    let of_page = |folder: &PathBuf| {
        let name = folder.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(PARTS));
        name.is_some_and(|name| pages.iter().any(|page| page.file_stem() == Some(OsStr::new(name))))
    };
    for folder in folders.iter().filter(|folder| !of_page(folder)) {
        collect(folder, files)?;
    }
    files.append(&mut pages);
    Ok(())
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|own| ENDINGS.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}
