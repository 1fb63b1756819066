//! The error of an API that cannot be an OpenAPI document.

use std::fmt;

/// Operations that cannot be in the same OpenAPI document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApiError {
    /// At least one, in the order of the spec.
    conflicts: Vec<Conflict>,
}

/// Two operations for which a document has one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    /// Method, path, and the file of the operation.
    pub(super) first: (&'static str, String, String),
    pub(super) second: (&'static str, String, String),
}

impl OpenApiError {
    pub(super) fn new(conflicts: Vec<Conflict>) -> Self {
        Self { conflicts }
    }
}

impl fmt::Display for OpenApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, conflict) in self.conflicts.iter().enumerate() {
            let line = if index > 0 { "\n" } else { "" };
            write!(f, "{line}{conflict}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, path, file) = &self.first;
        let (other_method, other_path, other_file) = &self.second;
        if path == other_path {
            write!(f, "an OpenAPI document holds {method} {path} once, and both {file} and {other_file} describe it")
        } else {
            write!(
                f,
                "an OpenAPI document cannot tell {method} {path} ({file}) from {other_method} {other_path} ({other_file}): only \
                 the names of their parameters differ"
            )
        }
    }
}

impl std::error::Error for OpenApiError {}
