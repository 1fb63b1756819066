//! Files hold their old text or their new text at every moment, and stay what they are otherwise.

#[cfg(unix)]
mod interrupted;
#[cfg(unix)]
mod links;
mod replaced;

use std::fs;
use std::path::Path;

/// Names of the files in a folder, those that are hidden included.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

pub(crate) fn read(path: &Path) -> String {
    String::from_utf8(fs::read(path).expect("it is there")).expect("text")
}
