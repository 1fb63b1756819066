//! What does not fit in a value that was read: all of it, in the order of reading, up to a bound.

use std::fmt;

use super::Path;

/// How many mistakes are kept; the rest are counted.
const KEPT: usize = 16;

/// One place of a value that does not fit. Tells kinds, never the value itself, which may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake {
    /// Where it is, like `file.size` or `items[3].id`; empty for the whole value.
    pub path: String,
    /// What should be there.
    pub expected: &'static str,
    /// What is there.
    pub found: &'static str,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the whole value" } else { &self.path };
        write!(f, "{path}: expected {}, found {}", self.expected, self.found)
    }
}

/// All mistakes of one value: the first ones whole, the rest counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mistakes {
    kept: Vec<Mistake>,
    more: usize,
}

impl Mistakes {
    /// The mistakes that were kept, in the order of reading.
    #[must_use]
    pub fn as_slice(&self) -> &[Mistake] {
        &self.kept
    }

    /// How many there are, kept or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kept.len() + self.more
    }

    /// The paths, whose map keys the service chose.
    pub(crate) fn paths(&mut self) -> impl Iterator<Item = &mut String> {
        self.kept.iter_mut().map(|mistake| &mut mistake.path)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Adds one.
    pub(super) fn push(&mut self, mistake: Mistake) {
        self.kept.push(mistake);
    }

    /// Adds one, or counts it.
    pub(crate) fn add(&mut self, path: &Path<'_>, expected: &'static str, found: &'static str) {
        if self.kept.len() < KEPT {
            self.push(Mistake { path: path.to_string(), expected, found });
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.kept.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{mistake}")?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}
