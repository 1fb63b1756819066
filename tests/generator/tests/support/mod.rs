//! Helpers of snapshot tests.

#![allow(dead_code, reason = "not every test needs all of this")]

pub mod cases;
pub mod cells;
pub mod changes;
pub mod public;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Compares each text with its snapshot below `tests/snapshots/<folder>`, and reports all that differ or are stale. Where they are
/// updated, stale ones are removed.
pub fn assert_snapshots(folder: &str, texts: &BTreeMap<String, String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots").join(folder);
    let mut wrong = Vec::new();
    for (name, text) in texts {
        let name = name.replace('/', "__");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let same = catch_unwind(AssertUnwindSafe(|| settings.bind(|| insta::assert_snapshot!(name.as_str(), text))));
        if same.is_err() {
            wrong.push(name);
        }
    }
    for name in stale(&folder, texts) {
        if is_updating() {
            fs::remove_file(folder.join(&name)).expect("removed");
        } else {
            wrong.push(format!("{name} (stale)"));
        }
    }
    assert!(
        wrong.is_empty(),
        "these snapshots differ: {wrong:#?}\nread the differences above; where they are what you want, accept them with \
         `INSTA_UPDATE=always cargo test --workspace`"
    );
}

fn stale(folder: &Path, texts: &BTreeMap<String, String>) -> Vec<String> {
    let current: BTreeSet<String> = texts.keys().map(|name| format!("{}.snap", name.replace('/', "__"))).collect();
    let files =
        fs::read_dir(folder).expect("the snapshots are there").map(|entry| entry.expect("readable").file_name());
    files
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| {
            Path::new(name).extension().is_some_and(|extension| extension == "snap") && !current.contains(name)
        })
        .collect()
}

/// Returns true if differing texts are written, with `INSTA_UPDATE=always`.
pub fn is_updating() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always")
}

/// The path of a folder or file below `tests`, relative to the folder of this package.
pub fn path(below: &str) -> PathBuf {
    Path::new("..").join(below)
}
