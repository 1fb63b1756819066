//! Temporary files, which stand beside the files that they become.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// Ends the names of temporary files. They begin with a dot, so they are not part of a spec.
const SUFFIX: &str = ".dingtalk-codegen.tmp";

/// The maximum number of characters of the target's name in the name of a temporary file.
const MAX_TARGET_CHARS: usize = 40;

/// The number of names to try.
const MAX_ATTEMPTS: usize = 1 << 10;

/// Distinguishes the temporary files of this process.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Creates an empty temporary file beside its target.
///
/// A name that is taken is skipped: it belongs to a process that was killed, or to one in another container, since process ids repeat.
pub(super) fn create(target: &Path) -> io::Result<(File, PathBuf)> {
    let folder = folder_of(target);
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let name: String = name.chars().take(MAX_TARGET_CHARS).collect();
    for _ in 0..MAX_ATTEMPTS {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".{name}.{}-{number}{SUFFIX}", process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (file, path)),
        }
    }
    // Not `AlreadyExists`, which says that the target exists.
    Err(io::Error::other(format!("the folder is full of files whose names end with {SUFFIX}")))
}

/// Returns true for the name of a temporary file. One that is there belongs to a process that writes, or that was killed.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(SUFFIX)
}

/// The folder that a path is in.
fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
