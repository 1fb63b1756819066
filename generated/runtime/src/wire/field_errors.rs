//! The errors of a decoded value: all of them in document order, up to a limit.

use std::borrow::Cow;
use std::fmt;

use super::Path;
use crate::untrusted::Untrusted;

/// The maximum number of listed errors. Further ones are counted.
const MAX_LISTED: usize = 16;

/// A field of a response that could not be decoded. It contains types, never the value itself, which may be secret.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// The path of the field, like `file.size` or `items[3].id`; empty for the whole value.
    pub path: String,
    /// The expected type.
    pub expected: Cow<'static, str>,
    /// The type that was found.
    pub found: &'static str,
}

/// A long path is cut.
impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError")
            .field("path", &Untrusted(&self.path))
            .field("expected", &self.expected)
            .field("found", &self.found)
            .finish()
    }
}

/// A long path is cut.
impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Untrusted(if self.path.is_empty() { "the whole value" } else { &self.path });
        write!(f, "{path}: expected {}, found {}", self.expected, self.found)
    }
}

/// The errors of one value. The first 16 are listed, the others are counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    listed: Vec<FieldError>,
    more: usize,
}

impl FieldErrors {
    /// The listed errors, in document order.
    #[must_use]
    pub fn as_slice(&self) -> &[FieldError] {
        &self.listed
    }

    /// The number of errors, whether listed or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// The paths. They may contain map keys that the service chose.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut String> {
        self.listed.iter_mut().map(|error| &mut error.path)
    }

    /// Returns true if there are no errors.
    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Adds an error.
    pub(super) fn push(&mut self, error: FieldError) {
        self.listed.push(error);
    }

    /// Adds an error, or counts it if the list is full.
    pub(crate) fn add(&mut self, path: &Path<'_>, expected: &'static str, found: &'static str) {
        if self.listed.len() < MAX_LISTED {
            self.push(FieldError { path: path.to_string(), expected: expected.into(), found });
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.listed.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{error}")?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}
