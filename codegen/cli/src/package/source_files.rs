//! The files of a package, and their places in the published crate.

use super::error::PackageError;
use dingtalk_spec::files::{self, ReadError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The maximum size of a file in bytes.
const MAX_FILE: usize = 16 << 20;

/// Begins a file that is part of the documentation.
const INCLUDE_STR: &str = "include_str!(\"";

/// The place of a file in the published crate, whose path is relative to the package: the folder of the library becomes `src`, and what is
/// beside it moves along.
pub(super) fn place(library: &Path, path: &Path) -> String {
    let path = match path.strip_prefix(library) {
        Ok(path) => Path::new("src").join(path),
        Err(_) => path.strip_prefix(library.parent().unwrap_or(Path::new(""))).unwrap_or(path).to_owned(),
    };
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The files that are collected for the published crate.
pub(super) struct SourceFiles<'a> {
    root: &'a Path,
    library: &'a Path,
    texts: BTreeMap<String, String>,
    /// Files that sources include, relative to the package.
    included: BTreeSet<PathBuf>,
}

impl<'a> SourceFiles<'a> {
    /// No files of the package at `root`, whose library is in the folder `library`.
    pub(super) fn new(root: &'a Path, library: &'a Path) -> Self {
        Self { root, library, texts: BTreeMap::new(), included: BTreeSet::new() }
    }

    /// Adds a file of the published crate.
    pub(super) fn add_text(&mut self, place: &str, text: String) -> Result<(), PackageError> {
        match self.texts.insert(place.to_owned(), text) {
            None => Ok(()),
            Some(_) => Err(PackageError::new(Path::new(place), "two files of the crate would have this path")),
        }
    }

    /// Adds a Rust file of the package, and what its documentation includes.
    pub(super) fn add_source(&mut self, path: &Path, text: &str) -> Result<(), PackageError> {
        let own = place(self.library, path);
        let up = "../".repeat(own.matches('/').count());
        let mut parts = text.split(INCLUDE_STR);
        let mut moved = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (included, rest) = part.split_once('"').unwrap_or((part, ""));
            let target = path.parent().and_then(|folder| resolved(folder, included)).ok_or_else(|| {
                PackageError::new(&self.root.join(path), format!("`{included}` is not in the folder of the package"))
            })?;
            let place = place(self.library, &target);
            moved.extend([INCLUDE_STR, &up, &place, "\"", rest]);
            self.included.insert(target);
        }
        self.add_text(&own, moved)
    }

    /// Adds the Rust files in the folder of this one, without folders in it.
    pub(super) fn add_sources_beside(&mut self, path: &Path) -> Result<(), PackageError> {
        let folder = path.parent().unwrap_or(Path::new(""));
        for (name, is_folder) in entries(&self.root.join(folder))? {
            let path = folder.join(&name);
            if !is_folder && path.extension().is_some_and(|extension| extension == "rs") {
                let text = read_text(&self.root.join(&path))?;
                if !self.texts.contains_key(&place(self.library, &path)) {
                    self.add_source(&path, &text)?;
                }
            }
        }
        Ok(())
    }

    /// Adds the files at the root of the package whose names begin with one of these words.
    pub(super) fn add_pages(&mut self, words: &[&str]) -> Result<(), PackageError> {
        for (name, is_folder) in entries(self.root)? {
            if !is_folder && words.iter().any(|word| name.starts_with(word)) {
                self.included.insert(name.into());
            }
        }
        Ok(())
    }

    /// The text of each file of the published crate by its path.
    pub(super) fn into_texts(mut self) -> Result<BTreeMap<String, String>, PackageError> {
        for path in std::mem::take(&mut self.included) {
            let place = place(self.library, &path);
            // A file beside the sources is there already.
            if !self.texts.contains_key(&place) {
                self.texts.insert(place, read_text(&self.root.join(&path))?);
            }
        }
        Ok(self.texts)
    }
}

/// The files of a folder and the folders in it, by their paths, which are relative to `root`.
pub(super) fn read_folder(root: &Path, folder: &Path) -> Result<Vec<(PathBuf, String)>, PackageError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for (name, is_folder) in entries(&root.join(&folder))? {
            // A file of an editor or a secret, not a source.
            if name.starts_with('.') {
                continue;
            }
            let path = folder.join(name);
            if is_folder {
                folders.push(path);
            } else {
                let text = read_text(&root.join(&path))?;
                files.push((path, text));
            }
        }
    }
    Ok(files)
}

/// The names in a folder in order, and whether each is a folder. Links count as files.
pub(super) fn entries(folder: &Path) -> Result<Vec<(String, bool)>, PackageError> {
    let failed = |error| PackageError::new(folder, format!("cannot be read: {error}"));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        let name = entry.file_name().into_string();
        names.push((name.map_err(|_| PackageError::new(&entry.path(), "its name is not UTF-8"))?, is_folder));
    }
    names.sort();
    Ok(names)
}

/// Reads a whole text file.
pub(super) fn read_text(path: &Path) -> Result<String, PackageError> {
    let failed = |error: ReadError| PackageError::new(path, error);
    let bytes = files::read(path, MAX_FILE + 1).map_err(failed)?;
    if bytes.len() > MAX_FILE {
        return Err(PackageError::new(path, format!("is larger than {} MiB", MAX_FILE >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| failed(ReadError::NotUtf8))
}

/// Resolves a path that a file of the folder includes. `None` if it leads out of the package.
fn resolved(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut target = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => target.push(name),
            Component::CurDir => {}
            Component::ParentDir if target.pop() => {}
            _ => return None,
        }
    }
    Some(target)
}
