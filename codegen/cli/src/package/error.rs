//! The error of packaging a client.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};

/// The reason why a client cannot be packaged, with the file or folder that it is about.
#[derive(Debug)]
pub struct PackageError {
    path: PathBuf,
    reason: String,
}

impl PackageError {
    pub(super) fn new(path: &Path, reason: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), reason: reason.to_string() }
    }

    /// The file or folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl Error for PackageError {}
