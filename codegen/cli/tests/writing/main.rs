//! Commands that write files: what other processes left, and what they do at the same time.
#![cfg(unix)]

mod leftovers;
mod locks;
#[path = "../support/mod.rs"]
mod support;

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
