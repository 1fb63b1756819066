//! What does not fit in a value that was read: all of it, in the order of reading, up to a bound.

use std::fmt;

use super::Path;

/// How many errors are kept; the rest are counted.
const MAX_LISTED: usize = 16;

/// One place of a value that does not fit. Tells kinds, never the value itself, which may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// Where it is, like `file.size` or `items[3].id`; empty for the whole value.
    pub path: String,
    /// What should be there.
    pub expected: &'static str,
    /// What is there.
    pub found: &'static str,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the whole value" } else { &self.path };
        write!(f, "{path}: expected {}, found {}", self.expected, self.found)
    }
}

/// All errors of one value: the first ones whole, the rest counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    listed: Vec<FieldError>,
    more: usize,
}

impl FieldErrors {
    /// The errors that were kept, in the order of reading.
    #[must_use]
    pub fn as_slice(&self) -> &[FieldError] {
        &self.listed
    }

    /// How many there are, kept or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// The paths, whose map keys the service chose.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut String> {
        self.listed.iter_mut().map(|error| &mut error.path)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Adds one.
    pub(super) fn push(&mut self, error: FieldError) {
        self.listed.push(error);
    }

    /// Adds one, or counts it.
    pub(crate) fn add(&mut self, path: &Path<'_>, expected: &'static str, found: &'static str) {
        if self.listed.len() < MAX_LISTED {
            self.push(FieldError { path: path.to_string(), expected, found });
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
